"""A linear-chain conditional random field (Lafferty et al. 2001): each tag is chosen with those beside it."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor

NEVER = -1e4  # the score of a transition that cannot be


def negative_log_likelihood(emissions: Tensor, gold: Tensor, mask: Tensor, transitions: Tensor) -> Tensor:
    """How unlikely the gold tags are, a piece, as a scalar.

    Args:
        emissions: (sequences, pieces, tags).
        gold: (sequences, pieces), tags; anything where `mask` is false.
        mask: (sequences, pieces), true for a sequence's own pieces, which come first.
        transitions: (tags, tags), from the tag before to the tag after.
    """
    reached = emissions[:, 0]
    for place in range(1, emissions.shape[1]):
        following = torch.logsumexp(reached[:, :, None] + transitions, 1) + emissions[:, place]
        reached = torch.where(mask[:, place, None], following, reached)
    gold = gold.masked_fill(~mask, 0)
    emitted = emissions.gather(-1, gold[..., None]).squeeze(-1)
    moved = transitions[gold[:, :-1], gold[:, 1:]]
    score = (emitted * mask).sum() + (moved * mask[:, 1:]).sum()
    return (reached.logsumexp(-1).sum() - score) / mask.sum()


def viterbi(emissions: np.ndarray, transitions: np.ndarray) -> np.ndarray:
    """The likeliest tags of one sequence, (pieces,), for emissions (pieces, tags); none for none."""
    count, _ = emissions.shape
    best = np.zeros(count, dtype=np.int64)
    if not count:
        return best
    came_from = np.zeros(emissions.shape, dtype=np.int64)
    reached = emissions[0]
    for place in range(1, count):
        ways = reached[:, None] + transitions
        came_from[place] = ways.argmax(0)
        reached = ways.max(0) + emissions[place]
    best[-1] = reached.argmax()
    for place in range(count - 1, 0, -1):
        best[place - 1] = came_from[place, best[place]]
    return best
