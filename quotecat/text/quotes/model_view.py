"""The one view of a text that models are trained on and run on: the marks of every newsroom shown alike."""

from __future__ import annotations

from quotecat.text.quotes.stretch import Scan

Marks = tuple[tuple[str, str], tuple[str, str]]  # of outermost stretches and of nested ones, opening and closing
STRAIGHT: Marks = ('"', '"'), ("'", "'")
CURLY: Marks = ("“", "”"), ("‘", "’")


def model_view(text: str, scan: Scan, style: Marks = STRAIGHT) -> str:
    """`text` at the same length with every style of mark alike, for a model to read.

    A mark of two characters has a blank on its inside; an apostrophe shows as ``'``.
    """
    shown = list(text.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'"))
    for stretch in scan.stretches:
        opening, closing = style[min(stretch.depth, 1)]
        start = stretch.open_span
        shown[start.start : start.end] = opening.ljust(len(start))
        end = stretch.close_span
        if end:
            shown[end.start : end.end] = closing.rjust(len(end))
    return "".join(shown)
