"""The kinds of column that the tables are made of, each with its meaning and its unit."""

from typing import Any

from sqlalchemy import REAL, Text
from sqlmodel import Field


def words(meaning: str, unit: str = "", **options: Any) -> Any:
    """A column of text."""
    return Field(sa_type=Text, sa_column_kwargs={"comment": meaning, "info": {"unit": unit}}, **options)


def count(meaning: str, unit: str = "", **options: Any) -> Any:
    """A column of whole numbers."""
    return Field(sa_column_kwargs={"comment": meaning, "info": {"unit": unit}}, **options)


def place(meaning: str) -> Any:
    """A column of offsets into the article's text."""
    return count(meaning, "code points from 0")


def share(meaning: str) -> Any:
    """A column of probabilities; see `rules.probable`."""
    return Field(sa_type=REAL, sa_column_kwargs={"comment": meaning, "info": {"unit": "0 to 1"}})


def figure(meaning: str) -> Any:
    """A column of numbers of any size."""
    return Field(sa_type=REAL, sa_column_kwargs={"comment": meaning, "info": {"unit": ""}})


def truth(meaning: str) -> Any:
    """A column of 0 and 1."""
    return count(meaning, "0 or 1")


def own_id(meaning: str) -> Any:
    """The id that others cite, beside a `row_number`."""
    return words(f"{meaning}, made from content: the same on every machine", unique=True)


def row_number() -> Any:
    """The key that the search index needs: SQLite renumbers rows without one when it is compacted."""
    return count("Number of the row in the search index; it may change, so cite the id", primary_key=True)


def part_of(table: str, meaning: str, **options: Any) -> Any:
    """The id of the row that this row is a part of and goes with."""
    return words(meaning, foreign_key=f"{table}.id", ondelete="CASCADE", **options)
