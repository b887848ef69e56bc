"""Stretch: what stands between an opening and a closing quotation mark; Scan: all stretches of one article."""

from __future__ import annotations

from dataclasses import dataclass

from quotecat.text.quotes.diagnostic import Diagnostic
from quotecat.text.span import Span


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words between two marks, or from a mark to the paragraph's end where the closing mark is missing.

    Args:
        span: the stretch with its marks.
        inner: what lies between the marks, white space and all; None where that is nothing or only white space.
        opening: the opening mark as printed.
        closing: the closing mark as printed; None for an unclosed stretch.
        depth: 0 for an outermost stretch, 1 for a stretch inside one, and so on.
        paragraph: the number of its paragraph, counted from 0.
        continues: whether the paragraph before left this kind of mark unclosed and this stretch opens the next.
        diagnostics: what was odd about its marks.
    """

    span: Span
    inner: Span | None
    opening: str
    closing: str | None
    depth: int
    paragraph: int
    continues: bool = False
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def open_span(self) -> Span:
        """Where the opening mark stands."""
        return Span(self.span.start, self.span.start + len(self.opening))

    @property
    def close_span(self) -> Span | None:
        """Where the closing mark stands; None for an unclosed stretch."""
        return Span(self.span.end - len(self.closing), self.span.end) if self.closing else None


@dataclass(frozen=True, slots=True)
class Scan:
    """All stretches of one article by where they start; outermost ones do not overlap, others lie in their outer one.

    `diagnostics` has those of the stretches and those of marks that belong to no stretch, by where they start.
    """

    stretches: tuple[Stretch, ...]
    diagnostics: tuple[Diagnostic, ...]

    @property
    def outermost(self) -> tuple[Stretch, ...]:
        """The stretches that lie in no other."""
        return tuple(s for s in self.stretches if s.depth == 0)
