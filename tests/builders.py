"""Extractions made by hand, without a model: one that tells a small story, and strategies for all there can be."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, get_args

from hypothesis import strategies as st

from quotecat.catalog.schema.migrations import APPLICATION_ID, STEPS, statements
from quotecat.extract.attribution import Attribution, Candidate, Evidence
from quotecat.extract.claim import Claim, Named
from quotecat.extract.clause import Statement
from quotecat.extract.cue import CueClass
from quotecat.extract.dated import Dated
from quotecat.extract.extraction import Extraction, Failure
from quotecat.extract.link import Link
from quotecat.extract.quantity import Quantity
from quotecat.extract.quotation import REASONS, Context, LeftOut, Part, Quotation
from quotecat.extract.signal import Signal, SignalKind
from quotecat.extract.speaker import Description, Mention, Speaker
from quotecat.extract.stance import Certainty, Polarity, Stance
from quotecat.nlp.document import Entity
from quotecat.text.article import Article
from quotecat.text.quotes.diagnostic import CODES, diagnose
from quotecat.text.span import Span

EXTRACTOR, MODELS = "quotecat 0.0.test", "no models"


def age(connection: sqlite3.Connection, steps: int) -> None:
    """Give an empty database the tables of a catalog of so many steps; what is derived from them is left out."""
    for step in STEPS[:steps]:
        for statement in statements(step):
            connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {steps}")
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")


def span_of(words: str, text: str, start: int = 0) -> Span:
    """Where `words` first stand in `text` from `start` on."""
    at = text.index(words, start)
    return Span(at, at + len(words))


def story(name: str = "harbour", words: str = "We will not close the harbour", **known: Any) -> Extraction:
    """One article with everything: two quotations of Ana Ruiz, an orphan, claims, a title in marks, an odd mark.

    `words` is what she says, so that two stories differ.
    """
    text = (
        f"Rain fell. “{words},” said Gen. Ana Ruiz, the harbour master. “Not this year,” she said.\r\n\r\n"
        "The town doubts it, she admitted. “Never!” A sailor’s song, “Blue Water”, played 🎵 on. Join now!"
    )
    whole = text.partition("\r\n")[0]
    first, second, third = (span_of(quoted, text) for quoted in (f"“{words},”", "“Not this year,”", "“Never!”"))
    master = span_of("the harbour master", text)
    ana, she = span_of("Gen. Ana Ruiz", text), span_of("she said", text)
    she = Span(she.start, she.start + 3)
    said = span_of("said", text)
    paragraph, later = Span(0, len(whole)), Span(len(whole) + 4, len(text))
    opening = span_of("Rain fell.", text)
    admitted = span_of("The town doubts it", text)
    odd = diagnose("weak_closing", Span(third.end - 1, third.end))

    def quotation(span: Span, source: Span | None, cue: Span | None, how: str, *chain: str) -> Quotation:
        return Quotation(
            parts=(Part(span, Span(span.start + 1, span.end - 1)),),
            source=source,
            cue=cue,
            speaker=0 if source else None,
            confidence=0.9 if source else 0.25,
            evidence=Evidence(how, chain, (Candidate(ana, 0.75), Candidate(she, 0.125))),
            context=Context(span, opening if source else admitted, None, paragraph if source else later),
            diagnostics=() if source else (odd,),
        )

    return Extraction(
        article=Article(text, name, boilerplate=(span_of("Join now!", text),), **known),
        quotations=(
            quotation(first, ana, said, "pointer", "Gen. Ana Ruiz", "Ana Ruiz"),
            quotation(second, she, span_of("said", text, she.end), "pointer", "she", "Ruiz", "Gen. Ana Ruiz"),
            quotation(third, None, None, "orphan"),
        ),
        left_out=(LeftOut(span_of("“Blue Water”", text), "title", 0.8),),
        attributions=(
            Attribution((first,), ana, said, "direct", 0.9),
            Attribution((admitted,), None, span_of("admitted", text), "indirect", 0.5),
        ),
        speakers=(
            Speaker(
                "Ana Ruiz",
                "person",
                (
                    Description("title", Span(ana.start, ana.start + 4), "Gen."),
                    Description("role", master, "the harbour master"),
                ),
                (Mention(ana, "name"), Mention(she, "pronoun")),
            ),
            Speaker("the town", "unnamed"),
        ),
        claims=(
            Claim(
                opening,
                "narrated",
                None,
                None,
                None,
                0.7,
                0,
                "before",
                statement=Statement(span_of("Rain", text), span_of("fell", text), None),
                quantities=(Quantity(span_of("fell", text), 1.5, 2.0, "metre", "about"),),
                dates=(Dated(span_of("Rain", text), "2023-01-17", "2023-01-31", "month"),),
                entities=(Named(Entity(span_of("Rain", text), "misc"), "Rain"),),
                signals=(Signal("date", span_of("Rain", text)),),
                links=(Link(0, "lead-in"),),
            ),
            Claim(
                admitted,
                "reported",
                she,
                span_of("admitted", text),
                0,
                0.6,
                1,
                "after",
                "factive",
                Stance("negated", "probable", conditional=True, future=True),
                standalone="The town doubts it, Ana Ruiz admitted",
                links=(Link(1, "follow-on"), Link(2, "lead-in")),
            ),
        ),
        diagnostics=(odd, diagnose("stray_closing", Span(0, 1))),
        extractor=EXTRACTOR,
        models=MODELS,
    )


FAILURE = Failure("broken", "news/broken.html", "read", "not UTF-8 at byte 7")

texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=80) | st.text(
    "aé🎵👩‍👩‍👧e\u0301 \r\n\t“”\"'«»—,=+-@\u202e\u00ad'", min_size=1, max_size=80
)
"""Texts of all kinds, and those that are likely to break an offset."""

awkward = st.text() | st.text("\"'*^:(){}-+~ANDORNEAR\0 \ud800“”", max_size=12)
"""What somebody may type who looks for something, in the characters that FTS5 takes for operators too."""

shares = st.floats(0, 1)


@st.composite
def extractions(draw: st.DrawFn, articles: st.SearchStrategy[str] = texts) -> Extraction:
    """Any extraction: spans anywhere in the text, speakers of equal names, orphans, parts, claims of no one."""
    text = draw(articles)
    spans = st.builds(lambda a, b: Span(min(a, b), max(a, b) + 1), *(st.integers(0, len(text) - 1),) * 2)
    maybe = st.none() | spans
    many = st.lists(spans, max_size=3).map(tuple)
    some = st.lists(spans, min_size=1, max_size=3).map(tuple)
    names = st.sampled_from(["Ana Ruiz", "Zoë O’Neil", "=1+1", "a spokesman"])
    mentions = st.builds(Mention, spans, st.sampled_from(["name", "pronoun", "nominal"]))
    kinds = st.sampled_from(["person", "organisation", "document", "unnamed"])
    described = st.builds(lambda kind, s: Description(kind, s, s.of(text)), st.sampled_from(["title", "role"]), spans)
    notes = st.lists(names, max_size=2).map(tuple)
    beside = st.lists(described, max_size=2).map(tuple)
    speakers = draw(st.lists(st.builds(Speaker, names, kinds, beside, st.tuples(mentions)), max_size=3))
    oddities = st.lists(st.builds(diagnose, st.sampled_from(sorted(CODES)), spans), max_size=2).map(tuple)
    quotations = draw(
        st.lists(
            st.builds(
                Quotation,
                parts=st.lists(st.builds(Part, spans, spans), min_size=1, max_size=2)
                .map(lambda parts: sorted(parts, key=lambda part: part.span))
                .filter(lambda parts: parts[0].span.start < parts[-1].span.end)
                .map(tuple),
                source=maybe,
                cue=maybe,
                speaker=_index(speakers),
                confidence=shares,
                evidence=st.builds(Evidence, st.sampled_from(["pointer", "orphan"]), notes, _weighed(spans)),
                context=st.builds(Context, spans, maybe, maybe, spans),
                diagnostics=oddities,
            ),
            max_size=3,
        )
    )
    claims = st.builds(
        Claim,
        spans,
        st.sampled_from(["reported", "narrated"]),
        maybe,
        maybe,
        _index(speakers),
        shares,
        _index(quotations),
        st.sampled_from(["before", "same sentence", "after", "elsewhere"]),
        st.none() | st.sampled_from(get_args(CueClass)),
        st.builds(Stance, st.sampled_from(get_args(Polarity)), st.sampled_from(get_args(Certainty))),
        st.builds(Statement, maybe, maybe, maybe),
        st.none() | names,
        _few(st.builds(Quantity, spans, st.floats(0, 9), st.floats(9, 99), names, st.just("about"))),
        _few(st.builds(Dated, spans, st.none() | st.just("2023-01-17"), st.none(), st.just("day"))),
        _few(st.builds(Named, st.builds(Entity, spans, st.just("person")), names)),
        _few(st.builds(Signal, st.sampled_from(get_args(SignalKind)), spans)),
        st.just(tuple(Link(i, "lead-in") for i in range(len(quotations)))),
    )
    direct = st.sampled_from(["direct", "indirect", "mixed"])
    inner = [i for i in range(1, len(quotations)) if draw(st.booleans())]
    quotations = [replace(q, within=draw(st.integers(0, i - 1))) if i in inner else q for i, q in enumerate(quotations)]
    return Extraction(
        article=Article(text, draw(names), boilerplate=draw(many)),
        quotations=tuple(quotations),
        left_out=draw(
            st.lists(st.builds(LeftOut, spans, st.sampled_from(sorted(REASONS)), shares), max_size=2).map(tuple)
        ),
        attributions=draw(st.lists(st.builds(Attribution, some, maybe, maybe, direct, shares), max_size=2).map(tuple)),
        speakers=tuple(speakers),
        claims=draw(st.lists(claims, max_size=2).map(tuple)),
        diagnostics=draw(oddities),
        extractor=EXTRACTOR,
        models=MODELS,
    )


def _few(things: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(things, max_size=2).map(tuple)


def _weighed(spans: st.SearchStrategy[Span]) -> st.SearchStrategy[tuple[Candidate, ...]]:
    return st.lists(st.builds(Candidate, spans, shares), max_size=2).map(tuple)


def _index(things: Sequence[object]) -> st.SearchStrategy[int | None]:
    return st.none() | st.integers(0, len(things) - 1) if things else st.none()
