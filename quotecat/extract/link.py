"""Links: which quotations a claim stands next to, and how."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal

from quotecat.extract.quotation import Context, Quotation
from quotecat.text.span import Span, hull

Relation = Literal["same sentence", "lead-in", "follow-on", "same paragraph", "same claimant"]


@dataclass(frozen=True, slots=True)
class Link:
    """A quotation, by its index in the extraction, and the nearest way in which a claim belongs to it.

    `lead-in`: the claim is in the sentence before; `follow-on`: in the sentence after; `same paragraph`: elsewhere in
    the quotation's paragraph; `same claimant`: it is the claimant's nearest quotation, in another paragraph.
    """

    quotation: int
    relation: Relation


def links(claims: Sequence[tuple[Span, int | None]], quotations: Sequence[Quotation]) -> list[tuple[Link, ...]]:
    """For each claim, given by its span and its claimant's index, the quotations that it belongs to, in order.

    `quotations` ascend.
    """
    where = [_reach(q.context) for q in quotations]
    # How far the quotations up to each, and from each on, reach: those that may hold a claim lie side by side.
    ends = list(accumulate((w.end for w in where), max))
    starts = list(accumulate((w.start for w in reversed(where)), min))
    starts.reverse()
    said: dict[int, list[int]] = {}
    for i, quotation in enumerate(quotations):
        if quotation.speaker is not None:
            said.setdefault(quotation.speaker, []).append(i)
    found = []
    for span, claimant in claims:
        near = range(bisect_right(ends, span.start), bisect_left(starts, span.end))
        own = said.get(claimant, []) if claimant is not None else []
        found.append(_links(span, near, own, quotations))
    return found


def _reach(context: Context) -> Span:
    """All that a quotation's neighbours may stand in; a sentence may be longer than its paragraph."""
    return hull(s for s in (context.sentence, context.before, context.after, context.paragraph) if s)


def _links(span: Span, near: range, own: Sequence[int], quotations: Sequence[Quotation]) -> tuple[Link, ...]:
    """The links of one claim: to the quotations `near` it, else to the nearest of its claimant's `own`."""
    found = {i: relation for i in near if (relation := _relation(span, quotations[i]))}
    if own and not any(i in found for i in own):
        at = bisect_left(own, span.start, key=lambda i: quotations[i].span.start)
        around = own[max(0, at - 1) : at + 1]
        found[min(around, key=lambda i: (span.distance(quotations[i].span), i))] = "same claimant"
    return tuple(Link(i, relation) for i, relation in sorted(found.items()))


def _relation(span: Span, quotation: Quotation) -> Relation | None:
    where = quotation.context
    if span.overlaps(where.sentence):
        return "same sentence"
    if where.before and span.overlaps(where.before):
        return "lead-in"
    if where.after and span.overlaps(where.after):
        return "follow-on"
    return "same paragraph" if span.overlaps(where.paragraph) else None
