"""QuoteMark: one quotation mark as printed, with what it is made for and which way its neighbours turn it.

An apostrophe is no glyph where its own neighbours say so: «don't», «O'Neil», «’90s», «'tis».
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from quotecat.text.quotes.style import ELISION, QuoteStyle

Side = Literal["open", "close", "either"]

MARKS: dict[str, tuple[str, Side]] = {
    '"': ("double", "either"),
    "“": ("double", "open"),
    "”": ("double", "close"),
    "„": ("double", "open"),
    "‟": ("double", "open"),
    "〝": ("double", "open"),
    "〞": ("double", "close"),
    "''": ("double", "either"),
    "``": ("double", "open"),
    "'": ("single", "either"),
    "‘": ("single", "open"),
    "’": ("single", "close"),
    "‚": ("single", "open"),
    "‛": ("single", "open"),
    "`": ("single", "open"),
    "«": ("angle", "open"),
    "»": ("angle", "close"),
    "‹": ("thin angle", "open"),
    "›": ("thin angle", "close"),
    "「": ("corner", "open"),
    "」": ("corner", "close"),
    "『": ("white corner", "open"),
    "』": ("white corner", "close"),
}
"""Each mark with its family and what it is made for; marks of one family can close each other."""

_APOSTROPHES = "'’‘"
# A tag's attributes have straight marks too: <a target="_blank">.
_TOKEN = re.compile(r"<[A-Za-z/!][^<>]{0,300}>|'+|``|[" + "".join(m for m in MARKS if len(m) == 1) + "]")
_YEAR = re.compile(r"\d\d(?!\w)")
# Words that lose their end to an apostrophe: talkin' about, Guns N' Roses, good ol' boys.
_CLIPPED = re.compile(r"(?:\w\win|(?<!\w)(?:o|n|ol|lil|th|mo|po))$", re.I)
_SHORT_NUMBER = re.compile(r"(?<![\d.,$])\d{1,3}$")
_BEFORE_OPENING = frozenset("([{<-–—―/=>|*_~#•…")
_AFTER_CLOSING = frozenset(".,;:!?)]}>-–—―/…|*_~")
_NOT_AFTER_OPENING = frozenset(",;:!?)]}")


@dataclass(frozen=True, slots=True)
class QuoteMark:
    """A mark at ``[start, end)``.

    Args:
        family: `double`, `single` and so on, see `MARKS`.
        side: what the mark is made for.
        lean: which way its neighbours turn it; `either` where they do not say.
        weak: as a closing mark it could as well be an apostrophe (the officers’ reports) or inches (a 5" pipe).
        loose: white space, or nothing, on its left.
        right: the place after the run of marks that it stands in.
    """

    start: int
    end: int
    printed: str
    family: str
    side: Side
    lean: Side
    weak: bool
    loose: bool
    right: int


def quote_marks(text: str, how: QuoteStyle) -> list[QuoteMark]:
    """The marks of `text` in order, apostrophes inside words and marks inside markup tags left out."""
    tokens = _tokens(text, how)
    bounds = _bounds(text, tokens)
    found = (_glyph(text, token, bound, how) for token, bound in zip(tokens, bounds, strict=True))
    return [glyph for glyph in found if glyph is not None]


def _tokens(text: str, how: QuoteStyle) -> list[tuple[int, int]]:
    """Where marks stand; a run of apostrophes is cut into pairs and singles."""
    tokens: list[tuple[int, int]] = []
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        if text[start] == "'" and end - start > 1:
            tokens.extend(_cut_run(text, start, end, how))
        elif text[start] != "<" and not _is_inside_word(text, start, end):
            tokens.append((start, end))
    return tokens


def _is_inside_word(text: str, start: int, end: int) -> bool:
    return text[start] in _APOSTROPHES and text[start - 1 : start].isalnum() and text[end : end + 1].isalnum()


def _cut_run(text: str, start: int, end: int, how: QuoteStyle) -> list[tuple[int, int]]:
    """Two apostrophes are one double mark, three a double and a single one with the single inside."""
    if how.single_outer:
        return [(i, i + 1) for i in range(start, end)]
    opens = start == 0 or (not text[start - 1].isalnum() and text[start - 1] not in ".,!?")
    odd = (end - start) % 2
    first = start + (0 if opens or not odd else 1)
    pairs = [(i, i + 2) for i in range(first, first + (end - start) // 2 * 2, 2)]
    if not odd:
        return pairs
    return [*pairs, (end - 1, end)] if opens else [(start, start + 1), *pairs]


def _bounds(text: str, tokens: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """For each mark the places just outside the run of marks that it stands in."""
    lefts, rights = [0] * len(tokens), [0] * len(tokens)
    for i, (start, _) in enumerate(tokens):
        lefts[i] = lefts[i - 1] if i and tokens[i - 1][1] == start else start - 1
    for i in range(len(tokens) - 1, -1, -1):
        end = tokens[i][1]
        rights[i] = rights[i + 1] if i + 1 < len(tokens) and tokens[i + 1][0] == end else end
    return list(zip(lefts, rights, strict=True))


def _glyph(text: str, token: tuple[int, int], bound: tuple[int, int], how: QuoteStyle) -> QuoteMark | None:
    """The mark at `token`, or None where it is an apostrophe that stands for lost letters."""
    start, end = token
    printed = text[start:end]
    family, side = MARKS[printed]
    lean = _lean(text, *bound)
    if family == "single" and lean == "open" and (printed == "’" or _is_elision(text, start, end)):
        return None
    if family == "angle" and how.turned_angles:
        side = "close" if side == "open" else "open"
    left = text[max(0, bound[0]) : bound[0] + 1]
    return QuoteMark(
        start,
        end,
        printed,
        family,
        side,
        lean,
        weak=_is_weak(text, start, end, family, printed),
        loose=not left or left.isspace(),
        right=bound[1],
    )


def _lean(text: str, left: int, right: int) -> Side:
    """Which way a mark between these two places is turned: «say "this" now» opens, then closes."""
    before = text[left] if left >= 0 else " "
    after = text[right] if right < len(text) else " "
    starts = after not in _NOT_AFTER_OPENING and (after != "." or text[right + 1 : right + 2] == ".")
    opens = (before.isspace() or before in _BEFORE_OPENING) and not after.isspace() and starts
    closes = not before.isspace() and before not in "([{" and (after.isspace() or after in _AFTER_CLOSING)
    if opens == closes:
        return "either"
    return "open" if opens else "close"


def _is_elision(text: str, start: int, end: int) -> bool:
    """'tis, '90s, and the class of '16 but not «he said: '16 candidates …»."""
    if ELISION.match(text, end):
        return True
    return bool(_YEAR.match(text, end)) and text[max(0, start - 2) : start - 1].isalpha()


def _is_weak(text: str, start: int, end: int, family: str, printed: str) -> bool:
    """Whether a word follows as it would after an apostrophe or inches."""
    before, after = text[max(0, start - 5) : start], text[end : end + 2]
    if printed in {'"', "'"} and _SHORT_NUMBER.search(before):
        return after[:1] in {"-", "x", "×"} or (after[:1].isspace() and after[1:].isalpha())
    if family != "single" or not (after[:1].isspace() and after[1:].isalnum()):
        return False
    return before[-1:] in {"s", "S", "z", "x"} or bool(_CLIPPED.search(before))
