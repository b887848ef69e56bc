"""Rankers learn which candidate is right, probabilities add up, and the calibration is a probability."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from quotecat.errors import ModelError
from quotecat.nlp.encoder import save_halved
from quotecat.nlp.resolution.ranker import Ranker
from quotecat.nlp.resolution.rankers import CALIBRATION, SOURCES, SPEAKERS, Rankers
from training.ranking import FOLDS, Example, accuracy, fold, logistic, taught


def examples(count: int, seed: int) -> list[Example]:
    """Sources of two to five candidates, of which the one with the largest first feature is right."""
    dice = np.random.default_rng(seed)
    found = []
    for number in range(count):
        rows = dice.normal(size=(int(dice.integers(2, 6)), 4)).astype(np.float32)
        found.append(Example(f"a{number}", rows, np.arange(len(rows)) == rows[:, 0].argmax()))
    return found


def test_a_ranker_learns_what_makes_a_candidate_right() -> None:
    ranker = taught(examples(300, 1), epochs=8, judges=2)
    assert accuracy(ranker, examples(200, 2)) > 0.9


@given(st.integers(1, 9), st.integers(0, 99))
def test_the_probabilities_of_all_candidates_add_up_to_one(count: int, seed: int) -> None:
    rows = np.random.default_rng(seed).normal(scale=50, size=(count, 4)).astype(np.float32)
    found = Ranker(4, judges=2, hidden=3).eval().probabilities(rows)
    assert found.shape == (count,)
    assert found.sum() == pytest.approx(1)
    assert (found >= 0).all()


def test_a_logistic_regression_finds_the_weights_that_made_its_outcomes() -> None:
    dice = np.random.default_rng(3)
    rows = dice.normal(size=(4000, 2))
    chances = 1 / (1 + np.exp(-(2 * rows[:, 0] - rows[:, 1] + 0.5)))
    weights = logistic(rows, (dice.random(4000) < chances).astype(np.float64), decay=0.0)
    assert weights == pytest.approx([2, -1, 0.5], abs=0.2)


def test_folds_depend_on_the_article_alone_and_are_all_used() -> None:
    assert {fold(f"article {i}") for i in range(99)} == set(range(FOLDS))
    assert fold("harbour") == fold("harbour")


@given(st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=2), st.lists(st.floats(-1e3, 1e3), min_size=3, max_size=3))
def test_a_calibrated_confidence_is_a_probability(facts: list[float], weights: list[float]) -> None:
    ranker = Ranker(4)
    assert 0 <= Rankers(ranker, ranker, tuple(weights)).calibrated(facts) <= 1


def test_rankers_are_read_as_they_were_written(tmp_path: Path) -> None:
    one = Ranker(4, judges=2, hidden=3)
    for name in (SOURCES, SPEAKERS):
        save_halved(one.state_dict(), tmp_path / name)
    (tmp_path / CALIBRATION).write_text(json.dumps({"speaker": [0.5, 0.25]}), encoding="utf-8")
    found = Rankers.load(tmp_path)
    rows = torch.randn(3, 4).numpy()
    assert found.speakers.probabilities(rows) == pytest.approx(one.eval().probabilities(rows), abs=1e-2)
    assert found.calibrated([0.0]) == pytest.approx(0.5622, abs=1e-4)


@pytest.mark.parametrize("name", [SOURCES, SPEAKERS, CALIBRATION])
def test_a_missing_or_damaged_file_is_named(tmp_path: Path, name: str) -> None:
    for file in (SOURCES, SPEAKERS):
        save_halved(Ranker(4).state_dict(), tmp_path / file)
    (tmp_path / CALIBRATION).write_text('{"speaker": [1.0]}', encoding="utf-8")
    (tmp_path / name).write_text("{", encoding="utf-8")
    with pytest.raises(ModelError, match="reinstall quotecat"):
        Rankers.load(tmp_path)
