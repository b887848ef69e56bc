"""The ranker: how probable each candidate is the one that a source refers to.

Small networks side by side, each of which scores a candidate by its features (see `extract.resolution.features`); a
softmax over a source's candidates makes probabilities of the scores, as in mention-ranking coreference (Denis and
Baldridge 2008), and the networks' probabilities are averaged.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from safetensors import SafetensorError
from safetensors.torch import load_file
from torch import Tensor, nn

from quotecat.errors import ModelError

FARTHEST = 6.0  # standard deviations; what is farther out counts as this far


class Ranker(nn.Module):
    """`judges` networks with one hidden layer of `hidden` units each, for candidates with `width` features."""

    mean: Tensor
    scale: Tensor

    def __init__(self, width: int, judges: int = 5, hidden: int = 64) -> None:
        super().__init__()
        self.register_buffer("mean", torch.zeros(width))
        self.register_buffer("scale", torch.ones(width))
        self.hidden = nn.Linear(width, judges * hidden)
        self.dropout = nn.Dropout(0.3)
        self.weights = nn.Parameter(torch.randn(judges, hidden) / hidden**0.5)

    @classmethod
    def load(cls, path: Path) -> Ranker:
        """Return the ranker in the file `path`, ready to answer.

        Raises:
            ModelError: if the file is missing or does not fit.
        """
        try:
            state = {name: tensor.float() for name, tensor in load_file(path).items()}
            judges, hidden = state["weights"].shape
            ranker = cls(len(state["mean"]), judges, hidden)
            ranker.load_state_dict(state)
        except (OSError, KeyError, RuntimeError, SafetensorError, ValueError) as error:
            raise ModelError(f"the ranker {path} cannot be loaded ({error}); reinstall quotecat") from error
        return ranker.eval()

    def forward(self, rows: Tensor) -> Tensor:
        """Scores, (candidates, judges), for features, (candidates, width)."""
        known = ((rows - self.mean) * self.scale).clamp(-FARTHEST, FARTHEST)
        seen = self.dropout(nn.functional.gelu(self.hidden(known))).unflatten(-1, self.weights.shape)
        scores: Tensor = (seen * self.weights).sum(-1)
        return scores

    @torch.inference_mode()
    def probabilities(self, rows: np.ndarray) -> np.ndarray:
        """P(candidate) for the candidates of one source, (n,) summing to 1, for their features, (n, width)."""
        # As `forward`, without what a module costs more than so small matrices do.
        known = ((torch.from_numpy(rows) - self.mean) * self.scale).clamp_(-FARTHEST, FARTHEST)
        seen = nn.functional.gelu(torch.addmm(self.hidden.bias, known, self.hidden.weight.T))
        scores = (seen.view(len(rows), *self.weights.shape) * self.weights).sum(-1)
        return np.asarray(scores.softmax(0).mean(-1).double().numpy())
