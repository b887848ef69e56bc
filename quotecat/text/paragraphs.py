"""Paragraphs of raw text: a quotation never runs past the end of its own.

Most articles put one paragraph on a line, with or without a blank line between; some are wrapped at a fixed width,
and there only a blank line or an indent ends a paragraph.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from quotecat.text.span import Span

_NARROWEST, _WIDEST = 30, 100  # columns at which texts are wrapped
_ENOUGH = 3  # line ends; fewer may stand by chance where a line was full


def paragraphs(text: str) -> tuple[Span, ...]:
    """The paragraphs in order, none blank, without the white space at their ends."""
    lines = list(_lines(text))
    wrapped = _is_wrapped(text, lines)
    found: list[Span] = []
    joins = False
    for line in lines:
        if line is None:
            joins = False
        elif wrapped and joins and not _is_indented(text, line):
            found[-1] = Span(found[-1].start, line.end)
        else:
            found.append(line)
            joins = True
    return tuple(found)


def wraps(text: str) -> tuple[Span, ...]:
    """The line ends inside paragraphs, each with the white space around it; only wrapped text has any."""
    lines = list(_lines(text))
    if not _is_wrapped(text, lines):
        return ()
    follow = ((a, b) for a, b in pairwise(lines) if a and b)
    return tuple(Span(a.end, b.start) for a, b in follow if not _is_indented(text, b))


def _lines(text: str) -> Iterator[Span | None]:
    """Each line without the white space at its ends; None for a blank one."""
    at = 0
    for line in text.splitlines(keepends=True):
        words = line.strip()
        lead = len(line) - len(line.lstrip())
        yield Span(at + lead, at + lead + len(words)) if words else None
        at += len(line)


def _is_wrapped(text: str, lines: list[Span | None]) -> bool:
    """Whether lines end at a fixed width: most that follow a line go on in mid-sentence, or all lines are full."""
    follow = [(a, b) for a, b in pairwise(lines) if a and b]
    return sum(text[b.start].islower() for _, b in follow) * 2 > len(follow) or _are_full(text, follow)


def _are_full(text: str, follow: list[tuple[Span, Span]]) -> bool:
    """Whether each line that another follows had no room for that one's first word."""
    width = max((len(line) for pair in follow for line in pair), default=0)
    return (
        len(follow) >= _ENOUGH
        and _NARROWEST <= width <= _WIDEST
        and all(len(a) + 1 + len(b.of(text).split(maxsplit=1)[0]) > width for a, b in follow)
    )


def _is_indented(text: str, line: Span) -> bool:
    """Whether two spaces or a tab stand before the line's first word."""
    return text[line.start - 2 : line.start] == "  " or text[line.start - 1 : line.start] == "\t"
