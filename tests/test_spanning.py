"""The shortcut to a sentence's tree gives the tree that the full search gives."""

from __future__ import annotations

from importlib.util import find_spec, module_from_spec
from types import ModuleType

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotecat.nlp.spanning import at_once, best_heads, circles


def untouched(name: str) -> ModuleType:
    """A module as Stanza has it, whatever was replaced in the one that is loaded."""
    spec = find_spec(name)
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


stanza = untouched("stanza.models.common.chuliu_edmonds")


@given(st.integers(1, 12), st.integers(0, 2**32 - 1), st.floats(0, 6))
def test_the_tree_is_the_one_that_a_search_finds(words: int, seed: int, lean: float) -> None:
    chance = np.random.default_rng(seed)
    scores = chance.normal(size=(words + 1, words + 1)).astype(np.float32)
    scores[np.arange(1, words + 1), np.arange(words)] += lean  # the word before is the head, the more often the more
    scores -= np.logaddexp.reduce(scores, 1)[:, None]  # as the parser gives them: log probabilities, none above 0
    found = at_once(stanza.chuliu_edmonds_one_root)(scores)
    assert found.tolist() == stanza.chuliu_edmonds_one_root(scores).tolist()


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


@given(st.lists(st.integers(0, 14), min_size=1, max_size=15))
def test_circles_are_those_that_a_search_finds(heads: list[int]) -> None:
    tree = np.asarray([0, *(head % (len(heads) + 1) for head in heads)])
    tree[1:][tree[1:] == np.arange(1, len(tree))] = 0  # the parser never lets a word be its own head
    found, expected = ({tuple(circle) for circle in of(tree)} for of in (circles, stanza.tarjan))
    assert found == expected


@given(st.integers(1, 12), st.integers(0, 2**32 - 1))
def test_the_search_finds_the_same_tree_with_circles_found_by_walking(words: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(words + 1, words + 1))
    scores -= np.logaddexp.reduce(scores, 1)[:, None]
    ours = untouched("stanza.models.common.chuliu_edmonds")
    ours.tarjan = circles  # type: ignore[attr-defined]
    assert ours.chuliu_edmonds_one_root(scores).tolist() == stanza.chuliu_edmonds_one_root(scores).tolist()
