"""The corpus: what its mark-up means, that it is built from its masters, and that its gold fits the texts."""

from __future__ import annotations

import itertools
import json
import re
from collections import defaultdict
from typing import Any

import pytest

from corpus import build
from corpus.master import KINDS, MasterError, parse
from quotecat.text.article import Article
from quotecat.text.reader import read

MASTERS = {master.name: master for master in build.masters()}
GOLD: dict[str, dict[str, Any]] = {
    row["article"]: row for row in map(json.loads, (build.HERE / "gold.jsonl").read_text(encoding="utf-8").splitlines())
}
QUOTES = [(name, quote) for name, row in GOLD.items() for quote in row["quotes"]]
HEAD = "file: a.md\nevent: e\nperson 1: Ana Ruiz\n---\n"


def of(row: dict[str, Any], spans: list[list[int]]) -> list[str]:
    """The words of `spans` in the row's text."""
    return [row["text"][start:end] for start, end in spans]


@pytest.mark.parametrize(
    ("body", "text", "contents"),
    [
        ("{q1|“Yes,”} {s1|she} {c1|said}.", "“Yes,” she said.", ["“Yes,”"]),
        ("{q1|“Yes,”} {s1|she} {c1|said}, {q1|“no.”}", "“Yes,” she said, “no.”", ["“Yes,”", "“no.”"]),
        ("{s1|She} {c1|said} {i1|all was {q1|“well”}}.", "She said all was “well”.", ["all was “well”"]),
        ("{s1|She} {c1|read} {i1|from {x|“Dune”}}.", "She read from “Dune”.", ["from “Dune”"]),
    ],
)
def test_a_masters_markup_gives_the_text_and_the_content(body: str, text: str, contents: list[str]) -> None:
    row = build.gold(parse(HEAD + body), text)
    assert row["text"] == text
    assert of(row, row["attributions"][0]["content"]) == contents


@pytest.mark.parametrize(
    ("written", "why"),
    [
        (HEAD + "{q1|“Yes,” she said.", "never closed: q1"),
        (HEAD + "“Yes,”} she said.", "opens or closes nothing"),
        (HEAD + "{y1|“Yes,”} she said.", "opens or closes nothing"),
        (HEAD + "{q2|“Yes,”} she said.", r"relations \[1, 2\]"),
        (HEAD + "Nobody said a word.", r"relations \[1\]"),
        (HEAD.replace("---", "unnamed 1: a guard\n---") + "{q1|“Yes.”}", "two speakers"),
        ("{q1|“Yes.”}", "no line '---'"),
    ],
)
def test_a_master_with_a_slip_in_it_is_refused(written: str, why: str) -> None:
    with pytest.raises(MasterError, match=why):
        parse(written)


def test_a_text_that_is_not_the_masters_own_is_refused() -> None:
    with pytest.raises(MasterError, match="not what was written"):
        build.gold(parse(HEAD + "{q1|“Yes.”}"), "“No.”")


def test_offsets_count_in_the_text_as_it_is_read_whatever_its_white_space() -> None:
    row = build.gold(parse(HEAD + "{s1|She} {c1|said}:\n\n{q1|“Yes.”}"), "A title\n\nShe said:\n“Yes.”")
    assert of(row, [[row["quotes"][0]["start"], row["quotes"][0]["end"]]]) == ["“Yes.”"]


def test_the_committed_articles_are_what_the_builder_makes() -> None:
    committed = {p.name: p.read_bytes().decode("utf-8") for p in (build.HERE / "articles").iterdir()}
    assert committed == build.articles(MASTERS.values())


def test_the_committed_gold_is_what_the_builder_makes() -> None:
    assert (build.HERE / "gold.jsonl").read_bytes().decode("utf-8") == build.gold_lines(MASTERS.values())


def test_every_article_is_read_with_what_its_master_says_of_it() -> None:
    found = list(read([build.HERE / "articles"]))
    articles = {article.name: article for article in found if isinstance(article, Article)}
    assert len(articles) == len(found)
    assert set(articles) == set(GOLD)
    for name, article in articles.items():
        assert article.text == GOLD[name]["text"]
        assert article.url == MASTERS[name].head["url"]
        for key in ("title", "outlet", "author"):
            if key in MASTERS[name].head:
                assert getattr(article, key) == MASTERS[name].head[key]


@pytest.mark.parametrize(("name", "quote"), QUOTES)
def test_a_gold_quote_is_a_stretch_in_its_marks(name: str, quote: dict[str, Any]) -> None:
    text = GOLD[name]["text"]
    assert text[quote["start"] : quote["end"]] == quote["text"]
    assert quote["text"][0] in "\"'`“‘„«"
    following = text[quote["end"] :]
    goes_on = following.startswith("\n") and following.lstrip().startswith(quote["text"][0])
    assert quote["text"][-1] in "\"'”’“»" or goes_on or quote.get("optional")


@pytest.mark.parametrize("name", GOLD)
def test_no_quotation_mark_is_left_without_gold(name: str) -> None:
    quotes = GOLD[name]["quotes"]
    for mark in re.finditer(r"[\"“”„«»‘]|''|``", GOLD[name]["text"]):
        assert any(q["start"] <= mark.start() < q["end"] for q in quotes), GOLD[name]["text"][mark.start() - 30 :][:60]


@pytest.mark.parametrize("name", GOLD)
def test_a_speaker_is_named_as_the_article_prints_it(name: str) -> None:
    row = GOLD[name]
    for part in {p for q in row["quotes"] + row["attributions"] for p in (q["speaker"] or "").split(" | ")}:
        assert part.casefold() in row["text"].casefold()


@pytest.mark.parametrize("name", GOLD)
def test_a_relation_has_a_source_and_a_content_that_do_not_meet(name: str) -> None:
    for relation in GOLD[name]["attributions"]:
        assert relation["source"]
        assert relation["content"]
        spans = sorted(relation["source"] + relation["cue"] + relation["content"])
        assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans))


def test_the_articles_are_as_long_as_news_articles() -> None:
    lengths = {name: len(row["text"].split()) for name, row in GOLD.items()}
    assert {name: n for name, n in lengths.items() if not 250 <= n <= 600} == {}


def test_quotations_and_speakers_come_back_across_outlets() -> None:
    events, speakers = defaultdict(set), defaultdict(set)
    for name, row in GOLD.items():
        events[row["event"]].add(name)
        for quote in row["quotes"]:
            if quote["kind"] == "person":
                speakers[quote["speaker"]].add(name)
    assert len(GOLD) >= 18
    assert len(events) >= 7
    assert sum(len(names) > 1 for names in events.values()) >= 7
    assert sum(len(names) > 1 for names in speakers.values()) >= 10


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_speaker_is_quoted(kind: str) -> None:
    assert any(quote["kind"] == kind and quote["attributed"] for _, quote in QUOTES)
