"""A connection to a catalog's file, and SQLite's errors in words: the one place that knows how SQLite fails."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal
from urllib.parse import quote

from quotecat.catalog.migrations import APPLICATION_ID, STEPS, migrate, version
from quotecat.errors import CatalogError

Mode = Literal["read", "write", "create"]

ADVICE = {
    "BUSY": "another program is writing to it; wait until that is done, then try again",
    "LOCKED": "another program is writing to it; wait until that is done, then try again",
    "FULL": "the disk is full; what was stored before is unharmed: free some space, then run the same command again",
    "READONLY": "it cannot be written; check the permissions of the file and its folder",
    "PERM": "it cannot be opened; check the permissions of the file and its folder",
    "AUTH": "it cannot be opened; check the permissions of the file and its folder",
    "CANTOPEN": "it cannot be opened; check that the file and its folder exist and that you may read them",
    "NOTADB": "it is not a quotecat catalog; name another file",
    "CORRUPT": "it is damaged; take a backup copy, or add the articles again to a new catalog",
    "IOERR": "the disk failed to read or write it; check the disk, then run the same command again",
}
"""What to do about each of SQLite's errors, by the word after `SQLITE_`."""


def path_of(target: str | Path) -> Path:
    """The file that a path or a database URL names.

    Raises:
        CatalogError: if the URL names a database other than SQLite.
    """
    scheme, separator, rest = str(target).partition("://")
    if not separator:
        return Path(target)
    if scheme != "sqlite":
        raise CatalogError(f"{scheme}: only SQLite catalogs are supported so far; name a file, such as catalog.db")
    return Path(rest.removeprefix("/"))


def connect(path: Path, mode: Mode, wait: float) -> sqlite3.Connection:
    """A connection in autocommit mode to the catalog at `path`, upgraded to the newest version; `wait` is in seconds.

    It is opened for writing first even to read: only so can SQLite roll back what a killed writer left half done.

    Raises:
        CatalogError: if there is no catalog, or it is not one, newer, damaged, in use or not to be read or written.
    """
    _check_place(path, mode)
    with translated(path):
        connection = _open(path, "rwc" if mode == "create" else "rw", wait)
        try:
            _check_ours(connection, path, mode)
            if version(connection) < len(STEPS):
                migrate(connection)
        except BaseException:
            connection.close()
            raise
        if mode != "read":
            return connection
        connection.close()
        return _open(path, "ro", wait)


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turns SQLite's errors into a `CatalogError` that names the file and says what to do."""
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorname", "").removeprefix("SQLITE_").partition("_")[0]
        raise CatalogError(f"{path}: {ADVICE.get(code, error)}") from error
    except UnicodeDecodeError as error:  # SQLite's own words come from the file: the schema, messages about it
        raise CatalogError(f"{path}: {ADVICE['CORRUPT']}") from error


def _open(path: Path, mode: str, wait: float) -> sqlite3.Connection:
    uri = f"file:{quote(str(path.absolute()))}?mode={mode}"
    connection = sqlite3.connect(uri, uri=True, timeout=wait, isolation_level=None)
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA cell_size_check = ON")
    if mode == "ro":  # a writer cannot: its triggers fill the search index, which SQLite calls unsafe
        connection.execute("PRAGMA trusted_schema = OFF")
    return connection


def _check_place(path: Path, mode: Mode) -> None:
    try:
        if path.is_dir():
            raise CatalogError(f"{path} is a folder: name a file in it, such as {path / 'catalog.db'}")
        if mode != "create" and not path.exists():
            raise CatalogError(f"no catalog at {path}: run `quotecat add` first")
        if not path.parent.is_dir():
            raise CatalogError(f"{path}: there is no folder {path.parent}; make it first")
    except OSError as error:
        raise CatalogError(f"{path}: {error.strerror}; name another file") from error


def _check_ours(connection: sqlite3.Connection, path: Path, mode: Mode) -> None:
    # In one transaction: between two questions another program may make the catalog.
    connection.execute("BEGIN")
    entries = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    made, step = connection.execute("PRAGMA application_id").fetchone()[0], version(connection)
    connection.execute("COMMIT")
    if made == APPLICATION_ID:
        if step > len(STEPS):
            raise CatalogError(f"{path} was made by a newer quotecat: upgrade with `pip install --upgrade quotecat`")
    elif step or entries:
        raise CatalogError(f"{path}: {ADVICE['NOTADB']}")
    elif mode != "create":
        raise CatalogError(f"{path} is empty: run `quotecat add` first")
