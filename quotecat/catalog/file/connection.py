"""A connection to a catalog's file, and what is asked of SQLite: to be slow and sure rather than fast.

A catalog has a rollback journal (`journal_mode = DELETE`) and is synced with every commit (`synchronous = FULL`, what
SQLite does unless told otherwise): one file, and SQLite's bug in write-ahead logs, by which two writers may spoil them
(before 3.51.3), does not concern it. A catalog that another program has given such a log loses it when we write.
"""

from __future__ import annotations

import logging
import sqlite3
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Literal
from urllib.parse import quote

from quotecat.catalog.file.advice import ADVICE, translated
from quotecat.catalog.file.copy import copy
from quotecat.catalog.schema.migrations import APPLICATION_ID, STEPS, migrate, version
from quotecat.errors import CatalogError

Mode = Literal["read", "write", "create"]

_JOURNAL = bytes.fromhex("d9d505f920a163d7")  # how every journal of SQLite begins (fileformat2.html, section 3)

log = logging.getLogger("quotecat")


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
        if path.exists() and path.stat().st_size and not _is_half_done(path):
            with closing(_open(path, "ro&immutable=1", 0)) as untouched:  # to open what is not ours may change it
                _check_ours(untouched, path, mode)
        connection = _open(path, "rwc" if mode == "create" else "rw", wait)
        try:
            _check_ours(connection, path, mode)
            if version(connection) < len(STEPS):
                migrate(connection, keep=partial(_keep, path))
            if mode != "read":
                connection.execute("PRAGMA journal_mode = DELETE")
        except BaseException:
            connection.close()
            raise
        if mode != "read":
            return connection
        connection.close()
        return _open(path, "ro", wait)


def _open(path: Path, mode: str, wait: float) -> sqlite3.Connection:
    uri = f"file:{quote(str(path.absolute()))}?mode={mode}"
    connection = sqlite3.connect(uri, uri=True, timeout=wait, isolation_level=None)
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA cell_size_check = ON")
    if mode == "ro":  # a writer cannot: its triggers fill the search index, which SQLite calls unsafe
        connection.execute("PRAGMA trusted_schema = OFF")
    return connection


def _is_half_done(path: Path) -> bool:
    """Whether a change to the file was begun, and may have been killed halfway: what is in it now tells nothing.

    SQLite takes back what was killed when the file is opened for writing, and leaves alone what goes on.
    """
    try:
        with path.with_name(f"{path.name}-journal").open("rb") as journal:
            return journal.read(len(_JOURNAL)) == _JOURNAL
    except OSError:
        return False


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
    made, step = connection.execute("PRAGMA application_id").fetchone()[0], version(connection)
    ours = made == APPLICATION_ID
    logged = path.with_name(f"{path.name}-wal").exists()  # all of another program's database may be in it
    used = ours or step or logged or connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    connection.execute("COMMIT")
    if ours and step > len(STEPS):
        raise CatalogError(
            f"{path} was made by a newer quotecat (its schema is version {step}, this one knows {len(STEPS)}): "
            "upgrade with `pip install --upgrade quotecat`"
        )
    if used and not ours:
        raise CatalogError(f"{path}: {ADVICE['NOTADB']}")
    if not used and mode != "create":
        raise CatalogError(f"{path} is empty: run `quotecat add` first")


def _keep(path: Path, step: int) -> None:
    """Copies a catalog that holds something before it is upgraded; no copy that is there is replaced."""
    with closing(_open(path, "ro", 0)) as old:
        if not old.execute("SELECT EXISTS (SELECT 1 FROM article)").fetchone()[0]:
            return
        kept = path.with_name(f"{path.name}.v{step}.backup")
        while kept.exists():
            kept = kept.with_name(f"{kept.name}+")
        copy(old, kept)
    log.warning("%s was made by an older quotecat and is upgraded; as it was, it is kept in %s", path, kept)
