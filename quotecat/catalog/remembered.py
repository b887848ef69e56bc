"""What somebody remembers, looked up at once among speakers, quotations and claims."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, Unpack

from quotecat.catalog.catalog import Catalog
from quotecat.catalog.lookup import claims, quotes, speakers
from quotecat.catalog.question import Question
from quotecat.catalog.recall import recall

NAME = 4  # a name has no more words than this


@dataclass(frozen=True, slots=True)
class Remembered:
    """A speaker, a quotation or a claim that is like what was typed, 0 to 1.

    For a quotation of a family `said` is how often it was printed, `first_published` and `first_outlet` when and where
    first; for a speaker `said` counts quotations.
    """

    what: Literal["speaker", "quotation", "claim"]
    alike: float
    text: str
    speaker: str | None
    outlet: str | None
    published: str | None
    article: str | None
    said: int
    first_published: str | None
    first_outlet: str | None
    id: str


_FAMILY = """
SELECT (SELECT count(*) FROM family_member WHERE family_id = f.family_id), f.published, f.outlet
FROM family_members AS f WHERE f.family_id = (
  SELECT m.family_id FROM family_member AS m JOIN quotation AS q ON q.number = m.number WHERE q.id = :id
) ORDER BY f.published IS NULL, f.published, f.article, f.article_id, f.start LIMIT 1
"""


def remember(catalog: Catalog, typed: str, most: int = 10, **question: Unpack[Question]) -> list[Remembered]:
    """Speakers of this name, quotations and claims like these words, at most `most` of each, the likest first.

    Whatever is typed is searched for, nothing is an operator; `question` narrows it down as in `lookup.quotes`.
    """
    found = list(_speakers(catalog, typed, most, question)) if 0 < len(typed.split()) <= NAME else []
    alike = dict(recall(catalog, "quotation", typed))
    said = quotes(catalog, **_among(alike, question)) if alike else []
    for quote in sorted(said, key=lambda q: (-alike[q.quotation_id], q.published or "9", q.quotation_id))[:most]:
        printed = next(catalog.query(_FAMILY, {"id": quote.quotation_id}), None)
        times, day, first = tuple(printed) if printed else (1, quote.published, quote.outlet)
        where = (quote.speaker, quote.outlet, quote.published, quote.article)
        id = quote.quotation_id
        found.append(Remembered("quotation", alike[id], quote.quotation, *where, times, day, first, id))
    alike = dict(recall(catalog, "claim", typed))
    made = claims(catalog, **_among(alike, question)) if alike else []
    for claim in sorted(made, key=lambda c: (-alike[c.claim_id], c.published or "9", c.claim_id))[:most]:
        where = (claim.claimant, claim.outlet, claim.published, claim.article)
        first = (1, claim.published, claim.outlet)
        found.append(
            Remembered("claim", alike[claim.claim_id], claim.standalone or claim.claim, *where, *first, claim.claim_id)
        )
    return found


def _among(ids: Iterable[str], question: Question) -> Question:
    """The question asked of the quotations or claims of these ids alone."""
    return {**question, "ids": json.dumps(list(ids))}


def _speakers(catalog: Catalog, typed: str, most: int, question: Question) -> Iterable[Remembered]:
    narrowed: Question = {**question, "limit": most}
    narrowed.setdefault("speaker", typed)
    for row in speakers(catalog, **narrowed):
        seen = (None, row.last_published, None, row.quotations, row.first_published, None)
        yield Remembered("speaker", 1.0, row.speaker, row.speaker, *seen, row.identity_id or "")
