"""JSON Lines, Parquet and Excel: the same sheets as in CSV, typed, the same bytes each time, and nothing that runs."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings

from quotecat.catalog.catalog import Catalog
from quotecat.errors import QuotecatError, UsageError
from quotecat.export import folder as exporting
from quotecat.export import parquet, xlsx
from quotecat.export.folder import export_folder
from quotecat.export.format import FileFormat
from quotecat.export.jsonl import write_jsonl
from quotecat.export.query import Query
from quotecat.export.rows import rows as rows_of
from quotecat.export.sheet import Column, Sheet, sheets
from quotecat.export.xlsx import UNITS, write_xlsx
from quotecat.extract.extraction import Extraction
from tests.builders import FAILURE, extractions, story

JSONL, PARQUET, XLSX = FileFormat.jsonl, FileFormat.parquet, FileFormat.xlsx
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
ANY = "TEXT"
PYTHON = {"INTEGER": int, "REAL": float, "TEXT": str}


@pytest.fixture
def catalog(tmp_path: Path) -> Iterator[Catalog]:
    with Catalog(tmp_path / "c.db", create=True) as catalog:
        catalog.add(story("one", title="=HYPERLINK(1)", outlet="The, “Gull”", published="2023-01-05"))
        catalog.add(story("two", "Taxes rise\nand fall", author="NA", url="https://news.example/2", path="@x"))
        catalog.add_failure(FAILURE)
        yield catalog


def stored(catalog: Catalog, sheet: Sheet) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in rows_of(catalog, sheet)]


def jsonl_rows(path: Path) -> list[tuple[Any, ...]]:
    return [tuple(json.loads(line).values()) for line in path.read_text(encoding="utf-8").split("\n")[:-1]]


def parquet_rows(path: Path) -> list[tuple[Any, ...]]:
    return [tuple(row.values()) for row in pq.read_table(path).to_pylist()]


def workbook(path: Path) -> dict[str, list[dict[int, Any]]]:
    """The cells of every sheet of a workbook, row by row, by the number of their column."""
    with ZipFile(path) as file:
        listed = ElementTree.fromstring(file.read("xl/workbook.xml")).iter(f"{MAIN}sheet")
        names = [sheet.attrib["name"] for sheet in listed]
        return {
            name: [
                cells(row)
                for row in ElementTree.fromstring(file.read(f"xl/worksheets/sheet{n}.xml")).iter(f"{MAIN}row")
            ]
            for n, name in enumerate(names, 1)
        }


def cells(row: ElementTree.Element) -> dict[int, Any]:
    found: dict[int, Any] = {}
    for cell in row:
        column = 0
        for letter in re.match("[A-Z]+", cell.attrib["r"])[0]:  # type: ignore[index]
            column = column * 26 + ord(letter) - 64
        text = "".join(part.text or "" for part in cell.iter(f"{MAIN}t"))
        plain = re.sub("_x([0-9A-F]{4})_", lambda m: chr(int(m[1], 16)), text)
        found[column - 1] = plain if cell.get("t") == "inlineStr" else float(cell.findtext(f"{MAIN}v") or "")
    return found


def in_cells(row: tuple[Any, ...]) -> dict[int, Any]:
    """A row as the cells that are filled, with numbers to the 16 digits that they have there."""
    written = [float(f"{value:.16g}") if isinstance(value, float) else value for value in row]
    return {n: value for n, value in enumerate(written) if value not in (None, "")}


# The same rows in each


@pytest.mark.parametrize(("form", "read"), [(JSONL, jsonl_rows), (PARQUET, parquet_rows)])
def test_every_sheet_has_the_rows_and_the_types_of_the_catalog(
    form: FileFormat, read: Any, catalog: Catalog, tmp_path: Path
) -> None:
    export_folder(catalog, tmp_path / "out", Query((form,)))
    for sheet in sheets():
        rows = read(tmp_path / "out" / f"{sheet.name}.{form}")
        assert rows == stored(catalog, sheet)
        for row in rows:
            for column, value in zip(sheet.columns, row, strict=True):
                assert value is None or type(value) is PYTHON[column.type]


def test_a_workbook_has_every_sheet_a_read_me_and_a_codebook_and_no_texts(catalog: Catalog, tmp_path: Path) -> None:
    export_folder(catalog, tmp_path / "out", Query((XLSX,)))
    found = workbook(tmp_path / "out" / "catalog.xlsx")
    chosen = sheets(texts=False)
    assert list(found) == ["read me", *(sheet.name for sheet in chosen), "codebook"]
    for sheet in chosen:
        header, *rows = found[sheet.name]
        assert tuple(header.values()) == sheet.header
        assert rows == [in_cells(row) for row in stored(catalog, sheet)]
    assert {2: "The articles, each with its text as it was given.", 1: 2.0, 0: "articles"} in found["read me"]
    assert len(found["codebook"]) == 1 + sum(len(sheet.columns) for sheet in chosen)


@pytest.mark.parametrize("form", [JSONL, PARQUET, XLSX])
@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(extraction=extractions())
def test_any_extraction_survives_the_way_through_each(
    tmp_path_factory: pytest.TempPathFactory, form: FileFormat, extraction: Extraction
) -> None:
    folder = tmp_path_factory.mktemp("any")
    with Catalog(folder / "c.db", create=True) as catalog:
        catalog.add(extraction)
        query = Query((form,), only=("articles", "quotations", "claims"))
        export_folder(catalog, folder / "out", query)
        for sheet in query.sheets(form):
            rows = stored(catalog, sheet)
            if form is XLSX:
                _, *found = workbook(folder / "out" / "catalog.xlsx")[sheet.name]
                assert found == [in_cells(row) for row in rows]
            else:
                read = jsonl_rows if form is JSONL else parquet_rows
                assert read(folder / "out" / f"{sheet.name}.{form}") == rows


def test_the_same_catalog_gives_the_same_bytes_whatever_the_time_the_zone_and_the_mask(
    catalog: Catalog, tmp_path: Path
) -> None:
    query = Query(tuple(FileFormat), json_ld=True)
    one = export_folder(catalog, tmp_path / "one", query)
    code = (
        "import sys, time, os; os.umask(0o077); time.tzset()\n"
        "from quotecat.catalog.catalog import Catalog\n"
        "from quotecat.export.folder import export_folder\n"
        "from quotecat.export.format import FileFormat\n"
        "from quotecat.export.query import Query\n"
        "with Catalog(sys.argv[1]) as catalog:\n"
        "    export_folder(catalog, sys.argv[2], Query(tuple(FileFormat), json_ld=True))\n"
    )
    settings = {**os.environ, "TZ": "Pacific/Auckland", "PYTHONHASHSEED": "7"}
    subprocess.run([sys.executable, "-c", code, catalog.path, tmp_path / "two"], check=True, env=settings)
    assert {path.name for path in one} == {path.name for path in (tmp_path / "two").iterdir()}
    for path in one:
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes(), path.name


# What each can and cannot hold


def test_json_has_no_infinity(tmp_path: Path) -> None:
    assert write_jsonl(tmp_path / "x", ("a", "b"), [(float("inf"), "NaN"), (0.1, None)]) == 2
    assert (tmp_path / "x").read_text() == '{"a": null, "b": "NaN"}\n{"a": 0.1, "b": null}\n'


def test_parquet_is_written_in_groups_of_rows_or_of_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    columns = [Column("n", "", "INTEGER", "", "A number"), Column("t", "", "TEXT", "words", "Some text")]
    monkeypatch.setattr(parquet, "ROWS", 3)
    monkeypatch.setattr(parquet, "CHARACTERS", 10)
    rows = [(1, "a"), (2, None), (3, ""), (4, "x" * 11), (5, "b")]
    assert parquet.write_parquet(tmp_path / "x", columns, iter(rows)) == 5
    written = pq.ParquetFile(tmp_path / "x")
    assert [written.metadata.row_group(n).num_rows for n in range(written.num_row_groups)] == [3, 1, 1]
    assert parquet_rows(tmp_path / "x") == rows
    assert written.schema_arrow.field("t").metadata == {b"meaning": b"Some text", b"unit": b"words"}


def of_one_column(path: Path, texts: list[Any]) -> list[Any]:
    """What the cells of a workbook read that was given these texts."""
    sheet = Sheet("texts", "", (), (Column("text", "", ANY, "", ""),), "", "")
    write_xlsx(path, [sheet], lambda _: ((text,) for text in texts))
    return [row.get(0) for row in workbook(path)["texts"][1:]]


RUN = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "{=1}", "https://a.b", "mailto:a@b", "internal:x!A1", "1", "1e5", "TRUE"]
ODD = [
    "\0",
    "a\rb\r\nc",
    "\x1b[31m",
    "_x0041_",
    "\ufffe\uffff",
    " a ",
    "é🎵\u202e",
    "<r>1</r>",
    "<r><t>a&b</r>",
    "&amp;",
]


@pytest.mark.parametrize("text", RUN + ODD)
def test_a_cell_is_the_text_and_neither_formula_nor_link_nor_number(text: str, tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    sheet = Sheet("texts", "", (), (Column("text", "", ANY, "", ""),), "", "")
    write_xlsx(path, [sheet], lambda _: [(text,)])
    with ZipFile(path) as file:
        xml = {name: file.read(name).decode() for name in file.namelist() if name.startswith("xl/worksheets")}
    assert not [name for name, made in xml.items() if "<f>" in made or "hyperlink" in made or "_rels" in name]
    found = "".join(ElementTree.fromstring(xml["xl/worksheets/sheet2.xml"]).itertext()).removeprefix("text")
    escapes = re.sub("_x([0-9A-F]{4})_", lambda m: chr(int(m[1], 16)), found)
    assert escapes == text


@pytest.mark.parametrize(
    "text", ["x" * (UNITS + 1), "🎵" * 20_000, "<r>" + "y" * UNITS + "</r>", "<r>" + "&" * 9_000 + "</r>"]
)
def test_a_text_too_long_for_a_cell_is_cut_and_says_so(text: str, tmp_path: Path) -> None:
    (found,) = of_one_column(tmp_path / "x.xlsx", [text])
    kept, note, length = found.partition(" … [cut: it has ")
    assert note
    assert length == f"{len(text):,} characters]"
    assert text.startswith(kept)
    assert len(found.encode("utf-16-le")) // 2 <= UNITS


def test_a_text_that_just_fits_is_whole(tmp_path: Path) -> None:
    texts = ["x" * UNITS, "🎵" * (UNITS // 2)]
    assert of_one_column(tmp_path / "x.xlsx", texts) == texts


def test_a_sheet_longer_than_excels_is_refused_and_csv_named(
    catalog: Catalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xlsx, "ROWS", 5)
    with pytest.raises(QuotecatError, match=r"quotations has more rows .* --format csv --only quotations"):
        export_folder(catalog, tmp_path / "out", Query((XLSX,)))
    assert not list((tmp_path / "out").iterdir())


# What is asked for


def test_only_what_is_asked_for_is_written_and_described(catalog: Catalog, tmp_path: Path) -> None:
    paths = export_folder(catalog, tmp_path / "out", Query((JSONL, PARQUET), only=("claims", "quotations")))
    assert [path.name for path in paths] == [
        "quotations.jsonl", "claims.jsonl", "quotations.parquet", "claims.parquet",
        "codebook.csv", "datapackage.json", "manifest.json",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"only": ("quotes",)}, "there is no sheet quotes: name some of articles, quotations, claims"),
        ({"formats": (XLSX,), "excel": True}, "--excel is about CSV"),
    ],
)
def test_what_cannot_be_asked_for_is_told(asked: dict[str, Any], told: str) -> None:
    with pytest.raises(UsageError, match=told):
        Query(**asked)


def test_parquet_without_its_library_is_one_line_and_nothing_is_made(
    catalog: Catalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "find_spec", lambda name: None)
    with pytest.raises(UsageError, match=r"pip install 'quotecat\[parquet\]'"):
        export_folder(catalog, tmp_path / "out", Query((PARQUET,)))
    assert not (tmp_path / "out").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="has no limit on the size of files")
@pytest.mark.parametrize("form", list(FileFormat))
def test_a_full_disk_is_one_line_and_leaves_what_was_there(form: FileFormat, catalog: Catalog, tmp_path: Path) -> None:
    paths = export_folder(catalog, tmp_path / "out", Query((form,)))
    before = {path.name: path.read_bytes() for path in paths}
    code = (
        "import resource, signal, sys\n"
        "from quotecat.catalog.catalog import Catalog\n"
        "from quotecat.errors import QuotecatError\n"
        "from quotecat.export.folder import export_folder\n"
        "from quotecat.export.format import FileFormat\n"
        "from quotecat.export.query import Query\n"
        "with Catalog(sys.argv[1]) as catalog:\n"
        "    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, 1_000))\n"
        "    try:\n"
        "        export_folder(catalog, sys.argv[2], Query((FileFormat(sys.argv[3]),)), force=True)\n"
        "    except QuotecatError as error:\n"
        "        sys.exit(str(error))\n"
    )
    command = [sys.executable, "-W", "error", "-c", code, str(catalog.path), str(tmp_path / "out"), form]
    ended = subprocess.run(command, capture_output=True, text=True)
    assert ended.returncode == 1
    assert re.fullmatch(r".*: File too large; nothing was exported\n", ended.stderr)
    assert {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()} == before
