"""How right the shipped models are: floors that are raised when they are passed, and never lowered.

World news (worldwide dev) and political news (PolNeAR dev) are measured by the shared scorer's measures.

Those of claims were set anew when claims came to leave out what is hardly one (see CHANGELOG.md): their measure counts
every attribution of the gold, questions and bare things too.
"""

from __future__ import annotations

import importlib.util
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from quotecat.extract.claim import Claim
from quotecat.extract.engine import Engine
from quotecat.extract.extraction import Extraction, Failure
from quotecat.extract.jsonl import row
from quotecat.extract.workers import Workers
from quotecat.nlp.pipeline import Parser
from quotecat.score import Row, score
from quotecat.text.article import Article
from quotecat.text.reader import read
from quotecat.text.span import Span
from training.scores import names, syntax

pytestmark = pytest.mark.models
ROOT = Path(__file__).parents[1]
EVERY = 12  # of the articles of PolNeAR dev; all of them take minutes: make floors

# What each measure must reach, a little below what was measured last; `make floors` holds the sets that take minutes.
CORPUS = {"quotes": 0.98, "mention accuracy": 0.97, "speaker accuracy": 0.89, "claims found": 0.95}
POLITICS_SAMPLE = {"quotes": 0.95, "mention accuracy": 0.9, "speaker accuracy": 0.84}
POLITICS = {
    "quotes": 0.97,
    "mention accuracy": 0.95,
    "speaker accuracy": 0.908,
    "speaker accuracy, person (797)": 0.93,
    "speaker accuracy, unnamed (30)": 0.8,
    "confidence >= 0.95, share": 0.57,
    "confidence >= 0.95, speaker accuracy": 0.98,
    "speaker accuracy, most confident half": 0.98,
    # Claims leave out questions, pronouns and what is hardly a claim of its source (see extract.belief):
    "claims, characters": 0.805,
    "claims found": 0.75,
    "claims, source accuracy of found": 0.95,
    "exact source": 0.8,
    "exact cue": 0.735,
    "exact content": 0.7,
}
SYNTAX = {"Tokens": 98.9, "Sentences": 86.5, "UPOS": 95.0, "Lemmas": 96.0, "UAS": 87.5, "LAS": 84.8}
# Measured anew without the 79 articles that are kept apart now: the entity finder is the same.
NAMES = {"entities": 84.0, "person": 89.7, "organisation": 79.0, "location": 88.5}
# Fell to .66 with the trained ranker of speakers, which is right more often elsewhere. The floor was reached by rules
# that had been written with these very articles' errors in view; it is not lowered, but still to be reached again.
POLITICS_TO_REGAIN = {"speaker accuracy, organisation (68)": 0.75}
WORLD = {
    "quotes": 0.96,
    "mention accuracy": 0.93,
    "speaker accuracy": 0.87,
    "speaker accuracy, mean over articles": 0.83,
    "speaker accuracy, person (472)": 0.93,
    "speaker accuracy, organisation (59)": 0.52,
    "speaker accuracy, unnamed (67)": 0.8,
    "confidence >= 0.95, share": 0.47,
    "confidence >= 0.95, speaker accuracy": 0.97,
}
MOST_RISK = 0.03  # area under risk and coverage, world news; 0 is perfect
CASES = 0.78  # of what the small hard cases expect


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine.load()


@pytest.fixture(scope="module")
def pair() -> Iterator[Workers]:
    """Two engines, for what takes minutes."""
    with Workers(2) as workers:
        yield workers


def extracted(engine: Engine | Workers, articles: Iterable[Any]) -> list[Extraction]:
    """The extractions of all articles; none may fail."""
    found = list(engine.extract(a for a in articles if isinstance(a, Article)))
    assert all(isinstance(f, Extraction) for f in found), found
    return [f for f in found if isinstance(f, Extraction)]


def measured(gold: Sequence[Row], found: Iterable[Extraction]) -> dict[str, float]:
    """The measures that have floors, each as one number."""
    report, _ = score(gold, [json.loads(json.dumps(row(f))) for f in found])
    assert report["articles missing"] == 0
    return {name: value["F1"] if isinstance(value, dict) else value for name, value in report.items()}


def fallen(report: dict[str, float], floors: dict[str, float]) -> dict[str, float]:
    """What lies under its floor."""
    return {name: report[name] for name, floor in floors.items() if report[name] < floor}


def gold_rows(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_the_corpus_keeps_its_floors(pair: Workers) -> None:
    found = extracted(pair, read([ROOT / "corpus" / "articles"]))
    report = measured(gold_rows(ROOT / "corpus" / "gold.jsonl"), found)
    assert fallen(report, CORPUS) == {}, report


def test_political_news_keeps_its_floors(pair: Workers, shared: Path) -> None:
    path = shared / "data" / "polnear" / "dev.jsonl"
    found = extracted(pair, list(read([path]))[::EVERY])
    report = measured(gold_rows(path)[::EVERY], found)
    assert fallen(report, POLITICS_SAMPLE) == {}, report


@pytest.mark.floors
def test_all_political_news_keeps_its_floors(pair: Workers, shared: Path) -> None:
    path = shared / "data" / "polnear" / "dev.jsonl"
    report = measured(gold_rows(path), extracted(pair, read([path])))
    assert fallen(report, POLITICS) == {}, report
    if fallen(report, POLITICS_TO_REGAIN):
        pytest.xfail(f"still to be reached again: {fallen(report, POLITICS_TO_REGAIN)}")
    pytest.fail("reached again: move POLITICS_TO_REGAIN into POLITICS")


@pytest.mark.floors
def test_world_news_keeps_its_floors(pair: Workers, shared: Path) -> None:
    path = shared / "data" / "worldwide" / "quotes" / "dev.jsonl"
    report = measured(gold_rows(path), extracted(pair, read([path])))
    assert fallen(report, WORLD) == {}, report
    assert report["area under risk-coverage"] <= MOST_RISK


@pytest.mark.floors
def test_the_small_hard_cases_keep_their_floor(engine: Engine, shared: Path) -> None:
    path = shared / "cases" / "cases.jsonl"
    found = {f.article.name: json.loads(json.dumps(row(f))) for f in extracted(engine, read([path]))}
    spec = importlib.util.spec_from_file_location("cases", shared / "eval" / "cases.py")
    assert spec is not None
    assert spec.loader is not None
    judge = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(judge)
    right = [ok for case in gold_rows(path) for _, ok, _ in judge.judged(case, found[case["article"]])]
    assert sum(right) >= CASES * len(right) > 300


@pytest.mark.floors
def test_words_and_names_keep_their_floors(shared: Path, tmp_path: Path) -> None:
    parser = Parser.load()
    report = syntax(parser, shared / "data", tmp_path, "ewt-test")
    assert fallen(report, SYNTAX) == {}, report
    report = names(parser, shared / "data", tmp_path)
    assert fallen(report, NAMES) == {}, report


@pytest.mark.floors
def test_claims_that_were_judged_right_are_found_again(pair: Workers, shared: Path) -> None:
    """100 claims of worldwide articles, drawn at random, of which 91 were judged whole and of the right claimant."""
    judged = gold_rows(Path(__file__).with_name("judged_claims.jsonl"))
    names = sorted({j["article"] for j in judged})[::3]
    folder = shared / "data" / "worldwide" / "articles"
    found = {f.article.name: f for f in extracted(pair, read([folder / f"{name}.txt" for name in names]))}
    wanted = [j for j in judged if j["article"] in found and j["right"]]
    again = [j for j in wanted if any(_same_claim(c, found[j["article"]], j) for c in found[j["article"]].claims)]
    assert len(again) >= 0.95 * len(wanted) > 20


def _same_claim(claim: Claim, found: Extraction, judged: Row) -> bool:
    who = None if claim.claimant is None else found.speakers[claim.claimant].name
    place = (claim.span.start, claim.span.end, claim.kind)
    return place == (judged["start"], judged["end"], judged["kind"]) and who == judged["claimant"]


def test_the_article_that_started_it_all(engine: Engine, shared: Path) -> None:
    (found,) = extracted(engine, read([shared / "data" / "seed"]))
    text = found.article.text
    (quotation,) = found.quotations
    assert [part.inner.of(text).split()[:2] for part in quotation.parts] == [["They’ve", "talked"], ["And", "it’s"]]
    assert quotation.speaker is not None
    speaker = found.speakers[quotation.speaker]
    assert (speaker.name, speaker.kind, speaker.titles) == ("David Butler", "person", ("Col.",))
    assert "a U.S. military spokesman" in speaker.roles
    reported = {c.span.of(text): c.claimant for c in found.claims if c.kind == "reported"}
    assert any("discussed the war" in words and who == quotation.speaker for words, who in reported.items()), reported
    assert not [c for c in found.claims if "Join now" in c.span.of(text)]
    # every sentence of news is there, as a claim or a quotation
    there = [*(c.span for c in found.claims), *(q.span for q in found.quotations)]
    start = text.index("The Pentagon’s top")
    news = re.sub(r"\b(U\.S|Gen|Col|A)\.", lambda short: "_" * len(short[0]), text[start:])  # no ends of sentences
    for sentence in re.finditer(r"[A-Z“][^\n]*?\.(?=[”\s]|$)", news):
        span = Span(start + sentence.start(), start + sentence.end())
        assert any(span.overlaps(place) for place in there), sentence[0]


def test_an_article_in_another_language_fails_alone(engine: Engine) -> None:
    german = "Die Ministerin sagte am Montag, dass der Hafen nicht geschlossen werde. „Wir kämpfen weiter“, sagte sie. "
    failed, found = engine.extract([Article(german * 3, "hafen"), Article("“No,” said Ana Ruiz.", "no")])
    assert isinstance(failed, Failure)
    assert (failed.name, failed.reason) == (
        "hafen",
        "is in another language (de); quotecat reads English: leave it out",
    )
    assert isinstance(found, Extraction)


def test_an_article_is_extracted_alike_alone_and_in_company_by_one_engine_and_by_several(
    engine: Engine, pair: Workers
) -> None:
    articles = [a for a in read([ROOT / "corpus" / "articles"]) if isinstance(a, Article)][:3]
    together = extracted(engine, articles)
    assert extracted(pair, articles) == together
    assert extracted(engine, articles[2:]) == together[2:]
