"""A copy of a catalog that may be in use: of one moment, checked, and put in its place whole or not at all."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from quotecat.catalog.draft import drafted
from quotecat.catalog.file.advice import ADVICE, translated
from quotecat.errors import CatalogError

PAGES = 1000
"""Pages of 4 kB at a time, between which Ctrl-C is heard."""


def copy(source: sqlite3.Connection, target: Path) -> None:
    """Write what `source` has at this moment to `target`, over whatever is there.

    Who writes to the source meanwhile waits: it is read in one go, and not begun anew with each change.

    Raises:
        CatalogError: if the target cannot be written, or what was copied is damaged; what was there stays.
    """
    try:
        with translated(target), drafted(target) as draft, closing(sqlite3.connect(draft)) as made:
            source.backup(made, pages=PAGES, progress=_listen)
            if made.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok":
                raise CatalogError(f"nothing was copied to {target}: the catalog cannot be relied on. {_DAMAGED}")
    except OSError as error:
        raise CatalogError(f"{error.filename or target}: {error.strerror}; nothing was copied") from error


def _listen(*_: int) -> None:
    """Does nothing, but lets Python hear Ctrl-C."""


_DAMAGED = ADVICE["CORRUPT"].replace("it is", "It is", 1)
