"""Articles in, extractions out: the models and the pure functions, put in a row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from quotecat.errors import LanguageError, QuotecatError
from quotecat.extract.extraction import Extraction, Failure
from quotecat.extract.found import find
from quotecat.extract.restored import restored
from quotecat.text.article import Article
from quotecat.text.language import foreign
from quotecat.text.plain import plain, plain_article
from quotecat.text.quotes.model_view import CURLY, model_view
from quotecat.text.quotes.scanner import scan

if TYPE_CHECKING:
    from quotecat.nlp.pipeline import Parser
    from quotecat.nlp.resolution.rankers import Rankers
    from quotecat.nlp.tagger import Tagger


@dataclass(frozen=True, slots=True)
class Engine:
    """The loaded models; loading takes seconds, so load once and extract from many articles."""

    parser: Parser
    tagger: Tagger
    rankers: Rankers
    models: str

    @classmethod
    def load(
        cls,
        models: Path | None = None,
        *,
        stanza_models: str | None = None,
        threads: int = 1,
        bfloat16: bool | None = None,
    ) -> Engine:
        """The shipped models, or those in `models`; `stanza_models` names official Stanza models to parse with.

        Args:
            models: a folder made by `python -m training pack`; the shipped ones by default.
            stanza_models: official Stanza models: a folder they were downloaded into, or a package's name.
            threads: how many threads torch may use. A second one gains a quarter on an idle machine; on a busy one the
                two wait for each other, and everything takes many times as long. See `workers` for more cores.
            bfloat16: whether the encoder multiplies in 16 bit (see `nlp.precision`); by default where the processor is
                fast at it.

        Raises:
            ModelError: if weights are missing, altered or made for another version.
        """
        from quotecat.nlp.encoder import load_encoder
        from quotecat.nlp.manifest import verify
        from quotecat.nlp.pipeline import MODELS, Parser
        from quotecat.nlp.precision import is_fast, narrow
        from quotecat.nlp.resolution.rankers import Rankers
        from quotecat.nlp.tagger import Tagger

        folder = models or MODELS
        fingerprint = verify(folder)
        shared = load_encoder(folder / "encoder")
        tagger = Tagger.load(folder / "attribution", *shared)
        if is_fast() if bfloat16 is None else bfloat16:
            for encoder in (shared[0], tagger.encoder):
                narrow(encoder.bert.encoder)
        parser = Parser.load(folder, stanza_models=stanza_models, threads=threads, shared=shared)
        rankers = Rankers.load(folder / "resolution")
        return cls(parser, tagger, rankers, f"{fingerprint} + {stanza_models}" if stanza_models else fingerprint)

    def extract(self, articles: Iterable[Article]) -> Iterator[Extraction | Failure]:
        """One extraction or failure an article, in order, each as soon as it is there.

        What is found in an article depends on its text alone, to the last digit, whatever else is extracted with it; a
        bad article costs no other article anything.
        """
        for article in articles:
            try:
                yield self._one(article)
            except Exception as error:  # the one boundary: whatever a model raises on one article stays with it
                yield failure(article, error)

    def _one(self, article: Article) -> Extraction:
        view = plain(article.text)
        if view:
            return restored(self._read(plain_article(article, view)), article, view)
        return self._read(article)

    def _read(self, article: Article) -> Extraction:
        from quotecat.nlp.tagger import Question

        if language := foreign(article.text):
            raise LanguageError(f"is in another language ({language}); quotecat reads English: leave it out")
        marks = scan(article.text)
        # The parser is shown curly marks, whatever is printed: they tell a beginning from an end.
        document = self.parser.parse_one(article, model_view(article.text, marks, CURLY))
        stretches = tuple(s.span for s in marks.stretches)
        tags = self.tagger.tag(Question(model_view(article.text, marks), stretches, document))
        return find(marks, tags, document, self.models, self.rankers)


def failure(article: Article, error: Exception) -> Failure:
    """What a failed article leaves behind: one line."""
    what = str(error) if isinstance(error, QuotecatError) else f"{type(error).__name__}: {error}"
    return Failure(article.name, article.path, "extract", " ".join(what.split()))
