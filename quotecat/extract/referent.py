"""Referent: what the words of a source were found to mean; Scene: what that is decided by."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from quotecat.extract.cast import Cast, Member
from quotecat.extract.name import key
from quotecat.extract.phrase import Phrases
from quotecat.extract.speaker import MentionKind, SpeakerKind
from quotecat.nlp.document import Document


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
