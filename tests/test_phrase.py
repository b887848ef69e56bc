"""Phrases and issuers: what a stretch turns on, and who issued a document, in sentences parsed by hand.

A word is written as form/UPOS/head/relation, the head by its number from 1; the lemma is the form in lower case unless
a fifth field gives it. <…> marks the source.
"""

from __future__ import annotations

import re

import pytest

from quotecat.extract.issuer import issuers
from quotecat.extract.phrase import Phrases
from quotecat.extract.resolution.resolve import resolve
from quotecat.nlp.document import Document, Entity, Sentence, Word
from quotecat.text.article import Article
from quotecat.text.span import Span


def parsed(*lines: str) -> tuple[str, list[Sentence], list[Span]]:
    """The text, sentences and marked stretches of lines of words."""
    text, sentences, marked, opened = "", list[Sentence](), list[Span](), -1
    for line in lines:
        words: list[Word] = []
        for token in line.split():
            field = token.strip("<>").split("/")
            if field[0] == ".":
                field = [".", "PUNCT", str(len(words)), "punct"]
            start = len(text)
            opened = start if token[0] == "<" else opened
            text += field[0]
            lemma = field[4] if len(field) > 4 else field[0].lower()
            words.append(Word(Span(start, len(text)), lemma, field[1], head=int(field[2]) - 1, deprel=field[3]))
            if token.endswith(">"):
                marked.append(Span(opened, len(text)))
            text += " "
        sentences.append(Sentence(Span(words[0].span.start, words[-1].span.end), tuple(words)))
    return text, sentences, marked


@pytest.mark.parametrize(
    ("line", "head", "phrase"),
    [
        ("<The/DET/2/det ruling/NOUN/3/nsubj> held/VERB/0/root", "ruling", "The ruling"),
        # a relative clause is no part of the short form
        (
            "<A/DET/2/det nurse/NOUN/6/nsubj who/PRON/4/nsubj left/VERB/2/acl:relcl ,/PUNCT/4/punct> spoke/VERB/0/root",
            "nurse",
            "A nurse",
        ),
        # nor is a second name beside the first
        ("<Ruiz/PROPN/4/nsubj and/CCONJ/3/cc Bell/PROPN/1/conj> spoke/VERB/0/root", "Ruiz", "Ruiz"),
        ("<by/ADP/2/case Ruiz/PROPN/3/obl> written/VERB/0/root", "Ruiz", "Ruiz"),
    ],
)
def test_a_stretch_turns_on_one_word_and_its_phrase_is_short(line: str, head: str, phrase: str) -> None:
    text, sentences, (span,) = parsed(line)
    found = Phrases(sentences).head(span)
    assert found
    assert (found.word.span.of(text), found.phrase().of(text)) == (head, phrase)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        # its own words say it
        (("<Ruiz/PROPN/3/nmod:poss ’s/PART/1/case letter/NOUN/4/nsubj> warned/VERB/0/root",), "Ruiz"),
        (
            ("<A/DET/2/det report/NOUN/6/nsubj by/ADP/5/case the/DET/5/det board/NOUN/2/nmod> warned/VERB/0/root",),
            "the board",
        ),
        # what was issued before says it: the object of a verb of issuing, or «said in a statement»
        (
            (
                "The/DET/2/det union/NOUN/3/nsubj published/VERB/0/root/publish a/DET/5/det study/NOUN/3/obj .",
                "<The/DET/2/det study/NOUN/3/nsubj> found/VERB/0/root/find",
            ),
            "The union",
        ),
        (
            (
                "Bell/PROPN/2/nsubj spoke/VERB/0/root/speak in/ADP/5/case a/DET/5/det statement/NOUN/2/obl .",
                "<The/DET/2/det statement/NOUN/3/nsubj> said/VERB/0/root/say",
            ),
            "Bell",
        ),
        (
            (
                "A/DET/2/det letter/NOUN/0/root written/VERB/2/acl/write by/ADP/5/case Bell/PROPN/3/obl .",
                "<The/DET/2/det letter/NOUN/3/nsubj> said/VERB/0/root/say",
            ),
            "Bell",
        ),
        (
            (
                "A/DET/3/det Times/PROPN/3/compound article/NOUN/4/nsubj helped/VERB/0/root .",
                "<The/DET/2/det article/NOUN/3/nsubj> said/VERB/0/root/say",
            ),
            "Times",
        ),
        # another document's, or nobody's
        (
            (
                "Bell/PROPN/2/nsubj wrote/VERB/0/root/write a/DET/4/det poem/NOUN/2/obj .",
                "<The/DET/2/det letter/NOUN/3/nsubj> said/VERB/0/root/say",
            ),
            None,
        ),
        # a document that is new does not point back
        (
            (
                "Bell/PROPN/2/nsubj wrote/VERB/0/root/write a/DET/4/det letter/NOUN/2/obj .",
                "<A/DET/2/det letter/NOUN/3/nsubj> said/VERB/0/root/say",
            ),
            None,
        ),
        # who read it out did not write it
        (
            (
                "Bell/PROPN/2/nsubj burned/VERB/0/root/burn a/DET/4/det letter/NOUN/2/obj .",
                "<The/DET/2/det letter/NOUN/3/nsubj> said/VERB/0/root/say",
            ),
            None,
        ),
    ],
)
def test_a_document_is_whose_the_text_says_it_is(lines: tuple[str, ...], expected: str | None) -> None:
    text, sentences, (span,) = parsed(*lines)
    found = next(issuers(Phrases(sentences), span), None)
    assert (found.phrase().of(text) if found else None) == expected


@pytest.mark.parametrize(
    ("lines", "expected", "chain"),
    [
        (
            (
                "Ruiz/PROPN/2/nsubj sent/VERB/0/root/send a/DET/4/det letter/NOUN/2/obj .",
                "<The/DET/2/det letter/NOUN/3/nsubj> said/VERB/0/root/say so/ADV/3/advmod",
            ),
            "Ruiz",
            ("The letter", "Ruiz"),
        ),
        # «who» and «which» stand for the noun before their clause
        (
            (
                "Ruiz/PROPN/2/nsubj met/VERB/0/root the/DET/4/det sailors/NOUN/2/obj on/ADP/6/case Monday/PROPN/2/obl "
                "<who/PRON/8/nsubj> sang/VERB/4/acl:relcl",
            ),
            "the sailors",
            ("who", "the sailors"),
        ),
        # the country is no pronoun
        (("<US/PROPN/2/compound Senator/PROPN/3/compound Ruiz/PROPN/4/nsubj> spoke/VERB/0/root",), "Ruiz", None),
        # a description ends where a clause begins
        (
            ("<A/DET/2/det nurse/NOUN/5/nsubj hired/VERB/2/acl yesterday/NOUN/3/obl> spoke/VERB/0/root",),
            "A nurse",
            ("A nurse hired yesterday",),
        ),
        # the source is the noun before it, with all that describes it
        (
            (
                "City/PROPN/3/compound harbour/NOUN/3/compound <rules/NOUN/5/nsubj that/PRON/5/nsubj> "
                "forbid/VERB/3/acl:relcl",
            ),
            "City harbour rules",
            None,
        ),
        # a description without a role is whoever is in view, unless a noun says what is known of nobody
        (
            (
                "Ruiz/PROPN/2/nsubj sang/VERB/0/root .",
                "<The/DET/2/det singer/NOUN/3/nsubj> said/VERB/0/root so/ADV/3/advmod",
            ),
            "Ruiz",
            ("The singer", "Ruiz"),
        ),
        (
            (
                "Ruiz/PROPN/2/nsubj sang/VERB/0/root .",
                "<The/DET/3/det band/NOUN/3/compound singer/NOUN/4/nsubj> said/VERB/0/root so/ADV/4/advmod",
            ),
            "The band singer",
            None,
        ),
    ],
)
def test_a_source_leads_on_through_the_parse(
    lines: tuple[str, ...], expected: str, chain: tuple[str, ...] | None
) -> None:
    text, sentences, sources = parsed(*lines)
    names = tuple(Entity(Span(*m.span()), "person") for m in re.finditer("Ruiz", text))
    resolved = resolve(Document(Article(text), tuple(sentences), names, "by hand"), sources, [])
    number, referent = resolved.of[sources[0]]
    assert resolved.speakers[number].name == expected
    assert chain is None or referent.chain == chain
