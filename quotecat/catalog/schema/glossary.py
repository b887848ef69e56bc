"""What every table and every column means, and what its columns may hold, for whoever writes rows out."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import CheckConstraint, Column, Table

from quotecat.catalog.schema.tables import TABLES


@dataclass(frozen=True, slots=True)
class Entry:
    """A column of a table.

    Args:
        type: its SQL type.
        unit: its unit, empty if it has none.
        meaning: what it says.
        key: whether it is in the table's key.
        required: whether every row has a value in it.
        refers: the table whose id it holds, empty if it holds none.
        part: whether a row goes with the row that it refers to.
        allowed: the words that it may hold, empty if any will do.
    """

    type: str
    unit: str
    meaning: str
    key: bool
    required: bool
    refers: str
    part: bool
    allowed: tuple[str, ...]


def glossary() -> dict[str, dict[str, Entry]]:
    """For every table, by name, its columns in order."""
    tables: list[Table] = [row.__table__ for row in TABLES]  # type: ignore[attr-defined]
    return {table.name: {column.name: _entry(column, _allowed(table)) for column in table.columns} for table in tables}


def meanings() -> dict[str, str]:
    """For every table, by name, what it has."""
    return {str(row.__tablename__): (row.__doc__ or "").splitlines()[0] for row in TABLES}


def _entry(column: Column[object], allowed: dict[str, tuple[str, ...]]) -> Entry:
    refers = {
        key.column.table.name: key.ondelete == "CASCADE" for key in column.foreign_keys if key.column.name == "id"
    }
    return Entry(
        type=str(column.type),
        unit=column.info["unit"],
        meaning=str(column.comment),
        key=column.primary_key,
        required=not column.nullable,
        refers=next(iter(refers), ""),
        part=any(refers.values()),
        allowed=allowed.get(column.name, ()),
    )


def _allowed(table: Table) -> dict[str, tuple[str, ...]]:
    rules = (rule for rule in table.constraints if isinstance(rule, CheckConstraint))
    return {column: words for rule in rules for column, words in rule.info.items()}
