"""Diagnostic: what the scanner found odd about a mark, and how it read it.

A repair is never silent: each leaves one of the codes below, with the place and a sentence for the reader.
"""

from __future__ import annotations

from dataclasses import dataclass

from quotecat.text.span import Span

CODES: dict[str, str] = {
    "unclosed": "no closing mark: the quotation ends with its paragraph, or where the next one opens",
    "continued": "no closing mark because the next paragraph goes on with the same opening mark",
    "mismatched_marks": "opened by one kind of mark and closed by another, or by a mark turned the wrong way",
    "nested": "the same kind of mark inside itself, read as a quotation in a quotation",
    "straight_ambiguous": "a straight mark that its neighbours do not turn, read by the order of marks",
    "weak_closing": "a closing mark that could as well be an apostrophe or inches",
    "stray_opening": "an opening mark that nothing closes, read as no quotation",
    "stray_closing": "a closing mark that nothing opens, read as no quotation",
    "empty": "nothing but white space between the marks",
}
"""The fixed vocabulary: each code with its message."""


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One oddity; `code` is a key of `CODES`, `span` the mark or the stretch it is about (code points, half-open)."""

    code: str
    span: Span
    message: str


def diagnose(code: str, span: Span) -> Diagnostic:
    """The diagnostic of this code at `span`, with its message from `CODES`."""
    return Diagnostic(code, span, CODES[code])
