"""The rows of a sheet: what SQL gives, with the stretches of the article's text that some columns are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from quotecat.catalog.catalog import Catalog
from quotecat.export.sheet import Sheet

_TEXT = "SELECT text FROM article WHERE id = :id"


def rows(catalog: Catalog, sheet: Sheet, least: float = 0.0) -> Iterator[Sequence[Any]]:
    """The rows of a sheet in their order; speakers less sure than `least`, 0 to 1, are not named."""
    found = catalog.query(sheet.sql, {"least": least})
    return _with_stretches(catalog, sheet, found) if sheet.cut else found


def _with_stretches(catalog: Catalog, sheet: Sheet, found: Iterable[Sequence[Any]]) -> Iterator[Sequence[Any]]:
    """SQL gives where they start and, behind all columns, where they end.

    It could give the words as well, but would go through the text from its beginning for each.
    """
    width, article = len(sheet.columns), sheet.header.index("article_id")
    places = list(zip(sheet.cut, range(width, width + len(sheet.cut)), strict=True))
    known, text = None, ""
    for row in found:
        cells = list(row)
        if cells[article] != known:  # rows of one article come together
            known = cells[article]
            text = next(catalog.query(_TEXT, {"id": known}))["text"]
        for start, end in places:
            if cells[start] is not None:
                cells[start] = text[cells[start] : cells[end]]
        del cells[width:]
        yield cells
