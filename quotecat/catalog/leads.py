"""Leads: claims of other articles about the same thing as a claim, set side by side with it."""

from __future__ import annotations

import json
import math
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Unpack

from quotecat.across.fold import words
from quotecat.across.lead import LeadKind, Stated, compare, telling
from quotecat.catalog.catalog import Catalog
from quotecat.catalog.question import OF_CLAIMS, ORDER, Question, where
from quotecat.catalog.recall import having
from quotecat.catalog.words import match

COMMON = 400  # a word that more claims have finds no lead
SOUGHT = 8  # words of a claim by which others are sought, the rarest
KEPT = 50_000  # claims whose words, names and figures are kept in memory
COMPARED = 60  # claims that are compared with one, those that share most of these

_CLAIMS = """
SELECT c.number, c.id, coalesce(c.standalone, c.text) AS text, c.polarity, c.predicate_text, c.object_text,
  c.article_id, a.outlet, a.published, a.name AS article,
  coalesce((SELECT identity FROM identified WHERE speaker_id = c.claimant_id LIMIT 1), s.name) AS claimant,
  (SELECT json_group_array(DISTINCT name) FROM claim_entity WHERE claim_id = c.id AND type <> 'date') AS names,
  (SELECT json_group_array(json_array(low, high, unit)) FROM claim_quantity WHERE claim_id = c.id) AS figures
FROM claim AS c JOIN article AS a ON a.id = c.article_id LEFT JOIN speaker AS s ON s.id = c.claimant_id
"""
_IN_ORDER = f"ORDER BY {ORDER}, c.start, c.id LIMIT :limit OFFSET :offset"
_AMONG = "WHERE c.number IN (SELECT value FROM json_each(:numbers))"


@dataclass(frozen=True, slots=True)
class LeadRow:
    """Two claims about the same thing: a lead to check, never a verdict. The first is the earlier one."""

    lead: LeadKind
    alike: float
    claim: str
    claimant: str | None
    outlet: str | None
    published: str | None
    article: str
    other: str
    other_claimant: str | None
    other_outlet: str | None
    other_published: str | None
    other_article: str
    shared: str
    claim_id: str
    other_id: str


class _Lexicon:
    """Which claims have a word, as far as it is not common, and how much it tells; and what claims say.

    Each word and each claim is looked up once, as long as there is room for it.
    """

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog
        self.total = int(next(catalog.query("SELECT count(*) FROM claim"))[0])
        self.having = dict[str, list[int]]()
        self.weights = dict[str, float]()
        self.known = dict[int, tuple[sqlite3.Row, Stated]]()

    def look_up(self, printed: str) -> list[str]:
        """The telling words of what is printed, all of which are known after."""
        found = {word: stems for word in printed.split() if (stems := telling(word))}
        for word in (word for word in found if word not in self.having):
            rows = self.having[word] = having(self.catalog, "claim", match(word), COMMON + 1)
            weight = math.log(self.total / max(len(rows), 1))
            for stem in found[word]:
                self.weights[stem] = min(weight, self.weights.get(stem, weight))
        return list(found)

    def stated(self, numbers: Sequence[int]) -> list[tuple[sqlite3.Row, Stated]]:
        """The claims of these numbers, and what they say, in this order; their words are known after."""
        if len(self.known) > KEPT:
            self.known.clear()
        missing = str([number for number in numbers if number not in self.known])
        for row in self.catalog.query(f"{_CLAIMS} {_AMONG}", {"numbers": missing}):
            self.known[row["number"]] = row, _stated(row)
            self.look_up(row["text"])
        return [self.known[number] for number in numbers]


def leads(catalog: Catalog, **question: Unpack[Question]) -> Iterator[LeadRow]:
    """The leads from each claim that meets what is asked, see `lookup.claims`; each pair once, in the claims' order."""
    seen, lexicon = set[tuple[str, str]](), _Lexicon(catalog)
    most = question.pop("limit", None)
    condition, values = where(catalog, OF_CLAIMS, question)
    for claim in catalog.query(f"{_CLAIMS} WHERE {condition} {_IN_ORDER}", values):
        for lead in _of_claim(claim, lexicon):
            if most is not None and len(seen) >= most:
                return
            if (lead.claim_id, lead.other_id) not in seen:
                seen.add((lead.claim_id, lead.other_id))
                yield lead


def _of_claim(own: sqlite3.Row, lexicon: _Lexicon) -> list[LeadRow]:
    """The leads from one claim, the likest first; none where it names nobody."""
    said = _stated(own)
    if not said.names:
        return []
    shares = dict[int, float]()
    seeking = [w for w in lexicon.look_up(own["text"]) if 1 < len(lexicon.having[w]) <= COMMON]
    for word in sorted(seeking, key=lambda w: (len(lexicon.having[w]), w))[:SOUGHT]:
        for number in lexicon.having[word]:
            shares[number] = shares.get(number, 0.0) + math.log(lexicon.total / len(lexicon.having[word]))
    likely = sorted((n for n in shares if n != own["number"]), key=lambda n: (-shares[n], n))[:COMPARED]
    made = []
    for other, stated in lexicon.stated(likely):
        lead = compare(said, stated, lexicon.weights) if other["article_id"] != own["article_id"] else None
        made += [_row(own, other, lead.kind, lead.alike, lead.shared)] if lead else []
    return sorted(made, key=lambda lead: (-lead.alike, lead.claim_id, lead.other_id))


def _stated(row: sqlite3.Row) -> Stated:
    names = {" ".join(words(name)) for name in json.loads(row["names"])} - {""}
    figures = tuple((low, high, unit) for low, high, unit in json.loads(row["figures"]))
    said = telling(row["text"], names)
    return Stated(said, frozenset(names), figures, _denied(row, said, names), row["claimant"] or "")


def _denied(row: sqlite3.Row, said: frozenset[str], names: set[str]) -> frozenset[str]:
    """What a claim denies: a negated one its predicate and object, one that is denied all that it says."""
    if row["polarity"] not in ("negated", "denied"):
        return frozenset()
    core = telling(f"{row['predicate_text'] or ''} {row['object_text'] or ''}", names) & said
    return core if core and row["polarity"] == "negated" else said


def _row(one: sqlite3.Row, two: sqlite3.Row, kind: LeadKind, alike: float, shared: tuple[str, ...]) -> LeadRow:
    first, then = sorted((one, two), key=lambda row: (row["published"] or "9", row["id"]))
    return LeadRow(
        kind, alike, first["text"], first["claimant"], first["outlet"], first["published"],
        first["article"], then["text"], then["claimant"], then["outlet"], then["published"],
        then["article"], " ".join(shared), first["id"], then["id"],
    )  # fmt: skip
