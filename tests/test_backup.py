"""Backups: whole, of one moment, never over somebody's file; and an older catalog is kept before it is upgraded."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from quotecat.catalog.catalog import Catalog
from quotecat.catalog.file import copy as copying
from quotecat.catalog.file.backup import backup
from quotecat.catalog.file.check import check
from quotecat.catalog.rows import failure_row, rows
from quotecat.catalog.schema.migrations import STEPS
from quotecat.errors import CatalogError
from tests import hardship
from tests.builders import FAILURE, age, story

FORK = pytest.mark.skipif(not hasattr(os, "fork"), reason="kills a forked process")


@pytest.fixture
def catalog(tmp_path: Path) -> Iterator[Catalog]:
    with Catalog(tmp_path / "c.db", create=True) as catalog:
        for number in range(20):
            catalog.add(story(f"s{number}", f"We sail at {number}"))
        yield catalog


def test_copies_that_are_made_while_somebody_writes_are_whole(tmp_path: Path) -> None:
    hardship.copied(tmp_path, articles=60, copies=5)


def test_a_copy_has_what_the_catalog_has_and_can_be_written_to(catalog: Catalog, tmp_path: Path) -> None:
    target = backup(catalog, tmp_path / "copy.db")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["c.db", "copy.db"]
    with Catalog(target, write=True) as copy:
        assert copy.counts() == catalog.counts()
        assert check(copy) == []
        assert copy.add(story(words="More"))


def test_what_is_there_is_never_overwritten_unless_told_to(catalog: Catalog, tmp_path: Path) -> None:
    mine = tmp_path / "mine.txt"
    mine.write_text("mine")
    with pytest.raises(CatalogError, match="is there already: name another file, or replace it with --force"):
        backup(catalog, mine)
    assert mine.read_text() == "mine"
    (tmp_path / "link.db").symlink_to(mine)
    backup(catalog, tmp_path / "link.db", force=True)
    assert mine.read_text() == "mine"
    assert hardship.whole(tmp_path / "link.db") == 20


@pytest.mark.parametrize(
    ("target", "says"),
    [
        ("c.db", "is the catalog itself"),
        ("link.db", "is the catalog itself"),
        (".", "is a folder: name a file in it, such as .*c.db"),
        ("none/copy.db", "No such file or directory; nothing was copied"),
        ("old.db", "old.db-journal is there, and would spoil the copy"),
    ],
)
def test_where_no_copy_can_be_is_told(catalog: Catalog, tmp_path: Path, target: str, says: str) -> None:
    (tmp_path / "link.db").symlink_to(tmp_path / "c.db")
    (tmp_path / "old.db-journal").write_bytes(b"half done")
    with pytest.raises(CatalogError, match=says):
        backup(catalog, tmp_path / target, force=True)
    assert check(catalog) == []


def test_a_damaged_catalog_gives_no_copy(catalog: Catalog, tmp_path: Path) -> None:
    whole = bytearray(catalog.path.read_bytes())
    for page in range(9, len(whole) // 4096):
        whole[page * 4096 : page * 4096 + 50] = bytes(50)
    catalog.path.write_bytes(whole)
    with Catalog(catalog.path) as damaged, pytest.raises(CatalogError, match="t is damaged"):
        backup(damaged, tmp_path / "copy.db")
    assert [path.name for path in tmp_path.iterdir()] == ["c.db"]


def die_after(count: int) -> Callable[..., None]:
    """What ends the process as by kill -9 when it is called once more than so often."""
    left = iter(range(count))

    def die(*_: object) -> None:
        if next(left, None) is None:
            os.kill(os.getpid(), signal.SIGKILL)

    return die


def ended(target: Callable[[], object]) -> int | None:
    """The exit code of a process that does this."""
    process = multiprocessing.get_context("fork").Process(target=target)
    process.start()
    process.join()
    return process.exitcode


@FORK
@pytest.mark.parametrize("pages", [0, 1, 5, 20])
def test_killed_halfway_it_leaves_the_old_copy(
    catalog: Catalog, tmp_path: Path, pages: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = backup(catalog, tmp_path / "copy.db")
    before = target.read_bytes()
    catalog.add(story(words="Later"))
    catalog.close()
    monkeypatch.setattr(copying, "PAGES", 1)
    monkeypatch.setattr(copying, "_listen", die_after(pages))

    def again() -> None:
        with Catalog(catalog.path) as reader:
            backup(reader, target, force=True)

    assert ended(again) == -signal.SIGKILL
    assert target.read_bytes() == before


# An older catalog


def old_catalog(path: Path, steps: int) -> None:
    """A catalog as it was after so many steps, with the rows that the tables of then can hold."""
    with closing(sqlite3.connect(path, isolation_level=None)) as old:
        age(old, steps)
        for extraction in (story(), story("later", "We closed it")):
            for table, values in [*rows(extraction), failure_row(FAILURE)]:
                there = [name for _, name, *_ in old.execute(f"PRAGMA table_info({table.__tablename__})")]
                kept = {name: value for name, value in values.items() if name in there}
                if kept:
                    names, marks = ", ".join(f'"{name}"' for name in kept), ", ".join("?" * len(kept))
                    old.execute(
                        f"INSERT OR IGNORE INTO {table.__tablename__} ({names}) VALUES ({marks})", list(kept.values())
                    )


def contents(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every table with its columns' names in the first row, as SQLite has it."""
    with closing(sqlite3.connect(path)) as plain:
        tables = [name for (name,) in plain.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        found = {}
        for table in sorted(table for table in tables if "_fts" not in table):
            answer = plain.execute(f"SELECT * FROM {table}")
            names = tuple(column[0] for column in answer.description)
            found[table] = [names, *sorted(answer, key=repr)]
        return found


def keeps(new: dict[str, list[tuple[object, ...]]], old: dict[str, list[tuple[object, ...]]]) -> bool:
    """Whether all that was in `old` is in `new`, table by table and column by column."""
    for table, (names, *stored) in old.items():
        columns = [new[table][0].index(name) for name in names]
        if sorted((tuple(row[at] for at in columns) for row in new[table][1:]), key=repr) != stored:
            return False
    return True


@pytest.mark.parametrize("steps", range(1, len(STEPS)))
def test_a_catalog_of_every_age_is_kept_and_upgraded_with_all_its_rows(
    steps: int, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path, kept = tmp_path / "c.db", tmp_path / f"c.db.v{steps}.backup"
    old_catalog(path, steps)
    before = contents(path)
    assert len(before["article"]) == 3
    with Catalog(path) as catalog:
        assert check(catalog) == []
    assert keeps(contents(path), before)
    assert contents(kept) == before
    assert hardship.raw_version(kept) == steps
    assert [record.getMessage() for record in caplog.records] == [
        f"{path} was made by an older quotecat and is upgraded; as it was, it is kept in {kept}"
    ]
    Catalog(path).open().close()
    assert sorted(file.name for file in tmp_path.iterdir()) == ["c.db", kept.name]


def test_no_copy_is_written_over_another_and_none_is_made_of_nothing(tmp_path: Path) -> None:
    for words in ("first", "second"):
        old_catalog(tmp_path / "c.db", 1)
        Catalog(tmp_path / "c.db").open().close()
        (tmp_path / "c.db").rename(tmp_path / words)
    assert {path.name for path in tmp_path.glob("*.backup*")} == {"c.db.v1.backup", "c.db.v1.backup+"}
    with closing(sqlite3.connect(tmp_path / "empty.db", isolation_level=None)) as old:
        age(old, 1)
    Catalog(tmp_path / "empty.db").open().close()
    assert not list(tmp_path.glob("empty.db.*"))


@FORK
@pytest.mark.parametrize("steps", {1, len(STEPS) - 1})
def test_killed_while_it_upgrades_it_is_old_or_new(steps: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, made = tmp_path / "c.db", tmp_path / "made.db"
    old_catalog(made, steps)
    before, versions = contents(made), set()

    def upgrade(statements: int) -> None:
        die, connect = die_after(statements), sqlite3.connect

        def traced(*arguments: Any, **options: Any) -> sqlite3.Connection:
            connection: sqlite3.Connection = connect(*arguments, **options)
            connection.set_trace_callback(die)
            return connection

        monkeypatch.setattr(sqlite3, "connect", traced)
        Catalog(path).open()

    for statements in (0, 3, 8, 13, 14, 15, 16, 20, 30, 50, 80, 100, 130, 10_000):
        for file in tmp_path.glob("c.db*"):
            file.unlink()
        shutil.copy(made, path)
        assert ended(partial(upgrade, statements)) == (0 if statements == 10_000 else -signal.SIGKILL)
        versions.add(hardship.raw_version(path))
        with Catalog(path) as catalog:
            assert check(catalog) == []
        assert keeps(contents(path), before)
        for copy in tmp_path.glob("c.db.v*"):
            assert contents(copy) == before
    assert versions == {steps, len(STEPS)}
