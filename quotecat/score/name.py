"""Names compared: titles, case, articles and possessives aside."""

from __future__ import annotations

import re
from collections.abc import Iterator

TITLES = frozenset(
    """mr mrs ms miss dr prof professor sir dame lord lady sen senator rep representative congressman congresswoman gov
    governor president vice-president pres secretary sec gen general col colonel lt lieutenant maj major capt captain
    sgt sergeant cpl adm admiral cmdr commander judge justice chief minister prime premier chancellor mayor king queen
    prince princess pope bishop archbishop cardinal rev reverend father sister brother rabbi imam sheikh ambassador
    attorney former ex the a an""".split()
)
NEVER_NAMED = ("unnamed", "document")
"""The kinds of speaker that have no name to equal, only a description."""


def norm(name: str) -> tuple[str, ...]:
    """A name's words without case, titles, articles, possessives and punctuation."""
    plain = re.sub(r"[’']s\b", "", name).casefold().replace("’", "'")
    words = re.findall(r"[^\W_]+(?:[-'][^\W_]+)*", plain)
    first = next((i for i, word in enumerate(words) if word not in TITLES), len(words) - 1)
    return tuple(words[max(first, 0) :])


def same(answer: str, gold: str) -> bool:
    """Whether one of the names in `answer` is one of those in `gold`, word for word; « | » joins names."""
    return bool(({norm(n) for n in answer.split(" | ")} - {()}) & {norm(n) for n in gold.split(" | ")})


def described(answer: str, gold: str) -> bool:
    """Whether all words of one of their names, or descriptions, are among those of the other's."""
    return any(set(a) <= set(g) or set(g) <= set(a) for a, g in _pairs(answer, gold))


def right(answer: str | None, gold: str, kind: str) -> bool:
    """Whether `answer` is the `gold` speaker: the same name, or for who is never named the same description.

    No answer is not right, whatever the gold.
    """
    if not answer:
        return False
    return same(answer, gold) or (kind in NEVER_NAMED and described(answer, gold))


def akin(answer: str, gold: str) -> bool:
    """Whether two of their names end alike, or all words of one are in the other."""
    return described(answer, gold) or any(a[-1] == g[-1] for a, g in _pairs(answer, gold))


def _pairs(answer: str, gold: str) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """The words of each name in `answer` with those of each in `gold`, names without a word left out."""
    pairs = ((norm(a), norm(g)) for a in answer.split(" | ") for g in gold.split(" | "))
    return ((a, g) for a, g in pairs if a and g)
