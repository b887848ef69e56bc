"""Several programs on one catalog: they take turns, nothing is lost, and who is waited for is named."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest

from quotecat.catalog.catalog import Catalog
from quotecat.catalog.file.check import check
from quotecat.catalog.file.locks import holder
from quotecat.errors import CatalogError
from tests import hardship
from tests.builders import story

LINUX = pytest.mark.skipif(not Path("/proc/locks").exists(), reason="only Linux tells who holds a lock")


def test_two_commands_that_add_at_once_lose_nothing(tmp_path: Path) -> None:
    hardship.two_writers(tmp_path, each=40)


def test_eight_threads_that_add_at_once_lose_nothing(tmp_path: Path) -> None:
    path, errors = tmp_path / "c.db", list[BaseException]()

    def add(thread: int) -> None:
        try:
            with Catalog(path, create=True) as catalog:
                for number in range(10):
                    catalog.add(story(words=f"We sail at {thread} {number}"))
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=add, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert hardship.whole(path) == 80


def test_lookups_answer_while_articles_are_added(tmp_path: Path) -> None:
    hardship.read_meanwhile(tmp_path, articles=30, delay=0.03)


@LINUX
def test_who_does_not_get_a_turn_is_told_who_has_it(tmp_path: Path) -> None:
    given = hardship.write_articles(tmp_path / "in", 1)
    with Catalog(tmp_path / "c.db", create=True) as catalog, catalog.writing():
        began = time.monotonic()
        code, told = hardship.finish(hardship.start("add", given, "--db", catalog.path, "--wait", "0.5"))
        assert (code, told.count("\n"), "Traceback" in told) == (1, 1, False)
        assert f"c.db: another program is using it (process {os.getpid()}: " in told
        assert 0.5 <= time.monotonic() - began < 20
    assert hardship.finish(hardship.start("add", given, "--db", catalog.path, "--wait", "0.5"))[0] == 0


@LINUX
def test_a_reader_that_is_in_the_way_is_named_too(tmp_path: Path) -> None:
    with Catalog(tmp_path / "c.db", create=True) as catalog:
        assert holder(catalog.path) is None
        catalog.add(story())
        code = (
            f"import sqlite3; c = sqlite3.connect({str(catalog.path)!r}, isolation_level=None); c.execute('BEGIN'); "
            "c.execute('SELECT * FROM article').fetchone(); print(1, flush=True); input()"
        )
        command = [sys.executable, "-c", code]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
            assert other.stdout
            other.stdout.readline()
            found = holder(catalog.path)
            assert found
            assert found.pid == other.pid
            catalog.wait = 0.1
            with pytest.raises(CatalogError, match=rf"process {other.pid}: -c import"):
                catalog.add(story(words="We wait"))
            other.communicate(b"\n")
        assert catalog.add(story(words="We wait"))


def test_a_commit_that_had_to_wait_is_made(tmp_path: Path) -> None:
    with Catalog(tmp_path / "c.db", create=True) as catalog:
        catalog.add(story())
        reader = sqlite3.connect(catalog.path, isolation_level=None, check_same_thread=False)
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM article").fetchone()
        timer = threading.Timer(0.6, reader.execute, ["COMMIT"])
        timer.start()
        assert catalog.add(story(words="We wait"))
        timer.join()
        reader.close()
        assert check(catalog) == []


def test_a_log_that_another_program_gave_the_catalog_is_taken_away(tmp_path: Path) -> None:
    path = tmp_path / "c.db"
    with Catalog(path, create=True) as catalog:
        catalog.add(story())
    with closing(sqlite3.connect(path)) as other:
        assert other.execute("PRAGMA journal_mode = WAL").fetchone()[0] == "wal"
        other.execute("UPDATE article SET title = 'In the log'")
        other.commit()
        with pytest.raises(CatalogError, match="another program is using it"):
            Catalog(path, write=True, wait=0.1).open()
    with Catalog(path, write=True) as catalog:
        assert next(catalog.query("PRAGMA journal_mode"))[0] == "delete"
        assert next(catalog.query("SELECT title FROM article"))[0] == "In the log"
        assert next(catalog.query("PRAGMA synchronous"))[0] == 2
