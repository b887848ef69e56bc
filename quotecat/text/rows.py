"""Articles in rows: JSONL, one object a line, and CSV with a column of texts."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from typing import Any

from quotecat.errors import ReadError

Row = tuple[int, Mapping[str, Any]]
TEXT_COLUMNS = ("text", "content", "body", "article_text", "fulltext", "full_text")
LONGEST_FIELD = 100_000_000


def json_rows(text: str, path: str | None) -> Iterator[Row | ReadError]:
    """Each line's number and object; a broken line is an error and costs no other line anything."""
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield _json_row(line, path, number)


def _json_row(line: str, path: str | None, number: int) -> Row | ReadError:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        return ReadError(
            f"is not JSON ({error.msg} at column {error.colno}); the line is skipped", path=path, line=number
        )
    except ValueError as error:  # a number of thousands of digits
        return ReadError(f"is not JSON that can be read ({error}); the line is skipped", path=path, line=number)
    except RecursionError:
        return ReadError("is JSON nested too deep; the line is skipped", path=path, line=number)
    if not isinstance(row, dict):
        return ReadError('is not a JSON object with a "text"; the line is skipped', path=path, line=number)
    return number, row


def csv_rows(text: str, path: str | None, *, delimiter: str) -> Iterator[Row | ReadError]:
    """Each row's line number and fields; the first row names the columns, one of which holds the texts."""
    csv.field_size_limit(LONGEST_FIELD)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        columns = [c.strip().lstrip("\ufeff").lower() for c in next(reader, [])]
    except csv.Error as error:
        yield ReadError(f"is not CSV ({error})", path=path, line=1)
        return
    column = next((c for c in TEXT_COLUMNS if c in columns), None)
    if column is None:
        found = ", ".join(columns) or "none"
        yield ReadError(
            f'has no column "text" (columns: {found}); name the column of the texts "text"', path=path, line=1
        )
        return
    yield from _csv_rows(reader, columns, column, path)


def _csv_rows(reader: Any, columns: list[str], column: str, path: str | None) -> Iterator[Row | ReadError]:
    while True:
        number = reader.line_num + 1
        try:
            fields = next(reader, None)
        except csv.Error as error:
            yield ReadError(f"is not CSV ({error}); the row is skipped", path=path, line=number)
            continue
        if fields is None:
            return
        if len(fields) != len(columns):
            if fields:
                what = f"has {len(fields)} fields, not {len(columns)}; the row is skipped"
                yield ReadError(what, path=path, line=number)
            continue
        row = dict(zip(columns, fields, strict=True))
        yield number, row | {"text": row[column]}
