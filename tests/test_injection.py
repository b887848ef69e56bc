"""Whatever is typed is a value: it alters no statement, no schema and no row."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from pathlib import Path
from typing import get_args, get_type_hints

import pytest
from typer.models import OptionInfo
from typer.testing import CliRunner

from quotecat.catalog.catalog import Catalog
from quotecat.cli import app
from quotecat.cli.app import COMMANDS
from tests.builders import story

PACKAGE = Path(__file__).parents[1] / "quotecat"
LISTS = (
    "quotes",
    "speakers list",
    "speakers show",
    "families",
    "family",
    "articles",
    "claims",
    "left-out",
    "show",
    "why",
)
INJECTIONS = [
    "' OR '1'='1",
    '" OR ""="',
    "'; DROP TABLE article; --",
    "1; PRAGMA writable_schema = 1; UPDATE sqlite_master SET sql = ''",
    "'; ATTACH DATABASE 'stolen.db' AS s; --",
    "' || load_extension('evil') || '",
    ":speaker",
    "') OR quotation_fts MATCH ('harbour",
    "NEAR(harbour close, 10)",
    "text : harbour OR never",
    "^harbour",
    "-harbour",
    "%",
    "’ OR ’1’=’1",
]


def typed_options() -> Iterator[tuple[str, str]]:
    """Every option and argument of the list commands that takes what anybody types."""
    for function, name, _ in COMMANDS:
        if name in LISTS:
            for parameter, hint in get_type_hints(function, include_extras=True).items():
                kind, *told = get_args(hint) or [None]
                if kind in (str, str | None) and parameter != "db":  # which is a path
                    option = isinstance(told[0], OptionInfo)
                    yield name, f"--{parameter.replace('_', '-')}" if option else ""


OPTIONS = sorted(typed_options())


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("injected") / "c.db"
    with Catalog(path, create=True) as catalog:
        catalog.add(story(outlet="The Gull", published="2023-01-17"))
    return path


def test_every_command_that_looks_things_up_is_among_them() -> None:
    assert len(OPTIONS) > 30
    assert {name for name, _ in OPTIONS} == set(LISTS)


@pytest.mark.parametrize(("command", "option"), OPTIONS)
def test_what_is_typed_finds_nothing_and_changes_nothing(command: str, option: str, catalog: Path) -> None:
    before = catalog.read_bytes()
    for typed in INJECTIONS:
        given = [f"{option}={typed}"] if option else ["--", typed]
        result = CliRunner().invoke(app, [*command.split(), "--db", str(catalog), "--format", "json", *given])
        assert result.exit_code in (0, 2), (typed, result.output, result.exc_info)
        assert not result.exit_code or "Error: " in result.stderr or "Usage" in result.stderr
        found = json.loads(result.stdout) if result.stdout else []
        assert found == [] or (typed.strip("^-") == "harbour" and "words" in option), typed
    assert catalog.read_bytes() == before
    assert sorted(path.name for path in catalog.parent.iterdir()) == ["c.db"]


# The source: a statement is a constant, with names of ours in it at most

RUNS = {"execute", "executemany", "executescript", "query"}
OURS = {
    "condition",  # lookup.py: from the constants of question.py
    "first",  # page.py: the same
    "ids",  # page.py: of one page
    "table",  # a table or an index of ours, by the name it has in the tables
    "kind",  # of an entry of sqlite_master
    "name",  # of an entry of sqlite_master
    "begins",  # one of two constants
    "which",  # relate.py: one of two constants
    "names",  # of columns of ours
    "holes",  # as many :names
    "settings",  # column = :column, of columns of ours
    "', '.join(keys)",  # the same
    "len(steps)",
    "milliseconds",
}


def filled_in(node: ast.AST) -> Iterator[str]:
    """The expressions that a statement is put together from, but for constants by their names in capitals."""
    for part in ast.walk(node):
        if isinstance(part, ast.FormattedValue):
            found = [part.value]
        elif isinstance(part, ast.Call) and isinstance(part.func, ast.Attribute) and part.func.attr == "format":
            found = [*part.args, *(keyword.value for keyword in part.keywords)]
        elif isinstance(part, ast.BinOp):
            found = [side for side in (part.left, part.right) if not isinstance(side, (ast.Constant, ast.JoinedStr))]
        else:
            continue
        yield from (ast.unparse(value) for value in found if not (isinstance(value, ast.Name) and value.id.isupper()))


def statements(source: str) -> Iterator[ast.AST]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in RUNS and node.args:
            yield node.args[0]


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_value_is_written_into_a_statement(path: Path) -> None:
    for statement in statements(path.read_text(encoding="utf-8")):
        assert set(filled_in(statement)) <= OURS, ast.unparse(statement)


@pytest.mark.parametrize(
    "source",
    [
        'c.execute(f"SELECT {typed}")',
        'c.query("SELECT {}".format(typed))',
        'c.execute("SELECT " + typed)',
        'c.executescript("SELECT %s" % typed)',
    ],
)
def test_a_value_in_a_statement_would_be_seen(source: str) -> None:
    assert [found for statement in statements(source) for found in filled_in(statement)] == ["typed"]
