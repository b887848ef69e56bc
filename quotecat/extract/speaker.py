"""Who speaks: people, organisations, documents and unnamed sources, gathered from their mentions in one article."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from quotecat.text.span import Span

SpeakerKind = Literal["person", "organisation", "document", "unnamed"]
MentionKind = Literal["name", "pronoun", "nominal"]


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that refer to a speaker: a name, a pronoun, or a nominal such as «the general»."""

    span: Span
    kind: MentionKind


@dataclass(frozen=True, slots=True)
class Speaker:
    """A source resolved within its article.

    `name` is the fullest name that the article prints, without titles, or for an unnamed source the words that
    describe it; joint speakers are joined by « | ». `titles` («Col.») and `roles` («a U.S. military spokesman») are
    as printed; `mentions` ascend.
    """

    name: str
    kind: SpeakerKind
    titles: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = ()
