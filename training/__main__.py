"""`python -m training PART --data DIR --work DIR`: how each shipped weight is made."""

from __future__ import annotations

import argparse
import importlib
import json
import logging
from pathlib import Path

PARTS = (
    "encoder", "attribution", "tokenizer", "mwt", "lemma", "pos", "depparse", "ner", "reranker", "resolution",
    "pack", "card",
)  # fmt: skip


def main(words: list[str] | None = None) -> None:
    """Train one part, or all in order; `pack` and `card` make of the results what ships, `comparison` only measures."""
    options = _arguments().parse_args(words)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    options.work.mkdir(parents=True, exist_ok=True)
    for part in PARTS if options.part == "all" else (options.part,):
        if part == "pack":
            _pack(options.work, options.models)
        elif part == "card":
            _card(options.data, options.work, options.models)
        else:
            # Each trainer is imported only when it is needed: the others' libraries take seconds.
            importlib.import_module(f"training.{part}").train(options.data, options.work)


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m training", description=main.__doc__)
    parser.add_argument("part", choices=("all", *PARTS, "comparison"))
    parser.add_argument("--data", type=Path, required=True, help="the folder with ud/, polnear/ and worldwide/")
    parser.add_argument(
        "--work", type=Path, default=Path(".training"), help="where trained weights and prepared data go"
    )
    parser.add_argument(
        "--models",
        type=Path,
        default=Path(__file__).parents[1] / "quotecat" / "nlp" / "models",
        help="where packed weights go",
    )
    return parser


def _pack(work: Path, models: Path) -> None:
    from training.pack import pack

    logging.info("packed into %s: fingerprint %s", models, pack(work, models))


def _card(data: Path, work: Path, models: Path) -> None:
    from quotecat.nlp.manifest import verify
    from training.card import card, sources
    from training.scores import measure

    scores = measure(data, work, models)
    for extra in (work / f"{part}.scores.json" for part in ("attribution", "reranker", "resolution", "comparison")):
        if extra.is_file():
            scores |= json.loads(extra.read_text(encoding="utf-8"))
    (models / "MODEL_CARD.md").write_text(card(verify(models), scores, sources(data)), encoding="utf-8")


if __name__ == "__main__":
    main()
