"""datapackage.json: the sheets as a Data Package, for programs that read and validate tables by their description.

See https://datapackage.org: a resource a sheet, with types, meanings, constraints and keys from the tables' own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from quotecat.export.format import FileFormat
from quotecat.export.sheet import Column, Sheet

TYPES = {"INTEGER": "integer", "REAL": "number", "TEXT": "string"}
"""The types of SQL in those of Table Schema."""
MEDIA_TYPES = {
    FileFormat.csv: "text/csv",
    FileFormat.jsonl: "application/jsonl",
    FileFormat.parquet: "application/vnd.apache.parquet",
    FileFormat.xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
BOUNDS: dict[str, dict[str, Any]] = {
    "0 to 1": {"minimum": 0, "maximum": 1},
    "0 or 1": {"enum": [0, 1]},
    "code points from 0": {"minimum": 0},
    "code points from 1": {"minimum": 1},
}
"""What a unit says of the numbers in it."""


def datapackage(sheets: Sequence[Sheet], form: FileFormat, workbook: str) -> dict[str, Any]:
    """The description of the files that these sheets are in; `workbook` is the file that has them all, if one has."""
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "quotecat",
        "title": "Who said what in news articles",
        "resources": [_resource(sheet, sheets, form, workbook) for sheet in sheets],
    }


def _resource(sheet: Sheet, others: Iterable[Sheet], form: FileFormat, workbook: str) -> dict[str, Any]:
    where: dict[str, Any] = {"path": f"{sheet.name}.{form}"}
    if form is FileFormat.xlsx:
        where = {"path": workbook, "dialect": {"sheetName": sheet.name}}
    text = {"encoding": "utf-8"} if form in (FileFormat.csv, FileFormat.jsonl) else {}
    return {
        "name": sheet.name,
        "type": "table",
        **where,
        "description": sheet.meaning,
        "format": str(form),
        "mediatype": MEDIA_TYPES[form],
        **text,
        "schema": _schema(sheet, others),
    }


def _schema(sheet: Sheet, others: Iterable[Sheet]) -> dict[str, Any]:
    keys = {other.table: other for other in others if len(other.key) == 1}
    foreign = [
        {"fields": [column.name], "reference": _reference(sheet, keys[column.refers])}
        for column in sheet.columns
        if column.refers in keys
    ]
    return {
        "fields": [_field(column) for column in sheet.columns],
        "primaryKey": list(sheet.key),
        **({"foreignKeys": foreign} if foreign else {}),
        "missingValues": [""],
    }


def _reference(sheet: Sheet, other: Sheet) -> dict[str, Any]:
    """A sheet that refers to its own rows does not name itself."""
    named = {} if other.name == sheet.name else {"resource": other.name}
    return {**named, "fields": list(other.key)}


def _field(column: Column) -> dict[str, Any]:
    """Text is never called required: where it must not be missing it can still be empty, which looks the same."""
    constraints = dict(BOUNDS.get(column.unit, {}))
    if words := [word for word in column.allowed if word]:
        constraints["enum"] = words
    if column.required and (column.type != "TEXT" or column.refers):
        constraints["required"] = True
    return {
        "name": column.name,
        "type": TYPES[column.type],
        "description": column.meaning,
        **({"unit": column.unit} if column.unit else {}),
        **({"constraints": constraints} if constraints else {}),
    }
