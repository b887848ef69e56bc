"""How well the attribution model does, window by window, given the quotation marks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor

from quotecat.nlp.decoding import decoded
from quotecat.nlp.heads import ROLES, Answers, spans
from training.annotated import Annotated
from training.batches import UNKNOWN, WINDOWS_A_BATCH, AttributionBatch, gather, windows
from training.reader import Reader


@torch.no_grad()
def measure(
    reader: Reader, dev: Sequence[Annotated], tokenizer: Tokenizer, device: str, *, tagged: bool = True
) -> dict[str, float]:
    """Per window: the piece pointed at from a quotation lies in the gold source, or cue, that from a source in a name
    of its speaker; said-or-not is right; and, if all is `tagged`, the exact F1 of tagged spans."""
    reader.eval()
    right: Counter[str] = Counter()
    for annotated in dev:
        items = list(windows(annotated, 400))
        for at in range(0, len(items), WINDOWS_A_BATCH):
            got = gather(items[at : at + WINDOWS_A_BATCH], tokenizer).to(device)
            answers, names = reader(got)
            right += _pointed(answers, names, got)
            if tagged:
                right += _tagged(answers, got, reader.heads.transitions().cpu().numpy())
    reader.train()
    pointers = {k: right[k] / max(right[f"{k}, asked"], 1) for k in ("source", "cue", "names", "said")}
    exact = {
        f"exact {role}": 2 * right[f"{role}, right"] / (right[f"{role}, found"] + right[f"{role}, gold"])
        for role in (ROLES if tagged else ())
    }
    return {k: round(v, 4) for k, v in (pointers | exact).items()}


def _pointed(answers: Answers, names: Tensor, got: AttributionBatch) -> Counter[str]:
    quoted = got.said >= 0
    found: Counter[str] = Counter()
    for key, scores, gold in (("source", answers.source, got.source), ("cue", answers.cue, got.cue)):
        asked = quoted & (gold[:, 1:].sum(-1) > 0)
        found[key] = int(gold.gather(1, scores.argmax(-1)[:, None])[asked].sum())
        found[f"{key}, asked"] = int(asked.sum())
    asked = got.names.sum(-1) > 0
    found["names"] = int(got.names.gather(1, names.argmax(-1)[:, None])[asked].sum())
    found["names, asked"] = int(asked.sum())
    found["said"] = int(((answers.said > 0) == (got.said > 0))[quoted].sum())
    found["said, asked"] = int(quoted.sum())
    return found


def _tagged(answers: Answers, got: AttributionBatch, transitions: np.ndarray) -> Counter[str]:
    found: Counter[str] = Counter()
    for scores, gold in zip(answers.tags[:, 1:].cpu().numpy(), got.tags[:, 1:].cpu().numpy(), strict=True):
        length = int((gold != UNKNOWN).sum())
        best = [(s.role, s.first, s.last) for s in decoded(scores[:length].astype(np.float64), transitions)]
        for role in ROLES:
            ours, theirs = ({s for s in tagged if s[0] == role} for tagged in (best, spans(gold[:length])))
            found[f"{role}, right"] += len(ours & theirs)
            found[f"{role}, found"] += len(ours)
            found[f"{role}, gold"] += len(theirs)
    return found
