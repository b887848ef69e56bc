"""Reviews: the quotations that are most worth a look, what a person decides about each, and how to take it back."""

from __future__ import annotations

import json
import math
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from hashlib import blake2b
from typing import Any, Unpack

from quotecat.catalog.answers import ReviewRow
from quotecat.catalog.catalog import Catalog
from quotecat.catalog.clock import now
from quotecat.catalog.families.relate import forget, neighbours, relate
from quotecat.catalog.question import OF_QUOTATIONS, Question, where
from quotecat.catalog.review.reviewed import AROUND, apply, put_in, restore, state, words_of
from quotecat.catalog.review.verdict import Decision, checked, fitted, spelt
from quotecat.errors import UsageError


def queue(catalog: Catalog, *, seed: int | None = None, **question: Unpack[Question]) -> list[str]:
    """The ids of the quotations that nobody has reviewed, those first that are least sure and most used.

    That is by (1 - confidence) * log(1 + the quotations of whoever is taken to have said it, over all articles). With
    a `seed` they come in an order drawn by it: the first of them, as many as one likes, are then a fair sample.
    """
    condition, values = where(catalog, OF_QUOTATIONS, question)
    limit, _ = values.pop("limit"), values.pop("offset")
    found = list(catalog.query(_UNREVIEWED.format(condition), values))
    if seed is None:
        used = Counter(dict(map(tuple, catalog.query(_USED))))
        keys: list[Any] = [-(1 - row["confidence"]) * math.log1p(used.get(row["who"], 1)) for row in found]
    else:
        keys = [blake2b(f"{seed} {row['id']}".encode()).digest() for row in found]
    ranked = sorted(zip(keys, (str(row["id"]) for row in found), strict=True))
    return [id for _, id in ranked][: None if limit < 0 else limit]


def decide(catalog: Catalog, quotation_id: str, decision: Decision, reviewer: str | None = None) -> int:
    """Keep what a person decides about a quotation, and let its rows say so; the number to undo it by.

    Raises:
        UsageError: if there is no such quotation, or the decision or the reviewer's name makes no sense.
    """
    with catalog.writing():
        return _decide(catalog, quotation_id, checked(decision), reviewer)


def decide_all(catalog: Catalog, decisions: Iterable[tuple[str, Decision]], reviewer: str | None = None) -> list[int]:
    """Keep many decisions, or if one of them makes no sense none; their numbers.

    Raises:
        UsageError: as `decide` does.
    """
    with catalog.writing():
        return [_decide(catalog, id, checked(decision), reviewer) for id, decision in decisions]


def undo(catalog: Catalog, number: int | None = None) -> tuple[int, str]:
    """Take a decision back, the last one that holds if none is named; its number, and the quotation's id.

    The decision before it about the same quotation holds again, if there is one.

    Raises:
        UsageError: if there is no such decision, or it was taken back already.
    """
    connection = catalog.connection
    with catalog.writing():
        if number is None:
            number = connection.execute("SELECT max(number) FROM review WHERE NOT undone").fetchone()[0]
        row = connection.execute("SELECT * FROM review WHERE number = ? AND NOT undone", (number,)).fetchone()
        if row is None:
            raise UsageError("nothing to undo" if number is None else f"there is no review {number} that holds")
        connection.execute("UPDATE review SET undone = 1 WHERE number = ?", (number,))
        here = connection.execute(_HERE, (row["subject"],)).fetchone()
        id = str(here["quotation_id"] if here else row["quotation_id"])
        before = connection.execute(_BEFORE, (row["subject"],)).fetchone()
        with _related(connection, row["article_id"], id):
            _take_back(connection, row, here, before)
    return int(row["number"]), id


def history(catalog: Catalog) -> list[ReviewRow]:
    """All decisions about quotations, the first first, also those taken back."""
    return [ReviewRow(**row) for row in catalog.query("SELECT * FROM reviews")]


def _take_back(
    connection: sqlite3.Connection, row: sqlite3.Row, here: sqlite3.Row | None, before: sqlite3.Row | None
) -> None:
    """Let the rows say what holds now that `row` does not; `here` is the quotation, if there is one, and `before` the
    decision about it that holds now, if there is one."""
    if here and before:
        apply(connection, before, here["quotation_id"])
    elif here:
        restore(connection, here["quotation_id"], row["article_id"])
    elif before and before["verdict"] != "rejected":
        stored = connection.execute("SELECT 1 FROM article WHERE id = ?", (row["article_id"],)).fetchone()
        if stored:
            put_in(connection, before)


def _decide(catalog: Catalog, id: str, decision: Decision, reviewer: str | None) -> int:
    connection = catalog.connection
    row = connection.execute(_QUOTATION, (id,)).fetchone()
    if row is None:
        raise UsageError(f"there is no quotation {id!r} in {catalog.path}: give its whole id")
    stands = state(connection, id)
    machine = json.loads(row["machine"]) if row["machine"] else stands
    parts = fitted(row["article_text"], decision.parts) if decision.parts else stands["parts"]
    speaker, kind = stands["speaker"], stands["kind"]
    if decision.verdict == "speaker fixed":
        speaker, kind = decision.speaker, _kind(connection, row["article_id"], decision)
    number = connection.execute("SELECT coalesce(max(number), 0) + 1 FROM review").fetchone()[0]
    columns = {
        "number": number,
        "subject": row["subject"] or number,
        "at": now(),
        "reviewer": spelt(reviewer),
        "article_id": row["article_id"],
        "quotation_id": id,
        "start": machine["start"],
        "end": machine["end"],
        "text": words_of(row["article_text"], parts),
        "verdict": decision.verdict,
        "speaker": speaker,
        "kind": kind,
        "parts": json.dumps(parts),
        "around": json.dumps({name: row[name] for name in AROUND}),
        "reason": decision.reason,
        "said": machine["speaker"],
        "confidence": machine["confidence"],
        "extractor": row["extractor"],
        "models": row["models"],
        "undone": 0,
    }
    names, holes = (", ".join(f"{mark}{name}{end}" for name in columns) for mark, end in (('"', '"'), (":", "")))
    connection.execute(f"INSERT INTO review ({names}) VALUES ({holes})", columns)
    with _related(connection, row["article_id"], id):
        apply(connection, connection.execute("SELECT * FROM review WHERE number = ?", (number,)).fetchone(), id)
    return int(number)


def _kind(connection: sqlite3.Connection, article_id: str, decision: Decision) -> str | None:
    """What kind of speaker is meant: as the article's list has this name, else a person."""
    if decision.speaker is None or decision.kind:
        return decision.kind
    named = "SELECT kind FROM speaker WHERE article_id = ? AND name = ? ORDER BY number"
    row = connection.execute(named, (article_id, decision.speaker)).fetchone()
    return row["kind"] if row else "person"


@contextmanager
def _related(connection: sqlite3.Connection, article_id: str, quotation_id: str) -> Iterator[None]:
    """Around a change of a quotation: if its words, its speaker or whether it counts change, so may its family."""
    before = connection.execute(_TELLING, (quotation_id,)).fetchone()
    left = neighbours(connection, article_id)
    yield
    after = connection.execute(_TELLING, (quotation_id,)).fetchone()
    if before and after and tuple(before) == tuple(after):
        return
    if before and after:
        forget(connection, before["number"])
    relate(connection, article_id, left - {before["number"]} if before and not after else left)


_UNREVIEWED = """
SELECT q.id, q.confidence,
  coalesce((SELECT i.identity_id FROM identified AS i WHERE i.speaker_id = s.id ORDER BY i.number LIMIT 1), s.name)
    AS who
FROM quotation AS q JOIN article AS a ON a.id = q.article_id LEFT JOIN speaker AS s ON s.id = q.speaker_id
WHERE q.review IS NULL AND {}
"""
_USED = """
SELECT coalesce(i.identity_id, s.name), count(*)
FROM quotation AS q JOIN speaker AS s ON s.id = q.speaker_id
LEFT JOIN identified AS i ON i.speaker_id = s.id AND i.number = 1
WHERE q.review IS NOT 'rejected' GROUP BY 1
"""
_QUOTATION = """
SELECT q.*, a.text AS article_text, r.extractor, r.models, d.machine, v.subject
FROM quotation AS q JOIN article AS a ON a.id = q.article_id JOIN run AS r ON r.id = a.run_id
LEFT JOIN reviewed AS d ON d.quotation_id = q.id LEFT JOIN review AS v ON v.number = d.review WHERE q.id = ?
"""
_HERE = """
SELECT d.quotation_id, d.review FROM reviewed AS d JOIN review AS r ON r.number = d.review WHERE r.subject = ?
"""
_BEFORE = "SELECT * FROM review WHERE subject = ? AND NOT undone ORDER BY number DESC LIMIT 1"
_TELLING = """
SELECT number, text, start, speaker_id, review IS 'rejected' AS rejected FROM quotation WHERE id = ?
"""
