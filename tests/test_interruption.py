"""Killed at any moment and run again, `add` ends with the same catalog as if nothing had happened."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from quotecat.catalog.catalog import Catalog
from quotecat.catalog.check import check
from tests.builders import story
from tests.newsroom import stored

ROOT = Path(__file__).parents[1]
ARTICLES, KILLS = 30, 6
TIMES = {"at", "added_at", "started_at"}  # the only columns that tell one run from another


def contents(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table but the times, and the numbers that only the search index knows."""
    with closing(sqlite3.connect(path)) as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        found = {}
        for table in sorted(t for t in tables if "_fts" not in t):
            columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
            kept = [c for c in columns if c not in TIMES and not (c == "number" and "id" in columns)]
            names = ", ".join(f'"{c}"' for c in kept)
            found[table] = sorted(connection.execute(f"SELECT {names} FROM {table}"), key=repr)
    return found


def start(*arguments: str, delay: float) -> subprocess.Popen[bytes]:
    """The command line in a process of its own, with an engine that takes `delay` seconds an article."""
    code = f"from tests.newsroom import main_with_stub; main_with_stub({delay})"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen([sys.executable, "-c", code, *arguments], env=environment, stderr=subprocess.DEVNULL)


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    for i in range(ARTICLES):
        text = story(words=f"We will not close harbour {i}").article.text
        (folder / f"{i:02}.txt").write_text(text, encoding="utf-8")
    return folder


def test_killed_again_and_again_it_ends_with_the_same_catalog(articles: Path, tmp_path: Path) -> None:
    assert start("add", str(articles), "--db", str(tmp_path / "whole.db"), delay=0).wait(60) == 0
    broken, chance, seen = tmp_path / "broken.db", random.Random(20230117), list[int]()
    for _ in range(KILLS):
        process = start("add", str(articles), "--db", str(broken), delay=0.03)
        wanted = min(stored(broken) + chance.randint(1, 6), ARTICLES - 3)
        while process.poll() is None and stored(broken) < wanted:
            time.sleep(0.005)
        time.sleep(chance.uniform(0, 0.05))
        process.send_signal(signal.SIGKILL)
        process.wait(60)
        if broken.exists() and broken.stat().st_size:
            with Catalog(broken) as catalog:
                assert check(catalog) == []
                seen.append(catalog.counts()["articles"])
    assert seen == sorted(seen)  # nothing that was stored is ever lost
    assert start("add", str(articles), "--db", str(broken), delay=0).wait(60) == 0
    assert contents(broken) == contents(tmp_path / "whole.db")
    assert len(set(seen)) > KILLS // 2, "most kills must come in the middle of the work"
