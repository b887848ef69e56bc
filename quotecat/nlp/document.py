"""An article's words, sentences and named entities, all as spans of its text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, get_args

from quotecat.text.article import Article
from quotecat.text.span import Span

EntityType = Literal["person", "organisation", "location", "norp", "facility", "product", "date", "money", "misc"]
TYPES: frozenset[str] = frozenset(get_args(EntityType))


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the syntax; its text is `word.span.of(article.text)` and nothing else.

    `head` is the index of the governing word among the sentence's words, -1 for the root. `lemma`, `upos`, `xpos`,
    `feats` and `deprel` are empty where the parser has no answer; they are never the `_` that CoNLL-U writes for that.

    Raises:
        ValueError: if a column is `_`, or holds a tab or a line break.
    """

    span: Span
    lemma: str = ""
    upos: str = ""
    xpos: str = ""
    feats: str = ""
    head: int = -1
    deprel: str = ""

    def __post_init__(self) -> None:
        for column in (self.lemma, self.upos, self.xpos, self.feats, self.deprel):
            if column == "_" or "\t" in column or len(column.splitlines()) > 1 or column != column.strip():
                raise ValueError(f"not a column of CoNLL-U: {column!r}")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence's words, in order, and the stretch of text that holds them.

    Raises:
        ValueError: if there is no word, if words overlap, do not ascend or lie outside, or a head is no word.
    """

    span: Span
    words: tuple[Word, ...]

    def __post_init__(self) -> None:
        if not self.words:
            raise ValueError("a sentence without words")
        if not _ascend([word.span for word in self.words]):
            raise ValueError("words overlap or do not ascend")
        if not (self.span.start <= self.words[0].span.start and self.words[-1].span.end <= self.span.end):
            raise ValueError("a word lies outside its sentence")
        if any(not -1 <= word.head < len(self.words) for word in self.words):
            raise ValueError("a head that is no word of the sentence")


@dataclass(frozen=True, slots=True)
class Entity:
    """A name, a date or an amount, and what kind it is; it begins where a word begins."""

    span: Span
    type: EntityType


@dataclass(frozen=True, slots=True)
class Document:
    """An article with its sentences and entities, and the name and fingerprint of the parser that found them.

    Sentences and entities ascend and do not overlap; each entity begins where a word begins.

    Raises:
        ValueError: if that does not hold, a stretch lies outside the text, or the parser's name is not one line.
    """

    article: Article
    sentences: tuple[Sentence, ...]
    entities: tuple[Entity, ...]
    parser: str

    def __post_init__(self) -> None:
        spans = [s.span for s in self.sentences], [e.span for e in self.entities]
        if not all(map(_ascend, spans)):
            raise ValueError("sentences or entities overlap or do not ascend")
        if any(group and group[-1].end > len(self.article.text) for group in spans):
            raise ValueError("a stretch outside the text")
        if not {e.span.start for e in self.entities} <= {w.span.start for s in self.sentences for w in s.words}:
            raise ValueError("an entity that does not begin with a word")
        if "\n" in self.parser or "\r" in self.parser:
            raise ValueError("a parser's name of several lines")


def _ascend(spans: Sequence[Span]) -> bool:
    return all(a.end <= b.start for a, b in pairwise(spans))
