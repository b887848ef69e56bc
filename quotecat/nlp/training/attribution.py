"""The attribution model: the shared encoder's upper layers and the heads, fine-tuned on PolNeAR alone.

The shared encoder has learned attribution beside syntax and names; here a copy of it learns nothing else. The lower
layers stay as they are, so only what differs ships. Weights are averaged exponentially over the steps (Polyak and
Juditsky 1992), and one article in ten is left out: the confidence is calibrated on those.
"""

from __future__ import annotations

import json
import logging
import random
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import cast

import numpy as np
import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn.functional import binary_cross_entropy_with_logits
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from quotecat.nlp.crf import negative_log_likelihood, viterbi
from quotecat.nlp.encoder import Encoder, load_encoder, save_halved
from quotecat.nlp.heads import ROLES, Answers, AttributionHeads, spans
from quotecat.nlp.training import polnear
from quotecat.nlp.training.polnear import Annotated, AttributionBatch, gather
from quotecat.nlp.training.precision import fast16
from quotecat.nlp.training.resume import keep, resume
from quotecat.nlp.windows import starts

logger = logging.getLogger(__name__)

SEED = 1234
FROZEN_LAYERS = 2
WINDOWS_A_BATCH = 8
AVERAGED = 0.995  # the share of the old average in each new one


class Reader(nn.Module):
    """The encoder with the attribution heads."""

    def __init__(self, encoder: Encoder, heads: AttributionHeads) -> None:
        super().__init__()
        self.encoder, self.heads = encoder, heads

    def forward(self, got: AttributionBatch) -> Answers:
        """The heads' answers about one batch of windows."""
        windows = got.windows
        with fast16(windows.ids.device.type):
            states = self.encoder(windows.ids, windows.mask, windows.types)[-1]
        answers: Answers = self.heads(states.float(), windows.mask, got.queries)
        return answers

    def loss(self, got: AttributionBatch) -> Tensor:
        """How wrong tags, pointers and said-or-not are on one batch."""
        answers = self(got)
        known = got.tags[:, 1:] != polnear.UNKNOWN
        loss = negative_log_likelihood(answers.tags[:, 1:], got.tags[:, 1:], known, self.heads.transitions())
        for scores, gold in ((answers.source, got.source), (answers.cue, got.cue)):
            asked = gold.sum(-1) > 0
            if asked.any():
                logs = scores[asked].log_softmax(-1)
                loss = loss - (logs + (gold[asked] - 1) * 1e4).logsumexp(-1).mean() * 0.5
        asked = got.said >= 0
        if asked.any():
            loss = loss + binary_cross_entropy_with_logits(answers.said[asked], got.said[asked]) * 0.5
        return loss


def plan(articles: Sequence[Annotated], epochs: int) -> list[list[tuple[Annotated, int]]]:
    """All batches of windows of all epochs, in their order; each epoch cuts the articles at other places."""
    shuffle = random.Random(SEED)
    steps = []
    for _ in range(epochs):
        cuts = (starts(len(a.pieces.ids), stride=440, first=shuffle.randint(100, 400)) for a in articles)
        items = [(a, s) for a, found in zip(articles, cuts, strict=True) for s in found]
        items.sort(key=lambda item: min(polnear.ROOM, len(item[0].pieces.ids)) + shuffle.random())
        batches = [items[i : i + WINDOWS_A_BATCH] for i in range(0, len(items), WINDOWS_A_BATCH)]
        shuffle.shuffle(batches)
        steps += batches
    return steps


def train(data: Path, work: Path, *, epochs: int = 4) -> None:
    """Makes `work`/attribution from `work`/encoder and `work`/first; resumes after an interruption."""
    torch.manual_seed(SEED)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    encoder, tokenizer = load_encoder(work / "encoder")
    articles = polnear.read(data / "polnear" / "train.jsonl", tokenizer)
    dev = polnear.read(data / "polnear" / "dev.jsonl", tokenizer)
    steps = plan([a for a in articles if not polnear.held_out(a.name)], epochs)
    reader = Reader(encoder, first_heads(work / "first" / "heads.safetensors", encoder)).to(device)
    trained = thaw(reader)
    optimizer = torch.optim.AdamW(
        [{"params": list(encoder.parameters()), "lr": 1.5e-4}, {"params": list(reader.heads.parameters()), "lr": 6e-4}],
        weight_decay=0.01,
        betas=(0.9, 0.98),
    )
    rate = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda s: min((s + 1) / 60, max(0.02, 1 - s / len(steps))))
    average = AveragedModel(reader, multi_avg_fn=get_ema_multi_avg_fn(AVERAGED))  # type: ignore[no-untyped-call]
    averaged = cast(Reader, average.module)
    state = {"reader": reader, "optimizer": optimizer, "rate": rate, "average": average}
    checkpoint = work / "attribution.ckpt"
    begin = resume(checkpoint, **state)
    logger.info("%d steps, from %d; %d tensors learn", len(steps), begin, len(trained))
    losses, clock = [], time.monotonic()
    reader.train()
    for step, items in enumerate(steps[begin:], begin):
        loss = reader.loss(gather(items, tokenizer).to(device))
        torch.autograd.backward(loss)
        nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        rate.step()
        average.update_parameters(reader)
        losses.append(loss.item())
        if step % 20 == 19:
            mean = float(np.mean(losses[-20:]))
            logger.info("step %d/%d loss %.3f, %.0f s", step + 1, len(steps), mean, time.monotonic() - clock)
        if step % 100 == 99:
            keep(checkpoint, step + 1, **state)
        if step + 1 == len(steps) or (step + 1) % (len(steps) // epochs) == 0:
            write(averaged, trained, work)
            scores = {"PolNeAR dev, each window": measure(averaged, dev, tokenizer, device)}
            (work / "attribution.scores.json").write_text(json.dumps(scores), encoding="utf-8")
            logger.info("%s", scores)
    checkpoint.unlink(missing_ok=True)


def first_heads(path: Path, encoder: Encoder) -> AttributionHeads:
    """The heads that the shared encoder was taught with."""
    heads = AttributionHeads(encoder.config.hidden_size)
    heads.load_state_dict({k: v.float() for k, v in load_file(path).items()}, strict=False)
    return heads


def thaw(reader: Reader) -> list[str]:
    """Let the upper layers and the heads learn, and nothing else; the names of the encoder's tensors that do."""
    reader.encoder.requires_grad_(False)
    for layer in list(reader.encoder.bert.encoder.layer)[FROZEN_LAYERS:]:  # type: ignore[arg-type]
        layer.requires_grad_(True)
    return [name for name, tensor in reader.encoder.named_parameters() if tensor.requires_grad]


def write(reader: Reader, trained: Sequence[str], work: Path) -> None:
    """The encoder's tensors that differ from the shared one's, and the heads, in 16 bit."""
    (work / "attribution").mkdir(parents=True, exist_ok=True)
    own = reader.encoder.state_dict()
    for name, tensors in (("encoder", {n: own[n] for n in trained}), ("heads", reader.heads.state_dict())):
        save_halved(tensors, work / "attribution" / f"{name}.safetensors")


@torch.no_grad()
def measure(reader: Reader, dev: Sequence[Annotated], tokenizer: Tokenizer, device: str) -> dict[str, float]:
    """Per window: the piece pointed at from a quotation lies in the gold source, or cue; said-or-not is right; and
    the exact F1 of tagged spans."""
    reader.eval()
    right: Counter[str] = Counter()
    for annotated in dev:
        items = [(annotated, s) for s in starts(len(annotated.pieces.ids), stride=400)]
        for at in range(0, len(items), WINDOWS_A_BATCH):
            got = gather(items[at : at + WINDOWS_A_BATCH], tokenizer).to(device)
            answers = reader(got)
            right += _pointed(answers, got) + _tagged(answers, got, reader.heads.transitions().cpu().numpy())
    reader.train()
    pointers = {k: right[k] / right[f"{k}, asked"] for k in ("source", "cue", "said")}
    exact = {
        f"exact {role}": 2 * right[f"{role}, right"] / (right[f"{role}, found"] + right[f"{role}, gold"])
        for role in ROLES
    }
    return {k: round(v, 4) for k, v in (pointers | exact).items()}


def _pointed(answers: Answers, got: AttributionBatch) -> Counter[str]:
    quoted = got.said >= 0
    found: Counter[str] = Counter()
    for key, scores, gold in (("source", answers.source, got.source), ("cue", answers.cue, got.cue)):
        asked = quoted & (gold[:, 1:].sum(-1) > 0)
        found[key] = int(gold.gather(1, scores.argmax(-1)[:, None])[asked].sum())
        found[f"{key}, asked"] = int(asked.sum())
    found["said"] = int(((answers.said > 0) == (got.said > 0))[quoted].sum())
    found["said, asked"] = int(quoted.sum())
    return found


def _tagged(answers: Answers, got: AttributionBatch, transitions: np.ndarray) -> Counter[str]:
    found: Counter[str] = Counter()
    for scores, gold in zip(answers.tags[:, 1:].cpu().numpy(), got.tags[:, 1:].cpu().numpy(), strict=True):
        length = int((gold != polnear.UNKNOWN).sum())
        best, want = spans(viterbi(scores[:length], transitions)), spans(gold[:length])
        for role in ROLES:
            ours, theirs = ({s for s in tagged if s[0] == role} for tagged in (best, want))
            found[f"{role}, right"] += len(ours & theirs)
            found[f"{role}, found"] += len(ours)
            found[f"{role}, gold"] += len(theirs)
    return found
