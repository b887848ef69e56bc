"""The registry and the families in a catalog that was filled before there were any."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from quotecat.catalog.catalog import Catalog
from quotecat.catalog.families.relate import relate
from quotecat.catalog.registry.link import link

TOGETHER = 50
"""How many articles are stored together: each time the disk is waited for."""

_FIRST_WAITS = """
SELECT 1 FROM (SELECT number FROM quotation WHERE review IS NOT 'rejected' ORDER BY number LIMIT 1)
WHERE number NOT IN (SELECT number FROM wording)
"""
_STRANGE = """
SELECT DISTINCT s.article_id FROM speaker AS s
WHERE s.kind IN ('person', 'organisation') AND s.article_id NOT IN (SELECT article_id FROM article_name)
ORDER BY s.number
"""
_WAITING = """
SELECT q.article_id FROM quotation AS q LEFT JOIN wording AS w ON w.number = q.number
WHERE w.number IS NULL AND q.review IS NOT 'rejected' GROUP BY q.article_id ORDER BY max(q.number) DESC
"""


def unrelated(catalog: Catalog) -> bool:
    """Whether there are articles of a time before the registry and families were kept: `relate_all` relates them.

    It works from the newest quotation to the oldest, so the first one tells.
    """
    return any(catalog.query(_FIRST_WAITS))


def relate_all(catalog: Catalog, *, again: bool = False) -> Iterator[str]:
    """Relate every article whose quotations have not been compared, or all of them `again`; the id of each when done.

    Before that, whoever speaks in an article and is not in the registry enters it. Stopped half-way, it goes on.
    """
    strange = iter([row["article_id"] for row in catalog.query(_STRANGE)])
    while some := list(islice(strange, TOGETHER)):
        with catalog.writing():
            for article_id in some:
                link(catalog.connection, article_id)
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
