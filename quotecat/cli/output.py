"""What goes to the screen: rows in four formats on standard output, everything else on standard error."""

from __future__ import annotations

import csv
import json
import logging
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from itertools import chain
from typing import Any

import typer

Row = Mapping[str, Any]

# Characters that move, hide or turn what a terminal shows: controls, zero widths, marks of direction.
UNSEEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
CLIPPED = 240  # characters of a text in a table; the other formats give all of it
PIPED_WIDTH = 120  # columns of a table that no terminal shows


class Format(StrEnum):
    """How rows are printed."""

    table = "table"
    json = "json"
    jsonl = "jsonl"
    csv = "csv"


def visible(text: str) -> str:
    """`text` with each character that a terminal would obey or hide as ⟨U+202E⟩; line ends and tabs stay."""
    return UNSEEN.sub(
        lambda found: "\t" if found[0] == "\t" else f"⟨U+{ord(found[0]):04X}⟩", text.replace("\r\n", "\n")
    )


def note(text: str) -> None:
    """A line for the person at the terminal, not for the next program."""
    typer.echo(visible(text), err=True)


class Notes(logging.Handler):
    """Says what the library has to tell, such as that it has made a backup, as a line for the person."""

    def emit(self, record: logging.LogRecord) -> None:
        """Print one message."""
        note(record.getMessage())


def say(text: str = "") -> None:
    """A line of data."""
    typer.echo(visible(text))


def emit(rows: Iterable[Row], form: Format, columns: Sequence[str]) -> None:
    """Print `rows`: a table of `columns`, or all there is as JSON, JSON lines or CSV; rows are not held back."""
    if form is Format.jsonl:
        for row in rows:
            typer.echo(_json(row))
    elif form is Format.json:
        _array(rows)
    elif form is Format.csv:
        _csv(rows, columns)
    else:
        table(rows, columns)


def table(rows: Iterable[Row], columns: Sequence[str]) -> None:
    """Print `columns` of `rows` as a table that fits the terminal; nothing at all where there are no rows."""
    from rich.table import Table

    found = list(rows)
    if not found:
        return
    grid = Table(box=None, pad_edge=False, header_style="bold", show_edge=False, padding=(0, 2, 0, 0))
    for column in columns:
        numeric = all(isinstance(row.get(column), (int, float)) for row in found)
        narrow = column == "id" or (numeric and bool(found))
        grid.add_column(column, justify="right" if numeric else "left", no_wrap=narrow, overflow="fold")
    for row in found:
        grid.add_row(*(_cell(row.get(column)) for column in columns))
    screen().print(grid)


def screen() -> Any:
    """Rich's console on standard output, without emoji, markup or colours of its own."""
    from rich.console import Console

    wide = None if sys.stdout.isatty() else PIPED_WIDTH
    return Console(width=wide, markup=False, emoji=False, highlight=False, soft_wrap=False)


def _cell(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:.2f}"
    if isinstance(value, (list, tuple)):
        return "; ".join(map(_cell, value))
    return clipped(visible(" ".join(str(value).split())), CLIPPED) if value is not None else ""


def clipped(words: str, length: int) -> str:
    """So many characters of the words, and «…» where that is not all of them."""
    return words if len(words) <= length else f"{words[:length].rsplit(' ', 1)[0]} …"


def _array(rows: Iterable[Row]) -> None:
    opened = False
    for row in rows:
        typer.echo((",\n" if opened else "[\n") + _json(row), nl=False)
        opened = True
    typer.echo("\n]" if opened else "[]")


def _csv(rows: Iterable[Row], columns: Sequence[str]) -> None:
    waiting = iter(rows)
    first = next(waiting, None)
    writer = csv.DictWriter(sys.stdout, list(first or columns), lineterminator="\n")
    writer.writeheader()
    for row in chain([first] if first else [], waiting):
        writer.writerow({name: _field(value) for name, value in row.items()})


def _field(value: Any) -> Any:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (list, tuple, dict)):
        return _json(value)
    return visible(value) if isinstance(value, str) and sys.stdout.isatty() else value


def _json(value: Any) -> str:
    """JSON in one line; characters that a terminal would obey are escaped, which changes no value."""
    return UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(value, ensure_ascii=False))
