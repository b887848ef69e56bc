"""What is asserted around quotations: by a source (reported) or by the writer (narrated)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from quotecat.extract.quotation import Context
from quotecat.text.span import Span

ClaimKind = Literal["reported", "narrated"]
Place = Literal["before", "same sentence", "after", "elsewhere"]


@dataclass(frozen=True, slots=True)
class Claim:
    """A stretch that asserts something, outside quotation marks.

    `reported`: a source said it, in other words than the quotation's; `claimant` is then the speaker's index in the
    extraction, or None if the source could not be named. `narrated`: the writer says it. `quotation` is the index of
    the nearest quotation and `place` where the claim stands as seen from there.
    """

    span: Span
    kind: ClaimKind
    source: Span | None
    cue: Span | None
    claimant: int | None
    confidence: float
    quotation: int | None
    place: Place


@dataclass(frozen=True, slots=True)
class Reported:
    """A content outside quotation marks with its source and cue, as the attribution model tagged it."""

    span: Span
    source: Span | None
    cue: Span | None
    claimant: int | None
    confidence: float


def claims(
    reported: Sequence[Reported],
    sentences: Sequence[Span],
    quotations: Sequence[tuple[Span, Context]],
    apart: Sequence[Span],
) -> tuple[Claim, ...]:
    """The claims of an article: all that is reported, and what the writer narrates around quotations.

    `quotations` are the quotations' spans and contexts, in order; `apart` are stretches that make no claim of the
    writer's own: quotations, boilerplate, headlines. A sentence with a reported content or a stretch apart is no
    narrated claim.
    """
    found = [_claim(r.span, "reported", r, quotations) for r in reported]
    taken = [r.span for r in reported] + list(apart)
    near = {s for _, c in quotations for s in sentences if c.paragraph.overlaps(s) or s in (c.before, c.after)}
    for sentence in sorted(near):
        if not any(sentence.overlaps(t) for t in taken):
            found.append(_claim(sentence, "narrated", Reported(sentence, None, None, None, 1.0), quotations))
    return tuple(sorted(found, key=lambda c: c.span))


def _claim(span: Span, kind: ClaimKind, reported: Reported, quotations: Sequence[tuple[Span, Context]]) -> Claim:
    nearest = min(range(len(quotations)), key=lambda i: (_distance(span, quotations[i][0]), i), default=None)
    place: Place = "elsewhere" if nearest is None else _place(span, quotations[nearest][1])
    source, cue = reported.source, reported.cue
    return Claim(span, kind, source, cue, reported.claimant, reported.confidence, nearest, place)


def _distance(a: Span, b: Span) -> int:
    return max(a.start - b.end, b.start - a.end, 0)


def _place(span: Span, context: Context) -> Place:
    if span.overlaps(context.sentence):
        return "same sentence"
    reach = [s for s in (context.before, context.after, context.paragraph) if s]
    if not any(span.overlaps(s) for s in reach):
        return "elsewhere"
    return "before" if span.end <= context.sentence.start else "after"
