"""Engines side by side give what one engine gives, in the same order, and say what ails them."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from quotecat.errors import ModelError, QuotecatError
from quotecat.extract import workers
from quotecat.extract.engine import Engine
from quotecat.extract.workers import Workers
from quotecat.text.article import Article
from quotecat.text.reader import read

ROOT = Path(__file__).parents[1]
pytestmark = pytest.mark.models


def test_two_engines_give_what_one_gives_in_order() -> None:
    articles = [a for a in read([ROOT / "corpus" / "articles"]) if isinstance(a, Article)][:6]
    with Workers(2) as pair:
        found = list(pair.extract(articles))
    assert found == list(Engine.load().extract(articles))


def test_models_that_cannot_be_loaded_are_told() -> None:
    with Workers(1, stanza_models="/nowhere/at/all") as pool, pytest.raises(ModelError, match="nowhere"):
        list(pool.extract([Article("It rained.")]))


def test_a_worker_that_ends_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_extract", _die)
    with Workers(1) as pool, pytest.raises(QuotecatError, match="fewer --jobs"):
        list(pool.extract([Article("It rained.")]))


def _die(_: Article) -> None:
    os.kill(os.getpid(), signal.SIGKILL)
