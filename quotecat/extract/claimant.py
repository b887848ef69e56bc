"""Claimants: who is named as the one that claims what is reported, and when that is left open."""

from __future__ import annotations

import re

from quotecat.extract.referent import Referent
from quotecat.text.span import Span

# What is done to somebody by whoever believes it: «the bank is expected to …» is not the bank's expectation.
_BY_OTHERS = """accused alleged assumed believed charged claimed considered criticised criticized deemed described
    estimated expected feared labeled labelled likely predicted projected reported reputed rumored rumoured said seen
    supposed suspected thought told understood widely""".split()
_PARTICIPLE = rf"\s+(?:not\s+)?(?:\w+ly\s+)?(?:{'|'.join(_BY_OTHERS)})\b"
# «’s» is «is» before «said to» and «described as», else it may as well be «has»: «He’s said he will go.»
_PASSIVE = re.compile(
    rf"(?:\b(?:is|are|was|were|be|been|being)|[’']re){_PARTICIPLE}|[’']s{_PARTICIPLE}(?=\s+(?:to|as)\b)", re.IGNORECASE
)


def is_loose(referent: Referent) -> bool:
    """Whether «they» was read as an organisation or as «one of» some people: of claims right in half of what we read,
    so it is declined."""
    if referent.chain[0].casefold() not in ("they", "them"):
        return False
    return referent.kind == "organisation" or referent.chain[-1].casefold().startswith(
        ("one ", "a ", "an ", "another ")
    )


def is_spoken_of(source: Span | None, cue: Span | None, text: str) -> bool:
    """Whether a source before its cue is only whom others claim something of: «Ruiz is expected to resign»."""
    if source is None or cue is None or source.start > cue.start:
        return False
    found = _PASSIVE.search(text, cue.start)
    return found is not None and found.end() <= cue.end
