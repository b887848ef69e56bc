"""A file that is put in its place whole or not at all."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def drafted(target: Path) -> Iterator[Path]:
    """Where to write what becomes `target`: it takes the place of what is there when all went well, else it goes.

    Raises:
        OSError: if the folder cannot be written.
    """
    with tempfile.TemporaryDirectory(prefix=".quotecat-", dir=target.absolute().parent) as folder:
        draft = Path(folder, target.name)
        yield draft
        draft.replace(target)
