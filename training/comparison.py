"""Ways for attribution to share the encoder, compared: heads on it as it is, low-rank adapters, layers of its own.

The shared encoder has learned syntax, names and attribution together. Each way begins with it and with new heads, and
reads the same windows in the same order, `EPOCHS` times; what the comparison says stands in the model card. It makes
nothing that ships: `attribution` trains the way that won, for longer.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import torch
from torch import Tensor, nn

from quotecat.nlp.encoder import load_encoder
from quotecat.nlp.heads import AttributionHeads
from training.annotated import held_out, read, rows
from training.attribution import RATE, learn, optimizing
from training.attribution_scores import measure
from training.batches import gather, plan
from training.reader import Reader

logger = logging.getLogger(__name__)

EPOCHS = 1
SEED = 1234
RANK = 16
RATE_OF_ADAPTERS = 1e-3


class LowRank(nn.Linear):
    """A linear map that stays as it is, and a map of low rank that is learned beside it (Hu et al. 2021)."""

    def __init__(self, given: nn.Linear) -> None:
        super().__init__(given.in_features, given.out_features)
        self.load_state_dict(given.state_dict())
        self.requires_grad_(False)
        self.down = nn.Linear(given.in_features, RANK, bias=False)
        self.up = nn.Linear(RANK, given.out_features, bias=False)
        nn.init.zeros_(self.up.weight)

    def forward(self, states: Tensor) -> Tensor:
        """(..., inputs) to (..., outputs)."""
        found: Tensor = super().forward(states) + self.up(self.down(states))
        return found


def adapt(layers: nn.Module) -> None:
    """Give each linear map of a `Bert`'s layers an adapter."""
    for name, child in list(layers.named_children()):
        if isinstance(child, nn.Linear):
            setattr(layers, name, LowRank(child))
        else:
            adapt(child)


def frozen(reader: Reader) -> None:
    """Only the heads learn."""
    reader.encoder.requires_grad_(False)


def adapters(reader: Reader) -> None:
    """The heads learn, and adapters in every layer."""
    frozen(reader)
    adapt(reader.encoder.bert.encoder)


def own_layers(reader: Reader) -> None:
    """The heads and all layers learn."""
    reader.thaw(0)


class Way(NamedTuple):
    """What is made ready to learn, and how fast it does."""

    prepare: Callable[[Reader], None]
    rate: float


WAYS = {
    "heads on the encoder as it is": Way(frozen, RATE),
    f"adapters of rank {RANK}": Way(adapters, RATE_OF_ADAPTERS),
    "layers of its own": Way(own_layers, RATE),
}


def train(data: Path, work: Path) -> None:
    """Compare the ways with the encoder in `work`, and write `work`/comparison.scores.json; an interrupted comparison
    goes on with the first way that is not in it."""
    path = work / "comparison.scores.json"
    scores: dict[str, dict[str, float]] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    for called, way in WAYS.items():
        name = f"Compared after {EPOCHS} reading of PolNeAR: {called}"
        if name not in scores:
            scores[name] = learned(way, data, work)
            path.write_text(json.dumps(scores), encoding="utf-8")
            logger.info("%s: %s", name, scores[name])


def learned(way: Way, data: Path, work: Path) -> dict[str, float]:
    """How well one way does on PolNeAR dev, window by window, and what it adds to the weights, in MB of 16 bit."""
    torch.manual_seed(SEED)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    encoder, tokenizer = load_encoder(work / "encoder")
    articles = read(rows(data / "polnear" / "train.jsonl"), tokenizer)
    steps = plan([a for a in articles if not held_out(a.name)], EPOCHS, SEED, cut_short=0.0)
    reader = Reader(encoder, AttributionHeads(encoder.config.hidden_size))
    way.prepare(reader)
    reader.to(device).train()
    optimizer, rate = optimizing(reader, len(steps), way.rate)
    for items in steps:
        learn(reader, gather(items, tokenizer).to(device), optimizer, rate)
    learning = sum(p.numel() for p in reader.parameters() if p.requires_grad)
    found = measure(reader.eval(), read(rows(data / "polnear" / "dev.jsonl"), tokenizer), tokenizer, device)
    return {**found, "MB of its own": round(2 * learning / 1e6, 1)}
