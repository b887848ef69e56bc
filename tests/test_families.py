"""Families in a catalog: who is in which, whatever the order; what leaves with an article; how many tellings."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.planted import KINDS, article_of, plant, said
from quotecat.across.wording import wording
from quotecat.catalog.catalog import Catalog
from quotecat.catalog.families.lookup import families, family
from quotecat.catalog.families.relate import COMPARED, candidates
from quotecat.catalog.families.relating import relate_all, unrelated
from quotecat.catalog.file.check import check
from quotecat.errors import UsageError
from quotecat.extract.extraction import Extraction
from tests.conftest import ROOT

FULL = "We will not close the harbour before winter, and the fishing fleet can count on 40 berths"
PRINTED = [
    (FULL, "Ana Ruiz", "2023-01-17", "The Coast Post"),
    (
        "We will close the harbour before winter, and the fishing fleet can count on 40 berths",
        "Ruiz",
        "2023-01-18",
        "B",
    ),
    ("the fishing fleet can count", "Ana Ruiz", "2023-01-18", "Daily Tide"),
    ("the fishing fleet can count", "Ana Ruiz", "2023-06-18", "Late Tide"),
    ("No comment", "Ana Ruiz", "2023-01-17", "The Coast Post"),
    ("No comment", "Max Stone", "2023-01-17", "Daily Tide"),
    ("Nobody has asked the divers what they saw beneath the old pier", "Max Stone", "2023-01-20", "The Coast Post"),
    ("Nobody has asked the divers what they saw beneath the old pier", "Eve Brook", "2023-03-20", "B"),
    ("the old pier is rotten", "Max Stone", "2023-01-20", "Daily Tide"),
    ("the old pier is rotten", "Max Stone", "2023-01-21", "B"),
]


def articles(printed: Iterable[tuple[str, str, str, str]] = PRINTED) -> list[Extraction]:
    return [article_of(words, who, "person", day, outlet) for words, who, day, outlet in printed]


@contextmanager
def afresh(extractions: Iterable[Extraction]) -> Iterator[Catalog]:
    """A catalog of these for as long as it is looked at."""
    with tempfile.TemporaryDirectory() as folder, filled(Path(folder) / "c.db", extractions) as catalog:
        yield catalog


def filled(path: Path | str, extractions: Iterable[Extraction]) -> Catalog:
    catalog = Catalog(path, create=True).open()
    for extraction in extractions:
        catalog.add(extraction)
    return catalog


def members(catalog: Catalog) -> dict[str, str]:
    found = catalog.query("SELECT quotation_id, family_id FROM family_members")
    return {row["quotation_id"]: row["family_id"] for row in found}


def groups(catalog: Catalog) -> set[frozenset[str]]:
    """Each family as the words and outlets of its members."""
    found: dict[str, set[str]] = {}
    for row in catalog.query("SELECT family_id, quotation, outlet FROM family_members"):
        found.setdefault(row["family_id"], set()).add(f"{row['outlet']}: {row['quotation']}")
    return {frozenset(group) for group in found.values()}


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Any:
    with filled(tmp_path_factory.mktemp("families") / "c.db", articles()) as catalog:
        yield catalog


def test_one_utterance_is_one_family(catalog: Catalog) -> None:
    sizes = sorted((row.quotations, row.articles, row.speakers, row.kinds, row.flags) for row in families(catalog))
    assert (
        sizes
        == [
            (2, 2, "Eve Brook; Max Stone", "identical", "speaker"),
            (2, 2, "Max Stone", "identical", None),
            (3, 3, "Ana Ruiz; Ruiz", "changed; contained; truncated", "negation"),
        ]
        or sizes[2][0] == 3
    )
    assert check(catalog) == []


def test_a_family_has_its_fullest_form_first_appearance_and_how_each_wording_differs(catalog: Catalog) -> None:
    row, found = family(catalog, families(catalog, words="berths")[0].family_id)
    assert (row.quotation, row.first_published, row.first_outlet) == (FULL, "2023-01-17", "The Coast Post")
    assert [(m.relation, m.flags) for m in found] == [("fullest", ""), ("changed", "negation"), ("contained", "")]
    assert found[1].difference.startswith("We will [-not-] close")
    assert (
        found[2].difference
        == "[-We will not close the harbour before winter, and-] the fishing fleet can count [-on 40 berths-]"
    )
    assert family(catalog, found[2].quotation_id) == (row, found)
    assert family(catalog, row.family_id[:12])[0] == row


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ({}, 3),
        ({"flag": "negation"}, 1),
        ({"flag": "number"}, 0),
        ({"speaker": "stone"}, 2),
        ({"outlet": "daily tide"}, 2),
        ({"since": "2023-02"}, 1),
        ({"words": "divers"}, 1),
        ({"min_outlets": 3}, 1),
        ({"min_articles": 4}, 0),
        ({"limit": 2}, 2),
    ],
)
def test_families_are_found_by_all_that_is_asked(catalog: Catalog, question: dict[str, Any], found: int) -> None:
    assert len(families(catalog, **question)) == found


@pytest.mark.parametrize(
    ("key", "says"),
    [("fam_nothing", "there is no family"), ("harbour", "there is no family"), ("q_nothing", "no quotation")],
)
def test_a_family_that_is_not_there_is_told(catalog: Catalog, key: str, says: str) -> None:
    with pytest.raises(UsageError, match=says):
        family(catalog, key)


def test_a_quotation_without_a_family_and_a_flag_that_is_none_are_told(catalog: Catalog) -> None:
    alone = next(catalog.query("SELECT id FROM quotation WHERE text = 'No comment'"))["id"]
    with pytest.raises(UsageError, match="is in no family"):
        family(catalog, alone)
    with pytest.raises(UsageError, match="is not a flag"):
        families(catalog, flag="mood")
    with pytest.raises(UsageError, match="more than one family"):
        family(catalog, "fam_")


@settings(max_examples=6, deadline=None)
@given(st.permutations(range(len(PRINTED))))
def test_the_order_of_adding_changes_no_family(order: list[int]) -> None:
    extractions = articles()
    with afresh(extractions) as usual, afresh([extractions[i] for i in order]) as other:
        assert members(other) == members(usual)


@settings(max_examples=6, deadline=None)
@given(st.sets(st.integers(0, len(PRINTED) - 1), min_size=1))
def test_an_article_that_goes_leaves_the_families_that_were_there_without_it(gone: set[int]) -> None:
    extractions = articles()
    left = [e if i not in gone else replace(e, quotations=()) for i, e in enumerate(extractions)]
    with afresh(extractions) as catalog, afresh(left) as fresh:
        for number in sorted(gone):
            catalog.add(left[number], replace=True)
        assert members(catalog) == members(fresh)
        for number in sorted(gone):
            catalog.add(extractions[number], replace=True)
        with afresh(extractions) as whole:
            assert members(catalog) == members(whole)


def test_a_phrase_that_two_speeches_have_joins_neither(tmp_path: Path) -> None:
    printed = [
        ("The harbour needs honest work and nothing else will save it this year", "Ana Ruiz", "2023-01-17", "A"),
        ("Where honest work is paid the young will stay with us on the island", "Ana Ruiz", "2023-01-17", "B"),
        ("honest work", "Ana Ruiz", "2023-01-17", "C"),
    ]
    with filled(tmp_path / "c.db", articles(printed)) as catalog:
        assert groups(catalog) == set()
    with filled(tmp_path / "d.db", articles(printed[1:])) as catalog:
        assert groups(catalog) == {frozenset({f"B: {printed[1][0]}", "C: honest work"})}


def test_copies_of_one_story_are_one_telling(tmp_path: Path) -> None:
    around = "a harbour that is old and full of ice"
    copies = [article_of(FULL, "Ana Ruiz", "person", "2023-01-17", outlet, around=around) for outlet in "AB"]
    copies[1] = replace(copies[1], article=replace(copies[1].article, text=copies[1].article.text + " Agency."))
    with filled(tmp_path / "c.db", [*copies, *articles(PRINTED[:1])]) as catalog:
        row, found = family(catalog, families(catalog)[0].family_id)
        assert (row.quotations, row.tellings, row.outlets) == (3, 2, 3)
        assert [m.copy_of for m in found] == [None, found[0].quotation_id, None]


def test_a_catalog_of_before_gets_the_same_families(tmp_path: Path, catalog: Catalog) -> None:
    with filled(tmp_path / "c.db", articles()) as old:
        assert not unrelated(old)
        for table in ("family_member", "variant", "fingerprint", "wording"):
            old.connection.execute(f"DELETE FROM {table}")
        assert unrelated(old)
        assert len(list(relate_all(old))) == len(PRINTED)
        assert members(old) == members(catalog)
        assert not unrelated(old)
        assert list(relate_all(old)) == []
        assert len(list(relate_all(old, again=True))) == len(PRINTED)
        assert members(old) == members(catalog)


def test_only_so_many_are_compared_however_many_share_the_words(tmp_path: Path) -> None:
    many = [(f"{FULL} and {n} more", "Ana Ruiz", "2023-01-17", f"Outlet {n}") for n in range(60)]
    with filled(tmp_path / "c.db", articles(many)) as catalog:
        assert len(candidates(catalog.connection, wording(FULL))) == COMPARED
        assert len(groups(catalog)) == 1
        assert len(next(iter(groups(catalog)))) == 60


def test_planted_variants_are_found(tmp_path: Path) -> None:
    rows = map(json.loads, (ROOT / "corpus" / "gold.jsonl").read_text(encoding="utf-8").splitlines())
    quotes = [quote for row in rows for quote in row["quotes"] if quote["speaker"] and quote["kind"] == "person"]
    printed = [
        (" ".join(quote["text"].split()).strip("“”\"',"), quote["speaker"], f"2023-{1 + n % 12:02}-17", f"Outlet {n}")
        for n, quote in enumerate(quotes)
    ]
    with filled(tmp_path / "c.db", articles(printed)) as catalog:
        results = list(plant(catalog, said(catalog), seed=1, each=6))
    assert {row.planter for row in results} == KINDS.keys()
    assert len(results) >= 70
    for right in ("found", "kind", "flag"):
        assert sum(getattr(row, right) for row in results) / len(results) >= 0.95, right
