"""Signals: what in a claim can be checked, each with the words that show it. None says whether the claim is true.

The list follows what annotators of check-worthiness look for (Hassan et al. 2015, ClaimBuster; Konstantinovskiy et al.
2021): figures, dates, comparisons, superlatives, causes and who acted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from quotecat.extract.dated import Dated
from quotecat.extract.quantity import Quantity
from quotecat.nlp.document import Entity, Word
from quotecat.text.span import Span

SignalKind = Literal["quantity", "date", "comparison", "superlative", "cause", "named actor"]

_CHANGES = frozenset(
    """rise fall increase decrease drop grow shrink double triple halve surge plunge climb slump decline jump soar dip
    outnumber exceed surpass outpace quadruple slash""".split()
)
_COMPARED = re.compile(
    r"\b(?:compared (?:with|to)|as (?:many|much) as|up from|down from|twice as|times as)\b", re.IGNORECASE
)
_CAUSED = re.compile(
    r"\b(?:because(?: of)?|due to|owing to|thanks to|as a result(?: of)?|result(?:s|ed|ing)? in|le(?:d|ads?|ading) to"
    r"|cause[sd]?(?: by)?|causing|trigger(?:s|ed|ing)?|prompt(?:s|ed|ing)|blamed (?:on|for)|sparked"
    r"|stem(?:s|med) from)\b",
    re.IGNORECASE,
)
_RECORD = re.compile(
    r"\b(?:the (?:very )?(?:first|only|last|sole)\b|for the first time|unprecedented"
    r"|record(?:-breaking|[ -](?:high|low))|a record|(?:most|least)(?= \w)|\w+est\b(?= (?:ever|in|of|since)\b))",
    re.IGNORECASE,
)
_LATER = frozenset("late later early earlier far further long longer soon sooner".split())  # when, not how much
_AT = re.compile(r"\bat\s+(?:most|least|best|last|first)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Signal:
    """What kind of thing can be checked, and the words that show it."""

    kind: SignalKind
    span: Span


def signals(
    text: str,
    span: Span,
    words: Sequence[Word],
    subject: Span | None,
    quantities: Sequence[Quantity],
    dates: Sequence[Dated],
    entities: Sequence[Entity],
) -> tuple[Signal, ...]:
    """What can be checked in the claim at `span`, of which all else is given; by place, one of a kind at a place."""
    found = {Signal("quantity", q.span) for q in quantities}
    found |= {Signal("date", d.span) for d in dates}
    found |= {Signal("cause", at) for at in _all(_CAUSED, text, span)}
    found |= {Signal("comparison", at) for at in (*_all(_COMPARED, text, span), *_compared(words))}
    found |= {Signal("superlative", at) for at in _superlatives(text, span, words)}
    found |= {Signal("named actor", e.span) for e in entities if subject and e.span.overlaps(subject) and _acts(e)}
    return tuple(sorted(found, key=lambda s: (s.span, s.kind)))


def _acts(entity: Entity) -> bool:
    return entity.type in ("person", "organisation", "norp", "location")


def _all(pattern: re.Pattern[str], text: str, span: Span) -> Iterator[Span]:
    return (Span(*m.span()) for m in pattern.finditer(text, span.start, span.end))


def _compared(words: Sequence[Word]) -> Iterator[Span]:
    """Comparatives and verbs of change: «higher», «more», «fell»."""
    for word in words:
        more = word.xpos in ("JJR", "RBR") and word.lemma.casefold() not in _LATER
        if more or (word.upos == "VERB" and word.lemma.casefold() in _CHANGES):
            yield word.span


def _superlatives(text: str, span: Span, words: Sequence[Word]) -> Iterator[Span]:
    """«the highest», «most», «the first»; not «at least»."""
    bounds = list(_all(_AT, text, span))
    found = [w.span for w in words if w.xpos in ("JJS", "RBS")]
    found += [s for s in _all(_RECORD, text, span) if not any(s.overlaps(f) for f in found)]
    return (s for s in found if not any(s.overlaps(b) for b in bounds))
