"""A linear-chain conditional random field (Lafferty et al. 2001): each tag is chosen with those beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

NEVER = -1e4  # the score of a transition that cannot be


def negative_log_likelihood(emissions: Tensor, gold: Tensor, mask: Tensor, transitions: Tensor) -> Tensor:
    """How unlikely the gold tags are, a piece of known tag, as a scalar.

    A tag below 0 may be any: the chains that agree with all known tags count together (Tsuboi et al. 2008).

    Args:
        emissions: (sequences, pieces, tags).
        gold: (sequences, pieces), tags; anything where `mask` is false.
        mask: (sequences, pieces), true for a sequence's own pieces, which come first.
        transitions: (tags, tags), from the tag before to the tag after.
    """
    known = mask & (gold >= 0)
    count = emissions.shape[-1]
    other = known[..., None] & (torch.arange(count, device=gold.device) != gold[..., None])
    everything = torch.cat([emissions, emissions.masked_fill(other, NEVER)])
    both = _log_partition(everything, torch.cat([mask, mask]), transitions)
    total, agreeing = both.chunk(2)
    return (total.sum() - agreeing.sum()) / known.sum().clamp(min=1)


def _log_partition(emissions: Tensor, mask: Tensor, transitions: Tensor) -> Tensor:
    """The log of what all chains of tags score together, (sequences,)."""
    reached = emissions[:, 0]
    for place in range(1, emissions.shape[1]):
        following = torch.logsumexp(reached[:, :, None] + transitions, 1) + emissions[:, place]
        reached = torch.where(mask[:, place, None], following, reached)
    return reached.logsumexp(-1)


@dataclass(frozen=True, slots=True, eq=False)
class Lattice:
    """All chains of tags over one sequence, summed up: its scores, (places, tags) and (tags, tags); log scores of the
    chains up to each tag of each place, that place's own score included, (places, tags), of those after it, (places,
    tags), and of all."""

    emissions: np.ndarray
    transitions: np.ndarray
    forward: np.ndarray
    backward: np.ndarray
    total: float

    def shares(self) -> np.ndarray:
        """The probability of each tag at each place, (places, tags)."""
        return np.asarray(np.exp(self.forward + self.backward - self.total))


def lattice(emissions: np.ndarray, transitions: np.ndarray) -> Lattice:
    """The sums over all chains for emissions (places, tags) and transitions (tags, tags), by the forward and the
    backward algorithm; there is one place at least."""
    forward, backward = np.empty_like(emissions), np.zeros_like(emissions)
    forward[0] = emissions[0]
    for place in range(1, len(emissions)):
        forward[place] = np.logaddexp.reduce(forward[place - 1][:, None] + transitions, 0) + emissions[place]
    for place in range(len(emissions) - 2, -1, -1):
        backward[place] = np.logaddexp.reduce(transitions + emissions[place + 1] + backward[place + 1], 1)
    return Lattice(emissions, transitions, forward, backward, float(np.logaddexp.reduce(forward[-1])))


def shares(emissions: np.ndarray, transitions: np.ndarray, lengths: Sequence[int]) -> np.ndarray:
    """The probability of each tag at each place of several sequences, as `Lattice.shares` tells it, many times as fast:
    by probabilities that are scaled at each place (Rabiner 1989) rather than by their logarithms.

    `emissions` and what is returned are (sequences, places, tags); beyond a sequence's own length it means nothing.
    Scores of tags and transitions must be such that a 64-bit number can hold their ratio.
    """
    scores = emissions.astype(np.float64)
    own = np.exp(scores - scores.max(-1, keepdims=True))
    moves = np.exp(transitions.astype(np.float64))
    last = np.asarray(lengths)[:, None] - 1
    forward, backward = own.copy(), np.ones_like(own)
    for place in range(1, own.shape[1]):
        reached = (forward[:, place - 1] @ moves) * own[:, place]
        forward[:, place] = reached / reached.sum(1, keepdims=True)
    for place in range(own.shape[1] - 2, -1, -1):
        ahead = (own[:, place + 1] * backward[:, place + 1]) @ moves.T
        backward[:, place] = np.where(place < last, ahead / ahead.sum(1, keepdims=True), 1.0)
    both = forward * backward
    return np.asarray(both / both.sum(-1, keepdims=True))


def likeliest(emissions: np.ndarray, transitions: np.ndarray, lengths: Sequence[int]) -> list[list[int]]:
    """The likeliest chain of tags of each of several sequences (Viterbi 1967), for emissions (sequences, places, tags);
    each is as long as its sequence."""
    own = np.asarray(lengths)[:, None]
    best = emissions[:, 0]
    before = np.zeros(emissions.shape, dtype=np.int64)
    for place in range(1, emissions.shape[1]):
        reached = best[:, :, None] + transitions
        before[:, place] = reached.argmax(1)
        best = np.where(place < own, emissions[:, place] + reached.max(1), best)
    return [_traced(rows[1:n], tag) for rows, n, tag in zip(before, lengths, best.argmax(1).tolist(), strict=True)]


def _traced(before: np.ndarray, tag: int) -> list[int]:
    """A chain from its last tag back, for the best tag before each tag of each place but the first."""
    chain = [tag]
    for row in before[::-1].tolist():
        chain.append(row[chain[-1]])
    return chain[::-1]
