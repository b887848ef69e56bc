"""A quotation's words for comparison: case, accents, typography and contractions made one, each word in its place."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from quotecat.across.function_words import FUNCTION_WORDS
from quotecat.extract.name import TITLES

_TOKEN = re.compile(
    r"""
    (?P<gap>\[\s*(?:…|\.\s?\.\s?\.)[\s.…]*\] | \(\s*(?:…|\.\s?\.\s?\.)[\s.…]*\) | …[.…]* | \.(?:\s?\.){2,})
    | (?P<word>(?:(?:[^\W_]\.){2,} | (?:\[[^\W_]+\](?=[^\W_]))?[^\W_](?:[^\W_]|['’‘ʼ`´](?=[^\W_])|(?<=\d)[.,](?=\d))*)
        (?:\[['’]?[^\W_]+\])?)
    | (?P<sign>[%&]) | (?P<open>[\[(]) | (?P<close>[\])]) | (?P<stop>[.!?]+|\n)
    """,
    re.VERBOSE,
)
_APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʼ`´", "'"))
_SUFFIXES = {"n't": "not", "'re": "are", "'ve": "have", "'ll": "will", "'m": "am"}
_IS = frozenset("it that he she there what who here where how".split())  # «Ana's» may be hers
_STEMS = {"wo": "will", "ca": "can", "sha": "shall"}  # won't, can't, shan't
_WHOLE = {
    "cannot": ("can", "not"),
    "gonna": ("going", "to"),
    "wanna": ("want", "to"),
    "gotta": ("got", "to"),
    "let's": ("let", "us"),
}
_SAME = {"%": "percent", "&": "and"} | {
    word: str(number)
    for number, word in enumerate("two three four five six seven eight nine ten eleven twelve".split(), 2)
}


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of a quotation as they are compared, in order.

    «don’t» is two words, «do» and «not», as «do not» is. `places` has for each word the code points of the printed
    words at which it starts and ends. The numbers of words are in `gaps` if an ellipsis stands before them (that of
    the last word + 1: behind it), in `inserted` if they stand in brackets, in `starts` if a sentence starts with
    them, in `named` if they tell something and have a capital letter where none starts. «[t]he» is the word «the»,
    and not inserted.
    """

    words: tuple[str, ...]
    places: tuple[tuple[int, int], ...]
    gaps: frozenset[int] = frozenset()
    inserted: frozenset[int] = frozenset()
    starts: frozenset[int] = frozenset()
    named: frozenset[int] = frozenset()

    @property
    def telling(self) -> tuple[str, ...]:
        """The words that are no function words: those that tell what it is about."""
        return tuple(word for word in self.words if word not in FUNCTION_WORDS)


@lru_cache(maxsize=4096)
def wording(printed: str) -> Wording:
    """The words of `printed`."""
    words: list[str] = []
    places: list[tuple[int, int]] = []
    gaps, inserted, starts, named = set[int](), set[int](), set[int](), set[int]()
    depth, fresh = 0, True
    for token in _TOKEN.finditer(printed):
        here = len(words)
        match token.lastgroup:
            case "gap":
                gaps.add(here)
            case "open":
                depth += 1
            case "close":
                depth = max(depth - 1, 0)
            case "stop":
                fresh = not (words and token.group() == "." and (words[-1] in TITLES or len(words[-1]) == 1))
            case _:
                for word, start, end in _words(token.group()):
                    words.append(word)
                    places.append((token.start() + start, token.start() + end))
                if depth:
                    inserted.update(range(here, len(words)))
                if fresh:
                    starts.add(here)
                elif token.group().lstrip("[")[:1].isupper() and words[here] not in FUNCTION_WORDS:
                    named.add(here)
                fresh = False
    sets = map(frozenset, (gaps, inserted, starts, named))
    return Wording(tuple(words), tuple(places), *sets)


def folded(word: str) -> str:
    """A word without case, accents, brackets, dots of abbreviation and commas of thousands; apostrophes straight."""
    letters = unicodedata.normalize("NFKD", word).casefold().translate(_APOSTROPHES)
    kept = "".join(char for char in letters if char.isalnum() or char == "'" or char == ".")
    return kept if kept[:1].isdigit() else kept.replace(".", "")


@lru_cache(maxsize=65_536)
def _words(printed: str) -> tuple[tuple[str, int, int], ...]:
    """The word, or the two that are contracted in it, each with its share of the printed letters."""
    word, end = folded(printed), len(printed)
    if pair := _WHOLE.get(word):
        middle = end - (3 if word == "cannot" else 2)
        return (pair[0], 0, middle), (pair[1], middle, end)
    for suffix, second in _SUFFIXES.items():
        if word.endswith(suffix) and word != suffix:
            stem, middle = word.removesuffix(suffix), end - len(suffix)
            return (_STEMS.get(stem, stem) if second == "not" else stem, 0, middle), (second, middle, end)
    if word.endswith("'s") and word[:-2] in _IS:
        return (word[:-2], 0, end - 2), ("is", end - 2, end)
    return ((_SAME.get(word or printed, word), 0, end),)
