"""Spans chosen each by its own probability, not by the one likeliest chain of tags.

Minimum-Bayes-risk decoding (Goel and Byrne 2000): the likeliest chain of a whole article may hold spans that are
improbable by themselves, where several ways to cut one stretch share what is believed of it. Here every span has the
probability that all chains together give it, and those that have enough of it are taken.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from quotecat.nlp.crf import Lattice, lattice
from quotecat.nlp.heads import ROLES, begin

FAINT = 0.02  # a span that is less probable is not looked at
LEAST = 0.35  # a span that is less probable is not taken; from .3 to .4 exact F1 is much the same
UNCLEAR = 0.12  # a span that is less probable is not even taken for one whose ends are unclear


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
    return best(weighed(lattice(emissions, transitions)))


def weighed(paths: Lattice) -> Iterator[Weighed]:
    """Every span that is not too improbable, with its probability."""
    shares = paths.shares()
    for number, role in enumerate(ROLES):
        opening = begin(number)
        for first in np.flatnonzero(shares[:, opening] >= FAINT).tolist():
            for last, probability in _ends(paths, first, opening):
                yield Weighed(role, first, last, probability)


def of_role(role: str, spans: Iterable[Weighed]) -> list[Weighed]:
    """The spans of one role, by their beginnings, the shorter of two first."""
    return sorted((s for s in spans if s.role == role), key=lambda s: (s.first, s.last))


def _ends(paths: Lattice, first: int, opening: int) -> Iterator[tuple[int, float]]:
    """Where a span that begins at `first` may end, the piece after its last, and how probable just that span is."""
    tag, within, score = opening, opening + 1, paths.forward[first, opening]
    emissions, transitions = paths.emissions, paths.transitions
    reaches = float(np.exp(score + paths.backward[first, opening] - paths.total))
    for place in range(first + 1, len(emissions) + 1):
        further = 0.0
        if place < len(emissions):
            score += transitions[tag, within] + emissions[place, within]
            tag = within
            further = float(np.exp(score + paths.backward[place, within] - paths.total))
        if reaches - further >= FAINT:  # it reaches up to here, and no further
            yield place, reaches - further
        reaches = further
        if reaches < FAINT:
            return


def unclear(possible: Iterable[Weighed], taken: Sequence[Weighed]) -> list[Weighed]:
    """Spans where none was taken though some is likely: its ends may be these or others; in order."""
    last = [span.last for span in taken]  # ascending, as no two are in one place

    def is_free(span: Weighed) -> bool:
        following = bisect_right(last, span.first)
        return following == len(taken) or span.last <= taken[following].first

    return best((s for s in possible if is_free(s)), UNCLEAR)


def best(possible: Iterable[Weighed], least: float = LEAST) -> list[Weighed]:
    """The spans whose probabilities, less `least` each, add up to most, no two in one place; in order."""
    spans = sorted(possible, key=lambda s: (s.last, s.first, s.role))
    ends = [span.last for span in spans]
    before = [bisect_right(ends, span.first) for span in spans]  # how many end where this one begins, or sooner
    worth = [0.0]
    for number, span in enumerate(spans):
        worth.append(max(worth[number], worth[before[number]] + span.probability - least))
    number = len(spans)
    chosen: list[Weighed] = []
    while number:
        if worth[number] > worth[number - 1]:
            chosen.append(spans[number - 1])
            number = before[number - 1]
        else:
            number -= 1
    return chosen[::-1]
