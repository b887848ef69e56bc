"""Stanza's answers as our values: tokens to words with spans of their own, entity types to our nine."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import Any, get_args

from quotecat.nlp.document import Entity, EntityType, Sentence, Word
from quotecat.nlp.type_shares import Shares, mean
from quotecat.text.span import Span, hull

# What OntoNotes, CoNLL 2003 and the worldwide newswire call them; counts and percentages are no names: left out.
_TYPES: dict[str, EntityType] = {
    "per": "person",
    "org": "organisation",
    "organization": "organisation",
    "gpe": "location",
    "loc": "location",
    "fac": "facility",
    "time": "date",
    "work_of_art": "misc",
    "event": "misc",
    "law": "misc",
    "language": "misc",
    **{name: name for name in get_args(EntityType)},
}


def entity_type(name: str) -> EntityType | None:
    """Our name for an entity type of any of Stanza's English models; None for what is no name."""
    return _TYPES.get(name.lower())


def entities(found: Sequence[Any], shift: int) -> list[tuple[Entity, Shares]]:
    """Stanza's entities of a text that begins at `shift` in the article, and for each how probable which type is; all
    of it for its own where the finder does not tell (see `type_shares`)."""
    typed = ((Span(e.start_char + shift, e.end_char + shift), entity_type(e.type), e.tokens) for e in found)
    return [(Entity(span, kind), _shares(tokens, kind)) for span, kind, tokens in typed if kind]


def _shares(tokens: Sequence[Any], kind: EntityType) -> Shares:
    told = [token.shares for token in tokens if hasattr(token, "shares")]
    return mean(told) if told else {kind: 1.0}


def sentence(found: Any, shift: int) -> Sentence:
    """Stanza's sentence of a text that begins at `shift` in the article.

    A token of several words (`don't`) gives each word its own stretch: as long as the word where the lengths add up
    to the token's, else in even shares. A token with fewer characters than words becomes one word, the one of them
    that stands highest in the tree; what hung on the others hangs on it.
    """
    heads = {word.id: word.head or 0 for word in found.words}
    place: dict[int, int] = {0: -1}
    chosen: list[tuple[Span, Any]] = []
    for token in found.tokens:
        spans = share(Span(token.start_char + shift, token.end_char + shift), [len(w.text) for w in token.words])
        one = [min(token.words, key=lambda w: _depth(w.id, heads))] if len(spans) < len(token.words) else token.words
        place |= {w.id: len(chosen) + (i if one is token.words else 0) for i, w in enumerate(token.words)}
        chosen += zip(spans, one, strict=True)
    words = tuple(_word(span, word, place[heads[word.id]]) for span, word in chosen)
    return Sentence(hull(word.span for word in words), words)


def share(span: Span, lengths: Sequence[int]) -> list[Span]:
    """`span` cut into a stretch for each word, or left whole where there are more words than characters."""
    if len(lengths) > len(span):
        return [span]
    if sum(lengths) != len(span) or min(lengths) < 1:
        each, over = divmod(len(span), len(lengths))
        lengths = [each + (i < over) for i in range(len(lengths))]
    ends = [span.start + end for end in accumulate(lengths)]
    return [Span(a, b) for a, b in zip([span.start, *ends[:-1]], ends, strict=True)]


def _depth(number: int, heads: dict[int, int]) -> int:
    seen: set[int] = set()
    while number and number not in seen:
        seen.add(number)
        number = heads[number]
    return len(seen)


def _word(span: Span, word: Any, head: int) -> Word:
    lemma, upos, xpos, feats, deprel = map(_column, (word.lemma, word.upos, word.xpos, word.feats, word.deprel))
    return Word(span, lemma, upos, xpos, feats, head, deprel)


def _column(value: str | None) -> str:
    line = " ".join((value or "").split())
    return "" if line == "_" else line
