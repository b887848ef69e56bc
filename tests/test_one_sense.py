"""A name has one type in an article: what its mentions together speak for, held against little texts marked by hand."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotecat.nlp.document import Entity, EntityType, Word
from quotecat.nlp.one_sense import Found, agreed
from quotecat.text.span import Span

TYPES: dict[str, EntityType] = {"P": "person", "O": "organisation", "L": "location", "D": "date", "N": "norp"}


def read(marked: str) -> tuple[str, list[Found], list[Word]]:
    """«[Ana Ruiz|P] left» as its text, the entities marked in it, and its words; «[Odhikar|P4 O3]» is a person to the
    finder, with a probability of .4, an organisation with one of .3, and else nothing."""
    text, found = "", list[Found]()
    for plain, name, kinds in re.findall(r"([^\[]+)|\[([^|]+)\|([^]]+)\]", marked):
        if name:
            shares = {TYPES[kind[0]]: int(kind[1:] or 10) / 10 for kind in kinds.split()}
            found.append((Entity(Span(len(text), len(text) + len(name)), next(iter(shares))), shares))
        text += plain or name
    words = [Word(Span(*m.span()), upos="PROPN" if m[0][0].isupper() else "") for m in re.finditer(r"\w+", text)]
    return text, found, words


def marked(text: str, entities: list[Entity]) -> str:
    """The text with its entities marked again."""
    letters = {kind: letter for letter, kind in TYPES.items()}
    for e in reversed(entities):
        text = f"{text[: e.span.start]}[{e.span.of(text)}|{letters[e.type]}]{text[e.span.end :]}"
    return text


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        ("[Lima|L] grew. [Lima|L] slept. [Lima|P] rose.", "[Lima|L] grew. [Lima|L] slept. [Lima|L] rose."),
        # Whom no longer name calls a person needs two mentions for each other one.
        ("[Po|P] [Po|P] [Po|L]", "[Po|P] [Po|P] [Po|P]"),
        ("[Snopes|P] [Snopes|P] [Snopes|P] [Snopes|O] [Snopes|O]",) * 2,
        ("[Ana Ruiz|P] spoke. To [Ruiz|O] it was late.", "[Ana Ruiz|P] spoke. To [Ruiz|P] it was late."),
        # A full name outweighs what the finder made of its last word alone, even twice over.
        ("[Ana Ruiz|P] and [Ana Ruiz|P]; [Ruiz|L], [Ruiz|L]", "[Ana Ruiz|P] and [Ana Ruiz|P]; [Ruiz|P], [Ruiz|P]"),
        ("[Ana Ruiz|P] spoke. Later Ruiz sat.", "[Ana Ruiz|P] spoke. Later [Ruiz|P] sat."),
        # A place called after somebody, and a house, keep what their own names speak for.
        ("[Paul Jordan|P] in [West Jordan|L], [Jordan|L], [Jordan|L], [Jordan|L]",) * 2,
        ("[Ruiz Bank|O] grew. [Ruiz|O] said so.",) * 2,
        # Of two mentions that disagree a person gets the worse: there is no majority.
        ("[Muscat|P] hopes. In [Muscat|L] it rains.", "[Muscat|L] hopes. In [Muscat|L] it rains."),
        ("[Lima|O] hopes. In [Lima|L] it rains.",) * 2,
        # Dates, sums and peoples are no names that could be a person's; nor is a word without a capital.
        ("[Ali May|P] spoke on [May|D]; the [May|N] marched, and it may rain.",) * 2,
        ("[Li Xi|P] left; Xi sat.",) * 2,  # two letters are too few to find a name by
        ("", ""),
        # Doubts count: what is a person by a hair each time is none where half of all votes are for something else.
        ("[Odhikar|P4 O3] sued. [Odhikar|P5 O4] won.", "[Odhikar|O] sued. [Odhikar|O] won."),
        ("[Odhikar|P4 O3] sued. [Odhikar|P9] won.", "[Odhikar|P] sued. [Odhikar|P] won."),
        ("[Odhikar|O6 P4] sued. [Odhikar|P9] won.", "[Odhikar|O] sued. [Odhikar|P] won."),
        ("[Lice|P4 O1] spread.", "Lice spread."),  # it is hardly a person, and nothing else either
        # A full name speaks for the lone family name, however doubtful that is.
        ("[Ana Ruiz|P9] spoke. [Ruiz|P3 L2] sat.", "[Ana Ruiz|P] spoke. [Ruiz|P] sat."),
        ("[Lima|L5 O4] grew. [Lima|O6 L4] slept. [Lima|L9] rose.", "[Lima|L] grew. [Lima|L] slept. [Lima|L] rose."),
    ],
)
def test_a_name_gets_the_type_that_the_whole_article_speaks_for(marks: str, expected: str) -> None:
    text, found, words = read(marks)
    assert marked(text, agreed(found, words, text)) == expected


def test_a_family_name_is_found_only_where_the_tagger_sees_a_name() -> None:
    text, found, _ = read("[Cyril Young|P] spoke. Young people left.")
    words = [Word(Span(18, 23), upos="ADJ")]
    assert agreed(found, words, text) == [entity for entity, _ in found]


@given(st.lists(st.tuples(st.sampled_from(["Ana Ruiz", "Ruiz", "Ruiz Bank", "Bank"]), st.sampled_from("POLDN-"))))
def test_no_entity_but_a_doubtful_person_is_lost_and_none_moved_or_made_twice(drawn: list[tuple[str, str]]) -> None:
    text, found, words = read(" ".join(n if k == "-" else f"[{n}|{k}]" for n, k in drawn))
    entities = [entity for entity, _ in found]
    got = agreed(found, words, text)
    assert {e.span for e in entities if e.type != "person"} <= {e.span for e in got}
    if not {e.type for e in entities} - {"person", "location"}:
        assert {e.span for e in entities} <= {e.span for e in got}
    assert [e.span for e in got] == sorted({e.span for e in got})
    assert all(a.span.end <= b.span.start for a, b in pairwise(got))
    dates = {e.span for e in entities if e.type == "date"}
    assert {e.span for e in got if e.type == "date"} == dates
