"""Families kept up to date: what an article's quotations have in common with those that are there.

The work for one quotation is bounded, however large the catalog: of quotations that share a run of words the `LATEST`
are looked at, and the `COMPARED` that share most are compared.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable
from hashlib import blake2b
from itertools import chain

from quotecat.across.fingerprint import SHORT, fingerprint
from quotecat.across.saying import Saying
from quotecat.across.variant import compare, fuller, near
from quotecat.across.wording import Wording
from quotecat.catalog.families.settle import settle

LATEST = 50
"""How many quotations, those added last, are looked at of all that share one run of words."""
RANKED = 48
"""How many of those are ranked, by what share of their words they have in common."""
COMPARED = 16
"""How many are compared word by word."""
SHARED = 0.25
"""The least share of the smaller fingerprint that the other has too."""
SMALL = 8
"""Of how small a fingerprint any one hash will do, if not too many share it or one of the two is brief."""
CONTEXT = 10
"""How many words around a quotation tell whether it is a copy; with fewer it is taken for a telling of its own."""

_SAYINGS = """
SELECT q.number, q.text, s.name, s.kind, a.published, q.article_id, q.start, q."end"
FROM quotation AS q JOIN article AS a ON a.id = q.article_id LEFT JOIN speaker AS s ON s.id = q.speaker_id
"""
_CONTEXTS = """
SELECT number, article_id, coalesce(before_start, sentence_start), coalesce(after_end, sentence_end),
  min(paragraph_start, coalesce(before_start, sentence_start)), max(paragraph_end, coalesce(after_end, sentence_end))
FROM quotation WHERE article_id = ? AND review IS NOT 'rejected'
"""
_WITH_ANY = "SELECT number FROM fingerprint WHERE hash = ? ORDER BY number DESC LIMIT ?"
_LENGTHS = "SELECT number, words, fingerprints FROM wording WHERE number IN (SELECT value FROM json_each(?))"
_NEIGHBOURS = """
SELECT v.longer FROM variant AS v JOIN quotation AS q ON q.number = v.shorter WHERE q.article_id = :article
UNION SELECT v.shorter FROM variant AS v JOIN quotation AS q ON q.number = v.longer WHERE q.article_id = :article
UNION SELECT other.number FROM quotation AS q JOIN family_member AS f ON f.number = q.number
  JOIN family_member AS other ON other.family_id = f.family_id WHERE q.article_id = :article
"""


def relate(connection: sqlite3.Connection, article_id: str, left: Collection[int] = ()) -> None:
    """Find what the quotations of an article that is stored have in common with all others, and their families.

    `left` are the numbers of quotations that `neighbours` gave before an earlier version of the article was deleted.
    To be called in a transaction; calling it again changes nothing.
    """
    entering = dict(_sayings(connection, "WHERE q.article_id = ? AND q.review IS NOT 'rejected'", article_id))
    _enter(connection, article_id, entering)
    pairs: dict[tuple[int, int], tuple[str, str, str]] = {}
    for number, said in entering.items():
        found = {other: shared for other, shared in candidates(connection, said.wording) if other != number}
        for other, saying in _sayings(connection, "WHERE q.number IN (SELECT value FROM json_each(?))", _list(found)):
            if (found[other] > 1 or near(said, saying)) and (variant := compare(said, saying)):
                pair = (other, number) if fuller(said, saying) else (number, other)
                pairs[pair] = variant.relation.kind, variant.bond, "; ".join(variant.relation.flags)
    connection.executemany(
        "INSERT OR REPLACE INTO variant (shorter, longer, kind, bond, flags) VALUES (?, ?, ?, ?, ?)",
        [(*pair, *row) for pair, row in sorted(pairs.items())],
    )
    settle(connection, {number for pair in pairs for number in pair} | set(left) | entering.keys())


def neighbours(connection: sqlite3.Connection, article_id: str) -> set[int]:
    """The numbers of the quotations that have one of this article in their family or beside them: ask before deleting
    it, and give them to `relate` or `settle` after."""
    return {row[0] for row in connection.execute(_NEIGHBOURS, {"article": article_id})}


def forget(connection: sqlite3.Connection, number: int) -> None:
    """Take a quotation out of all families before its words or its speaker change; `relate` puts it in again."""
    for table in ("wording", "fingerprint", "family_member"):
        connection.execute(f"DELETE FROM {table} WHERE number = ?", (number,))
    connection.execute("DELETE FROM variant WHERE shorter = ?1 OR longer = ?1", (number,))


def candidates(connection: sqlite3.Connection, said: Wording, most: int = COMPARED) -> list[tuple[int, int]]:
    """The quotations that have most of these words in the same runs, by number, with how many hashes they share;
    the best first. Similar is not the same: `compare` decides."""
    keys = fingerprint(said)
    found = [[row[0] for row in connection.execute(_WITH_ANY, (key, LATEST))] for key in sorted(keys)]
    found.sort(key=len)  # of those that share as many, the ones come first that share what is rarest
    shared = dict(Counter(chain.from_iterable(found)).most_common(RANKED))
    brief = len(said.words) <= SHORT
    rare = {number for numbers in found if len(numbers) < LATEST for number in numbers}
    ranked = []
    for number, words, hashes in connection.execute(_LENGTHS, (_list(shared),)):
        least = min(hashes, len(keys))
        small = least <= SMALL and (shared[number] > 1 or number in rare)
        if small or brief or words <= SHORT or shared[number] >= max(SHARED * least, 2):
            ranked.append((-shared[number] / least, -shared[number], number))
    return [(number, -count) for _, count, number in sorted(ranked)[:most]]


def _enter(connection: sqlite3.Connection, article_id: str, entering: dict[int, Saying]) -> None:
    text = connection.execute("SELECT text FROM article WHERE id = ?", (article_id,)).fetchone()
    prints = {number: fingerprint(said.wording) for number, said in entering.items()}
    tellings = {
        number: _telling(article, len(_plain(entering[number].words)), text[0][start:end], text[0][first:last])
        for number, article, start, end, first, last in connection.execute(_CONTEXTS, (article_id,))
    }
    connection.executemany(
        "INSERT OR REPLACE INTO wording (number, words, fingerprints, telling) VALUES (?, ?, ?, ?)",
        [(n, len(said.wording.words), len(prints[n]), tellings[n]) for n, said in entering.items()],
    )
    connection.executemany(
        "INSERT OR IGNORE INTO fingerprint (hash, number) VALUES (?, ?)",
        sorted((key, number) for number, keys in prints.items() for key in keys),
    )


def _telling(article: str, words: int, sentences: str, paragraph: str) -> int:
    """The hash of the words around a quotation, or where there are too few to tell, of its article."""
    around = next((w for w in map(_plain, (sentences, paragraph)) if len(w) - words >= CONTEXT), [article])
    return int.from_bytes(blake2b(" ".join(around).encode(), digest_size=6).digest())


def _plain(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _sayings(connection: sqlite3.Connection, which: str, value: str) -> Iterable[tuple[int, Saying]]:
    return [(row[0], Saying(*row[1:])) for row in connection.execute(f"{_SAYINGS} {which}", (value,))]


def _list(numbers: Iterable[int]) -> str:
    return json.dumps(list(numbers))
