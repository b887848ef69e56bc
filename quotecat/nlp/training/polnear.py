"""PolNeAR (Newell et al. 2018) as the attribution model learns from it: pieces, tags, and stretches to ask about."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor

from quotecat.nlp.encoder import LONGEST
from quotecat.nlp.heads import ROLES, begin
from quotecat.nlp.windows import Batch, Pieces, batch, cut, specials
from quotecat.text.span import Span

ROOM = LONGEST - 2
WINDOWS_A_BATCH = 8
UNKNOWN = -100  # the tag of what is no piece


@dataclass(frozen=True, slots=True)
class Query:
    """A stretch to ask about: piece range, gold source and cue as piece ranges, and whether somebody said it
    (None for contents outside quotation marks, of which that is not asked)."""

    first: int
    last: int
    source: tuple[tuple[int, int], ...]
    cue: tuple[tuple[int, int], ...]
    said: bool | None


@dataclass(frozen=True, slots=True, eq=False)
class Annotated:
    """An article's pieces with gold tags, (pieces,), and queries; `name` is the article's."""

    name: str

    pieces: Pieces
    tags: np.ndarray
    queries: tuple[Query, ...]


def model_view(text: str, quotes: Sequence[dict[str, Any]], marks: tuple[str, str] = ('"', '"')) -> str:
    """The text with every outer mark shown as one of `marks`, an opening and a closing one, as `extract.marks.view`
    shows it; same length."""
    chars = list(text)
    opening, closing = marks
    for quote in quotes:
        start, end = quote["start"], quote["end"]
        wide = text[start : start + 2] in ("''", "``")
        chars[start : start + 1 + wide] = opening.ljust(1 + wide)
        if quote["closed"]:
            chars[end - 1 - wide : end] = closing.rjust(1 + wide)
    return "".join(chars)


def annotate(row: dict[str, Any], tokenizer: Tokenizer) -> Annotated:
    """One PolNeAR row as pieces, tags and queries."""
    quotes = row["quotes"]
    stretches = [Span(q["start"], q["end"]) for q in quotes]
    found = cut(tokenizer, model_view(row["text"], quotes), stretches)
    tags = np.zeros(len(found.ids), dtype=np.int64)
    queries = []

    def ranges(spans: Sequence[Sequence[int]]) -> tuple[tuple[int, int], ...]:
        return tuple(r for s, e in spans if s < e and (r := found.within(Span(s, e))))

    for attribution in row["attributions"]:
        for i, role in enumerate(ROLES):
            for first, last in ranges(attribution[role]):
                tags[first:last] = begin(i) + 1
                tags[first] = begin(i)
        for first, last in ranges(attribution["content"]):
            queries.append(Query(first, last, ranges(attribution["source"]), ranges(attribution["cue"]), None))
    for quote, span in zip(quotes, stretches, strict=True):
        for first, last in ranges([(span.start, span.end)]):
            queries.append(Query(first, last, ranges(quote["source"]), ranges(quote["cue"]), quote["attributed"]))
    return Annotated(row["article"], found, begun(tags), tuple(queries))


def begun(tags: np.ndarray) -> np.ndarray:
    """The tags with a beginning wherever annotations that overlap, by a slip, left an inside without one."""
    before = np.concatenate([[0], tags[:-1]])
    lost = (tags > 0) & (tags % 2 == 0) & (before != tags) & (before != tags - 1)
    return np.where(lost, tags - 1, tags)


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of one PolNeAR file."""
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def read(path: Path, tokenizer: Tokenizer) -> list[Annotated]:
    """All articles of one PolNeAR file."""
    return [annotate(row, tokenizer) for row in rows(path)]


def held_out(name: str) -> bool:
    """Whether an article is one of the tenth that the model does not learn from, to calibrate with; by its name."""
    return hashlib.sha256(name.encode()).digest()[0] % 10 == 0


def pointed(ranges: Sequence[tuple[int, int]], start: int, length: int) -> list[int] | None:
    """Gold positions in a window that starts at piece `start`: [0] for none, None if they all lie outside."""
    if not ranges:
        return [0]
    inside = [i - start + 1 for first, last in ranges for i in range(first, last) if start <= i < start + length]
    return inside or None


@dataclass(frozen=True, slots=True, eq=False)
class AttributionBatch:
    """Windows, their gold tags, and queries with gold positions as 0/1 rows (all zero: not asked)."""

    windows: Batch
    tags: Tensor
    queries: Tensor
    source: Tensor
    cue: Tensor
    said: Tensor

    def to(self, device: str) -> AttributionBatch:
        """The same batch on another device."""
        windows = Batch(*(t.to(device) for t in (self.windows.ids, self.windows.mask, self.windows.types)))
        rest = (self.tags, self.queries, self.source, self.cue, self.said)
        return AttributionBatch(windows, *(t.to(device) for t in rest))


def gather(items: Sequence[tuple[Annotated, int]], tokenizer: Tokenizer) -> AttributionBatch:
    """A training batch from articles and window starts."""
    windows = batch([(a.pieces, s) for a, s in items], **specials(tokenizer))
    width = windows.ids.shape[1]
    tags = torch.full(windows.ids.shape, UNKNOWN)
    queries: list[tuple[int, int, int]] = []
    source: list[np.ndarray] = []
    cue: list[np.ndarray] = []
    said: list[float] = []
    for i, (annotated, start) in enumerate(items):
        rows = annotated.tags[start : start + ROOM]
        tags[i, 1 : len(rows) + 1] = torch.from_numpy(rows)
        for q in annotated.queries:
            if not (start <= q.first and q.last <= start + len(rows)):
                continue
            queries.append((i, q.first - start + 1, q.last - start))
            for gold, answers in ((q.source, source), (q.cue, cue)):
                row = np.zeros(width, dtype=np.float32)
                row[pointed(gold, start, len(rows)) or []] = 1
                answers.append(row)
            said.append(-1.0 if q.said is None else float(q.said))
    pack = (np.asarray(queries, dtype=np.int64).reshape(-1, 3), np.asarray(source, dtype=np.float32).reshape(-1, width))
    cues = torch.from_numpy(np.asarray(cue, dtype=np.float32).reshape(-1, width))
    return AttributionBatch(
        windows, tags, torch.from_numpy(pack[0]), torch.from_numpy(pack[1]), cues, torch.tensor(said)
    )
