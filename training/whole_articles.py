"""PolNeAR's articles whole, as the shipped program reads them, and how well the attribution model does on them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any, Protocol

from quotecat.nlp.decoding import Weighed, best
from quotecat.nlp.document import Document
from quotecat.nlp.heads import ROLES
from quotecat.nlp.tagger import Question, Tagger
from quotecat.nlp.tags import Asked
from quotecat.nlp.windows import Pieces
from quotecat.text.article import Article
from quotecat.text.quotes.model_view import CURLY, model_view
from quotecat.text.quotes.scanner import scan
from quotecat.text.span import Span, trim
from training.annotated import stretch_of

ENDS = "\"'“”‘’`«»„‟‹› \t\r\n\u00a0"  # what ends a span and does not count


class Parses(Protocol):
    """What finds an article's sentences: a `Parser`."""

    def parse_one(self, article: Article, shown: str) -> Document:
        """The article's document, its text shown to the parser as `shown`."""
        ...


def question(row: dict[str, Any], parser: Parses) -> Question:
    """What the tagger is asked about an article, as the program asks it."""
    text = row["text"]
    marks = scan(text)
    document = parser.parse_one(Article(text), model_view(text, marks, CURLY))
    return Question(model_view(text, marks), tuple(s.span for s in marks.stretches), document)


def gold(row: dict[str, Any], role: str) -> set[Span | None]:
    """The spans of one role, without the marks and white space at their ends."""
    spans = (Span(*span) for attribution in row["attributions"] for span in attribution[role] if span[0] < span[1])
    return {trim(span, row["text"], ENDS) for span in spans} - {None}


def trimmed(pieces: Pieces, span: Weighed, text: str) -> Span | None:
    """Where a span stands in the text, without the marks and white space at its ends."""
    return trim(pieces.span(span.first, span.last), text, ENDS)


def measure(articles: Iterable[dict[str, Any]], parser: Parses, tagger: Tagger) -> dict[str, float]:
    """Of the quotations that somebody said, how many point first to words of the gold source, and of the gold cue; and
    exact F1 of source, cue and content, by the tags alone and reranked, each distinct span counted once an article."""
    counts: Counter[str] = Counter()
    for row in articles:
        asked = question(row, parser)
        spans, setting, pieces = tagger.possible(asked)
        ranked = tagger.reranker.weigh(spans, setting) if tagger.reranker else spans
        for name, chosen in (("tagged", best(spans)), ("exact", best(ranked))):
            for role in ROLES:
                wanted = gold(row, role)
                ours = {trimmed(pieces, s, row["text"]) for s in chosen if s.role == role}
                counts[f"{name} {role}"] += 2 * len(ours & wanted)
                counts[f"{name} {role}, all"] += len(ours) + len(wanted)
        answers = tagger.tag(asked).stretches
        for quote in row["quotes"]:
            at = stretch_of(quote, asked.stretches, row["text"])
            if at is not None:
                counts += _pointed(quote, answers[asked.stretches.index(at)])
    return {name: round(counts[name] / counts[f"{name}, all"], 4) for name in counts if not name.endswith(", all")}


def _pointed(quote: dict[str, Any], answer: Asked) -> Counter[str]:
    """Whether a quotation points to its source and to its cue, where somebody said it and the gold has them."""
    found: Counter[str] = Counter()
    for role, pointed, none in (
        ("source", answer.sources, answer.no_source),
        ("cue", answer.cues, answer.no_cue),
    ):
        wanted = [Span(*span) for span in quote[role] if span[0] < span[1]]
        if quote["attributed"] and wanted:
            first = pointed[0] if pointed and pointed[0].share > none else None
            found[role] += first is not None and any(first.span.overlaps(span) for span in wanted)
            found[f"{role}, all"] += 1
    return found
