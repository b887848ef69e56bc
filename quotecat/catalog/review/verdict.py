"""What a person may decide about a quotation, and whether it makes sense."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, get_args

from quotecat.catalog.answers import Stretch
from quotecat.catalog.schema.decision_words import Reason, Verdict
from quotecat.errors import UsageError
from quotecat.extract.speaker import SpeakerKind
from quotecat.text.span import Span, trim

VERDICTS: tuple[str, ...] = get_args(Verdict)
REASONS: tuple[str, ...] = get_args(Reason)
KINDS: tuple[str, ...] = get_args(SpeakerKind)
MARKS = "`\"'“”‘’«»„‟‹›「」『』〝〞‚‛"
FIELDS = ("quotation_id", "verdict", "speaker", "kind", "parts", "reason")
Place = tuple[int, int]
Part = tuple[int, int, int, int]
"""A part's start and end, and the same with its marks."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decides about a quotation.

    `speaker` and `kind` count where the speaker is fixed (None: nobody is named), `parts` where the span is: places in
    the article, with or without marks; `reason` where it is rejected.
    """

    verdict: str
    speaker: str | None = None
    kind: str | None = None
    parts: tuple[Place, ...] = ()
    reason: str | None = None


def checked(decision: Decision) -> Decision:
    """The decision, its name spelt plainly.

    Raises:
        UsageError: if a word of it is none that is known, or it lacks what it needs, or has what it cannot need.
    """
    verdict = decision.verdict
    if verdict not in VERDICTS:
        raise UsageError(f"no such verdict: {verdict!r}; there are {', '.join(VERDICTS)}")
    if (verdict == "rejected") != (decision.reason is not None) or (decision.reason or "other") not in REASONS:
        raise UsageError(f"a rejection, and nothing else, has a reason: {', '.join(REASONS)}; not {decision.reason!r}")
    if (verdict == "span fixed") != bool(decision.parts):
        raise UsageError("a fixed span, and nothing else, has parts")
    if verdict != "speaker fixed" and (decision.speaker or decision.kind):
        raise UsageError("only a fixed speaker has a name and a kind")
    if (decision.kind or "person") not in KINDS:
        raise UsageError(f"no such kind: {decision.kind!r}; there are {', '.join(KINDS)}")
    name = spelt(decision.speaker) or ""
    if name and not any(char.isalnum() for char in name):
        raise UsageError(f"a name needs a letter: {name!r}")
    return Decision(verdict, name or None, decision.kind if name else None, decision.parts, decision.reason)


def spelt(name: str | None) -> str | None:
    """A name with plain spaces, None if there is nothing of it.

    Raises:
        UsageError: if it holds what is no UTF-8: it was not typed as it is meant, and would be stored wrongly.
    """
    plain = " ".join((name or "").replace("\0", " ").split())
    if any("\ud800" <= char <= "\udfff" for char in plain):
        raise UsageError(f"{plain!r} is not UTF-8")
    return plain or None


def imported(row: Mapping[str, Any]) -> tuple[str, Decision]:
    """The quotation's id and the decision that a line of an imported file is; its fields are `FIELDS`.

    Raises:
        UsageError: if it is none.
    """
    if unknown := row.keys() - set(FIELDS):
        raise UsageError(f"no such field: {', '.join(sorted(unknown))}")
    if wrong := [n for n, value in row.items() if n != "parts" and value is not None and not isinstance(value, str)]:
        raise UsageError(f"{wrong[0]} is no text")
    for name in FIELDS:
        if name != "parts":
            spelt(row.get(name))
    parts = row.get("parts") or []
    if not isinstance(parts, list) or not all(_is_place(part) for part in parts):
        raise UsageError("parts are no list of [start, end]")
    places = tuple((part[0], part[1]) for part in parts)
    words = {name: row.get(name) for name in ("speaker", "kind", "reason")}
    return row.get("quotation_id") or "", checked(Decision(row.get("verdict") or "", parts=places, **words))


def fitted(text: str, places: Sequence[Place]) -> list[Part]:
    """The parts at these places of a text, each without and with the marks at its ends.

    Raises:
        UsageError: if they lie outside the text, overlap, or have no words.
    """
    parts: list[Part] = []
    for start, end in sorted(places):
        if not 0 <= start < end <= len(text):
            raise UsageError(f"[{start}, {end}] is no place in the article")
        inner = trim(Span(start, end), text, MARKS + " \t\r\n")
        if inner is None:
            raise UsageError(f"nothing is said at [{start}, {end}]")
        first, last = inner.start, inner.end
        first -= first > 0 and text[first - 1] in MARKS
        last += last < len(text) and text[last] in MARKS
        if parts and first < parts[-1][3]:
            raise UsageError(f"the parts before and at [{start}, {end}] overlap")
        parts.append((inner.start, inner.end, first, last))
    return parts


def _is_place(part: object) -> bool:
    return isinstance(part, list) and len(part) == 2 and all(type(at) is int for at in part)


def placed(paragraph: str, offset: int, now: Sequence[Stretch], typed: str) -> tuple[Place, ...]:
    """Where in the article the words are that are typed as «first words … last words», or whole.

    `paragraph` starts at `offset`. What stands between the parts as they are `now` stays out; «first … last | first …
    last» names each part by itself. White space counts as one space.

    Raises:
        UsageError: if the words do not stand in the paragraph.
    """
    named = [piece for piece in typed.split("|") if piece.strip()]
    if not named:
        raise UsageError("no words were given")
    near = now[0].start - offset if now else 0
    found = [_stretch(paragraph, piece, near) for piece in named]
    places = [(start + offset, end + offset) for start, end in found]
    if len(places) > 1:
        return tuple(places)
    start, end = places[0]
    gaps = [(one.end, other.start) for one, other in pairwise(now) if start < one.end and other.start < end]
    return tuple(zip([start, *(gap[1] for gap in gaps)], [*(gap[0] for gap in gaps), end], strict=True))


def _stretch(paragraph: str, typed: str, near: int) -> Place:
    first, between, last = (piece.strip() for piece in typed.replace("...", "…").partition("…"))
    opening = min(_all(paragraph, first), key=lambda place: abs(place[0] - near))
    if not between:
        return opening
    closing = next((place for place in _all(paragraph, last) if place[0] >= opening[1]), None)
    if closing is None:
        raise UsageError(f"«{last}» does not stand after «{first}» in the paragraph")
    return opening[0], closing[1]


def _all(paragraph: str, words: str) -> list[Place]:
    """Everywhere that these words stand."""
    if not words.split():
        raise UsageError("words are needed before and after the «…»")
    found = [hit.span() for hit in re.finditer(r"\s+".join(map(re.escape, words.split())), paragraph)]
    if not found:
        raise UsageError(f"«{words}» does not stand there in the paragraph")
    return found
