"""How fast quotecat is beside its own encoder, on this machine and in one run: `make bench`.

The articles are those of `corpus/` again and again, each with a line of its own, so that none is known already. Only
the ratios can be compared between machines.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from typing import Any
from unittest.mock import patch

ROOT = Path(__file__).parents[1]
SIZES = (1, 10, 100, 1000)
ENCODED = 46  # articles that the encoder alone is timed on
CLAIMED = 23  # articles that the claims' part of the time is measured on: the corpus once


@dataclass(frozen=True, slots=True)
class Run:
    """One command: seconds from start to first line of output and to its end, and peak memory in MB."""

    first: float
    seconds: float
    peak: float


def articles(count: int) -> list[str]:
    """So many texts of the corpus, no two alike."""
    rows = (ROOT / "corpus" / "gold.jsonl").read_text(encoding="utf-8").splitlines()
    texts = [str(json.loads(row)["text"]) for row in rows]
    return [f"{text}\n\nEdition {number}." for number, text in enumerate(islice(cycle(texts), count), 1)]


def words(texts: Sequence[str]) -> int:
    """How many words they have, by white space."""
    return sum(len(text.split()) for text in texts)


def encoder_alone(texts: Sequence[str], *, half: bool) -> float:
    """Words a second of one pass of the encoder over windows of 510 pieces, and nothing else."""
    import torch

    from quotecat.nlp.encoder import load_encoder
    from quotecat.nlp.pipeline import MODELS
    from quotecat.nlp.windows import batch, cut, specials, starts

    encoder, tokenizer = load_encoder(MODELS / "encoder")
    # Articles one after the other, so that the windows are full.
    pieces = cut(tokenizer, "\n\n".join(texts), ())
    windows = [(pieces, start) for start in starts(len(pieces.ids), stride=510)]
    batches = [batch(windows[at : at + 8], **specials(tokenizer)) for at in range(0, len(windows), 8)]
    with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16, enabled=half):
        encoder(batches[0].ids, batches[0].mask)  # warm up
        began = time.perf_counter()
        for one in batches:
            encoder(one.ids, one.mask, one.types)
        return words(texts) / (time.perf_counter() - began)


def share_of_claims(texts: Sequence[str]) -> float:
    """What part of the extraction's time the claims take, 0 to 1, in one process with the models loaded."""
    from quotecat.extract import found
    from quotecat.extract.claim import claims
    from quotecat.extract.engine import Engine
    from quotecat.text.article import Article

    engine, spent = Engine.load(), 0.0

    def timed(*asked: Any) -> Any:
        nonlocal spent
        began = time.perf_counter()
        made = claims(*asked)
        spent += time.perf_counter() - began
        return made

    list(engine.extract([Article(texts[0])]))  # warm up
    with patch.object(found, "claims", timed):
        began = time.perf_counter()
        list(engine.extract(map(Article, texts)))
        return spent / (time.perf_counter() - began)


def quotecat() -> str:
    """The command of this environment."""
    return str(Path(sys.executable).with_name("quotecat"))


def run(*command: str) -> Run:
    """Run a command; its output is read and thrown away."""
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    assert process.stdout
    process.stdout.readline()
    first = time.perf_counter() - began
    process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status):
        sys.exit(f"{' '.join(command)} failed")
    return Run(first, time.perf_counter() - began, usage.ru_maxrss / 1024)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES, help="how many articles (default: 1 10 100 1000)")
    sizes = parser.parse_args().sizes
    alone = {half: encoder_alone(articles(ENCODED if not half else 8), half=half) for half in (False, True)}
    print(f"encoder alone: {alone[False]:.0f} words/s in 32 bit, {alone[True]:.0f} in bfloat16")
    print(f"claims: {share_of_claims(articles(CLAIMED)):.1%} of the extraction's time")
    print("articles  words   extract w/s  of encoder  first s  peak MB   add w/s  of encoder  peak MB")
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            texts = articles(size)
            path = Path(folder, f"{size}.jsonl")
            path.write_text("".join(json.dumps({"text": text}) + "\n" for text in texts), encoding="utf-8")
            extract = run(quotecat(), "extract", "--quiet", str(path))
            add = run(quotecat(), "add", "--quiet", str(path), "--db", str(Path(folder, f"{size}.db")))
            rates = [words(texts) / r.seconds for r in (extract, add)]
            print(
                f"{size:8,} {words(texts):6,} {rates[0]:12.0f} {rates[0] / alone[False]:11.2f} {extract.first:8.1f} "
                f"{extract.peak:8.0f} {rates[1]:9.0f} {rates[1] / alone[False]:11.2f} {add.peak:8.0f}",
                flush=True,
            )


if __name__ == "__main__":
    main()
