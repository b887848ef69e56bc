"""What adding an article costs in a large catalog beside an empty one: `python -m benchmarks.adding BIG.db`.

The command `quotecat add` runs from its start to its end, models and all, with one new article each time: in turns into
an empty catalog and into the large one, which is three articles larger after.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path
from statistics import median
from uuid import uuid4

from benchmarks.speed import articles, quotecat, run

TIMES = 3


def seconds(catalog: Path, folder: Path) -> float:
    """How long it takes to add an article that no catalog has."""
    path = folder / f"{uuid4()}.jsonl"
    path.write_text(json.dumps({"text": f"{articles(1)[0]}\n\nPrinted as {path.stem}."}) + "\n", encoding="utf-8")
    return run(quotecat(), "add", "--quiet", str(path), "--db", str(catalog)).seconds


def main() -> None:
    """Print both, and how many times as long the large catalog takes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("big", type=Path, help="a catalog, for example one of benchmarks.catalogue")
    big = parser.parse_args().big
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pairs = [(seconds(folder / f"{turn}.db", folder), seconds(big, folder)) for turn in range(TIMES)]
    empty, large = (median(times) for times in zip(*pairs, strict=True))
    print(f"adding an article: {empty:.1f} s to an empty catalog, {large:.1f} s to {big}: {large / empty:.2f} times")


if __name__ == "__main__":
    main()
