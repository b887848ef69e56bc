"""`backup`: a copy of the catalog that can be relied on."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from quotecat.cli.options import DB, Db
from quotecat.cli.output import say


def backup(
    file: Annotated[Path, typer.Argument(help="The file to write the copy to.", metavar="FILE")],
    force: Annotated[bool, typer.Option("--force", help="Replace the file if it is there.")] = False,
    db: Db = DB,
) -> None:
    """Copy the catalog, also while others use it, and check the copy.

    To copy the file by other means while somebody writes to it may give half a change.
    """
    from quotecat.catalog.catalog import Catalog
    from quotecat.catalog.file import backup as backing

    with Catalog(db) as catalog:
        say(str(backing.backup(catalog, file, force=force)))
