"""Throw-away heads that teach the shared encoder what Stanza's own heads, trained afterwards, want to read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy


class Teacher(nn.Module):
    """Throw-away heads for words, dependencies (Dozat and Manning 2017) and names."""

    def __init__(self, width: int, *, upos: int, deprels: int, names: int, arc: int = 192, rel: int = 192) -> None:
        super().__init__()
        self.upos, self.names = nn.Linear(width, upos), nn.Linear(width, names)
        self.dependent, self.head = (nn.Sequential(nn.Linear(width, arc), nn.GELU()) for _ in range(2))
        self.arc = nn.Linear(arc, arc)
        self.rel_dependent, self.rel_head = (nn.Linear(width, rel) for _ in range(2))
        self.rel = nn.Sequential(nn.GELU(), nn.Linear(rel, deprels))

    def loss(self, states: Tensor, gold: dict[str, Tensor]) -> Tensor:
        """The summed cross-entropies; `states` is (batch, words + 1, width) with the root first."""
        words = states[:, 1:]
        if "names" in gold:
            return cross_entropy(self.names(words).flatten(0, 1), gold["names"].flatten(), ignore_index=-100)
        upos = cross_entropy(self.upos(words).flatten(0, 1), gold["upos"].flatten(), ignore_index=-100)
        scores = torch.einsum("bwd,bhd->bwh", self.arc(self.dependent(words)), self.head(states))
        scores = scores.masked_fill(gold["absent"][:, None], -1e4)
        arcs = cross_entropy(scores.flatten(0, 1), gold["heads"].flatten(), ignore_index=-100)
        heads = gold["heads"].clamp(min=0)
        governors = self.rel_head(states)
        governors = governors.gather(1, heads[..., None].expand(-1, -1, governors.shape[-1]))
        pairs = self.rel(self.rel_dependent(words) + governors)
        rels = cross_entropy(pairs.flatten(0, 1), gold["deprels"].flatten(), ignore_index=-100)
        return 0.5 * upos + arcs + rels


def word_states(states: Sequence[Tensor], encoded: Any, words: int, rows: int) -> Tensor:
    """Each word's last piece, as Stanza takes it, over the mean of the last four layers; (rows, words + 1, width)."""
    mean = torch.stack(list(states[-4:])).mean(0)
    index = torch.zeros(rows, words + 1, dtype=torch.long)
    for i in range(rows):
        for position, word in enumerate(encoded.word_ids(i)):
            if word is not None:
                index[i, word + 1] = position
    return mean.gather(1, index[..., None].expand(-1, -1, mean.shape[-1]))
