"""Whether the file itself can be relied on: its pages, its schema, and what its rows refer to."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass

from quotecat.catalog.schema.migrations import migrate


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that is not as it should be: what it is, the id of its row or the name of its table, and how it is."""

    what: str
    where: str
    message: str


def damage(connection: sqlite3.Connection) -> Iterator[Problem]:
    """What is wrong with the pages of the file and with what rows refer to.

    Raises:
        sqlite3.DatabaseError: if it cannot.
    """
    for row in connection.execute("PRAGMA integrity_check"):
        if row[0] != "ok":
            yield Problem("file", "", row[0])
    for row in connection.execute("PRAGMA foreign_key_check"):
        yield Problem("reference", row["table"], f"a row refers to a row of {row['parent']} that is not there")


def altered(connection: sqlite3.Connection) -> Iterator[Problem]:
    """What differs from a new catalog: the same steps have made both. More than that has (a user's view) is no harm."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as new:
        migrate(new)
        wanted = _made(new)
    found = _made(connection)
    for name in sorted(wanted.keys() - {name for name, sql in found.items() if sql == wanted.get(name)}):
        yield Problem("schema", name, "is not as quotecat makes it")


def _made(connection: sqlite3.Connection) -> dict[str, str]:
    return dict(map(tuple, connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")))
