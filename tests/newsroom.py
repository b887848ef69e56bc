"""A folder of articles and an engine without models that knows them: what the command line is tested with."""

from __future__ import annotations

import json
import re
import sqlite3
import time
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from quotecat.errors import ModelError
from quotecat.extract import workers
from quotecat.extract.engine import Engine
from quotecat.extract.extraction import Extraction, Failure
from quotecat.text.article import Article
from tests.builders import story

SAYINGS = {
    "border-meeting": ("We will not close the harbour", "The Coast Post", "2023-01-17"),
    "border-later": ("We closed the harbour after all", "Daily Tide", "2023-02-02"),
    "turned": ("We \u202ewill\x1b[31m not", "Daily Tide", "2023-02-03"),
}
POISON = "This one breaks the model."


class StubEngine:
    """Finds in an article what `story` has in it; fails on POISON, and takes `delay` seconds an article."""

    loaded = 0

    def __init__(self, delay: float = 0.0) -> None:
        self.delay = delay

    def extract(self, articles: Iterable[Article]) -> Iterator[Extraction | Failure]:
        """One extraction or failure an article."""
        for article in articles:
            time.sleep(self.delay)
            said = re.search(r"Rain fell. “(.*?),” said", article.text)
            if said:
                yield replace(story(words=said[1]), article=article)
            else:
                yield Failure(article.name, article.path, "extract", "no story")

    @classmethod
    def install(cls, monkeypatch: pytest.MonkeyPatch, delay: float = 0.0) -> None:
        """Let every command use this engine; `loaded` counts how often it is loaded."""

        def load(stanza_models: str | None = None) -> StubEngine:
            if stanza_models:
                raise ModelError(f"Stanza cannot load {stanza_models}: name a folder")
            cls.loaded += 1
            return cls(delay)

        cls.loaded = 0
        monkeypatch.setattr(Engine, "load", load)
        monkeypatch.setattr(workers, "fitting", lambda articles: 1)


def row(name: str) -> dict[str, Any]:
    """An article as a line of JSONL input."""
    words, outlet, published = SAYINGS[name]
    text = story(words=words).article.text
    return {"article": name, "text": text, "title": f"About {name}", "outlet": outlet, "published": published}


def gold(name: str) -> dict[str, Any]:
    """The article's gold row: its first two quotations, both by Ana Ruiz, and an orphan."""
    told = story(words=SAYINGS[name][0])
    quotes = [
        {
            "start": q.span.start,
            "end": q.span.end,
            "text": q.span.of(told.article.text),
            "attributed": True,
            "source": [[q.source.start, q.source.end]] if q.source else [],
            "speaker": "Ana Ruiz" if q.source else None,
            "kind": "person" if q.source else "none",
        }
        for q in told.quotations
    ]
    return {"article": name, "text": told.article.text, "quotes": quotes}


def furnish(folder: Path) -> None:
    """Write the articles into `folder`, and gold rows beside them."""
    (folder / "articles").mkdir(parents=True)
    for name in SAYINGS:
        line = json.dumps(row(name), ensure_ascii=False)
        (folder / "articles" / f"{name}.jsonl").write_text(line + "\n", encoding="utf-8")
    lines = [json.dumps(gold(name), ensure_ascii=False) for name in SAYINGS]
    (folder / "gold.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")


def main_with_stub(delay: float) -> None:
    """The command line with this engine, for a process of its own."""
    from quotecat.cli import main

    StubEngine.install(pytest.MonkeyPatch(), delay)
    main()


def stored(path: Path | str) -> int:
    """How many articles a catalog has that another process is writing to."""
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
            return int(connection.execute("SELECT count(*) FROM article").fetchone()[0])
    except sqlite3.Error:
        return 0
