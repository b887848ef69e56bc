"""A quotation as it is compared with others: its words, who says them, when and where they are printed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from quotecat.across.day import days_between
from quotecat.across.wording import Wording, folded, wording
from quotecat.extract.name import Name, fits, parse

Speakers = Literal["same", "unknown", "other"]
"""Whether two quotations are by one speaker, as far as names tell."""


@dataclass(frozen=True, slots=True)
class Saying:
    """One quotation of a catalog: `start` and `end` are code points of its article; `speaker` is None in an orphan.

    `published` is an ISO 8601 date, as precise as is known.
    """

    words: str
    speaker: str | None = None
    kind: str | None = None
    published: str | None = None
    article: str = ""
    start: int = 0
    end: int = 0

    @property
    def wording(self) -> Wording:
        """Its words for comparison."""
        return wording(self.words)


def speakers(a: Saying, b: Saying) -> Speakers:
    """Whether the two are said by the same speaker: «Ruiz» may be Ana Ruiz, an unnamed source may be anybody.

    Of joint speakers one in common is enough.
    """
    known = [s for s in (a, b) if s.speaker and s.kind != "unnamed"]
    if len(known) < 2:
        return "unknown"
    pairs = ((one, other) for one in (a.speaker or "").split(" | ") for other in (b.speaker or "").split(" | "))
    return "same" if any(_one(x, y) for x, y in pairs) else "other"


@lru_cache(maxsize=4096)
def _one(a: str, b: str) -> bool:
    one, other = parse(a), parse(b)
    return _folded(a) == _folded(b) or fits(one, other) or fits(other, one) or _initials(one, other)


def _initials(a: Name, b: Name) -> bool:
    """«IMF» and «International Monetary Fund»."""
    short, long = sorted((a.full, b.full), key=len)
    return len(short) > 2 and short.isupper() and short == "".join(w[0] for w in long.split() if w[0].isupper())


def _folded(name: str) -> str:
    """The letters of a name: «M.K.Stalin» and «MK Stalin» have the same."""
    words = [folded(word) for word in name.split()]
    return "".join(word for word in words if word != "the")


def days_apart(a: Saying, b: Saying) -> int | None:
    """How many days lie between the two publications; None if one has no date, or not down to the day. Within one
    article none do, dated or not."""
    if a.article and a.article == b.article:
        return 0
    return days_between(a.published, b.published)
