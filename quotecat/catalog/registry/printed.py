"""What the catalog has printed of a speaker: in one article, or of an entry of the registry in its latest articles."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import replace

from quotecat.across.fold import words
from quotecat.across.identity import Printed

LATEST = 6  # of so many articles that an entry is linked in, the latest added, the roles and the company are looked at
NAMES = 20  # of so many names of an entry those printed most are compared
EVERYWHERE = 40  # a name that so many articles have tells nothing of who stands beside it


def called(connection: sqlite3.Connection, identity_id: str, kind: str) -> Printed:
    """The names alone that an entry of the registry is printed with, the most printed first; none given by hand."""
    return Printed(tuple(row[0] for row in connection.execute(_NAMES, (identity_id, NAMES))), kind)


def printed_in(connection: sqlite3.Connection, speaker_id: str, name: str, kind: str) -> Printed:
    """What its article prints of a speaker; names that everywhere stand beside are no company."""
    return _with(connection, Printed((name,), kind), [speaker_id], _RARE_BESIDE)


def known_as(connection: sqlite3.Connection, identity_id: str, names: Printed) -> Printed:
    """What the latest articles print of an entry and of those merged into it, beside the names that it is `called`."""
    merged = [row[0] for row in connection.execute(_MERGED, (identity_id,))]
    speakers = [row[0] for id in merged for row in connection.execute(_LATEST, (id, LATEST))]
    return _with(connection, names, speakers, _BESIDE)


def _with(connection: sqlite3.Connection, named: Printed, speakers: Sequence[str], company: str) -> Printed:
    own = {" ".join(words(name)) for name in named.names}
    described, outlets, beside = dict[str, None](), list[tuple[str | None, str | None]](), set[str]()
    for speaker in speakers:
        described |= {row[0]: None for row in connection.execute(_DESCRIBED, (speaker,))}
        article = connection.execute(_ARTICLE, (speaker,)).fetchone()
        outlets.append((article["outlet"], article["published"]))
        beside |= {row[0] for row in connection.execute(company, {"article": article["id"], "most": EVERYWHERE})}
    return replace(named, described=tuple(described), outlets=tuple(outlets), beside=frozenset(beside - own))


_NAMES = """
SELECT name FROM identity_name WHERE identity_id = ? AND NOT by_hand
ORDER BY instr(key, ' ') = 0, articles DESC, name LIMIT ?
"""
_MERGED = "SELECT id FROM identity WHERE master_id = ?"
_LATEST = "SELECT speaker_id FROM identification WHERE identity_id = ? ORDER BY rowid DESC LIMIT ?"
_DESCRIBED = "SELECT text FROM description WHERE speaker_id = ?"
_ARTICLE = """
SELECT a.id, a.outlet, a.published FROM speaker AS s JOIN article AS a ON a.id = s.article_id WHERE s.id = ?
"""
_BESIDE = "SELECT key FROM article_name WHERE article_id = :article"
_RARE_BESIDE = """
SELECT n.key FROM article_name AS n WHERE n.article_id = :article AND :most > (
  SELECT count(*) FROM (SELECT 1 FROM article_name AS o WHERE o.key = n.key LIMIT :most)
)
"""
