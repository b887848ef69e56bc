"""How a catalog of any age becomes one of today: steps that are only ever added to, run in one transaction.

A step is a file of SQL in `steps`, by number; it imports nothing of the tables, so that it does tomorrow what it does
today. Views and search indexes are not in the steps: they are dropped before the first and made anew after the last
(see `derived`).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from quotecat.catalog.schema.derived import DERIVED
from quotecat.catalog.schema.search import FILL

APPLICATION_ID = 0x716F7465
"""What SQLite's `application_id` is in every catalog: the letters «qote»."""

STEPS: tuple[str, ...] = tuple(
    step.read_text(encoding="utf-8") for step in sorted(Path(__file__).with_name("steps").glob("*.sql"))
)
"""One step a version: a catalog at version n (SQLite's `user_version`) has had the first n."""


def migrate(
    connection: sqlite3.Connection,
    steps: Sequence[str] = STEPS,
    derived: str = DERIVED,
    keep: Callable[[int], None] | None = None,
) -> int:
    """Bring the catalog to the newest version, all steps or none; the version it had before.

    The connection must be in autocommit mode. Two programs may try at once: the second finds the work done. `keep` is
    called with the version before an old catalog is changed, while nobody else can write to it.
    """
    connection.execute("BEGIN IMMEDIATE")
    try:
        before = version(connection)
        if before < len(steps):
            if keep and before:
                keep(before)
            _upgrade(connection, steps[before:], derived)
            connection.execute(f"PRAGMA user_version = {len(steps)}")
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
    return before


def version(connection: sqlite3.Connection) -> int:
    """How many steps the catalog has had."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def statements(sql: str) -> Iterator[str]:
    """The statements of `sql` one by one: sqlite3's own executescript would end the transaction first."""
    statement = ""
    for line in sql.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def _upgrade(connection: sqlite3.Connection, steps: Sequence[str], derived: str) -> None:
    for kind, name in connection.execute(
        "SELECT type, name FROM sqlite_master WHERE type IN ('view', 'trigger') OR sql LIKE 'CREATE VIRTUAL TABLE%'"
    ).fetchall():
        connection.execute(f'DROP {kind} "{name}"')
    for sql in (*steps, derived):
        for statement in statements(sql):
            connection.execute(statement)
    for statement in FILL:
        connection.execute(statement)
