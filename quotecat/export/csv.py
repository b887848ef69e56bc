"""Rows as CSV that R, pandas, Excel and SQL read alike.

RFC 4180: UTF-8, commas, CRLF, one header row; an empty field is a missing value; times are ISO 8601.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""How a field begins that Excel would take for a formula and run."""


def write_csv(path: Path, header: Iterable[str], rows: Iterable[Iterable[Any]], *, excel: bool) -> None:
    """Write `rows` under `header` to `path`; `excel`: with a byte order mark, and ' before what would be run."""
    with path.open("w", encoding="utf-8-sig" if excel else "utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows(_guarded(rows) if excel else rows)


def _guarded(rows: Iterable[Iterable[Any]]) -> Iterator[list[Any]]:
    for row in rows:
        yield [f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value for value in row]
