"""What is remembered is found, also if it is misremembered; claims about the same thing are set side by side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quotecat.across.lead import Stated, compare, telling
from quotecat.across.likeness import likeness
from quotecat.catalog.catalog import Catalog
from quotecat.catalog.leads import leads
from quotecat.catalog.remembered import remember
from quotecat.extract.claim import Claim, Named
from quotecat.extract.extraction import Extraction
from quotecat.extract.quantity import Quantity
from quotecat.extract.stance import Stance
from quotecat.nlp.document import Entity
from quotecat.text.article import Article
from tests.builders import EXTRACTOR, MODELS, span_of, story

SAYINGS = {
    "one": "We will not close the harbour before the last boat is home",
    "two": "Nobody on this council ever promised a second ferry",
    "three": "The harbour belongs to the town",
}


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalog]:
    with Catalog(tmp_path_factory.mktemp("memory") / "c.db", create=True) as opened:
        for number, (name, words) in enumerate(SAYINGS.items(), 1):
            opened.add(story(name, words, outlet="Post" if number > 1 else "Gull", published=f"2024-03-0{number}"))
        yield opened


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("not close the harbour before the last boat", "one"),
        ("we will now close the harbour before the last boats are home", "one"),  # misquoted
        ("promised a second ferry", "two"),
        ("PROMISED A SECOND FÉRRY!", "two"),
        ("harbour belongs to town", "three"),
    ],
)
def test_a_quotation_is_found_from_memory(typed: str, found: str, catalog: Catalog) -> None:
    first = next(row for row in remember(catalog, typed) if row.what == "quotation")
    assert first.text.rstrip(",") == SAYINGS[found]
    assert first.speaker == "Ana Ruiz"


@pytest.mark.parametrize(
    ("question", "outlets"),
    [({"outlet": "Gull"}, {"Gull"}), ({"since": "2024-03-02"}, {"Post"}), ({"speaker": "nobody"}, set())],
)
def test_what_is_remembered_is_narrowed_down(question: Any, outlets: set[str], catalog: Catalog) -> None:
    rows = remember(catalog, "the harbour will not close", **question)
    assert {row.outlet for row in rows if row.what == "quotation"} <= outlets


def test_a_name_finds_the_speaker_first(catalog: Catalog) -> None:
    first = remember(catalog, "ruiz")[0]
    assert (first.what, first.text, first.said) == ("speaker", "Ana Ruiz", 6)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=st.text(max_size=30) | st.text("AND OR NOT NEAR()*^:\"'-\0%", max_size=20))
def test_nothing_that_is_typed_is_an_error(typed: str, catalog: Catalog) -> None:
    for row in remember(catalog, typed, most=3):
        assert 0 <= row.alike <= 1


@given(st.text(max_size=40), st.text(max_size=40))
def test_likeness_is_a_share(one: str, other: str) -> None:
    assert 0 <= likeness(one, other) <= 1


# Leads


def stated(text: str, *names: str, **known: Any) -> Stated:
    return replace(
        Stated(telling(text, map(str.lower, names)), frozenset(map(str.lower, names)), (), frozenset(), ""), **known
    )


FERRY = "Salen closed the northern ferry terminal after an inspection in spring"


@pytest.mark.parametrize(
    ("other", "names", "known", "expected"),
    [
        (FERRY, ["Salen"], {}, "same words"),
        ("Salen has closed its northern ferry terminal after a spring inspection", ["Salen"], {}, "same words"),
        ("Salen closed the ferry terminal on Friday after an inspection", ["Salen"], {}, "agreeing"),
        (FERRY, ["Salen"], {"denied": telling(FERRY)}, "opposite polarity"),
        (FERRY, ["Salen"], {"denied": telling("closed the terminal")}, "opposite polarity"),
        # What one of them denies the other does not say: they neither agree nor contradict.
        (FERRY, ["Salen"], {"denied": telling("willing to wait")}, None),
        (FERRY, ["Salen"], {"denied": telling("willing to wait"), "claimant": "Tom Bell"}, "another claimant"),
        (FERRY, ["Salen"], {"figures": ((4.0, 4.0, "boat"),)}, "figures differ"),
        (FERRY, ["Salen"], {"figures": ((3.0, 5.0, "boat"),)}, "same words"),
        (FERRY, ["Salen"], {"figures": ((4.0, 4.0, "mile"),)}, "same words"),
        (FERRY, ["Salen"], {"figures": ((4.0, 4.0, ""),)}, "figures differ"),
        (FERRY, ["Salen"], {"figures": ((3.0, 3.0, ""),)}, "same words"),
        (FERRY, ["Salen"], {"figures": ((4.0, 4.0, ""), (5.0, 5.0, ""))}, "same words"),
        (FERRY, ["Salen"], {"claimant": "Tom Bell"}, "another claimant"),
        (FERRY, ["Norby"], {}, None),  # nobody in common
        ("Salen sailed on Monday", ["Salen"], {}, None),
        ("Salen did not immediately respond to a request for comment", ["Salen"], {}, None),
    ],
)
def test_two_claims_are_set_side_by_side(other: str, names: list[str], known: Any, expected: str | None) -> None:
    one = stated(FERRY, "Salen", figures=((3.0, 3.0, "boat"),) if "figures" in known else (), claimant="Ana Ruiz")
    two = stated(other, *names, **known)
    weights = dict.fromkeys(one.words | two.words, 5.0)
    found = compare(one, two, weights)
    assert (found and found.kind) == expected
    back = compare(two, one, weights)
    assert (back and back.kind) == expected


def claimed(name: str, text: str, number: float) -> Extraction:
    article = Article(text, name, outlet=name, published="2024-03-01")
    whole = span_of(text.rstrip("."), text)
    claim = Claim(
        whole, "narrated", None, None, None, 0.9, None, "elsewhere", stance=Stance(),
        quantities=(Quantity(span_of(f"{number:.0f} boats", text), number, number, "boat", ""),),
        entities=(Named(Entity(span_of("Salen", text), "organisation"), "Salen"),),
    )  # fmt: skip
    return Extraction(article, (), (), (), (), (claim,), (), EXTRACTOR, MODELS)


def test_leads_come_from_other_articles_and_each_once(tmp_path: Path) -> None:
    with Catalog(tmp_path / "c.db", create=True) as catalog:
        for number in range(300):  # what makes the words of the others rare
            catalog.add(story(f"s{number}", f"We sail at {number}"))
        catalog.add(claimed("a", "Salen sold 30 boats of its northern ferry fleet to an island council.", 30))
        catalog.add(claimed("b", "Salen has sold 40 boats of its northern ferry fleet to the island council.", 40))
        (lead,) = leads(catalog, entity="salen")
        assert (lead.lead, {lead.article, lead.other_article}) == ("figures differ", {"a", "b"})
        assert list(leads(catalog, entity="salen", limit=0)) == []
