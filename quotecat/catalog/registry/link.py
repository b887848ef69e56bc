"""The registry: links each article's speakers to the people, organisations and documents that the catalog knows.

`link` is called when an article's rows are in, `unlink` before they go, both in the transaction of those rows. Who is
meant is judged by `quotecat.across.identity`; this is where candidates come from and where the answer is kept. What
people decided (`decisions`) comes first. Work per speaker is bounded: candidates come by index.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from quotecat.across.fold import words
from quotecat.across.identity import Judgement, at_odds, judge, named
from quotecat.across.organisation import key as organisation_key
from quotecat.across.organisation import registrable
from quotecat.across.person import PersonName
from quotecat.catalog.registry.decisions import CALLED, blocked, decided, keys, reapply
from quotecat.catalog.registry.printed import called, known_as, printed_in
from quotecat.text.article import content_id

CANDIDATES = 40  # entries of one family name that are weighed for a newcomer
PROPOSED = 3  # to how many entries one is proposed at most
JOINT = " | "


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A speaker of one article, or one of its joint speakers, who are numbered from 1, on the way into the registry."""

    speaker_id: str
    number: int
    kind: str
    name: str


def link(connection: sqlite3.Connection, article_id: str) -> None:
    """Give each named speaker of an article an entry in the registry: one that is there, or a new one."""
    connection.execute(_NAMED_BEFORE, {"article": article_id})
    for row in connection.execute(_NAMED_IN, (article_id,)).fetchall():
        connection.execute("INSERT OR IGNORE INTO article_name VALUES (?, ?, ?)", (article_id, _folded(row[0]), row[0]))
    for newcomer in list(_newcomers(connection, article_id)):
        place(connection, newcomer)


def enrol(connection: sqlite3.Connection, article_id: str, speaker_id: str) -> None:
    """Give one more speaker of an article that is linked its entry."""
    for newcomer in list(_newcomers(connection, article_id)):
        if newcomer.speaker_id == speaker_id:
            place(connection, newcomer)


def unlink(connection: sqlite3.Connection, article_id: str) -> None:
    """Take an article's speakers out of the registry; entries that nobody is left in and nobody decided on go too."""
    for row in connection.execute(_LINKED, (article_id,)).fetchall():
        withdraw(connection, row["speaker_id"], row["number"])


def withdraw(connection: sqlite3.Connection, speaker_id: str, number: int) -> None:
    """Take one speaker out of its entry."""
    here = {"speaker": speaker_id, "number": number}
    row = connection.execute(
        "SELECT identity_id, name FROM identification WHERE speaker_id = :speaker AND number = :number", here
    ).fetchone()
    if row is None:
        return
    connection.execute("DELETE FROM identification WHERE speaker_id = :speaker AND number = :number", here)
    counted = {"identity": row["identity_id"], "name": row["name"]}
    connection.execute(_ONE_LESS, counted)
    connection.execute(_NAME_GONE, counted)
    connection.execute(_NOBODY_LEFT, counted)
    connection.execute(CALLED, {"identity": row["identity_id"]})


def place(connection: sqlite3.Connection, newcomer: Newcomer) -> None:
    """Link one speaker to its entry, or found one and propose whom it may be."""
    pinned = decided(connection, newcomer.speaker_id)
    if pinned:
        found(connection, pinned, newcomer)
        enter(connection, newcomer, pinned, "by hand", ("split by hand",))
        return
    judged = _judged(connection, newcomer)
    same = next(((id, judgement) for id, judgement in judged if judgement.verdict == "same"), None)
    if same:
        enter(connection, newcomer, same[0], "automatic", same[1].reasons)
        return
    id = _new_id(connection, newcomer)
    found(connection, id, newcomer)
    enter(connection, newcomer, id, "founded", ())
    likely = sorted((j for j in judged if j[1].verdict == "perhaps" and j[0] != id), key=lambda j: -j[1].weight)
    for other, judgement in likely[:PROPOSED]:
        told = (id, other, judgement.weight, "; ".join(judgement.reasons), blocked(connection, id, other))
        connection.execute("INSERT OR REPLACE INTO proposal VALUES (?, ?, ?, ?, ?)", told)
    _reconsider(connection, newcomer, id)


def enter(
    connection: sqlite3.Connection, newcomer: Newcomer, identity_id: str, how: str, reasons: tuple[str, ...]
) -> None:
    """Put a speaker into an entry, and count its name there."""
    linked = (newcomer.speaker_id, newcomer.number, identity_id, newcomer.name, how, "; ".join(reasons))
    connection.execute("INSERT OR REPLACE INTO identification VALUES (?, ?, ?, ?, ?, ?)", linked)
    key, family = keys(newcomer.name, newcomer.kind)
    connection.execute(_ONE_MORE, (identity_id, newcomer.name, key, family))
    connection.execute(CALLED, {"identity": identity_id})


def _judged(connection: sqlite3.Connection, newcomer: Newcomer) -> list[tuple[str, Judgement]]:
    """The entries that the name may mean, each judged, those of the same name and the longest known first.

    Names are compared first: what else is printed is looked up only of those whose name agrees. Of entries that were
    merged by hand the one whose name agrees best stands for all.
    """
    key, family = keys(newcomer.name, newcomer.kind)
    judged = [
        (row[0], Judgement("same", 9, (f"alias by hand: {newcomer.name}",)))
        for row in connection.execute(_BY_HAND, (key,)).fetchall()
    ]
    wanted = {"family": family, "key": key, "kind": newcomer.kind, "limit": CANDIDATES}
    entries = connection.execute(_CANDIDATES, wanted).fetchall()
    if not entries:
        return judged
    new = printed_in(connection, newcomer.speaker_id, newcomer.name, newcomer.kind)
    known = {row["id"]: called(connection, row["id"], newcomer.kind) for row in entries}
    agreed = {id: how for id, names in known.items() if (how := named(new, names)) != "different"}
    best = dict[str, str]()
    for row in sorted(entries, key=lambda row: agreed.get(row["id"]) != "same"):
        if row["id"] in agreed:
            best.setdefault(row["master_id"], row["id"])
    for master, id in best.items():
        rivals = sum(at_odds(known[id], known[other]) for other in best.values())
        judged.append((id, judge(new, known_as(connection, master, known[id]), agreed[id], rivals=rivals)))
    return judged


def _new_id(connection: sqlite3.Connection, newcomer: Newcomer) -> str:
    """The id of an entry to be founded: made from kind and name, for a second one of the name with its number.

    So it does not depend on which article came first, and what was decided about it holds in a catalog made anew.
    """
    key, _ = keys(newcomer.name, newcomer.kind)
    ids = (content_id("i", newcomer.kind, key, *([nth] if nth > 1 else [])) for nth in count(1))
    taken = "SELECT 1 FROM identification WHERE identity_id = ?"  # one that everybody left may be founded anew
    return next(id for id in ids if not connection.execute(taken, (id,)).fetchone())


def found(connection: sqlite3.Connection, id: str, newcomer: Newcomer) -> None:
    """Found an entry, unless it is there; decisions about it from before are applied."""
    made = connection.execute(
        "INSERT OR IGNORE INTO identity (id, kind, name, named_by_hand, master_id) VALUES (?, ?, ?, 0, ?)",
        (id, newcomer.kind, newcomer.name, id),
    )
    if made.rowcount:
        reapply(connection, id)


def _reconsider(connection: sqlite3.Connection, newcomer: Newcomer, id: str) -> None:
    """A second «George … Bush» makes a plain «George Bush» doubtful: whoever was linked by it is judged anew."""
    name = PersonName.of(newcomer.name)
    if newcomer.kind != "person" or not name.full or not name.middle:
        return
    for row in connection.execute(_PLAIN, {"key": f"{name.given} {name.family}", "new": id}).fetchall():
        withdraw(connection, row["speaker_id"], row["number"])
        place(connection, Newcomer(row["speaker_id"], row["number"], "person", row["name"]))


def _newcomers(connection: sqlite3.Connection, article_id: str) -> Iterator[Newcomer]:
    """The article's speakers who have a name that another article may print too."""
    for row in connection.execute(_SPEAKERS, (article_id,)).fetchall():
        for number, name in enumerate(row["name"].split(JOINT), 1):
            if row["kind"] == "person" and PersonName.of(name).family and name.strip():
                yield Newcomer(row["id"], number, "person", name)
            elif row["kind"] == "organisation" and registrable(name) and organisation_key(name):
                yield Newcomer(row["id"], number, "organisation", name)
            elif row["kind"] == "document" and _is_title(name):
                yield Newcomer(row["id"], number, "document", name)


def _is_title(name: str) -> bool:
    """Whether a document has a name of its own: «the Clean Water Act», not «the report»."""
    return sum(word[:1].isupper() for word in name.split()[1:]) >= 1 and name.split()[0][:1].isupper()


def _folded(name: str) -> str:
    return " ".join(words(name))


_NAMED_BEFORE = "DELETE FROM article_name WHERE article_id = :article"
_NAMED_IN = """
SELECT DISTINCT e.name FROM claim AS c JOIN claim_entity AS e ON e.claim_id = c.id
WHERE c.article_id = ?1 AND e.type IN ('person', 'organisation')
UNION SELECT name FROM speaker WHERE article_id = ?1 AND kind IN ('person', 'organisation') ORDER BY 1
"""
_SPEAKERS = "SELECT id, name, kind FROM speaker WHERE article_id = ? AND kind <> 'unnamed' ORDER BY number"
_LINKED = """
SELECT d.speaker_id, d.number FROM identification AS d JOIN speaker AS s ON s.id = d.speaker_id WHERE s.article_id = ?
"""
_CANDIDATES = """
SELECT i.id, i.master_id FROM identity_name AS n JOIN identity AS i ON i.id = n.identity_id
WHERE n.family = :family AND i.kind = :kind
GROUP BY i.id ORDER BY max(n.key = :key) DESC, max(instr(n.key, ' ') > 0) DESC, i.number LIMIT :limit
"""
_ONE_MORE = """
INSERT INTO identity_name (identity_id, name, key, family, articles, by_hand) VALUES (?, ?, ?, ?, 1, 0)
ON CONFLICT (identity_id, name) DO UPDATE SET articles = articles + 1
"""
_ONE_LESS = "UPDATE identity_name SET articles = articles - 1 WHERE identity_id = :identity AND name = :name"
_NAME_GONE = "DELETE FROM identity_name WHERE identity_id = :identity AND articles < 1 AND NOT by_hand"
_BY_HAND = "SELECT identity_id FROM identity_name WHERE key = ? AND by_hand"
_NOBODY_LEFT = """
DELETE FROM identity WHERE id = :identity AND master_id = id
  AND NOT EXISTS (SELECT 1 FROM identification WHERE identity_id = :identity)
  AND NOT EXISTS (SELECT 1 FROM decision WHERE NOT undone AND (identity_id = :identity OR other_id = :identity))
"""
_PLAIN = """
SELECT d.speaker_id, d.number, d.name FROM identity_name AS n
JOIN identification AS d ON d.identity_id = n.identity_id AND d.name = n.name
WHERE n.key = :key AND n.identity_id <> :new AND d.how <> 'by hand'
"""
