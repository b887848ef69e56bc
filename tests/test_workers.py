"""What ails a worker is told; that several give what one engine gives is in test_accuracy."""

from __future__ import annotations

import signal
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import Pipe

import pytest

from quotecat.errors import ModelError, QuotecatError
from quotecat.extract import workers
from quotecat.text.article import Article


def test_models_that_cannot_be_loaded_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    monkeypatch.setattr(workers, "_engine", None, raising=False)
    monkeypatch.setattr(workers, "_end_with", lambda leash: None)
    workers._start("/nowhere/at/all", Pipe()[0])
    future: Future[workers.Result | ModelError] = Future()
    future.set_result(workers._extract(Article("It rained.")))
    with pytest.raises(ModelError, match="/nowhere/at/all"):
        workers._answer(future)


def test_a_worker_that_ends_is_told() -> None:
    future: Future[workers.Result | ModelError] = Future()
    future.set_exception(BrokenProcessPool("killed"))
    with pytest.raises(QuotecatError, match="fewer --jobs"):
        workers._answer(future)


@pytest.mark.parametrize(
    ("articles", "cores", "memory", "expected"),
    [
        (1, 8, 10**12, 1),  # not worth a second process
        (19, 8, 10**12, 1),
        (20, 8, 10**12, 2),
        (1000, 8, 10**12, 8),  # one a core
        (1000, 8, 4 * 10**9, 2),  # as memory allows
        (1000, 8, 1, 1),
    ],
)
def test_many_articles_get_as_many_processes_as_fit(articles: int, cores: int, memory: int, expected: int) -> None:
    assert workers.fitting(articles, cores=cores, memory=memory) == expected
