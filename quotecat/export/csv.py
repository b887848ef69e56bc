"""A catalog as CSV files that R, pandas, Excel and SQL read alike, with a codebook that says what each column means.

RFC 4180: UTF-8, commas, CRLF, one header row; an empty field is a missing value; times are ISO 8601. Rows come in the
order of their ids and places, so the same catalog gives the same bytes.
"""

from __future__ import annotations

import csv
import os
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from quotecat.catalog.catalog import Catalog
from quotecat.errors import QuotecatError
from quotecat.export.codebook import HEADER, codebook
from quotecat.export.sheet import sheets

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""How a field begins that Excel would take for a formula and run."""


def export_csv(
    catalog: Catalog,
    folder: Path | str,
    *,
    force: bool = False,
    excel: bool = False,
    texts: bool = True,
    min_confidence: float = 0.0,
) -> list[Path]:
    """Write every sheet and codebook.csv to `folder`, which is made if need be; the paths of the files.

    All files are written beside it first and then moved in, so that a failure leaves what was there.

    Args:
        catalog: an open catalog, of which one moment is written, whatever is added meanwhile.
        folder: where to write.
        force: replace files that are there.
        excel: for Excel: with a byte order mark, with ' before whatever would be run as a formula, and without the
            articles' texts, which do not fit in its cells.
        texts: with the articles' texts.
        min_confidence: speakers and claimants who are less sure, 0 to 1, are not named beside what they said.

    Raises:
        QuotecatError: if a file is there already, or the folder cannot be written.
    """
    folder, least = Path(folder), {"least": min_confidence}
    chosen = sheets(texts=texts and not excel)
    names = [f"{sheet.name}.csv" for sheet in chosen] + ["codebook.csv"]
    if not force and (there := [name for name in names if os.path.lexists(folder / name)]):
        raise QuotecatError(f"{folder / there[0]} is there already: name another folder, or replace it with --force")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".quotecat-", dir=folder) as drafts, catalog.snapshot():
            for sheet in chosen:
                header = [column.name for column in sheet.columns]
                _write(Path(drafts, f"{sheet.name}.csv"), header, catalog.query(sheet.sql, least), excel=excel)
            _write(Path(drafts, "codebook.csv"), HEADER, codebook(chosen), excel=excel)
            for name in names:
                Path(drafts, name).replace(folder / name)
    except OSError as error:
        raise QuotecatError(f"{error.filename or folder}: {error.strerror}; nothing was exported") from error
    return [folder / name for name in names]


def _write(path: Path, header: Iterable[str], rows: Iterable[Iterable[Any]], *, excel: bool) -> None:
    with path.open("w", encoding="utf-8-sig" if excel else "utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows(_guarded(rows) if excel else rows)


def _guarded(rows: Iterable[Iterable[Any]]) -> Iterator[list[Any]]:
    for row in rows:
        yield [f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value for value in row]
