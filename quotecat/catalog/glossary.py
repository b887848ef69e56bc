"""What every column of every table means, for whoever writes rows out."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Table

from quotecat.catalog.tables import TABLES


@dataclass(frozen=True, slots=True)
class Entry:
    """A column of a table: its SQL type, its unit (empty if it has none), its meaning, and whether it is in the key."""

    type: str
    unit: str
    meaning: str
    key: bool


def glossary() -> dict[str, dict[str, Entry]]:
    """For every table, by name, its columns in order."""
    tables: list[Table] = [row.__table__ for row in TABLES]  # type: ignore[attr-defined]
    return {
        table.name: {
            column.name: Entry(str(column.type), column.info["unit"], str(column.comment), column.primary_key)
            for column in table.columns
        }
        for table in tables
    }
