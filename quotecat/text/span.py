"""A stretch of an article's text."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import accumulate


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open stretch ``[start, end)`` in Unicode code points, ``0 <= start < end``.

    Raises:
        ValueError: if the stretch is empty or starts before the text.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"not a span: [{self.start}, {self.end})")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The words of this stretch in `text`."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a code point."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """Whether all of `other` lies in this stretch."""
        return self.start <= other.start and other.end <= self.end

    def distance(self, other: Span) -> int:
        """How many code points lie between the two; 0 where they touch or overlap."""
        return max(self.start - other.end, other.start - self.end, 0)

    def shift(self, by: int) -> Span:
        """The same stretch, `by` code points further on."""
        return Span(self.start + by, self.end + by)


def hull(spans: Iterable[Span]) -> Span:
    """The shortest stretch that covers all of `spans`, which must not be empty."""
    found = tuple(spans)
    return Span(min(s.start for s in found), max(s.end for s in found))


def trim(span: Span, text: str, away: str) -> Span | None:
    """`span` without the characters in `away` at its ends; None if nothing is left."""
    start, end = span.start, span.end
    while start < end and text[start] in away:
        start += 1
    while start < end and text[end - 1] in away:
        end -= 1
    return Span(start, end) if start < end else None


def overlapping(spans: Iterable[Span]) -> Callable[[Span], list[Span]]:
    """Gives, for a stretch, those of `spans` that share a code point with it, ascending; `spans` may overlap.

    It looks only near the stretch, so that asking about all of a long text takes time in proportion to its length.
    """
    ordered = sorted(spans)
    starts = [s.start for s in ordered]
    ends = list(accumulate((s.end for s in ordered), max))

    def find(span: Span) -> list[Span]:
        near = ordered[bisect_right(ends, span.start) : bisect_left(starts, span.end)]
        return [s for s in near if s.overlaps(span)]

    return find


def inside(spans: Iterable[Span]) -> Callable[[int], bool]:
    """A test whether a place lies in one of `spans`, which may overlap."""
    ordered = sorted(spans)
    starts = [s.start for s in ordered]
    ends = list(accumulate((s.end for s in ordered), max))

    def test(place: int) -> bool:
        at = bisect_right(starts, place)
        return at > 0 and place < ends[at - 1]

    return test
