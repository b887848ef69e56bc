"""Whether two quotations are the same utterance, how their words differ, and what in that is worth a look.

No score decides. Two quotations are related if one reason is good enough: many words in common, in one piece, that tell
something; or fewer, by one speaker, printed within days. Everything else is declined: «Thank you» is said every day.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from quotecat.across.difference import Step, difference
from quotecat.across.flag import Flag, flags
from quotecat.across.function_words import FUNCTION_WORDS
from quotecat.across.saying import Saying, days_apart, speakers
from quotecat.across.wording import Wording

VariantKind = Literal["identical", "contained", "truncated", "ellipsis", "bracketed", "changed"]
"""How the words of the shorter relate to those of the longer: the same; a stretch of its middle; cut at one end; cut
in the middle with an ellipsis; explained in brackets; changed without a sign."""
Bond = Literal["firm", "fragment", "brief"]
"""What holds two quotations together: enough common words to stand on their own (firm); or a few words (fragment) that
a longer quotation has too; or two quotations of a few words each (brief)."""

FIRM = 8
"""From how many common words on a quotation needs no date and no second reason."""
DISTINCT = 3
"""How many of them must tell something."""
OTHER_SPEAKER = 10
"""How many words two speakers must have in common, if not one of them is misnamed."""
NEAR = 3
"""Within how many days few words are taken for the same utterance."""
CHANGED = 5
"""How many words must be common for each one that is changed, printed within days; else, twice as many."""


@dataclass(frozen=True, slots=True)
class Relation:
    """How the words of two quotations relate: `steps` lead from the longer to the shorter."""

    kind: VariantKind
    flags: tuple[Flag, ...]
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Variant:
    """Two quotations that are taken for one utterance: how they relate, and what holds them together."""

    relation: Relation
    bond: Bond


def fuller(a: Saying, b: Saying) -> bool:
    """Whether `a` is the fuller of the two: more words, or of equal ones the earlier and then the first by place."""
    return _rank(a) <= _rank(b)


def _rank(said: Saying) -> tuple[int, str, str, str, int]:
    return -len(said.wording.words), said.published or "9", said.words, said.article, said.start


def compare(a: Saying, b: Saying) -> Variant | None:
    """How the two relate, whichever comes first; None if they are not to be taken for one utterance."""
    if not fuller(a, b):
        a, b = b, a
    if a.article == b.article and a.start < b.end and b.start < a.end:
        return None  # one stands in the other
    if len({*a.wording.words} & {*b.wording.words}) < min(len({*b.wording.words}), FIRM) // 2:
        return None  # soon told, as most are
    steps = difference(a.wording, b.wording)
    bond = _bond(a, b, steps)
    return Variant(_relation(a, b, steps), bond) if bond else None


def near(a: Saying, b: Saying) -> bool:
    """Whether few words may be one utterance: printed within days, and not by two speakers, as far as is known."""
    apart = days_apart(a, b)
    return apart is not None and apart <= NEAR and speakers(a, b) != "other"


def relation(a: Saying, b: Saying) -> Relation:
    """How the words of `b` relate to those of `a`, which is to be the fuller, whether they are one utterance or not."""
    return _relation(a, b, difference(a.wording, b.wording))


def _relation(a: Saying, b: Saying, steps: tuple[Step, ...]) -> Relation:
    other = speakers(a, b) == "other"
    return Relation(_kind(steps), flags(steps, a.wording, b.wording, other_speaker=other), steps)


def _kind(steps: Sequence[Step]) -> VariantKind:
    manners = [step.manner for step in steps]
    if manners == ["same"]:
        return "identical"
    for manner, kind in _KINDS:
        if manner in manners:
            return kind
    return "contained" if manners.count("cut") == 2 else "truncated"


_KINDS: tuple[tuple[str, VariantKind], ...] = (
    ("change", "changed"),
    ("ellipsis", "ellipsis"),
    ("bracket", "bracketed"),
)


@dataclass(frozen=True, slots=True)
class _Shared:
    """What two quotations share: words in common, the longest run of them, how many tell something, of those how many
    are no names; and what they do not: how many words are changed, how many the shorter has besides, and the flags."""

    common: int
    run: int
    telling: int
    plain: int
    changed: int
    besides: int
    flags: tuple[Flag, ...]


def _shared(a: Wording, b: Wording, steps: Sequence[Step]) -> _Shared:
    same = [range(step.a_start, step.a_end) for step in steps if step.manner == "same"]
    telling = {a.words[i]: i in a.named for run in same for i in run if a.words[i] not in FUNCTION_WORDS}
    return _Shared(
        common=sum(map(len, same)),
        run=max(map(len, same), default=0),
        telling=len(telling),
        plain=sum(not named for named in telling.values()),
        changed=sum(_weight(step) for step in steps if step.manner == "change"),
        besides=sum(step.b_end - step.b_start for step in steps if step.manner in ("change", "cut")),
        flags=flags(steps, a, b),
    )


def _weight(step: Step) -> int:
    """How many words are changed; at the start the rest of the longer side is cut, not changed."""
    only = step.a_end - step.a_start, step.b_end - step.b_start
    return min(only) if step.a_start == step.b_start == 0 else max(only)


def _bond(a: Saying, b: Saying, steps: Sequence[Step]) -> Bond | None:
    shared = _shared(a.wording, b.wording, steps)
    if len(b.wording.words) >= FIRM:
        return "firm" if _firm(a, b, shared) or _once(a, b, shared) else None
    if not shared.common or not near(a, b) or not _telling(a, b, steps, shared):
        return None
    if a.article == b.article and len(a.wording.words) < FIRM and (shared.common <= DISTINCT or not shared.plain):
        return None  # a term that the article uses twice: «zero tolerance»
    if speakers(a, b) == "unknown" and (shared.telling < DISTINCT or shared.changed):
        return None
    return "fragment" if len(a.wording.words) >= FIRM else "brief"


def _firm(a: Saying, b: Saying, shared: _Shared) -> bool:
    """Whether there are words enough, whoever says them when."""
    if shared.common < FIRM or shared.telling < DISTINCT or shared.run < FIRM // 2:
        return False
    if shared.changed > shared.common // CHANGED:
        return False
    if speakers(a, b) == "other" and (shared.common < OTHER_SPEAKER or shared.telling <= DISTINCT):
        return False
    apart = days_apart(a, b)
    soon = apart is None or apart <= 2 * NEAR
    return soon or shared.changed <= shared.common // (2 * CHANGED)


def _once(a: Saying, b: Saying, shared: _Shared) -> bool:
    """Whether there are nearly enough, all of the shorter but a word, by one speaker within days."""
    if speakers(a, b) != "same" or not near(a, b):
        return False
    if shared.common < FIRM - 2 or max(shared.besides, shared.changed) > 1:
        return False
    if shared.changed and shared.telling < DISTINCT and {"name", "number"} & {*shared.flags}:
        return False  # «We will win Ohio», «We will win Iowa»
    whole = len(a.wording.words) - shared.common <= 1
    return shared.telling > 1 or (shared.telling == 1 and whole and shared.common >= FIRM - 1)


def _telling(a: Saying, b: Saying, steps: Sequence[Step], shared: _Shared) -> bool:
    """Whether so few words say enough: all the same, or a stretch that is more than a name."""
    if len(steps) == 1 and shared.common >= DISTINCT:
        return shared.telling > 0 or days_apart(a, b) in (0, 1)
    if shared.telling < 2 or not shared.plain:
        return False
    return max(shared.besides, shared.changed) <= (shared.common > DISTINCT)
