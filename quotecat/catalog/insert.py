"""Rows into the database, all rows of one table by one statement."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from typing import Any

from sqlalchemy import insert as insert_into
from sqlalchemy.dialects import sqlite
from sqlmodel import SQLModel

from quotecat.catalog.row import Row
from quotecat.catalog.schema.ledger import FailureRow, RunRow


def insert(connection: sqlite3.Connection, rows: Iterable[Row]) -> None:
    """Store the rows, table by table in the order in which their first rows come.

    A run or a failure that is there already stays as it was first stored.
    """
    tables: dict[type[SQLModel], list[dict[str, Any]]] = defaultdict(list)
    for table, columns in rows:
        tables[table].append(columns)
    for table, entering in tables.items():
        connection.executemany(_statement(table, tuple(entering[0])), entering)


@cache
def _statement(table: type[SQLModel], columns: tuple[str, ...]) -> str:
    statement = insert_into(table)
    if table in (RunRow, FailureRow):
        statement = statement.prefix_with("OR IGNORE")
    return str(statement.compile(dialect=sqlite.dialect(paramstyle="named"), column_keys=columns))
