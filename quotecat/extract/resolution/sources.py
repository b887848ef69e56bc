"""The possible sources of a quotation and what speaks for each: source and cue are looked at together."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from quotecat.extract.attribution import Candidate
from quotecat.extract.cue import classes
from quotecat.extract.phrase import Node, Phrases
from quotecat.extract.resolution.resolver import Ranks
from quotecat.extract.speech import Speech, pooled
from quotecat.nlp import tags
from quotecat.nlp.tags import Pointed
from quotecat.text.span import Span, inside

REACH = 120  # code points; a verb farther from the marks is not looked at for its subject
BESIDE = 3  # code points between a source and a cue that stand side by side
FAINT = 0.02  # cues with a smaller share do not count
SAYS = frozenset(("neutral", "assertive", "denying"))
PRONOUN = re.compile(r"(?:he|she|they|it|who|i|we|you|him|her|them|me)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Asked:
    """One quotation whose source is looked for: its stretches' hull, the sources and cues pointed at, strongest first,
    and the shares that say there is none."""

    span: Span
    sources: Sequence[Pointed]
    cues: Sequence[Pointed]
    no_source: float
    no_cue: float


@dataclass(frozen=True, slots=True)
class Page:
    """What is known of an article when the sources of its quotations are looked for."""

    text: str
    phrases: Phrases
    quoted: Sequence[Span]  # of all quotations and what else stands between outermost marks
    tagged: Sequence[Span]  # as sources
    paragraphs: Sequence[int]  # where each begins


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb of saying near a quotation, and its subject."""

    node: Node
    subject: Span
    gap: int  # code points from the verb or its subject to the nearest mark
    known: bool  # whether the verb is known to report


def candidates(asked: Asked, page: Page) -> list[Span]:
    """Possible sources: what was pointed at, and the subjects of verbs beside the marks."""
    found = [p.span for p in asked.sources]
    for verb in verbs(asked, page):
        if not any(s.overlaps(verb.subject) for s in found):
            found.append(next((t for t in page.tagged if t.overlaps(verb.subject)), verb.subject))
    return found


def verbs(asked: Asked, page: Page) -> list[Verb]:
    """The verbs with a subject beside a quotation's marks, outside of them and in its paragraph."""
    quoted = inside(page.quoted)
    first, last = _paragraph(asked.span, page)
    found = []
    for start, end in (
        (max(first, asked.span.start - REACH), asked.span.start),
        (asked.span.end, min(last, asked.span.end + REACH)),
    ):
        if start >= end:
            continue
        for node in _nodes(page.phrases, Span(start, end)):
            if node.word.upos not in ("VERB", "AUX") or quoted(node.word.span.start):
                continue
            subject = next((c for c in node.children("nsubj") if not quoted(c.word.span.start)), None)
            if subject is not None:
                words = _phrase(subject)
                near = min(_gap(words, asked.span), _gap(node.word.span, asked.span))
                found.append(Verb(node, words, near, bool(SAYS & set(classes(node.word.span.of(page.text))))))
    return found


def _phrase(subject: Node) -> Span:
    """The words of a subject with a name set beside it, without clauses."""
    beside = [n.phrase() for n in subject.children("appos") if n.word.upos == "PROPN"]
    own = subject.phrase()
    return Span(min(own.start, *(b.start for b in beside)), max(own.end, *(b.end for b in beside))) if beside else own


def _nodes(phrases: Phrases, span: Span) -> Iterator[Node]:
    if not phrases.sentences:
        return
    for sentence in phrases.sentences[phrases.number(span.start) : phrases.number(span.end - 1) + 1]:
        for i, word in enumerate(sentence.words):
            if span.covers(word.span):
                yield Node(sentence, i)


def _paragraph(span: Span, page: Page) -> tuple[int, int]:
    """Where the paragraphs that a span lies in begin and end."""
    first = max((p for p in page.paragraphs if p <= span.start), default=0)
    last = min((p for p in page.paragraphs if p >= span.end), default=len(page.text))
    return first, last


def _gap(one: Span, other: Span) -> int:
    return one.distance(other)


def weigh_sources(
    speeches: Sequence[Speech], answers: Mapping[Span, tags.Asked], page: Page, ranker: Ranks
) -> list[Speech]:
    """The quotations with their sources weighed anew; those with a label beside the words keep it."""
    asked = [asked_of(speech, answers) for speech in speeches]
    tops = [a.sources[0].span if a.sources else None for a in asked]
    found = []
    for i, (speech, one) in enumerate(zip(speeches, asked, strict=True)):
        spans = candidates(one, page)
        if speech.how == "label" or not spans:
            found.append(speech)
            continue
        before, after = (tops[i - 1] if i else None), (tops[i + 1] if i + 1 < len(tops) else None)
        shares = ranker.probabilities(features(one, page, spans, before, after)).tolist()
        found.append(_weighed(speech, spans, shares))
    return found


def asked_of(speech: Speech, answers: Mapping[Span, tags.Asked]) -> Asked:
    """Return what the model answers about a quotation: the mean over its stretches."""
    own = [answers[s.span] for s in speech.stretches]
    count = len(own)
    return Asked(
        speech.span,
        pooled([a.sources for a in own]),
        pooled([a.cues for a in own]),
        sum(a.no_source for a in own) / count,
        sum(a.no_cue for a in own) / count,
    )


def _weighed(speech: Speech, spans: Sequence[Span], shares: Sequence[float]) -> Speech:
    """A quotation with new shares of its possible sources, the last share that of none."""
    order = sorted(range(len(spans)), key=lambda i: (-shares[i], spans[i]))
    weighed = tuple(Candidate(spans[i], round(shares[i], 4)) for i in order[:KEPT])
    none = shares[-1]
    if sum(shares[:-1]) < none:
        return replace(speech, source=None, cue=speech.cue, share=none, how="orphan", candidates=weighed)
    how = "pointer" if speech.how == "orphan" else speech.how
    return replace(speech, source=weighed[0].span, share=weighed[0].share, how=how, candidates=weighed)


KEPT = 5
WIDTH = 44


def features(asked: Asked, page: Page, found: Sequence[Span], before: Span | None, after: Span | None) -> np.ndarray:
    """The features of each candidate and, last, of there being no source, (n + 1, WIDTH).

    `before` and `after` are the sources that the quotations before and after point at most.
    """
    near = verbs(asked, page)
    shares = {p.span: p.share for p in asked.sources}
    cues = [c for c in asked.cues if c.share >= FAINT]
    rows = [_features(s, asked, page, shares, cues, near, before, after) for s in found]
    linked = [r[_LINKED] for r in rows]
    same = [r[_SAME_PARAGRAPH] for r in rows]
    for i, row in enumerate(rows):
        row.append(max((v for k, v in enumerate(linked) if k != i), default=0.0))
        row.append(max((v for k, v in enumerate(same) if k != i), default=0.0))
    none = [0.0] * WIDTH
    none[0], none[1] = 1.0, math.log(asked.no_source + 0.003)
    none[2], none[3] = asked.no_source, asked.no_cue
    none[4] = max(linked, default=0.0)
    none[5] = max(same, default=0.0)
    return np.asarray([*rows, none], dtype=np.float32)


_LINKED, _SAME_PARAGRAPH = 10, 20


def _features(
    source: Span,
    asked: Asked,
    page: Page,
    shares: dict[Span, float],
    cues: Sequence[Pointed],
    near: Sequence[Verb],
    before: Span | None,
    after: Span | None,
) -> list[float]:
    """The features of one possible source, all but what is told of the others."""
    return [
        *_pointed(source, asked, page, shares),
        *_cued(source, page, cues, near),
        *_placed(source, asked.span, page),
        *_worded(source, page),
        before is not None and before.overlaps(source),
        after is not None and after.overlaps(source),
        bool(asked.cues) and asked.cues[0].share,
        asked.no_cue,
        math.log1p(len(source.of(page.text).split())) / 2,
        asked.span.start in page.paragraphs,
        math.log1p(len(asked.span)) / 7,
    ]


def _pointed(source: Span, asked: Asked, page: Page, shares: dict[Span, float]) -> list[float]:
    """How much the attribution model points at a source; four places are kept for there being none."""
    share = shares.get(source, 0.0)
    return [
        0.0,
        math.log(share + 0.003),
        share,
        0.0,
        0.0,
        0.0,
        bool(shares) and share == max(shares.values()),
        source in shares,
        any(t.overlaps(source) for t in page.tagged),
        math.log(asked.no_source + 0.003),
    ]


def _cued(source: Span, page: Page, cues: Sequence[Pointed], near: Sequence[Verb]) -> list[float]:
    """How a source and the cues belong together: by the parse, side by side, in one sentence, or not at all."""
    own = next((v for v in near if v.subject.overlaps(source)), None)
    closest = min(near, key=lambda v: v.gap, default=None)
    return [
        max((c.share for c in cues if _is_linked(source, c.span, page)), default=0.0),
        max((c.share for c in cues if source.distance(c.span) <= BESIDE), default=0.0),
        max((c.share for c in cues if _sentence(source, page) == _sentence(c.span, page)), default=0.0),
        max((c.share for c in cues if _number(source, page) != _number(c.span, page)), default=0.0),
        own is not None,
        bool(own and own.known),
        bool(own and own is closest),
        1.0 / (1 + own.gap / 10) if own else 0.0,
    ]


def _placed(source: Span, quote: Span, page: Page) -> list[float]:
    """Where a source stands, seen from the quotation."""
    first, last = min(source.end, quote.end), max(source.start, quote.start)
    between = page.text[source.end : quote.start] if source.end <= quote.start else page.text[quote.end : source.start]
    numbers = (_number(quote, page), _number(Span(quote.end - 1, quote.end), page))
    return [
        source.end <= quote.start,
        math.log1p(source.distance(quote)) / 6,
        _number(source, page) in numbers,
        _sentence(source, page) == _sentence(quote, page),
        min(sum(first <= q.start and q.end <= last for q in page.quoted), 4) / 4,
        any(q.overlaps(source) for q in page.quoted),
        bool(re.search(r":\s*$", between)) and source.end <= quote.start and len(between) < 40,
        bool(re.fullmatch(r"\W*", between)),
        bool(re.search(r"[.!?]\s", between)),
    ]


def _worded(source: Span, page: Page) -> list[float]:
    """What kind of words a source is, and what it is to its sentence."""
    words = source.of(page.text)
    pronoun = PRONOUN.fullmatch(words) is not None
    head = page.phrases.head(source)
    relation = head.deprel.split(":")[0] if head else ""
    verb = head.governor if head else None
    return [
        pronoun,
        words[:1].isupper() and not pronoun,
        words.lower().startswith(("the ", "a ", "an ", "his ", "her ", "their ")),
        relation == "nsubj",
        relation in ("obj", "iobj"),
        relation == "obl",
        relation in ("nmod", "compound"),
        verb is not None and verb.word.upos == "VERB" and bool(SAYS & set(classes(verb.word.span.of(page.text)))),
    ]


def _is_linked(source: Span, cue: Span, page: Page) -> bool:
    """Whether the parse ties a source to a cue: as its subject, or as what the cue hangs on."""
    head = page.phrases.head(source)
    if head is None:
        return False
    above = head.governor
    if above is not None and above.word.span.overlaps(cue):
        return True
    verb = page.phrases.head(cue)
    governor = verb.governor if verb else None
    return governor is not None and governor.word.span.overlaps(source)


def _sentence(span: Span, page: Page) -> int:
    return page.phrases.number(span.start)


def _number(span: Span, page: Page) -> int:
    return sum(p <= span.start for p in page.paragraphs)
