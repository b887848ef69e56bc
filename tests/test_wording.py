"""Words for comparison: what counts as the same, where each word stands, and what two quotations are found by."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotecat.across.fingerprint import fingerprint
from quotecat.across.wording import wording
from tests.builders import texts


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("We won’t close it.", "we will not close it"),
        ("We don't", "We don‘t"),
        ("Zoë can’t pay 1,000 dollars", "zoe cannot pay 1000 dollars"),
        ("40% of them", "40 percent of them"),
        ("a long-term plan", "a long term plan"),
        ("[T]he pier", "The pier"),
        ("He want[ed] it", "he wanted it"),
        ("the U.S. Navy", "the US Navy"),
        ("I’m gonna mend it — now", "I am going to mend it, now"),
        ("three ferries", "3 ferries"),
        ("It’s ours", "it is ours"),
    ],
)
def test_typography_and_contractions_make_no_difference(one: str, other: str) -> None:
    assert wording(one).words == wording(other).words
    assert fingerprint(wording(one)) == fingerprint(wording(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [("Ana’s harbour", "Ana is harbour"), ("1.5 metres", "15 metres"), ("we were", "we’re"), ("It", "Its")],
)
def test_what_differs_stays_different(one: str, other: str) -> None:
    assert wording(one).words != wording(other).words


@pytest.mark.parametrize("mark", ["…", "...", ". . .", "[…]", "[...]", "(...)", "....", "…."])
def test_an_ellipsis_is_a_gap_between_words(mark: str) -> None:
    said = wording(f"We will not {mark} close the pier")
    assert said.words == ("we", "will", "not", "close", "the", "pier")
    assert said.gaps == {3}


def test_what_is_in_brackets_is_told_apart() -> None:
    said = wording("They [the harbour masters] will not. Ana Ruiz (she is new) knows")
    assert [said.words[i] for i in sorted(said.inserted)] == ["the", "harbour", "masters", "she", "is", "new"]
    assert [said.words[i] for i in sorted(said.starts)] == ["they", "ana"]
    assert [said.words[i] for i in sorted(said.named)] == ["ruiz"]


@given(texts)
def test_every_word_stands_in_its_place_in_order(text: str) -> None:
    said = wording(text)
    assert len(said.words) == len(said.places)
    edges = [edge for place in said.places for edge in place]
    assert edges == sorted(edges)
    assert all(start < end <= len(text) for start, end in said.places)


@given(st.lists(st.sampled_from("the harbour will not close before winter comes to town".split()), max_size=20))
def test_a_fingerprint_is_of_whole_numbers_that_sqlite_can_store(words: list[str]) -> None:
    said = wording(" ".join(words))
    keys = fingerprint(said)
    assert all(0 <= key < 2**48 for key in keys)
    assert len(keys) <= 3 * len(words) + 1
    assert bool(keys) == bool(words)


def test_a_hash_is_the_same_on_every_machine() -> None:
    assert sorted(fingerprint(wording("harbour master"))) == [3095988984835, 275963758410632]
