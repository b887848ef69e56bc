"""Who speaks: people, organisations, documents and unnamed sources, gathered from their mentions in one article."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from quotecat.text.span import Span

SpeakerKind = Literal["person", "organisation", "document", "unnamed"]
MentionKind = Literal["name", "pronoun", "nominal"]
DescriptionKind = Literal["title", "role"]


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that refer to a speaker: a name, a pronoun, or a nominal such as «the general»."""

    span: Span
    kind: MentionKind


@dataclass(frozen=True, slots=True)
class Description:
    """A title («Col.») or a role («a U.S. military spokesman») printed beside a speaker's name, and where."""

    kind: DescriptionKind
    span: Span
    words: str


def words_of(described: Iterable[Description], kind: DescriptionKind) -> tuple[str, ...]:
    """The words of the titles, or of the roles, among what is printed beside a name."""
    return tuple(d.words for d in described if d.kind == kind)


@dataclass(frozen=True, slots=True)
class Speaker:
    """A source resolved within its article.

    `name` is the fullest name that the article prints, without titles, or for an unnamed source the words that
    describe it; joint speakers are joined by « | ». `described` has each title and role once, where it is printed
    first; `mentions` ascend.
    """

    name: str
    kind: SpeakerKind
    described: tuple[Description, ...] = ()
    mentions: tuple[Mention, ...] = ()

    @property
    def titles(self) -> tuple[str, ...]:
        """The titles as printed: «Col.»."""
        return words_of(self.described, "title")

    @property
    def roles(self) -> tuple[str, ...]:
        """The roles as printed: «a U.S. military spokesman»."""
        return words_of(self.described, "role")
