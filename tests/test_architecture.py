"""The house keeps its shape: imports lead downwards, heavy libraries have one room each, public names are told."""

from __future__ import annotations

import ast
import importlib
import re
import tomllib
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "quotecat"
MODULES = sorted(p for p in PACKAGE.rglob("*.py"))
NAMES = [str(p.relative_to(ROOT)) for p in MODULES]

# From the ground up; a module imports from its own floor and those before it.
FLOORS = ("errors", "text", "nlp", "extract", "across", "catalog", "export", "score", "cli", "__main__")
GROUND = ("__init__", "errors")  # the package's own version and errors, for every floor

# Which floors may say the name of a heavy library.
ROOMS = {
    "stanza": {"nlp"},
    "torch": {"nlp"},
    "transformers": {"nlp"},
    "tokenizers": {"nlp"},
    "safetensors": {"nlp"},
    "sqlmodel": {"catalog"},
    "sqlalchemy": {"catalog"},
    "trafilatura": {"text"},
    "rapidfuzz": {"across"},
    "pyarrow": {"export"},
    "xlsxwriter": {"export"},
    "typer": {"cli"},
    "rich": {"cli"},
    "click": set[str](),
}


def floor(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imported(path: Path) -> Iterator[str]:
    """Every module that is imported, at the top or inside a function or a TYPE_CHECKING block."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("path", MODULES, ids=NAMES)
def test_a_module_imports_only_from_its_floor_and_those_below(path: Path):
    for name in imported(path):
        head, *rest = name.split(".")
        if head != "quotecat" or path == PACKAGE / "__init__.py" or not rest:
            continue
        target = rest[0] if (PACKAGE / rest[0]).is_dir() or (PACKAGE / f"{rest[0]}.py").is_file() else "__init__"
        if target not in GROUND:
            assert FLOORS.index(target) <= FLOORS.index(floor(path)), f"{path.name} imports {name}"


def test_no_two_modules_import_each_other_even_by_a_detour():
    known = {".".join(p.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): p for p in MODULES}

    def direct(module: str) -> set[str]:
        names = (n if n in known else n.rpartition(".")[0] for n in imported(known[module]))
        return {n for n in names if n in known and n != module}

    edges = {module: direct(module) for module in known}
    done: set[str] = set()

    def visit(module: str, trail: tuple[str, ...]) -> None:
        assert module not in trail, " -> ".join((*trail, module))
        if module not in done:
            for other in edges[module]:
                visit(other, (*trail, module))
            done.add(module)

    for module in known:
        visit(module, ())


@pytest.mark.parametrize("path", MODULES, ids=NAMES)
def test_heavy_libraries_stay_in_their_rooms(path: Path):
    heads = {name.partition(".")[0] for name in imported(path)}
    assert not {head for head in heads & ROOMS.keys() if floor(path) not in ROOMS[head]}


@pytest.mark.parametrize("path", MODULES, ids=NAMES)
def test_nothing_is_printed_outside_the_command_line(path: Path):
    calls = (node.func for node in ast.walk(tree(path)) if isinstance(node, ast.Call))
    assert not [c for c in calls if isinstance(c, ast.Name) and c.id == "print"]


@pytest.mark.parametrize("path", MODULES, ids=NAMES)
def test_functions_hold_one_idea(path: Path):
    functions = (n for n in ast.walk(tree(path)) if isinstance(n, (ast.FunctionDef, ast.AsyncFunctionDef)))
    assert not [f.name for f in functions if (f.end_lineno or 0) - f.lineno >= 50]


@pytest.mark.parametrize("path", MODULES, ids=NAMES)
def test_everything_public_says_what_it_promises(path: Path):
    module = tree(path)
    assert ast.get_docstring(module)
    public = [n for n in module.body if isinstance(n, (ast.FunctionDef, ast.ClassDef)) and not n.name.startswith("_")]
    methods = [
        m
        for c in public
        if isinstance(c, ast.ClassDef)
        for m in c.body
        if isinstance(m, ast.FunctionDef) and not m.name.startswith("_")
    ]
    assert not [n.name for n in (*public, *methods) if not ast.get_docstring(n)]


def declared(path: Path) -> list[str] | None:
    for node in tree(path).body:
        if isinstance(node, ast.Assign) and any(isinstance(t, ast.Name) and t.id == "__all__" for t in node.targets):
            return [str(name) for name in ast.literal_eval(node.value)]
    return None


@pytest.mark.parametrize("path", [p for p in MODULES if declared(p) is not None], ids=str)
def test_all_names_in_dunder_all_can_be_imported_and_stand_in_order(path: Path):
    module = importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"))
    names = declared(path) or []
    assert sorted(names) == names
    assert not [name for name in names if not hasattr(module, name)]


def test_the_package_itself_offers_what_it_declares_and_no_more():
    import quotecat

    defined = {n for n, v in vars(quotecat).items() if not n.startswith("_") and not isinstance(v, type(quotecat))}
    assert defined | {"__version__"} == set(quotecat.__all__)


def name(requirement: str) -> str:
    found = re.match(r"[\w.-]+", requirement)
    assert found, requirement
    return re.sub(r"[-_.]+", "-", found[0]).lower()


def test_the_notice_names_every_package_that_is_required():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    notice = (ROOT / "NOTICE").read_text(encoding="utf-8")
    listed = {line.split()[0] for line in notice.splitlines() if line.startswith("  ") and len(line.split()) > 1}
    direct = [name(r) for r in project["dependencies"]]
    assert not set(direct) - listed
    # What those require in turn, as far as it is installed here and asked for without an extra or a condition.
    seen, waiting = set(direct), list(direct)
    while waiting:
        try:
            found = requires(waiting.pop()) or []
        except PackageNotFoundError:
            continue
        new = {name(r) for r in found if ";" not in r} - seen
        seen |= new
        waiting += new
    assert not {n for n in seen if not n.startswith(("nvidia", "cuda", "triton"))} - listed
