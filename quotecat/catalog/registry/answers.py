"""What the registry answers with: names in print, proposals and decisions, named as the catalog's views name them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PrintedName:
    """A name, title or role that somebody of the registry was printed with; a row of the view `printed_names`."""

    identity: str
    what: str
    printed: str
    outlet: str | None
    published: str | None
    title: str | None
    article: str
    start: int
    end: int
    identity_id: str
    speaker_id: str
    article_id: str


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """Two entries of the registry that may be one; a row of the view `open_proposals`."""

    speaker: str
    other: str
    weight: int
    reasons: str
    identity_id: str
    other_id: str


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """What a person decided about the registry, one row a deed; `undone` is 0 or 1."""

    step: int
    at: str
    action: str
    speaker: str | None
    other: str | None
    article: str | None
    name: str | None
    undone: int
    identity_id: str
    other_id: str | None
