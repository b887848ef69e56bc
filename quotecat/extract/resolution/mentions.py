"""Where people, organisations and earlier sources are mentioned in an article, as the resolver looks at it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from quotecat.extract.cast import Cast, Member
from quotecat.extract.phrase import Node, Phrases
from quotecat.text.paragraphs import paragraphs
from quotecat.text.span import Span, inside

NARROW = 100  # code points; what stands before a byline is shorter
BYLINE = re.compile(r"\s*(?:[Bb]y:?\s+)?")


@dataclass(frozen=True, slots=True)
class MentionRecord:
    """One mention by name.

    Args:
        span: where it is.
        sentence: the number of its sentence.
        paragraph: the number of its paragraph.
        subject: whether it is a subject, or stands beside one.
        quoted: whether it stands between quotation marks.
        possessive: whether it owns what follows.
        full: whether the name has two parts or more.
        alone: whether it is its whole line, as in a byline, or the whole of a bracket, as an agency's.
    """

    span: Span
    sentence: int
    paragraph: int
    subject: bool
    quoted: bool
    possessive: bool
    full: bool
    alone: bool


@dataclass(frozen=True, slots=True)
class MemberMentions:
    """One member's mentions in order, with sums that answer for any place without going over all of them."""

    records: tuple[MentionRecord, ...]
    starts: tuple[int, ...]
    quoted: tuple[int, ...]  # how many of the first n are quoted
    alone: int

    @classmethod
    def of(cls, records: Sequence[MentionRecord]) -> MemberMentions:
        """Return the mentions in `records`, which ascend."""
        quoted = tuple(accumulate((int(r.quoted) for r in records), initial=0))
        return cls(tuple(records), tuple(r.span.start for r in records), quoted, sum(r.alone for r in records))

    def ended(self, place: int) -> int:
        """Return how many mentions end at a place or before it."""
        count = bisect_left(self.starts, place)
        while count and self.records[count - 1].span.end > place:
            count -= 1
        return count

    def begun(self, place: int) -> int:
        """Return how many mentions begin before a place."""
        return bisect_left(self.starts, place)


@dataclass(frozen=True, slots=True)
class Recent:
    """The members mentioned outside of quotations before a place, the latest first, each with its latest mention: where
    they begin, negated so that they ascend, and how many of the first n are people, people whom a pronoun may mean,
    people of just its gender, organisations, and people that were subjects."""

    members: dict[int, int]
    starts: list[int]
    sums: list[tuple[int, int, int, int, int]]

    def since(self, place: int, member: int) -> tuple[int, int, int, int, int]:
        """Return the counts of those whose latest mention begins at `place` or later, but for `member`, by its id."""
        count = bisect_right(self.starts, -place)
        total, own = self.sums[count], self.members.get(member, count)
        if own >= count:
            return total
        before, after = self.sums[own], self.sums[own + 1]
        people, rivals, same, groups, subjects = (t - (y - x) for t, x, y in zip(total, before, after, strict=True))
        return people, rivals, same, groups, subjects


class Mentions:
    """All mentions of an article's members by name, and the places between them.

    Asked about ascending places, it takes time in proportion to the article.
    """

    def __init__(self, cast: Cast, phrases: Phrases, text: str, quoted: Sequence[Span]) -> None:
        self.phrases, self.text = phrases, text
        self.paragraphs = [p.start for p in paragraphs(text)]
        self.is_quoted = inside(quoted)
        self.all = [(self._record(span), member) for span, member in sorted(cast.of.items(), key=lambda pair: pair[0])]
        self.genders = {id(m): m.gender() for m in cast.members}
        by_member: dict[int, list[MentionRecord]] = {}
        for record, member in self.all:
            by_member.setdefault(id(member), []).append(record)
        self.of = {member: MemberMentions.of(records) for member, records in by_member.items()}
        self._latest: dict[int, tuple[MentionRecord, Member]] = {}  # the latest last
        self._reached = 0

    def paragraph(self, place: int) -> int:
        """The number of the paragraph that a place lies in, or of the last before it."""
        return max(0, bisect_right(self.paragraphs, place) - 1)

    def recent(self, place: int, gender: str | None) -> Recent:
        """Return who was mentioned before a place, as a pronoun of `gender` looks at them; None fits everybody."""
        if self._reached and self.all[self._reached - 1][0].span.start >= place:
            self._latest, self._reached = {}, 0
        while self._reached < len(self.all) and self.all[self._reached][0].span.start < place:
            record, member = self.all[self._reached]
            self._reached += 1
            if not record.quoted:
                self._latest.pop(id(member), None)
                self._latest[id(member)] = record, member
        latest = list(reversed(self._latest.values()))
        sums = [(0, 0, 0, 0, 0)]
        for record, member in latest:
            known = self.genders[id(member)]
            fits = member.person and (gender is None or known in (None, gender))
            same = member.person and gender is not None and known == gender
            people, rivals, alike, groups, subjects = sums[-1]
            sums.append(
                (
                    people + member.person,
                    rivals + fits,
                    alike + same,
                    groups + (member.type == "organisation"),
                    subjects + (member.person and record.subject),
                )
            )
        return Recent({id(m): i for i, (_, m) in enumerate(latest)}, [-r.span.start for r, _ in latest], sums)

    def _record(self, span: Span) -> MentionRecord:
        head = self.phrases.head(span)
        printed = span.of(self.text)
        after = self.text[span.end : span.end + 2]
        owns = printed.endswith(("'s", "’s", "s'", "s’")) or after in ("'s", "’s")
        return MentionRecord(
            span,
            self.phrases.number(span.start),
            self.paragraph(span.start),
            head is not None and is_subject(head),
            self.is_quoted(span.start),
            owns,
            len(printed.split()) > 1,
            self._is_alone(span),
        )

    def _is_alone(self, span: Span) -> bool:
        after = self.text[span.end : span.end + 2]
        if not (after[:1] in ("\n", "\r", "") or after in (") ", ")\n", ")")):
            return False
        line = self.text.rfind("\n", 0, span.start) + 1
        begins = span.start - line <= NARROW and BYLINE.fullmatch(self.text, line, span.start) is not None
        return begins or self.text.endswith("(", line, span.start)


def is_subject(node: Node) -> bool:
    """Whether a word is a subject, or set beside one or joined to one."""
    for _ in range(4):
        relation = node.deprel.split(":")[0]
        if relation in ("nsubj", "csubj"):
            return True
        above = node.governor
        if relation not in ("appos", "flat", "compound", "conj", "nmod") or above is None:
            return False
        if relation == "nmod" and node.deprel != "nmod:desc":
            return False
        node = above
    return False
