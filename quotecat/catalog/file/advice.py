"""SQLite's errors in words, with what to do about each: the one place that knows how SQLite fails."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from quotecat.catalog.file.locks import holder
from quotecat.errors import CatalogError

ADVICE = {
    "BUSY": "another program is using it{holder}; wait until that is done, or give `add` a longer --wait",
    "LOCKED": "another program is using it{holder}; wait until that is done, or give `add` a longer --wait",
    "FULL": (
        "the disk is full{free}; what was stored before is unharmed: free some space, then run the same command again"
    ),
    "READONLY": "it cannot be written; check the permissions of the file and its folder",
    "PERM": "it cannot be opened; check the permissions of the file and its folder",
    "AUTH": "it cannot be opened; check the permissions of the file and its folder",
    "CANTOPEN": "it cannot be opened; check that the file and its folder exist and that you may read them",
    "NOTADB": "it is not a quotecat catalog; name another file",
    "CORRUPT": (
        "it is damaged; put a backup in its place (`quotecat backup` makes them), or add the articles again to a new "
        "catalog"
    ),
    "IOERR": "the disk failed to read or write it{free}; check the disk, then run the same command again",
}
"""What to do about each of SQLite's errors, by the word after `SQLITE_`."""


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turns SQLite's errors into a `CatalogError` that names the file and says what to do."""
    try:
        yield
    except sqlite3.Error as error:
        raise CatalogError(f"{path}: {_advice(error, path)}") from error
    except UnicodeDecodeError as error:  # SQLite's own words come from the file: the schema, messages about it
        raise CatalogError(f"{path}: {ADVICE['CORRUPT']}") from error


def _advice(error: sqlite3.Error, path: Path) -> str:
    if str(error).startswith("Could not decode"):  # a text that is no UTF-8, which no quotecat has stored
        return ADVICE["CORRUPT"]
    code = getattr(error, "sqlite_errorname", "").removeprefix("SQLITE_").partition("_")[0]
    known = ADVICE.get(code)
    if known is None:
        return str(error)
    return known.format(holder=_holder(path), free=_free(path))


def _holder(path: Path) -> str:
    found = holder(path)
    return "" if found is None else f" (process {found.pid}: {found.command})"


def _free(path: Path) -> str:
    try:
        return f" ({shutil.disk_usage(path.absolute().parent).free / 1e6:,.1f} MB free)"
    except OSError:
        return ""
