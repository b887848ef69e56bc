"""Rows as Parquet, for pandas, R's arrow and DuckDB: typed columns, whose meaning stands in the file's schema."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from quotecat.export.sheet import Column

TYPES = {"INTEGER": pa.int64(), "REAL": pa.float64(), "TEXT": pa.string()}
"""The types of SQL in Arrow's."""
ROWS = 20_000
CHARACTERS = 6_000_000
"""How large a row group grows, of which one is in memory at a time: so many rows or so much text."""


def write_parquet(path: Path, columns: Sequence[Column], rows: Iterable[Sequence[Any]]) -> int:
    """Write `rows`, which have these columns, to `path`; how many there were."""
    schema = pa.schema([_field(column) for column in columns])
    count = 0
    with path.open("wb") as file, pq.ParquetWriter(file, schema, compression="zstd") as writer:
        for group in _groups(rows):
            arrays = [
                pa.array(values, field.type) for values, field in zip(zip(*group, strict=True), schema, strict=True)
            ]
            writer.write_batch(pa.record_batch(arrays, schema=schema))
            count += len(group)
    return count


def _field(column: Column) -> pa.Field:
    told = {"meaning": column.meaning, "unit": column.unit}
    return pa.field(column.name, TYPES[column.type], metadata={name: words for name, words in told.items() if words})


def _groups(rows: Iterable[Sequence[Any]]) -> Iterator[list[Sequence[Any]]]:
    group: list[Sequence[Any]] = []
    size = 0
    for row in rows:
        group.append(row)
        size += sum(len(value) for value in row if type(value) is str)
        if len(group) == ROWS or size > CHARACTERS:
            yield group
            group, size = [], 0
    if group:
        yield group
