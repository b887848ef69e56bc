"""What people decide about the registry: merge, split, apart, rename, alias; each can be taken back.

A decision is kept by content, not by row: an entry's id is made from the speaker that founded it, a speaker's from its
article's text and its name. So it holds when articles are extracted again, or are removed and come back.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from quotecat.across.organisation import key as organisation_key
from quotecat.across.person import PersonName
from quotecat.catalog.clock import now
from quotecat.catalog.schema.decision_words import Action

Deed = tuple[str, str | None, str | None, str | None]
"""What a decision is about: the entry, the other entry, the speaker, the name."""


def record(connection: sqlite3.Connection, action: Action, deeds: Iterable[Deed]) -> int:
    """Put a decision on record; its step."""
    step = connection.execute("SELECT coalesce(max(step), 0) + 1 FROM decision").fetchone()[0]
    rows = [(step, number, now(), action, *deed) for number, deed in enumerate(deeds, 1)]
    connection.executemany("INSERT INTO decision VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0)", rows)
    return int(step)


def decided(connection: sqlite3.Connection, speaker_id: str) -> str | None:
    """The entry that a person put this speaker in, if one did."""
    row = connection.execute(
        "SELECT other_id FROM decision WHERE speaker_id = ? AND action = 'split' AND NOT undone ORDER BY step DESC",
        (speaker_id,),
    ).fetchone()
    return None if row is None else str(row[0])


def blocked(connection: sqlite3.Connection, one: str, other: str) -> bool:
    """Whether a person decided that two entries are two."""
    sql = "SELECT 1 FROM decision WHERE action = 'apart' AND NOT undone AND identity_id = ? AND other_id = ?"
    return any(connection.execute(sql, pair).fetchone() for pair in ((one, other), (other, one)))


def reapply(connection: sqlite3.Connection, identity_id: str) -> None:
    """Make an entry what the decisions that hold say of it: whom it is merged into, its name, its aliases."""
    named = connection.execute(_NAMED, ("rename", identity_id)).fetchall()
    if named:
        set_name = "UPDATE identity SET name = ?, named_by_hand = 1 WHERE id = ?"
        connection.execute(set_name, (named[-1]["name"], identity_id))
    else:
        connection.execute("UPDATE identity SET named_by_hand = 0 WHERE id = ?", (identity_id,))
        connection.execute(CALLED, {"identity": identity_id})
    for row in connection.execute(_NAMED, ("alias", identity_id)).fetchall():
        key, family = keys(row["name"], row["kind"])
        connection.execute(_ALIAS, (identity_id, row["name"], key, family))
    _merge_all(connection)


def keys(name: str, kind: str) -> tuple[str, str]:
    """A name as it is looked up: all of it folded, and the family name."""
    if kind == "person":
        person = PersonName.of(name)
        return person.key, person.family
    return organisation_key(name), organisation_key(name)


def _merge_all(connection: sqlite3.Connection) -> None:
    """Work out all merges that hold anew, in their order; there are as many as people made."""
    connection.execute("UPDATE identity SET master_id = id WHERE master_id <> id")
    holding = "SELECT identity_id, other_id FROM decision WHERE action = 'merge' AND NOT undone ORDER BY step, number"
    for kept, other in connection.execute(holding).fetchall():
        connection.execute(_MERGE, {"kept": kept, "other": other})


CALLED = """
UPDATE identity SET name = coalesce(
  (SELECT name FROM identity_name WHERE identity_id = :identity AND articles
   ORDER BY instr(key, ' ') = 0, articles DESC, length(name) DESC, name LIMIT 1), name)
WHERE id = :identity AND NOT named_by_hand
"""
"""An entry is called what it is printed as most, by more than one word if it can be, unless a person named it."""

_NAMED = """
SELECT d.name, i.kind FROM decision AS d JOIN identity AS i ON i.id = d.identity_id
WHERE d.action = ? AND NOT d.undone AND d.identity_id = ? ORDER BY d.step
"""
_ALIAS = """
INSERT INTO identity_name (identity_id, name, key, family, articles, by_hand) VALUES (?, ?, ?, ?, 0, 1)
ON CONFLICT (identity_id, name) DO UPDATE SET by_hand = 1
"""
_MERGE = """
UPDATE identity SET master_id = (SELECT master_id FROM identity WHERE id = :kept)
WHERE master_id = (SELECT master_id FROM identity WHERE id = :other)
  AND EXISTS (SELECT 1 FROM identity WHERE id = :kept)
"""
