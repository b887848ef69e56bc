"""The reranker's judges: taught on the spans that the trained tagger finds possible in PolNeAR's training articles.

It learns last: the tagger and the parser must be there. Its weights go beside the attribution model's.
"""

from __future__ import annotations

import json
import logging
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import numpy as np
import torch
from torch import Tensor, nn

from quotecat.nlp.decoding import Weighed, of_role
from quotecat.nlp.encoder import load_encoder, save_halved
from quotecat.nlp.heads import ROLES
from quotecat.nlp.pipeline import Parser
from quotecat.nlp.reranker import FILE, Judges, Reranker
from quotecat.nlp.span_features import Setting, features
from quotecat.nlp.tagger import Question, Tagger
from quotecat.nlp.windows import Pieces
from training.annotated import rows
from training.pack import pack
from training.whole_articles import Parses, gold, measure, question, trimmed

logger = logging.getLogger(__name__)

SEED = 1234
EPOCHS = 12
BATCH = 2048  # spans
RATE, DECAY = 5e-3, 1.0
SELDOM = 30  # a feature that fewer spans have is not looked at


class Finds(Protocol):
    """What finds its possible spans: a `Tagger`."""

    def possible(self, asked: Question) -> tuple[list[Weighed], Setting, Pieces]:
        """The spans, and where they stand."""
        ...


class Example(NamedTuple):
    """The possible spans of one role in one article: their features, (spans, WIDTH), and whether they are right,
    (spans,)."""

    features: np.ndarray
    right: np.ndarray


def train(data: Path, work: Path) -> None:
    """Makes `work`/attribution/reranker.safetensors; articles that are parsed are not parsed again after an
    interruption."""
    (work / "attribution" / FILE).unlink(missing_ok=True)
    folder = work / "packed"
    pack(work, folder)
    shared = load_encoder(folder / "encoder")
    parser, tagger = Parser.load(folder, shared=shared), Tagger.load(folder / "attribution", *shared)
    articles = rows(data / "polnear" / "train.jsonl")
    examples = [kept(row, work / "reranker", parser, tagger) for row in articles]
    tagger.reranker = Reranker()
    for role in ROLES:
        judges = taught([example[role] for example in examples])
        tagger.reranker.judges[role] = judges.eval()
        logger.info("%s: taught on %d spans", role, sum(len(example[role].right) for example in examples))
    save_halved(tagger.reranker.state_dict(), work / "attribution" / FILE)
    scores = {"PolNeAR dev, whole articles": measure(rows(data / "polnear" / "dev.jsonl"), parser, tagger)}
    (work / "reranker.scores.json").write_text(json.dumps(scores), encoding="utf-8")
    logger.info("%s", scores)
    for made in (folder, work / "reranker"):  # or the next training would learn from another tagger's spans
        shutil.rmtree(made)


def taught(examples: Sequence[Example]) -> Judges:
    """The judges of one role, from examples of it."""
    torch.manual_seed(SEED)
    seen = torch.from_numpy(np.concatenate([e.features for e in examples]))
    right = torch.from_numpy(np.concatenate([e.right for e in examples])).float()
    judges = Judges()
    often = (seen != 0).sum(0) >= SELDOM
    judges.mean.copy_(seen.mean(0))
    judges.scale.copy_(often / seen.std(0).clamp(min=1e-2))
    optimizer = torch.optim.AdamW(judges.parameters(), weight_decay=DECAY)
    batches = -(-len(seen) // BATCH)
    rate = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, total_steps=EPOCHS * batches)
    judges.train()
    for _ in range(EPOCHS):
        order = torch.randperm(len(seen))
        for at in range(0, len(seen), BATCH):
            chosen = order[at : at + BATCH]
            loss = _loss(judges(seen[chosen]), right[chosen])
            optimizer.zero_grad()
            torch.autograd.backward(loss)
            optimizer.step()
            rate.step()
    return judges


def _loss(odds: Tensor, right: Tensor) -> Tensor:
    """Each judge answers for itself."""
    every = right[:, None].expand_as(odds)
    return nn.functional.binary_cross_entropy_with_logits(odds, every, reduction="none").mean(0).sum()


def kept(row: dict[str, Any], folder: Path, parser: Parses, tagger: Finds) -> dict[str, Example]:
    """An article's examples by role; read from `folder`, or made and written there."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{row['article']}.npz"
    if not path.exists():
        made = _examples(row, parser, tagger)
        arrays = {f"{role} {name}": array for role, e in made.items() for name, array in e._asdict().items()}
        partial = path.with_suffix(".partial.npz")
        np.savez_compressed(partial, **arrays)
        partial.replace(path)
    with np.load(path) as found:
        return {role: Example(found[f"{role} features"], found[f"{role} right"]) for role in ROLES}


def _examples(row: dict[str, Any], parser: Parses, tagger: Finds) -> dict[str, Example]:
    spans, setting, pieces = tagger.possible(question(row, parser))
    made = {}
    for role in ROLES:
        own = of_role(role, spans)
        wanted = gold(row, role)
        right = np.array([trimmed(pieces, s, row["text"]) in wanted for s in own], dtype=bool)
        made[role] = Example(features(own, setting), right)
    return made
