"""Language: which one a text is in. The one room that knows py3langid (after langid.py, Lui and Baldwin 2012)."""

from __future__ import annotations

from functools import cache
from typing import Any

ENOUGH = 200  # letters; of less the language cannot be told
READ = 10_000  # code points that are looked at
SURE = 0.99
# Words that hardly another language writes, and which share of the words of each third of a text they are at least
# where it is plainly English; in news they are an eighth of all words.
ENGLISH = frozenset("the and that with from this have they their which said".split())
PLAINLY = 0.08


def foreign(text: str) -> str | None:
    """The ISO 639-1 code of a language other than English that the text is surely in; None if there is none."""
    looked_at = text[:READ]
    if sum(map(str.isalpha, looked_at)) < ENOUGH:
        return None
    if _is_plainly_english(looked_at):
        return None
    language, probability = _identifier().classify(looked_at.lower() if looked_at.isupper() else looked_at)
    return None if language == "en" or probability < SURE else str(language)


def _is_plainly_english(text: str) -> bool:
    """Whether the identifier need not be asked: to load it takes as long as to read an article."""
    words = text.lower().split()
    third = len(words) // 3 + 1
    parts = (words[at : at + third] for at in range(0, len(words), third))
    return all(sum(word in ENGLISH for word in part) >= PLAINLY * len(part) for part in parts)


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
