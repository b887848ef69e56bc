"""The rankers of a quotation's possible sources and of whom a source may refer to, and what calibrates them.

They learn last, from what the other models say of the labelled articles. The attribution model is too sure of what it
has read: so sources are ranked, and both rankers calibrated together, on the worldwide articles, none of which it has
read. Whom a source refers to is learned twice: once with the sources before it read as they should be, and once as
rankers of other folds read them. What the calibration sees are answers of rankers that have not read the article.
"""

from __future__ import annotations

import json
import logging
import pickle
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from quotecat.extract.cast import gather
from quotecat.extract.found import Heard, hear, sources_of
from quotecat.extract.referent import Referent
from quotecat.extract.resolution.choice import choose
from quotecat.extract.resolution.resolve import resolve
from quotecat.extract.resolution.resolver import Candidates, Resolver
from quotecat.extract.resolution.sources import ask, possible
from quotecat.extract.speech import Speech
from quotecat.nlp.document import Document
from quotecat.nlp.encoder import load_encoder, save_halved
from quotecat.nlp.pipeline import Parser
from quotecat.nlp.resolution.ranker import Ranker
from quotecat.nlp.resolution.rankers import CALIBRATION, SOURCES, SPEAKERS, Rankers
from quotecat.nlp.tagger import Question, Tagger
from quotecat.nlp.tags import Tags
from quotecat.score.name import right
from quotecat.text.article import Article
from quotecat.text.quotes.model_view import CURLY, model_view
from quotecat.text.quotes.scanner import scan
from quotecat.text.quotes.stretch import Scan
from quotecat.text.span import Span
from training.annotated import stretch_of, train_rows
from training.pack import pack
from training.ranking import FOLDS, Example, accuracy, fold, logistic, taught

logger = logging.getLogger(__name__)

CLAIMANT = ""  # the kind of an annotated claimant, which the annotation does not tell


@dataclass(frozen=True, slots=True)
class Labelled:
    """A labelled article as the program reads it."""

    row: dict[str, Any]
    marks: Scan
    document: Document
    tags: Tags

    @property
    def name(self) -> str:
        """The article's name."""
        return str(self.row["article"])

    @property
    def worldwide(self) -> bool:
        """Whether it is one of the worldwide newswire."""
        return "title" not in self.row


Answer = tuple[str, str]  # a speaker's name, and the kind


def train(data: Path, work: Path) -> None:
    """Make `work`/resolution; articles that are parsed are not parsed again after an interruption."""
    folder = work / "packed"
    pack(work, folder)
    shared = load_encoder(folder / "encoder")
    parser, tagger = Parser.load(folder, shared=shared), Tagger.load(folder / "attribution", *shared)
    rows = [row for row in train_rows(data) if any(q.get("speaker") for q in row["quotes"])]
    teach([_read(row, parser, tagger, work / "resolution.read") for row in rows], work / "resolution")
    for made in (folder, work / "resolution.read"):
        shutil.rmtree(made)


def teach(read: Sequence[Labelled], folder: Path) -> None:
    """Make both rankers and the calibration in `folder`, from labelled articles."""
    unread = [a for a in read if a.worldwide]
    pointed = [e for a in unread for e in source_examples(a)]
    gold = [e for a in read for e in speaker_examples(a)]
    others = [taught([e for e in gold if fold(e.article) != f], judges=3) for f in range(FOLDS)]
    predicted = [e for a in read for e in speaker_examples(a, others[fold(a.name)])]
    by_fold = [_without(f, pointed, [*gold, *predicted]) for f in range(FOLDS)]
    scores = {}
    for name, of, examples in (("source", 0, pointed), ("speaker", 1, predicted)):
        parts = [[e for e in examples if fold(e.article) == f] for f in range(FOLDS)]
        right_ones = sum(accuracy(by_fold[f][of], part) * len(part) for f, part in enumerate(parts))
        scores[name] = round(right_ones / len(examples), 4)
    outcomes = [o for a in unread for o in _outcomes(a, by_fold[fold(a.name)])]
    facts, correct = (np.asarray(column, dtype=np.float64) for column in zip(*outcomes, strict=True))
    weights = logistic(facts, correct)
    scores["quotation's speaker"] = round(float(correct.mean()), 4)
    logger.info("in folds not read: %s; calibrated on %d quotations: %s", scores, len(correct), weights)
    folder.mkdir(parents=True, exist_ok=True)
    save_halved(taught(pointed).state_dict(), folder / SOURCES)
    save_halved(taught([*gold, *predicted]).state_dict(), folder / SPEAKERS)
    (folder / CALIBRATION).write_text(json.dumps({"speaker": weights}) + "\n", encoding="utf-8")
    card = {"Rankers, cross-validated on the labelled training articles": scores}
    folder.with_name("resolution.scores.json").write_text(json.dumps(card), encoding="utf-8")


def _without(part: int, pointed: Sequence[Example], meant: Sequence[Example]) -> tuple[Ranker, Ranker]:
    """Both rankers, taught on all folds but one."""
    return taught([e for e in pointed if fold(e.article) != part]), taught(
        [e for e in meant if fold(e.article) != part]
    )


def _read(row: dict[str, Any], parser: Parser, tagger: Tagger, folder: Path) -> Labelled:
    """An article as the program reads it; taken from `folder`, or made and written there."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{row['article']}.pickle"
    text = row["text"]
    marks = scan(text)
    if not path.exists():
        document = parser.parse_one(Article(text, title=row.get("title")), model_view(text, marks, CURLY))
        stretches = tuple(s.span for s in marks.stretches)
        tags = tagger.tag(Question(model_view(text, marks), stretches, document))
        partial = path.with_suffix(".partial")
        partial.write_bytes(pickle.dumps((document, tags)))
        partial.replace(path)
    document, tags = pickle.loads(path.read_bytes())
    return Labelled(row, marks, document, tags)


def source_examples(article: Labelled) -> Iterator[Example]:
    """For each quotation that somebody said, its possible sources, and which overlap the annotated ones."""
    heard = hear(article.marks, article.tags, article.document)
    page = heard.page(article.tags)
    answers = {stretch.span: asked for stretch, asked in heard.kept}
    asked = ask(heard.speeches, answers)
    for speech, one, quotes in zip(heard.speeches, asked, _quotes(article, heard), strict=True):
        spans, rows = possible(one, page) if quotes and speech.how != "label" else ([], None)
        if rows is None:
            continue
        wanted = [Span(*s) for q in quotes for s in q["source"] if s[0] < s[1]]
        correct = [any(s.overlaps(w) for w in wanted) for s in spans]
        yield Example(article.name, rows, np.asarray([*correct, not wanted]))


def _quotes(article: Labelled, heard: Heard) -> list[list[dict[str, Any]]]:
    """For each quotation found, the annotated ones that its stretches are."""
    spans = [s.span for s in article.marks.stretches]
    text = article.row["text"]
    at = {stretch_of(q, spans, text): q for q in article.row["quotes"] if q["attributed"]}
    return [[at[s.span] for s in speech.stretches if s.span in at] for speech in heard.speeches]


def answers_of(row: dict[str, Any]) -> dict[Span, Answer]:
    """The annotated sources, each with its speaker's name and kind."""
    found: dict[Span, Answer] = {}
    for quote in row["quotes"]:
        if quote["attributed"] and not quote.get("optional") and quote.get("speaker"):
            found |= {Span(*s): (quote["speaker"], quote["kind"]) for s in quote["source"] if s[0] < s[1]}
    for attribution in row.get("attributions", ()):
        if attribution.get("claimant"):
            for s in attribution["source"]:
                if s[0] < s[1]:
                    found.setdefault(Span(*s), (attribution["claimant"], CLAIMANT))
    return found


def is_right(name: str, answer: Answer) -> bool:
    """Whether a name is the annotated one, as the scorer compares them."""
    return any(right(name, answer[0], kind) for kind in ((answer[1],) if answer[1] else ("person", "unnamed")))


def speaker_examples(article: Labelled, ranker: Ranker | None = None) -> Iterator[Example]:
    """For each source with a speaker, its candidates, and which have the speaker's name.

    The sources before it are read as they should be where that is known, and else by the rules; or all by `ranker`.
    """
    gold = answers_of(article.row)
    tagged = set(article.tags.sources)
    labels = {s: a for s in tagged for g, a in gold.items() if g.overlaps(s)} | gold
    quoted = [s.span for s in article.marks.outermost]
    spans = sorted(tagged | set(gold))
    resolver = Resolver(article.document, gather(article.document), spans, quoted)
    for span in spans:
        found = resolver.candidates(span)
        if found is None:
            continue
        answer = labels.get(span)
        correct = [answer is not None and is_right(r.name, answer) for r in found.referents]
        if answer is not None:
            yield Example(article.name, found.rows, np.asarray(correct))
        if span in tagged or not any(span.overlaps(t) for t in tagged):
            resolver.note(span, found.source, _meant(found, correct, ranker))


def _meant(found: Candidates, correct: Sequence[bool], ranker: Ranker | None) -> Referent:
    """Whom a source is taken to mean by those after it."""
    if ranker is not None:
        return found.referents[int(ranker.probabilities(found.rows).argmax())]
    known = next((r for r, c in zip(found.referents, correct, strict=True) if c), None)
    return known or found.by_rule or found.referents[-1]


def _outcomes(article: Labelled, rankers: tuple[Ranker, Ranker]) -> Iterator[tuple[tuple[float, ...], bool]]:
    """For each quotation whose speaker is known, what its confidence is taken from, and whether its speaker is
    right."""
    both = Rankers(*rankers, weights=())
    heard = hear(article.marks, article.tags, article.document)
    speeches = heard.weighed(article.tags, both)
    quoted = [s.span for s, _ in heard.kept]
    resolved = resolve(article.document, sources_of(speeches, article.tags), quoted, (), both.speakers)
    said = {stretch.span: asked.said for stretch, asked in heard.kept}
    for speech, quotes in zip(speeches, _quotes(article, heard), strict=True):
        named = [q for q in quotes if q.get("speaker")]
        chosen = choose(speech, _mean(speech, lambda s: said[s]), resolved)
        if named and chosen.speaker is not None:
            name = resolved.speakers[chosen.speaker].name
            for quote in named:
                yield chosen.facts, right(name, quote["speaker"], quote["kind"])


def _mean(speech: Speech, of: Callable[[Span], float]) -> float:
    return sum(of(s.span) for s in speech.stretches) / len(speech.stretches)
