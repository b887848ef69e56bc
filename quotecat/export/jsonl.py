"""Rows as JSON Lines: one object a row with every column, in UTF-8.

A missing value is null, and so is a number too large to be one: JSON has no infinity.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from math import isfinite
from pathlib import Path
from typing import Any


def write_jsonl(path: Path, header: Sequence[str], rows: Iterable[Iterable[Any]]) -> int:
    """Write `rows` to `path`, each an object with the names of `header`; how many there were."""
    count = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        for count, row in enumerate(rows, 1):  # noqa: B007
            file.write(_line(dict(zip(header, row, strict=True))))
    return count


_encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode


def _line(row: dict[str, Any]) -> str:
    try:
        return _encode(row) + "\n"
    except ValueError:
        return _line({name: v if not isinstance(v, float) or isfinite(v) else None for name, v in row.items()})
