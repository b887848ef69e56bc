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


class Mentions:
    """All mentions of an article's members by name, and the places between them."""

    def __init__(self, cast: Cast, phrases: Phrases, text: str, quoted: Sequence[Span]) -> None:
        self.phrases, self.text = phrases, text
        self.paragraphs = [p.start for p in paragraphs(text)]
        self.is_quoted = inside(quoted)
        records = [(self._record(span), member) for span, member in sorted(cast.of.items(), key=lambda pair: pair[0])]
        self.all = records
        self.starts = [record.span.start for record, _ in records]
        self.of: dict[int, list[MentionRecord]] = {}
        for record, member in records:
            self.of.setdefault(id(member), []).append(record)
        self.people = list(accumulate((int(member.person) for _, member in records), initial=0))

    def paragraph(self, place: int) -> int:
        """The number of the paragraph that a place lies in, or of the last before it."""
        return max(0, bisect_right(self.paragraphs, place) - 1)

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
        line = self.text.rfind("\n", 0, span.start) + 1
        before, after = self.text[line : span.start], self.text[span.end : span.end + 2]
        ends = after[:1] in ("\n", "\r", "") or after in (") ", ")\n", ")")
        return ends and (BYLINE.fullmatch(before) is not None or before.endswith("("))

    def between(self, start: int, end: int) -> list[tuple[MentionRecord, Member]]:
        """The mentions that begin in the half-open stretch from `start` to `end`."""
        return self.all[bisect_left(self.starts, start) : bisect_left(self.starts, end)]


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
