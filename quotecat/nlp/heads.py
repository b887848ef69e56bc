"""The attribution model's heads: which pieces are source, cue and content, and where a content's source and cue are.

Roles are tagged as in PARC and PolNeAR (Pareti 2016; Newell et al. 2018), where a word has at most one, so one chain
of begin/inside/outside tags serves all three (as in CofeNet, Wang et al. 2022) and what follows what is learned. A
content is asked for its source and its cue by a pointer (Vinyals et al. 2015) from the states of its two ends;
pointing at the window's first position means none.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn

from quotecat.nlp.crf import NEVER

ROLES = ("source", "cue", "content")
OUTSIDE, TAGS = 0, 1 + 2 * len(ROLES)


def begin(role: int) -> int:
    """The tag of a span's first piece; the tag after it is that of the span's other pieces."""
    return 1 + 2 * role


@dataclass(frozen=True, slots=True)
class Answers:
    """What the heads say of one batch of windows.

    `tags` is (batch, pieces, tags) scores; `source` and `cue` are (queries, pieces) logits over the query's window;
    `said` is (queries,) logits that somebody said or wrote the stretch.
    """

    tags: Tensor
    source: Tensor
    cue: Tensor
    said: Tensor


class AttributionHeads(nn.Module):
    """Tags in a chain and two pointers over the encoder's last hidden states."""

    forbidden: Tensor

    def __init__(self, width: int, key_width: int = 192) -> None:
        super().__init__()
        self.tags = nn.Linear(width, TAGS)
        self.follows = nn.Parameter(torch.zeros(TAGS, TAGS))
        self.register_buffer("forbidden", forbidden(), persistent=False)
        self.query = nn.Sequential(nn.Linear(2 * width, width), nn.GELU(), nn.Dropout(0.1))
        self.ask = nn.Linear(width, 2 * key_width)
        self.key = nn.Linear(width, 2 * key_width)
        self.said = nn.Linear(width, 1)

    def transitions(self) -> Tensor:
        """What the chain of tags scores from one tag, (tags,), to the next, (tags,)."""
        return self.follows.masked_fill(self.forbidden, NEVER)

    def forward(self, states: Tensor, attention_mask: Tensor, queries: Tensor) -> Answers:
        """Answers for `queries`, (n, 3): window in the batch, first piece, last piece of a stretch."""
        tags = self.tags(states)
        window, first, last = queries.unbind(-1)
        query = self.query(torch.cat([states[window, first], states[window, last]], -1))
        ask = self.ask(query).unflatten(-1, (2, -1))
        keys = self.key(states).unflatten(-1, (2, -1))
        # Every query against every window is one matrix product: cheaper than gathering each query's window.
        scores = torch.einsum("qrd,wprd->rqwp", ask, keys) / ask.shape[-1] ** 0.5
        scores = scores[:, torch.arange(len(window)), window]
        scores = scores.masked_fill(attention_mask[window] == 0, -1e4)
        return Answers(tags, scores[0], scores[1], self.said(query).squeeze(-1))


def forbidden() -> Tensor:
    """Which tags cannot follow which: the inside of a span follows its beginning or its inside, and nothing else."""
    never = torch.zeros(TAGS, TAGS, dtype=torch.bool)
    for role in range(len(ROLES)):
        inside = begin(role) + 1
        never[:, inside] = True
        never[[begin(role), inside], inside] = False
    return never


def spans(tags: np.ndarray) -> list[tuple[str, int, int]]:
    """The spans in a chain of tags, (pieces,), in order: the role, and its half-open range of pieces.

    An inside at the chain's head begins a span: it goes on from what is not seen.
    """
    found: list[tuple[str, int, int]] = []
    for place in np.flatnonzero(tags).tolist():
        role, is_begin = ROLES[(int(tags[place]) - 1) // 2], tags[place] % 2 == 1
        if found and not is_begin and found[-1][0] == role and found[-1][2] == place:
            found[-1] = (role, found[-1][1], place + 1)
        else:
            found.append((role, place, place + 1))
    return found
