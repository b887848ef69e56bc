"""A name has one type in an article: what its mentions together speak for, held against little texts marked by hand."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotecat.nlp.document import Entity, EntityType, Word
from quotecat.nlp.one_sense import agreed
from quotecat.text.span import Span

TYPES: dict[str, EntityType] = {"P": "person", "O": "organisation", "L": "location", "D": "date", "N": "norp"}


def read(marked: str) -> tuple[str, list[Entity], list[Word]]:
    """«[Ana Ruiz|P] left» as its text, the entities marked in it, and its words."""
    text, entities = "", []
    for plain, name, kind in re.findall(r"([^\[]+)|\[([^|]+)\|(\w)\]", marked):
        if name:
            entities.append(Entity(Span(len(text), len(text) + len(name)), TYPES[kind]))
        text += plain or name
    words = [Word(Span(*m.span()), upos="PROPN" if m[0][0].isupper() else "") for m in re.finditer(r"\w+", text)]
    return text, entities, words


def marked(text: str, entities: list[Entity]) -> str:
    """The text with its entities marked again."""
    letters = {kind: letter for letter, kind in TYPES.items()}
    for e in reversed(entities):
        text = f"{text[: e.span.start]}[{e.span.of(text)}|{letters[e.type]}]{text[e.span.end :]}"
    return text


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ("[Lima|L] grew. [Lima|L] slept. [Lima|P] rose.", "[Lima|L] grew. [Lima|L] slept. [Lima|L] rose."),
        # Whom no longer name calls a person needs four mentions for each other one.
        ("[Po|P] [Po|P] [Po|P] [Po|P] [Po|L]", "[Po|P] [Po|P] [Po|P] [Po|P] [Po|P]"),
        ("[Snopes|P] [Snopes|P] [Snopes|P] [Snopes|O]",) * 2,
        ("[Ana Ruiz|P] spoke. To [Ruiz|O] it was late.", "[Ana Ruiz|P] spoke. To [Ruiz|P] it was late."),
        # A full name outweighs what the finder made of its last word alone, even twice over.
        ("[Ana Ruiz|P] and [Ana Ruiz|P]; [Ruiz|L], [Ruiz|L]", "[Ana Ruiz|P] and [Ana Ruiz|P]; [Ruiz|P], [Ruiz|P]"),
        ("[Ana Ruiz|P] spoke. Later Ruiz sat.", "[Ana Ruiz|P] spoke. Later [Ruiz|P] sat."),
        # A place called after somebody, and a house, keep what their own names speak for.
        ("[Paul Jordan|P] in [West Jordan|L], [Jordan|L], [Jordan|L], [Jordan|L]",) * 2,
        ("[Ruiz Bank|O] grew. [Ruiz|O] said so.",) * 2,
        # Two mentions that disagree stay as they are: there is no majority.
        ("[Muscat|P] hopes. In [Muscat|L] it rains.",) * 2,
        # Dates, sums and peoples are no names that could be a person's; nor is a word without a capital.
        ("[Ali May|P] spoke on [May|D]; the [May|N] marched, and it may rain.",) * 2,
        ("[Li Xi|P] left; Xi sat.",) * 2,  # two letters are too few to find a name by
        ("", ""),
    ],
)
def test_a_name_gets_the_type_that_the_whole_article_speaks_for(found: str, expected: str) -> None:
    text, entities, words = read(found)
    assert marked(text, agreed(entities, words, text)) == expected


def test_a_family_name_is_found_only_where_the_tagger_sees_a_name() -> None:
    text, entities, _ = read("[Cyril Young|P] spoke. Young people left.")
    words = [Word(Span(18, 23), upos="ADJ")]
    assert agreed(entities, words, text) == entities


@given(st.lists(st.tuples(st.sampled_from(["Ana Ruiz", "Ruiz", "Ruiz Bank", "Bank"]), st.sampled_from("POLDN-"))))
def test_no_entity_is_lost_moved_or_made_twice(drawn: list[tuple[str, str]]) -> None:
    text, entities, words = read(" ".join(n if k == "-" else f"[{n}|{k}]" for n, k in drawn))
    got = agreed(entities, words, text)
    assert {e.span for e in entities} <= {e.span for e in got}
    assert [e.span for e in got] == sorted({e.span for e in got})
    assert all(a.span.end <= b.span.start for a, b in pairwise(got))
    dates = {e.span for e in entities if e.type == "date"}
    assert {e.span for e in got if e.type == "date"} == dates
