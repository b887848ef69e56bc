"""The parser with the shipped models: what it promises of any article, and what it says when it cannot."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quotecat.errors import ModelError
from quotecat.nlp.pipeline import MODELS, Parser
from quotecat.nlp.sentence_end import LONGEST
from quotecat.text.article import Article
from quotecat.text.span import Span

NEWS = Article(
    "Bakery to stay open\nBy Lena Moss\n\nA spokeswoman for the Hartwell Bakery, Ruth Adeyemi, said on Monday: “We "
    "don’t want to leave.” She couldn't say who'd pay.\n\n\"It's our street,\" said Tom Brandt of Leeds.",
    name="bakery",
)
SHORT = Article("Nobody came.", name="short")

pytestmark = [
    pytest.mark.models,
    pytest.mark.skipif(not (MODELS / "manifest.json").is_file(), reason="weights are not packed yet"),
]


@pytest.fixture(scope="session")
def parser() -> Parser:
    return Parser.load(threads=1)


def test_an_article_parses_alike_alone_in_company_and_a_second_time(parser: Parser) -> None:
    alone = parser.parse([NEWS])[0]
    assert parser.parse([SHORT, NEWS, SHORT])[1] == alone
    assert parser.parse([NEWS])[0] == alone


def test_sentences_end_with_paragraphs_and_titles(parser: Parser) -> None:
    texts = [s.span.of(NEWS.text) for s in parser.parse_one(NEWS).sentences]
    assert texts[:2] == ["Bakery to stay open", "By Lena Moss"]
    assert texts[-1] == '"It\'s our street," said Tom Brandt of Leeds.'
    assert not any("\n" in text for text in texts)


@pytest.mark.parametrize("pair", [("do", "n’t"), ("could", "n't"), ("who", "'d"), ("It", "'s")])
def test_a_contraction_is_two_words_side_by_side(parser: Parser, pair: tuple[str, str]) -> None:
    words = [w.span for s in parser.parse_one(NEWS).sentences for w in s.words]
    at = NEWS.text.index("".join(pair))
    middle, end = at + len(pair[0]), at + len("".join(pair))
    assert Span(at, middle) in words
    assert Span(middle, end) in words


def test_people_and_places_are_found_and_who_said_it_hangs_on_said(parser: Parser) -> None:
    document = parser.parse_one(NEWS)
    found = {e.span.of(NEWS.text): e.type for e in document.entities}
    assert found["Ruth Adeyemi"] == found["Tom Brandt"] == "person"
    assert found["Leeds"] == "location"
    last = document.sentences[-1]
    said = next(i for i, w in enumerate(last.words) if w.span.of(NEWS.text) == "said")
    subjects = [w.span.of(NEWS.text) for w in last.words if w.head == said and w.deprel == "nsubj"]
    assert subjects == ["Tom"]


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(st.sampled_from(list("aB1.,“”'’\"-\n\r\t \u00a0\u200b\x85\U0001f600é_")), max_size=120))
def test_any_text_parses_and_its_words_are_inked(parser: Parser, text: str) -> None:
    document = parser.parse_one(Article(text))
    assert all(w.span.of(text).strip() for s in document.sentences for w in s.words)


@pytest.mark.parametrize("name", ["Gen. Valery Zaluzhny", "Col. David Butler", "Mr. Adeyemi", "St. Louis"])
def test_no_sentence_ends_within_a_name(parser: Parser, name: str) -> None:
    text = f"They spoke of the war, said {name}, a spokesman. It rained."
    sentences = [s.span.of(text) for s in parser.parse_one(Article(text)).sentences]
    assert sentences == [text[:-11], "It rained."]


def test_an_endless_sentence_is_cut_and_loses_no_word(parser: Parser) -> None:
    text = "and the river ran on, " * 120
    document = parser.parse_one(Article(text))
    lengths = [len(s.words) for s in document.sentences]
    assert max(lengths) <= LONGEST
    assert sum(len(w.span) for s in document.sentences for w in s.words) == len("".join(text.split()))


def test_a_text_longer_than_one_call_has_its_words_where_they_are(
    parser: Parser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quotecat.nlp.pipeline.LONGEST_CALL", 200)
    text = "Birds sang.\n\n" * 60
    document = parser.parse_one(Article(text))
    assert len(document.sentences) == 60
    assert document.sentences[-1].span.of(text) == "Birds sang."


def test_the_parser_s_name_tells_its_weights(parser: Parser) -> None:
    assert parser.name.startswith("stanza 1.15 news ")
    assert parser.parse_one(SHORT).parser == parser.name


def test_altered_weights_are_refused(tmp_path: Path) -> None:
    shutil.copytree(MODELS, tmp_path / "models")
    (tmp_path / "models" / "en" / "pos" / "news.pt").write_bytes(b"")
    with pytest.raises(ModelError, match=r"pos/news.pt is altered"):
        Parser.load(tmp_path / "models")


def test_weights_for_another_stanza_are_refused(tmp_path: Path) -> None:
    from quotecat.nlp import manifest

    manifest.write(tmp_path, stanza="1.2")
    with pytest.raises(ModelError, match=r"for Stanza 1\.2, not .*pip install stanza~=1\.2\.0"):
        Parser.load(tmp_path)


@pytest.mark.parametrize("name", ["folder", "no_such_package"])
def test_missing_official_models_are_named_with_what_to_do(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "folder").mkdir()
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ModelError, match=rf"Stanza cannot load {name} .*stanza\.download"):
        Parser.load(stanza_models=name)
