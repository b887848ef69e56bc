"""The attribution model: the shared encoder's layers and the heads, fine-tuned on PolNeAR alone, in two cycles.

The shared encoder has learned attribution beside syntax and names; here a copy of it learns nothing else. In the first
cycle the lower layers stay as they are; in the second, which begins at a high rate again (Loshchilov and Hutter 2017),
all layers learn. The word embeddings never do, so they ship once. Weights are averaged exponentially over the steps
(Polyak and Juditsky 1992), and one article in ten is left out: the confidence is calibrated on those.

A cycle may read the worldwide newswire too, some articles a few paragraphs at a time, and average what comes of it with
the weights that it began with (Wortsman et al. 2022). No such cycle ships yet: it found more of the world's quotations
and was less exact on PolNeAR.
"""

from __future__ import annotations

import copy
import json
import logging
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import numpy as np
import torch
from safetensors.torch import load_file
from torch import nn
from torch.optim import Optimizer
from torch.optim.lr_scheduler import LambdaLR, LRScheduler
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from quotecat.nlp.encoder import load_encoder, refined, save_halved
from quotecat.nlp.heads import AttributionHeads
from training.annotated import held_out, read, rows, train_rows
from training.attribution_scores import measure
from training.batches import CUT_SHORT, AttributionBatch, gather, plan
from training.reader import Reader
from training.resume import keep, resume

logger = logging.getLogger(__name__)

RATE, RATE_OF_HEADS = 1.5e-4, 6e-4
AVERAGED = 0.995  # the share of the old average in each new one


@dataclass(frozen=True, slots=True)
class Cycle:
    """One fall of the learning rate: from which weights (a folder in the work folder) to which, how many of the lowest
    layers stay as they are, how often the articles are read, the seed of their order, and how much said-or-not is
    smoothed: read again and again, it grows too sure of itself; `worldwide`: whether it reads the worldwide newswire
    too; `kept`: the share of the weights that it began with in those at its end."""

    begin: str
    end: str
    frozen_layers: int
    epochs: int
    seed: int
    doubt: float = 0.0
    worldwide: bool = False
    kept: float = 0.0


CYCLES = (
    Cycle("first", "attribution-1", 2, 4, 1234),
    Cycle("attribution-1", "attribution", 0, 3, 77, doubt=0.1),
)


def train(data: Path, work: Path) -> None:
    """Makes `work`/attribution from `work`/encoder and `work`/first; resumes after an interruption."""
    ended = {cycle: work / f"{cycle.end}.finished" for cycle in CYCLES}
    for cycle, mark in ended.items():
        if not mark.exists():
            run(cycle, data, work)
            mark.touch()
    for mark in ended.values():  # or the next training would find itself already done
        mark.unlink()


def run(cycle: Cycle, data: Path, work: Path) -> None:
    """Makes the weights at the end of one cycle, and tells how they do on PolNeAR dev."""
    torch.manual_seed(cycle.seed)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    _, tokenizer = load_encoder(work / "encoder")
    given = train_rows(data) if cycle.worldwide else rows(data / "polnear" / "train.jsonl")
    articles = read((row for row in given if not held_out(row["article"])), tokenizer)
    dev = read(rows(data / "polnear" / "dev.jsonl"), tokenizer)
    world = read(rows(data / "worldwide" / "quotes" / "dev.jsonl"), tokenizer)
    steps = plan(articles, cycle.epochs, cycle.seed, cut_short=CUT_SHORT if cycle.worldwide else 0.0)
    reader = begun(work, cycle).to(device)
    trained = reader.thaw(cycle.frozen_layers)
    optimizer, rate = optimizing(reader, len(steps))
    average = AveragedModel(reader, multi_avg_fn=get_ema_multi_avg_fn(AVERAGED))  # type: ignore[no-untyped-call]
    averaged = cast(Reader, average.module)
    state = {"reader": reader, "optimizer": optimizer, "rate": rate, "average": average}
    checkpoint = work / f"{cycle.end}.ckpt"
    begin = resume(checkpoint, **state)
    logger.info("%s: %d steps, from %d; %d tensors learn", cycle.end, len(steps), begin, len(trained))
    losses, clock = [], time.monotonic()
    reader.train()
    for step, items in enumerate(steps[begin:], begin):
        losses.append(learn(reader, gather(items, tokenizer).to(device), optimizer, rate, cycle.doubt))
        average.update_parameters(reader)
        if step % 20 == 19:
            mean = float(np.mean(losses[-20:]))
            logger.info("step %d/%d loss %.3f, %.0f s", step + 1, len(steps), mean, time.monotonic() - clock)
        if step % 100 == 99:
            keep(checkpoint, step + 1, **state)
        if step + 1 == len(steps) or (step + 1) % (len(steps) // cycle.epochs) == 0:
            write(_mixed(averaged, work, cycle), trained, work / cycle.end)
            scores = {
                "PolNeAR dev, each window": measure(averaged, dev, tokenizer, device),
                "Worldwide dev, each window": measure(averaged, world, tokenizer, device, tagged=False),
            }
            (work / f"{cycle.end}.scores.json").write_text(json.dumps(scores), encoding="utf-8")
            logger.info("%s", scores)
    checkpoint.unlink(missing_ok=True)


def optimizing(reader: Reader, steps: int, rate: float = RATE) -> tuple[Optimizer, LRScheduler]:
    """What moves the weights, the encoder's at the `rate` and the heads' at their own, and lets both rates rise for 60
    steps and fall to a fiftieth."""
    groups = [
        {"params": list(reader.encoder.parameters()), "lr": rate},
        {"params": [*reader.heads.parameters(), *reader.namer.parameters()], "lr": RATE_OF_HEADS},
    ]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01, betas=(0.9, 0.98))
    return optimizer, LambdaLR(optimizer, lambda s: min((s + 1) / 60, max(0.02, 1 - s / steps)))


def learn(
    reader: Reader, batch: AttributionBatch, optimizer: Optimizer, rate: LRScheduler, doubt: float = 0.0
) -> float:
    """One step; how wrong the answers were."""
    loss = reader.loss(batch, doubt)
    torch.autograd.backward(loss)
    nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
    optimizer.step()
    optimizer.zero_grad(set_to_none=True)
    rate.step()
    return loss.item()


def begun(work: Path, cycle: Cycle) -> Reader:
    """The weights that a cycle begins with: the shared encoder's where `cycle.begin` has no others."""
    encoder, _ = load_encoder(work / "encoder")
    own = work / cycle.begin / "encoder.safetensors"
    if own.exists():
        encoder = refined(encoder, load_file(own))
    heads = AttributionHeads(encoder.config.hidden_size)
    given = load_file(work / cycle.begin / "heads.safetensors")
    heads.load_state_dict({k: v.float() for k, v in given.items()}, strict=False)
    return Reader(encoder, heads)


def _mixed(reader: Reader, work: Path, cycle: Cycle) -> Reader:
    """The weights of a reader, averaged with those that its cycle began with."""
    if not cycle.kept:
        return reader
    begun_with = begun(work, cycle).state_dict()
    mixed = {
        name: (1 - cycle.kept) * tensor + cycle.kept * begun_with[name].to(tensor)
        for name, tensor in reader.state_dict().items()
        if tensor.is_floating_point()
    }
    found = copy.deepcopy(reader)
    found.load_state_dict(mixed, strict=False)
    return found


def write(reader: Reader, trained: Sequence[str], folder: Path) -> None:
    """The encoder's tensors that differ from the shared one's, and the heads, in 16 bit."""
    folder.mkdir(parents=True, exist_ok=True)
    own = reader.encoder.state_dict()
    for name, tensors in (("encoder", {n: own[n] for n in trained}), ("heads", reader.heads.state_dict())):
        save_halved(tensors, folder / f"{name}.safetensors")
