"""One page of a long answer, found among the earliest articles without putting all of the answer in order.

An answer is in the order of its articles' dates, and a common word or a much quoted speaker has hundreds of thousands
of rows. The first page of those lies in the first few articles, so these are read first; where they do not fill the
page (the word was rare, or came up late), all of the answer is put in order after all.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from quotecat.catalog.catalog import Catalog
from quotecat.catalog.question import IS_NAMED, OF_ARTICLES, OF_CLAIMS, OF_QUOTATIONS, Question, blank, where
from quotecat.catalog.words import match

ROWS = 100  # a page that ends behind so many is not looked for among them
ARTICLES = 500  # so many are read first, if nothing tells how many are enough
FEW = 5_000  # so many rows are put in order in less time than the first articles take
FEW_SPEAKERS = 500  # those of so many articles' speakers, too
MANY = 100_000  # words that so many rows have are asked of one row after the other, which soon fills a page
TRIES = (1.5, 6)  # times as many articles are read first as would hold a page if its words were spread evenly

ORDER = "a.published IS NULL, a.published, a.name, a.id"
_EARLY = f"""(
  SELECT a.id, a.name, a.outlet, a.published FROM article AS a WHERE {{early}} ORDER BY {ORDER} LIMIT :articles
) AS a"""

_COUNT = """
SELECT count(*), (SELECT max(number) FROM article) FROM (SELECT 1 FROM {0} WHERE {0} MATCH :words LIMIT :many)
"""


@dataclass(frozen=True, slots=True)
class Kept:
    """A kind of row that is asked for: its conditions, and how to find those of the earliest articles in order.

    `count` counts the rows that have words; `common` and `rare` are conditions for rows that have them.
    """

    conditions: Mapping[str, str]
    rows: str
    count: str
    common: str
    rare: str


QUOTATIONS = Kept(
    OF_QUOTATIONS,
    f"SELECT q.id FROM {_EARLY} CROSS JOIN quotation AS q ON q.article_id = a.id "
    f"LEFT JOIN speaker AS s ON s.id = q.speaker_id WHERE {{}} ORDER BY {ORDER}, q.start LIMIT :most",
    _COUNT.format("quotation_fts"),
    "EXISTS (SELECT 1 FROM quotation_fts AS f WHERE f.quotation_fts MATCH :words AND f.rowid = q.number)",
    "+q.number IN (SELECT f.rowid FROM quotation_fts AS f WHERE f.quotation_fts MATCH :words AND +f.rowid IN ("
    f"SELECT e.number FROM {_EARLY} CROSS JOIN quotation AS e ON e.article_id = a.id))",
)
CLAIMS = Kept(
    OF_CLAIMS,
    f"SELECT c.id FROM {_EARLY} CROSS JOIN claim AS c ON c.article_id = a.id "
    f"LEFT JOIN speaker AS s ON s.id = c.claimant_id WHERE {{}} ORDER BY {ORDER}, c.start, c.id LIMIT :most",
    _COUNT.format("claim_fts"),
    "EXISTS (SELECT 1 FROM claim_fts AS f WHERE f.claim_fts MATCH :words AND f.rowid = c.number)",
    "+c.number IN (SELECT f.rowid FROM claim_fts AS f WHERE f.claim_fts MATCH :words AND +f.rowid IN ("
    f"SELECT e.number FROM {_EARLY} CROSS JOIN claim AS e ON e.article_id = a.id))",
)
_NAMED = "SELECT 1 FROM speaker_fts WHERE speaker_fts MATCH :speaker LIMIT :few"
_CHEAP = {*OF_ARTICLES, "speaker", "identity", "kind", "orphans", "rejected", "min_confidence", "limit", "offset"}


def early(catalog: Catalog, kept: Kept, question: Question) -> str | None:
    """The ids of the page asked for, as a JSON list; None if it is not found among the earliest articles.

    The page is the one that all rows in order would have: its rows are those of the earliest articles that meet what is
    asked of articles, and there are enough of them.
    """
    asked = {name: value for name, value in question.items() if value is not None}
    offset, limit = question.get("offset", 0), question.get("limit")
    if limit is None or not 0 < offset + limit <= ROWS or not asked.keys() <= _CHEAP:
        return None
    first, _ = where(catalog, OF_ARTICLES, _of_articles(question))
    having, tries = "", [ARTICLES]
    words = question.get("words")
    if words and not blank(words):
        count, articles = next(catalog.query(kept.count, {"words": match(words), "many": MANY}))
        if count < FEW:
            return None
        having = kept.common if count == MANY else kept.rare.format(early=first)
        tries = [math.ceil(times * (offset + limit) * articles / count) for times in TRIES]
    condition, values = where(catalog, dict(kept.conditions) | {"words": having, "speaker": IS_NAMED}, question)
    if "speaker" in values and len(list(catalog.query(_NAMED, values | {"few": FEW_SPEAKERS}))) < FEW_SPEAKERS:
        return None
    sizes = values | {"most": offset + limit}
    for articles in tries:
        found = catalog.query(kept.rows.format(condition, early=first), sizes | {"articles": articles})
        ids = [row["id"] for row in found]
        if len(ids) == offset + limit:
            return json.dumps(ids[offset:])
    return None


def _of_articles(question: Question) -> Question:
    """What is asked of the articles themselves; the words are asked of the rows in them."""
    kept: Any = {name: value for name, value in question.items() if name in OF_ARTICLES and name != "words"}
    found: Question = kept
    return found
