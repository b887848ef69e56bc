"""What in the difference of two quotations is worth a look."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from quotecat.across.difference import Step
from quotecat.across.function_words import AMOUNTS, HEDGES, NEGATIONS
from quotecat.across.wording import Wording

Flag = Literal["negation", "number", "name", "hedge", "speaker"]
"""Another number of negations; another figure; another name; a word that makes it less than certain came or went;
another speaker."""

GOVERNS = 6  # how many words before the cut, in the same sentence, may still turn what is left


def flags(steps: Sequence[Step], long: Wording, short: Wording, *, other_speaker: bool = False) -> tuple[Flag, ...]:
    """The flags of a difference, in a fixed order. Words that are only cut off count where they stand right before
    what is left: «I don’t think» before «we will win»."""
    found = set[Flag]({"speaker"} if other_speaker else ())
    for step in steps:
        if step.manner in ("change", "bracket", "ellipsis"):
            found.update(_changed(step, long, short))
        elif step.manner == "cut" and step.a_start == step.b_start == 0:
            found.update(_turned(long.words, _before(long, step.a_start, step.a_end)))
            found.update(_turned(short.words, _before(short, step.b_start, step.b_end)))
    order: tuple[Flag, ...] = ("negation", "number", "name", "hedge", "speaker")
    return tuple(flag for flag in order if flag in found)


def _changed(step: Step, long: Wording, short: Wording) -> Iterator[Flag]:
    in_long, in_short = range(step.a_start, step.a_end), range(step.b_start, step.b_end)
    gone, come = [long.words[i] for i in in_long], [short.words[i] for i in in_short]
    if _count(gone, NEGATIONS) != _count(come, NEGATIONS):
        yield "negation"
    if _count(gone, HEDGES) != _count(come, HEDGES):
        yield "hedge"
    if step.manner != "change":
        return  # what a bracket explains and an ellipsis leaves out is told
    if _figures(gone) != _figures(come):
        yield "number"
    if _names(long, in_long) != _names(short, in_short):
        yield "name"


def _before(said: Wording, start: int, end: int) -> range:
    """The last words of a stretch that the next word's sentence has too."""
    if end in said.starts:
        return range(0)
    begin = max((i for i in said.starts if i <= end), default=start)
    return range(max(start, begin, end - GOVERNS), end)


def _turned(words: Sequence[str], before: Iterable[int]) -> Iterator[Flag]:
    lead = [words[i] for i in before]
    if _count(lead, NEGATIONS) % 2:
        yield "negation"
    if _count(lead, HEDGES):
        yield "hedge"


def _count(words: Iterable[str], kind: frozenset[str]) -> int:
    return sum(word in kind for word in words)


def _names(said: Wording, stretch: range) -> set[str]:
    """The names in a stretch; «ISIS’s» is «ISIS»."""
    return {said.words[i].removesuffix("'s") for i in stretch if i in said.named}


def _figures(words: Iterable[str]) -> set[str]:
    return {word for word in words if any(char.isdigit() for char in word) or word in AMOUNTS}
