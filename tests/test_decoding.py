"""Spans chosen each by its own probability, held against all chains of tags there are."""

from __future__ import annotations

from itertools import combinations, pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from quotecat.nlp.crf import NEVER, lattice
from quotecat.nlp.decoding import FAINT, LEAST, UNCLEAR, Weighed, best, decoded, unclear, weighed
from quotecat.nlp.heads import TAGS, AttributionHeads, begin, spans

SCORES = st.floats(-3, 3, width=32)
TEXTS = st.integers(1, 4).flatmap(lambda n: arrays.arrays(np.float64, (n, TAGS), elements=SCORES))
NEUTRAL = AttributionHeads(8).transitions().detach().numpy().astype(np.float64)
POSSIBLE = st.tuples(st.sampled_from(["source", "cue"]), st.integers(0, 8), st.integers(1, 4), st.floats(0, 1))


def chains(emissions: np.ndarray) -> dict[tuple[int, ...], float]:
    """Every chain that the transitions allow, with its probability."""
    scores = {
        tags: sum(float(emissions[i, t]) for i, t in enumerate(tags))
        for tags in product(range(TAGS), repeat=len(emissions))
        if all(NEUTRAL[a, b] > NEVER for a, b in pairwise(tags))
    }
    total = np.logaddexp.reduce(list(scores.values()))
    return {tags: float(np.exp(score - total)) for tags, score in scores.items()}


@settings(max_examples=25)
@given(TEXTS)
def test_a_span_is_as_probable_as_all_chains_that_have_it(emissions: np.ndarray) -> None:
    every = chains(emissions)
    for found in weighed(lattice(emissions, NEUTRAL)):
        # An inside at the head of a text would be a span, too, but none that is seen to begin.
        exact = sum(
            p
            for tags, p in every.items()
            if (found.role, found.first, found.last) in spans(np.asarray(tags)) and tags[found.first] % 2 == 1
        )
        assert exact >= FAINT * 0.999
        assert found.probability == pytest.approx(exact)


@given(st.lists(POSSIBLE, max_size=8))
def test_no_other_choice_of_spans_is_worth_more(drawn: list[tuple[str, int, int, float]]) -> None:
    possible = [Weighed(role, first, first + length, probability) for role, first, length, probability in drawn]

    def fit(chosen: tuple[Weighed, ...]) -> bool:
        return all(a.last <= b.first or b.last <= a.first for a, b in combinations(chosen, 2))

    def gain(chosen: tuple[Weighed, ...]) -> float:
        return sum(s.probability - LEAST for s in chosen)

    choices = [c for n in range(len(possible) + 1) for c in combinations(possible, n) if fit(c)]
    found = tuple(best(possible))
    assert fit(found)
    assert gain(found) == pytest.approx(max(map(gain, choices)))
    assert list(found) == sorted(found, key=lambda s: s.first)


def test_what_all_chains_agree_on_is_found_and_nothing_in_nothing() -> None:
    emissions = np.full((6, TAGS), -9.0)
    for place, tag in enumerate([0, begin(0), begin(0) + 1, begin(1), begin(2), begin(2) + 1]):
        emissions[place, tag] = 9.0
    found = [(s.role, s.first, s.last) for s in decoded(emissions, NEUTRAL)]
    assert found == [("source", 1, 3), ("cue", 3, 4), ("content", 4, 6)]
    assert decoded(np.zeros((0, TAGS)), NEUTRAL) == []


def test_an_improbable_span_of_the_likeliest_chain_is_left_out() -> None:
    """Six roles to choose from at each place: the likeliest chain takes one, though nothing speaks for it."""
    emissions = np.zeros((1, TAGS))
    emissions[0, begin(1)] = 0.1
    assert decoded(emissions, NEUTRAL) == []


@given(st.lists(POSSIBLE, max_size=8))
def test_spans_with_unclear_ends_stand_where_none_was_taken(drawn: list[tuple[str, int, int, float]]) -> None:
    possible = [Weighed(role, first, first + length, probability) for role, first, length, probability in drawn]
    taken = best(possible)
    vague = unclear(possible, taken)
    assert all(s.probability > UNCLEAR for s in vague)
    assert not set(vague) & set(taken)
    assert all(a.last <= b.first or b.last <= a.first for a, b in combinations([*taken, *vague], 2))


@pytest.mark.parametrize(
    ("possible", "expected"),
    [
        # Four ways to cut one content, none of them probable enough: the likeliest stands for all.
        ([(0, 9, 0.22), (0, 8, 0.25), (1, 9, 0.2), (1, 8, 0.2)], [(0, 8)]),
        ([(0, 9, 0.6), (0, 8, 0.25)], []),
        ([(0, 9, UNCLEAR / 2)], []),
    ],
)
def test_a_content_that_is_cut_in_many_ways_is_not_lost(
    possible: list[tuple[int, int, float]], expected: list[tuple[int, int]]
) -> None:
    spans = [Weighed("content", *span) for span in possible]
    assert [(s.first, s.last) for s in unclear(spans, best(spans))] == expected
