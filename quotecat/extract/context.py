"""Where a quotation stands: its sentence, the sentences before and after, its paragraph."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from quotecat.extract.quotation import Context
from quotecat.text.span import Span, hull


def context(span: Span, sentences: Sequence[Span], paragraphs: Sequence[Span]) -> Context:
    """The context of `span`; `sentences` and `paragraphs` ascend and do not overlap."""
    first, last = reach(span, sentences)
    own = hull([span, *sentences[first:last]])
    before = sentences[first - 1] if first > 0 else None
    after = sentences[last] if last < len(sentences) else None
    top, bottom = reach(span, paragraphs)
    return Context(own, before, after, hull([span, *paragraphs[top:bottom]]))


def reach(span: Span, blocks: Sequence[Span]) -> tuple[int, int]:
    """The half-open range of `blocks` that `span` touches; empty, at its place, where it touches none."""
    first = bisect_right(blocks, span.start, key=lambda b: b.end)
    last = bisect_left(blocks, span.end, key=lambda b: b.start)
    return first, max(first, last)
