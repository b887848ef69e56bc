"""Who is the source of which content, and by which cue: the spans of PARC and PolNeAR."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from quotecat.text.span import Span

Kind = Literal["direct", "indirect", "mixed"]


@dataclass(frozen=True, slots=True)
class Attribution:
    """One attribution relation (Pareti 2016): content, with its cue and its source where the text has them.

    `direct`: all of the content stands between quotation marks; `indirect`: none of it; `mixed`: some of it.
    `confidence` is the share of belief in the source, `said` the probability that the content is somebody's at all,
    `exact` that it begins and ends just there, all the model's own, 0 to 1.
    """

    content: tuple[Span, ...]
    source: Span | None
    cue: Span | None
    kind: Kind
    confidence: float
    said: float = 1.0
    exact: float = 1.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible source that was weighed: its words, and the model's share of belief, 0 to 1."""

    span: Span
    share: float


@dataclass(frozen=True, slots=True)
class Rival:
    """A possible speaker that was weighed: the name, and how probable it is, 0 to 1."""

    name: str
    probability: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a quotation has the source and the speaker it has.

    `how` names the decision (see `HOW`); `chain` leads from the words in the text to the speaker's name, as printed:
    («he», «Butler», «Col. David Butler»); `candidates` are the sources weighed, the strongest first, and `rivals` the
    speakers.
    """

    how: str
    chain: tuple[str, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    rivals: tuple[Rival, ...] = ()


HOW = {
    "pointer": "the attribution model pointed from the quotation to these words",
    "same speech": "another part of the same speech, in the same sentence or paragraph, has this source",
    "follow-on": "the paragraph continues the quotation of the paragraph before",
    "hearsay": "inside another's quotation, the attribution model pointed to these words of it",
    "label": "the speaker's name stands beside the speech: «NAME: …» as in a transcript, or «… ― Name»",
    "review": "a person decided",
    "unresolved": "the source is known, but not whom it means, or not surely enough: a «he» that fits two people",
    "orphan": "the text does not say who spoke, or the model is not sure enough",
}
