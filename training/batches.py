"""Batches of windows with their gold answers, for the attribution model to learn from."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from tokenizers import Tokenizer
from torch import Tensor

from quotecat.nlp.encoder import LONGEST
from quotecat.nlp.windows import Batch, batch, specials, starts
from training.annotated import Annotated, Query, Ranges

ROOM = LONGEST - 2
WINDOWS_A_BATCH = 8
UNKNOWN = -100  # the tag of what is no piece
CUT_SHORT = 0.3  # how many articles in an epoch are read some paragraphs at a time


@dataclass(frozen=True, slots=True)
class Cut:
    """A half-open range of an article's pieces, read by itself."""

    article: Annotated
    first: int
    last: int


def windows(article: Annotated, stride: int, first: int = 0) -> Iterator[Cut]:
    """An article in overlapping windows, `stride` apart, the second one at `first` where that is given."""
    count = len(article.pieces.ids)
    for start in starts(count, stride=stride, first=first):
        yield Cut(article, start, min(start + ROOM, count))


def paragraphs(article: Annotated, shuffle: random.Random) -> Iterator[Cut]:
    """An article a few paragraphs at a time: short texts have to be right too."""
    ends = [*article.breaks[1:], len(article.pieces.ids)]
    at = number = 0
    while number < len(ends):
        number = min(number + shuffle.randint(1, 5), len(ends))
        last = ends[number - 1]
        for first in range(at, last, ROOM):  # a paragraph may be longer than a window
            yield Cut(article, first, min(last, first + ROOM))
        at = last


def plan(articles: Sequence[Annotated], epochs: int, seed: int, *, cut_short: float = CUT_SHORT) -> list[list[Cut]]:
    """All batches of all epochs, in their order; each epoch cuts the articles at other places."""
    shuffle = random.Random(seed)
    steps = []
    for _ in range(epochs):
        items: list[Cut] = []
        for article in articles:
            if shuffle.random() < cut_short:
                items += paragraphs(article, shuffle)
            else:
                items += windows(article, 440, shuffle.randint(100, 400))
        items.sort(key=lambda item: item.last - item.first + shuffle.random())
        batches = list(_filled(items))
        shuffle.shuffle(batches)
        steps += batches
    return steps


def _filled(items: Sequence[Cut]) -> Iterator[list[Cut]]:
    """Batches of about as many pieces each; `items` ascend in length."""
    group: list[Cut] = []
    for item in items:
        if group and (len(group) + 1) * (item.last - item.first) > WINDOWS_A_BATCH * ROOM:
            yield group
            group = []
        group.append(item)
    if group:
        yield group


def pointed(gold: Ranges | None, first: int, last: int) -> list[int]:
    """Return gold positions in a window of the pieces `first` to `last`: [0] for none, [] if that is not asked or all
    lie outside."""
    if gold is None:
        return []
    if not gold:
        return [0]
    return [i - first + 1 for start, end in gold for i in range(max(start, first), min(end, last))]


@dataclass(frozen=True, slots=True, eq=False)
class AttributionBatch:
    """Windows, their gold tags, and queries with gold positions as 0/1 rows (all zero: not asked)."""

    windows: Batch
    tags: Tensor
    queries: Tensor
    source: Tensor
    cue: Tensor
    names: Tensor
    said: Tensor

    def to(self, device: str) -> AttributionBatch:
        """The same batch on another device."""
        windows = Batch(*(t.to(device) for t in (self.windows.ids, self.windows.mask, self.windows.types)))
        rest = (self.tags, self.queries, self.source, self.cue, self.names, self.said)
        return AttributionBatch(windows, *(t.to(device) for t in rest))


def gather(items: Sequence[Cut], tokenizer: Tokenizer) -> AttributionBatch:
    """A training batch from windows."""
    got = batch([(item.article.pieces.part(item.first, item.last), 0) for item in items], **specials(tokenizer))
    tags = torch.full(got.ids.shape, UNKNOWN)
    asked: list[tuple[int, Query, Cut]] = []
    for i, item in enumerate(items):
        own = item.article.tags[item.first : item.last]
        tags[i, 1 : len(own) + 1] = torch.from_numpy(own)
        asked += [(i, q, item) for q in item.article.queries if item.first <= q.first and q.last <= item.last]
    places = [(i, q.first - item.first + 1, q.last - item.first) for i, q, item in asked]
    answers = {}
    for role in ("source", "cue", "names"):
        found = torch.zeros(len(asked), got.ids.shape[1])
        for row, (_, q, item) in enumerate(asked):
            found[row, pointed(getattr(q, role), item.first, item.last)] = 1
        answers[role] = found
    said = torch.tensor([-1.0 if q.said is None else float(q.said) for _, q, _ in asked])
    return AttributionBatch(got, tags, torch.tensor(places, dtype=torch.long).reshape(-1, 3), **answers, said=said)
