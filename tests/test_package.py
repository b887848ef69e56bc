"""What lies beside the tables: a description that they keep to, a manifest that names them, and what loads them."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings

from quotecat import __version__
from quotecat.catalog.catalog import Catalog
from quotecat.catalog.review.review import decide, queue, undo
from quotecat.catalog.review.verdict import Decision
from quotecat.catalog.schema.migrations import STEPS
from quotecat.export.folder import export_folder
from quotecat.export.format import FileFormat
from quotecat.export.manifest import catalog_hash
from quotecat.export.query import Query
from quotecat.export.rows import rows
from quotecat.export.sheet import sheets
from quotecat.extract.extraction import Extraction
from tests.builders import FAILURE, MODELS, extractions, story

NAMES = {"integer": int, "number": float, "string": str}


@pytest.fixture
def catalog(tmp_path: Path) -> Iterator[Catalog]:
    with Catalog(tmp_path / "c.db", create=True) as catalog:
        catalog.add(story("one", title="NA", outlet="The, “Gull”", published="2023-01-05"))
        catalog.add(story("two", "Taxes rise\nand fall", author="Na", url="None", path="@x"))
        catalog.add_failure(FAILURE)
        yield catalog


def told(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def resources(folder: Path) -> dict[str, Any]:
    return {resource["name"]: resource for resource in told(folder / "datapackage.json")["resources"]}


# The data package


@pytest.mark.parametrize("form", list(FileFormat))
def test_the_package_describes_every_column_of_every_sheet(form: FileFormat, catalog: Catalog, tmp_path: Path) -> None:
    export_folder(catalog, tmp_path / "out", Query((form,)))
    described = resources(tmp_path / "out")
    assert list(described) == [sheet.name for sheet in sheets()]
    for sheet in Query((form,)).sheets(form):
        resource = described[sheet.name]
        assert (tmp_path / "out" / resource["path"]).is_file()
        assert [field["name"] for field in resource["schema"]["fields"]] == list(sheet.header)
        assert all(field["description"] for field in resource["schema"]["fields"])
        assert set(resource["schema"]["primaryKey"]) <= set(sheet.header)


def test_a_row_keeps_to_its_description(catalog: Catalog, tmp_path: Path) -> None:
    export_folder(catalog, tmp_path / "out", Query((FileFormat.jsonl,)))
    described = resources(tmp_path / "out")
    rows = {name: read(tmp_path / "out" / resource["path"]) for name, resource in described.items()}
    assert all(rows[name] for name in ("articles", "quotations", "claims", "parts", "speakers", "failures"))
    for name, resource in described.items():
        schema = resource["schema"]
        keys = [tuple(row[key] for key in schema["primaryKey"]) for row in rows[name]]
        assert len(set(keys)) == len(keys)
        for row in rows[name]:
            for field in schema["fields"]:
                _keeps(row[field["name"]], field)
        for foreign in schema.get("foreignKeys", ()):
            (field,), (key,) = foreign["fields"], foreign["reference"]["fields"]
            there = {row[key] for row in rows[foreign["reference"].get("resource", name)]}
            assert {row[field] for row in rows[name]} - {None} <= there


def _keeps(value: Any, field: dict[str, Any]) -> None:
    rules = field.get("constraints", {})
    if value in (None, ""):
        assert not rules.get("required")
        return
    assert type(value) is NAMES[field["type"]]
    assert value in rules.get("enum", [value])
    assert rules.get("minimum", value) <= value <= rules.get("maximum", value)


def read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n")[:-1]]


def test_constraints_and_keys_are_those_of_the_tables(catalog: Catalog, tmp_path: Path) -> None:
    export_folder(catalog, tmp_path / "out")
    described = resources(tmp_path / "out")
    fields = {f["name"]: f for f in described["quotations"]["schema"]["fields"]}
    assert fields["confidence"]["constraints"] == {"minimum": 0, "maximum": 1, "required": True}
    assert fields["start_char_1"]["constraints"] == {"minimum": 1}
    assert fields["kind"]["constraints"] == {"enum": ["person", "organisation", "document", "unnamed"]}
    assert "constraints" not in fields["speaker"]
    foreign = {f["fields"][0]: f["reference"] for f in described["quotations"]["schema"]["foreignKeys"]}
    assert foreign == {
        "article_id": {"resource": "articles", "fields": ["article_id"]},
        "speaker_id": {"resource": "speakers", "fields": ["id"]},
        "within_id": {"fields": ["quotation_id"]},
    }
    assert described["parts"]["schema"]["primaryKey"] == ["quotation_id", "number"]


def test_a_package_refers_to_nothing_that_is_not_in_it(catalog: Catalog, tmp_path: Path) -> None:
    export_folder(catalog, tmp_path / "out", Query(only=("quotations",)))
    (resource,) = resources(tmp_path / "out").values()
    assert [f["fields"] for f in resource["schema"]["foreignKeys"]] == [["within_id"]]


# The manifest


def test_the_manifest_names_every_file_as_it_is_and_what_made_it(catalog: Catalog, tmp_path: Path) -> None:
    query = Query(tuple(FileFormat), only=("quotations", "claims"), json_ld=True)
    paths = export_folder(catalog, tmp_path / "out", query)
    manifest = told(tmp_path / "out" / "manifest.json")
    assert [entry["name"] for entry in manifest["files"]] == [path.name for path in paths[:-1]]
    for entry, path in zip(manifest["files"], paths, strict=False):
        assert (entry["bytes"], entry["sha256"]) == (
            path.stat().st_size,
            hashlib.sha256(path.read_bytes()).hexdigest(),
        )
    rows = {entry["name"]: entry["rows"] for entry in manifest["files"]}
    assert (rows["quotations.csv"], rows["claims.parquet"], rows["catalog.xlsx"]) == (6, 4, 10)
    assert manifest["program"] == f"quotecat {__version__}"
    assert set(manifest["libraries"]) == {"pyarrow", "xlsxwriter"}
    assert manifest["catalog"]["schema"] == len(STEPS)
    assert manifest["catalog"]["runs"] == [{"extractor": "quotecat 0.0.test", "models": MODELS, "articles": 2}]
    assert manifest["query"]["only"] == ["quotations", "claims"]


def test_the_catalogs_hash_is_of_what_it_was_made_from(catalog: Catalog, tmp_path: Path) -> None:
    before = catalog_hash(catalog)
    with Catalog(tmp_path / "other.db", create=True) as other:
        other.add_failure(FAILURE)
        other.add(story("two", "Taxes rise\nand fall", author="Na", url="None", path="@x"))
        assert catalog_hash(other) != before
        other.add(story("one", title="NA", outlet="The, “Gull”", published="2023-01-05"))
        other.connection.execute("UPDATE article SET added_at = 'another day'")
        assert catalog_hash(other) == before
    for changed in ({"title": "Another"}, {"outlet": None}):
        with Catalog(tmp_path / f"{changed}.db", create=True) as other:
            other.add_failure(FAILURE)
            other.add(story("two", "Taxes rise\nand fall", author="Na", url="None", path="@x"))
            other.add(story("one", **{"title": "NA", "outlet": "The, “Gull”", "published": "2023-01-05"} | changed))
            assert catalog_hash(other) != before
    catalog.add(
        replace(story("one", title="NA", outlet="The, “Gull”", published="2023-01-05"), models="x"), replace=True
    )
    assert catalog_hash(catalog) != before


def test_the_catalogs_hash_tells_what_people_decided(catalog: Catalog) -> None:
    before = catalog_hash(catalog)
    number = decide(catalog, next(iter(queue(catalog))), Decision("accepted"))
    reviewed = catalog_hash(catalog)
    assert reviewed != before
    undo(catalog, number)
    assert catalog_hash(catalog) not in (before, reviewed)  # it was taken back, and stays in the history


# What loads the tables


def load_in(folder: Path) -> Any:
    """The module load.py of an export."""
    spec = importlib.util.spec_from_file_location("load", folder / "load.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


KINDS = {"INTEGER": "Int64", "REAL": "float64", "TEXT": "string"}


def test_pandas_reads_every_sheet_with_its_types_and_only_the_empty_is_missing(
    catalog: Catalog, tmp_path: Path
) -> None:
    export_folder(catalog, tmp_path / "out")
    module = load_in(tmp_path / "out")
    tables = module.load()
    assert list(tables) == [sheet.name for sheet in sheets()]
    for sheet in sheets():
        table = tables[sheet.name]
        assert [str(kind) for kind in table.dtypes] == [KINDS[column.type] for column in sheet.columns]
        for row, there in zip(rows(catalog, sheet), table.itertuples(index=False), strict=True):
            assert [None if v == "" else v for v in row] == [None if pd.isna(v) else v for v in there]
    articles = tables["articles"].set_index("article")
    assert (articles["title"]["one"], articles["author"]["two"], articles["url"]["two"]) == ("NA", "Na", "None")
    assert pd.isna(articles["title"]["two"])
    assert module.words(tables, tables["quotations"]) == list(tables["quotations"]["as_printed"])
    assert module.words(tables, tables["claims"]) == list(tables["claims"]["claim"])


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(extraction=extractions())
def test_pandas_finds_the_words_of_any_extraction(
    tmp_path_factory: pytest.TempPathFactory, extraction: Extraction
) -> None:
    folder = tmp_path_factory.mktemp("pandas")
    with Catalog(folder / "c.db", create=True) as catalog:
        catalog.add(extraction)
        export_folder(catalog, folder / "out", Query(only=("articles", "quotations")))
    module = load_in(folder / "out")
    tables = module.load()
    assert list(tables["articles"]["text"]) == [extraction.article.text]
    printed = sorted(quotation.span.of(extraction.article.text) for quotation in extraction.quotations)
    assert sorted(module.words(tables, tables["quotations"])) == printed


@pytest.mark.skipif(not shutil.which("Rscript"), reason="R is not installed")
def test_r_reads_every_sheet_and_finds_the_words(catalog: Catalog, tmp_path: Path) -> None:
    export_folder(catalog, tmp_path / "out")
    check = tmp_path / "check.R"
    check.write_text(
        'source("out/load.R")\n'
        'tables <- load_quotecat("out")\n'
        "articles <- tables$articles[match(c('one', 'two'), tables$articles$article), ]\n"
        "stopifnot(\n"
        "  identical(words(tables, tables$quotations), tables$quotations$as_printed),\n"
        "  identical(words(tables, tables$claims), tables$claims$claim),\n"
        "  identical(articles$title, c('NA', NA)), identical(articles$author, c(NA, 'Na')),\n"
        "  is.integer(tables$quotations$start), is.double(tables$quotations$confidence),\n"
        "  all(grepl('\\r\\n', articles$text, fixed = TRUE)), nrow(tables$failures) == 1L,\n"
        "  anyNA(tables$claims$cue_end)\n"
        ")\n"
        "cat(names(tables))\n",
        encoding="utf-8",
    )
    ended = subprocess.run(["Rscript", check.name], cwd=tmp_path, capture_output=True, text=True)
    assert ended.stdout.split() == [sheet.name for sheet in sheets()], ended.stderr


def test_what_is_guarded_for_excel_comes_without_what_loads_it(catalog: Catalog, tmp_path: Path) -> None:
    names = {path.name for path in export_folder(catalog, tmp_path / "out", Query(excel=True))}
    assert not names & {"load.py", "load.R"}
    assert {"codebook.csv", "datapackage.json", "manifest.json"} <= names
