"""What people decided as gold rows, and beside it what the program says: what it can be scored by."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from quotecat.catalog.catalog import Catalog

Places = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """A quotation that the program found and a person reviewed: what each of the two says.

    `speaker` is None where nobody is named; `confidence` is the program's, 0 to 1. `spans` are places without marks.
    """

    quotation_id: str
    confidence: float
    rejected: bool
    speaker: str | None
    decided_speaker: str | None
    spans: Places
    decided_spans: Places


def judged(catalog: Catalog) -> list[Judged]:
    """Every quotation that the program found and a person reviewed, by id."""
    return [_judged(dict(row)) for row in catalog.query(_JUDGED)]


def confidences(catalog: Catalog) -> list[float]:
    """How sure the program is of each quotation that it found, reviewed or not."""
    return [float(row[0]) for row in catalog.query(_CONFIDENCES)]


def missed(catalog: Catalog) -> int:
    """How many quotations a person accepted or mended that the program, as it is now, does not find."""
    return int(next(catalog.query("SELECT count(*) FROM reviewed WHERE machine IS NULL"))[0])


def gold_rows(catalog: Catalog) -> Iterator[dict[str, Any]]:
    """The articles all of whose quotations are reviewed, in the scorer's format, by id.

    A quotation of several parts is several stretches, one inside another's is optional, a rejected one nobody's. The
    words that name the source are only told where the program's speaker was let stand.
    """
    for article in catalog.query(_WHOLE):
        quotes = [quote for row in catalog.query(_QUOTES, {"id": article["id"]}) for quote in _quotes(dict(row))]
        about = {name: article[name] for name in ("title", "outlet", "published", "text")}
        yield {"article": article["article"], **about, "quotes": sorted(quotes, key=lambda q: (q["start"], q["end"]))}


def unfinished(catalog: Catalog) -> int:
    """How many articles have some reviewed quotations, but not all."""
    return int(next(catalog.query(_UNFINISHED))[0])


def _judged(row: dict[str, Any]) -> Judged:
    machine = json.loads(row["machine"])
    return Judged(
        quotation_id=row["quotation_id"],
        confidence=machine["confidence"],
        rejected=row["verdict"] == "rejected",
        speaker=machine["speaker"],
        decided_speaker=row["speaker"],
        spans=tuple((part[0], part[1]) for part in machine["parts"]),
        decided_spans=tuple((part[0], part[1]) for part in json.loads(row["parts"])),
    )


def _quotes(row: dict[str, Any]) -> Iterator[dict[str, Any]]:
    said = row["review"] != "rejected"
    pointed = said and row["how"] != "review" and row["source_start"] is not None
    for start, end in json.loads(row["places"]):
        quote = {
            "start": start,
            "end": end,
            "text": row["article_text"][start:end],
            "attributed": said,
            "source": [[row["source_start"], row["source_end"]]] if pointed else [],
            "speaker": row["speaker"] if said else None,
            "kind": (row["kind"] if said else None) or "none",
        }
        yield quote | ({"optional": True} if row["within_id"] else {})


_JUDGED = """
SELECT d.quotation_id, d.machine, r.verdict, r.speaker, r.parts
FROM reviewed AS d JOIN review AS r ON r.number = d.review WHERE d.machine IS NOT NULL ORDER BY d.quotation_id
"""
_CONFIDENCES = """
SELECT coalesce(json_extract(d.machine, '$.confidence'), q.confidence)
FROM quotation AS q LEFT JOIN reviewed AS d ON d.quotation_id = q.id
WHERE d.quotation_id IS NULL OR d.machine IS NOT NULL
"""
_WHOLE = """
SELECT id, name AS article, title, outlet, published, text FROM article AS a
WHERE EXISTS (SELECT 1 FROM quotation WHERE article_id = a.id)
  AND NOT EXISTS (SELECT 1 FROM quotation WHERE article_id = a.id AND review IS NULL) ORDER BY id
"""
_QUOTES = """
SELECT q.*, s.name AS speaker, s.kind, a.text AS article_text,
  (SELECT json_group_array(json_array(marked_start, marked_end)) FROM quotation_part WHERE quotation_id = q.id)
    AS places
FROM quotation AS q JOIN article AS a ON a.id = q.article_id LEFT JOIN speaker AS s ON s.id = q.speaker_id
WHERE q.article_id = :id
"""
_UNFINISHED = """
SELECT count(*) FROM (
  SELECT 1 FROM quotation GROUP BY article_id HAVING count(review) BETWEEN 1 AND count(*) - 1
)
"""
