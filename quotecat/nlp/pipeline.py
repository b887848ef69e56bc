"""The Stanza pipeline: articles to documents. The one room, with the encoder's and the trainers', that knows Stanza."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from pickle import UnpicklingError
from typing import Any

from quotecat.errors import ModelError
from quotecat.nlp import manifest, one_sense, sentence_end, translation
from quotecat.nlp.document import Document
from quotecat.nlp.imports import deferred, without
from quotecat.nlp.lean import lean
from quotecat.nlp.paragraph import paragraphs
from quotecat.nlp.spanning import at_once, circles
from quotecat.nlp.type_shares import tell
from quotecat.text.article import Article
from quotecat.text.span import Span

MODELS = Path(__file__).parent / "models"
PROCESSORS = ("tokenize", "mwt", "pos", "lemma", "depparse", "ner")
PACKAGE = "news"
WORDS_A_BATCH = 1000  # for the parser, whose memory grows with that times the longest sentence
LONGEST_CALL = 100_000  # code points; a pipeline holds some 200 bytes for each
# What Stanza raises while it loads and while it runs; anything else is a mistake of ours.
_LOADING = (OSError, ValueError, KeyError, AttributeError, RuntimeError, ImportError, UnpicklingError)
_RUNNING = (RuntimeError, ValueError, IndexError, KeyError, TypeError, AssertionError)


@dataclass(frozen=True, slots=True)
class Parser:
    """Finds words, sentences, heads and entities; `name` says which models made them.

    Not for several threads at once. An article's document depends on its text alone, not on what is parsed with it.
    """

    pipeline: Any
    encoder: Any
    name: str

    @classmethod
    def load(
        cls,
        models: Path | None = None,
        stanza_models: str | None = None,
        threads: int | None = None,
        shared: tuple[Any, Any] | None = None,
    ) -> Parser:
        """The parser with the shipped models, or those in the folder `models`.

        Args:
            models: a folder made by `python -m training pack`; the shipped ones by default.
            stanza_models: official Stanza models instead: a folder they were downloaded into, or a package's name.
            shared: the encoder and its tokenizer, if they are loaded already.
            threads: how many threads torch may use; its own choice by default.

        Raises:
            ModelError: if models are missing, altered or made for another Stanza; says what to do.
        """
        import torch

        if threads:
            torch.set_num_threads(threads)
        logging.getLogger("stanza").setLevel(logging.ERROR)
        return _official(stanza_models) if stanza_models else _shipped(models or MODELS, shared)

    def parse(self, articles: Sequence[Article]) -> list[Document]:
        """The articles' documents, in order.

        Raises:
            ModelError: if an article cannot be parsed; names it.
        """
        return [self.parse_one(article) for article in articles]

    def parse_one(self, article: Article, shown: str | None = None) -> Document:
        """One article's document.

        Args:
            article: what to parse.
            shown: its text as the models shall see it, with other quotation marks; of the same length.

        Raises:
            ModelError: if the article cannot be parsed; names it.
        """
        text = shown or article.text
        try:
            found = [part for call in _calls(text) for part in self._run(text, call)]
            sentences = [translation.sentence(s, shift) for shift, doc in found for s in doc.sentences]
            entities = [e for shift, doc in found for e in translation.entities(doc.ents, shift)]
            agreed = one_sense.agreed(entities, [w for s in sentences for w in s.words], article.text)
            return Document(article, tuple(sentences), tuple(agreed), self.name)
        except _RUNNING as error:
            name = article.name or article.id
            raise ModelError(f"{name}: cannot be parsed ({type(error).__name__}: {error}); leave it out") from error
        finally:
            if self.encoder is not None:
                self.encoder.forget()

    def _run(self, text: str, spans: Sequence[Span]) -> list[tuple[int, Any]]:
        from stanza.models.common.doc import Document as Parsed

        cut = self.pipeline([Parsed([], text=span.of(text)) for span in spans], processors=PROCESSORS[:2])
        mended = [sentence_end.mended(document, Parsed) for document in cut]
        done = self.pipeline(mended, processors=PROCESSORS[2:])
        return [(span.start, document) for span, document in zip(spans, done, strict=True)]


def _calls(text: str) -> Iterator[list[Span]]:
    """The paragraphs of a text in groups small enough for one run."""
    group: list[Span] = []
    for span in paragraphs(text):
        if group and span.end - group[0].start > LONGEST_CALL:
            yield group
            group = []
        group.append(span)
    if group:
        yield group


def _shipped(folder: Path, shared: tuple[Any, Any] | None) -> Parser:
    deferred("networkx", "requests", "emoji")  # for graphs, downloads and social media
    with without("transformers"):  # for its parser's trainer, which does without
        import stanza
    from stanza.models.common.foundation_cache import BertRecord

    from quotecat.nlp.encoder import NAME, load_encoder, stanza_foundation
    from quotecat.nlp.memory import Remembering

    fingerprint = manifest.verify(folder)
    made_for, installed = manifest.made_for(folder), ".".join(stanza.__version__.split(".")[:2])
    if made_for != installed:
        raise ModelError(
            f"the models in {folder} are for Stanza {made_for}, not {installed}: pip install stanza~={made_for}.0"
        )
    cache = stanza_foundation(*(shared or load_encoder(folder / "encoder")))
    encoder = Remembering(cache.bert[NAME].model)
    cache.bert[NAME] = BertRecord(encoder, cache.bert[NAME].tokenizer, {})
    processors = dict.fromkeys(PROCESSORS, PACKAGE)
    pipeline = _pipeline(str(folder), dir=str(folder), package=None, processors=processors, foundation_cache=cache)
    lean(pipeline.processors)
    tell(pipeline.processors["ner"])
    return Parser(pipeline, encoder, f"stanza {made_for} {PACKAGE} {fingerprint}")


def _official(models: str) -> Parser:
    import stanza

    folder = {"dir": models} if Path(models).is_dir() else {"package": models}
    pipeline = _pipeline(models, processors=",".join(PROCESSORS), **folder)
    return Parser(pipeline, None, f"stanza {stanza.__version__} {models}")


@contextmanager
def _no_optimizers() -> Iterator[None]:
    """Within this context Stanza makes no optimizers: it would for some processors that are only to be used, and
    torch then loads its compiler, which takes as long as all models."""
    from stanza.models.common import utils

    makers = ("get_optimizer", "get_split_optimizer")
    originals = {name: getattr(utils, name) for name in makers}
    try:
        for name in makers:
            setattr(utils, name, lambda *_, **__: {})
        yield
    finally:
        for name, original in originals.items():
            setattr(utils, name, original)


def _pipeline(models: str, **options: Any) -> Any:
    import stanza
    from stanza.models.common import chuliu_edmonds
    from stanza.models.depparse import model as depparse
    from stanza.pipeline.core import PipelineRequirementsException

    chuliu_edmonds.tarjan = circles
    depparse.chuliu_edmonds_one_root = at_once(chuliu_edmonds.chuliu_edmonds_one_root)
    try:
        with _no_optimizers():
            return stanza.Pipeline(
                "en",
                download_method=None,
                logging_level="ERROR",
                use_gpu=False,
                depparse_batch_size=WORDS_A_BATCH,
                **options,
            )
    except (*_LOADING, PipelineRequirementsException) as error:
        help_ = "name a folder of downloaded models, download the package with stanza.download('en'), or leave it out"
        raise ModelError(f"Stanza cannot load {models} ({type(error).__name__}: {error}): {help_}") from error
