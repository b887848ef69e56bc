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
from quotecat.catalog.question import IS_NAMED, OF_ARTICLES, OF_CLAIMS, OF_QUOTATIONS, ORDER, Question, all_of, where

ROWS = 100  # a page that ends behind so many is not looked for among them
ARTICLES = 500  # so many are read first, if nothing tells how many are enough
FEW = 5_000  # so many rows are put in order in less time than the first articles take
FEW_SPEAKERS = 500  # those of so many articles' speakers, too
MANY = 100_000  # words that so many rows have are asked of one row after the other, which soon fills a page
TRIES = (1.5, 6)  # times as many articles are read first as would hold a page if its words were spread evenly

_EARLY = f"""(
  SELECT a.id, a.name, a.outlet, a.published FROM article AS a WHERE {{early}} ORDER BY {ORDER} LIMIT :articles
) AS a"""


@dataclass(frozen=True, slots=True)
class Kept:
    """A kind of row that is asked for: its table, the column that names who speaks, and what can be asked of it."""

    table: str
    who: str
    conditions: Mapping[str, str]

    @property
    def letter(self) -> str:
        """What the table is called in conditions."""
        return self.table[0]

    def among_all(self) -> str:
        """The ids of one page of all rows that meet `{}`."""
        row = self.letter
        return self._ids(f"{self.table} AS {row} JOIN article AS a ON a.id = {row}.article_id")

    def among_early(self) -> str:
        """The ids of one page of the rows that meet `{}` in the first articles that meet `{early}`."""
        row = self.letter
        return self._ids(f"{_EARLY} CROSS JOIN {self.table} AS {row} ON {row}.article_id = a.id")

    def _ids(self, rows: str) -> str:
        row = self.letter
        return (
            f"SELECT {row}.id FROM {rows} LEFT JOIN speaker AS s ON s.id = {row}.{self.who} "
            f"WHERE {{}} ORDER BY {ORDER}, {row}.start, {row}.id LIMIT :limit OFFSET :offset"
        )

    def count(self) -> str:
        """How many rows have the words, counted up to `:many`, and how many articles there are, more or less."""
        having = f"SELECT 1 FROM {self.table}_fts WHERE {self.table}_fts MATCH :words LIMIT :many"
        return f"SELECT count(*), (SELECT max(number) FROM article) FROM ({having})"

    def common(self) -> str:
        """The condition that a row has the words, asked of one row after the other."""
        having = f"SELECT 1 FROM {self.table}_fts AS f WHERE f.{self.table}_fts MATCH :words"
        return f"EXISTS ({having} AND f.rowid = {self.letter}.number)"

    def rare(self) -> str:
        """The same, asked at once of all rows of the first articles that meet `{early}`."""
        there = f"SELECT e.number FROM {_EARLY} CROSS JOIN {self.table} AS e ON e.article_id = a.id"
        having = f"SELECT f.rowid FROM {self.table}_fts AS f WHERE f.{self.table}_fts MATCH :words"
        return f"+{self.letter}.number IN ({having} AND +f.rowid IN ({there}))"


QUOTATIONS = Kept("quotation", "speaker_id", OF_QUOTATIONS)
CLAIMS = Kept("claim", "claimant_id", OF_CLAIMS)
_NAMED = "SELECT 1 FROM speaker_fts WHERE speaker_fts MATCH :speaker LIMIT :few"
_OF_ROWS = {"words", "speaker", "identity", "kind", "orphans", "rejected", "min_confidence"}
_CHEAP = _OF_ROWS | OF_ARTICLES.keys() | {"limit", "offset"}


def page(catalog: Catalog, kept: Kept, question: Question) -> tuple[str, dict[str, Any]]:
    """A SELECT of the ids of the rows asked for, and the values for its :names."""
    condition, values = where(catalog, kept.conditions, question)
    found = early(catalog, kept, values)
    if found is not None:
        return "SELECT value FROM json_each(:page)", {"page": json.dumps(found)}
    return kept.among_all().format(condition), values


def early(catalog: Catalog, kept: Kept, values: Mapping[str, Any]) -> list[str] | None:
    """The ids of the page that `values` (see `where`) ask for; None if the earliest articles do not tell.

    The page is the one that all rows in order would have: its rows are those of the earliest articles that meet what is
    asked of articles, and there are enough of them.
    """
    end = values["offset"] + values["limit"]
    if values["limit"] < 0 or not 0 < end <= ROWS or not values.keys() <= _CHEAP:
        return None
    first = all_of(OF_ARTICLES, values.keys() & (OF_ARTICLES.keys() - _OF_ROWS))
    having, tries = "", [ARTICLES]
    if "words" in values:
        count, articles = next(catalog.query(kept.count(), {**values, "many": MANY}))
        if count < FEW:
            return None
        having = kept.common() if count == MANY else kept.rare().format(early=first)
        tries = [math.ceil(times * end * articles / count) for times in TRIES]
    if "speaker" in values and len(list(catalog.query(_NAMED, {**values, "few": FEW_SPEAKERS}))) < FEW_SPEAKERS:
        return None
    conditions = {**kept.conditions, "words": having, "speaker": IS_NAMED}
    condition = all_of(conditions, values.keys() & conditions.keys())
    for articles in tries:
        of_few = {**values, "limit": end, "offset": 0, "articles": articles}
        ids = [row["id"] for row in catalog.query(kept.among_early().format(condition, early=first), of_few)]
        if len(ids) == end:
            return ids[values["offset"] :]
    return None
