"""One article's extraction, put together from the marks, the model's tags and the parse: pure, no model."""

from __future__ import annotations

from collections.abc import Sequence

from quotecat import __version__
from quotecat.extract.attribution import Attribution, Evidence, Kind
from quotecat.extract.claim import Reported, claims
from quotecat.extract.context import context
from quotecat.extract.decline import said_only
from quotecat.extract.extraction import Extraction
from quotecat.extract.judgement import left_out, nested
from quotecat.extract.paragraph import paragraphs
from quotecat.extract.quotation import Context, LeftOut, Part, Quotation
from quotecat.extract.resolve import Resolved, resolve
from quotecat.extract.speech import Speech, best, join
from quotecat.extract.stretch import Scan, Stretch
from quotecat.nlp.document import Document
from quotecat.nlp.tags import Asked, Tags
from quotecat.text.headline import at_head
from quotecat.text.span import Span

# How often a source read this way leads to the right speaker, given that the source is right: counted in corpus/ and in
# the sample of worldwide newswire (see tests/worldwide.jsonl), 400 quotations together.
TRUST = {"name": 0.97, "pronoun": 0.87, "nominal": 0.7}


def find(scan: Scan, tags: Tags, document: Document, models: str) -> Extraction:
    """Everything in one article: `tags.stretches` answer for `scan.outermost`, in its order."""
    article, text = document.article, document.article.text
    headline = at_head(text, article.title)
    kept, left = _judge(scan, tags, text, headline)
    speeches = join(kept, text)
    attributions = _attributions(tags, [s.span for s, _ in kept])
    sources = {s.source for s in speeches} | {a.source for a in attributions} | set(tags.sources)
    resolved = resolve(document, sources - {None}, [s.span for s, _ in kept])  # type: ignore[arg-type]
    sentences = [s.span for s in document.sentences]
    places = _places(speeches, sentences, text)
    quotations = tuple(_quotation(s, c, resolved, text) for s, c in zip(speeches, places, strict=True))
    inside = [p.span for q in quotations for p in q.parts]
    reported = _reported(attributions, resolved, inside)
    found = claims(
        reported,
        sentences,
        [(q.span, q.context) for q in quotations],
        [*inside, *article.boilerplate, *([headline] if headline else [])],
    )
    return said_only(
        Extraction(
            article,
            quotations,
            left,
            attributions,
            resolved.speakers,
            found,
            scan.diagnostics,
            extractor=f"quotecat {__version__}",
            models=models,
        )
    )


def _judge(
    scan: Scan, tags: Tags, text: str, headline: Span | None
) -> tuple[list[tuple[Stretch, Asked]], tuple[LeftOut, ...]]:
    """The stretches that somebody said, with the model's answers, and all others with the reason."""
    kept: list[tuple[Stretch, Asked]] = []
    left: list[LeftOut] = []
    before: Stretch | None = None  # if it was kept
    for stretch, asked in zip(scan.outermost, tags.stretches, strict=True):
        out = left_out(stretch, asked, text, headline, goes_on=before is not None and stretch.continues)
        if out:
            left.append(out)
        else:
            kept.append((stretch, asked))
        before = None if out else stretch
    left += [nested(s.span) for s in scan.stretches if s.depth > 0]
    return kept, tuple(sorted(left, key=lambda out: out.span))


def _attributions(tags: Tags, quoted: Sequence[Span]) -> tuple[Attribution, ...]:
    """The tagged contents with what they point at."""
    found = []
    for asked in tags.contents:
        source, cue = best(asked.sources), best(asked.cues)
        has_source = source is not None and source.share > asked.no_source
        has_cue = cue is not None and cue.share > asked.no_cue
        confidence = source.share if source and has_source else asked.no_source
        found.append(
            Attribution(
                (asked.span,),
                source.span if source and has_source else None,
                cue.span if cue and has_cue else None,
                _kind(asked.span, quoted),
                round(min(confidence, 1.0), 4),
            )
        )
    return tuple(found)


def _kind(content: Span, quoted: Sequence[Span]) -> Kind:
    inside = sum(max(0, min(content.end, q.end) - max(content.start, q.start)) for q in quoted)
    if inside == 0:
        return "indirect"
    return "direct" if len(content) - inside <= 2 else "mixed"


def _places(speeches: Sequence[Speech], sentences: Sequence[Span], text: str) -> list[Context]:
    blocks = paragraphs(text)
    spans = [Span(s.stretches[0].span.start, s.stretches[-1].span.end) for s in speeches]
    return [context(span, sentences, blocks) for span in spans]


def _quotation(speech: Speech, where: Context, resolved: Resolved, text: str) -> Quotation:
    parts = tuple(Part(s.span, s.inner) for s in speech.stretches if s.inner)
    answer = resolved.of.get(speech.source) if speech.source else None
    confidence = speech.share * (TRUST[answer[1].mention] if answer else 1.0 if speech.source is None else 0.3)
    how = speech.how if answer or speech.source is None else "unresolved"
    printed = (speech.source.of(text),) if speech.source else ()
    evidence = Evidence(how, answer[1].chain if answer else printed, speech.candidates)
    diagnostics = tuple(d for s in speech.stretches for d in s.diagnostics)
    speaker = answer[0] if answer else None
    bounded = round(min(max(confidence, 0.0), 1.0), 4)
    return Quotation(parts, speech.source, speech.cue, speaker, bounded, evidence, where, diagnostics)


def _reported(attributions: Sequence[Attribution], resolved: Resolved, inside: Sequence[Span]) -> list[Reported]:
    """The contents that are not wholly inside quotation marks, as claims with their claimants."""
    found = []
    for a in attributions:
        (span,) = a.content
        if a.kind == "direct" or any(q.covers(span) for q in inside):
            continue
        answer = resolved.of.get(a.source) if a.source else None
        found.append(Reported(span, a.source, a.cue, answer[0] if answer else None, a.confidence))
    return found
