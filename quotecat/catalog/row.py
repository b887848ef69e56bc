"""A row on its way into a catalog, and the columns that rows have in common: ids, places, stretches."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count
from typing import Any

from sqlmodel import SQLModel

from quotecat.text.article import content_id
from quotecat.text.span import Span

Row = tuple[type[SQLModel], dict[str, Any]]
"""A row on its way in: its table and its columns. (An instance of the table takes 25 times as long to make.)"""


def row(table: type[SQLModel], **columns: Any) -> Row:
    """A row of `table`."""
    return table, columns


def ids(contents: Iterable[tuple[str | int, ...]]) -> list[str]:
    """An id for each; where two things are the same in all that makes their ids, the later is counted."""
    seen: dict[tuple[str | int, ...], count[int]] = {}
    made = []
    for content in contents:
        nth = next(seen.setdefault(content, count(1)))
        prefix, *rest = content if nth == 1 else (*content, nth)
        made.append(content_id(str(prefix), *rest))
    return made


def place(span: Span | None, prefix: str = "") -> dict[str, Any]:
    """The columns that say where a span is, both missing if there is none."""
    return {f"{prefix}start": span and span.start, f"{prefix}end": span and span.end}


def stretch(span: Span | None, text: str, prefix: str = "") -> dict[str, Any]:
    """The columns that say where a span is and what it reads."""
    return place(span, prefix) | {f"{prefix}text": span and span.of(text)}


def at(ids: list[str], index: int | None) -> str | None:
    """The id of the thing of this index, if there is one."""
    return None if index is None else ids[index]
