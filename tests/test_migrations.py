"""The schema, and catalogs of every age and kind: one's own is upgraded, anything else is refused and left alone."""

from __future__ import annotations

import os
import re
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from quotecat.catalog.catalog import Catalog
from quotecat.catalog.file.check import check
from quotecat.catalog.lookup import quotes
from quotecat.catalog.rows import failure_row, rows
from quotecat.catalog.schema.derived import DERIVED
from quotecat.catalog.schema.migrations import APPLICATION_ID, STEPS, migrate, statements, version
from quotecat.catalog.schema.tables import FOUND, TABLES
from quotecat.catalog.schema.written import schema_sql
from quotecat.errors import CatalogError
from tests.builders import FAILURE, age, story

SCHEMA = Path(__file__).parents[1] / "schema.sql"


def memory() -> sqlite3.Connection:
    return sqlite3.connect(":memory:", isolation_level=None)


def fresh() -> sqlite3.Connection:
    connection = memory()
    migrate(connection)
    return connection


def shape(connection: sqlite3.Connection) -> dict[str, object]:
    """What a schema comes to, however it was written: columns, keys, checks, indexes, views, triggers."""
    seen: dict[str, object] = {}
    for kind, name, sql in connection.execute("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL"):
        bare = re.sub(r"""\s+(?=([^']*'[^']*')*[^']*$)""", " ", re.sub(r"--.*", "", sql))  # but for what is in quotes
        bare = bare.replace("( ", "(").replace(" )", ")")
        if kind != "table" or "VIRTUAL" in sql or "_fts_" in name:
            seen[name] = bare
            continue
        options = bare[bare.rindex(")") :]
        checks = sorted(re.findall(r"CHECK \(.*?\)(?=, |\))", bare))
        columns = sorted(
            map(tuple, connection.execute("SELECT name, type, [notnull], pk FROM pragma_table_info(?)", (name,)))
        )
        keys = sorted(
            map(
                tuple,
                connection.execute('SELECT "from", "table", "to", on_delete FROM pragma_foreign_key_list(?)', (name,)),
            )
        )
        seen[name] = (options, checks, columns, keys)
    return seen


def test_schema_sql_is_what_the_tables_say() -> None:
    if os.environ.get("QUOTECAT_UPDATE"):
        SCHEMA.write_text(schema_sql(), encoding="utf-8")
    assert SCHEMA.read_text(encoding="utf-8") == schema_sql(), "run QUOTECAT_UPDATE=1 pytest, then add a step to STEPS"


def test_a_fresh_catalog_has_the_schema_of_schema_sql() -> None:
    written = memory()
    for statement in statements(SCHEMA.read_text(encoding="utf-8")):
        written.execute(statement)
    assert shape(fresh()) == shape(written)


def test_a_fresh_catalog_has_the_columns_of_the_tables_in_their_order() -> None:
    connection = fresh()
    for row in TABLES:
        columns = [
            name for (name,) in connection.execute("SELECT name FROM pragma_table_info(?)", (row.__tablename__,))
        ]
        assert columns == list(row.__table__.columns.keys())  # type: ignore[attr-defined]


def test_every_column_and_table_says_what_it_means() -> None:
    for row in TABLES:
        assert row.__doc__
        assert all(column.comment for column in row.__table__.columns)  # type: ignore[attr-defined]


def test_every_row_fills_every_column_but_its_number_in_the_index() -> None:
    filled = {table: set(columns) for table, columns in [*rows(story()), failure_row(FAILURE)]}
    for row in FOUND:
        columns = row.__table__.columns  # type: ignore[attr-defined]
        assert filled[row] == set(columns.keys()) - ({"number"} if "id" in columns else set())


@pytest.mark.parametrize("steps", range(len(STEPS)))
def test_a_catalog_of_every_age_becomes_one_of_today(steps: int) -> None:
    old = memory()
    if steps:
        age(old, steps)
    assert migrate(old) == steps
    assert shape(old) == shape(fresh())
    assert version(old) == len(STEPS)
    assert migrate(old) == len(STEPS)


def test_a_step_keeps_the_rows_and_makes_views_and_indexes_anew(tmp_path: Path) -> None:
    with Catalog(tmp_path / "c.db", create=True) as catalog:
        catalog.add(story())
        said = quotes(catalog, words="harbour")
        catalog.connection.execute("CREATE VIEW leftover AS SELECT 1")
        assert migrate(catalog.connection, [*STEPS, "ALTER TABLE article ADD COLUMN mood TEXT;\n"]) == len(STEPS)
        assert catalog.connection.execute("SELECT name, mood FROM article").fetchone()[:] == ("harbour", None)
        assert "leftover" not in shape(catalog.connection)
        assert quotes(catalog, words="harbour") == said
        assert [(problem.what, problem.where) for problem in check(catalog)] == [("schema", "article")]


@pytest.mark.parametrize("broken", ["CREATE TABLE more (a);\nSELECT nothing;\n", "DROP TABLE candidate;\nINSERT 1;\n"])
def test_a_step_that_fails_leaves_the_catalog_as_it_was(tmp_path: Path, broken: str) -> None:
    with Catalog(tmp_path / "c.db", create=True) as catalog:
        catalog.add(story())
        before = shape(catalog.connection)
        with pytest.raises(sqlite3.Error):
            migrate(catalog.connection, [*STEPS, broken])
        assert shape(catalog.connection) == before
        assert version(catalog.connection) == len(STEPS)
        assert check(catalog) == []


def test_statements_keep_triggers_in_one_piece() -> None:
    assert "".join(statements(DERIVED)).split() == DERIVED.split()
    assert all(statement.count("BEGIN") == statement.count("END;") for statement in statements(DERIVED))


def text_file(path: Path) -> None:
    path.write_text("Not a database, but long enough for SQLite to look at the whole of its first hundred bytes.\n" * 9)


def short_file(path: Path) -> None:
    path.write_text("hello")


def foreign(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other, other:
        other.execute("CREATE TABLE bookmarks (url)")


def foreign_with_version(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other, other:
        other.execute("PRAGMA user_version = 1")


def newer(path: Path) -> None:
    Catalog(path, create=True).open().close()
    with closing(sqlite3.connect(path)) as other, other:
        other.execute(f"PRAGMA user_version = {len(STEPS) + 1}")


def damaged(path: Path) -> None:
    Catalog(path, create=True).open().close()
    with path.open("r+b") as file:
        file.seek(100)
        file.write(b"\xff" * 3000)


REFUSED = [
    (text_file, "is not a quotecat catalog"),
    (short_file, "is not a quotecat catalog"),
    (foreign, "is not a quotecat catalog"),
    (foreign_with_version, "is not a quotecat catalog"),
    (newer, r"was made by a newer quotecat \(its schema is version \d+, this one knows \d+\): upgrade"),
    (damaged, "is damaged"),
]


@pytest.mark.parametrize("create", [True, False])
@pytest.mark.parametrize(("make", "says"), REFUSED)
def test_what_is_no_catalog_of_ours_is_refused_and_left_alone(
    tmp_path: Path, make: Callable[[Path], None], says: str, create: bool
) -> None:
    path = tmp_path / "file.db"
    make(path)
    before = path.read_bytes()
    with pytest.raises(CatalogError, match=says) as caught, Catalog(path, create=create) as catalog:
        catalog.add(story())
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("target", "create", "says"),
    [
        ("nowhere.db", False, "no catalog at .*nowhere.db: run `quotecat add` first"),
        ("sqlite:///nowhere.db", False, "no catalog at nowhere.db"),
        ("none/such.db", True, "there is no folder"),
        (".", False, "is a folder"),
        (".", True, "is a folder"),
        ("postgresql://me:secret@host/db", True, "postgresql: only SQLite catalogs are supported so far"),
        ("x" * 5000, False, "File name too long|no catalog"),
    ],
)
def test_a_catalog_that_cannot_be_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, target: str, create: bool, says: str
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(CatalogError, match=says) as caught:
        Catalog(target, create=create).open()
    assert "secret" not in str(caught.value)
    assert list(tmp_path.iterdir()) == []


def test_an_empty_file_becomes_a_catalog_only_where_one_is_made(tmp_path: Path) -> None:
    path = tmp_path / "c.db"
    path.touch()
    with pytest.raises(CatalogError, match="is empty"):
        Catalog(path).open()
    with Catalog(path, create=True) as catalog:
        assert catalog.add(story())
    with Catalog(f"sqlite:///{path}") as catalog:
        assert catalog.connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID


def test_many_may_make_one_catalog_at_once(tmp_path: Path) -> None:
    errors: list[BaseException] = []

    def make() -> None:
        try:
            with Catalog(tmp_path / "c.db", create=True) as catalog:
                catalog.add(story())
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=make) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    with Catalog(tmp_path / "c.db") as catalog:
        assert catalog.counts()["articles"] == 1
