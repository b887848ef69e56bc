"""Why a quotation has the speaker it has: everything that was stored on the way there."""

from __future__ import annotations

import sqlite3

from quotecat.catalog.answers import Described, Linked, Oddity, ReviewRow, Stretch, Weighed, Why
from quotecat.catalog.catalog import Catalog
from quotecat.catalog.lookup import claims, quotation

_QUOTATION = """
SELECT
  q.source_start, q.source_end, q.source_text, q.cue_start, q.cue_end, q.cue_text,
  q.paragraph_start, q.paragraph_end, r.extractor, r.models,
  substr(a.text, q.paragraph_start + 1, q.paragraph_end - q.paragraph_start) AS paragraph_text
FROM quotation AS q JOIN article AS a ON a.id = q.article_id JOIN run AS r ON r.id = a.run_id WHERE q.id = :id
"""
_PARTS = 'SELECT start, "end", text FROM quotation_part WHERE quotation_id = :id ORDER BY number'
_CANDIDATES = 'SELECT start, "end", text, share FROM candidate WHERE quotation_id = :id ORDER BY number'
_MENTIONS = """
SELECT m.start, m."end", m.text FROM mention AS m JOIN quotation AS q ON q.speaker_id = m.speaker_id
WHERE q.id = :id ORDER BY m.start
"""
_DESCRIBED = """
SELECT d.kind, d.start, d."end", d.text FROM description AS d JOIN quotation AS q ON q.speaker_id = d.speaker_id
WHERE q.id = :id ORDER BY d.start
"""
_REVIEW = "SELECT * FROM reviews WHERE number = (SELECT review FROM reviewed WHERE quotation_id = :id)"
_LINKS = "SELECT claim_id, relation FROM claim_link WHERE quotation_id = :id"
_ODDITIES = 'SELECT code, start, "end", text, message FROM diagnostic WHERE quotation_id = :id ORDER BY number'


def why(catalog: Catalog, key: str) -> Why:
    """Everything about the quotation of this id or start of an id.

    Raises:
        UsageError: if there is none, or more than one.
    """
    found = quotation(catalog, key)
    id = {"id": found.quotation_id}
    row = next(catalog.query(_QUOTATION, id))
    paragraph = Stretch(row["paragraph_start"], row["paragraph_end"], row["paragraph_text"])
    related = {link["claim_id"]: link["relation"] for link in catalog.query(_LINKS, id)}
    return Why(
        quotation=found,
        parts=tuple(Stretch(**part) for part in catalog.query(_PARTS, id)),
        source=_stretch(row, "source"),
        cue=_stretch(row, "cue"),
        paragraph=paragraph,
        chain=tuple(found.chain.split(" → ")) if found.chain else (),
        candidates=tuple(Weighed(**weighed) for weighed in catalog.query(_CANDIDATES, id)),
        described=tuple(Described(**described) for described in catalog.query(_DESCRIBED, id)),
        mentions=tuple(Stretch(**mention) for mention in catalog.query(_MENTIONS, id)),
        diagnostics=tuple(Oddity(**oddity) for oddity in catalog.query(_ODDITIES, id)),
        claims=tuple(Linked(related[c.claim_id], c) for c in claims(catalog, quotation=found.quotation_id)),
        extractor=row["extractor"],
        models=row["models"],
        review=next((ReviewRow(**review) for review in catalog.query(_REVIEW, id)), None),
    )


def _stretch(row: sqlite3.Row, prefix: str) -> Stretch | None:
    text = row[f"{prefix}_text"]
    return None if text is None else Stretch(row[f"{prefix}_start"], row[f"{prefix}_end"], text)
