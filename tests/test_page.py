"""A page found among the earliest articles is the page that all rows in order would have."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quotecat.catalog import page
from quotecat.catalog.catalog import Catalog
from quotecat.catalog.lookup import claims, quotes
from quotecat.catalog.question import where
from tests.builders import story

OUTLETS = ("The Gull", "The Tern", None)
DATES = ("2023-01-17", "2023-02", "2022", None)
SAID = ("We will close", "We will not close the harbour", "The harbour will stay")


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalog]:
    with Catalog(tmp_path_factory.mktemp("paged") / "c.db", create=True) as made:
        for i in range(40):
            words = f"{SAID[i % 3]} {i}"
            made.add(story(f"a{i * 7 % 40}", words, outlet=OUTLETS[i % 3], published=DATES[i * 3 % 4]))
        yield made


@pytest.fixture(params=[(1, 1000), (1, 3), (10**9, 10**9)], ids=["rare", "common", "in order"])
def ways(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    few, many = request.param
    monkeypatch.setattr(page, "FEW", few)
    monkeypatch.setattr(page, "MANY", many)
    monkeypatch.setattr(page, "ARTICLES", 12)
    monkeypatch.setattr(page, "FEW_SPEAKERS", min(few, 41))


QUESTIONS = st.fixed_dictionaries(
    {"limit": st.integers(0, 12)},
    optional={
        "offset": st.integers(0, 9),
        "words": st.sampled_from(["harbour", "will close", "year", "not close", "never", "nowhere", " \0"]),
        "speaker": st.sampled_from(["ruiz", "Ana", "nobody"]),
        "outlet": st.sampled_from(["the gull", "none"]),
        "since": st.sampled_from(["2022", "2023-01", "2023-02-03"]),
        "until": st.sampled_from(["2022-12", "2023"]),
        "min_confidence": st.sampled_from([0.1, 0.999]),
    },
)


def early(catalog: Catalog, question: Any) -> list[str] | None:
    _, values = where(catalog, page.QUOTATIONS.conditions, question)
    return page.early(catalog, page.QUOTATIONS, values)


@pytest.mark.parametrize("ask", [quotes, claims])
@pytest.mark.usefixtures("ways")
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(question=QUESTIONS)
def test_a_page_is_a_slice_of_the_whole_answer(
    catalog: Catalog, ask: Callable[..., list[Any]], question: dict[str, Any]
) -> None:
    limit, offset = question["limit"], question.get("offset", 0)
    whole = ask(catalog, **{key: value for key, value in question.items() if key not in ("limit", "offset")})
    assert ask(catalog, **question) == whole[offset : offset + limit]


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ({"words": "year", "limit": 5}, True),
        ({"speaker": "ruiz", "limit": 5, "offset": 5}, True),
        ({"limit": 5}, True),
        ({"limit": 5, "since": "2023"}, True),
        ({"words": "year"}, False),  # all of it is asked for
        ({"words": "year", "limit": -1, "offset": 6}, False),  # too
        ({"words": "never year", "limit": 5}, False),  # there is none
        ({"words": "year", "limit": 101}, False),
        ({"limit": 5, "article": "a1"}, False),  # has not so many
    ],
)
@pytest.mark.parametrize("ways", [(1, 1000)], indirect=True)
@pytest.mark.usefixtures("ways")
def test_the_earliest_articles_are_asked_where_they_can_tell(
    catalog: Catalog, question: dict[str, Any], found: bool
) -> None:
    assert (early(catalog, question) is not None) is found


@pytest.mark.parametrize("asked", [{"words": "year"}, {"speaker": "ruiz"}])
def test_what_is_rare_is_not_looked_for_among_the_earliest(catalog: Catalog, asked: dict[str, Any]) -> None:
    assert early(catalog, {**asked, "limit": 5}) is None


def test_the_order_of_articles_is_an_index(catalog: Catalog) -> None:
    rows = page.QUOTATIONS.among_early().format("TRUE", early="TRUE")
    plan = catalog.query(f"EXPLAIN QUERY PLAN {rows}", {"articles": 5, "limit": 5, "offset": 0})
    assert any("ix_article_in_order" in row["detail"] for row in plan)


def test_an_empty_catalog_has_empty_pages(tmp_path: Path) -> None:
    with Catalog(tmp_path / "c.db", create=True) as empty:
        assert quotes(empty, limit=5) == []
        assert claims(empty, words="harbour", limit=5) == []
