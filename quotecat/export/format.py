"""The kinds of files that a catalog is exported to."""

from __future__ import annotations

from enum import StrEnum


class FileFormat(StrEnum):
    """A kind of file: one a sheet, but for a workbook of Excel, which has all sheets."""

    csv = "csv"
    jsonl = "jsonl"
    parquet = "parquet"
    xlsx = "xlsx"
