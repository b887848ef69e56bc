"""How well the shipped Stanza models do, measured by Stanza's own scorers on text that trained none of them."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Sequence
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

from stanza.models.common.doc import Document
from stanza.models.common.utils import ud_scores
from stanza.models.ner.scorer import score_by_entity

from quotecat.nlp.document import Entity, Word
from quotecat.nlp.one_sense import agreed
from quotecat.nlp.pipeline import Parser
from quotecat.nlp.type_shares import mean
from quotecat.text.span import Span
from training import entities, ud

logger = logging.getLogger(__name__)

MEASURES = ("Tokens", "Sentences", "Words", "UPOS", "XPOS", "UFeats", "Lemmas", "UAS", "LAS")


def measure(data: Path, work: Path, models: Path) -> dict[str, dict[str, float]]:
    """F1 scores in per cent of the models in `models`; also written to `work`/scores.json.

    Syntax: from raw text, CoNLL 2018 measures, on the test sets of EWT and of GUM's free genres. Entities: on the
    held-out newswire articles, given their tokens; an entity is right if type and both ends are. They are measured as
    the parser hands them out: each name has one type in an article (see `nlp.one_sense`).
    """
    parser = Parser.load(models)
    scores = {name: syntax(parser, data, work, name) for name in (*ud.TEST, "gum-free-test")}
    scores["worldwide held out"] = names(parser, data, work)
    (work / "scores.json").write_text(json.dumps(scores, indent=2) + "\n", encoding="utf-8")
    logger.info("scores: %s", scores)
    return scores


def syntax(parser: Parser, data: Path, work: Path, name: str) -> dict[str, float]:
    """CoNLL 2018 measures on the treebank file `name`, from raw text; F1 in per cent."""
    trees = ud.treebanks(data, [name])
    stem = work / "data" / name
    ud.write_characters(trees, stem)
    gold = ud.write(stem.with_suffix(".conllu"), trees)
    parsed = parser.pipeline(stem.with_suffix(".txt").read_text(encoding="utf-8"))
    parser.encoder.forget()
    _restore(parsed)
    found = ud_scores(io.StringIO(gold.read_text(encoding="utf-8")), io.StringIO(f"{parsed:C}\n\n"))
    return {measure: round(100 * found[measure].f1, 1) for measure in MEASURES}


def _restore(parsed: Any) -> None:
    """Give tokens of more than 1,000 characters, which Stanza writes as `<UNK>`, their text back."""
    for token in (token for sentence in parsed.sentences for token in sentence.tokens if token.text == "<UNK>"):
        token.text = token.words[0].text = parsed.text[token.start_char : token.end_char]


def names(parser: Parser, data: Path, work: Path) -> dict[str, float]:
    """Entities of the held-out newswire, all and by type, as the parser hands them out; F1 in per cent."""
    gold, tags = list[list[str]](), list[list[str]]()
    for path in sorted(a for a in (data / "worldwide" / "ner").glob("*.tsv") if entities.held_out(a)):
        rows = json.loads(entities.write(work / "data" / "ner-dev.json", [path]).read_text(encoding="utf-8"))
        gold += [[word["ner"] for word in sentence] for sentence in rows]
        found = parser.pipeline.processors["ner"].process(Document(rows))
        parser.encoder.forget()
        tags += _agreed([sentence.tokens for sentence in found.sentences])
    _, _, f1, by_type = score_by_entity(tags, gold, verbose=False)
    return {"entities": round(100 * f1, 1), **{kind: round(100 * f, 1) for kind, f in _pairs(by_type)}}


def _agreed(sentences: Sequence[Sequence[Any]]) -> list[list[str]]:
    """One article's tags by sentence, each name as all of the article speaks for it: as the parser hands them out."""
    tokens = [token for sentence in sentences for token in sentence]
    ends = list(accumulate(len(token.text) + 1 for token in tokens))
    words = [Word(Span(end - 1 - len(token.text), end - 1)) for token, end in zip(tokens, ends, strict=True)]
    place = {word.span.start: at for at, word in enumerate(words)}
    stops = {word.span.end: at for at, word in enumerate(words)}
    found = [
        (Entity(Span(words[a].span.start, words[b - 1].span.end), kind), mean([t.shares for t in tokens[a:b]]))
        for a, b, kind in entities.bioes_spans([token.ner for token in tokens])
    ]
    outside = ["O"] * len(words)
    for e in agreed(found, words, " ".join(token.text for token in tokens)):
        first, last = place[e.span.start], stops[e.span.end]
        outside[first : last + 1] = [f"B-{e.type}", *[f"I-{e.type}"] * (last - first)]
    lengths = list(accumulate(map(len, sentences), initial=0))
    return [entities.bioes(outside[a:b]) for a, b in pairwise(lengths)]


def _pairs(by_type: Any) -> list[tuple[str, float]]:
    return sorted((kind, float(f1)) for kind, f1 in by_type.items())
