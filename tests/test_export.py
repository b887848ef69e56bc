"""CSV files that any program reads back as they were, the same bytes each time, and never over somebody's files."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quotecat.catalog.catalog import Catalog
from quotecat.catalog.schema.glossary import glossary
from quotecat.errors import QuotecatError
from quotecat.export.csv import write_csv
from quotecat.export.folder import export_folder
from quotecat.export.query import Query
from quotecat.export.sheet import sheets
from quotecat.extract.extraction import Extraction
from tests.builders import FAILURE, extractions, story

SPANS = ["quotations", "claims", "parts", "mentions", "candidates", "left_out", "diagnostics", "boilerplate"]


@pytest.fixture
def catalog(tmp_path: Path) -> Iterator[Catalog]:
    with Catalog(tmp_path / "c.db", create=True) as catalog:
        catalog.add(story("one", title="=HYPERLINK(1)", outlet="The, “Gull”", published="2023-01-05"))
        catalog.add(story("two", "Taxes rise\nand fall", author="+1", url="-1", path="@x"))
        catalog.add_failure(FAILURE)
        yield catalog


RISKY = ["=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠"]


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_sheet_is_written_with_a_codebook(catalog: Catalog, tmp_path: Path) -> None:
    paths = export_folder(catalog, tmp_path / "out")
    assert sorted(paths) == sorted((tmp_path / "out").iterdir())
    assert {path.stem for path in paths} >= {"articles", "quotations", "claims", "speakers", "failures", *SPANS}
    rows = {path.stem: len(read(path)) for path in paths}
    assert (rows["articles"], rows["quotations"], rows["claims"], rows["failures"]) == (2, 6, 4, 1)


def test_the_codebook_explains_every_column_of_every_file(catalog: Catalog, tmp_path: Path) -> None:
    paths = export_folder(catalog, tmp_path / "out")
    told = [(row["table"], row["column"]) for row in read(tmp_path / "out" / "codebook.csv") if row["meaning"]]
    for path in paths:
        if path.suffix != ".csv" or path.stem == "codebook":
            continue
        with path.open(encoding="utf-8", newline="") as file:
            header = next(csv.reader(file))
        assert [column for table, column in told if table == path.stem] == header
        assert len(set(header)) == len(header)


def test_files_are_plain_utf8_with_crlf_and_end_with_a_line(catalog: Catalog, tmp_path: Path) -> None:
    export_folder(catalog, tmp_path / "out")
    for path in (tmp_path / "out").glob("*.csv"):
        raw = path.read_bytes()
        assert not raw.startswith(b"\xef\xbb\xbf")
        assert raw.endswith(b"\r\n")
        raw.decode("utf-8")


def test_a_missing_value_is_an_empty_field(catalog: Catalog, tmp_path: Path) -> None:
    export_folder(catalog, tmp_path / "out")
    orphan = next(row for row in read(tmp_path / "out" / "quotations.csv") if row["how"] == "orphan")
    assert (orphan["speaker"], orphan["speaker_id"], orphan["source_start"], orphan["cue"]) == ("", "", "", "")


@pytest.mark.parametrize("name", SPANS)
def test_places_give_the_text_in_python_and_in_r(catalog: Catalog, tmp_path: Path, name: str) -> None:
    export_folder(catalog, tmp_path / "out")
    texts = {row["article_id"]: row["text"] for row in read(tmp_path / "out" / "articles.csv")}
    of = {row["speaker_id"]: row["article_id"] for row in read(tmp_path / "out" / "quotations.csv")}
    of |= {row["quotation_id"]: row["article_id"] for row in read(tmp_path / "out" / "quotations.csv")}
    rows = read(tmp_path / "out" / f"{name}.csv")
    assert rows
    for row in rows:
        text = texts[row.get("article_id") or of[row.get("quotation_id") or row["speaker_id"]]]
        words = row.get("as_printed") or row.get("claim") or row["text"]
        assert text[int(row["start"]) : int(row["end"])] == words
        assert text[int(row["start_char_1"]) - 1 : int(row["end"])] == words


def test_the_same_articles_in_another_order_give_the_same_bytes(catalog: Catalog, tmp_path: Path) -> None:
    with Catalog(tmp_path / "other.db", create=True) as other:
        other.add_failure(FAILURE)
        other.add(story("two", "Taxes rise\nand fall", author="+1", url="-1", path="@x"))
        other.add(story("one", title="=HYPERLINK(1)", outlet="The, “Gull”", published="2023-01-05"))
        now = "2026-01-01T00:00:00+00:00"
        for each in (catalog, other):
            for column in ("run SET started_at", "article SET added_at", "failure SET at"):
                each.connection.execute(f"UPDATE {column} = ?", (now,))
        pairs = zip(export_folder(catalog, tmp_path / "a"), export_folder(other, tmp_path / "b"), strict=True)
        differing = {one.name for one, two in pairs if one.read_bytes() != two.read_bytes()}
        assert differing == {"identifications.csv", "manifest.json"}  # they tell whom the registry met first


def test_what_is_there_is_never_overwritten_unless_told_to(catalog: Catalog, tmp_path: Path) -> None:
    mine = tmp_path / "out" / "speakers.csv"
    mine.parent.mkdir()
    mine.write_text("mine")
    with pytest.raises(QuotecatError, match=r"speakers\.csv is there already: name another folder, or .*--force"):
        export_folder(catalog, tmp_path / "out")
    assert [path.name for path in mine.parent.iterdir()] == ["speakers.csv"]
    assert mine.read_text() == "mine"
    export_folder(catalog, tmp_path / "out", force=True)
    assert len(read(mine)) == 4


def test_a_link_is_replaced_and_not_written_through(catalog: Catalog, tmp_path: Path) -> None:
    target = tmp_path / "precious.csv"
    target.write_text("precious")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "articles.csv").symlink_to(target)
    export_folder(catalog, tmp_path / "out", force=True)
    assert target.read_text() == "precious"


def test_an_export_that_fails_leaves_what_was_there(catalog: Catalog, tmp_path: Path) -> None:
    export_folder(catalog, tmp_path / "out")
    before = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    catalog.connection.execute("DROP TABLE failure")
    with pytest.raises(QuotecatError, match="no such table"):
        export_folder(catalog, tmp_path / "out", force=True)
    assert {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()} == before


def test_a_folder_that_is_a_file_is_refused_in_one_line(catalog: Catalog, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    with pytest.raises(QuotecatError, match="nothing was exported"):
        export_folder(catalog, tmp_path / "out")


def test_for_excel_there_is_a_mark_and_no_formula_and_no_text(catalog: Catalog, tmp_path: Path) -> None:
    export_folder(catalog, tmp_path / "out", Query(excel=True))
    for path in (tmp_path / "out").glob("*.csv"):
        assert path.read_bytes().startswith(b"\xef\xbb\xbf")
        with path.open(encoding="utf-8-sig", newline="") as file:
            cells = [cell for row in csv.reader(file) for cell in row]
        assert not [cell for cell in cells if cell[:1] in "=+-@\t\r" and cell]
    with (tmp_path / "out" / "articles.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {row["article"]: row for row in csv.DictReader(file)}
    assert "text" not in rows["one"]
    assert rows["one"]["title"] == "'=HYPERLINK(1)"
    assert [rows["two"][name] for name in ("author", "url", "path")] == ["'+1", "'-1", "'@x"]


@pytest.mark.parametrize("first", RISKY)
def test_for_excel_text_that_would_be_run_is_guarded_and_raw_it_is_not(first: str, tmp_path: Path) -> None:
    for excel, told in ((True, f"'{first}1+1"), (False, f"{first}1+1")):
        path = tmp_path / f"{excel}.csv"
        assert write_csv(path, ("a", "b", "c"), [(f"{first}1+1", -1, None)], excel=excel) == 1
        with path.open(encoding="utf-8-sig", newline="") as file:
            assert list(csv.reader(file)) == [["a", "b", "c"], [told, "-1", ""]]


@given(rows=st.lists(st.lists(st.none() | st.integers() | st.floats() | st.text(), min_size=2, max_size=4), max_size=4))
def test_what_is_written_is_what_the_csv_module_writes(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[object]]
) -> None:
    ours, theirs = tmp_path_factory.mktemp("csv") / "ours.csv", io.StringIO()
    rows = [[_whole(value) for value in row] for row in rows]
    write_csv(ours, ("a", "b"), rows)
    csv.writer(theirs).writerows([("a", "b"), *rows])
    assert ours.read_bytes().decode("utf-8") == theirs.getvalue()


def _whole(value: object) -> object:
    return value.encode("utf-8", "replace").decode("utf-8") if isinstance(value, str) else value


def test_every_table_is_a_sheet() -> None:
    only_compared = {"wording", "fingerprint", "reviewed"}  # hashes, and what undoing needs: nobody reads them
    assert {sheet.table for sheet in sheets()} == set(glossary()) - only_compared


def test_texts_can_be_kept_back(catalog: Catalog, tmp_path: Path) -> None:
    export_folder(catalog, tmp_path / "out", Query(texts=False))
    assert "text" not in read(tmp_path / "out" / "articles.csv")[0]


def test_no_sheet_has_the_number_of_a_row_in_the_search_index() -> None:
    numbered = {sheet.name for sheet in sheets() if "number" in [column.name for column in sheet.columns]}
    assert not numbered & {"articles", "quotations", "claims", "speakers"}


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(extraction=extractions())
def test_any_extraction_survives_the_way_through_csv(
    tmp_path_factory: pytest.TempPathFactory, extraction: Extraction
) -> None:
    folder = tmp_path_factory.mktemp("csv")
    with Catalog(folder / "c.db", create=True) as catalog:
        catalog.add(replace(extraction, extractor='quotes " and\r\nlines'))
        export_folder(catalog, folder / "out")
    assert read(folder / "out" / "articles.csv")[0]["text"] == extraction.article.text
    printed = sorted(row["as_printed"] for row in read(folder / "out" / "quotations.csv"))
    assert printed == sorted(quotation.span.of(extraction.article.text) for quotation in extraction.quotations)


def test_claims_are_exported_as_claims_of_schema_org(catalog: Catalog, tmp_path: Path) -> None:
    export_folder(catalog, tmp_path / "out", Query(json_ld=True, min_confidence=0.5))
    read_back = json.loads((tmp_path / "out" / "claims.jsonld").read_text(encoding="utf-8"))
    assert read_back["@context"] == "https://schema.org"
    told = next(
        c for c in read_back["@graph"] if c["appearance"]["headline"] == "=HYPERLINK(1)" and "doubts" in c["text"]
    )
    assert told["author"] == {"@type": "Person", "name": "Ana Ruiz"}
    assert told["appearance"]["publisher"] == {"@type": "Organization", "name": "The, “Gull”"}
    assert {"@type": "PropertyValue", "name": "polarity", "value": "negated"} in told["additionalProperty"]
    own = next(c for c in read_back["@graph"] if c["text"] == "Rain fell." and "publisher" in c["appearance"])
    assert own["author"]["name"] == "The, “Gull”"
    assert own["about"] == [{"@type": "Thing", "name": "Rain"}]
    assert len({c["@id"] for c in read_back["@graph"]}) == len(read_back["@graph"]) == 4


def test_an_unsure_claimant_is_not_named_in_json_ld(catalog: Catalog, tmp_path: Path) -> None:
    export_folder(catalog, tmp_path / "out", Query(json_ld=True, min_confidence=0.99))
    graph = json.loads((tmp_path / "out" / "claims.jsonld").read_text(encoding="utf-8"))["@graph"]
    assert not any(c.get("author", {}).get("@type") == "Person" for c in graph)
