"""Decline: speakers that are less sure than asked for are not named; what led to them is kept as evidence."""

from __future__ import annotations

from dataclasses import replace

from quotecat.extract.extraction import Extraction
from quotecat.extract.quotation import Quotation


def declined(extraction: Extraction, least: float) -> Extraction:
    """The extraction without the speakers of quotations and the claimants of claims that are less sure than `least`, 0
    to 1.

    Their sources, chains and the candidates that were weighed stay.
    """
    quotations = tuple(_named(q, least) for q in extraction.quotations)
    claims = tuple(c if c.confidence >= least else replace(c, claimant=None) for c in extraction.claims)
    return said_only(replace(extraction, quotations=quotations, claims=claims))


def _named(quotation: Quotation, least: float) -> Quotation:
    if quotation.speaker is None or quotation.confidence >= least:
        return quotation
    return replace(quotation, speaker=None, evidence=replace(quotation.evidence, how="unresolved"))


def said_only(extraction: Extraction) -> Extraction:
    """The extraction with only those speakers that say or claim something, renumbered in order of appearance."""
    used = {q.speaker for q in extraction.quotations} | {c.claimant for c in extraction.claims}
    kept = [i for i in range(len(extraction.speakers)) if i in used]
    number: dict[int | None, int | None] = {None: None, **{old: new for new, old in enumerate(kept)}}
    return replace(
        extraction,
        speakers=tuple(extraction.speakers[i] for i in kept),
        quotations=tuple(replace(q, speaker=number[q.speaker]) for q in extraction.quotations),
        claims=tuple(replace(c, claimant=number[c.claimant]) for c in extraction.claims),
    )
