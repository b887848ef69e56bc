"""Articles in, extractions out: the models and the pure functions, put in a row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from quotecat.errors import QuotecatError
from quotecat.extract.extraction import Extraction, Failure
from quotecat.extract.found import find
from quotecat.extract.marks import scan, view
from quotecat.text.article import Article

if TYPE_CHECKING:
    from quotecat.nlp.pipeline import Parser
    from quotecat.nlp.tagger import Tagger

ARTICLES_A_BATCH = 16


@dataclass(frozen=True, slots=True)
class Engine:
    """The loaded models; loading takes seconds, so load once and extract from many articles."""

    parser: Parser
    tagger: Tagger
    models: str

    @classmethod
    def load(
        cls, models: Path | None = None, *, stanza_models: str | None = None, threads: int | None = None
    ) -> Engine:
        """The shipped models, or those in `models`; `stanza_models` names official Stanza models to parse with.

        Raises:
            ModelError: if weights are missing, altered or made for another version.
        """
        from quotecat.nlp.manifest import shipped, verify
        from quotecat.nlp.pipeline import Parser
        from quotecat.nlp.tagger import Tagger

        folder = models or shipped()
        fingerprint = verify(folder)
        parser = Parser.load(folder, stanza_models=stanza_models, threads=threads)
        named = f"{fingerprint}+{stanza_models}" if stanza_models else fingerprint
        return cls(parser, Tagger.load(folder), named)

    def extract(self, articles: Iterable[Article]) -> Iterator[Extraction | Failure]:
        """One extraction or failure an article, in order; a bad article costs no other article anything."""
        waiting = iter(articles)
        while batch := list(islice(waiting, ARTICLES_A_BATCH)):
            yield from self._batch(batch)

    def _batch(self, articles: Sequence[Article]) -> list[Extraction | Failure]:
        """A batch at once; if it fails, one by one, so that only the culprit fails."""
        try:
            return list(self._all(articles))
        except Exception as error:  # the one boundary: whatever a model raises on one article stays with it
            if len(articles) == 1:
                return [failure(articles[0], error)]
            return [result for article in articles for result in self._batch([article])]

    def _all(self, articles: Sequence[Article]) -> Iterator[Extraction]:
        from quotecat.nlp.tagger import Question

        scans = [scan(a.text) for a in articles]
        questions = [
            Question(view(a.text, s), tuple(o.span for o in s.outermost)) for a, s in zip(articles, scans, strict=True)
        ]
        tags = self.tagger.tag(questions)
        documents = self.parser.parse(articles)
        for found in zip(scans, tags, documents, strict=True):
            yield find(*found, self.models)


def failure(article: Article, error: Exception) -> Failure:
    """What a failed article leaves behind: one line."""
    what = str(error) if isinstance(error, QuotecatError) else f"{type(error).__name__}: {error}"
    return Failure(article.name, article.path, "extract", " ".join(what.split()))
