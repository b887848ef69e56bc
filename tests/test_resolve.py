"""Who is meant: sources in small stories, each with the person or organisation that it should lead to.

[Ana Ruiz] is a person's name, {the Harbour Board} an organisation's, ‹Spain› a place's, as a parser
would find them; <he> is a source.
The parse is made by rule: words with a capital are proper nouns, a word before «said» is its subject.
"""

from __future__ import annotations

import re

import pytest

from quotecat.extract.resolution.resolve import resolve
from quotecat.nlp.document import Document, Entity, EntityType, Sentence, Word
from quotecat.text.article import Article
from quotecat.text.span import Span

KINDS: dict[str, EntityType] = {"[": "person", "{": "organisation", "‹": "location"}
SMALL = {"and": "CCONJ", "at": "ADP", "of": "ADP", "the": "DET"}
CUES = ("said", "told", "wrote", "added")


def read(marked: str, title: str | None = None) -> tuple[Document, list[Span]]:
    """The document of a marked story, and its sources in order."""
    text, entities, sources, opened = "", list[Entity](), list[Span](), list[tuple[str, int]]()
    for char in marked:
        if char in "[{‹<":
            opened.append((char, len(text)))
        elif char in "]}›>":
            kind, start = opened.pop()
            span = Span(start, len(text))
            if kind == "<":
                sources.append(span)
            else:
                entities.append(Entity(span, KINDS[kind]))
        else:
            text += char
    sentences = tuple(
        s for m in re.finditer(r"\S[^\n]*?(?:[.!?]”?(?=\s|$)|(?=\n)|$)", text) for s in _sentence(text, m)
    )
    entities.sort(key=lambda e: e.span)
    return Document(Article(text, title=title), sentences, tuple(entities), "by hand"), sources


def _sentence(text: str, match: re.Match[str]) -> list[Sentence]:
    spans = [
        Span(*m.span())
        for m in re.finditer(r"[\w’.-]*\w[.]?(?=\s[A-Z])|[\w’-]+|[^\w\s]", text[: match.end()])
        if m.start() >= match.start()
    ]
    words = [
        _word(text, span, after.of(text) if after else "")
        for span, after in zip(spans, [*spans[1:], None], strict=True)
    ]
    return [Sentence(Span(spans[0].start, spans[-1].end), tuple(words))] if words else []


def _word(text: str, span: Span, after: str) -> Word:
    words = span.of(text)
    upos = SMALL.get(words, "PROPN" if words[0].isupper() else "NOUN" if words[0].isalpha() else "PUNCT")
    return Word(span, words.lower(), upos, deprel="nsubj" if after in CUES else "dep")


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        # a name, short after full
        ("Gen. [Ana Ruiz] came. <[Ruiz]> said so.", ["Ana Ruiz"]),
        # short before full
        ("<[Ruiz]> said so. Gen. [Ana Ruiz] had come.", ["Ana Ruiz"]),
        # a name that the parser overlooks, told by its title
        ("[Larry King] came. <Mr. King> said so.", ["Larry King"]),
        # A name ends where it owns something.
        ("Mr. Strada’s Harbour News rose. <He> said so.", ["Strada"]),
        # a family name that it overlooks, told by the full name
        ("[Tom Bell] came. Later <Bell> said so.", ["Tom Bell"]),
        # a nickname in marks belongs to the name
        ("[Robert C.] “Bobby” [Scott] came. <[Scott]> said so.", ["Robert C. “Bobby” Scott"]),
        # the given name stands before what the parser found
        ("Sens. Jon [Tester] came. <[Tester]> said so.", ["Jon Tester"]),
        # a sentence that was ended within a name
        ("Datuk Seri [Ti Lian] [Ker] came. <[Ti]> said so.", ["Ti Lian Ker"]),
        # what one pronoun was guessed to mean does not tell what the next one means
        ("[Ti Lian] said she was there. <He> said so.", ["Ti Lian"]),
        # a family name alone is its main bearer's
        ("[Ted Cruz] spoke. [Ted Cruz] sang. [Heidi Cruz] left. <[Cruz]> said so.", ["Ted Cruz"]),
        # a title that tells who is meant
        ("[Ted Cruz] spoke. [Ted Cruz] sang. [Heidi Cruz] left. <Mrs. [Cruz]> said so.", ["Heidi Cruz"]),
        # a title that one of the two does not bear
        ("Dr. [Ramya Nair] spoke. [Ramya Nair] sang. [Harish Nair] left. <Mr. [Nair]> said so.", ["Harish Nair"]),
        # a pronoun goes to the person in view of that gender
        ("[Tom Bell] met [Ana Ruiz]. <She> said so. <He> said no.", ["Ana Ruiz", "Tom Bell"]),
        # a given name tells often and not always: who stands out may bear it against the habit
        ("[Tom Bell] sang. <[Terry Strada]> said so. <She> said no.", ["Terry Strada", "Terry Strada"]),
        # a title does not err
        ("Ms. [Ana Ruiz] sang. <Mr. [Terry Strada]> said so. <She> said no.", ["Terry Strada", "Ana Ruiz"]),
        # two whom it fits alike: declined
        ("There were [Tom Bell] and [Jim Pike]. It rained. <She> said so.", [None]),
        # a description that fits no office is the person in view, unless it is a voice that only passes words on
        ("<[Ana Ruiz]> said so. <The farmer> said no.", ["Ana Ruiz", "Ana Ruiz"]),
        ("<[Ana Ruiz]> said so. <The announcer> said no.", ["Ana Ruiz", "The announcer"]),
        # who is named within a source does not speak, and is not in view for it
        ("<[Ana Ruiz], who owns [Tom Bell]’s shop,> said so. <The farmer> said no.", ["Ana Ruiz", "Ana Ruiz"]),
        # an organisation by its initials, without «the»
        ("{the Harbour Board} met. <{HB}> said so.", ["the Harbour Board"]),
        # a country is not whatever is named after it; a firm's first word is the firm
        ("{Pakistan Army} fired. <‹Pakistan›> said no.", ["Pakistan"]),
        ("{Harbour Trust} sold it. <{Harbour}> said no.", ["Harbour Trust"]),
        # a small word that the parser put at the end of the name is no part of it
        ("<{Harbour Board on}> said so.", ["Harbour Board"]),
        # «it» is the organisation that spoke last, «they» too
        ("<{Harbour Board}> said so. {The Sailors League} heard it. <It> said no.", ["Harbour Board"] * 2),
        ("<[Tom Bell] and [Ana Ruiz]> said so. <They> said no.", ["Tom Bell | Ana Ruiz"] * 2),
        # nor is the family name of another gender a slip in it
        ("Mr. [Harper] left. <Mr. [Harper]> said so. [Heidi Harper] sang.", ["Harper"]),
        # a slip in a name that somebody bears in full
        ("[Tyresha McClenney] came. <[McLenney]> said so.", ["Tyresha McClenney"]),
        ("[Tom Johnson] and [Ana Johnston] came. <[Johnston]> said so.", ["Ana Johnston"]),
        ("[Tom Bell] came. <[Pell]> said so.", ["Pell"]),
        # an unnamed source comes back
        ("<One delegate> said so. [Ana Ruiz] left. <The delegate> said no.", ["One delegate"] * 2),
        # a lone word that begins an organisation's name is that
        ("{Peabody Energy} sold. <[Peabody]> said so.", ["Peabody Energy"]),
        # two organisations are not one
        ("{Ruiz Fund and Health League} met. <{Health League}> said so.", ["Health League"]),
        # a place or a plural title is no part of a name
        ("<Rep. [Ana Ruiz of Maryland]> said so.", ["Ana Ruiz"]),
        ("<[Sens. Ana Ruiz]> said so.", ["Ana Ruiz"]),
        # the owner's own description is left out
        ("<sailor [Ana Ruiz]’s doctor> said so.", ["Ana Ruiz’s doctor"]),
        ("[Ana Ruiz] left. <Her doctors> said so.", ["Her doctors"]),
        # a name that owns or describes is not who speaks
        ("[Ana Ruiz] left. <[Ruiz]’s lawyer> said so.", ["Ana Ruiz’s lawyer"]),
        ("<Only four of ten voters> said so.", ["four of ten voters"]),
        ("<officials at {the Harbour Board}> said so.", ["officials at the Harbour Board"]),
        ("<The report> said so.", ["report"]),
        # where another capital follows, a family name is part of something else
        ("[Tom Bell] came to Bell Tower. <He> said so.", ["Tom Bell"]),
        # joint speakers
        ("<[Tom Bell] and [Ana Ruiz]> said so.", ["Tom Bell | Ana Ruiz"]),
    ],
)  # fmt: skip
def test_a_source_leads_to_the_fullest_name_of_whom_it_means(marked: str, expected: list[str | None]) -> None:
    document, sources = read(marked)
    resolved = resolve(document, sources, [])
    found = [resolved.of.get(s) for s in sources]
    assert [resolved.speakers[f[0]].name if f else None for f in found] == expected


def test_a_name_does_not_go_on_into_the_headlines_verbs() -> None:
    title = "Ana Ruiz Hammers Bank"
    document, sources = read(f"[{title}]\n\nSen. [Ana Ruiz] was stern. <[Ruiz]> said so.", title)
    resolved = resolve(document, sources, [])
    assert [s.name for s in resolved.speakers] == ["Ana Ruiz"]


def test_a_headline_may_be_all_that_has_the_full_name() -> None:
    title = "Ana Ruiz Goes Home"
    document, sources = read(f"[{title}]\n\n<[Ruiz]> said so.", title)
    assert [s.name for s in resolve(document, sources, []).speakers] == ["Ana Ruiz"]


def test_titles_and_mentions_are_kept_as_printed() -> None:
    document, sources = read("Col. [Ana Ruiz] came. <[Ruiz]> said so.")
    (speaker,) = resolve(document, sources, []).speakers
    assert [(d.kind, d.words, d.span.of(document.article.text)) for d in speaker.described] == [
        ("title", "Col.", "Col.")
    ]
    assert [m.span.of(document.article.text) for m in speaker.mentions] == ["Col. Ana Ruiz", "Ruiz"]
