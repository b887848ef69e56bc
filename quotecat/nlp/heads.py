"""The attribution model's heads: which pieces are source, cue and content, and where a content's source and cue are.

Roles are tagged as in PARC and PolNeAR (Pareti 2016; Newell et al. 2018), each role with its own begin/inside/outside
layer, since one attribution's source may stand in another's content. A content is asked for its source and its cue by
a pointer (Vinyals et al. 2015) from the states of its two ends; pointing at the window's first position means none.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn

ROLES = ("source", "cue", "content")
OUTSIDE, BEGIN, INSIDE = range(3)


@dataclass(frozen=True, slots=True)
class Answers:
    """What the heads say of one batch of windows.

    `tags` is (batch, pieces, roles, 3); `source` and `cue` are (queries, pieces) logits over the query's window;
    `said` is (queries,) logits that somebody said or wrote the stretch.
    """

    tags: Tensor
    source: Tensor
    cue: Tensor
    said: Tensor


class AttributionHeads(nn.Module):
    """Linear tags and two pointers over the encoder's last hidden states."""

    def __init__(self, width: int, key_width: int = 192) -> None:
        super().__init__()
        self.tags = nn.Linear(width, len(ROLES) * 3)
        self.query = nn.Sequential(nn.Linear(2 * width, width), nn.GELU(), nn.Dropout(0.1))
        self.ask = nn.Linear(width, 2 * key_width)
        self.key = nn.Linear(width, 2 * key_width)
        self.said = nn.Linear(width, 1)

    def forward(self, states: Tensor, attention_mask: Tensor, queries: Tensor) -> Answers:
        """Answers for `queries`, (n, 3): window in the batch, first piece, last piece of a stretch."""
        tags = self.tags(states).unflatten(-1, (len(ROLES), 3))
        window, first, last = queries.unbind(-1)
        query = self.query(torch.cat([states[window, first], states[window, last]], -1))
        ask = self.ask(query).unflatten(-1, (2, -1))
        keys = self.key(states).unflatten(-1, (2, -1))
        # Every query against every window is one matrix product: cheaper than gathering each query's window.
        scores = torch.einsum("qrd,wprd->rqwp", ask, keys) / ask.shape[-1] ** 0.5
        scores = scores[:, torch.arange(len(window)), window]
        scores = scores.masked_fill(attention_mask[window] == 0, -1e4)
        return Answers(tags, scores[0], scores[1], self.said(query).squeeze(-1))
