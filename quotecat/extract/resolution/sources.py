"""The possible sources of a quotation and what speaks for each: source and cue are looked at together."""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from quotecat.extract.attribution import Candidate
from quotecat.extract.cue import says
from quotecat.extract.phrase import Node, Phrases
from quotecat.extract.resolution.resolver import Ranks
from quotecat.extract.speech import Speech, pooled
from quotecat.nlp import tags
from quotecat.nlp.tags import Pointed
from quotecat.text.span import Span, inside, overlapping

KEPT = 5  # possible sources that are stored
REACH = 120  # code points; a verb farther from the marks is not looked at for its subject
BESIDE = 3  # code points between a source and a cue that stand side by side
FAINT = 0.02  # cues with a smaller share do not count
PRONOUN = re.compile(r"(?:he|she|they|it|who|i|we|you|him|her|them|me)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Asked:
    """One quotation whose source is looked for.

    Args:
        span: from its first mark to its last.
        sources: what was pointed at as its source, the strongest first.
        cues: likewise as its cue.
        no_source: the share that says it has no source.
        no_cue: the share that says it has no cue.
        before: the source that the quotation before points at most.
        after: the source that the quotation after points at most.
    """

    span: Span
    sources: Sequence[Pointed]
    cues: Sequence[Pointed]
    no_source: float
    no_cue: float
    before: Span | None = None
    after: Span | None = None


class Page:
    """What is known of an article when the sources of its quotations are looked for.

    Args:
        text: the article's text.
        phrases: its parse.
        quoted: its quotations, ascending, none in another.
        tagged: what is tagged as a source.
        paragraphs: where each paragraph begins, ascending.
    """

    def __init__(
        self, text: str, phrases: Phrases, quoted: Sequence[Span], tagged: Sequence[Span], paragraphs: Sequence[int]
    ) -> None:
        self.text, self.phrases, self.paragraphs = text, phrases, paragraphs
        self.is_quoted, self.quotes, self.tagged = inside(quoted), overlapping(quoted), overlapping(tagged)
        self._starts, self._ends = [q.start for q in quoted], [q.end for q in quoted]

    def sentence(self, span: Span) -> int:
        """Return the number of the sentence that a span begins in."""
        return self.phrases.number(span.start)

    def paragraph(self, place: int) -> int:
        """Return how many paragraphs begin at a place or before it."""
        return bisect_right(self.paragraphs, place)

    def paragraph_of(self, span: Span) -> tuple[int, int]:
        """Return where the paragraphs that a span lies in begin and end."""
        first, last = self.paragraph(span.start), bisect_left(self.paragraphs, span.end)
        begin = self.paragraphs[first - 1] if first else 0
        return begin, self.paragraphs[last] if last < len(self.paragraphs) else len(self.text)

    def quotes_between(self, first: int, last: int) -> int:
        """Return how many quotations lie whole between two places."""
        return max(0, bisect_right(self._ends, last) - bisect_left(self._starts, first))


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb of saying near a quotation, and its subject."""

    node: Node
    subject: Span
    gap: int  # code points from the verb or its subject to the nearest mark
    known: bool  # whether the verb is known to report


def candidates(asked: Asked, page: Page, near: Sequence[Verb]) -> list[Span]:
    """Possible sources: what was pointed at, and the subjects of the verbs `near` the marks."""
    found = [p.span for p in asked.sources]
    for verb in near:
        if not any(s.overlaps(verb.subject) for s in found):
            found.append(next(iter(page.tagged(verb.subject)), verb.subject))
    return found


def verbs(asked: Asked, page: Page) -> list[Verb]:
    """The verbs with a subject beside a quotation's marks, outside of them and in its paragraph."""
    first, last = page.paragraph_of(asked.span)
    before = (max(first, asked.span.start - REACH), asked.span.start)
    after = (asked.span.end, min(last, asked.span.end + REACH))
    found = []
    for start, end in (before, after):
        for node in _nodes(page.phrases, Span(start, end)) if start < end else ():
            if node.word.upos not in ("VERB", "AUX") or page.is_quoted(node.word.span.start):
                continue
            subject = next((c for c in node.children("nsubj") if not page.is_quoted(c.word.span.start)), None)
            if subject is not None:
                words = _phrase(subject)
                gap = min(words.distance(asked.span), node.word.span.distance(asked.span))
                found.append(Verb(node, words, gap, says(node.word.span.of(page.text))))
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


def weigh_sources(
    speeches: Sequence[Speech], answers: Mapping[Span, tags.Asked], page: Page, ranker: Ranks
) -> list[Speech]:
    """The quotations with their sources weighed anew; those with a label beside the words keep it."""
    found = []
    for speech, asked in zip(speeches, ask(speeches, answers), strict=True):
        spans, rows = possible(asked, page) if speech.how != "label" else ([], None)
        found.append(_weighed(speech, spans, ranker.probabilities(rows).tolist()) if rows is not None else speech)
    return found


def ask(speeches: Sequence[Speech], answers: Mapping[Span, tags.Asked]) -> list[Asked]:
    """Return what the model answers about each quotation, the mean over its stretches, and what it points at beside."""
    alone = [_asked(speech, [answers[s.span] for s in speech.stretches]) for speech in speeches]
    tops = [None, *(a.sources[0].span if a.sources else None for a in alone), None]
    return [replace(a, before=b, after=c) for a, b, c in zip(alone, tops, tops[2:], strict=False)]


def _asked(speech: Speech, own: Sequence[tags.Asked]) -> Asked:
    no_source, no_cue = sum(a.no_source for a in own) / len(own), sum(a.no_cue for a in own) / len(own)
    return Asked(speech.span, pooled([a.sources for a in own]), pooled([a.cues for a in own]), no_source, no_cue)


def possible(asked: Asked, page: Page) -> tuple[list[Span], np.ndarray | None]:
    """Return the possible sources of a quotation and their features, (n + 1, WIDTH), the last row that of there being
    none; None if no source is possible."""
    near = verbs(asked, page)
    spans = candidates(asked, page, near)
    return spans, features(asked, page, spans, near) if spans else None


def _weighed(speech: Speech, spans: Sequence[Span], shares: Sequence[float]) -> Speech:
    """A quotation with new shares of its possible sources, the last share that of none."""
    order = sorted(range(len(spans)), key=lambda i: (-shares[i], spans[i]))
    weighed = tuple(Candidate(spans[i], round(shares[i], 4)) for i in order[:KEPT])
    none = shares[-1]
    if sum(shares[:-1]) < none:
        return replace(speech, source=None, cue=speech.cue, share=none, how="orphan", candidates=weighed)
    how = "pointer" if speech.how == "orphan" else speech.how
    return replace(speech, source=weighed[0].span, share=weighed[0].share, how=how, candidates=weighed)


WIDTH = 44


def features(asked: Asked, page: Page, found: Sequence[Span], near: Sequence[Verb]) -> np.ndarray:
    """The features of each candidate and, last, of there being no source, (n + 1, WIDTH)."""
    shares = {p.span: p.share for p in asked.sources}
    cues = [c for c in asked.cues if c.share >= FAINT]
    rows = [_features(s, asked, page, shares, cues, near) for s in found]
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
) -> list[float]:
    """The features of one possible source, all but what is told of the others."""
    return [
        *_pointed(source, asked, page, shares),
        *_cued(source, page, cues, near),
        *_placed(source, asked.span, page),
        *_worded(source, page),
        asked.before is not None and asked.before.overlaps(source),
        asked.after is not None and asked.after.overlaps(source),
        bool(asked.cues) and asked.cues[0].share,
        asked.no_cue,
        math.log1p(len(source.of(page.text).split())) / 2,
        page.paragraph(asked.span.start) != page.paragraph(asked.span.start - 1),
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
        bool(page.tagged(source)),
        math.log(asked.no_source + 0.003),
    ]


def _cued(source: Span, page: Page, cues: Sequence[Pointed], near: Sequence[Verb]) -> list[float]:
    """How a source and the cues belong together: by the parse, side by side, in one sentence, or not at all."""
    own = next((v for v in near if v.subject.overlaps(source)), None)
    closest = min(near, key=lambda v: v.gap, default=None)
    return [
        max((c.share for c in cues if _is_linked(source, c.span, page)), default=0.0),
        max((c.share for c in cues if source.distance(c.span) <= BESIDE), default=0.0),
        max((c.share for c in cues if page.sentence(source) == page.sentence(c.span)), default=0.0),
        max((c.share for c in cues if page.paragraph(source.start) != page.paragraph(c.span.start)), default=0.0),
        own is not None,
        bool(own and own.known),
        bool(own and own is closest),
        1.0 / (1 + own.gap / 10) if own else 0.0,
    ]


def _placed(source: Span, quote: Span, page: Page) -> list[float]:
    """Where a source stands, seen from the quotation."""
    first, last = min(source.end, quote.end), max(source.start, quote.start)
    between = page.text[source.end : quote.start] if source.end <= quote.start else page.text[quote.end : source.start]
    numbers = (page.paragraph(quote.start), page.paragraph(quote.end - 1))
    return [
        source.end <= quote.start,
        math.log1p(source.distance(quote)) / 6,
        page.paragraph(source.start) in numbers,
        page.sentence(source) == page.sentence(quote),
        min(page.quotes_between(first, last), 4) / 4,
        bool(page.quotes(source)),
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
        verb is not None and verb.word.upos == "VERB" and says(verb.word.span.of(page.text)),
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
