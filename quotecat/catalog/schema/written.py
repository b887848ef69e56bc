"""schema.sql: the whole schema with the meaning of every column, written from the tables and read by people."""

from __future__ import annotations

from sqlalchemy import Table
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable
from sqlmodel import SQLModel

from quotecat.catalog.schema.derived import DERIVED
from quotecat.catalog.schema.tables import TABLES

_HEAD = """\
-- The schema of a quotecat catalog. Written from tables.py and derived.py in quotecat/catalog/schema: change those.
-- Places are Unicode code points from 0, half-open: substr(article.text, start + 1, "end" - start) is the text.
-- Times of doing: run.started_at, article.added_at, failure.at, decision.at, review.at. What is found is made from
-- content.
"""


def schema_sql() -> str:
    """The text of schema.sql: run on an empty database it makes the tables of a fresh catalog."""
    return "\n".join([_HEAD, *(table_sql(row, comments=True) for row in TABLES), DERIVED])


def table_sql(row: type[SQLModel], *, comments: bool) -> str:
    """The statements that make one table and its indexes, one column a line, each with its meaning if asked."""
    table: Table = row.__table__  # type: ignore[attr-defined]
    dialect = sqlite.dialect()
    head, *lines = (
        line.strip() for line in str(CreateTable(table).compile(dialect=dialect)).split("\n") if line.strip()
    )
    close = lines.index(")")
    body = [f"  {line}{_meaning(table, line) if comments else ''}" for line in lines[:close]]
    indexes = [
        f"{CreateIndex(index).compile(dialect=dialect)};"
        for index in sorted(table.indexes, key=lambda index: str(index.name))
    ]
    above = [f"-- {row.__doc__}"] if comments else []
    return "\n".join([*above, head, *body, f") {' '.join(lines[close + 1 :])};", *indexes, ""])


def _meaning(table: Table, line: str) -> str:
    column = table.columns.get(line.split()[0].strip('"'))
    return "" if column is None else f" -- {column.comment}" + (f" ({unit})" if (unit := column.info["unit"]) else "")
