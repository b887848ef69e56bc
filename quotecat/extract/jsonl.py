"""An extraction as one JSON object: what `quotecat extract --format jsonl` prints and the scorer reads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from quotecat.extract.claim import Claim
from quotecat.extract.extraction import Extraction
from quotecat.extract.quotation import Quotation
from quotecat.text.span import Span


def row(extraction: Extraction) -> dict[str, Any]:
    """One object an article; every stretch is [start, end] in code points of the article's text.

    Quotations inside quotations are under "hearsay", each with the number of the quotation it is in as "within".
    """
    article = extraction.article
    outermost = [i for i, q in enumerate(extraction.quotations) if q.within is None]
    number = {index: n for n, index in enumerate(outermost)}
    inner = [q for q in extraction.quotations if q.within is not None]
    return {
        "article": article.name,
        "id": article.id,
        "sha256": article.sha256,
        "title": article.title,
        "outlet": article.outlet,
        "published": article.published,
        "quotations": [_quotation(extraction.quotations[i], extraction) for i in outermost],
        "hearsay": [_quotation(q, extraction) | {"within": _outermost(q, extraction, number)} for q in inner],
        "left_out": [{"span": pair(o.span), "reason": o.reason} for o in extraction.left_out],
        "claims": [_claim(c, extraction, number) for c in extraction.claims],
        "attributions": [
            {
                "source": [pair(a.source)] if a.source else [],
                "cue": [pair(a.cue)] if a.cue else [],
                "content": [pair(c) for c in a.content],
                "kind": a.kind,
                "confidence": a.confidence,
            }
            for a in extraction.attributions
        ],
        "extractor": extraction.extractor,
        "models": extraction.models,
    }


def pair(span: Span | None) -> list[int] | None:
    """A stretch as JSON has it."""
    return [span.start, span.end] if span else None


def _quotation(quotation: Quotation, extraction: Extraction) -> dict[str, Any]:
    speaker = None if quotation.speaker is None else extraction.speakers[quotation.speaker]
    named = speaker and {
        "name": speaker.name,
        "kind": speaker.kind,
        "titles": list(speaker.titles),
        "roles": list(speaker.roles),
        "described": [{"kind": d.kind, "text": d.words, "span": pair(d.span)} for d in speaker.described],
    }
    return {
        "parts": [pair(p.span) for p in quotation.parts],  # with their marks, as gold rows have them
        "text": quotation.text_in(extraction.article.text),
        "source": pair(quotation.source),
        "cue": pair(quotation.cue),
        "speaker": named,
        "confidence": quotation.confidence,
        "how": quotation.evidence.how,
        "chain": list(quotation.evidence.chain),
        "rivals": [{"name": r.name, "probability": r.probability} for r in quotation.evidence.rivals],
        "diagnostics": [d.code for d in quotation.diagnostics],
    }


def _outermost(quotation: Quotation, extraction: Extraction, number: Mapping[int, int]) -> int:
    """Where in the list of quotations the one is that this one stands in, at whatever depth."""
    within = quotation.within
    while within is not None and within not in number:
        within = extraction.quotations[within].within
    return number[within or 0]


def _claim(claim: Claim, extraction: Extraction, number: Mapping[int, int]) -> dict[str, Any]:
    return {
        "start": claim.span.start,
        "end": claim.span.end,
        "text": claim.span.of(extraction.article.text),
        "kind": claim.kind,
        "attributed": claim.kind == "reported",
        "source": pair(claim.source),
        "cue": pair(claim.cue),
        "claimant": None if claim.claimant is None else extraction.speakers[claim.claimant].name,
        "confidence": claim.confidence,
        "quotation": None if claim.quotation is None else number.get(claim.quotation),
        "place": claim.place,
        "cue_class": claim.cue_class,
        "polarity": claim.stance.polarity,
        "certainty": claim.stance.certainty,
        "conditional": claim.stance.conditional,
        "future": claim.stance.future,
        "subject": pair(claim.statement.subject),
        "predicate": pair(claim.statement.predicate),
        "object": pair(claim.statement.object),
        "standalone": claim.standalone,
        "quantities": [
            {"span": pair(q.span), "low": q.low, "high": q.high, "unit": q.unit, "bound": q.bound}
            for q in claim.quantities
        ],
        "dates": [
            {"span": pair(d.span), "first": d.first, "last": d.last, "precision": d.precision} for d in claim.dates
        ],
        "entities": [{"span": pair(n.entity.span), "type": n.entity.type, "name": n.name} for n in claim.entities],
        "signals": [{"span": pair(s.span), "signal": s.kind} for s in claim.signals],
        "links": [
            {"quotation": number[n.quotation], "relation": n.relation} for n in claim.links if n.quotation in number
        ],
    }
