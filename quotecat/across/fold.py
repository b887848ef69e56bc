"""Words as they are compared between articles: without case, accents, and the marks that printing adds."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+(?:['’.&][^\W_]+)*")


@lru_cache(maxsize=50_000)
def folded(printed: str) -> str:
    """The letters and figures of a word, in lower case: «Müller’s» is «mullers», «U.S.» «us»."""
    letters = unicodedata.normalize("NFKD", printed).casefold()
    return "".join(char for char in letters if char.isalnum())


def words(printed: str) -> tuple[str, ...]:
    """The words of what is printed, folded; parts joined by a hyphen are words of their own."""
    return tuple(key for word in _WORD.findall(printed) if (key := folded(re.sub(r"['’]s$", "", word))))
