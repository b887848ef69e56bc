"""Whether two claims of different articles are about the same thing, and how they stand to each other.

What comes out is a lead to check, never a verdict: two claims share the words that tell something and a name, and then
their figures, their polarity and who makes them are set side by side. Which of them is true is not asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from quotecat.across.function_words import FUNCTION_WORDS
from quotecat.across.wording import wording

Figure = tuple[float, float, str]  # the lowest and the highest that it may be, and its unit
LeadKind = Literal["figures differ", "opposite polarity", "another claimant", "agreeing", "same words"]

ALIKE = 0.5  # the least share of their telling words that two claims have in common
WEIGHT = 13.0  # the least that the common words weigh: a word in one claim of a thousand weighs 7
SHARED = 3  # the least number of common telling words
# What every newsroom and every pollster writes: claims that have it in common have nothing in common.
FORMULAS = frozenset(
    """respond request comment immediately margin error plus minus percentage points sampling anonymity condition
    authorized authorised speak publicly declined told reporters interview statement""".split()
)
# Who somebody is: it comes with the name, and says nothing of what is claimed.
DESCRIBING = frozenset(
    """former secretary state senator sen governor gov president presidential vice republican democrat democratic
    candidate nominee rival opponent frontrunner runner minister prime leader representative rep congressman
    congresswoman congress mayor judge justice general chief executive chairman director spokesman spokeswoman
    mr mrs ms dr""".split()
)
_ENDINGS = ("ing", "ed", "es", "ly", "s")


@dataclass(frozen=True, slots=True)
class Stated:
    """What a claim says, as it is compared.

    Args:
        words: its telling words without endings, names and what goes with names left out.
        names: the people, places and organisations that it names, folded.
        figures: (lowest, highest, unit) of its figures.
        denied: the words of what it denies, by itself or by its reporting words; none if it denies nothing.
        claimant: who makes it, empty if the article does or nobody is named.
    """

    words: frozenset[str]
    names: frozenset[str]
    figures: tuple[Figure, ...]
    denied: frozenset[str]
    claimant: str


@dataclass(frozen=True, slots=True)
class Lead:
    """How two claims about one thing stand to each other; `alike` (0 to 1) ranks, `shared` are the common words."""

    kind: LeadKind
    alike: float
    shared: tuple[str, ...]


def telling(printed: str, names: Iterable[str] = ()) -> frozenset[str]:
    """The words that say what a claim is about, without endings; those of names, offices and formulas do not."""
    left = FUNCTION_WORDS | FORMULAS | DESCRIBING | {word for name in names for word in name.split()}
    return frozenset(_stem(word) for word in wording(printed).words if word not in left)


def compare(a: Stated, b: Stated, weights: Mapping[str, float]) -> Lead | None:
    """How two claims stand to each other, whichever comes first; None if they are not plainly about the same thing.

    `weights` say how much each word tells: the logarithm of how many claims there are for each that has it.
    """
    shared = a.words & b.words
    if len(shared) < SHARED or not a.names & b.names:
        return None
    common, *both = (sum(weights.get(word, 0.0) for word in words) for words in (shared, a.words, b.words))
    largest = max(both)
    if common < WEIGHT or common < ALIKE * largest:
        return None
    kind = _kind(a, b)
    return Lead(kind, round(common / largest, 3), tuple(sorted(shared))) if kind else None


def _kind(a: Stated, b: Stated) -> LeadKind | None:
    one_denies = bool(a.denied) != bool(b.denied)
    if one_denies and _is_of_both(a.denied or b.denied, a, b):
        return "opposite polarity"
    if _differ(a, b):
        return "figures differ"
    if a.claimant and b.claimant and a.claimant != b.claimant:
        return "another claimant"
    if one_denies:
        return None  # they neither agree nor deny the same
    return "same words" if a.words == b.words else "agreeing"


def _is_of_both(denied: frozenset[str], a: Stated, b: Stated) -> bool:
    """Whether what one of two claims denies is what the other says: half of its words at least."""
    return 2 * len(denied & a.words & b.words) >= len(denied)


def _differ(a: Stated, b: Stated) -> bool:
    """Whether both have figures of one unit, and none of one can be one of the other; where they have no unit in
    common, as many figures count as figures of the same thing («leads with 61», «has 182 delegates»)."""
    units = _units(a) & _units(b)
    if not units and len(a.figures) == len(b.figures) > 0 and "" in _units(a) | _units(b):
        return not _touch(a.figures, b.figures)
    return any(not _touch(_of_unit(a, unit), _of_unit(b, unit)) for unit in units)


def _units(stated: Stated) -> set[str]:
    return {unit for *_, unit in stated.figures}


def _of_unit(stated: Stated, unit: str) -> list[Figure]:
    return [figure for figure in stated.figures if figure[2] == unit]


def _touch(some: Iterable[Figure], others: Sequence[Figure]) -> bool:
    """Whether a figure of the one may be one of the other."""
    return any(low <= most and least <= high for low, high, _ in some for least, most, _ in others)


def _stem(word: str) -> str:
    ending = next((e for e in _ENDINGS if word.endswith(e) and len(word) > len(e) + 3), "")
    return word.removesuffix(ending)
