"""Spans chosen each by its own probability, not by the one likeliest chain of tags.

Minimum-Bayes-risk decoding (Goel and Byrne 2000): the likeliest chain of a whole article may hold spans that are
improbable by themselves, where several ways to cut one stretch share what is believed of it. Here every span has the
probability that all chains together give it, and those are taken that are expected to be right.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from quotecat.nlp.crf import Lattice, lattice
from quotecat.nlp.heads import ROLES, begin

FAINT = 0.02  # a span that is less probable is not looked at
LEAST = 0.3  # a span that is less probable is not taken: it would be wrong more often than it is missed


@dataclass(frozen=True, slots=True)
class Weighed:
    """A possible span: its role, its half-open range of pieces, and the probability that it begins and ends
    just there."""

    role: str
    first: int
    last: int
    probability: float


def decoded(emissions: np.ndarray, transitions: np.ndarray) -> list[Weighed]:
    """The spans of one text in order, for scores (pieces, tags) and (tags, tags); no two have a piece in common."""
    if not len(emissions):
        return []
    return best(sorted(weighed(emissions, transitions), key=lambda s: (s.last, s.first, s.role)))


def weighed(emissions: np.ndarray, transitions: np.ndarray) -> Iterator[Weighed]:
    """Every span that is not too improbable, with its probability."""
    paths = lattice(emissions, transitions)
    shares = paths.shares()
    for number, role in enumerate(ROLES):
        opening = begin(number)
        for first in np.flatnonzero(shares[:, opening] >= FAINT).tolist():
            for last, probability in _ends(paths, emissions, transitions, first, opening):
                yield Weighed(role, first, last, probability)


def _ends(
    paths: Lattice, emissions: np.ndarray, transitions: np.ndarray, first: int, opening: int
) -> Iterator[tuple[int, float]]:
    """Where a span that begins at `first` may end, the piece after its last, and how probable just that span is."""
    tag, within, score = opening, opening + 1, paths.forward[first, opening]
    for place in range(first, len(emissions)):
        if np.exp(score + paths.backward[place, tag] - paths.total) < FAINT:
            return  # that it reaches so far is improbable already
        ended = np.exp(score + paths.ending(place, tag, within) - paths.total)
        if ended >= FAINT:
            yield place + 1, float(ended)
        if place + 1 < len(emissions):
            score += transitions[tag, within] + emissions[place + 1, within]
            tag = within


def best(spans: Sequence[Weighed]) -> list[Weighed]:
    """The spans whose probabilities, less LEAST each, add up to most, no two in one place; `spans` ascend by
    their ends."""
    ends = [span.last for span in spans]
    worth = [0.0]
    for number, span in enumerate(spans):
        before = int(np.searchsorted(ends, span.first, side="right"))
        worth.append(max(worth[number], worth[min(before, number)] + span.probability - LEAST))
    number = len(spans)
    chosen: list[Weighed] = []
    while number:
        if worth[number] > worth[number - 1]:
            chosen.append(spans[number - 1])
            number = min(int(np.searchsorted(ends, spans[number - 1].first, side="right")), number - 1)
        else:
            number -= 1
    return chosen[::-1]
