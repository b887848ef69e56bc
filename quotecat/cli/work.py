"""The work behind `add` and `extract`: read, leave out what is known, extract, store, count."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any

import typer

from quotecat.catalog.catalog import WAIT, Catalog
from quotecat.cli.interrupt import exit_code
from quotecat.cli.options import MAX_BYTES
from quotecat.cli.output import note
from quotecat.cli.progress import progress
from quotecat.errors import ReadError, UsageError
from quotecat.extract.decline import declined
from quotecat.extract.extraction import Extraction, Failure
from quotecat.extract.jsonl import row
from quotecat.text.article import Article
from quotecat.text.reader import read

AHEAD = 50_000_000  # code points read before the models start, so that the bar knows how much there is to do


@dataclass(frozen=True, slots=True)
class How:
    """How to read and extract: the options that `add` and `extract` share."""

    max_bytes: int = MAX_BYTES
    stanza_models: str | None = None
    jobs: int | None = None
    min_confidence: float = 0.0
    quiet: bool = False


@dataclass(slots=True)
class Tally:
    """What became of the articles so far; `told` is whether failures are printed as they come."""

    added: int = 0
    there: int = 0
    failed: int = 0
    quotations: int = 0
    speakers: set[str] = field(default_factory=set)

    def note(self, extraction: Extraction) -> None:
        """Count one article that was stored."""
        self.added += 1
        self.quotations += len(extraction.quotations)
        self.speakers |= {extraction.speakers[q.speaker].name for q in extraction.quotations if q.speaker is not None}

    def fail(self, reason: str) -> None:
        """Count one article that failed, and say why."""
        self.failed += 1
        note(f"Failed: {reason}")

    def summary(self, place: str) -> str:
        """All of it in one line."""
        return (
            f"{count(self.added, 'article')} added, {self.there} already there, {self.failed} failed; "
            f"{count(self.quotations, 'quotation')} by {count(len(self.speakers), 'speaker')}; {place}"
        )


def count(number: int, noun: str) -> str:
    """«1 article», «2 articles», «1,039 articles»."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def ingest(paths: Iterable[str], db: str, how: How = How(), *, replace: bool = False, wait: float = WAIT) -> Tally:
    """Add what is new under `paths`, waiting so many seconds for others; no model is loaded if nothing is."""
    tally = Tally()
    with Catalog(db, create=True, wait=wait) as catalog:
        try:
            fresh = _fresh(read(_checked(paths), max_bytes=how.max_bytes), catalog, tally, replace)
            for result in _extracted(fresh, how):
                _store(result, catalog, tally, replace)
        except KeyboardInterrupt as stop:
            note(f"Interrupted: {count(tally.added, 'article')} added to {db}; run the same command again to go on")
            raise typer.Exit(exit_code(stop)) from None
    return tally


def found_in(paths: Iterable[str], how: How = How(), tally: Tally | None = None) -> Iterator[dict[str, Any]]:
    """What is found in the articles under `paths`, one row an article; failures are counted in `tally`."""
    tally = tally or Tally()
    articles = _read(read(_checked(paths), max_bytes=how.max_bytes), tally)
    for result in _extracted(articles, how):
        if isinstance(result, Failure):
            tally.fail(f"{result.path or result.name}: {result.reason}")
        else:
            yield row(result)


def _checked(paths: Iterable[str]) -> list[str]:
    found = list(paths)
    if found.count("-") > 1:
        raise UsageError("standard input can be read only once: name - only once")
    return found


def _read(results: Iterable[Article | ReadError], tally: Tally) -> Iterator[Article]:
    for result in results:
        if isinstance(result, ReadError):
            tally.fail(str(result))
        else:
            yield result


def _fresh(results: Iterable[Article | ReadError], catalog: Catalog, tally: Tally, replace: bool) -> Iterator[Article]:
    """The articles that the catalog does not have yet; what could not be read is stored as a failure."""
    seen = set[str]()
    for result in results:
        if isinstance(result, ReadError):
            tally.fail(str(result))
            catalog.add_failure(unread(result))
        elif result.id in seen or (not replace and catalog.has(result.id)):
            tally.there += 1
        else:
            seen.add(result.id)
            yield result


def unread(error: ReadError) -> Failure:
    """What an input that could not be read leaves in the catalog."""
    path = None if error.path is None else str(error.path)
    line = "" if error.line is None else f":{error.line}"
    return Failure(f"{path or 'standard input'}{line}", path, "read", error.what)


def _extracted(articles: Iterator[Article], how: How) -> Iterator[Extraction | Failure]:
    """Extract in windows: a window is read first, so that the bar knows its length and no model loads for nothing."""
    engine: Any = None
    with ExitStack() as closing, progress(quiet=how.quiet) as bar:
        while window := _window(articles):
            bar.expect(len(window))
            if engine is None:
                bar.say("loading the models")
                engine = _engine(how, len(window), closing)
            for result in engine.extract(window):
                bar.step(result.name if isinstance(result, Failure) else result.article.name)
                yield result if isinstance(result, Failure) else declined(result, how.min_confidence)


def _engine(how: How, articles: int, closing: ExitStack) -> Any:
    """What extracts: an engine, or several in processes that end with `closing`."""
    from quotecat.extract.workers import Workers, fitting

    jobs = how.jobs or fitting(articles)
    if jobs > 1:
        return closing.enter_context(Workers(jobs, stanza_models=how.stanza_models))
    from quotecat.extract.engine import Engine

    return Engine.load(stanza_models=how.stanza_models)


def _window(articles: Iterator[Article]) -> list[Article]:
    window: list[Article] = []
    room = AHEAD
    while room > 0 and (article := next(articles, None)):
        window.append(article)
        room -= len(article.text)
    return window


def _store(result: Extraction | Failure, catalog: Catalog, tally: Tally, replace: bool) -> None:
    if isinstance(result, Failure):
        tally.fail(f"{result.path or result.name}: {result.reason}")
        catalog.add_failure(result)
    elif catalog.add(result, replace=replace):
        tally.note(result)
    else:
        tally.there += 1
