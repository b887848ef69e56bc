"""What ails a worker is told; that several give what one engine gives is in test_accuracy."""

from __future__ import annotations

import signal
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool

import pytest

from quotecat.errors import ModelError, QuotecatError
from quotecat.extract import workers
from quotecat.text.article import Article


def test_models_that_cannot_be_loaded_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    monkeypatch.setattr(workers, "_engine", None, raising=False)
    workers._start("/nowhere/at/all")
    future: Future[workers.Result | ModelError] = Future()
    future.set_result(workers._extract(Article("It rained.")))
    with pytest.raises(ModelError, match="/nowhere/at/all"):
        workers._answer(future)


def test_a_worker_that_ends_is_told() -> None:
    future: Future[workers.Result | ModelError] = Future()
    future.set_exception(BrokenProcessPool("killed"))
    with pytest.raises(QuotecatError, match="fewer --jobs"):
        workers._answer(future)
