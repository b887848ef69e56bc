"""Referent: what the words of a source were found to mean; Scene: what that is decided by."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from quotecat.extract.cast import Cast, Member
from quotecat.extract.name import key
from quotecat.extract.phrase import Phrases
from quotecat.extract.speaker import MentionKind, SpeakerKind
from quotecat.nlp.document import Document, Entity
from quotecat.text.span import Span


@dataclass(frozen=True, slots=True)
class Referent:
    """Members of the cast, or a name as printed; `chain` shows the steps from the source's words to the name."""

    members: tuple[Member, ...]
    name: str
    kind: SpeakerKind
    mention: MentionKind
    chain: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """One article as its sources are read: its cast, its phrases, and whom each «he» and «she» means, by how far."""

    document: Document
    cast: Cast
    phrases: Phrases
    pronouns: Mapping[int, tuple[Member, float]]

    @property
    def text(self) -> str:
        """The article's text."""
        return self.document.article.text

    def entities(self, span: Span) -> Sequence[Entity]:
        """The names, dates and amounts that the parser found in `span` or overlapping it, ascending."""
        found = self.document.entities
        first = bisect_right(found, span.start, key=lambda e: e.span.end)
        return found[first : bisect_left(found, span.end, key=lambda e: e.span.start)]


def as_member(member: Member, mention: MentionKind, chain: tuple[str, ...]) -> Referent:
    """One of the cast; the chain goes on by the family name to the name with its title."""
    kind: SpeakerKind = "person" if member.person else "organisation"
    steps = [*chain]
    surname = member.name.parts[-1] if member.person and len(member.name.parts) > 1 else None
    for step in (surname, titled(member)):
        if step and key(step) != key(steps[-1]):
            steps.append(step)
    return Referent((member,), member.printed, kind, mention, tuple(steps))


def titled(member: Member) -> str:
    """The member's name with the first title before it."""
    return " ".join([*member.titles[:1], member.printed])


def bare(printed: str) -> str:
    """The words without an article before them."""
    return re.sub(r"^(?:the|a|an)\s+", "", printed, flags=re.IGNORECASE)
