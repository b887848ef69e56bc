"""An article cut into windows of word pieces that the encoder can read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor

from quotecat.nlp.encoder import LONGEST, pieces
from quotecat.text.span import Span

OVERLAP = 190  # pieces: who said something often stands some sentences away


@dataclass(frozen=True, slots=True, eq=False)
class Pieces:
    """An article's word pieces: ids with case (n,), offsets (n, 2) in code points, and 1 where quoted, (n,)."""

    ids: np.ndarray
    offsets: np.ndarray
    quoted: np.ndarray

    def within(self, span: Span) -> tuple[int, int] | None:
        """The half-open range of pieces that `span` touches, or None."""
        first = int(np.searchsorted(self.offsets[:, 1], span.start, side="right"))
        last = int(np.searchsorted(self.offsets[:, 0], span.end, side="left"))
        return (first, last) if first < last else None

    def part(self, first: int, last: int) -> Pieces:
        """The pieces from `first` to the one before `last`; offsets stay those of the whole text."""
        return Pieces(self.ids[first:last], self.offsets[first:last], self.quoted[first:last])

    def span(self, first: int, last: int) -> Span:
        """The stretch of text from the piece `first` to the one before `last`."""
        return Span(int(self.offsets[first, 0]), int(self.offsets[last - 1, 1]))


def cut(tokenizer: Tokenizer, text: str, quoted: Sequence[Span]) -> Pieces:
    """The pieces of `text`; those inside the stretches `quoted` are marked."""
    ids, offsets = pieces(tokenizer, text)
    flags = np.zeros(len(ids), dtype=np.int64)
    found = Pieces(ids, offsets, flags)
    for span in quoted:
        touched = found.within(span)
        if touched:
            flags[slice(*touched)] = 1
    return found


def starts(count: int, *, stride: int, room: int = LONGEST - 2, first: int = 0) -> list[int]:
    """Where windows of `room` pieces begin, `stride` apart, so that each piece lies in one at least."""
    if count <= room:
        return [0]
    begin = [0, *range(first or stride, count - room, stride), count - room]
    return sorted(set(begin))


def spread(count: int, *, room: int = LONGEST - 2, overlap: int = OVERLAP) -> list[int]:
    """Where windows of `room` pieces begin, equally far apart and as few as hold `count` pieces, neighbours with
    `overlap` pieces or more in common: what the last window has too much is shared out among all overlaps."""
    steps = max(0, -(-(count - room) // (room - overlap)))
    return [i * (count - room) // max(steps, 1) for i in range(steps + 1)]


def specials(tokenizer: Tokenizer) -> dict[str, int]:
    """The ids of a window's first and last piece, as `batch` takes them."""
    opening, closing = (tokenizer.token_to_id(piece) for piece in ("[CLS]", "[SEP]"))
    if opening is None or closing is None:
        raise ValueError("a vocabulary without [CLS] and [SEP]")
    return {"opening": opening, "closing": closing}


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    """Windows of equal length after padding: ids, mask and types, (windows, pieces)."""

    ids: Tensor
    mask: Tensor
    types: Tensor


def batch(windows: Sequence[tuple[Pieces, int]], *, opening: int, closing: int, room: int = LONGEST - 2) -> Batch:
    """Windows as tensors: `opening` (the piece [CLS]) first, `closing` ([SEP]) last, zeros after."""
    rows = [(p.ids[s : s + room], p.quoted[s : s + room]) for p, s in windows]
    longest = max(len(ids) for ids, _ in rows) + 2
    shape = (len(rows), longest)
    ids, mask, types = (np.zeros(shape, dtype=np.int64) for _ in range(3))
    for i, (row, quoted) in enumerate(rows):
        end = len(row) + 1
        ids[i, 0], ids[i, 1:end], ids[i, end] = opening, row, closing
        mask[i, : end + 1] = 1
        types[i, 1:end] = quoted
    return Batch(torch.from_numpy(ids), torch.from_numpy(mask), torch.from_numpy(types))
