"""A word-level difference of two quotations, and how it reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from quotecat.across.wording import Wording

Manner = Literal["same", "cut", "ellipsis", "bracket", "change"]
"""What became of a stretch of words: the same in both; cut at the start or the end; left out with an ellipsis;
explained or put in other words in brackets; changed without a sign."""

LOOSE = 2  # a block of so few words, far from the others, is a coincidence
SPARED = 2  # how many words beside a bracket it may stand for
SHOWN = 10  # of a stretch of more words that one side lacks only the first and last are printed


@dataclass(frozen=True, slots=True)
class Step:
    """Words a_start to a_end of the one quotation, which are words b_start to b_end of the other."""

    manner: Manner
    a_start: int
    a_end: int
    b_start: int
    b_end: int


def difference(a: Wording, b: Wording) -> tuple[Step, ...]:
    """The steps that lead from `a` to `b`, all words of both in order.

    The longest common run comes first, then those on either side of it, as a reader would match the two; a
    minimal edit distance would rather pick words here and there. (So this is difflib's, and not rapidfuzz's.)
    """
    blocks = _blocks(a, b)
    steps = []
    at_a = at_b = 0
    for start_a, start_b, size in [*blocks, (len(a.words), len(b.words), 0)]:
        if at_a < start_a or at_b < start_b:
            edge = (at_a == 0 and at_b == 0) or not size
            steps.append(Step(_manner(a, b, (at_a, start_a), (at_b, start_b), edge), at_a, start_a, at_b, start_b))
        if size:
            steps.append(Step("same", start_a, start_a + size, start_b, start_b + size))
        at_a, at_b = start_a + size, start_b + size
    return tuple(steps)


def _blocks(a: Wording, b: Wording) -> list[tuple[int, int, int]]:
    if a.words == b.words:
        return [(0, 0, len(a.words))] if a.words else []
    matcher = SequenceMatcher(None, a.words, b.words, autojunk=False)
    blocks = [(m.a, m.b, m.size) for m in matcher.get_matching_blocks() if m.size]
    while len(blocks) > 1 and _loose(blocks[0], blocks[1], a, b):
        del blocks[0]
    while len(blocks) > 1 and _loose(blocks[-1], blocks[-2], a, b):
        del blocks[-1]
    return blocks


def _loose(edge: tuple[int, int, int], inner: tuple[int, int, int], a: Wording, b: Wording) -> bool:
    """Whether a block at the edge is too small and too far off to be more than a coincidence."""
    first, second = sorted((edge, inner))
    apart = max(
        len(set(range(one[0], one[1])) - said.inserted)
        for said, one in ((a, (first[0] + first[2], second[0])), (b, (first[1] + first[2], second[1])))
    )
    marked = bool(b.gaps & {first[1] + first[2], second[1]}) or bool(a.gaps & {first[0] + first[2], second[0]})
    return edge[2] <= LOOSE and apart > edge[2] + 1 and not marked


def _manner(a: Wording, b: Wording, in_a: tuple[int, int], in_b: tuple[int, int], edge: bool) -> Manner:
    only_a, only_b = range(*in_a), range(*in_b)
    if (only_a and a.inserted.issuperset(only_a)) or (only_b and b.inserted.issuperset(only_b)):
        return "bracket"
    if len(only_a) + len(only_b) <= SPARED and (_beside(a, in_a) or _beside(b, in_b)):
        return "bracket"
    if not only_b and not edge and b.gaps & {in_b[0]}:
        return "ellipsis"
    if not only_a and not edge and a.gaps & {in_a[0]}:
        return "ellipsis"
    if only_a and only_b and _around(a, in_a) and _around(b, in_b):
        return "ellipsis"  # each leaves out what the other has
    return "cut" if edge and not (only_a and only_b) else "change"


def _beside(said: Wording, stretch: tuple[int, int]) -> bool:
    """Whether words in brackets stand right before or after: «[the harbour]» for «it»."""
    return stretch[0] - 1 in said.inserted or stretch[1] in said.inserted


def _around(said: Wording, stretch: tuple[int, int]) -> bool:
    return bool(said.gaps & {*stretch})


def rendered(steps: Sequence[Step], a: Wording, b: Wording, printed_a: str, printed_b: str) -> str:
    """The difference in one line: «We will [-not-] {+now+} raise taxes»; what only `a` has is in [- -].

    Of more than `SHOWN` words that one side lacks the first and the last three are printed.
    """
    pieces = []
    for step in steps:
        gone = _printed(a, printed_a, step.a_start, step.a_end)
        come = _printed(b, printed_b, step.b_start, step.b_end)
        if step.manner == "same":
            pieces.append(" ".join(printed_a[a.places[step.a_start][0] : a.places[step.a_end - 1][1]].split()))
            continue
        pieces += [f"[-{gone}-]"] if gone else []
        pieces += [f"{{+{come}+}}"] if come else []
    return " ".join(pieces)


def _printed(said: Wording, printed: str, start: int, end: int) -> str:
    if start == end:
        return ""
    first, last = said.places[start][0], said.places[end - 1][1]
    if end - start <= SHOWN:
        return " ".join(printed[first:last].split())
    head, tail = said.places[start + 2][1], said.places[end - 3][0]
    return " ".join(f"{printed[first:head]} … {printed[tail:last]}".split())
