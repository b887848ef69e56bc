"""Names compared: titles, case, articles and possessives aside."""

from __future__ import annotations

import re

TITLES = frozenset(
    """mr mrs ms miss dr prof professor sir dame lord lady sen senator rep representative congressman congresswoman gov
    governor president vice-president pres secretary sec gen general col colonel lt lieutenant maj major capt captain
    sgt sergeant cpl adm admiral cmdr commander judge justice chief minister prime premier chancellor mayor king queen
    prince princess pope bishop archbishop cardinal rev reverend father sister brother rabbi imam sheikh ambassador
    attorney former ex the a an""".split()
)


def norm(name: str) -> tuple[str, ...]:
    """A name's words without case, titles, articles, possessives and punctuation."""
    plain = re.sub(r"[’']s\b", "", name).casefold().replace("’", "'")
    words = re.findall(r"[^\W_]+(?:[-'][^\W_]+)*", plain)
    first = next((i for i, word in enumerate(words) if word not in TITLES), len(words) - 1)
    return tuple(words[max(first, 0) :])


def same(answer: str, gold: str) -> bool:
    """Whether one of the names in `answer` is one of those in `gold`, word for word; « | » joins names."""
    return bool(({norm(n) for n in answer.split(" | ")} - {()}) & {norm(n) for n in gold.split(" | ")})


def akin(answer: str, gold: str) -> bool:
    """Whether two of their names end alike, or all words of one are in the other."""
    pairs = ((norm(a), norm(g)) for a in answer.split(" | ") for g in gold.split(" | "))
    return any(a and g and (a[-1] == g[-1] or set(a) <= set(g) or set(g) <= set(a)) for a, g in pairs)
