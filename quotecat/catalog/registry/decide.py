"""What a person can decide about the registry, each on record and reversible: who is whom, and what they are called."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from quotecat.catalog.catalog import Catalog
from quotecat.catalog.registry.answers import DecisionRow, PrintedName, ProposalRow
from quotecat.catalog.registry.decisions import keys, reapply, record
from quotecat.catalog.registry.link import Newcomer, enter, found, place, withdraw
from quotecat.catalog.review.verdict import spelt
from quotecat.errors import UsageError
from quotecat.text.article import content_id


def entry(catalog: Catalog, key: str) -> tuple[str, str]:
    """The id and the name of the entry of this id, start of an id or name; of what it was merged into, if it was.

    Raises:
        UsageError: if there is none, or more than one.
    """
    ways = (_BY_ID, _BEGINS, _CALLED) if key.startswith("i_") else (_CALLED,)
    found = next((rows for sql in ways if (rows := {row["id"]: row for row in catalog.query(sql, {"key": key})})), {})
    if not found:
        raise UsageError(
            f"nobody in {catalog.path} is {key!r}: give a name or an id as `quotecat speakers` prints them"
        )
    if len(found) > 1:
        choices = ", ".join(f"{id} ({row['name']}, {row['articles']} articles)" for id, row in list(found.items())[:8])
        raise UsageError(f"{key!r} is more than one: {choices}; give the id")
    row = next(iter(found.values()))
    return str(row["id"]), str(row["name"])


def merge(catalog: Catalog, kept: str, others: Sequence[str]) -> int:
    """Make `others` one with the entry `kept`; the step to undo it by.

    Raises:
        UsageError: if one of them is the entry itself.
    """
    if kept in others:
        raise UsageError(f"{kept} is merged into it already")
    with catalog.writing():
        step = record(catalog.connection, "merge", [(kept, other, None, None) for other in others])
        reapply(catalog.connection, kept)
    return step


def split(catalog: Catalog, id: str, articles: Sequence[str]) -> int:
    """Take an entry's speakers in these articles (ids) out of it, into an entry of their own; the step to undo it by.

    Raises:
        UsageError: if it speaks in none of them.
    """
    connection = catalog.connection
    with catalog.writing():
        moved = [row for article in articles for row in connection.execute(_OF_ARTICLE, (id, article)).fetchall()]
        if not moved:
            raise UsageError(f"{id} does not speak in {', '.join(articles)}: see `quotecat speakers show {id}`")
        apart = content_id("i", moved[0]["speaker_id"], moved[0]["number"])
        step = record(connection, "split", [(row["identity_id"], apart, row["speaker_id"], None) for row in moved])
        for row in moved:
            withdraw(connection, row["speaker_id"], row["number"])
            place(connection, _newcomer(row))
    return step


def keep_apart(catalog: Catalog, one: str, other: str) -> int:
    """Decide that two entries are two, so that it is not proposed again; the step to undo it by."""
    with catalog.writing():
        entries = [
            (mine["id"], theirs["id"], None, None)
            for mine in catalog.connection.execute(_MEMBERS, (one,)).fetchall()
            for theirs in catalog.connection.execute(_MEMBERS, (other,)).fetchall()
        ]
        step = record(catalog.connection, "apart", entries)
        _reject(catalog.connection)
    return step


def rename(catalog: Catalog, id: str, name: str) -> int:
    """Call an entry by another name; what its articles print stays; the step to undo it by.

    Raises:
        UsageError: if the name is blank or no UTF-8.
    """
    with catalog.writing():
        step = record(catalog.connection, "rename", [(id, None, None, _name(name))])
        reapply(catalog.connection, id)
    return step


def alias(catalog: Catalog, id: str, name: str) -> int:
    """Add a name by which later articles mean this entry; the step to undo it by.

    Raises:
        UsageError: if the name is blank or no UTF-8.
    """
    with catalog.writing():
        step = record(catalog.connection, "alias", [(id, None, None, _name(name))])
        reapply(catalog.connection, id)
    return step


def undo(catalog: Catalog, step: int | None = None) -> int:
    """Take a decision back, the last one that holds if none is named; its step.

    Raises:
        UsageError: if there is no such decision, or it was taken back already.
    """
    connection = catalog.connection
    with catalog.writing():
        if step is None:
            step = connection.execute("SELECT max(step) FROM decision WHERE NOT undone").fetchone()[0]
        deeds = connection.execute("SELECT * FROM decision WHERE step = ? AND NOT undone", (step,)).fetchall()
        if not deeds:
            raise UsageError("nothing to undo" if step is None else f"there is no decision {step} that holds")
        connection.execute("UPDATE decision SET undone = 1 WHERE step = ?", (step,))
        for deed in deeds:
            if deed["action"] == "alias":
                connection.execute(_NO_ALIAS, (deed["identity_id"], deed["name"]))
                connection.execute("DELETE FROM identity_name WHERE NOT by_hand AND articles < 1")
            elif deed["action"] == "split":
                _put_back(connection, deed)
            reapply(connection, deed["identity_id"])
        _reject(connection)
    return int(step)


def history(catalog: Catalog) -> list[DecisionRow]:
    """All decisions, the first first, also those taken back."""
    return [DecisionRow(**row) for row in catalog.query(_HISTORY)]


def proposals(catalog: Catalog, limit: int | None = None) -> list[ProposalRow]:
    """Who may be whom, the likeliest first."""
    found = catalog.query("SELECT * FROM open_proposals LIMIT :limit", {"limit": -1 if limit is None else limit})
    return [ProposalRow(**row) for row in found]


def printed(catalog: Catalog, id: str) -> list[PrintedName]:
    """Every name, title and role of an entry, where and when it was printed."""
    return [PrintedName(**row) for row in catalog.query(_PRINTED, {"id": id})]


def _put_back(connection: sqlite3.Connection, deed: sqlite3.Row) -> None:
    """A speaker that was split off goes back where it was."""
    for row in connection.execute(_PLACED, (deed["speaker_id"], deed["other_id"])).fetchall():
        withdraw(connection, row["speaker_id"], row["number"])
        found(connection, deed["identity_id"], _newcomer(row))
        enter(connection, _newcomer(row), deed["identity_id"], "by hand", ("put back",))


def _reject(connection: sqlite3.Connection) -> None:
    """Mark the proposals that a person rejected, and no others."""
    connection.execute(_REJECTED)


def _newcomer(row: sqlite3.Row) -> Newcomer:
    return Newcomer(row["speaker_id"], row["number"], row["kind"], row["name"])


def _name(name: str) -> str:
    plain = spelt(name)
    if plain is None or not any(keys(plain, "person")):
        raise UsageError("a name needs a letter or two")
    return plain


_COUNT = (
    "(SELECT count(*) FROM identification AS d JOIN identity AS j ON j.id = d.identity_id WHERE j.master_id = m.id)"
)
_ENTRY = f"""
SELECT DISTINCT m.id, m.name, {_COUNT} AS articles FROM identity AS i JOIN identity AS m ON m.id = i.master_id
"""
_BY_ID = f"{_ENTRY} WHERE i.id = :key"
_BEGINS = f"{_ENTRY} WHERE i.id > :key AND i.id < :key || '~' LIMIT 9"
_CALLED = f"""{_ENTRY} WHERE i.name = :key COLLATE NOCASE OR i.id IN (
  SELECT identity_id FROM identity_name WHERE name = :key COLLATE NOCASE
) ORDER BY articles DESC, m.id"""
_MEMBERS = "SELECT id FROM identity WHERE master_id = ? ORDER BY id"
_OF_ARTICLE = """
SELECT d.*, i.kind FROM identification AS d JOIN identity AS i ON i.id = d.identity_id
JOIN speaker AS s ON s.id = d.speaker_id WHERE i.master_id = ? AND s.article_id = ?
"""
_PLACED = """
SELECT d.*, i.kind FROM identification AS d JOIN identity AS i ON i.id = d.identity_id
WHERE d.speaker_id = ? AND d.identity_id = ?
"""
_NO_ALIAS = "UPDATE identity_name SET by_hand = 0 WHERE identity_id = ? AND name = ?"
_REJECTED = """
UPDATE proposal SET rejected = EXISTS (
  SELECT 1 FROM decision AS d WHERE d.action = 'apart' AND NOT d.undone AND (
    (d.identity_id = proposal.identity_id AND d.other_id = proposal.other_id)
    OR (d.identity_id = proposal.other_id AND d.other_id = proposal.identity_id)
  )
)
"""
_HISTORY = """
SELECT d.step, d.at, d.action, i.name AS speaker, o.name AS other, a.name AS article, d.name, d.undone,
  d.identity_id, d.other_id
FROM decision AS d LEFT JOIN identity AS i ON i.id = d.identity_id LEFT JOIN identity AS o ON o.id = d.other_id
LEFT JOIN speaker AS s ON s.id = d.speaker_id LEFT JOIN article AS a ON a.id = s.article_id
ORDER BY d.step, d.number
"""
_PRINTED = """
SELECT * FROM printed_names WHERE identity_id = :id
ORDER BY what, published IS NULL, published, article, start
"""
