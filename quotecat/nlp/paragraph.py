"""Paragraphs: the stretches of an article in which sentences end."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from quotecat.text.span import Span

# Stanza takes C1 control characters for white space; so do we, or the two would count paragraphs differently.
_BLANK = r"\s\u0080-\u009f"
_BLOCK_END = re.compile(rf"\n[{_BLANK}]*\n")
_INK = re.compile(rf"[^{_BLANK}](?:.*[^{_BLANK}])?", re.DOTALL)
_LONGEST_WRAP, _SHORTEST_WRAP = 100, 50  # columns at which texts are wrapped


def paragraphs(text: str, longest: int = 20_000) -> list[Span]:
    """The paragraphs of `text`: they ascend, do not overlap and hold all but white space.

    A blank line ends a paragraph. So does a single line break that somebody meant: one after which the next line's
    first word would have fitted, as after a title, and which a capital, a digit or a mark follows; a text wrapped at
    a fixed width keeps its paragraphs whole. What is longer than `longest` code points is cut at white space.
    """
    blocks = _between(text, Span(0, len(text)), (m.span() for m in _BLOCK_END.finditer(text))) if text else []
    lines = (line for block in blocks for line in _between(text, block, _meant_breaks(text, block)))
    return [piece for line in lines for piece in _cut(text, line, longest)]


def _between(text: str, within: Span, gaps: Iterable[tuple[int, int]]) -> list[Span]:
    found, start = [], within.start
    for a, b in [*gaps, (within.end, within.end)]:
        ink = _INK.search(text, start, a)
        if ink:
            found.append(Span(*ink.span()))
        start = b
    return found


def _meant_breaks(text: str, block: Span) -> Iterator[tuple[int, int]]:
    lines = block.of(text).split("\n")
    width = max(map(len, lines))
    place = block.start
    for line, following in pairwise(lines):
        place += len(line)
        first, *_ = following.split() or [""]
        wrapped = _SHORTEST_WRAP <= width <= _LONGEST_WRAP and len(line) + 1 + len(first) > width
        if not wrapped and first and not first[0].islower():
            yield place, place + 1
        place += 1


def _cut(text: str, span: Span, longest: int) -> Iterator[Span]:
    while len(span) > longest:
        end = span.start + longest
        space = max(text.rfind(mark, span.start + 1, end) for mark in (". ", "\n"))
        space = space + 1 if space > span.start else text.rfind(" ", span.start + 1, end)
        middle = space if space > span.start else end
        yield from _between(text, Span(span.start, middle), [])
        rest = _between(text, Span(middle, span.end), [])
        if not rest:
            return
        span = rest[0]
    yield span
