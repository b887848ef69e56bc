"""The reranker: weighs the tagger's possible spans anew, once the sentences' trees are known.

A small network for each role, several judges of which agree on the mean, says from a span's features (see
`span_features`) how probable it is that it is one. Collins and Koo (2005) rerank whole parses so; here each span is
weighed by itself, and the decoding chooses among them as before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from quotecat.nlp.decoding import Weighed, of_role
from quotecat.nlp.heads import ROLES
from quotecat.nlp.span_features import WIDTH, Setting, features

FILE = "reranker.safetensors"
FARTHEST = 6.0  # standard deviations; what is farther out counts as this far


class Judges(nn.Module):
    """Small networks side by side, which weigh the spans of one role."""

    mean: Tensor
    scale: Tensor

    def __init__(self, judges: int = 3, hidden: int = 64) -> None:
        super().__init__()
        self.register_buffer("mean", torch.zeros(WIDTH))
        self.register_buffer("scale", torch.ones(WIDTH))
        self.hidden = nn.Linear(WIDTH, judges * hidden)
        self.dropout = nn.Dropout(0.3)
        self.weights = nn.Parameter(torch.randn(judges, hidden) / hidden**0.5)
        self.biases = nn.Parameter(torch.zeros(judges))

    def forward(self, rows: Tensor) -> Tensor:
        """The log odds that each judge gives each span, (spans, judges), for their features, (spans, WIDTH)."""
        known = ((rows - self.mean) * self.scale).clamp(-FARTHEST, FARTHEST)
        seen = self.dropout(nn.functional.gelu(self.hidden(known))).unflatten(-1, self.weights.shape)
        odds: Tensor = (seen * self.weights).sum(-1) + self.biases
        return odds


class Reranker(nn.Module):
    """The judges of all roles."""

    def __init__(self) -> None:
        super().__init__()
        self.judges = nn.ModuleDict({role: Judges() for role in ROLES})

    @classmethod
    def load(cls, folder: Path) -> Reranker:
        """The reranker in `folder`.

        Raises:
            OSError, RuntimeError, ValueError: if the file is missing or does not fit.
        """
        reranker = cls()
        reranker.load_state_dict({name: tensor.float() for name, tensor in load_file(folder / FILE).items()})
        return reranker.eval()

    @torch.inference_mode()
    def weigh(self, spans: Sequence[Weighed], setting: Setting) -> list[Weighed]:
        """The spans with the probabilities that the judges give them."""
        found = []
        for role in ROLES:
            own = of_role(role, spans)
            if own:
                odds = self.judges[role](torch.from_numpy(features(own, setting))).mean(-1)
                found += [replace(s, probability=p) for s, p in zip(own, odds.sigmoid().tolist(), strict=True)]
        return found
