"""Who is named as a claim's claimant, and when that is left open."""

from __future__ import annotations

import re

import pytest

from quotecat.extract.claimant import is_loose, is_spoken_of
from quotecat.extract.referent import Referent
from quotecat.extract.speaker import SpeakerKind
from quotecat.text.span import Span

BRACKETS = r"[\[\]{}]"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[Ruiz] {is expected} to resign", True),
        ("[The bank] {was widely believed} to be safe", True),
        ("[He] {’s said} to own two boats", True),
        ("[He] {’s described} as a miser", True),
        ("[They] {’re told} that the pier is shut", True),
        ("[He] {’s said} he will go", False),
        ("[She] {’s told} reporters that the pier is shut", False),
        ("[He] {said} that she is expected to go", False),
        ("[Ruiz] {was told} that the pier is shut", True),
        ("[Ruiz] {is not expected} to resign", True),
        ("[Ruiz] {expected} the bank to pay", False),
        ("[Ruiz] {has said} so", False),
        ("[Ruiz] {is convinced} that the pier is safe", False),
        ("[Ruiz] {was saying} that the pier is safe", False),
        ("The pier {is expected by} [Ruiz] to hold", False),
        ("The pier {is expected} to hold", False),
    ],
)
def test_whom_others_speak_of_claims_nothing(text: str, expected: bool) -> None:
    plain = re.sub(BRACKETS, "", text)
    assert is_spoken_of(span(text, "[]"), span(text, "{}"), plain) is expected


@pytest.mark.parametrize(
    ("chain", "kind", "expected"),
    [
        (("They", "the harbour office"), "organisation", True),
        (("they", "one of the divers"), "unnamed", True),
        (("they", "the divers"), "unnamed", False),
        (("She", "one of the divers"), "unnamed", False),
        (("the office", "the harbour office"), "organisation", False),
    ],
)
def test_they_is_not_one(chain: tuple[str, ...], kind: SpeakerKind, expected: bool) -> None:
    assert is_loose(Referent((), chain[-1], kind, "pronoun", chain)) is expected


def span(text: str, around: str) -> Span | None:
    """What stands between two brackets of the text, or None; as if no brackets were there."""
    places = [text.find(mark) for mark in around]
    if min(places) < 0:
        return None
    return Span(*(len(re.sub(BRACKETS, "", text[:place])) for place in places))
