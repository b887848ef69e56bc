"""Killed or stopped at any moment and run again, `add` ends with the same catalog as if nothing had happened."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import pytest

from quotecat.catalog.catalog import Catalog
from quotecat.extract.workers import Workers
from quotecat.text.article import Article
from tests import hardship


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills a forked process")
def test_killed_again_and_again_it_ends_with_the_same_catalog(tmp_path: Path) -> None:
    hardship.killed(tmp_path, articles=24, kills=6)


def test_stopped_by_either_signal_it_ends_at_once_and_says_how_to_go_on(tmp_path: Path) -> None:
    hardship.signalled(tmp_path, articles=20, points=4, most=10)  # a busy machine may take its time


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="only Linux tells what a process listens to")
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_waiting_for_another_program_can_be_stopped(tmp_path: Path, number: signal.Signals, code: int) -> None:
    with Catalog(tmp_path / "c.db", create=True) as catalog, catalog.writing():
        process = hardship.start("add", hardship.write_articles(tmp_path / "in", 1), "--db", catalog.path, delay=0)
        hardship.until(lambda: hardship.listens(process), hardship.running(process))
        time.sleep(1)  # it has begun to wait
        sent = time.monotonic()
        process.send_signal(number)
        assert hardship.finish(process)[0] == code
        assert time.monotonic() - sent < 2


def test_workers_are_not_waited_for_when_the_work_is_stopped() -> None:
    workers = Workers(1)
    workers._pool.submit(time.sleep, 60)  # while its models load, which takes seconds
    began = time.monotonic()
    workers.__exit__(KeyboardInterrupt, None, None)
    assert time.monotonic() - began < 10


def test_a_worker_that_is_let_go_has_extracted_nothing() -> None:
    workers = Workers(1)
    workers.__exit__(KeyboardInterrupt, None, None)
    with pytest.raises(RuntimeError, match="shutdown"):
        next(workers.extract([Article("It rained.")]))
