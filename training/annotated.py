"""Annotated articles as the attribution model learns from them: pieces, tags, and stretches to ask about.

PolNeAR (Newell et al. 2018) has every attribution; of the worldwide newswire most articles have quotations only, and
what else may be source, cue or content there is left open. Every text is shown as the program shows it to the model
(see `text.quotes.model_view`).
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from tokenizers import Tokenizer

from quotecat.nlp.heads import OUTSIDE, ROLES, begin
from quotecat.nlp.windows import Pieces, cut
from quotecat.text.quotes.model_view import model_view
from quotecat.text.quotes.scanner import scan
from quotecat.text.span import Span, trim

Ranges = tuple[tuple[int, int], ...]
OPEN = -1  # the tag of a piece that may be anything
SAME = 0.8  # how much of their union a stretch and an annotated quotation share at least, if they are the same
MARKS = "\"'“”‘’«»„‟‹› \t\r\n\u00a0"


@dataclass(frozen=True, slots=True)
class Query:
    """A half-open range of pieces to ask about.

    Args:
        first: its first piece.
        last: the piece after its last.
        source: where its source is, as ranges of pieces; () if it has none, None if that is not asked.
        cue: where its cue is, likewise.
        said: whether somebody said it; None if that is not asked.
        names: where the speaker whom it refers to is named, likewise; asked of sources.
    """

    first: int
    last: int
    source: Ranges | None = None
    cue: Ranges | None = None
    said: bool | None = None
    names: Ranges | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Annotated:
    """An article's pieces with gold tags, (pieces,), `OPEN` where nothing is known, and queries; `name` is the
    article's, `breaks` are the pieces that begin paragraphs, ascending."""

    name: str
    pieces: Pieces
    tags: np.ndarray
    queries: tuple[Query, ...]
    breaks: tuple[int, ...] = (0,)


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of one file of annotated articles."""
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def train_rows(data: Path) -> Iterator[dict[str, Any]]:
    """All articles to learn from: PolNeAR's, and the worldwide ones that are labelled, with all that is known of
    each."""
    yield from rows(data / "polnear" / "train.jsonl")
    claims = {row["article"]: row["attributions"] for row in rows(data / "worldwide" / "claims" / "train.jsonl")}
    for row in rows(data / "worldwide" / "quotes" / "train.jsonl"):
        known = claims.get(row["article"])
        yield row if known is None else {**row, "attributions": known, "direct left out": True}


def read(articles: Iterable[dict[str, Any]], tokenizer: Tokenizer) -> list[Annotated]:
    """Annotated articles from rows."""
    return [annotate(row, tokenizer) for row in articles]


def annotate(row: dict[str, Any], tokenizer: Tokenizer) -> Annotated:
    """One row as pieces, tags and queries; a quotation that the scanner does not find is not asked about."""
    text = row["text"]
    found = scan(text)
    stretches = [s.span for s in found.stretches]
    pieces = cut(tokenizer, model_view(text, found), stretches)
    attributions = [a for a in row.get("attributions", ()) if not a.get("nested")]
    quotes = [(quote, at) for quote in row["quotes"] if (at := stretch_of(quote, stretches, text))]
    whole = "attributions" in row
    if not whole or row.get("direct left out"):
        attributions += _direct(quotes, attributions)
    tags = _tags(attributions, pieces, whole=whole)
    queries = [*_contents(row.get("attributions", ()), pieces), *_quotations(quotes, pieces)]
    queries += _sources(quotes, pieces, text)
    breaks = np.searchsorted(pieces.offsets[:, 0], [m.end() for m in re.finditer(r"\n\s*(?=\S)", text)])
    return Annotated(row["article"], pieces, tags, tuple(queries), tuple(sorted({0, *breaks.tolist()})))


def stretch_of(quote: dict[str, Any], stretches: Sequence[Span], text: str) -> Span | None:
    """The scanner's stretch that an annotated quotation is."""
    wanted = trim(Span(quote["start"], quote["end"]), text, MARKS)
    if wanted is None or quote.get("optional"):
        return None
    for stretch in stretches:
        own = trim(stretch, text, MARKS) if stretch.overlaps(wanted) else None
        if own is not None:
            shared = min(own.end, wanted.end) - max(own.start, wanted.start)
            if shared >= SAME * (max(own.end, wanted.end) - min(own.start, wanted.start)):
                return stretch
    return None


def _direct(quotes: Sequence[tuple[dict[str, Any], Span]], known: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The attributions of quotations that lie in no known attribution's content."""
    contents = [Span(*c) for a in known for c in a["content"] if c[0] < c[1]]
    for quote, at in quotes:
        if quote["attributed"] and not any(c.overlaps(at) for c in contents):
            yield {"source": quote["source"], "cue": quote["cue"], "content": [[at.start, at.end]]}


def ranges(spans: Sequence[Sequence[int]], pieces: Pieces) -> Ranges:
    """Spans as ranges of pieces, empty ones left out."""
    return tuple(r for s, e in spans if s < e and (r := pieces.within(Span(s, e))))


def _tags(attributions: Sequence[dict[str, Any]], pieces: Pieces, *, whole: bool) -> np.ndarray:
    tags = np.full(len(pieces.ids), OUTSIDE if whole else OPEN, dtype=np.int64)
    for attribution in attributions:
        for i, role in enumerate(ROLES):
            for first, last in ranges(attribution[role], pieces):
                tags[first:last] = begin(i) + 1
                tags[first] = begin(i)
                if last < len(tags) and tags[last] == OPEN:  # what is known to end there does not go on
                    tags[last] = OUTSIDE
    return begun(tags)


def begun(tags: np.ndarray) -> np.ndarray:
    """The tags with a beginning wherever annotations that overlap, by a slip, left an inside without one."""
    before = np.concatenate([[OUTSIDE], tags[:-1]])
    lost = (tags > 0) & (tags % 2 == 0) & (before != tags) & (before != tags - 1)
    return np.where(lost, tags - 1, tags)


def _contents(attributions: Sequence[dict[str, Any]], pieces: Pieces) -> Iterator[Query]:
    for attribution in attributions:
        source, cue = (ranges(attribution[role], pieces) for role in ROLES[:2])
        for first, last in ranges(attribution["content"], pieces):
            yield Query(first, last, source, cue)


def _quotations(quotes: Sequence[tuple[dict[str, Any], Span]], pieces: Pieces) -> Iterator[Query]:
    for quote, at in quotes:
        for first, last in ranges([(at.start, at.end)], pieces):
            source, cue = (ranges(quote[role], pieces) for role in ROLES[:2])
            yield Query(first, last, source, cue, said=quote["attributed"])


def _sources(quotes: Sequence[tuple[dict[str, Any], Span]], pieces: Pieces, text: str) -> Iterator[Query]:
    """Each source of a quotation once, with the names of its speaker: none for who is never named."""
    asked = set()
    for quote, _ in quotes:
        speaker = quote.get("speaker")
        if not quote["attributed"] or not speaker:
            continue
        named = quote["kind"] in ("person", "organisation")
        where = ranges([(s.start, s.end) for s in names(text, speaker)], pieces) if named else ()
        for first, last in ranges(quote["source"], pieces):
            if (first, last) not in asked and (where or not named):
                asked.add((first, last))
                yield Query(first, last, names=where)


_CAPITAL_BEFORE = re.compile(r"\b([A-Z][\w’'-]+) $")


def names(text: str, speaker: str) -> list[Span]:
    """Where a speaker is named, joint ones too: in full, or by the last word of the name where no other name is before
    it; an organisation by its initials too."""
    found = []
    for name in speaker.split(" | "):
        words = name.split()
        found += [Span(*m.span()) for m in re.finditer(rf"\b{re.escape(name)}\b", text, re.IGNORECASE)]
        last = words[-1]
        if len(words) > 1 and last[:1].isupper() and len(last) > 2:
            for match in re.finditer(rf"\b{re.escape(last)}\b", text):
                before = _CAPITAL_BEFORE.search(text, max(0, match.start() - 40), match.start())
                if before is None or before[1] in words or len(before[1]) < 4:
                    found.append(Span(*match.span()))
        initials = "".join(w[0] for w in words if w[:1].isupper())
        if len(initials) > 2:
            found += [Span(*m.span()) for m in re.finditer(rf"\b{initials}\b", text)]
    return found


def held_out(name: str) -> bool:
    """Whether an article is one of the tenth that the model does not learn from, to calibrate with; by its name."""
    return hashlib.sha256(name.encode()).digest()[0] % 10 == 0
