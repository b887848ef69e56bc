"""Workers: several engines side by side, each in a process of its own, for many articles on several cores."""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from multiprocessing.connection import Connection
from threading import Thread
from types import TracebackType
from typing import Self

from quotecat.errors import ModelError, QuotecatError
from quotecat.extract.engine import Engine
from quotecat.extract.extraction import Extraction, Failure
from quotecat.text.article import Article

Result = Extraction | Failure
EACH = 10  # articles; for fewer a process is not worth the seconds that its models take to load
MEMORY = 1_500_000_000  # bytes that a process may come to need
AHEAD = 3  # articles a worker that are handed out before their turn, so that none waits for a long one

_engine: Engine | ModelError


def fitting(articles: int, *, cores: int | None = None, memory: int | None = None) -> int:
    """How many processes to extract so many articles with: one a core, as far as articles and memory suffice.

    Args:
        articles: how many there are.
        cores: the cores that this process may use; asked of the system by default.
        memory: free bytes; asked of the system by default, and taken for enough where it does not say.
    """
    cores = cores or _cores()
    memory = memory or _free()
    return max(1, min(cores, articles // EACH, cores if memory is None else memory // MEMORY))


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _free() -> int | None:
    try:
        return os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, OSError, ValueError):  # not every system can say
        return None


class Workers:
    """So many processes with an engine each, to be used in a `with` statement; they answer in the order asked.

    Two processes on two cores do more than two threads in one, which wait for each other.
    """

    def __init__(self, jobs: int, *, stanza_models: str | None = None) -> None:
        # A forked process would share torch's threads with its parent, and hang.
        spawn = get_context("spawn")
        held, self._leash = spawn.Pipe(duplex=False)
        self._pool = ProcessPoolExecutor(jobs, spawn, _start, (stanza_models, held))
        self._ahead = jobs * AHEAD

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None:  # nobody waits for what is being extracted
            self._leash.close()
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._leash.close()

    def extract(self, articles: Iterable[Article]) -> Iterator[Result]:
        """One extraction or failure an article, in order, as `Engine.extract` gives them.

        Raises:
            ModelError: if the models cannot be loaded.
            QuotecatError: if a worker ends, which happens where memory does not suffice.
        """
        waiting: deque[Future[Result | ModelError]] = deque()
        for article in articles:
            waiting.append(self._pool.submit(_extract, article))
            if len(waiting) >= self._ahead:
                yield _answer(waiting.popleft())
        while waiting:
            yield _answer(waiting.popleft())


def _start(stanza_models: str | None, leash: Connection) -> None:
    global _engine
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to answer
    Thread(target=_end_with, args=(leash,), daemon=True).start()
    try:
        _engine = Engine.load(stanza_models=stanza_models)
    except ModelError as error:
        _engine = error


def _end_with(leash: Connection) -> None:
    """End this process when its parent lets go or ends: a killed one cannot tell its workers, which would wait on."""
    leash.poll(None)
    os._exit(1)


def _extract(article: Article) -> Result | ModelError:
    return _engine if isinstance(_engine, ModelError) else next(_engine.extract([article]))


def _answer(future: Future[Result | ModelError]) -> Result:
    try:
        found = future.result()
    except BrokenProcessPool as error:
        raise QuotecatError(
            "a worker ended, perhaps for want of memory: run the command again with fewer --jobs"
        ) from error
    if isinstance(found, ModelError):
        raise found
    return found
