"""What people decided, in the quotations' own rows: so every list, view, export and search shows it.

What the program itself says is kept beside it (`reviewed.machine`), so that a decision can be taken back without a
trace and the program can be scored. When an article's rows come anew, the decisions that hold are applied to them.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from itertools import count
from typing import Any

from quotecat.catalog.registry.link import enrol, withdraw
from quotecat.text.article import content_id

SAME_PLACE = 0.5
"""The least share of the longer of two stretches that both have, for them to be one quotation."""

OWN = ("start", "end", "text", "speaker_id", "confidence", "how", "chain", "review")
"""The columns of a quotation that a decision may change, beside those of its context."""
CONTEXT = ("sentence_start", "sentence_end", "before_start", "before_end", "after_start", "after_end")
PARAGRAPH = ("paragraph_start", "paragraph_end")
NAMING = ("source_start", "source_end", "source_text", "cue_start", "cue_end", "cue_text")
CHANGING = (*OWN, *CONTEXT, *PARAGRAPH)
AROUND = (*NAMING, *CONTEXT, *PARAGRAPH)


def reapply(connection: sqlite3.Connection, article_id: str) -> None:
    """Apply the decisions that hold to the rows of an article that have just come.

    Each goes to the quotation whose place has most in common with it, before or after what was decided about its span.
    One that finds none is put in again, unless it says that there is none.
    """
    holding = connection.execute(_HOLDING, (article_id,)).fetchall()
    if not holding:
        return
    fresh = 'SELECT id, start, "end" FROM quotation WHERE article_id = ? AND review IS NULL'
    there = connection.execute(fresh, (article_id,)).fetchall()
    likeness = [
        (-max(_alike(row, place) for place in _places(review)), review["number"], row["id"], review)
        for review in holding
        for row in there
    ]
    settled, taken = set[int](), set[str]()
    for unlike, number, id, review in sorted(likeness, key=lambda found: found[:3]):
        if -unlike >= SAME_PLACE and number not in settled and id not in taken:
            settled.add(number)
            taken.add(id)
            apply(connection, review, id)
    for review in holding:
        if review["number"] not in settled and review["verdict"] != "rejected":
            put_in(connection, review)


def apply(connection: sqlite3.Connection, review: sqlite3.Row, quotation_id: str) -> None:
    """Make a quotation what a decision says; an earlier decision about it no longer counts."""
    stands = connection.execute("SELECT machine FROM reviewed WHERE quotation_id = ?", (quotation_id,)).fetchone()
    if stands is None:
        machine: str | None = json.dumps(state(connection, quotation_id))
    else:
        machine = stands["machine"]
        if machine:
            _write(connection, quotation_id, json.loads(machine))
    _hold(connection, quotation_id, review["number"], machine)
    _write(connection, quotation_id, _decided(connection, review, quotation_id))
    _dismiss(connection, review["article_id"])


def restore(connection: sqlite3.Connection, quotation_id: str, article_id: str) -> None:
    """Make a quotation what the program says, as if nobody had decided about it; it goes if the program found none."""
    row = connection.execute("SELECT machine FROM reviewed WHERE quotation_id = ?", (quotation_id,)).fetchone()
    connection.execute("DELETE FROM reviewed WHERE quotation_id = ?", (quotation_id,))
    if row["machine"]:
        _write(connection, quotation_id, json.loads(row["machine"]))
    else:
        connection.execute("DELETE FROM quotation WHERE id = ?", (quotation_id,))
    _dismiss(connection, article_id)


def put_in(connection: sqlite3.Connection, review: sqlite3.Row) -> None:
    """Store a quotation that a person accepted or mended and that the program no longer finds."""
    parts = json.loads(review["parts"])
    taken = "SELECT 1 FROM quotation WHERE id = ?"
    places = (("q", review["article_id"], parts[0][2], *([nth] if nth > 1 else [])) for nth in count(1))
    made = (content_id(*place) for place in places)
    id = next(id for id in made if not connection.execute(taken, (id,)).fetchone())
    columns = {"id": id, "article_id": review["article_id"], **json.loads(review["around"])}
    columns |= {"start": parts[0][2], "end": parts[-1][3], "text": review["text"], "confidence": 1.0}
    columns |= {"how": "review", "chain": ""}
    names = ", ".join(f'"{name}"' for name in columns)
    holes = ", ".join(f":{name}" for name in columns)
    connection.execute(f"INSERT INTO quotation ({names}) VALUES ({holes})", columns)
    _hold(connection, id, review["number"], None)
    _write(connection, id, _decided(connection, review, id))


def state(connection: sqlite3.Connection, quotation_id: str) -> dict[str, Any]:
    """What a decision may change of a quotation as it stands, its parts and its speaker's name and kind among it."""
    row = connection.execute(_STATE, (quotation_id,)).fetchone()
    parts = connection.execute(_PARTS, (quotation_id,)).fetchall()
    return dict(row) | {"parts": [tuple(part) for part in parts]}


def words_of(text: str, parts: Sequence[Sequence[int]]) -> str:
    """The words of a quotation of these parts."""
    return " ".join(text[part[0] : part[1]] for part in parts)


def _decided(connection: sqlite3.Connection, review: sqlite3.Row, quotation_id: str) -> dict[str, Any]:
    """The quotation's columns by a decision: what it leaves as the program has it is left."""
    now = state(connection, quotation_id)
    changed: dict[str, Any] = {"review": review["verdict"]}
    if review["verdict"] == "rejected":
        return changed
    parts = json.loads(review["parts"])
    changed |= {"start": parts[0][2], "end": parts[-1][3], "text": review["text"], "parts": parts, "confidence": 1.0}
    changed |= _widened(now, changed["start"], changed["end"])
    if (review["speaker"], review["kind"]) != (now["speaker"], now["kind"]):
        # The chain led to another: it would speak against what was decided.
        speaker = _speaker(connection, review["article_id"], review["speaker"], review["kind"])
        changed |= {"speaker_id": speaker, "how": "review", "chain": ""}
    return changed


def _widened(now: dict[str, Any], start: int, end: int) -> dict[str, Any]:
    """The context of a quotation that may have grown: its sentences are no longer those before or after it."""
    wide: dict[str, Any] = {}
    for name in ("sentence", "paragraph"):
        wide[f"{name}_start"] = min(now[f"{name}_start"], start)
        wide[f"{name}_end"] = max(now[f"{name}_end"], end)
    before, after = now["before_end"], now["after_start"]
    if before is not None and before > wide["sentence_start"] <= start < now["sentence_start"]:
        wide |= {"before_start": None, "before_end": None}
    if after is not None and after < wide["sentence_end"] >= end > now["sentence_end"]:
        wide |= {"after_start": None, "after_end": None}
    return wide


def _write(connection: sqlite3.Connection, quotation_id: str, columns: dict[str, Any]) -> None:
    """Write columns of a quotation, and its parts if there are any among them."""
    own = {name: value for name, value in columns.items() if name in CHANGING}
    settings = ", ".join(f'"{name}" = :{name}' for name in own)
    connection.execute(f"UPDATE quotation SET {settings} WHERE id = :id", own | {"id": quotation_id})
    if "parts" not in columns:
        return
    connection.execute("DELETE FROM quotation_part WHERE quotation_id = ?", (quotation_id,))
    for number, part in enumerate(columns["parts"], 1):
        connection.execute(_PART, {"id": quotation_id, "number": number, **dict(zip("abcd", part, strict=True))})


def _hold(connection: sqlite3.Connection, quotation_id: str, number: int, machine: str | None) -> None:
    connection.execute("INSERT OR REPLACE INTO reviewed VALUES (?, ?, ?)", (quotation_id, number, machine))


def _speaker(connection: sqlite3.Connection, article_id: str, name: str | None, kind: str | None) -> str | None:
    """The article's speaker of this name and kind, who is added if there is none."""
    if name is None:
        return None
    found = connection.execute(_CALLED, (article_id, name, kind)).fetchone()
    if found:
        return str(found["id"])
    id = content_id("s", article_id, name, kind or "person")
    connection.execute(_ADDED, (id, article_id, name, kind))
    enrol(connection, article_id, id)
    return id


def _dismiss(connection: sqlite3.Connection, article_id: str) -> None:
    """Speakers whom a person added and who say nothing any more go."""
    for row in connection.execute(_SILENT, (article_id,)).fetchall():
        for number in [n[0] for n in connection.execute(_ENTRIES, (row["id"],))]:
            withdraw(connection, row["id"], number)
        connection.execute("DELETE FROM speaker WHERE id = ?", (row["id"],))


def _places(review: sqlite3.Row) -> Iterator[tuple[int, int]]:
    """Where the quotation was when it was decided about, and where it is by the decision."""
    yield review["start"], review["end"]
    parts = json.loads(review["parts"])
    if parts:
        yield parts[0][2], parts[-1][3]


def _alike(row: sqlite3.Row, place: tuple[int, int]) -> float:
    """How much of the longer of two stretches is in both."""
    both = min(row["end"], place[1]) - max(row["start"], place[0])
    return float(both / max(row["end"] - row["start"], place[1] - place[0]))


_HOLDING = """
SELECT * FROM review WHERE number IN (
  SELECT max(number) FROM review WHERE article_id = ? AND NOT undone GROUP BY subject
) ORDER BY number
"""
_STATE = f"""
SELECT {", ".join(f'q."{name}"' for name in CHANGING)}, s.name AS speaker, s.kind
FROM quotation AS q LEFT JOIN speaker AS s ON s.id = q.speaker_id WHERE q.id = ?
"""
_PARTS = 'SELECT start, "end", marked_start, marked_end FROM quotation_part WHERE quotation_id = ? ORDER BY number'
_PART = """
INSERT INTO quotation_part (quotation_id, number, start, "end", text, marked_start, marked_end)
SELECT q.id, :number, :a, :b, substr(a.text, :a + 1, :b - :a), :c, :d
FROM quotation AS q JOIN article AS a ON a.id = q.article_id WHERE q.id = :id
"""
_CALLED = "SELECT id FROM speaker WHERE article_id = ? AND name = ? AND kind = ? ORDER BY number"
_ADDED = "INSERT INTO speaker (id, article_id, name, kind, titles, roles, by_hand) VALUES (?, ?, ?, ?, '', '', 1)"
_ENTRIES = "SELECT number FROM identification WHERE speaker_id = ?"
_SILENT = """
SELECT s.id FROM speaker AS s WHERE s.article_id = ? AND s.by_hand AND NOT EXISTS (
  SELECT 1 FROM quotation AS q WHERE q.speaker_id = s.id
)
"""
