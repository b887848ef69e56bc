"""The registry: who is whom across articles, what is only proposed, what people decide, and that all of it holds."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quotecat.catalog.catalog import Catalog
from quotecat.catalog.file.check import check
from quotecat.catalog.lookup import quotes, speakers
from quotecat.catalog.registry import decide
from quotecat.errors import UsageError
from quotecat.extract.extraction import Extraction
from quotecat.extract.speaker import Description, Mention, Speaker, SpeakerKind
from quotecat.text.article import Article
from quotecat.text.span import Span
from tests.builders import EXTRACTOR, MODELS


def article(name: str, *people: str, kind: SpeakerKind = "person", **known: Any) -> Extraction:
    """An article with speakers written «Ana Ruiz, the harbour master»: a name, and after a comma a role."""
    text = f"{name}: {'; '.join(people)}."
    made = []
    for words in people:
        at = text.index(words)
        printed, _, role = words.partition(", ")
        told = () if not role else (Description("role", Span(at + len(printed) + 2, at + len(words)), role),)
        made.append(Speaker(printed, kind, told, (Mention(Span(at, at + len(printed)), "name"),)))
    return Extraction(Article(text, name, **known), (), (), (), tuple(made), (), (), EXTRACTOR, MODELS)


@pytest.fixture
def catalog(tmp_path: Path) -> Iterator[Catalog]:
    with Catalog(tmp_path / "c.db", create=True) as opened:
        yield opened


def who(catalog: Catalog, kind: str = "person") -> dict[str, set[str]]:
    """For each entry the articles that its speakers are in; entries of one name are told apart by a number."""
    found = dict[str, set[str]]()
    sql = """SELECT identity_id, article FROM printed_names AS p
    JOIN identity AS i ON i.id = p.identity_id WHERE i.kind = :k"""
    for row in catalog.query(sql, {"k": kind}):
        found.setdefault(row["identity_id"], set()).add(row["article"])
    return found


def together(catalog: Catalog, kind: str = "person") -> set[frozenset[str]]:
    """Which articles are taken to have the same speaker."""
    return {frozenset(articles) for articles in who(catalog, kind).values()}


def groups(*told: str) -> set[frozenset[str]]:
    return {frozenset(names.split()) for names in told}


# For each case the speakers of articles a, b, c …, each article's given as a list; then who is one.
PEOPLE: list[tuple[str, list[Sequence[str]], list[str], int]] = [
    ("the same full name", [["Ngozi Adewale"], ["Ngozi Adewale"]], ["a b"], 0),
    ("a middle initial more", [["Ngozi Adewale"], ["Ngozi T. Adewale"]], ["a b"], 0),
    ("accents and case", [["Zoë Ó Neill"], ["ZOE O NEILL"]], ["a b"], 0),
    ("two given names", [["Ngozi Adewale"], ["Amara Adewale"]], ["a", "b"], 0),
    ("father and son", [["Martin Luther King Sr."], ["Martin Luther King Jr."]], ["a", "b"], 0),
    ("a son beside his father", [["Donald Trump"], ["Donald Trump Jr."]], ["a", "b"], 0),
    ("George W. and George H. W.", [["George W. Bush"], ["George H. W. Bush"]], ["a", "b"], 0),
    (
        "a plain George between the two",
        [["George W. Bush"], ["George H. W. Bush"], ["George Bush"]],
        ["a", "b", "c"],
        2,
    ),
    ("a plain George first", [["George Bush"], ["George W. Bush"], ["George H. W. Bush"]], ["a", "b", "c"], 2),
    ("a minister and the successor", [["Ana Ruiz, finance minister"], ["Tom Bell, finance minister"]], ["a", "b"], 0),
    ("a family name alone", [["David Adewale"], ["Adewale"]], ["a", "b"], 1),
    (
        "a family name with a role and company",
        [["David Adewale, a military envoy", "Igor Petrenko"], ["Adewale, the military envoy", "Igor Petrenko"]],
        ["a b", "a b"],
        0,
    ),
    ("a family name of another sex", [["David Adewale"], ["Adewale, Mrs."]], ["a", "b"], 0),
    ("a name of many without more", [["John Smith"], ["John Smith"]], ["a", "b"], 1),
    ("a name of many in one office", [["John Smith, the coroner"], ["John Smith, a coroner"]], ["a b"], 0),
    ("a name of many in two offices", [["John Smith, a coroner"], ["John Smith, a goalkeeper"]], ["a", "b"], 1),
    ("joint speakers", [["Ngozi Adewale"], ["Ngozi Adewale | Igor Petrenko"]], ["a b", "b"], 0),
    ("a short form", [["Joseph Adewale"], ["Joe Adewale"]], ["a", "b"], 1),
]


@pytest.mark.parametrize(("articles", "expected", "proposed"), [c[1:] for c in PEOPLE], ids=[c[0] for c in PEOPLE])
def test_people_are_linked_proposed_or_kept_apart(
    articles: list[Sequence[str]], expected: list[str], proposed: int, catalog: Catalog
) -> None:
    for name, people in zip("abcdef", articles, strict=False):
        catalog.add(article(name, *people))
    found = sorted(sorted(articles) for articles in who(catalog).values())
    assert found == sorted(sorted(names.split()) for names in expected)
    assert len(decide.proposals(catalog)) == proposed
    assert check(catalog) == []


@pytest.mark.parametrize(
    ("names", "outlets", "expected"),
    [
        (("The Coast Guild", "Coast Guild"), ("A", "B"), "a b"),
        (("Coast Guild Ltd.", "Coast Guild"), ("A", "B"), "a b"),
        (("Ministry of Health", "the Ministry of Health"), ("A", "A"), "a b"),
        (("Ministry of Health", "Ministry of Health"), ("A", "B"), "a|b"),
        (("Supreme Court", "Supreme Court"), ("A", "B"), "a|b"),
        (("his campaign", "his campaign"), ("A", "A"), ""),
        (("the firm", "the firm"), ("A", "A"), ""),
        (("Other Republicans", "Other Republicans"), ("A", "A"), ""),
    ],
)
def test_organisations_are_one_by_a_name_that_is_theirs_alone(
    names: tuple[str, str], outlets: tuple[str, str], expected: str, catalog: Catalog
) -> None:
    for id, name, outlet in zip("ab", names, outlets, strict=True):
        catalog.add(article(id, name, kind="organisation", outlet=outlet, published="2024-03-01"))
    assert together(catalog, "organisation") == groups(*filter(None, expected.split("|")))


def test_one_outlet_means_its_last_coroner_for_weeks_only(catalog: Catalog) -> None:
    for name, day in (("a", "2024-03-01"), ("b", "2024-03-20"), ("c", "2024-09-01")):
        catalog.add(article(name, "Ministry of Health", kind="organisation", outlet="Post", published=day))
    assert groups("a b") <= together(catalog, "organisation")
    assert groups("a b c") != together(catalog, "organisation")


def test_a_speaker_is_found_by_the_name_of_another_article(catalog: Catalog) -> None:
    catalog.add(article("a", "David Adewale, a military envoy", "Igor Petrenko"))
    catalog.add(article("b", "Adewale, the military envoy", "Igor Petrenko"))
    (found,) = speakers(catalog, speaker="david adewale")
    assert (found.speaker, found.articles) == ("David Adewale", 2)
    assert speakers(catalog, identity=found.identity_id) == [found]
    assert quotes(catalog, identity=found.identity_id) == []
    names = [(n.what, n.printed, n.article) for n in decide.printed(catalog, found.identity_id or "")]
    assert names == [
        ("name", "David Adewale", "a"),
        ("name", "Adewale", "b"),
        ("role", "a military envoy", "a"),
        ("role", "the military envoy", "b"),
    ]


# What people decide


@pytest.fixture
def three(catalog: Catalog) -> Catalog:
    """Three who share a family name: two full names and one that may be either."""
    catalog.add(article("a", "David Adewale"))
    catalog.add(article("b", "Amara Adewale"))
    catalog.add(article("c", "David Adewale", "Tom Bell"))
    catalog.add(article("d", "Adewale, envoy", "Tom Bell"))
    return catalog


def ids(catalog: Catalog, *names: str) -> list[str]:
    return [decide.entry(catalog, name)[0] for name in names]


def registry(catalog: Catalog) -> list[tuple[Any, ...]]:
    """All that the registry holds but for what is decided and how it was linked."""
    sql = """SELECT d.speaker_id, d.number, i.id, m.id, m.name FROM identification AS d
    JOIN identity AS i ON i.id = d.identity_id JOIN identity AS m ON m.id = i.master_id ORDER BY 1, 2"""
    found = [tuple(row) for row in catalog.query(sql)]
    found += [tuple(row) for row in catalog.query("SELECT * FROM identity_name ORDER BY 1, 2")]
    return found + [tuple(row) for row in catalog.query("SELECT * FROM proposal ORDER BY 1, 2")]


def again(catalog: Catalog, name: str, *people: str) -> None:
    """Extract an article again, with a newer program."""
    catalog.add(replace(article(name, *people), extractor="quotecat 9"), replace=True)


def test_a_merge_holds_when_articles_are_extracted_again_and_can_be_undone(three: Catalog) -> None:
    before = registry(three)
    david, single = ids(three, "David Adewale", "Adewale")
    step = decide.merge(three, david, [single])
    assert groups("a c d") <= together(three)
    again(three, "d", "Adewale, envoy", "Tom Bell")
    again(three, "a", "David Adewale")
    assert groups("a c d") <= together(three)
    assert decide.entry(three, "Adewale")[0] == david
    assert decide.undo(three, step) == step
    assert {row[2] for row in before if len(row) == 5} == {row[2] for row in registry(three) if len(row) == 5}
    assert groups("a c", "d") <= together(three)
    with pytest.raises(UsageError, match="no decision"):
        decide.undo(three, step)


def test_a_split_holds_and_can_be_undone(three: Catalog) -> None:
    (david,) = ids(three, "David Adewale")
    of_c = next(row["id"] for row in three.query("SELECT id FROM article WHERE name = 'c'"))
    decide.split(three, david, [of_c])
    assert groups("a", "c") <= together(three)
    again(three, "c", "David Adewale", "Tom Bell")
    assert groups("a", "c") <= together(three)
    decide.undo(three)
    assert groups("a c") <= together(three)
    with pytest.raises(UsageError, match="does not speak in"):
        decide.split(three, david, ["a_nowhere"])


def test_who_is_kept_apart_is_not_proposed_again(three: Catalog) -> None:
    proposed = decide.proposals(three)
    assert proposed
    for proposal in proposed:
        decide.keep_apart(three, proposal.identity_id, proposal.other_id)
    assert decide.proposals(three) == []
    again(three, "d", "Adewale, envoy", "Tom Bell")
    assert decide.proposals(three) == []
    decide.undo(three)
    assert len(decide.proposals(three)) == 1


def test_a_name_given_by_hand_stays_and_an_alias_is_met(three: Catalog) -> None:
    (david,) = ids(three, "David Adewale")
    decide.rename(three, david, "  David  A. Adewale ")
    decide.alias(three, david, "The Envoy")
    three.add(article("e", "David Adewale"))
    three.add(article("f", "The Envoy"))
    assert decide.entry(three, david) == (david, "David A. Adewale")
    assert groups("a c e f") <= together(three)
    decide.undo(three, 2)
    three.add(article("g", "The Envoy", "somebody else"))
    decide.undo(three, 1)
    assert decide.entry(three, david) == (david, "David Adewale")
    with pytest.raises(UsageError, match="a letter"):
        decide.rename(three, david, " \0 ")
    with pytest.raises(UsageError, match="not UTF-8"):
        decide.alias(three, david, "Ru\udce9z")


def test_decisions_hold_in_a_catalog_whose_articles_went_and_came_back(three: Catalog) -> None:
    david, single = ids(three, "David Adewale", "Adewale")
    decide.merge(three, david, [single])
    decide.rename(three, david, "The Ambassador")
    for name, people in (("a", ["David Adewale"]), ("c", ["David Adewale", "Tom Bell"])):
        again(three, name, *[p for p in people if p == "Tom Bell"] or ["Nobody Atall"])
        again(three, name, *people)
    assert decide.entry(three, david) == (david, "The Ambassador")
    assert groups("a c d") <= together(three)


@pytest.mark.parametrize("key", ["Nobody", "i_", "", "i_zzzz", "Adewa"])
def test_whom_nobody_knows_is_told_in_one_line(key: str, three: Catalog) -> None:
    with pytest.raises(UsageError) as error:
        decide.entry(three, key)
    assert "\n" not in str(error.value)


NAMES = ["David Adewale", "Adewale", "D. Adewale", "Amara Adewale", "David J. Adewale", "David T. Adewale", "Tom Bell"]


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.lists(st.sampled_from(NAMES), min_size=1, max_size=3, unique=True), min_size=2, max_size=5),
    st.randoms(use_true_random=False),
)
def test_whatever_is_decided_and_undone_leaves_the_registry_as_it_was(
    people: list[list[str]], chance: random.Random
) -> None:
    with TemporaryDirectory() as folder, Catalog(Path(folder, "c.db"), create=True) as catalog:
        for number, names in enumerate(people):
            catalog.add(article(f"n{number}", *names))
        before = registry(catalog)
        entries = [row["id"] for row in catalog.query("SELECT id FROM identity ORDER BY id")]
        for one, other in pairwise(chance.sample(entries, len(entries))):
            deed = chance.choice([decide.merge, decide.keep_apart, decide.rename, decide.alias])
            with_whom: Any = [decide.entry(catalog, other)[0]] if deed is decide.merge else other
            kept = decide.entry(catalog, one)[0]
            if kept != decide.entry(catalog, other)[0]:
                deed(catalog, kept, with_whom)
        while any(not decision.undone for decision in decide.history(catalog)):
            decide.undo(catalog)
        assert registry(catalog) == before
        assert check(catalog) == []


@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(st.sampled_from(NAMES), min_size=1, max_size=3, unique=True), min_size=1, max_size=5))
def test_an_article_that_is_extracted_again_leaves_nothing_behind(
    people: list[list[str]],
) -> None:
    with TemporaryDirectory() as folder, Catalog(Path(folder, "c.db"), create=True) as catalog:
        for number, names in enumerate(people):
            catalog.add(article(f"n{number}", *names))
        for number, names in enumerate(people):
            again(catalog, f"n{number}", *names)
        linked = next(catalog.query("SELECT count(*) FROM identification"))[0]
        assert linked == sum(map(len, people))
        empty = "SELECT count(*) FROM identity WHERE id NOT IN (SELECT identity_id FROM identification)"
        assert next(catalog.query(empty))[0] == 0
        counted = "SELECT sum(articles) FROM identity_name"
        assert next(catalog.query(counted))[0] == linked
