"""Quotations and claims found by remembered words, also by a misquotation: the rarest words find, their order ranks.

However large the catalog, so many rows are looked at: a word that too many have finds nothing by itself.
"""

from __future__ import annotations

import math
from collections import Counter
from typing import Literal

from quotecat.across.likeness import likeness
from quotecat.catalog.catalog import Catalog
from quotecat.catalog.words import match

Recalled = Literal["quotation", "claim"]

COMMON = 1_500  # a word that more rows have is common
SOUGHT = 10  # words by which rows are sought, the rarest
RANKED = 60  # rows that are compared word by word
LEAST = 0.6  # how like the remembered words a row must be, 0 to 1

_HAVING = {
    "quotation": "SELECT rowid FROM quotation_fts WHERE quotation_fts MATCH :word LIMIT :most",
    "claim": "SELECT rowid FROM claim_fts WHERE claim_fts MATCH :word LIMIT :most",
}
_TEXTS = {
    "quotation": "SELECT number, id, text FROM quotation WHERE number IN (SELECT value FROM json_each(:numbers))",
    "claim": "SELECT number, id, text FROM claim WHERE number IN (SELECT value FROM json_each(:numbers))",
}


def recall(catalog: Catalog, what: Recalled, typed: str) -> list[tuple[str, float]]:
    """The ids of the quotations or claims most like what was typed, each with its likeness, the likest first."""
    found = sorted(_candidates(catalog, what, typed).items(), key=lambda f: (-f[1], f[0]))[:RANKED]
    numbers = str([number for number, _ in found])
    ranked = [
        (row["id"], round(likeness(typed, row["text"]), 3)) for row in catalog.query(_TEXTS[what], {"numbers": numbers})
    ]
    return sorted((r for r in ranked if r[1] >= LEAST), key=lambda r: (-r[1], r[0]))


def _candidates(catalog: Catalog, what: Recalled, typed: str) -> dict[int, float]:
    """Rows by how much the typed words weigh that they have; rows that have all come too, if all words are common."""
    words = list(dict.fromkeys(match(word) for word in typed.replace("\0", " ").split()))
    rows = {word: having(catalog, what, word) for word in words if word.strip('"')}
    rare = sorted((word for word in rows if 0 < len(rows[word]) <= COMMON), key=lambda w: len(rows[w]))[:SOUGHT]
    weighed = Counter[int]()
    for word in rare:
        for number in rows[word]:
            weighed[number] += math.log(2 + COMMON / len(rows[word]))  # type: ignore[assignment]
    if len(rare) < 2 and rows:
        for number in having(catalog, what, " ".join(rows)):
            weighed[number] += 1
    return dict(weighed)


def having(catalog: Catalog, what: Recalled, expression: str, most: int = COMMON + 1) -> list[int]:
    """The numbers of the quotations or claims that an FTS5 expression finds, `most` of them at most."""
    return [row[0] for row in catalog.query(_HAVING[what], {"word": expression, "most": most})]
