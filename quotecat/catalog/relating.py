"""Families in a catalog that was filled before there were any."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from quotecat.catalog.catalog import Catalog
from quotecat.catalog.families import relate

TOGETHER = 50
"""How many articles are stored together: each time the disk is waited for."""

_WAITING = """
SELECT q.article_id FROM quotation AS q LEFT JOIN wording AS w ON w.number = q.number
WHERE w.number IS NULL GROUP BY q.article_id ORDER BY max(q.number) DESC
"""


def unrelated(catalog: Catalog) -> bool:
    """Whether there are quotations of a time before families were kept: `relate_all` relates them.

    That works from the newest to the oldest, so the first quotation tells.
    """
    first = "SELECT number FROM quotation ORDER BY number LIMIT 1"
    return any(catalog.query(f"SELECT 1 FROM ({first}) WHERE number NOT IN (SELECT number FROM wording)"))


def relate_all(catalog: Catalog, *, again: bool = False) -> Iterator[str]:
    """Relate every article whose quotations have not been compared, or all of them `again`; the id of each when done.

    Stopped half-way, it goes on where it was.
    """
    if again:
        with catalog.writing():
            for table in ("family_member", "variant", "fingerprint", "wording"):
                catalog.connection.execute(f"DELETE FROM {table}")
    waiting = iter([row["article_id"] for row in catalog.query(_WAITING)])
    while some := list(islice(waiting, TOGETHER)):
        with catalog.writing():
            for article_id in some:
                relate(catalog.connection, article_id)
        yield from some
