"""What can go wrong, in words a researcher can act on.

    QuotecatError            exit code 1
    ├── ReadError            an input that cannot be read: names the file, and the line where there is one
    ├── LanguageError        an article in another language than English
    ├── ModelError           weights that are missing, altered or made for another version
    ├── CatalogError         a catalog that is not ours, newer, locked, full or damaged
    ├── GoldError            gold or system rows that do not fit the scorer's format
    └── UsageError           exit code 2: options that contradict each other or name nothing

Each message says what happened, where, and what to do. Errors of other libraries are translated in the room that
uses the library, so a caller needs to know this tree only.
"""

from __future__ import annotations

from pathlib import Path


class QuotecatError(Exception):
    """The root: catch this to catch everything that quotecat raises on purpose."""

    exit_code = 1


class ReadError(QuotecatError):
    """An input could not be read; the rest of the input is unharmed.

    Args:
        what: what is wrong and what to do, without the place.
        path: the file, or None for standard input.
        line: the line in it, counted from 1.
    """

    def __init__(self, what: str, *, path: Path | str | None = None, line: int | None = None) -> None:
        self.what, self.path, self.line = what, path, line
        place = "standard input" if path is None else str(path)
        super().__init__(f"{place}:{line}: {what}" if line is not None else f"{place}: {what}")


class ModelError(QuotecatError):
    """Weights are missing, altered or made for another version."""


class LanguageError(QuotecatError):
    """An article is in a language that quotecat does not read."""


class CatalogError(QuotecatError):
    """The catalog cannot be opened or written."""


class GoldError(QuotecatError):
    """Rows to be scored do not have the scorer's format."""


class UsageError(QuotecatError):
    """The command's options contradict each other, or name nothing."""

    exit_code = 2
