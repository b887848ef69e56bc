"""What users type, as the full-text index wants it: whatever is typed is searched for, nothing is an operator."""

from __future__ import annotations

import math
import re

from quotecat.errors import UsageError

_TYPED = re.compile(r'["“”„«»]([^"“”„«»]+)["“”„«»]|([^\s"“”„«»]+)')
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d([T ].*)?)?)?")


def match(typed: str) -> str:
    """The FTS5 expression for all of the words in `typed`, in any order; «"in quotation marks"» in this order.

    A word that ends in `*` stands for all that begin so. Nothing to search for gives an expression that nothing meets.
    """
    found = ["".join(groups) for groups in _TYPED.findall(typed.replace("\0", " "))]
    return " ".join(f'"{word.rstrip("*")}"{"*" * (word.rstrip("*") != word)}' for word in found) or '""'


def date(typed: str) -> str:
    """A date as typed, if it is an ISO one: a year, a month, a day or a day and time.

    Raises:
        UsageError: if it is not.
    """
    if not _DATE.fullmatch(typed.strip()):
        raise UsageError(f"{typed!r} is not a date: write 2023, 2023-01 or 2023-01-31")
    return typed.strip()


def figures(typed: str) -> tuple[float, float]:
    """The lowest and the highest figure of «40» or «10..20»; thousands may be parted by commas.

    Raises:
        UsageError: if it is neither.
    """
    try:
        least, _, most = typed.replace(",", "").replace(" ", "").partition("..")
        found = float(least), float(most or least)
    except ValueError:
        found = (math.nan, math.nan)
    if not found[0] <= found[1]:
        raise UsageError(f"{typed!r} is not a figure: write 40, or 10..20 for all between")
    return found
