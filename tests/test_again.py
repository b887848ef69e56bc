"""The same articles again, under other names, in another order, by another version: nothing twice, ids as before."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from quotecat.catalog.catalog import Catalog
from quotecat.catalog.file.check import check
from quotecat.cli.work import ingest
from quotecat.extract.extraction import Extraction, Failure
from quotecat.text.article import Article
from tests import hardship
from tests.newsroom import StubEngine

ARTICLES = 30


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    StubEngine.install(monkeypatch)
    hardship.write_articles(tmp_path / "first", ARTICLES)
    return tmp_path


def ids(path: Path) -> dict[str, list[str]]:
    """Every id of every table that has one."""
    with Catalog(path) as catalog:
        tables = ("article", "quotation", "speaker", "claim", "attribution", "run", "failure")
        return {table: [row["id"] for row in catalog.query(f"SELECT id FROM {table} ORDER BY id")] for table in tables}


def rows(path: Path) -> int:
    """How many rows all tables have together, those of the search index too."""
    with Catalog(path) as catalog:
        tables = [row["name"] for row in catalog.query("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return sum(next(catalog.query(f'SELECT count(*) FROM "{table}"'))[0] for table in tables)


def test_the_same_folder_three_times_renamed_and_in_another_order_adds_no_row(folder: Path) -> None:
    path = folder / "c.db"
    assert ingest([str(folder / "first")], str(path)).added == ARTICLES
    before, count = ids(path), rows(path)
    files = sorted((folder / "first").iterdir())
    random.Random(1).shuffle(files)
    (folder / "second").mkdir()
    for number, file in enumerate(files):
        shutil.copy(file, folder / "second" / f"renamed {number}.txt")
    for given in (["first"], ["first", "second"], ["second", "first"]):
        tally = ingest([str(folder / name) for name in given], str(path))
        assert (tally.added, tally.there, tally.failed) == (0, ARTICLES * len(given), 0)
        assert (ids(path), rows(path)) == (before, count)
    ingest(map(str, reversed(files)), str(folder / "other.db"))
    assert ids(folder / "other.db") == before


def test_another_version_replaces_what_the_one_before_found_and_nothing_else(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = folder / "c.db"
    ingest([str(folder / "first")], str(path))
    before, count = ids(path), rows(path)
    old = StubEngine.extract

    def newer(self: StubEngine, articles: Iterable[Article]) -> Iterator[Extraction | Failure]:
        """Finds one quotation fewer, as another version would."""
        for found in old(self, articles):
            assert isinstance(found, Extraction)
            yield replace(found, quotations=found.quotations[:2], claims=(), diagnostics=(), extractor="quotecat 9")

    monkeypatch.setattr(StubEngine, "extract", newer)
    assert ingest([str(folder / "first")], str(path)).added == 0
    assert (ids(path), rows(path)) == (before, count)
    assert ingest([str(folder / "first")], str(path), replace=True).added == ARTICLES
    after = ids(path)
    assert after["article"] == before["article"]
    assert set(after["quotation"]) < set(before["quotation"])
    assert (len(after["quotation"]), len(before["quotation"])) == (2 * ARTICLES, 3 * ARTICLES)
    assert len(after["run"]) == 2
    with Catalog(path) as catalog:
        assert {row["extractor"] for row in catalog.query("SELECT extractor FROM articles_overview")} == {"quotecat 9"}
        assert check(catalog) == []
    monkeypatch.setattr(StubEngine, "extract", old)
    ingest([str(folder / "first")], str(path), replace=True)
    assert {**ids(path), "run": []} == {**before, "run": []}
