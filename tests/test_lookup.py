"""Lookups find what was said whatever is typed, by words, by speaker, by outlet and by date."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from quotecat.catalog import answers
from quotecat.catalog.catalog import Catalog
from quotecat.catalog.lookup import article, articles, claims, left_out, quotation, quotes, speakers, text
from quotecat.catalog.why import why
from quotecat.catalog.words import match
from quotecat.errors import UsageError
from quotecat.extract.extraction import Extraction
from tests.builders import awkward, story


def said_by(name: str, extraction: Extraction, title: str = "Gen.") -> Extraction:
    """The same, said by somebody else."""
    ana, town = extraction.speakers
    described = (replace(ana.described[0], words=title), *ana.described[1:])
    return replace(extraction, speakers=(replace(ana, name=name, described=described), town))


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalog]:
    path = tmp_path_factory.mktemp("lookup") / "c.db"
    with Catalog(path, create=True) as writer:
        writer.add(story("jan", "We won’t close it", outlet="The Gull", published="2023-01-15T08:00:00Z"))
        writer.add(said_by("Zoë O’Neil", story("feb", "Taxes rise", outlet="The Gull", published="2023-02")))
        writer.add(said_by("Mark A. Milley", story("year", "Climate and taxes", outlet="Tern", published="2024")))
        writer.add(said_by("David Butler", story("none", "No ship, no tax", title="Ships"), title="Col."))
        writer.add(replace(story("none", "A namesake"), quotations=(), claims=(), diagnostics=()))
    with Catalog(path) as reader:
        yield reader


def names(found: list[answers.QuoteRow]) -> str:
    """The articles of the quotations, each once, in order."""
    return " ".join(dict.fromkeys(row.article for row in found))


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ({}, "jan feb year none"),
        ({"speaker": "ruiz"}, "jan"),
        ({"speaker": "ANA RUIZ"}, "jan"),
        ({"speaker": "ruiz ana"}, "jan"),
        ({"speaker": "zoe o'neil"}, "feb"),
        ({"speaker": "ZOË O’NEIL"}, "feb"),
        ({"speaker": "gen. milley"}, "year"),
        ({"speaker": "General Milley"}, ""),
        ({"speaker": "Gen Mark A Milley"}, "year"),
        ({"speaker": "col. david butler"}, "none"),
        ({"speaker": "mil*"}, "year"),
        ({"speaker": "mil"}, ""),
        ({"speaker": "gen."}, ""),
        ({"speaker": "nobody"}, ""),
        ({"words": "won't"}, "jan"),
        ({"words": "WON’T"}, "jan"),
        ({"words": "taxes"}, "feb year"),
        ({"words": "tax*"}, "feb year none"),
        ({"words": "taxes climate"}, "year"),
        ({"words": '"taxes climate"'}, ""),
        ({"words": "“climate and taxes”"}, "year"),
        ({"words": "taxes AND climate"}, "year"),
        ({"words": "taxes OR climate"}, ""),
        ({"words": "  "}, "jan feb year none"),
        ({"words": "—"}, ""),
        ({"outlet": "the gull"}, "jan feb"),
        ({"outlet": "gull"}, ""),
        ({"since": "2023-01-16"}, "feb year"),
        ({"since": "2023-02-10"}, "feb year"),
        ({"since": "2024-06"}, "year"),
        ({"until": "2023-01"}, "jan"),
        ({"until": "2023-01-14"}, ""),
        ({"until": "2023-01-15"}, "jan"),
        ({"until": "2023"}, "jan feb"),
        ({"since": "2023", "until": "2023"}, "jan feb"),
        ({"article": "feb"}, "feb"),
        ({"kind": "person", "outlet": "Tern"}, "year"),
        ({"kind": "unnamed"}, ""),
        ({"orphans": True, "words": "never"}, "jan feb year none"),
        ({"orphans": False, "words": "never"}, ""),
        ({"min_confidence": 0.5, "words": "never"}, ""),
        ({"min_confidence": 0.2, "words": "never"}, "jan feb year none"),
        ({"speaker": "ruiz", "outlet": "Tern"}, ""),
        ({"limit": 0}, ""),
        ({"limit": 4}, "jan feb"),
        ({"limit": 4, "offset": 3}, "feb year"),
        ({"offset": 11}, "none"),
    ],
)
def test_quotes_are_those_asked_for(catalog: Catalog, question: Any, found: str) -> None:
    assert names(quotes(catalog, **question)) == found


@pytest.mark.parametrize("typed", ["last week", "2023-1", "15.1.2023", "2023-01-15 ", "' OR 1=1 --"])
def test_a_date_that_is_none_is_refused_in_one_line(catalog: Catalog, typed: str) -> None:
    if typed.strip() == "2023-01-15":
        assert names(quotes(catalog, until=typed)) == "jan"
    else:
        with pytest.raises(UsageError, match="is not a date: write 2023"):
            quotes(catalog, since=typed)


def test_what_cannot_be_asked_is_refused(catalog: Catalog) -> None:
    with pytest.raises(TypeError, match="cannot ask by orphans"):
        claims(catalog, orphans=True)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(awkward)
@example("won't")
@example("a-b")
@example("(")
@example("")
@example("NEAR(a b)")
@example("AND")
@example('"')
@example('""*')
@example("*")
@example("\0")
@example("text : x")
@example("\udce9")
def test_nothing_that_is_typed_is_an_error(catalog: Catalog, typed: str) -> None:
    for ask in (quotes, claims, speakers, articles):
        for name in ("words", "speaker", "outlet", "article", "kind"):
            if (name, ask) not in {("words", speakers), ("speaker", articles), ("kind", articles)}:
                question: Any = {name: typed}
                ask(catalog, **question)


@given(st.text(st.characters(categories=["Ll", "Lu", "Nd"], max_codepoint=0x24F), min_size=1, max_size=12))
def test_a_word_is_searched_for_as_it_is(word: str) -> None:
    assert match(word) == f'"{word}"'


def test_claims_are_those_asked_for(catalog: Catalog) -> None:
    assert {row.claim for row in claims(catalog, kind="narrated")} == {"Rain fell."}
    assert [row.claimant for row in claims(catalog, speaker="milley")] == ["Mark A. Milley"]
    assert [row.quotation for row in claims(catalog, words="doubts town", until="2023-01")] == ["Not this year,"]
    assert len(claims(catalog, article="jan", limit=1)) == 1


def test_speakers_come_with_the_most_quoted_first(catalog: Catalog) -> None:
    everybody = speakers(catalog)
    assert [(row.speaker, row.quotations, row.articles) for row in everybody] == [
        ("Ana Ruiz", 2, 2),
        ("David Butler", 2, 1),
        ("Mark A. Milley", 2, 1),
        ("Zoë O’Neil", 2, 1),
        ("the town", 0, 5),
    ]
    assert [row.first_published for row in speakers(catalog, speaker="ruiz")] == ["2023-01-15T08:00:00Z"]
    assert [row.speaker for row in speakers(catalog, kind="unnamed", since="2024")] == ["the town"]
    assert speakers(catalog, outlet="tern", limit=1)[0].speaker == "Mark A. Milley"


def test_articles_are_found_by_words_in_title_or_text(catalog: Catalog) -> None:
    assert [row.article for row in articles(catalog, words="ships")] == ["none"]
    assert [row.article for row in articles(catalog, words="namesake")] == ["none"]
    assert [row.quotations for row in articles(catalog, outlet="Tern")] == [3]
    assert [row.article for row in articles(catalog, limit=2)] == ["jan", "feb"]


def test_an_article_is_found_by_name_by_id_and_by_the_start_of_its_id(catalog: Catalog) -> None:
    found = article(catalog, "jan")
    assert article(catalog, found.article_id) == article(catalog, found.article_id[:9]) == found
    assert text(catalog, found.article_id).startswith("Rain fell. “We won’t close it,”")
    assert text(catalog, "a_none") == ""


@pytest.mark.parametrize(
    ("key", "says"),
    [
        ("nothing", "there is no article 'nothing' in .*; give its name, its id or the start of its id"),
        ("", "there is no article ''"),
        ("%", "there is no article"),
        (
            "none",
            "'none' is more than one article: a_.* \\(Ships\\), a_.* \\(none\\)|a_.* \\(none\\), a_.* \\(Ships\\)",
        ),
        ("a_", "is more than one article"),
    ],
)
def test_a_key_that_is_not_one_article_is_refused_in_one_line(catalog: Catalog, key: str, says: str) -> None:
    with pytest.raises(UsageError, match=says) as caught:
        article(catalog, key)
    assert "\n" not in str(caught.value)


def test_a_quotation_is_found_by_its_id_and_its_start(catalog: Catalog) -> None:
    row = quotes(catalog, words="climate")[0]
    assert quotation(catalog, row.quotation_id) == quotation(catalog, row.quotation_id[:8]) == row
    with pytest.raises(UsageError, match="there is no quotation 'x'"):
        quotation(catalog, "x")
    with pytest.raises(UsageError, match="more than one quotation"):
        quotation(catalog, "q_")


def test_why_tells_all_that_led_to_a_speaker(catalog: Catalog) -> None:
    told = why(catalog, quotes(catalog, words='"not this year"', until="2023-01")[0].quotation_id)
    assert told.chain == ("she", "Ruiz", "Gen. Ana Ruiz")
    assert told.source is not None
    assert told.source.text == "she"
    assert told.cue is not None
    assert told.cue.text == "said"
    assert [(weighed.text, weighed.share) for weighed in told.candidates] == [("Gen. Ana Ruiz", 0.75), ("she", 0.125)]
    assert [mention.text for mention in told.mentions] == ["Gen. Ana Ruiz", "she"]
    assert [(d.kind, d.text) for d in told.described] == [("title", "Gen."), ("role", "the harbour master")]
    assert [(c.relation, c.claim.claim) for c in told.claims] == [("follow-on", "The town doubts it")]
    assert told.paragraph.text.endswith("“Not this year,” she said.")
    assert (told.extractor, told.models) == ("quotecat 0.0.test", "no models")


def test_why_tells_of_an_orphan_too(catalog: Catalog) -> None:
    told = why(catalog, quotes(catalog, orphans=True)[0].quotation_id)
    assert (told.quotation.speaker, told.source, told.chain, told.mentions) == (None, None, (), ())
    assert [oddity.code for oddity in told.diagnostics] == ["weak_closing"]


def test_left_out_names_the_reason(catalog: Catalog) -> None:
    id = article(catalog, "jan").article_id
    assert [(row.text, row.reason) for row in left_out(catalog, id)] == [("“Blue Water”", "title")]
    assert len(left_out(catalog)) == 5


@pytest.mark.parametrize(
    ("view", "answer"),
    [
        ("who_said_what", answers.QuoteRow),
        ("claims_around", answers.ClaimRow),
        ("speakers_overview", answers.SpeakerRow),
        ("articles_overview", answers.ArticleRow),
        ("left_out_stretches", answers.LeftOutRow),
    ],
)
def test_an_answer_has_the_columns_of_its_view(catalog: Catalog, view: str, answer: Any) -> None:
    columns = [row["name"] for row in catalog.query("SELECT name FROM pragma_table_info(:view)", {"view": view})]
    assert columns == [field.name for field in fields(answer)]


@pytest.mark.parametrize("view", ["odd_marks", "open_failures", "speakers_in_articles", "every_span"])
def test_every_view_can_be_read(catalog: Catalog, view: str) -> None:
    list(catalog.query(f"SELECT * FROM {view}"))


def test_a_lookup_brings_no_heavy_library() -> None:
    code = "import sys, quotecat.catalog.why; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT).stdout
    assert not {"sqlmodel", "sqlalchemy", "pydantic", "torch", "stanza", "numpy"} & set(loaded.split())


ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ({"certainty": "probable"}, "The town doubts it"),
        ({"certainty": "possible"}, ""),
        ({"polarity": "negated"}, "The town doubts it"),
        ({"cue_class": "factive"}, "The town doubts it"),
        ({"signal": "date"}, "Rain fell."),
        ({"signal": "quantity"}, ""),
        ({"entity": "rai"}, "Rain fell."),
        ({"entity": "%"}, ""),
        ({"number": "1.7"}, "Rain fell."),
        ({"number": "2..5"}, "Rain fell."),
        ({"number": "2.1..5"}, ""),
        ({"about": "2023"}, "Rain fell."),
        ({"about": "2023-01-20"}, "Rain fell."),
        ({"about": "2023-02"}, ""),
    ],
)
def test_claims_are_found_by_what_is_in_them(catalog: Catalog, question: Any, found: str) -> None:
    assert [row.claim for row in claims(catalog, article="jan", **question)] == ([found] if found else [])


@pytest.mark.parametrize("typed", ["many", "5..1", "1..2..3", "nan", ""])
def test_a_figure_that_is_none_is_told(catalog: Catalog, typed: str) -> None:
    if typed:
        with pytest.raises(UsageError, match="is not a figure"):
            claims(catalog, number=typed)
    else:
        assert claims(catalog, number=typed)
