"""The catalog: one file that remembers every article and what was found in it. One writer at a time, many readers."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from quotecat.catalog.file.advice import ADVICE, translated
from quotecat.catalog.file.connection import Mode, connect, path_of
from quotecat.catalog.file.locks import patiently
from quotecat.errors import CatalogError

if TYPE_CHECKING:  # lookups do without what finds quotations and claims: it takes as long to load as they take
    from quotecat.catalog.row import Row
    from quotecat.extract.extraction import Extraction, Failure

WAIT = 30.0
"""For how many seconds to wait for another program that writes to the catalog."""

UNEXPECTED = (TypeError, ValueError, LookupError, ArithmeticError, AttributeError, StopIteration, sqlite3.Error)
"""What code raises that meets a row as no quotecat writes them."""

COUNTED = {
    "articles": "SELECT count(*) FROM article",
    "quotations": "SELECT count(*) FROM quotation WHERE review IS NOT 'rejected'",
    "orphans": "SELECT count(*) FROM quotation WHERE speaker_id IS NULL AND review IS NOT 'rejected'",
    "speakers": "SELECT count(*) FROM speaker",
    "claims": "SELECT count(*) FROM claim",
    "left_out": "SELECT count(*) FROM left_out",
    "diagnostics": "SELECT count(*) FROM diagnostic",
    "failures": "SELECT count(*) FROM open_failures",
}


class Catalog:
    """A catalog in a SQLite file, to be used in a `with` statement or opened and closed by hand.

    Args:
        target: a path, or a URL such as `sqlite:///catalog.db`.
        create: make the catalog if there is none, and open it for writing.
        write: open an existing catalog for writing; without `create` or `write` nothing can be changed.
        wait: seconds to wait while another program writes.

    Raises:
        CatalogError: on every use, if the file cannot be opened, read or written; the message names it.
    """

    def __init__(self, target: str | Path, *, create: bool = False, write: bool = False, wait: float = WAIT) -> None:
        self.path = path_of(target)
        self.wait = wait
        self._mode: Mode = "create" if create else "write" if write else "read"
        self._connection: sqlite3.Connection | None = None

    def open(self) -> Self:
        """Open the catalog, upgrading it if an older quotecat made it; opening twice is opening once."""
        if self._connection is None:
            self._connection = connect(self.path, self._mode, self.wait)
        return self

    def close(self) -> None:
        """Close the file; closing twice is closing once."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def __enter__(self) -> Self:
        return self.open()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if isinstance(error, UNEXPECTED) and self._is_damaged():
                raise CatalogError(f"{self.path}: {ADVICE['CORRUPT']}") from error
        finally:
            self.close()

    @property
    def connection(self) -> sqlite3.Connection:
        """The open connection, in autocommit mode, whose rows can be read by column name."""
        if self._connection is None:
            raise CatalogError(f"{self.path} is not open: use `with Catalog(...) as catalog`")
        return self._connection

    def query(self, sql: str, values: Mapping[str, Any] | None = None) -> Iterator[sqlite3.Row]:
        """The rows that a SELECT gives, one by one, with `values` for its :names."""
        with translated(self.path):
            found = self.connection.execute(sql, {name: _utf8(value) for name, value in (values or {}).items()})
            yield from iter(found.fetchone, None)  # a cursor itself, left halfway, would complain when all is closed

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """All queries inside see the catalog at one moment, whatever is written meanwhile."""
        yield from self._transaction("BEGIN")

    @contextmanager
    def writing(self) -> Iterator[None]:
        """All changes inside are stored, or on any error none; waits for its turn to write."""
        yield from self._transaction("BEGIN IMMEDIATE")

    def has(self, article_id: str) -> bool:
        """Whether the article is stored."""
        return any(self.query("SELECT 1 FROM article WHERE id = :id", {"id": article_id}))

    def add(self, extraction: Extraction, *, replace: bool = False) -> bool:
        """Store all of an extraction, or on any error nothing; whether it was stored.

        An article that is there already stays as it is, whichever version extracted it, unless `replace` is given.
        """
        from quotecat.catalog.families.relate import neighbours, relate
        from quotecat.catalog.registry.link import link, unlink
        from quotecat.catalog.review.reviewed import reapply
        from quotecat.catalog.rows import rows  # brings SQLModel: lookups do without it

        id = extraction.article.id
        if not replace and self.has(id):
            return False
        entering = list(rows(extraction))
        with self.writing():
            left: set[int] = set()
            if self.has(id):
                if not replace:
                    return False
                unlink(self.connection, id)
                left = neighbours(self.connection, id)
                self.connection.execute("DELETE FROM article WHERE id = ?", (id,))
            self._insert(entering)
            link(self.connection, id)
            reapply(self.connection, id)
            relate(self.connection, id, left)
        return True

    def add_failure(self, failure: Failure) -> None:
        """Store that an article failed; the same failure is stored once."""
        from quotecat.catalog.rows import failure_row

        with self.writing():
            self._insert([failure_row(failure)])

    def start_run(self, extractor: str, models: str) -> str:
        """The id of the run of this program version with these models; the same pair is the same run."""
        from quotecat.catalog.rows import run_id, run_row

        with self.writing():
            self._insert([run_row(extractor, models)])
        return run_id(extractor, models)

    def counts(self) -> dict[str, int]:
        """How many of everything there are; `failures` are those of articles that have not been added since."""
        return {name: next(self.query(sql))[0] for name, sql in COUNTED.items()}

    def _is_damaged(self) -> bool:
        from quotecat.catalog.file.damage import altered, damage

        try:
            return any(damage(self.connection)) or any(altered(self.connection))
        except (sqlite3.Error, UnicodeDecodeError):
            return True

    def _insert(self, entering: Iterable[Row]) -> None:
        from quotecat.catalog.insert import insert

        insert(self.connection, entering)

    def _transaction(self, begin: str) -> Iterator[None]:
        with translated(self.path):
            try:
                patiently(self.connection, begin, self.wait)
                yield
                patiently(self.connection, "COMMIT", self.wait)
            finally:
                if self.connection.in_transaction:
                    self.connection.execute("ROLLBACK")


def _utf8(value: Any) -> Any:
    """What is typed may hold bytes that are no UTF-8, which SQLite refuses: no row has them, so any mark will do."""
    return value.encode("utf-8", "replace").decode("utf-8") if isinstance(value, str) else value
