"""Sentences with a label a word: parts of speech and dependencies of UD English, names of the worldwide newswire."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor

from training import entities


@dataclass(frozen=True, slots=True, eq=False)
class Labelled:
    """A sentence with one label a word: UPOS, head (0 is the root) and relation, or name tag; -100 where unknown."""

    words: tuple[str, ...]
    upos: tuple[int, ...] = ()
    heads: tuple[int, ...] = ()
    deprels: tuple[int, ...] = ()
    names: tuple[int, ...] = ()


class Labels(dict[str, int]):
    """Numbers for labels, given out as they come."""

    def __missing__(self, key: str) -> int:
        self[key] = len(self)
        return self[key]


def read_conllu(path: Path, upos: Labels, deprels: Labels) -> Iterator[Labelled]:
    """The sentences of a CoNLL-U file, multi-word and empty tokens left out."""
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        rows = [line.split("\t") for line in block.splitlines() if line and line[0].isdigit()]
        rows = [row for row in rows if row[0].isdigit()]
        if 0 < len(rows) <= 150:
            words, tags, _, _, heads, rels = zip(*((r[1], r[3], r[4], r[5], r[6], r[7]) for r in rows), strict=True)
            yield Labelled(
                words,
                upos=tuple(upos[t] for t in tags),
                heads=tuple(int(h) for h in heads),
                deprels=tuple(deprels[r.split(":")[0]] for r in rels),
            )


def read_names(folder: Path, names: Labels, *, dev: bool) -> Iterator[Labelled]:
    """The paragraphs of the worldwide set's BIO files, cut at 120 words."""
    for path in sorted(folder.glob("*.tsv")):
        if entities.held_out(path) != dev:
            continue
        for block in path.read_text(encoding="utf-8").split("\n\n"):
            rows = [line.split("\t") for line in block.splitlines()]
            pairs = [(r[0], r[1].strip()) for r in rows if len(r) == 2 and r[0].strip() and r[1].strip()]
            for at in range(0, len(pairs), 120):
                words, tags = zip(*pairs[at : at + 120], strict=True)
                yield Labelled(words, names=tuple(names[t] for t in tags))


def word_gold(sentences: Sequence[Labelled]) -> dict[str, Tensor]:
    """The labels of a batch of sentences, padded with -100; `absent` marks missing words (the root is present)."""
    width = max(len(s.words) for s in sentences)
    gold = {}
    for key in ("names",) if sentences[0].names else ("upos", "heads", "deprels"):
        rows = [list(getattr(s, key)) + [-100] * (width - len(s.words)) for s in sentences]
        gold[key] = torch.tensor(rows)
    gold["absent"] = torch.tensor([[False] + [i >= len(s.words) for i in range(width)] for s in sentences])
    return gold


def by_length(sentences: Sequence[Labelled], pieces_a_batch: int, shuffle: random.Random) -> list[list[Labelled]]:
    """Batches of like lengths, in random order."""
    noisy = sorted(sentences, key=lambda s: len(s.words) + shuffle.random() * 4)
    batches: list[list[Labelled]] = [[]]
    for sentence in noisy:
        if (len(batches[-1]) + 1) * len(sentence.words) * 1.35 > pieces_a_batch and batches[-1]:
            batches.append([])
        batches[-1].append(sentence)
    shuffle.shuffle(batches)
    return batches
