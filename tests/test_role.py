"""What is printed beside a name to say who that is; the parses are written by hand: word/UPOS/relation/head."""

from __future__ import annotations

import pytest

from quotecat.extract import role
from quotecat.nlp.document import Sentence, Word
from quotecat.text.span import Span


def read(marked: str) -> tuple[Sentence, str]:
    """A sentence from words with tags: `Butler/PROPN/nsubj/2`, the head counted from 1; 0 for the root."""
    text, words = "", []
    for item in marked.split():
        form, upos, deprel, head = item.split("/")
        start = len(text) + (bool(text) and form[0] not in ",.")
        text = text.ljust(start) + form
        words.append(Word(Span(start, len(text)), upos=upos, deprel=deprel, head=int(head) - 1))
    return Sentence(Span(0, len(text)), tuple(words)), text


def span(name: str, text: str) -> Span:
    return Span(text.index(name), text.index(name) + len(name))


@pytest.mark.parametrize(
    ("marked", "name", "expected"),
    [
        (
            "said/VERB/root/0 Butler/PROPN/nsubj/1 ,/PUNCT/punct/5 a/DET/det/5 spokesman/NOUN/appos/2 ./PUNCT/punct/1",
            "Butler",
            "a spokesman",
        ),
        # the parser takes it for a second subject
        (
            "said/VERB/root/0 Butler/PROPN/nsubj/1 ,/PUNCT/punct/5 a/DET/det/5 spokesman/NOUN/nsubj/1 ./PUNCT/punct/1",
            "Butler",
            "a spokesman",
        ),
        # a new clause is no role
        (
            "Butler/PROPN/nsubj/2 left/VERB/root/0 Ruiz/PROPN/obj/2 ,/PUNCT/punct/6 a/DET/det/6 spokesman/NOUN/nsubj/7 "
            "said/VERB/parataxis/2 ./PUNCT/punct/2",
            "Ruiz",
            None,
        ),
        # another person joined by «and» is no part of the role
        (
            "Milley/PROPN/nsubj/9 ,/PUNCT/punct/3 chairman/NOUN/appos/1 of/ADP/case/5 staff/NOUN/nmod/3 "
            ",/PUNCT/punct/8 and/CCONJ/cc/8 Ruiz/PROPN/conj/3 met/VERB/root/0 ./PUNCT/punct/9",
            "Milley",
            "chairman of staff",
        ),
    ],
)
def test_a_role_stands_after_the_name(marked: str, name: str, expected: str | None) -> None:
    sentence, text = read(marked)
    found = role.after(span(name, text), sentence, text)
    assert (found.of(text) if found else None) == expected


def test_a_name_is_set_beside_a_role() -> None:
    sentence, text = read(
        "The/DET/det/2 undersecretary/NOUN/nsubj/6 ,/PUNCT/punct/4 Ruiz/PROPN/appos/2 ,/PUNCT/punct/2 left/VERB/root/0"
    )
    assert role.stood_by(span("Ruiz", text), sentence, text) == span("The undersecretary", text)


def test_a_name_beside_another_phrase_is_not_described_by_it() -> None:
    sentence, text = read(
        "spoke/VERB/root/0 with/ADP/case/4 the/DET/det/4 commander/NOUN/obl/1 ,/PUNCT/punct/7 Col./PROPN/compound/7 "
        "Ruiz/PROPN/appos/4 ,/PUNCT/punct/7 said/VERB/conj/1"
    )
    assert role.stood_by(span("Ruiz", text), sentence, text) is None


def test_a_role_stands_before_the_name() -> None:
    sentence, text = read("campaign/NOUN/compound/2 spokesman/NOUN/nsubj/4 Ruiz/PROPN/appos/2 left/VERB/root/0")
    assert role.before(span("Ruiz", text), sentence, text) == span("campaign spokesman", text)
