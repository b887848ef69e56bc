"""How like a printed text is to what somebody remembers: the way to find a quotation from memory."""

from __future__ import annotations

import re

from rapidfuzz import fuzz

_WORD = re.compile(r"[^\W_]+")


def likeness(remembered: str, printed: str) -> float:
    """How like the words are to the stretch of the text that is most like them, 0 to 1; to all of a shorter text.

    It ranks, and decides nothing: «will not» and «will now» are much alike.
    """
    wanted, there = (" ".join(_WORD.findall(words.casefold())) for words in (remembered, printed))
    if not wanted or not there:
        return 0.0
    measure = fuzz.ratio if len(there) < len(wanted) else fuzz.partial_ratio
    return float(measure(wanted, there)) / 100
