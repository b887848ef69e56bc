"""What the attribution model says of one article: values, no tensors."""

from __future__ import annotations

from dataclasses import dataclass

from quotecat.text.span import Span


@dataclass(frozen=True, slots=True)
class Pointed:
    """Words pointed at, and the share of belief that fell on them, 0 to 1."""

    span: Span
    share: float


@dataclass(frozen=True, slots=True)
class Asked:
    """The model's answers about one stretch of text.

    `said` is the probability that somebody said it; `sources` and `cues` are what was pointed at, the strongest
    first; `no_source` and `no_cue` are the shares that say there is none. `exact` is how probable it is that a content
    begins and ends just there; 1 for a stretch between marks, which does.
    """

    span: Span
    said: float
    sources: tuple[Pointed, ...]
    cues: tuple[Pointed, ...]
    no_source: float
    no_cue: float
    exact: float = 1.0


@dataclass(frozen=True, slots=True)
class Tags:
    """All answers about one article: the spans tagged as source, cue and content, ascending; about each stretch asked
    for, in the order asked; about each tagged content; and about contents whose ends are unclear."""

    sources: tuple[Span, ...]
    cues: tuple[Span, ...]
    contents: tuple[Asked, ...]
    stretches: tuple[Asked, ...]
    unclear: tuple[Asked, ...] = ()
