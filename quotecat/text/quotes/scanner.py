"""The quotation-mark scanner: raw text to the stretches between marks, in every style of newsroom.

It never raises, never alters the text and reads each mark once; one bad mark costs no more than its own paragraph.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from quotecat.text.paragraphs import paragraphs
from quotecat.text.quotes.diagnostic import Diagnostic, diagnose
from quotecat.text.quotes.marks import QuoteMark, quote_marks
from quotecat.text.quotes.pairing import Pair, pair
from quotecat.text.quotes.stretch import Scan, Stretch
from quotecat.text.quotes.style import quote_style
from quotecat.text.span import Span


def scan(text: str) -> Scan:
    """All stretches between quotation marks in `text`, nested ones too, and what was odd about the marks."""
    how = quote_style(text)
    blocks = paragraphs(text)
    marks = _by_paragraph(quote_marks(text, how), blocks)
    stretches: list[Stretch] = []
    strays: list[Diagnostic] = []
    before: str | None = None
    for number, (block, own) in enumerate(zip(blocks, marks, strict=True)):
        following = _first_mark(blocks, marks, number + 1)
        pairs, left_over = pair(own, block, how, following)
        found = list(_stretches(text, pairs, number, before if own and own[0].start == block.start else None))
        stretches += found
        strays += left_over
        before = next((s.opening for s in found if s.depth == 0 and _is_continued(s)), None)
    told = [d for s in stretches for d in s.diagnostics]
    return Scan(tuple(stretches), tuple(sorted(told + strays, key=lambda d: d.span)))


def _by_paragraph(marks: list[QuoteMark], blocks: tuple[Span, ...]) -> list[list[QuoteMark]]:
    starts = [mark.start for mark in marks]
    return [marks[bisect_left(starts, b.start) : bisect_left(starts, b.end)] for b in blocks]


def _first_mark(blocks: tuple[Span, ...], marks: list[list[QuoteMark]], number: int) -> str | None:
    """The mark that the paragraph of this number begins with."""
    if number < len(blocks) and marks[number] and marks[number][0].start == blocks[number].start:
        return marks[number][0].printed
    return None


def _is_continued(stretch: Stretch) -> bool:
    return any(d.code == "continued" for d in stretch.diagnostics)


def _stretches(text: str, pairs: list[Pair], paragraph: int, before: str | None) -> Iterator[Stretch]:
    """One paragraph's pairs as stretches in order, each with its depth."""
    around: list[tuple[int, str]] = []
    for found in sorted(pairs, key=lambda p: (p.opening.start, -p.end)):
        while around and around[-1][0] <= found.opening.start:
            around.pop()
        same = bool(around) and around[-1][1] == found.opening.family
        continues = not around and found.opening.printed == before
        stretch = _stretch(text, found, len(around), paragraph, nested=same, continues=continues)
        if not around:
            before = None
        around.append((stretch.span.end, found.opening.family))
        yield stretch


def _stretch(text: str, found: Pair, depth: int, paragraph: int, *, nested: bool, continues: bool) -> Stretch:
    opening, closing = found.opening, found.closing
    start, end = opening.end, closing.start if closing else found.end
    while not closing and start < end and text[end - 1].isspace():
        end -= 1
    # No slices here: in a text of nothing but marks they would add up to the square of its length.
    inner = Span(start, end) if start < end and _first_word(text, start) < end else None
    span = Span(opening.start, closing.end if closing else end)
    codes = (*found.codes, *("nested",) * nested, *("empty",) * (inner is None))
    told = tuple(diagnose(code, span) for code in codes)
    printed = closing.printed if closing else None
    return Stretch(span, inner, opening.printed, printed, depth, paragraph, continues, told)


def _first_word(text: str, start: int) -> int:
    """Where the white space after `start` ends."""
    while start < len(text) and text[start].isspace():
        start += 1
    return start
