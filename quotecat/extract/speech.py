"""Speeches: stretches that belong together, as a quotation's parts, and the source they share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from quotecat.extract import label
from quotecat.extract.attribution import Candidate
from quotecat.nlp.tags import Asked, Pointed
from quotecat.text.quotes.stretch import Stretch
from quotecat.text.span import Span

FAR = 300  # code points; a cue that interrupts a quotation is shorter
ENDS = ",.?!…—–-;:"
SURE = 0.25  # a source that gets a smaller share than this is declined


@dataclass(frozen=True, slots=True)
class Speech:
    """The stretches of one quotation, the source and the cue they share, and how the source was found."""

    stretches: tuple[Stretch, ...]
    source: Span | None
    cue: Span | None
    share: float
    how: str
    candidates: tuple[Candidate, ...]

    @property
    def span(self) -> Span:
        """From the first mark to the last."""
        return Span(self.stretches[0].span.start, self.stretches[-1].span.end)


def join(stretches: Sequence[tuple[Stretch, Asked]], text: str) -> list[Speech]:
    """Quotations from the stretches that somebody said, in order."""
    groups: list[list[tuple[Stretch, Asked]]] = []
    for stretch, asked in stretches:
        if groups and _goes_on(*groups[-1][-1], stretch, asked, text):
            groups[-1].append((stretch, asked))
        else:
            groups.append([(stretch, asked)])
    return [_speech(group, text) for group in groups]


def _goes_on(before: Stretch, asked: Asked, stretch: Stretch, now: Asked, text: str) -> bool:
    """Whether a stretch continues the one before: «“It is,” Ruiz said, “and it was.”», or in the next paragraph."""
    if label.at_head(stretch, text):
        return False
    if stretch.continues:
        return True
    gap = text[before.span.end : stretch.span.start]
    if "\n" in gap or len(gap) > FAR or before.inner is None or not _pauses(before.inner.of(text)):
        return False
    between = Span(before.span.end, stretch.span.start) if gap else None
    cue, source = best(asked.cues), best(asked.sources)
    other = best(now.cues)
    if cue and other and cue.span != other.span:
        return False  # «…, he said, adding that “…”» is said twice
    interrupts = [p for p in (cue, source) if p and between and between.covers(p.span)]
    shared = best(now.sources)
    return bool(interrupts and source and shared and source.span == shared.span)


def _pauses(words: str) -> bool:
    """Whether quoted words end as before a cue or a full stop, and are no fragment such as «“a liar” and “a cheat”»."""
    return words.rstrip(" \u00a0'\"’”»")[-1:] in ENDS


def best(pointed: Sequence[Pointed]) -> Pointed | None:
    """The strongest of what was pointed at."""
    return pointed[0] if pointed else None


def _speech(group: Sequence[tuple[Stretch, Asked]], text: str) -> Speech:
    sources = pooled([a.sources for _, a in group])
    cues = pooled([a.cues for _, a in group])
    none = sum(a.no_source for _, a in group) / len(group)
    no_cue = sum(a.no_cue for _, a in group) / len(group)
    top = sources[0] if sources and sources[0].share > max(none * 0.7, SURE) else None
    cue = cues[0] if cues and cues[0].share > no_cue else None
    named = label.label(group[0][0], text) or label.label(group[-1][0], text)
    if named:
        return Speech(tuple(s for s, _ in group), named, None, 1.0, "label", ())
    candidates = tuple(Candidate(p.span, round(min(p.share, 1.0), 4)) for p in sources[:5])
    share = top.share if top else none
    how = _how(group, top)
    source, cue_span = top.span if top else None, cue.span if cue else None
    return Speech(tuple(s for s, _ in group), source, cue_span, share, how, candidates)


def _how(group: Sequence[tuple[Stretch, Asked]], top: Pointed | None) -> str:
    if top is None:
        return "orphan"
    own = best(group[0][1].sources)
    if own is None or own.span != top.span:
        return "same speech"
    return "follow-on" if group[0][0].continues else "pointer"


def pooled(answers: Sequence[Sequence[Pointed]]) -> list[Pointed]:
    """The parts' shares averaged, strongest first."""
    totals: dict[Span, float] = {}
    for pointed in answers:
        for p in pointed:
            totals[p.span] = totals.get(p.span, 0.0) + p.share / len(answers)
    return sorted((Pointed(s, t) for s, t in totals.items()), key=lambda p: (-p.share, p.span))
