"""How well the attribution model does, window by window, given the quotation marks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
import torch
from tokenizers import Tokenizer

from quotecat.nlp.decoding import decoded
from quotecat.nlp.heads import ROLES, Answers, spans
from quotecat.nlp.training import polnear
from quotecat.nlp.training.polnear import WINDOWS_A_BATCH, Annotated, AttributionBatch, gather
from quotecat.nlp.training.reader import Reader
from quotecat.nlp.windows import starts


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
        best = [(s.role, s.first, s.last) for s in decoded(scores[:length].astype(np.float64), transitions)]
        for role in ROLES:
            ours, theirs = ({s for s in tagged if s[0] == role} for tagged in (best, spans(gold[:length])))
            found[f"{role}, right"] += len(ours & theirs)
            found[f"{role}, found"] += len(ours)
            found[f"{role}, gold"] += len(theirs)
    return found
