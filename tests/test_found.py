"""From marks and the model's tags to quotations: which stretches are one, which are none, and who their source is.

In the stories a stretch in marks is followed by what the model would say of it in braces: `{ana 0.9}` points to the
source that is marked `<ana|…>` with that share, `{}` says that nobody said it.
"""

from __future__ import annotations

import re

import pytest

from quotecat.extract.decline import declined
from quotecat.extract.extraction import Extraction
from quotecat.extract.found import find
from quotecat.nlp.document import Document, Entity, Sentence, Word
from quotecat.nlp.tags import Asked, Pointed, Tags
from quotecat.text.article import Article
from quotecat.text.quotes.scanner import scan
from quotecat.text.span import Span
from tests.builders import story as told_story

MARKUP = re.compile(r"<(?P<label>\w+)\|(?P<words>[^>]*)>|\{(?P<told>[^}]*)\}")


def story(marked: str) -> Extraction:
    """What is found in a story, its mark-up taken for the model's answers."""
    text, labels, told, at = "", dict[str, Span](), list[str](), 0
    for match in MARKUP.finditer(marked):
        text += marked[at : match.start()]
        if match["label"]:
            labels[match["label"]] = Span(len(text), len(text) + len(match["words"]))
            text += match["words"]
        else:
            told.append(match["told"])
        at = match.end()
    text += marked[at:]
    marks = scan(text)
    assert len(marks.stretches) == len(told), "one answer a stretch"
    stretches = tuple(_asked(s.span, t, labels) for s, t in zip(marks.stretches, told, strict=True))
    tags = Tags(tuple(labels.values()), (), (), stretches)
    return find(marks, tags, _document(text, labels), "no models")


def _asked(span: Span, told: str, labels: dict[str, Span]) -> Asked:
    said = 0.0 if not told else 0.9
    pairs = zip(told.split()[::2], told.split()[1::2], strict=True)
    sources = tuple(Pointed(labels[label], float(share)) for label, share in pairs if label != "none")
    none = 1.0 - sum(s.share for s in sources)
    return Asked(span, said, sources, (), none, 1.0)


def _document(text: str, labels: dict[str, Span]) -> Document:
    sentences = []
    for match in re.finditer(r"[^\s][^\n]*", text):
        words = tuple(
            Word(Span(*w.span()), upos="NOUN")
            for w in re.finditer(r"\w+|[^\w\s]", text[: match.end()])
            if w.start() >= match.start()
        )
        sentences.append(Sentence(Span(*match.span()), words))
    entities = tuple(Entity(s, "person") for s in sorted(labels.values()) if s.of(text)[0].isupper())
    return Document(Article(text), tuple(sentences), entities, "by hand")


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        # a cue interrupts one quotation
        ("“We won,”{ana 0.9} said <ana|Ana Ruiz>. “It was time.”{ana 0.9}", [("We won, It was time.", "Ana Ruiz")]),
        # the next paragraph goes on: curly marks that do not close
        ("<ana|Ana Ruiz> said: “We won.{ana 0.9}\n\n“It was time.”{none 1}", [("We won. It was time.", "Ana Ruiz")]),
        # two speakers, two quotations
        (
            "“Yes,”{ana 0.9} said <ana|Ana Ruiz>. “No,”{tom 0.9} said <tom|Tom Bell>.",
            [("Yes,", "Ana Ruiz"), ("No,", "Tom Bell")],
        ),
        # fragments with words between stay apart
        (
            "<ana|Ana Ruiz> called him “a liar”{ana 0.9} and “a cheat”{ana 0.9}.",
            [("a liar", "Ana Ruiz"), ("a cheat", "Ana Ruiz")],
        ),
        # an orphan is an answer
        ("<ana|Ana Ruiz> left. “Never again.”{none 1}", [("Never again.", None)]),
        # not sure enough: declined
        ("“Never,”{ana 0.2 tom 0.2} said <ana|Ana Ruiz> or <tom|Tom Bell>.", [("Never,", None)]),
        # scare quotes are left out
        ("The “experts”{} came.", []),
        # a transcript names its speakers
        ("“RUIZ: We won.”{none 1}", [("RUIZ: We won.", "RUIZ")]),
        (
            "<ana|Ana Ruiz> spoke.\n\n“RUIZ: We won.{none 1}\n\n“BELL: We did.”{none 1}",
            [("RUIZ: We won.", "Ana Ruiz"), ("BELL: We did.", "BELL")],
        ),
        # even where the model doubts that somebody spoke; what goes on without a label goes on
        (
            "<ana|Ana Ruiz> spoke.\n\n“RUIZ: We won.{}\n\n“And it was time.{}\n\n“(Applause.){}",
            [("RUIZ: We won. And it was time.", "Ana Ruiz")],
        ),
        # a name at the foot signs
        ("“We won.”{none 1} ― Ana Ruiz\n“We did not.”{ana 0.9}— Tom Bell.\n<ana|Ana Ruiz> left.",
            [("We won.", "Ana Ruiz"), ("We did not.", "Tom Bell")]),
        ("“It was time.”{} – Maria del Carmen Ruiz, 34, nurse\n", [("It was time.", "Maria del Carmen Ruiz")]),
        # a dash that goes on with a sentence does not
        ("“We won”{ana 0.9} — Tom Bell had not heard it — <ana|Ana Ruiz> said.", [("We won", "Ana Ruiz")]),
    ],
)  # fmt: skip
def test_stretches_become_quotations_with_their_speakers(marked: str, expected: list[tuple[str, str | None]]) -> None:
    found = story(marked)
    text = found.article.text
    names = [None if q.speaker is None else found.speakers[q.speaker].name for q in found.quotations]
    assert list(zip([q.text_in(text) for q in found.quotations], names, strict=True)) == expected


@pytest.mark.parametrize(
    ("marked", "reason"),
    [
        ("She read “The Art of the Sea”{} twice.", "title"),
        ("The so-called “harbour tax”{} fell.", "term"),
        ("The “experts”{} came.", "scare quote"),
        ("He had “no idea at all of it”{} then.", "not speech"),
        ("Nothing “ ”{} stood there.", "empty"),
        ("It rained.\n\n“A Change of Tide”{none 0.5}\n\nMore rain.", "title"),  # a crosshead
        ("They sang the anthem “Blue Water”{none 0.5} twice.", "title"),
        ("Said <ana|Ruiz> on the “Blue Water”{ana 0.9} radio show.", "title"),
        ("They saw a film titled “Arrogant”{ana 0.9} of <ana|Ruiz>.", "title"),
        ("There stood: date=“True for him then”{ana 0.9}> <ana|Ruiz> came.", "not speech"),
        ("It rained.\n\n“Follow us on Twitter”{none 0.5}", "not speech"),
        ("The “harbour rule”{none 0.9} stayed.", "scare quote"),  # the model takes it for speech, of nobody
    ],
)
def test_what_nobody_said_is_left_out_with_the_reason(marked: str, reason: str) -> None:
    found = story(marked)
    assert not found.quotations
    assert [out.reason for out in found.left_out] == [reason]


def test_what_was_weighed_is_kept_with_a_declined_quotation() -> None:
    (quotation,) = story("“Never,”{ana 0.2 tom 0.1} said <ana|Ana Ruiz> or <tom|Tom Bell>.").quotations
    assert quotation.evidence.how == "orphan"
    assert [c.share for c in quotation.evidence.candidates] == [0.2, 0.1]


@pytest.mark.parametrize(
    ("least", "names"), [(0.0, ["Ana Ruiz", "Tom Bell"]), (0.8, ["Ana Ruiz", None]), (1.0, [None] * 2)]
)
def test_a_speaker_who_is_not_sure_enough_is_declined_and_the_evidence_kept(
    least: float, names: list[str | None]
) -> None:
    found = story("“Yes,”{ana 0.95} said <ana|Ana Ruiz>.\n\n“No,”{tom 0.6} said <tom|Tom Bell>.")
    kept = declined(found, least)
    assert [None if q.speaker is None else kept.speakers[q.speaker].name for q in kept.quotations] == names
    assert [s.name for s in kept.speakers] == [n for n in names if n]
    assert [(q.source, q.confidence, q.evidence.chain) for q in kept.quotations] == [
        (q.source, q.confidence, q.evidence.chain) for q in found.quotations
    ]
    assert [q.evidence.how for q in kept.quotations] == ["pointer" if n else "unresolved" for n in names]


@pytest.mark.parametrize(("least", "claimant"), [(0.6, 0), (0.7, None)])
def test_a_claimant_who_is_not_sure_enough_is_declined_too(least: float, claimant: int | None) -> None:
    found = told_story()
    kept = declined(found, least)
    assert [c.claimant for c in kept.claims if c.kind == "reported"] == [claimant]
    assert [(c.source, c.cue, c.confidence) for c in kept.claims] == [
        (c.source, c.cue, c.confidence) for c in found.claims
    ]
