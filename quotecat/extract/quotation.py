"""A direct quotation: the stretches between its marks, who is its source, and what stands around it."""

from __future__ import annotations

from dataclasses import dataclass

from quotecat.extract.attribution import Evidence
from quotecat.text.quotes.diagnostic import Diagnostic
from quotecat.text.span import Span


@dataclass(frozen=True, slots=True)
class Part:
    """One uninterrupted stretch of a quotation: `span` with its marks, `inner` without."""

    span: Span
    inner: Span


@dataclass(frozen=True, slots=True)
class Context:
    """Where a quotation stands: its sentence (or sentences), the ones before and after, and its paragraph."""

    sentence: Span
    before: Span | None
    after: Span | None
    paragraph: Span


@dataclass(frozen=True, slots=True)
class Quotation:
    """Somebody's words in one or more parts: several when a cue interrupts or the next paragraph goes on.

    `speaker` is an index into the extraction's speakers; None makes the quotation an orphan. `confidence` is the
    calibrated probability that the speaker is right, 0 to 1. `within` is the index of the quotation that this one
    stands in, where somebody tells what somebody else said: «“He told me, ‘I won’t go,’” Ruiz said».
    """

    parts: tuple[Part, ...]
    source: Span | None
    cue: Span | None
    speaker: int | None
    confidence: float
    evidence: Evidence
    context: Context
    diagnostics: tuple[Diagnostic, ...] = ()
    within: int | None = None

    @property
    def span(self) -> Span:
        """From the first mark to the last."""
        return Span(self.parts[0].span.start, self.parts[-1].span.end)

    def text_in(self, text: str) -> str:
        """The words between the marks, parts joined by a space."""
        return " ".join(part.inner.of(text) for part in self.parts)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A stretch between quotation marks that nobody said, and why it is not a quotation (see `REASONS`)."""

    span: Span
    reason: str
    confidence: float


REASONS = {
    "title": "the title of a work or a programme",
    "term": "a term that is defined or introduced, or a nickname",
    "scare quote": "a word or two set apart by the writer, not speech",
    "not speech": "the attribution model sees no speech here",
    "headline": "it stands in the headline, which says in short what the article quotes",
    "nested": "it stands inside a quotation, which keeps it, and names no source of its own there",
    "empty": "nothing stands between the marks",
}
