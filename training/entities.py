"""The worldwide newswire entities (Shan et al., EMNLP 2023), made into what Stanza's entity trainer reads."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import cast

from quotecat.nlp.document import EntityType

TYPES = {
    "Person": "person",
    "Organization": "organisation",
    "Location": "location",
    "NORP": "norp",
    "Facility": "facility",
    "Product": "product",
    "Date": "date",
    "Money": "money",
    "Misc": "misc",
}
Tagged = tuple[str, str]  # a token and its BIO tag


def held_out(path: Path) -> bool:
    """Whether an article is one of the tenth kept for measuring; decided by its name alone."""
    return hashlib.sha256(path.name.partition(".")[0].encode()).digest()[0] % 10 == 0


def sentences(path: Path) -> Iterator[list[Tagged]]:
    """The tagged sentences of one article; the file's first block is the address it came from.

    Blocks are paragraphs of one to three sentences, which end at a full stop outside any entity.
    """
    for block in re.split(r"\n\s*\n", path.read_text(encoding="utf-8")):
        sentence: list[Tagged] = []
        for token, tag in _rows(block):
            if _ended(sentence) and tag[0] != "I" and token[0] not in "'\"”’)]":
                yield sentence
                sentence = []
            sentence.append((token, tag))
        if sentence and not sentence[0][0].startswith(("http://", "https://")):
            yield sentence


def _rows(block: str) -> Iterator[Tagged]:
    for line in block.splitlines():
        # A third column marks entities inside entities; a line without a tag is a slip in the data.
        columns = [column.strip() for column in line.split("\t")]
        if columns[0]:
            mark, _, kind = columns[1].partition("-") if len(columns) > 1 else ("O", "", "")
            yield columns[0], f"{mark}-{TYPES[kind]}" if kind in TYPES else "O"


def _ended(sentence: Sequence[Tagged]) -> bool:
    closing = {'"', "'", "”", "’", ")", "''"}
    last = next((token for token, _ in reversed(sentence) if token not in closing), "")
    return len(sentence) > 1 and last in {".", "!", "?"}


def bioes(tags: Sequence[str]) -> list[str]:
    """BIO tags as BIOES: an entity's last token says E, a single one S; an I that continues nothing begins one."""
    found = []
    padded = ["O", *tags, "O"]
    for before, tag, after in zip(padded, tags, padded[2:], strict=False):
        mark, _, kind = tag.partition("-")
        if not kind:
            found.append("O")
            continue
        begins = mark == "B" or before[2:] != kind
        ends = after != f"I-{kind}"
        found.append(("S" if ends else "B") + "-" + kind if begins else ("E" if ends else "I") + "-" + kind)
    return found


def bioes_spans(tags: Sequence[str]) -> list[tuple[int, int, EntityType]]:
    """The entities in well-formed BIOES tags: half-open ranges of tokens, and types."""
    found, begin = [], 0
    for at, tag in enumerate(tags):
        mark, _, kind = tag.partition("-")
        begin = at if mark in ("B", "S") else begin
        if mark in ("E", "S"):
            found.append((begin, at + 1, cast(EntityType, kind)))
    return found


def write(path: Path, articles: Iterable[Path]) -> Path:
    """Write the sentences of `articles` as the JSON that Stanza reads; returns the path."""
    rows = [
        [{"text": token, "ner": tag} for (token, _), tag in zip(s, bioes([t for _, t in s]), strict=True)]
        for article in articles
        for s in sentences(article)
    ]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
    return path
