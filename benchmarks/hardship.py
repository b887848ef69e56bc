"""What a catalog withstands, at the scale that README gives: `make hardship`. It needs no model.

Each line is one failure with what came of it; whatever does not hold ends in an AssertionError.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from quotecat.catalog.catalog import Catalog
from quotecat.catalog.lookup import articles, claims, quotes, speakers
from tests import hardship
from tests.builders import awkward, story
from tests.newsroom import StubEngine

MOST = 5  # times as long as when nobody writes


def killed(folder: Path) -> str:
    """kill -9."""
    return hardship.killed(folder, articles=500, kills=200)


def signalled(folder: Path) -> str:
    """Ctrl-C and SIGTERM."""
    return hardship.signalled(folder, articles=240, points=20)


def two_writers(folder: Path) -> str:
    """Two writers."""
    return hardship.two_writers(folder, each=500)


def read_meanwhile(folder: Path) -> str:
    """A reader while somebody writes."""
    told, ratio = hardship.read_meanwhile(folder, articles=200, delay=0.1)
    assert ratio <= MOST, told
    return f"{told} ({ratio:.1f} times)"


def disk_full(folder: Path) -> str:
    """A full disk."""
    return hardship.disk_full(folder) if os.geteuid() == 0 else "left out: only root makes a small disk"


def flipped(folder: Path) -> str:
    """A damaged file."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        StubEngine.install(monkeypatch)
        return hardship.flipped(folder, flips=200)


def copied(folder: Path) -> str:
    """Backups while somebody writes."""
    return hardship.copied(folder, articles=300, copies=20)


def typed(folder: Path) -> str:
    """Whatever is typed."""
    examples = 5000
    with Catalog(folder / "c.db", create=True) as catalog:
        catalog.add(story())

        @settings(max_examples=examples, deadline=None, database=None, suppress_health_check=list(HealthCheck))
        @given(awkward)
        def ask(words: str) -> None:
            quotes(catalog, words=words, speaker=words, outlet=words, article=words)
            claims(catalog, words=words, entity=words)
            speakers(catalog, speaker=words)
            articles(catalog, words=words)

        ask()
    return f"{examples:,} strings in 8 options: 0 errors"


FAILURES: Mapping[str, Callable[[Path], str]] = {
    work.__name__: work for work in (killed, signalled, two_writers, read_meanwhile, disk_full, flipped, copied, typed)
}


def main() -> None:
    """Do what is asked for, or all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help=f"which of {', '.join(FAILURES)} (default: all)")
    for name in parser.parse_args().names or FAILURES:
        with tempfile.TemporaryDirectory() as folder:
            began = time.monotonic()
            told = FAILURES[name](Path(folder))
            print(f"{name:<15} {told}  [{time.monotonic() - began:.0f} s]", flush=True)


if __name__ == "__main__":
    main()
