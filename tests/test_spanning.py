"""The shortcut to a sentence's tree gives the tree that the full search gives."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from stanza.models.common.chuliu_edmonds import chuliu_edmonds_one_root

from quotecat.nlp.spanning import at_once, best_heads


@given(st.integers(1, 12), st.integers(0, 2**32 - 1), st.floats(0, 6))
def test_the_tree_is_the_one_that_a_search_finds(words: int, seed: int, lean: float) -> None:
    chance = np.random.default_rng(seed)
    scores = chance.normal(size=(words + 1, words + 1)).astype(np.float32)
    scores[np.arange(1, words + 1), np.arange(words)] += lean  # the word before is the head, the more often the more
    scores -= np.logaddexp.reduce(scores, 1)[:, None]  # as the parser gives them: log probabilities, none above 0
    found = at_once(chuliu_edmonds_one_root)(scores)
    assert found.tolist() == chuliu_edmonds_one_root(scores).tolist()


@pytest.mark.parametrize(
    ("heads", "tree"),
    [([0], True), ([2, 0], True), ([0, 0], False), ([2, 1], False), ([2, 3, 0], True), ([2, 3, 1], False)],
)
def test_a_circle_or_a_second_root_is_no_tree(heads: list[int], tree: bool) -> None:
    scores = np.zeros((len(heads) + 1, len(heads) + 1))
    scores[np.arange(1, len(heads) + 1), heads] = 1
    found = best_heads(scores)
    assert (found is not None) is tree
    assert found is None or found[1:].tolist() == heads
