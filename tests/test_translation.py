"""Stanza's tokens become words with a stretch of their own, whatever it made of them."""

from __future__ import annotations

from types import SimpleNamespace as Made

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotecat.nlp.document import Entity, EntityType
from quotecat.nlp.translation import entities, entity_type, sentence, share
from quotecat.text.span import Span


def made(number: int, text: str, head: int, lemma: str | None = None) -> Made:
    return Made(id=number, text=text, head=head, lemma=lemma, upos=None, xpos=None, feats="_", deprel="dep")


def parsed(*tokens: tuple[int, int, list[Made]]) -> Made:
    made_tokens = [Made(start_char=a, end_char=b, words=words) for a, b, words in tokens]
    return Made(tokens=made_tokens, words=[w for _, _, words in tokens for w in words])


@given(st.integers(0, 50), st.integers(1, 20), st.lists(st.integers(0, 9), min_size=1, max_size=8))
def test_words_share_their_token_without_gap_or_overlap(start: int, length: int, lengths: list[int]) -> None:
    span = Span(start, start + length)
    spans = share(span, lengths)
    assert len(spans) == (len(lengths) if len(lengths) <= length else 1)
    assert [spans[0].start, *(s.end for s in spans)] == [*(s.start for s in spans), span.end]


@pytest.mark.parametrize(
    ("length", "lengths", "expected"),
    [
        (5, [2, 3], [(0, 2), (2, 5)]),
        (5, [5, 2], [(0, 3), (3, 5)]),
        (6, [1, 2, 3], [(0, 1), (1, 3), (3, 6)]),
        (1, [2, 2], [(0, 1)]),
    ],
)
def test_a_token_is_cut_by_the_lengths_if_they_add_up_else_evenly(
    length: int, lengths: list[int], expected: list[tuple[int, int]]
) -> None:
    assert share(Span(0, length), lengths) == [Span(a, b) for a, b in expected]


def test_heads_are_indices_and_the_root_has_none() -> None:
    found = parsed(
        (0, 1, [made(1, "I", 4)]), (2, 7, [made(2, "do", 4), made(3, "n't", 4)]), (8, 12, [made(4, "know", 0)])
    )
    result = sentence(found, shift=10)
    assert [(w.span, w.head) for w in result.words] == [
        (Span(10, 11), 3),
        (Span(12, 14), 3),
        (Span(14, 17), 3),
        (Span(18, 22), -1),
    ]
    assert result.span == Span(10, 22)


def test_words_without_room_become_the_highest_of_them_and_it_takes_their_dependents() -> None:
    found = parsed(
        (0, 1, [made(1, "de", 2, "of"), made(2, "el", 3, "the")]),
        (2, 5, [made(3, "sol", 0)]),
        (6, 7, [made(4, "x", 1)]),
    )
    result = sentence(found, shift=0)
    assert [(w.lemma, w.head) for w in result.words] == [("the", 1), ("", -1), ("", 0)]


@pytest.mark.parametrize(("lemma", "expected"), [(None, ""), ("_", ""), ("a\u00a0b\n", "a b"), ("be", "be")])
def test_what_stanza_leaves_open_is_empty(lemma: str | None, expected: str) -> None:
    assert sentence(parsed((0, 2, [made(1, "is", 0, lemma)])), shift=0).words[0].lemma == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("PERSON", "person"),
        ("PER", "person"),
        ("ORG", "organisation"),
        ("GPE", "location"),
        ("LOC", "location"),
        ("NORP", "norp"),
        ("FAC", "facility"),
        ("WORK_OF_ART", "misc"),
        ("MISC", "misc"),
        ("money", "money"),
        ("CARDINAL", None),
        ("PERCENT", None),
    ],
)
def test_entity_types_of_all_english_models_are_ours_or_left_out(name: str, expected: EntityType | None) -> None:
    assert entity_type(name) == expected
    kept = entities([Made(start_char=1, end_char=3, type=name, tokens=[Made()])], shift=5)
    assert kept == ([(Entity(Span(6, 8), expected), {expected: 1.0})] if expected else [])


def test_what_an_entity_is_is_as_probable_as_for_its_words_on_average() -> None:
    tokens = [Made(shares={"person": 0.9, "misc": 0.1}), Made(shares={"person": 0.5, "misc": 0.4})]
    ((_, shares),) = entities([Made(start_char=0, end_char=8, type="person", tokens=tokens)], shift=0)
    assert shares == pytest.approx({"person": 0.7, "misc": 0.25})
