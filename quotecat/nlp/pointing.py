"""Pointing: from a stretch to its source and its cue, by the votes of all windows that hold it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch

from quotecat.nlp.heads import Answers
from quotecat.nlp.tags import Pointed
from quotecat.nlp.windows import Pieces
from quotecat.text.span import Span

WEAKEST = 0.02  # shares below this are not worth keeping as evidence


@dataclass(frozen=True, slots=True)
class Tagged:
    """A tagged stretch of the text, its pieces, `first` to the one before `last`, and how probable just these are."""

    span: Span
    first: int
    last: int
    probability: float


@dataclass(frozen=True, slots=True, eq=False)
class Window:
    """One window of one article after the encoder: where it starts, and the states of its pieces between those of the
    two special ones, (length + 2, width)."""

    start: int
    states: torch.Tensor

    @property
    def length(self) -> int:
        """How many of the article's pieces it has."""
        return len(self.states) - 2

    def holds(self, first: int, last: int) -> bool:
        """Whether the pieces `first` to `last` (half-open) all lie in this window."""
        return self.start <= first and last <= self.start + self.length


class Votes:
    """Pointer probabilities over an article's pieces, summed over the windows that hold the stretch: one at least, if
    it is `askable`."""

    def __init__(self, count: int) -> None:
        self.totals = {"source": np.zeros(count + 1), "cue": np.zeros(count + 1)}
        self.windows, self.total_said = 0, 0.0

    def add(self, answers: Answers, query: int, window: Window) -> None:
        """Adds what one window says of one query; position 0 of the totals is «none»."""
        for role, logits in (("source", answers.source), ("cue", answers.cue)):
            shares = logits[query].softmax(-1).numpy()
            self.totals[role][0] += shares[0] + shares[window.length + 1]
            self.totals[role][window.start + 1 : window.start + window.length + 1] += shares[1 : window.length + 1]
        self.windows += 1
        self.total_said += float(answers.said[query].sigmoid())

    def mean(self, role: str) -> tuple[np.ndarray, float]:
        """The share of each piece, (n,), and the share of «none»."""
        mean = self.totals[role] / self.windows
        return mean[1:], float(mean[0])

    def said(self) -> float:
        """The mean probability that somebody said the stretch."""
        return self.total_said / self.windows


def askable(reach: tuple[int, int], windows: Sequence[Window]) -> tuple[int, int]:
    """A stretch that no window holds is asked about by as much of its beginning as one holds."""
    first, last = reach
    if any(window.holds(first, last) for window in windows):
        return reach
    return first, max(window.start + window.length for window in windows if window.start <= first)


def gathered(shares: np.ndarray, pieces: Pieces, tagged: Sequence[Tagged]) -> tuple[Pointed, ...]:
    """Shares summed over the tagged spans, strongest first; a strong piece outside them stands as its own word."""
    left = shares.copy()
    found = []
    ends = np.concatenate([[0.0], np.cumsum(shares)])
    for one in tagged:
        share = float(ends[one.last] - ends[one.first])
        if share >= WEAKEST:
            found.append(Pointed(one.span, share))
            left[one.first : one.last] = 0
    for span, share in words(left, pieces):
        found.append(Pointed(span, share))
    return tuple(sorted(found, key=lambda p: (-p.share, p.span)))


def words(shares: np.ndarray, pieces: Pieces) -> Iterator[tuple[Span, float]]:
    """Runs of touching pieces that hold a share worth naming."""
    strong = np.flatnonzero(shares >= WEAKEST)
    run: list[int] = []
    for i in [*strong.tolist(), None]:
        if run and (i is None or i != run[-1] + 1):
            yield pieces.span(run[0], run[-1] + 1), float(shares[run].sum())
            run = []
        if i is not None:
            run.append(i)
