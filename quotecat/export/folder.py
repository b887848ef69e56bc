"""A catalog as a folder of files: every sheet, a codebook that says what each column means, and what describes them.

Rows come in the order of their ids and places, so the same catalog gives the same bytes.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterator, Sequence
from importlib.resources import files as resources
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from quotecat.catalog.catalog import Catalog
from quotecat.errors import QuotecatError, UsageError
from quotecat.export.codebook import HEADER, codebook
from quotecat.export.csv import write_csv
from quotecat.export.datapackage import datapackage
from quotecat.export.format import FileFormat
from quotecat.export.jsonl import write_jsonl
from quotecat.export.jsonld import claims_jsonld
from quotecat.export.manifest import File, file_at, manifest
from quotecat.export.query import Query
from quotecat.export.rows import rows
from quotecat.export.sheet import Sheet

WORKBOOK = "catalog.xlsx"
LOADERS = ("load.py", "load.R")
"""What reads the CSV files into pandas and R; what `--excel` guards is not what was printed, so it comes without."""


def export_folder(
    catalog: Catalog, folder: Path | str, query: Query | None = None, *, force: bool = False
) -> list[Path]:
    """Write what is asked for to `folder`, which is made if need be; the paths of the files.

    All files are written beside it first and then moved in, so that a failure leaves what was there.

    Args:
        catalog: an open catalog, of which one moment is written, whatever is added meanwhile.
        folder: where to write.
        query: what to write, and how; all sheets as CSV if left out.
        force: replace files that are there.

    Raises:
        UsageError: if Parquet is asked for and pyarrow is not installed.
        QuotecatError: if a file is there already, the folder cannot be written, or a sheet does not fit in a workbook.
    """
    folder, query = Path(folder), query or Query()
    names = _names(query)
    if FileFormat.parquet in query.formats and not find_spec("pyarrow"):
        raise UsageError("Parquet needs pyarrow: install it with `pip install 'quotecat[parquet]'`")
    if not force and (there := [name for name in names if os.path.lexists(folder / name)]):
        raise QuotecatError(f"{folder / there[0]} is there already: name another folder, or replace it with --force")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".quotecat-", dir=folder) as drafts, catalog.snapshot():
            written = list(_written(catalog, Path(drafts), query))
            _write_json(Path(drafts, "manifest.json"), manifest(catalog, query, written))
            for name in names:
                Path(drafts, name).replace(folder / name)
    except OSError as error:
        raise QuotecatError(f"{error.filename or folder}: {error.strerror or error}; nothing was exported") from error
    return [folder / name for name in names]


def _names(query: Query) -> list[str]:
    """The names of the files that a query comes to, in the order in which they are written."""
    names = []
    for form in FileFormat:
        if form in query.formats:
            names += [WORKBOOK] if form is FileFormat.xlsx else [f"{sheet.name}.{form}" for sheet in query.sheets(form)]
    names += ["codebook.csv", *_beside(query), "datapackage.json"]
    return [*names, *["claims.jsonld"] * query.json_ld, "manifest.json"]


def _beside(query: Query) -> tuple[str, ...]:
    return LOADERS if FileFormat.csv in query.formats and not query.excel else ()


def _written(catalog: Catalog, folder: Path, query: Query) -> Iterator[File]:
    """Write all but the manifest to `folder`; each file as it is done."""

    def rows_of(sheet: Sheet) -> Iterator[Sequence[Any]]:
        return rows(catalog, sheet, query.min_confidence)

    for form in FileFormat:
        if form is FileFormat.xlsx and form in query.formats:
            from quotecat.export.xlsx import write_xlsx

            yield file_at(folder / WORKBOOK, write_xlsx(folder / WORKBOOK, query.sheets(form), rows_of))
        elif form in query.formats:
            for sheet in query.sheets(form):
                path = folder / f"{sheet.name}.{form}"
                yield file_at(path, _write_table(path, sheet, rows_of(sheet), form, excel=query.excel))
    described = query.sheets(query.first)
    path = folder / "codebook.csv"
    yield file_at(path, write_csv(path, HEADER, codebook(described), excel=query.excel))
    for name in _beside(query):
        (folder / name).write_bytes(resources("quotecat.export").joinpath("loaders", name).read_bytes())
        yield file_at(folder / name)
    yield _write_json(folder / "datapackage.json", datapackage(described, query.first, WORKBOOK))
    if query.json_ld:
        with (folder / "claims.jsonld").open("w", encoding="utf-8", newline="") as file:
            file.writelines(f"{line}\n" for line in claims_jsonld(catalog, query.min_confidence))
        yield file_at(folder / "claims.jsonld")


def _write_table(path: Path, sheet: Sheet, found: Iterator[Any], form: FileFormat, *, excel: bool) -> int:
    """Write one sheet as one file; how many rows it has."""
    if form is FileFormat.csv:
        return write_csv(path, sheet.header, found, excel=excel)
    if form is FileFormat.jsonl:
        return write_jsonl(path, sheet.header, found)
    from quotecat.export.parquet import write_parquet

    return write_parquet(path, sheet.columns, found)


def _write_json(path: Path, value: Any) -> File:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=2) + "\n", encoding="utf-8", newline="")
    return file_at(path)
