"""The codebook: for every column of every sheet its type, its unit and what it means."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from quotecat.export.sheet import Sheet

HEADER = ("table", "column", "type", "unit", "meaning")
"""The codebook's own columns."""


def codebook(sheets: Iterable[Sheet]) -> Iterator[tuple[str, ...]]:
    """The codebook's rows, in the order of the sheets and of their columns."""
    for sheet in sheets:
        for column in sheet.columns:
            yield sheet.name, column.name, column.type, column.unit, column.meaning
