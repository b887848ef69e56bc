"""An article's windows hold each of its pieces, and each stretch that is asked about or its beginning."""

from __future__ import annotations

from itertools import pairwise

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from quotecat.nlp.pointing import Window, askable
from quotecat.nlp.windows import OVERLAP, spread


@given(st.integers(0, 20_000))
def test_windows_are_as_few_as_hold_all_and_equally_far_apart(count: int) -> None:
    starts = spread(count)
    assert (starts[0], starts[-1] + 510) == (0, max(count, 510))
    steps = [other - one for one, other in pairwise(starts)]
    assert not steps or (max(steps) - min(steps) <= 1 and max(steps) <= 510 - OVERLAP)
    assert (len(steps) - 1) * (510 - OVERLAP) < max(count - 510, 1)


@pytest.mark.parametrize(
    ("count", "starts"), [(0, [0]), (510, [0]), (511, [0, 1]), (830, [0, 320]), (831, [0, 160, 321])]
)
def test_windows_begin_where_they_must(count: int, starts: list[int]) -> None:
    assert spread(count) == starts


@pytest.mark.parametrize(
    ("stretch", "asked"),
    [
        ((0, 10), (0, 10)),
        ((95, 105), (95, 105)),  # the second window holds it
        ((20, 120), (20, 100)),  # none does: the first holds most of its beginning
        ((85, 200), (85, 180)),  # both hold its beginning, the second more of it
        ((179, 240), (179, 240)),
    ],
)
def test_what_no_window_holds_is_asked_about_by_its_beginning(stretch: tuple[int, int], asked: tuple[int, int]) -> None:
    windows = [Window(start, torch.empty(102, 0)) for start in (0, 80, 160)]
    assert askable(stretch, windows) == asked
    assert any(window.holds(*asked) for window in windows)
