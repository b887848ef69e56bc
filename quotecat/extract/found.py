"""One article's extraction, put together from the marks, the model's tags and the parse: pure, no model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from quotecat import __version__
from quotecat.extract.attribution import Attribution, Evidence, Kind
from quotecat.extract.belief import belief
from quotecat.extract.claim import Reported, claims
from quotecat.extract.claimant import is_loose, is_spoken_of
from quotecat.extract.context import context
from quotecat.extract.decline import said_only
from quotecat.extract.extraction import Extraction
from quotecat.extract.hearsay import Hearsay, hearsay
from quotecat.extract.judgement import left_out, nested
from quotecat.extract.phrase import Phrases
from quotecat.extract.quotation import Context, LeftOut, Part, Quotation
from quotecat.extract.referent import Referent
from quotecat.extract.resolution.choice import LEAST, choose
from quotecat.extract.resolution.resolve import Ranked, Resolved, resolve
from quotecat.extract.resolution.resolver import Rankers
from quotecat.extract.resolution.sources import Page, weigh_sources
from quotecat.extract.speech import Speech, best, join
from quotecat.nlp.document import Document
from quotecat.nlp.tags import Asked, Tags
from quotecat.text.headline import at_head
from quotecat.text.paragraphs import paragraphs
from quotecat.text.quotes.stretch import Scan, Stretch
from quotecat.text.span import Span, overlapping

WEIGHED = 0.1  # possible sources with a smaller share of belief are not resolved
WORDS = 1  # fewer around a quotation («that “it was over”») are no claim of their own


def find(scan: Scan, tags: Tags, document: Document, models: str, rankers: Rankers | None = None) -> Extraction:
    """Everything in one article: `tags.stretches` answer for `scan.stretches`, in its order; without rankers the
    rules decide who is meant."""
    article, text = document.article, document.article.text
    headline = at_head(text, article.title)
    asked = list(zip(scan.stretches, tags.stretches, strict=True))
    heard_ = hear(scan, tags, document)
    kept, left, phrases = heard_.kept, list(heard_.left), heard_.phrases
    speeches = heard_.weighed(tags, rankers) if rankers else heard_.speeches
    told = hearsay(speeches, [(s, a) for s, a in asked if s.depth > 0], phrases, text)
    heard = {stretch.span for h in told for stretch in h.speech.stretches}
    left += [nested(s.span) for s, _ in asked if s.depth > 0 and s.span not in heard]
    quoted = [s.span for s, _ in kept]
    attributions, unclear = _attributions(tags.contents, quoted), _attributions(tags.unclear, quoted)
    # Where a content ends may be unclear though somebody plainly says something: enough for a claim.
    indirect = sorted((*attributions, *unclear), key=lambda a: a.content)
    sources = sources_of(speeches, tags) | {a.source for a in indirect if a.source}
    resolved = resolve(
        document,
        sources,
        quoted,
        _tellers(speeches, told),
        rankers.speakers if rankers else None,
    )
    sentences = [s.span for s in document.sentences]
    beliefs = {s.span: a.said for s, a in asked}
    quotations = _quotations(speeches, told, sentences, resolved, text, Judged(beliefs, rankers))
    inside = [p.span for q in quotations for p in q.parts]
    reported = _reported(indirect, resolved, inside, text)
    cues = [q.cue for q in quotations if q.cue]
    apart = [*inside, *cues, *article.boilerplate, *([headline] if headline else [])]
    found = claims(resolved.scene, reported, quotations, apart)
    return said_only(
        Extraction(
            article,
            quotations,
            tuple(sorted(left, key=lambda out: out.span)),
            attributions,
            resolved.speakers,
            found,
            scan.diagnostics,
            extractor=f"quotecat {__version__}",
            models=models,
        )
    )


@dataclass(frozen=True, slots=True)
class Heard:
    """The outermost stretches that somebody said, with the model's answers; the others, with the reason; and the
    quotations that they make."""

    kept: Sequence[tuple[Stretch, Asked]]
    left: Sequence[LeftOut]
    speeches: Sequence[Speech]
    phrases: Phrases
    text: str

    def page(self, tags: Tags) -> Page:
        """The article as `resolution.sources` looks at it."""
        starts = [p.start for p in paragraphs(self.text)]
        return Page(self.text, self.phrases, [s.span for s, _ in self.kept], tags.sources, starts)

    def weighed(self, tags: Tags, rankers: Rankers) -> list[Speech]:
        """The quotations with their sources ranked."""
        answers = {stretch.span: asked for stretch, asked in self.kept}
        return weigh_sources(self.speeches, answers, self.page(tags), rankers.sources)


def hear(scan: Scan, tags: Tags, document: Document) -> Heard:
    """Return what somebody said in an article, before anybody is looked for; `tags.stretches` answer for
    `scan.stretches`, in its order."""
    text = document.article.text
    outermost = [(s, a) for s, a in zip(scan.stretches, tags.stretches, strict=True) if s.depth == 0]
    kept, left = _judge(outermost, text, at_head(text, document.article.title))
    return Heard(kept, left, join(kept, text), Phrases(document.sentences), text)


def sources_of(speeches: Sequence[Speech], tags: Tags) -> set[Span]:
    """Return the spans to resolve: all tagged sources, and all that quotations may have."""
    weighed = {c.span for s in speeches for c in s.candidates if c.share >= WEIGHED}
    return weighed | {s.source for s in speeches if s.source} | set(tags.sources)


@dataclass(frozen=True, slots=True)
class Judged:
    """How surely each stretch between marks was said, by its span, and what calibrates."""

    beliefs: Mapping[Span, float]
    rankers: Rankers | None

    def said(self, speech: Speech) -> float:
        """P(somebody said it), the mean over a quotation's stretches."""
        return sum(self.beliefs[s.span] for s in speech.stretches) / len(speech.stretches)


def _judge(
    outermost: Sequence[tuple[Stretch, Asked]], text: str, headline: Span | None
) -> tuple[list[tuple[Stretch, Asked]], list[LeftOut]]:
    """The outermost stretches that somebody said, with the model's answers, and the others with the reason."""
    kept: list[tuple[Stretch, Asked]] = []
    left: list[LeftOut] = []
    before: Stretch | None = None  # if it was kept
    for stretch, asked in outermost:
        out = left_out(stretch, asked, text, headline, goes_on=before is not None and stretch.continues)
        if out:
            left.append(out)
        else:
            kept.append((stretch, asked))
        before = None if out else stretch
    return kept, left


def _attributions(contents: Sequence[Asked], quoted: Sequence[Span]) -> tuple[Attribution, ...]:
    """The tagged contents with what they point at."""
    found = []
    marked = overlapping(quoted)
    for asked in contents:
        source, cue = best(asked.sources), best(asked.cues)
        has_source = source is not None and source.share > asked.no_source
        has_cue = cue is not None and cue.share > asked.no_cue
        confidence = source.share if source and has_source else asked.no_source
        found.append(
            Attribution(
                (asked.span,),
                source.span if source and has_source else None,
                cue.span if cue and has_cue else None,
                _kind(asked.span, marked(asked.span)),
                round(min(confidence, 1.0), 4),
                asked.said,
                asked.exact,
            )
        )
    return tuple(found)


def _kind(content: Span, quoted: Sequence[Span]) -> Kind:
    inside = sum(max(0, min(content.end, q.end) - max(content.start, q.start)) for q in quoted)
    if inside == 0:
        return "indirect"
    return "direct" if len(content) - inside <= 2 else "mixed"


def _tellers(speeches: Sequence[Speech], told: Sequence[Hearsay]) -> list[tuple[Span, Span | None]]:
    """Each source of hearsay with the source of the quotation around it."""
    source = {stretch: s.source for s in (*speeches, *(h.speech for h in told)) for stretch in s.stretches}
    return [(h.speech.source, source[h.within]) for h in told if h.speech.source]


def _quotations(
    speeches: Sequence[Speech],
    told: Sequence[Hearsay],
    sentences: Sequence[Span],
    resolved: Resolved,
    text: str,
    judged: Judged,
) -> tuple[Quotation, ...]:
    """All quotations by where they start, those inside another with the index of that one."""
    blocks = paragraphs(text)
    spoken = [(s, None) for s in speeches] + [(h.speech, h.within) for h in told]
    spoken.sort(key=lambda pair: pair[0].span.start)
    number = {stretch: i for i, (speech, _) in enumerate(spoken) for stretch in speech.stretches}
    found = [
        _quotation(speech, context(speech.span, sentences, blocks), resolved, text, judged) for speech, _ in spoken
    ]
    return tuple(q if w is None else replace(q, within=number[w]) for q, (_, w) in zip(found, spoken, strict=True))


def _quotation(speech: Speech, where: Context, resolved: Resolved, text: str, judged: Judged) -> Quotation:
    parts = tuple(Part(s.span, s.inner) for s in speech.stretches if s.inner)
    chosen = choose(speech, judged.said(speech), resolved, judged.rankers)
    diagnostics = tuple(d for s in speech.stretches for d in s.diagnostics)
    evidence = Evidence(chosen.how, chosen.chain or _printed(chosen.source, text), speech.candidates, chosen.rivals)
    return Quotation(parts, chosen.source, speech.cue, chosen.speaker, chosen.confidence, evidence, where, diagnostics)


def _printed(source: Span | None, text: str) -> tuple[str, ...]:
    return (source.of(text),) if source else ()


def _reported(
    attributions: Sequence[Attribution], resolved: Resolved, inside: Sequence[Span], text: str
) -> list[Reported]:
    """The contents that somebody says in the reporter's words, more or less, with their claimants.

    A few words around a quotation are no claim.
    """
    found = []
    marked = overlapping(inside)
    for a in attributions:
        (span,) = a.content
        if a.kind == "direct" or (a.kind == "mixed" and unquoted(span, marked(span), text) < WORDS):
            continue
        source = None if is_spoken_of(a.source, a.cue, text) else a.source
        answer = resolved.of.get(source) if source else None
        if answer and is_loose(answer[1]):
            answer = None
        if answer and source:
            answer = _claimant(answer, resolved.ranked[source], resolved)
        found.append(Reported(span, source, a.cue, answer[0] if answer else None, round(belief(a, text), 4)))
    return found


def _claimant(answer: tuple[int, Referent], ranked: Ranked, resolved: Resolved) -> tuple[int, Referent] | None:
    """Who is named as a claimant: the source's own words where it describes somebody who is not probable enough."""
    if not answer[1].members or ranked.probabilities[0] >= LEAST:
        return answer
    own = next((r for r in ranked.referents if not r.members), None)
    if own is not None and answer[1].mention == "nominal":
        return resolved.number(own), own
    return None


def unquoted(span: Span, inside: Sequence[Span], text: str) -> int:
    """How many words of `span` stand in none of the stretches `inside`, «that» and «to» at its head aside."""
    left = list(span.of(text))
    for stretch in inside:
        for at in range(max(stretch.start, span.start), min(stretch.end, span.end)):
            left[at - span.start] = " "
    words = (word.strip(":,") for word in "".join(left).split())
    return sum(any(c.isalnum() for c in word) for word in words if word not in ("that", "to"))
