"""Paragraphs of raw text: a quotation never runs past the end of its own.

Most articles put one paragraph on a line, with or without a blank line between; some are wrapped at a fixed width,
and there only a blank line or an indent ends a paragraph.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from quotecat.text.span import Span


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


def _lines(text: str) -> Iterator[Span | None]:
    """Each line without the white space at its ends; None for a blank one."""
    at = 0
    for line in text.splitlines(keepends=True):
        words = line.strip()
        lead = len(line) - len(line.lstrip())
        yield Span(at + lead, at + lead + len(words)) if words else None
        at += len(line)


def _is_wrapped(text: str, lines: list[Span | None]) -> bool:
    """Whether most lines that follow a line go on in mid-sentence, as in text wrapped at a fixed width."""
    follow = [b for a, b in pairwise(lines) if a and b]
    return sum(text[line.start].islower() for line in follow) * 2 > len(follow)


def _is_indented(text: str, line: Span) -> bool:
    """Whether two spaces or a tab stand before the line's first word."""
    return text[line.start - 2 : line.start] == "  " or text[line.start - 1 : line.start] == "\t"
