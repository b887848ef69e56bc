"""Whom «he» and «she» mean: the person whom the article has in view.

Each person gets a score from how near the last mention is, whether it was a subject or a source, and whether titles,
given name and earlier pronouns agree; the weights follow the salience factors of Lappin and Leass (1994).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from quotecat.extract.cast import Cast, Member
from quotecat.nlp.document import Document, Word
from quotecat.text.span import Span, inside

HE = frozenset(("he", "him", "his", "himself"))
SHE = frozenset(("she", "her", "hers", "herself"))
NEAR = 12  # sentences; a person not seen for longer is not meant
SUBJECTS = ("nsubj", "csubj")


@dataclass(frozen=True, slots=True)
class Seen:
    """One mention of a person: where, in which sentence, as a subject, as a source, inside quotation marks."""

    start: int
    sentence: int
    subject: bool
    source: bool
    quoted: bool


def gender_of(word: str) -> str | None:
    """«he», «she», or None for any other word."""
    word = word.casefold()
    return "he" if word in HE else "she" if word in SHE else None


def read_pronouns(
    document: Document, cast: Cast, sources: Sequence[Span], quoted: Sequence[Span]
) -> dict[int, tuple[Member, float]]:
    """Whom each «he» or «she» outside quotation marks means, and by what margin, by where it starts.

    The words at the start of each source get an answer too, as if any person could be meant: it serves nominals
    («the businessman») that fit nobody's role.
    """
    text = document.article.text
    mentions = {span.start: member for span, member in cast.of.items() if member.person}
    seen: dict[int, list[Seen]] = defaultdict(list)
    people = [m for m in cast.members if m.person]
    agreed = {id(m): m.gender() for m in people}
    answers: dict[int, tuple[Member, float]] = {}
    starts = {s.start for s in sources}
    is_source, is_quoted = inside(sources), inside(quoted)
    for number, sentence in enumerate(document.sentences):
        for word in sentence.words:
            member = mentions.get(word.span.start)
            gender = gender_of(word.span.of(text))
            start = word.span.start
            in_source, in_quote = is_source(start), is_quoted(start)
            if member is None and not in_quote and (gender or start in starts):
                best = choose(people, seen, agreed, gender, number)
                if best:
                    answers[start] = best
                if best and gender:
                    member = best[0]
                    agreed[id(member)] = agreed[id(member)] or gender
            if member is not None:
                seen[id(member)].append(Seen(start, number, is_subject(word), in_source, in_quote))
    return answers


def is_subject(word: Word) -> bool:
    """Whether the parser calls the word a subject."""
    return word.deprel.startswith(SUBJECTS)


def choose(
    people: Sequence[Member], seen: dict[int, list[Seen]], agreed: dict[int, str | None], gender: str | None, sentence: int
) -> tuple[Member, float] | None:
    """The most salient person and the margin over the next; None where nobody fits."""
    scored = []
    for member in people:
        if not seen[id(member)] or sentence - seen[id(member)][-1].sentence > NEAR:
            continue
        known = agreed[id(member)]
        if known and gender and known != gender:
            continue
        scored.append((salience(seen[id(member)], sentence) + (1.0 if known and gender else 0.0), member))
    scored.sort(key=lambda pair: -pair[0])
    if not scored:
        return None
    return scored[0][1], scored[0][0] - (scored[1][0] if len(scored) > 1 else -5.0)


def salience(mentions: Sequence[Seen], sentence: int) -> float:
    """How much a person is in view at a sentence: the best of the last mentions, and a little for being frequent."""
    best = max(weight(m, sentence) for m in mentions[-4:])
    return best + 0.15 * min(len(mentions), 8)


def weight(mention: Seen, sentence: int) -> float:
    """One mention's weight: it fades with distance; subjects and sources count for more, quoted ones for less."""
    fade = -0.6 * (sentence - mention.sentence)
    return fade + 1.0 * mention.subject + 1.2 * mention.source - 2.0 * mention.quoted
