"""Tensors filled and mixed at once are those that Stanza makes one row and one layer at a time."""

from __future__ import annotations

from inspect import unwrap
from typing import Any

import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from stanza.models.common.bert_embedding import cloned_feature
from stanza.models.common.data import get_long_tensor

from quotecat.nlp.tensors import mixed, padded

NUMBER = st.integers(0, 99)
FLAT = st.lists(st.lists(NUMBER, min_size=1, max_size=5), min_size=1, max_size=5)
DEEP = st.lists(st.lists(st.lists(NUMBER, min_size=3, max_size=3), min_size=1, max_size=4), min_size=1, max_size=4)


@given(FLAT | DEEP, st.integers(0, 2), st.integers(0, 9))
def test_rows_are_filled_up_as_stanza_fills_them(rows: Any, more: int, pad: int) -> None:
    """Rows of numbers, or of lists of three."""
    count = len(rows) + more
    assert torch.equal(padded(rows, count, pad), get_long_tensor(rows, count, pad))


@settings(deadline=None)  # the first time torch is slow
@given(st.integers(2, 4), st.integers(4, 6), st.booleans())
def test_layers_are_mixed_as_stanza_mixes_them(of: int, given_: int, detach: bool) -> None:
    torch.manual_seed(of * given_)
    mix, layers = torch.nn.Linear(of, 1, bias=False), tuple(torch.randn(given_, 2, 3, 5))
    theirs = unwrap(cloned_feature)
    torch.testing.assert_close(mixed(theirs)(layers, detach, mix), theirs(layers, detach, mix))
    torch.testing.assert_close(mixed(theirs)(layers, detach), theirs(layers, detach))  # where no map is given
