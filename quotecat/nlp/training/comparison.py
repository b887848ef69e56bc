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

import torch
from torch import Tensor, nn

from quotecat.nlp.encoder import load_encoder
from quotecat.nlp.heads import AttributionHeads
from quotecat.nlp.training import polnear
from quotecat.nlp.training.attribution import plan
from quotecat.nlp.training.attribution_scores import measure
from quotecat.nlp.training.polnear import gather
from quotecat.nlp.training.reader import Reader

logger = logging.getLogger(__name__)

EPOCHS = 1
SEED = 1234
RANK = 16
RATES = {"heads": 6e-4, "layers": 1.5e-4, "adapters": 1e-3}


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


def frozen(reader: Reader) -> float:
    """Only the heads learn."""
    reader.encoder.requires_grad_(False)
    return RATES["layers"]


def adapters(reader: Reader) -> float:
    """The heads learn, and adapters in every layer."""
    reader.encoder.requires_grad_(False)
    adapt(reader.encoder.bert.encoder)
    return RATES["adapters"]


def own_layers(reader: Reader) -> float:
    """The heads and all layers learn."""
    reader.thaw(0)
    return RATES["layers"]


WAYS: dict[str, Callable[[Reader], float]] = {
    "heads on the encoder as it is": frozen,
    f"adapters of rank {RANK}": adapters,
    "layers of its own": own_layers,
}


def train(data: Path, work: Path) -> None:
    """Compare the ways with the encoder in `work`, and write `work`/comparison.scores.json; an interrupted comparison
    goes on with the first way that is not in it."""
    path = work / "comparison.scores.json"
    scores: dict[str, dict[str, float]] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    for way, prepare in WAYS.items():
        name = f"Compared after {EPOCHS} reading of PolNeAR: {way}"
        if name not in scores:
            scores[name] = learned(prepare, data, work)
            path.write_text(json.dumps(scores), encoding="utf-8")
            logger.info("%s: %s", name, scores[name])


def learned(prepare: Callable[[Reader], float], data: Path, work: Path) -> dict[str, float]:
    """How well one way does on PolNeAR dev, window by window, and what it adds to the weights, in MB of 16 bit."""
    torch.manual_seed(SEED)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    encoder, tokenizer = load_encoder(work / "encoder")
    articles = polnear.read(data / "polnear" / "train.jsonl", tokenizer)
    steps = plan([a for a in articles if not polnear.held_out(a.name)], EPOCHS, SEED)
    reader = Reader(encoder, AttributionHeads(encoder.config.hidden_size))
    rate_of_encoder = prepare(reader)
    reader.to(device).train()
    own = [p for p in reader.encoder.parameters() if p.requires_grad]
    heads = list(reader.heads.parameters())
    groups = [{"params": heads, "lr": RATES["heads"]}, {"params": own, "lr": rate_of_encoder}]
    optimizer = torch.optim.AdamW([g for g in groups if g["params"]], weight_decay=0.01, betas=(0.9, 0.98))
    rate = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda s: min((s + 1) / 60, max(0.02, 1 - s / len(steps))))
    for items in steps:
        torch.autograd.backward(reader.loss(gather(items, tokenizer).to(device)))
        nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        rate.step()
    found = measure(reader.eval(), polnear.read(data / "polnear" / "dev.jsonl", tokenizer), tokenizer, device)
    return {**found, "MB of its own": round(2 * sum(p.numel() for p in (*own, *heads)) / 1e6, 1)}
