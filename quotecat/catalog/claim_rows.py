"""The rows of an article's claims, with what was read in each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quotecat.catalog.row import Row, at, ids, row, stretch
from quotecat.catalog.schema.claim_tables import (
    ClaimDateRow,
    ClaimEntityRow,
    ClaimLinkRow,
    ClaimQuantityRow,
    ClaimRow,
    ClaimSignalRow,
)
from quotecat.extract.claim import Claim


def claim_rows(
    claims: Sequence[Claim], article: str, text: str, speakers: list[str], quotations: list[str]
) -> Iterator[Row]:
    """The rows of `claims`, each claim's before those of what it has; `speakers` and `quotations` are ids."""
    made = ids(("c", article, claim.span.start, claim.span.end) for claim in claims)
    for id, claim in zip(made, claims, strict=True):
        yield row(
            ClaimRow,
            id=id,
            article_id=article,
            **stretch(claim.span, text),
            kind=claim.kind,
            claimant_id=at(speakers, claim.claimant),
            confidence=claim.confidence,
            **stretch(claim.source, text, "source_"),
            **stretch(claim.cue, text, "cue_"),
            quotation_id=at(quotations, claim.quotation),
            place=claim.place,
            cue_class=claim.cue_class,
            polarity=claim.stance.polarity,
            certainty=claim.stance.certainty,
            conditional=int(claim.stance.conditional),
            future=int(claim.stance.future),
            **stretch(claim.statement.subject, text, "subject_"),
            **stretch(claim.statement.predicate, text, "predicate_"),
            **stretch(claim.statement.object, text, "object_"),
            standalone=claim.standalone,
        )
        yield from _parts(claim, id, text)
        for link in claim.links:
            yield row(ClaimLinkRow, claim_id=id, quotation_id=quotations[link.quotation], relation=link.relation)


def _parts(claim: Claim, id: str, text: str) -> Iterator[Row]:
    """What a claim has of figures, dates, entities and signals."""
    for number, quantity in enumerate(claim.quantities, 1):
        told = {"low": quantity.low, "high": quantity.high, "unit": quantity.unit, "bound": quantity.bound}
        yield row(ClaimQuantityRow, claim_id=id, number=number, **stretch(quantity.span, text), **told)
    for number, date in enumerate(claim.dates, 1):
        when = {"first": date.first, "last": date.last, "precision": date.precision}
        yield row(ClaimDateRow, claim_id=id, number=number, **stretch(date.span, text), **when)
    for number, named in enumerate(claim.entities, 1):
        entity = {"type": named.entity.type, "name": named.name}
        yield row(ClaimEntityRow, claim_id=id, number=number, **stretch(named.entity.span, text), **entity)
    for number, signal in enumerate(claim.signals, 1):
        yield row(ClaimSignalRow, claim_id=id, number=number, **stretch(signal.span, text), signal=signal.kind)
