"""Files that are damaged, foreign, newer or on a full disk: one line each, and not a byte written to them."""

from __future__ import annotations

import contextlib
import itertools
import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from quotecat.catalog.catalog import Catalog
from quotecat.catalog.file import connection
from quotecat.catalog.file.check import check
from quotecat.catalog.schema.migrations import STEPS
from quotecat.cli import app
from quotecat.errors import CatalogError
from tests import hardship
from tests.builders import story
from tests.newsroom import StubEngine

COMMANDS: list[list[str]] = [
    ["add", "articles", "--quiet"],
    ["quotes"],
    ["claims", "--format", "csv"],
    ["show", "harbour"],
    ["why", "q_a"],
    ["check"],
    ["export", "--out", "out"],
    ["backup", "copy.db"],
]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with forty articles, and an engine without models."""
    hardship.write_articles(tmp_path / "articles", 40)
    monkeypatch.chdir(tmp_path)
    StubEngine.install(monkeypatch)
    return tmp_path


def ends(*command: str) -> tuple[int, str]:
    """The exit code and what stands on standard error; never a traceback."""
    result = CliRunner().invoke(app, list(command), prog_name="quotecat")
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
    return result.exit_code, result.stderr


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_a_byte_that_is_changed_anywhere_costs_one_line_at_most(folder: Path) -> None:
    hardship.flipped(folder, flips=12)


def text(path: Path) -> None:
    path.write_text("Dear diary,\n" * 4000)


def bookmarks(path: Path) -> None:
    """Another program's database, as copied while that had it open: the newest is in the log beside it."""
    live = path.with_name("places.sqlite")
    with closing(sqlite3.connect(live)) as other:
        other.execute("PRAGMA journal_mode = WAL")
        other.execute("PRAGMA user_version = 77")
        other.execute("CREATE TABLE moz_places (url TEXT)")
        other.commit()
        for ending in ("", "-wal"):
            shutil.copy(f"{live}{ending}", f"{path}{ending}")


def cut_short(path: Path) -> None:
    with Catalog(path, create=True) as catalog:
        for number in range(20):
            catalog.add(story(f"s{number}", f"We sail at {number}"))
    os.truncate(path, path.stat().st_size // 2)


def newer(path: Path) -> None:
    with Catalog(path, create=True) as catalog:
        catalog.add(story())
        catalog.connection.execute(f"PRAGMA user_version = {len(STEPS) + 3}")


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
@pytest.mark.parametrize(
    ("make", "says"),
    [
        (text, "is not a quotecat catalog"),
        (bookmarks, "is not a quotecat catalog"),
        (cut_short, "is damaged"),
        (newer, "was made by a newer quotecat"),
    ],
)
def test_what_is_no_sound_catalog_is_refused_by_every_command_and_left_alone(
    make: Callable[[Path], None], says: str, command: list[str], folder: Path
) -> None:
    make(folder / "c.db")
    before = files(folder)
    code, told = ends(*command, "--db", "c.db")
    assert (code, told.count("\n"), says in told) == (1, 1, True), told
    assert files(folder) == before


def test_what_code_raises_on_a_sound_catalog_is_no_damage(folder: Path) -> None:
    with Catalog("c.db", create=True) as catalog:
        catalog.add(story())
    with pytest.raises(LookupError), Catalog("c.db") as catalog:
        next(catalog.query("SELECT 1 AS a"))["b"]  # an error of ours is told as one
    with closing(sqlite3.connect("c.db")) as plain:
        plain.execute("DROP VIEW who_said_what")
        plain.execute("CREATE VIEW who_said_what AS SELECT 1 AS speaker")
        plain.commit()
    with pytest.raises(CatalogError, match=r"c\.db: it is damaged"), Catalog("c.db") as catalog:
        next(catalog.query("SELECT * FROM who_said_what"))["quotation"]


# A full disk


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> Callable[[int | None], None]:
    """Sets how many pages a catalog may have; that is all SQLite sees of a full disk."""
    opened = connection._open

    def limit(pages: int | None) -> None:
        def limited(*arguments: Any) -> sqlite3.Connection:
            made = opened(*arguments)
            if pages is not None:
                made.execute(f"PRAGMA max_page_count = {pages}")
            return made

        monkeypatch.setattr(connection, "_open", limited)

    return limit


@pytest.mark.parametrize("pages", [1, 60, 68, 75, 90])
def test_a_full_disk_ends_in_one_line_and_the_same_command_goes_on(
    pages: int, small: Callable[[int | None], None], folder: Path
) -> None:
    small(pages)
    code, told = ends("add", "articles")
    assert (code, told.count("\n")) == (1, 1), told
    assert "catalog.db: the disk is full (" in told
    assert "MB free); what was stored before is unharmed: free some space, then run the same command again" in told
    small(None)
    kept = hardship.whole(folder / "catalog.db")
    assert kept < 40
    code, told = ends("add", "articles")
    assert (code, f"{40 - kept} articles added, {kept} already there" in told) == (0, True), told
    assert hardship.whole(folder / "catalog.db") == 40


def test_an_article_that_is_stopped_at_any_step_of_any_statement_is_whole_or_absent(folder: Path) -> None:
    """SQLite asks before each of its own instructions whether to go on; once the answer is no."""
    stopped = 0
    with Catalog("c.db", create=True) as catalog:
        catalog.add(story())
        before = list(catalog.connection.iterdump())
        for step in (*range(0, 60, 7), 100, 500, 1000, 2000, 3000):
            sailing, passed = story(words=f"We sail at {step}"), itertools.count()
            catalog.connection.set_progress_handler(lambda: next(passed) == step, 1)  # noqa: B023
            with contextlib.suppress(CatalogError):
                catalog.add(sailing)
            catalog.connection.set_progress_handler(None, 0)
            assert check(catalog) == []
            after = list(catalog.connection.iterdump())
            if not catalog.has(sailing.article.id):
                assert after == before
                stopped += 1
            before = after
    assert stopped > 7
