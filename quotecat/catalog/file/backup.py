"""Backups: of a catalog in use when somebody asks for one, and of an older one before it is upgraded."""

from __future__ import annotations

import os
from pathlib import Path

from quotecat.catalog.catalog import Catalog
from quotecat.catalog.file.copy import copy
from quotecat.errors import CatalogError

LEFT_BEHIND = ("-journal", "-wal")
"""Endings of the files that SQLite would take for the unfinished work of whatever catalog stands beside them."""


def backup(catalog: Catalog, target: Path | str, *, force: bool = False) -> Path:
    """A checked copy of the open catalog as it is at this moment, in `target`; the path of that.

    Args:
        catalog: the catalog; others may be writing to it, and wait.
        target: the file to write.
        force: replace what is there.

    Raises:
        CatalogError: if the target is there, is the catalog itself or cannot be written, or the catalog is damaged.
    """
    target = Path(target)
    if target.is_dir():
        raise CatalogError(f"{target} is a folder: name a file in it, such as {target / catalog.path.name}")
    if os.path.lexists(target):
        if target.exists() and target.samefile(catalog.path):
            raise CatalogError(f"{target} is the catalog itself: name another file")
        if not force:
            raise CatalogError(f"{target} is there already: name another file, or replace it with --force")
    for ending in LEFT_BEHIND:
        if (beside := target.with_name(target.name + ending)).exists():
            raise CatalogError(f"{beside} is there, and would spoil the copy: name another file")
    with catalog.snapshot():
        catalog.has("")  # the moment is that of the first question
        copy(catalog.connection, target)
    return target
