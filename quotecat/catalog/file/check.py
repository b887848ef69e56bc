"""Whether a catalog keeps its promises: every place gives its text, every text its hash, every word its index."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing

from quotecat.catalog.catalog import Catalog
from quotecat.catalog.file.advice import ADVICE
from quotecat.catalog.file.damage import Problem, altered, damage
from quotecat.catalog.schema.search import INDEXED, NAMES_ASTRAY

SPANS = """
SELECT e.what, e.id, e.start, e."end", e.text, substr(a.text, e.start + 1, e."end" - e.start) AS there
FROM every_span AS e JOIN article AS a ON a.id = e.article_id
WHERE e.start IS NOT NULL AND (e."end" > length(a.text) OR e.text IS NOT NULL AND e.text <> there)
"""

JOINED = """
SELECT q.id FROM quotation AS q WHERE q.text IS NOT (
  SELECT group_concat(text, ' ') FROM (SELECT text FROM quotation_part WHERE quotation_id = q.id ORDER BY number)
)
"""


def check(catalog: Catalog) -> list[Problem]:
    """Every problem of the catalog, none if all is well; reads all of it and changes nothing.

    The file itself comes first: if that is damaged, nothing else can be relied on and nothing else is looked at.
    """
    try:
        return list(damage(catalog.connection)) or [
            *altered(catalog.connection),
            *_spans(catalog),
            *_texts(catalog),
            *_index(catalog),
        ]
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        return [Problem("file", str(catalog.path), f"{ADVICE['CORRUPT']} ({error})")]


def _spans(catalog: Catalog) -> Iterator[Problem]:
    for row in catalog.connection.execute(SPANS):
        yield Problem(
            row["what"], row["id"], f"at {row['start']}-{row['end']} is {row['there']!r}, not {row['text']!r}"
        )
    for row in catalog.connection.execute(JOINED):
        yield Problem("quotation", row["id"], "its text is not that of its parts")


def _texts(catalog: Catalog) -> Iterator[Problem]:
    for row in catalog.connection.execute("SELECT id, sha256, text FROM article"):
        if hashlib.sha256(row["text"].encode("utf-8")).hexdigest() != row["sha256"]:
            yield Problem("article", row["id"], "the text has been altered: its SHA-256 is another")


def _index(catalog: Catalog) -> Iterator[Problem]:
    """FTS5 checks itself by an INSERT that stores nothing, for which it needs a copy (a temporary file)."""
    with closing(sqlite3.connect("")) as copy:
        catalog.connection.backup(copy)
        for table in (*INDEXED, "identity"):
            try:
                copy.execute(f"INSERT INTO {table}_fts ({table}_fts, rank) VALUES ('integrity-check', 1)")
                # That of names has its own copy of them, and FTS5 holds it against that alone.
                astray = table == "identity" and copy.execute(NAMES_ASTRAY).fetchone() is not None
            except sqlite3.DatabaseError:
                astray = True
            if astray:
                yield Problem("search index", f"{table}_fts", "it is out of step with its table")
