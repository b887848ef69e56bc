"""How long lookups take in a catalog: `python -m benchmarks.lookups CATALOG`, such as `benchmarks.catalogue` makes.

Quotations are drawn at random, so what is common is asked for as often as it stands: two words of one, its speaker,
six words of it from memory, and its id. Each is asked in the process, for a page of twenty.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable
from pathlib import Path

from quotecat.catalog.answers import QuoteRow
from quotecat.catalog.catalog import Catalog
from quotecat.catalog.lookup import quotation, quotes
from quotecat.catalog.recall import recall

PAGE = 20


def drawn(catalog: Catalog, count: int, seed: int) -> list[QuoteRow]:
    """Quotations drawn at random, those of a catalog from which nothing was deleted all as likely."""
    most = next(catalog.query("SELECT max(number) FROM quotation"))[0]
    dice = random.Random(seed)
    found: list[QuoteRow] = []
    while len(found) < count:
        for row in catalog.query("SELECT id FROM quotation WHERE number = :n", {"n": dice.randint(1, most)}):
            found.append(quotation(catalog, row["id"]))
    return found


def words(row: QuoteRow, count: int) -> str:
    """So many of the quotation's words, the first two passed over."""
    return " ".join(row.quotation.split()[2 : 2 + count])


def milliseconds(ask: Callable[[QuoteRow], object], rows: list[QuoteRow]) -> list[float]:
    """How long each answer took, the shortest first."""
    taken = []
    for row in rows:
        start = time.perf_counter()
        ask(row)
        taken.append((time.perf_counter() - start) * 1000)
    return sorted(taken)


def main() -> None:
    """Prints for each kind of lookup the median, the 95th percentile and the longest."""
    told = argparse.ArgumentParser(description=__doc__)
    told.add_argument("catalog", type=Path)
    told.add_argument("--count", type=int, default=200)
    told.add_argument("--seed", type=int, default=4)
    given = told.parse_args()
    with Catalog(given.catalog) as catalog:
        rows = drawn(catalog, given.count, given.seed)
        asked: dict[str, Callable[[QuoteRow], object]] = {
            "two words": lambda row: quotes(catalog, words=words(row, 2), limit=PAGE),
            "speaker": lambda row: quotes(catalog, speaker=row.speaker, limit=PAGE),
            "remembered": lambda row: recall(catalog, "quotation", words(row, 6)),
            "id": lambda row: quotation(catalog, row.quotation_id),
        }
        print(f"{catalog.counts()['quotations']:,} quotations; {len(rows)} lookups of each kind, milliseconds")
        for name, ask in asked.items():
            taken = milliseconds(ask, rows)
            middle, most, longest = taken[len(taken) // 2], taken[int(len(taken) * 0.95)], taken[-1]
            print(f"{name:12} median {middle:6.1f}   95 of 100 {most:6.1f}   longest {longest:6.1f}")


if __name__ == "__main__":
    main()
