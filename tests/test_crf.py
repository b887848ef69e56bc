"""Chains of tags, held against all chains there are."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from quotecat.nlp.crf import lattice, likeliest, negative_log_likelihood, shares
from quotecat.nlp.heads import spans

SCORES = st.floats(-4, 4, width=32)
CHAINS = st.integers(1, 5).flatmap(lambda n: arrays.arrays(np.float64, (n, 3), elements=SCORES))
TRANSITIONS = arrays.arrays(np.float64, (3, 3), elements=SCORES)


def score(tags: tuple[int, ...], emissions: np.ndarray, transitions: np.ndarray) -> float:
    moves = sum(transitions[a, b] for a, b in pairwise(tags))
    return float(sum(emissions[i, t] for i, t in enumerate(tags)) + moves)


def every_chain(emissions: np.ndarray, transitions: np.ndarray) -> dict[tuple[int, ...], float]:
    return {tags: score(tags, emissions, transitions) for tags in product(range(3), repeat=len(emissions))}


@given(CHAINS, TRANSITIONS)
def test_a_tag_s_share_is_that_of_all_chains_with_it(emissions: np.ndarray, transitions: np.ndarray) -> None:
    scores = every_chain(emissions, transitions)
    total = np.logaddexp.reduce(list(scores.values()))
    found = lattice(emissions, transitions)
    assert found.total == pytest.approx(total)
    for place, tag in product(range(len(emissions)), range(3)):
        expected = sum(np.exp(s - total) for tags, s in scores.items() if tags[place] == tag)
        assert found.shares()[place, tag] == pytest.approx(expected)
        assert shares(emissions[None], transitions, [len(emissions)])[0, place, tag] == pytest.approx(expected)


@given(st.lists(CHAINS, min_size=1, max_size=3), TRANSITIONS)
def test_several_sequences_together_are_decoded_as_each_alone(
    several: list[np.ndarray], transitions: np.ndarray
) -> None:
    lengths = [len(emissions) for emissions in several]
    filled = np.stack([np.pad(e, ((0, max(lengths) - len(e)), (0, 0)), constant_values=7.0) for e in several])
    for emissions, found in zip(several, shares(filled, transitions, lengths), strict=True):
        assert found[: len(emissions)] == pytest.approx(lattice(emissions, transitions).shares())
    for emissions, chain in zip(several, likeliest(filled, transitions, lengths), strict=True):
        scores = every_chain(emissions, transitions)
        assert scores[tuple(chain)] == pytest.approx(max(scores.values()))


@given(CHAINS, TRANSITIONS, st.data())
def test_likelihoods_of_all_chains_add_up_whatever_the_padding(
    emissions: np.ndarray, transitions: np.ndarray, data: st.DataObject
) -> None:
    count, padding = len(emissions), data.draw(st.integers(0, 2))
    gold = tuple(data.draw(st.lists(st.integers(0, 2), min_size=count, max_size=count)))
    padded = torch.from_numpy(np.concatenate([emissions, np.full((padding, 3), 7.0)]))[None]
    mask = torch.arange(count + padding)[None] < count
    tags = torch.tensor([[*gold, *([-100] * padding)]])
    found = negative_log_likelihood(padded, tags, mask, torch.from_numpy(transitions))
    scores = every_chain(emissions, transitions)
    expected = np.logaddexp.reduce(list(scores.values())) - scores[gold]
    assert float(found) * count == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ([], []),
        ([0, 0], []),
        ([1, 2, 2, 0, 3], [("source", 0, 3), ("cue", 4, 5)]),
        ([5, 5, 6], [("content", 0, 1), ("content", 1, 3)]),
        ([6, 6, 3, 4, 5], [("content", 0, 2), ("cue", 2, 4), ("content", 4, 5)]),
        ([1, 0, 2], [("source", 0, 1), ("source", 2, 3)]),
    ],
)
def test_spans_are_read_off_the_tags(tags: list[int], expected: list[tuple[str, int, int]]) -> None:
    assert spans(np.asarray(tags, dtype=np.int64)) == expected
