"""The rows of one extraction: the value that crosses into the catalog, laid out flat."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from quotecat.catalog.claim_rows import claim_rows
from quotecat.catalog.clock import now
from quotecat.catalog.row import Row, at, ids, place, row, stretch
from quotecat.catalog.schema.ledger import FailureRow, RunRow
from quotecat.catalog.schema.tables import (
    ArticleRow,
    AttributionContentRow,
    AttributionRow,
    BoilerplateRow,
    CandidateRow,
    DescriptionRow,
    DiagnosticRow,
    LeftOutRow,
    MentionRow,
    QuotationPartRow,
    QuotationRow,
    SpeakerRow,
)
from quotecat.extract.attribution import Attribution
from quotecat.extract.extraction import Extraction, Failure
from quotecat.extract.quotation import Quotation
from quotecat.extract.speaker import Speaker
from quotecat.text.article import Article, content_id
from quotecat.text.quotes.diagnostic import Diagnostic
from quotecat.text.span import hull


def rows(extraction: Extraction) -> Iterator[Row]:
    """Every row of an extraction, each after those that it refers to."""
    text, article = extraction.article.text, extraction.article.id
    speakers = ids(("s", article, speaker.name, speaker.kind) for speaker in extraction.speakers)
    quotations = ids(("q", article, quotation.span.start) for quotation in extraction.quotations)
    yield run_row(extraction.extractor, extraction.models)
    yield _article(extraction.article, run_id(extraction.extractor, extraction.models))
    for number, span in enumerate(extraction.article.boilerplate, 1):
        yield row(BoilerplateRow, article_id=article, number=number, **stretch(span, text))
    for id, speaker in zip(speakers, extraction.speakers, strict=True):
        yield from _speaker(speaker, id, article, text)
    for id, quotation in zip(quotations, extraction.quotations, strict=True):
        yield from _quotation(quotation, id, article, text, speakers, at(quotations, quotation.within))
    yield from claim_rows(extraction.claims, article, text, speakers, quotations)
    yield from _attributions(extraction.attributions, article, text)
    for number, left in enumerate(extraction.left_out, 1):
        told: dict[str, Any] = {"reason": left.reason, "confidence": left.confidence}
        yield row(LeftOutRow, article_id=article, number=number, **stretch(left.span, text), **told)
    yield from _diagnostics(extraction, quotations)


def run_id(extractor: str, models: str) -> str:
    """The id of a run, made from the program's version and its models, so that a resumed ingest is one run."""
    return content_id("r", extractor, models)


def run_row(extractor: str, models: str) -> Row:
    """The row of a run."""
    return row(RunRow, id=run_id(extractor, models), extractor=extractor, models=models, started_at=now())


def failure_row(failure: Failure) -> Row:
    """The row of a failure: its id is made from what failed, where and why, so failing twice is failing once."""
    name, path = _storable(failure.name) or "", _storable(failure.path)
    stage, reason = failure.stage, _storable(failure.reason) or ""
    id = content_id("f", name, path or "", stage, reason)
    return row(FailureRow, id=id, name=name, path=path, stage=stage, reason=reason, at=now())


def _article(article: Article, run_id: str) -> Row:
    return row(
        ArticleRow,
        id=article.id,
        name=_storable(article.name) or "",
        title=_storable(article.title),
        outlet=_storable(article.outlet),
        author=_storable(article.author),
        url=_storable(article.url),
        published=_storable(article.published),
        path=_storable(article.path),
        encoding=article.encoding,
        sha256=article.sha256,
        run_id=run_id,
        added_at=now(),
        text=article.text,
    )


def _speaker(speaker: Speaker, id: str, article: str, text: str) -> Iterator[Row]:
    yield row(
        SpeakerRow,
        id=id,
        article_id=article,
        name=speaker.name,
        kind=speaker.kind,
        titles="; ".join(speaker.titles),
        roles="; ".join(speaker.roles),
        by_hand=0,
    )
    for number, description in enumerate(speaker.described, 1):
        place = stretch(description.span, text)
        yield row(DescriptionRow, speaker_id=id, number=number, **place, kind=description.kind)
    for number, mention in enumerate(speaker.mentions, 1):
        yield row(MentionRow, speaker_id=id, number=number, **stretch(mention.span, text), kind=mention.kind)


def _quotation(
    quotation: Quotation, id: str, article: str, text: str, speakers: list[str], within: str | None
) -> Iterator[Row]:
    yield row(
        QuotationRow,
        id=id,
        article_id=article,
        **place(quotation.span),
        text=quotation.text_in(text),
        speaker_id=at(speakers, quotation.speaker),
        confidence=quotation.confidence,
        how=quotation.evidence.how,
        chain=" → ".join(quotation.evidence.chain),
        **stretch(quotation.source, text, "source_"),
        **stretch(quotation.cue, text, "cue_"),
        **place(quotation.context.sentence, "sentence_"),
        **place(quotation.context.before, "before_"),
        **place(quotation.context.after, "after_"),
        **place(quotation.context.paragraph, "paragraph_"),
        within_id=within,
        review=None,
    )
    for number, part in enumerate(quotation.parts, 1):
        places = stretch(part.inner, text) | place(part.span, "marked_")
        yield row(QuotationPartRow, quotation_id=id, number=number, **places)
    for number, weighed in enumerate(quotation.evidence.candidates, 1):
        yield row(CandidateRow, quotation_id=id, number=number, **stretch(weighed.span, text), share=weighed.share)


def _attributions(attributions: Iterable[Attribution], article: str, text: str) -> Iterator[Row]:
    found = list(attributions)
    extents = [hull(attribution.content) for attribution in found]
    made = ids(("t", article, extent.start, extent.end) for extent in extents)
    for id, attribution in zip(made, found, strict=True):
        yield row(
            AttributionRow,
            id=id,
            article_id=article,
            kind=attribution.kind,
            confidence=attribution.confidence,
            **stretch(attribution.source, text, "source_"),
            **stretch(attribution.cue, text, "cue_"),
        )
        for number, span in enumerate(attribution.content, 1):
            yield row(AttributionContentRow, attribution_id=id, number=number, **stretch(span, text))


def _diagnostics(extraction: Extraction, quotations: list[str]) -> Iterator[Row]:
    found: dict[Diagnostic, str | None] = dict.fromkeys(extraction.diagnostics)
    for id, quotation in zip(quotations, extraction.quotations, strict=True):
        found.update(dict.fromkeys(quotation.diagnostics, id))
    ascending = sorted(found.items(), key=lambda item: (item[0].span, item[0].code))
    for number, (diagnostic, quotation_id) in enumerate(ascending, 1):
        yield row(
            DiagnosticRow,
            article_id=extraction.article.id,
            number=number,
            quotation_id=quotation_id,
            code=diagnostic.code,
            **stretch(diagnostic.span, extraction.article.text),
            message=diagnostic.message,
        )


def _storable(words: str | None) -> str | None:
    """Names and paths may hold bytes that are no UTF-8, or NUL: what no database stores becomes «\ufffd»."""
    if words is None:
        return None
    return "".join("\ufffd" if char == "\0" or "\ud800" <= char <= "\udfff" else char for char in words)
