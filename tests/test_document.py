"""Documents hold their promises, and come back from CoNLL-U as they went."""

from __future__ import annotations

from itertools import pairwise
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotecat.errors import ReadError
from quotecat.nlp.conllu import from_conllu, to_conllu
from quotecat.nlp.document import Document, Entity, EntityType, Sentence, Word
from quotecat.text.article import Article
from quotecat.text.span import Span

TEXT = "Ms Okoro said: “We don’t know.”\nNobody does."


def word(start: int, end: int, head: int = -1, **columns: str) -> Word:
    return Word(Span(start, end), head=head, **columns)


columns = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=8).map(
    lambda text: " ".join(text.split()).replace("_", "-")
)


@st.composite
def sentences(draw: st.DrawFn, stretch: Span) -> Sentence:
    cuts = draw(st.lists(st.integers(stretch.start, stretch.end), min_size=2, max_size=12, unique=True).map(sorted))
    spans = [Span(a, b) for a, b in pairwise(cuts)]
    heads = st.integers(-1, len(spans) - 1)
    words = tuple(draw(st.builds(Word, st.just(s), columns, columns, columns, columns, heads, columns)) for s in spans)
    return Sentence(draw(st.sampled_from([stretch, Span(cuts[0], cuts[-1])])), words)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    text = draw(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=2, max_size=60))
    border = draw(st.integers(0, len(text)))
    stretches = [Span(a, b) for a, b in ((0, border), (border, len(text))) if b - a > 1]
    found = tuple(draw(sentences(stretch)) for stretch in stretches)
    starts = draw(st.sets(st.sampled_from([w.span.start for s in found for w in s.words]))) if found else set()
    borders = pairwise([*sorted(starts), len(text)])
    kinds = st.sampled_from(get_args(EntityType))
    entities = (Entity(Span(a, draw(st.integers(a + 1, b))), draw(kinds)) for a, b in borders)
    return Document(Article(text), found, tuple(entities), draw(columns))


@given(documents())
def test_a_document_comes_back_from_conllu_unchanged(document: Document) -> None:
    assert from_conllu(to_conllu(document), document.article) == document


def test_conllu_writes_forms_heads_offsets_and_entities_where_readers_expect_them() -> None:
    words = (word(0, 2, 1, upos="PROPN"), word(3, 8, 2, deprel="nsubj"), word(9, 13, lemma="say", deprel="root"))
    entity = Entity(Span(0, 8), "person")
    written = to_conllu(Document(Article(TEXT), (Sentence(Span(0, 14), words),), (entity,), "hand"))
    assert written.splitlines()[1:] == [
        "# parser = hand",
        "# span = 0-14",
        "# text = Ms Okoro said:",
        "1\tMs\t_\tPROPN\t_\t_\t2\t_\t_\tstart_char=0|end_char=2|Entity=person:0-8",
        "2\tOkoro\t_\t_\t_\t_\t3\tnsubj\t_\tstart_char=3|end_char=8",
        "3\tsaid\tsay\t_\t_\t_\t0\troot\t_\tstart_char=9|end_char=13",
        "",
    ]


def test_a_parse_of_another_article_is_refused() -> None:
    written = to_conllu(Document(Article(TEXT), (), (), "hand"))
    with pytest.raises(ReadError, match="another article"):
        from_conllu(written, Article("Another text."))


@pytest.mark.parametrize("damage", ["start_char=0", "# span = 0-14", "person:0-8", "\t2\t_\t_\t"])
def test_a_damaged_parse_is_refused_with_its_line(damage: str) -> None:
    words = (word(0, 2, 1), word(3, 8))
    entity = Entity(Span(0, 8), "person")
    written = to_conllu(Document(Article(TEXT), (Sentence(Span(0, 14), words),), (entity,), "hand"))
    assert damage in written
    with pytest.raises(ReadError, match=":3: "):
        from_conllu(written.replace(damage, "\tx\t"), Article(TEXT))


@pytest.mark.parametrize(
    ("why", "words"),
    [
        ("no words", ()),
        ("overlap", (word(0, 3), word(2, 5))),
        ("descend", (word(5, 7), word(0, 2))),
        ("outside", (word(0, 15),)),
        ("head too high", (word(0, 2, 1),)),
        ("head too low", (word(0, 2, -2),)),
    ],
)
def test_a_sentence_refuses_words_that_break_its_promise(why: str, words: tuple[Word, ...]) -> None:
    with pytest.raises(ValueError, match=r"word"):
        Sentence(Span(0, 14), words)


@pytest.mark.parametrize("column", ["_", "a\tb", "a\nb", " a", "a\u2028b"])
def test_a_word_refuses_a_column_that_conllu_cannot_hold(column: str) -> None:
    with pytest.raises(ValueError, match="column"):
        word(0, 2, lemma=column)


@pytest.mark.parametrize(
    "entities",
    [
        (Entity(Span(1, 2), "person"),),
        (Entity(Span(3, 8), "person"), Entity(Span(0, 2), "person")),
        (Entity(Span(0, 5), "person"), Entity(Span(3, 8), "person")),
        (Entity(Span(3, 99), "person"),),
    ],
)
def test_a_document_refuses_entities_that_break_its_promise(entities: tuple[Entity, ...]) -> None:
    sentence = Sentence(Span(0, 14), (word(0, 2), word(3, 8)))
    with pytest.raises(ValueError, match=r"entit|outside"):
        Document(Article(TEXT), (sentence,), entities, "hand")
