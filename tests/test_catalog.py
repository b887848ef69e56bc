"""The catalog keeps what it is given: whole or not at all, once, unaltered, through full disks and killed writers."""

from __future__ import annotations

import multiprocessing
import os
import random
import shutil
import signal
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quotecat.catalog.catalog import Catalog
from quotecat.catalog.file.check import check
from quotecat.catalog.lookup import quotes, text
from quotecat.catalog.schema.glossary import glossary
from quotecat.catalog.schema.migrations import migrate
from quotecat.catalog.why import why
from quotecat.errors import CatalogError
from quotecat.extract.extraction import Extraction, Failure
from quotecat.text.article import Article
from tests.builders import EXTRACTOR, FAILURE, MODELS, extractions, story, texts

TIMES = {"started_at", "added_at", "at"}


def dump(catalog: Catalog) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables but for the three columns that hold times."""
    rows = {}
    for name, columns in glossary().items():
        chosen = ", ".join(f'"{column}"' for column in columns if column not in TIMES)
        rows[name] = [tuple(row) for row in catalog.query(f"SELECT {chosen} FROM {name}")]
    return rows


@pytest.fixture
def catalog(tmp_path: Path) -> Iterator[Catalog]:
    with Catalog(tmp_path / "c.db", create=True) as catalog:
        yield catalog


def in_memory() -> Catalog:
    """A catalog that is gone when it is closed: hypothesis needs many."""
    from quotecat.catalog.schema.migrations import migrate

    catalog = Catalog("memory")
    catalog._connection = sqlite3.connect(":memory:", isolation_level=None)
    catalog._connection.row_factory = sqlite3.Row
    catalog._connection.execute("PRAGMA foreign_keys = ON")
    migrate(catalog._connection)
    return catalog


def test_counts_name_everything_that_is_stored(catalog: Catalog) -> None:
    assert set(catalog.counts().values()) == {0}
    catalog.add(story())
    catalog.add_failure(FAILURE)
    assert catalog.counts() == {
        "articles": 1,
        "quotations": 3,
        "orphans": 1,
        "speakers": 2,
        "claims": 2,
        "left_out": 1,
        "diagnostics": 2,
        "failures": 1,
    }


def test_adding_twice_is_adding_once(catalog: Catalog) -> None:
    assert catalog.add(story())
    once = dump(catalog)
    assert not catalog.add(story())
    assert not catalog.add(story("another name"))
    assert dump(catalog) == once


def test_an_article_of_another_version_stays_unless_it_is_to_be_replaced(catalog: Catalog) -> None:
    newer = replace(story(), extractor="quotecat 9", quotations=story().quotations[:1], claims=(), diagnostics=())
    catalog.add(story())
    before = dump(catalog)
    assert not catalog.add(newer)
    assert dump(catalog) == before
    assert catalog.add(newer, replace=True)
    assert catalog.counts()["quotations"] == 1
    assert [row["extractor"] for row in catalog.query("SELECT extractor FROM articles_overview")] == ["quotecat 9"]
    assert len(quotes(catalog, words="harbour")) == 1
    assert quotes(catalog, words="never") == []
    assert check(catalog) == []


def test_a_failure_is_stored_once_and_closed_when_its_article_is_added(catalog: Catalog) -> None:
    for _ in range(2):
        catalog.add_failure(FAILURE)
    assert catalog.counts()["failures"] == 1
    catalog.add_failure(replace(FAILURE, stage="parse"))
    assert catalog.counts()["failures"] == 2
    catalog.add(story(FAILURE.name, path=FAILURE.path))
    assert catalog.counts()["failures"] == 0


def test_names_that_are_no_utf8_are_stored_readably(catalog: Catalog) -> None:
    assert catalog.add(story("caf\udce9", path="/news/caf\udce9.txt", title="a\0b"))
    catalog.add_failure(Failure("caf\udce9", "caf\udce9", "read", "\udce9"))
    row = next(catalog.query("SELECT name, path, title FROM article"))
    assert tuple(row) == ("caf\ufffd", "/news/caf\ufffd.txt", "a\ufffdb")


def test_a_run_is_made_of_version_and_models(catalog: Catalog) -> None:
    run = catalog.start_run(EXTRACTOR, MODELS)
    assert catalog.start_run(EXTRACTOR, MODELS) == run != catalog.start_run(EXTRACTOR, "others")
    catalog.add(story())
    assert next(catalog.query("SELECT run_id FROM article"))[0] == run


def test_speakers_of_one_name_and_kind_stay_two(catalog: Catalog) -> None:
    speaker = replace(story().speakers[1], name="a spokesman")
    catalog.add(replace(story(), speakers=(story().speakers[0], speaker, speaker)))
    assert catalog.counts()["speakers"] == 3


def test_a_reader_changes_nothing_and_a_closed_catalog_answers_nothing(catalog: Catalog) -> None:
    catalog.add(story())
    with Catalog(catalog.path) as reader:
        with pytest.raises(CatalogError, match="cannot be written"):
            reader.add(story(words="Other words"))
        with pytest.raises(CatalogError, match="cannot be written"):
            reader.start_run("a", "b")
        assert reader.has(story().article.id)
    with pytest.raises(CatalogError, match="is not open"):
        reader.counts()


def test_an_existing_catalog_can_be_opened_for_writing_without_making_one(catalog: Catalog) -> None:
    with Catalog(catalog.path, write=True) as writer:
        assert writer.add(story())
    with pytest.raises(CatalogError, match="no catalog"):
        Catalog(catalog.path.with_name("none.db"), write=True).open()


def test_a_writer_waits_its_turn_and_then_says_so(catalog: Catalog) -> None:
    with Catalog(catalog.path, create=True, wait=0.2) as second, catalog.writing():
        started = time.monotonic()
        with pytest.raises(CatalogError, match="another program is using it"):
            second.add(story())
        assert time.monotonic() - started >= 0.2
        with Catalog(catalog.path) as reader:
            assert reader.counts()["articles"] == 0
    with Catalog(catalog.path, create=True) as second:
        assert second.add(story())


@pytest.mark.parametrize("room", range(0, 24, 3))
def test_a_full_disk_leaves_what_was_there(catalog: Catalog, room: int) -> None:
    big = story(words="No " * 40000)
    catalog.add(story())
    before = dump(catalog)
    pages = next(catalog.query("PRAGMA page_count"))[0]
    catalog.connection.execute(f"PRAGMA max_page_count = {pages + room}")
    with pytest.raises(CatalogError, match="the disk is full"):
        catalog.add(big)
    assert dump(catalog) == before
    assert check(catalog) == []
    catalog.connection.execute("PRAGMA max_page_count = 1000000")
    assert catalog.add(big)


def test_what_breaks_a_rule_is_refused_whole(catalog: Catalog) -> None:
    doubtful = replace(story(), quotations=(replace(story().quotations[0], confidence=1.5),), claims=())
    with pytest.raises(CatalogError, match="CHECK constraint failed: confidence BETWEEN 0 AND 1"):
        catalog.add(doubtful)
    assert set(catalog.counts().values()) == {0}


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ("UPDATE quotation_part SET text = 'other' WHERE number = 1", "part of quotation"),
        ("UPDATE quotation SET text = 'other'", "quotation"),
        ("UPDATE quotation SET source_text = 'other' WHERE source_text IS NOT NULL", "source of quotation"),
        ("UPDATE quotation SET cue_text = 'other' WHERE cue_text IS NOT NULL", "cue of quotation"),
        ("UPDATE quotation SET sentence_end = 999999", "sentence of quotation"),
        ("UPDATE quotation SET before_end = 999999 WHERE before_end > 0", "sentence before quotation"),
        ("UPDATE quotation SET paragraph_end = 999999", "paragraph of quotation"),
        ('UPDATE quotation SET "end" = 999999', "quotation"),
        ("UPDATE quotation_part SET marked_end = 999999", "marked part of quotation"),
        ("UPDATE candidate SET start = start - 1 WHERE start > 0", "candidate of quotation"),
        ("UPDATE mention SET text = upper(text) || '!'", "mention of speaker"),
        ("UPDATE claim SET start = start + 1", "claim"),
        ("UPDATE claim SET source_start = source_start - 1", "source of claim"),
        ("UPDATE claim SET cue_text = ''", "cue of claim"),
        ("UPDATE attribution SET source_text = ''", "source of attribution"),
        ("UPDATE attribution SET cue_text = ''", "cue of attribution"),
        ("UPDATE attribution_content SET text = ''", "content of attribution"),
        ("UPDATE left_out SET text = ''", "left out"),
        ("UPDATE diagnostic SET text = ''", "diagnostic"),
        ("UPDATE boilerplate SET text = ''", "boilerplate"),
        ("UPDATE article SET text = 'X' || substr(text, 2)", "article"),
        ("DROP TRIGGER claim_changes; UPDATE claim SET text = 'other'", "search index"),
        ("DELETE FROM identity_fts", "search index"),
        ("INSERT INTO identity_fts (rowid, names) VALUES (99, 'Ana')", "search index"),
        ("DROP TRIGGER identity_name_leaves; DELETE FROM identity_name", "search index"),
        ("DROP TRIGGER claim_changes", "schema"),
        ("DROP VIEW who_said_what; CREATE VIEW who_said_what AS SELECT 1 AS speaker", "schema"),
        ("PRAGMA foreign_keys = OFF; DELETE FROM article", "reference"),
    ],
)
def test_check_finds_whatever_was_altered(catalog: Catalog, change: str, found: str) -> None:
    catalog.add(story())
    assert check(catalog) == []
    catalog.connection.executescript(change)
    assert found in {problem.what for problem in check(catalog)}


def test_check_reports_a_damaged_file(catalog: Catalog) -> None:
    for extraction in STORIES:
        catalog.add(extraction)
    whole, before, found = catalog.path.read_bytes(), dump(catalog), 0
    catalog.close()
    for at in range(5000, len(whole) - 600, len(whole) // 20):
        catalog.path.write_bytes(whole[:at] + b"\xc3\x28" * 300 + whole[at + 600 :])
        try:
            with Catalog(catalog.path) as reader:
                problems = check(reader)
                assert problems or dump(reader) == before, "only room that no row uses may be hurt unseen"
                found += bool(problems)
        except CatalogError as error:
            found += "is damaged" in str(error)
    assert found >= 10


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(extractions())
def test_any_extraction_passes_the_check_and_comes_back_as_it_went_in(extraction: Extraction) -> None:
    with in_memory() as catalog:
        assert catalog.add(extraction)
        assert check(catalog) == []
        once = dump(catalog)
        assert not catalog.add(extraction)
        assert dump(catalog) == once
        assert catalog.add(extraction, replace=True)
        assert catalog.counts()["articles"] == 1
        article = extraction.article
        assert text(catalog, article.id) == article.text
        told = {(q.start, q.end, q.quotation, q.confidence, q.speaker) for q in quotes(catalog)}
        names = [speaker.name for speaker in extraction.speakers]
        given = [
            (
                q.span.start,
                q.span.end,
                q.text_in(article.text),
                q.confidence,
                None if q.speaker is None else names[q.speaker],
            )
            for q in extraction.quotations
        ]
        assert told == set(given)
        for row in quotes(catalog):
            back = why(catalog, row.quotation_id)
            parts = [[(part.inner.start, part.inner.end) for part in q.parts] for q in extraction.quotations]
            assert [(part.start, part.end) for part in back.parts] in parts
            assert all(article.text[part.start : part.end] == part.text for part in back.parts)


@settings(max_examples=40, deadline=None)
@given(st.lists(texts, unique=True, max_size=5), st.randoms(use_true_random=False))
def test_the_order_of_adding_changes_no_id(all_texts: list[str], draw: random.Random) -> None:
    def stored(order: list[str]) -> set[tuple[object, ...]]:
        with in_memory() as catalog:
            for words in order:
                catalog.add(replace(EMPTY, article=Article(words)))
            return {tuple(row) for row in catalog.query("SELECT id, sha256, text FROM article")}

    assert stored(all_texts) == stored(draw.sample(all_texts, len(all_texts)))


EMPTY = Extraction(Article("."), (), (), (), (), (), (), EXTRACTOR, MODELS)
STORIES = [story(f"s{number}", f"We sail at {number}") for number in range(60)]


def ingest(path: Path) -> None:
    with Catalog(path, create=True) as catalog:
        catalog.start_run(EXTRACTOR, MODELS)
        catalog.add_failure(FAILURE)
        for extraction in STORIES:
            catalog.add(extraction)


def ingest_until(path: Path, statements: int) -> None:
    """Add stories and die, as by kill -9, at the nth statement that SQLite is given."""
    left = iter(range(statements))

    def die(_: str) -> None:
        if next(left, None) is None:
            os.kill(os.getpid(), signal.SIGKILL)

    with Catalog(path, create=True) as catalog:
        catalog.connection.set_trace_callback(die)
        for extraction in STORIES:
            catalog.add(extraction)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills a forked process")
def test_a_killed_ingest_is_resumed_as_if_nothing_had_happened(tmp_path: Path) -> None:
    ingest(tmp_path / "calm.db")
    fork = multiprocessing.get_context("fork")
    draw = random.Random(3)
    for _ in range(15):
        process = fork.Process(target=ingest, args=(tmp_path / "killed.db",))
        process.start()
        time.sleep(draw.uniform(0, 0.06))
        process.kill()
        process.join()
    for statements in (0, 1, 2, 5, 30, 31, 32, 33, 100, 500):
        process = fork.Process(target=ingest_until, args=(tmp_path / "killed.db", statements))
        process.start()
        process.join()
    with Catalog(tmp_path / "killed.db", create=True) as killed:
        whole = {
            row["id"]: row["quotations"] for row in killed.query("SELECT article_id AS id, * FROM articles_overview")
        }
        assert set(whole.values()) <= {3}
        assert check(killed) == []
    ingest(tmp_path / "killed.db")
    with Catalog(tmp_path / "calm.db") as calm, Catalog(tmp_path / "killed.db") as killed:
        assert dump(killed) == dump(calm)
        assert check(killed) == []


@pytest.mark.parametrize("pages", [1, 2000], ids=["half of it written", "none of it written"])
def test_killed_while_it_is_made_it_is_made_after_all(tmp_path: Path, pages: int) -> None:
    made, left = tmp_path / "c.db", list[Path]()

    def killed(_: str) -> None:  # what is on the disk at this moment is what a kill leaves
        if made.with_name("c.db-journal").exists():
            left.append(tmp_path / f"killed{len(left)}.db")
            shutil.copy(made, left[-1])
            shutil.copy(made.with_name("c.db-journal"), f"{left[-1]}-journal")

    with closing(sqlite3.connect(made, isolation_level=None)) as connection:
        connection.execute(f"PRAGMA cache_size = {pages}")
        connection.set_trace_callback(killed)
        migrate(connection)
    assert len(left) > 100
    for path in left[::20]:
        with Catalog(path, create=True) as catalog:
            assert check(catalog) == []
            assert catalog.add(STORIES[0])


def test_killed_while_it_is_stored_it_is_made_after_all(tmp_path: Path) -> None:
    """Killed after the first page went to the disk, and before the second: a file too short for what it says."""
    made, path = tmp_path / "made.db", tmp_path / "c.db"
    with Catalog(made, create=True):
        pass
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.executescript("PRAGMA cache_size = 1; BEGIN; CREATE TABLE a (b)")
        connection.execute("INSERT INTO a VALUES (zeroblob(20000))")
        journal = path.with_name("c.db-journal").read_bytes()
    path.write_bytes(made.read_bytes()[:4096])
    path.with_name("c.db-journal").write_bytes(journal)
    with Catalog(path, create=True) as catalog:
        assert check(catalog) == []


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills a forked process")
def test_a_reader_rolls_back_what_a_killed_writer_left_half_done(tmp_path: Path) -> None:
    path = tmp_path / "c.db"
    with Catalog(path, create=True) as catalog:
        catalog.add(STORIES[0])

    def half() -> None:
        with Catalog(path, write=True) as catalog, catalog.writing():
            catalog.connection.execute("PRAGMA cache_size = 1")
            for _ in range(200):
                catalog.connection.execute("UPDATE article SET title = coalesce(title, '') || printf('%9000s', 'x')")
            os.kill(os.getpid(), signal.SIGKILL)

    process = multiprocessing.get_context("fork").Process(target=half)
    process.start()
    process.join()
    assert path.with_name("c.db-journal").exists()
    with Catalog(path) as reader:
        assert check(reader) == []
        assert next(reader.query("SELECT title FROM article"))[0] is None


def test_compacting_the_file_keeps_the_index_in_step(catalog: Catalog) -> None:
    for extraction in STORIES[:9]:
        catalog.add(extraction)
    catalog.add(STORIES[3], replace=True)
    catalog.connection.execute("VACUUM")
    assert check(catalog) == []
    assert len(quotes(catalog, words="sail at 7")) == 1


def test_other_programs_can_read_what_check_promises(catalog: Catalog) -> None:
    catalog.add(story())
    catalog.close()
    with closing(sqlite3.connect(catalog.path)) as plain:
        differ = """
        SELECT count(*) FROM claim JOIN article ON article.id = article_id
        WHERE substr(article.text, start + 1, end - start) <> claim.text
        """
        assert plain.execute(differ).fetchone()[0] == 0
