"""README says what is so: its lists are made from the program. QUOTECAT_UPDATE=1 pytest writes them anew."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from quotecat.cli.app import COMMANDS
from quotecat.export.sheet import sheets

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"


def commands() -> Iterator[str]:
    """Every command, what it does and an example."""
    yield "| command | what it does | example |"
    yield "|---|---|---|"
    for function, name, example in COMMANDS:
        yield f"| `{name}` | {(function.__doc__ or '').splitlines()[0]} | `{example}` |"


def views() -> Iterator[str]:
    """The views that are made for reading, with the comment that stands above each in schema.sql."""
    schema = (ROOT / "schema.sql").read_text(encoding="utf-8")
    yield "| view | what it has |"
    yield "|---|---|"
    for comment, name in re.findall(r"^-- ([^\n]*)\nCREATE VIEW (\w+)", schema, re.MULTILINE):
        yield f"| `{name}` | {comment} |"


def codebook() -> Iterator[str]:
    """Every column of every CSV file."""
    for sheet in sheets():
        yield f"**{sheet.name}.csv**"
        yield ""
        yield "| column | type | unit | meaning |"
        yield "|---|---|---|---|"
        for column in sheet.columns:
            yield f"| `{column.name}` | {column.type} | {column.unit} | {column.meaning} |"
        yield ""


@pytest.mark.parametrize("part", [commands, views, codebook], ids=lambda part: part.__name__)
def test_its_lists_are_the_programs(part) -> None:
    name = part.__name__
    written = README.read_text(encoding="utf-8")
    made = f"<!-- {name} -->\n\n" + "\n".join(part()).strip() + f"\n\n<!-- /{name} -->"
    found = re.search(rf"<!-- {name} -->.*?<!-- /{name} -->", written, re.DOTALL)
    assert found, f"README has no place for {name}"
    if os.environ.get("QUOTECAT_UPDATE"):
        README.write_text(written.replace(found[0], made), encoding="utf-8")
        return
    assert found[0] == made, "run QUOTECAT_UPDATE=1 pytest"


def test_its_python_runs() -> None:
    (code,) = re.findall(r"```python\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    imports = [line for line in code.splitlines() if line.startswith(("from", "import"))]
    exec("\n".join(imports), {})
    compile(code, str(README), "exec")


def test_the_commands_it_opens_with_are_targets_of_make() -> None:
    targets = re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    opening = README.read_text(encoding="utf-8")[:1500]
    assert {"demo", "test"} == set(re.findall(r"^make (\w+)", opening, re.MULTILINE)) <= set(targets)
