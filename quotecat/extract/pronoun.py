"""Whom «he» and «she» mean: the person whom the article has in view.

Each person gets a score from how near the last mention is, whether it was a subject or a source, and whether title and
given name agree; the weights follow the salience factors of Lappin and Leass (1994).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from quotecat.extract.cast import Cast, Member, titled_gender
from quotecat.nlp.document import Document, Sentence, Word
from quotecat.text.span import Span, inside

HE = frozenset(("he", "him", "his", "himself"))
SHE = frozenset(("she", "her", "hers", "herself"))
NEAR = 12  # sentences; a person not seen for longer is not meant

SINCE = 0.3  # what each person named since then takes away
SUBJECTS = ("nsubj", "csubj")
JOINED = re.compile(r",? and |, |,? or ")


@dataclass(frozen=True, slots=True)
class Seen:
    """One mention of a person: where, in which sentence, as a subject, as a source, inside quotation marks; `gender` if
    it is a pronoun."""

    place: int
    sentence: int
    subject: bool
    source: bool
    quoted: bool
    gender: str | None = None


def gender_of(word: str) -> str | None:
    """«he», «she», or None for any other word."""
    word = word.casefold()
    return "he" if word in HE else "she" if word in SHE else None


def read_pronouns(
    document: Document, cast: Cast, sources: Sequence[Span], quoted: Sequence[Span]
) -> dict[int, list[tuple[float, Member]]]:
    """Whom each «he» or «she» outside quotation marks may mean, the most salient first, by where it starts.

    The words at the start of each source get an answer too, as if any person could be meant: it serves nominals
    («the businessman») that fit nobody's role.
    """
    text = document.article.text
    mentions = {span.start: member for span, member in cast.of.items() if member.person}
    seen: dict[int, list[Seen]] = defaultdict(list)
    people = [m for m in cast.members if m.person]
    genders = {id(m): m.gender() for m in people}
    answers: dict[int, list[tuple[float, Member]]] = {}
    starts = {s.start for s in sources}
    subjects = _subjects(document, [span for span, member in cast.of.items() if member.person])
    is_source, is_quoted = inside(sources), inside(quoted)
    beside = _beside(sources, cast, text)
    number = 0  # of the sentence, of those that are not all quotation: a long speech does not put its speaker away
    for sentence in document.sentences:
        number += not all(is_quoted(w.span.start) for w in sentence.words)
        for word in sentence.words:
            member = mentions.get(word.span.start)
            gender = gender_of(word.span.of(text))
            start = word.span.start
            in_source, in_quote = is_source(start) and start not in beside, is_quoted(start)
            if member is None and not in_quote and (gender or start in starts):
                ranked = choose(people, seen, genders, gender, number)
                if ranked:
                    answers[start] = ranked
                if ranked and gender:
                    member = ranked[0][
                        1
                    ]  # but not known by that gender from now on: a wrong guess would lead to others
            if member is not None:
                subject = is_subject(word) or start in subjects or in_source
                seen[id(member)].append(Seen(start, number, subject, in_source, in_quote, gender))
    return answers


def _beside(sources: Sequence[Span], cast: Cast, text: str) -> set[int]:
    """Where people begin who are named within a source and do not speak: «Ana Ruiz, who runs Tom Bell’s shop,»."""
    found = set[int]()
    for source in sources:
        people = [span for span, member in cast.within(source) if member.person]
        speaking = len(people[:1])
        while speaking < len(people) and JOINED.fullmatch(text, people[speaking - 1].end, people[speaking].start):
            speaking += 1
        found |= {span.start for span in people[speaking:]}
    return found


def _is_or_explains_subject(word: Word, sentence: Sentence) -> bool:
    """Whether the word is a subject, or set beside one: «the mayor, Ana Ruiz, said»."""
    beside = word.deprel.startswith("appos") and word.head >= 0
    return is_subject(word) or (beside and is_subject(sentence.words[word.head]))


def _subjects(document: Document, mentions: Sequence[Span]) -> set[int]:
    """Where those mentions start of which some word is a subject: in a name of several it need not be the first."""
    ordered = sorted(mentions)
    starts = [m.start for m in ordered]
    found = set()
    for word in (w for s in document.sentences for w in s.words if _is_or_explains_subject(w, s)):
        at = bisect_right(starts, word.span.start) - 1
        if at >= 0 and word.span.start < ordered[at].end:
            found.add(starts[at])
    return found


def is_subject(word: Word) -> bool:
    """Whether the parser calls the word a subject."""
    return word.deprel.startswith(SUBJECTS)


def choose(
    people: Sequence[Member],
    seen: dict[int, list[Seen]],
    genders: dict[int, str | None],
    gender: str | None,
    sentence: int,
) -> list[tuple[float, Member]]:
    """The people who fit, the most salient first."""
    scored = []
    last_places = sorted(mentions[-1].place for mentions in seen.values() if mentions)
    for member in people:
        if not seen[id(member)] or sentence - seen[id(member)][-1].sentence > NEAR:
            continue
        last = seen[id(member)][-1]
        if gender and titled_gender(member.titles) not in (gender, None):
            continue
        contrary = gender is not None and genders[id(member)] not in (gender, None)
        if contrary and not (sentence - last.sentence < 3 and (last.source or last.gender == gender)):
            continue  # a given name is believed, but for who has just spoken
        score = salience(seen[id(member)], sentence) + agreement(gender, genders[id(member)], last)
        since = len(last_places) - bisect_right(last_places, last.place)
        scored.append((score - SINCE * min(since, 4), member))
    return sorted(scored, key=lambda pair: -pair[0])


def clearest(ranked: Sequence[tuple[float, Member]]) -> tuple[Member, float]:
    """The most salient of some people, and the margin over the next."""
    return ranked[0][1], ranked[0][0] - (ranked[1][0] if len(ranked) > 1 else -5.0)


def agreement(gender: str | None, known: str | None, last: Seen) -> float:
    """How well a pronoun fits what a given name tells, which is often but not always right (Terry, Leslie), and what
    the pronoun before it was."""
    if gender is None:
        return 0.0
    name = 0.0 if known is None else 1.0 if known == gender else -2.5
    before = 0.0 if last.gender is None else 0.5 if last.gender == gender else -1.0
    return name + before


def salience(mentions: Sequence[Seen], sentence: int) -> float:
    """How much a person is in view at a sentence: the best of the last mentions, and a little for being frequent."""
    best = max(weight(m, sentence) for m in mentions[-4:])
    return best + 0.07 * min(len(mentions), 8)


def weight(mention: Seen, sentence: int) -> float:
    """One mention's weight: it fades with distance; subjects and sources count for more, quoted ones for less."""
    fade = -1.2 * (sentence - mention.sentence)
    return fade + 1.0 * mention.subject + 1.0 * mention.source - 2.0 * mention.quoted
