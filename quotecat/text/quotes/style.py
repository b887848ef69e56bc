"""QuoteStyle: how one article uses its marks, read from all of them before any is paired."""

from __future__ import annotations

import re
from dataclasses import dataclass

ELISION = re.compile(r"(?:tis|twas|twere|twill|em|til|till|n|cause|bout|cuz|coz|nother|nuff|\d0s|\d\ds)(?!\w)", re.I)
"""What follows an apostrophe that stands for lost letters or figures: 'tis, '90s, rock 'n' roll."""

_OPENS = r"(?:(?<=[\s(\[—–-])|^)"
_DOUBLE_OPENING = re.compile(_OPENS + r"(?:[\"“„«»「]|''|``)(?=[^\s,;:!?)])")
_SINGLE_OPENING = re.compile(_OPENS + rf"['‘‚](?=[^\s,;:!?)'])(?!{ELISION.pattern}|\d\d\W)", re.I)
_SINGLE_FIRST = re.compile(r"^[^\S\n]*['‘](?=\w)", re.M)
_SINGLE_CLOSING = re.compile(r"(?:(?<=[.,!?…])['’](?=[\s)\]—–-]|$)|(?<=\w)['’](?=[.,;:!?)]))")


@dataclass(frozen=True, slots=True)
class QuoteStyle:
    """How one article uses its marks.

    Args:
        single_outer: its main quotation marks are single ones, in the British way.
        turned_angles: it opens with » and closes with «, in the German way.
    """

    single_outer: bool = False
    turned_angles: bool = False


def quote_style(text: str) -> QuoteStyle:
    """How `text` as a whole uses single marks and angles."""
    doubles = sum(1 for _ in _DOUBLE_OPENING.finditer(text))
    singles = sum(1 for _ in _SINGLE_OPENING.finditer(text))
    sure = sum(1 for _ in _SINGLE_CLOSING.finditer(text)) + sum(1 for _ in _SINGLE_FIRST.finditer(text))
    turned, usual = (len(re.findall(rf"(?<!\S){mark}(?=\w)", text)) for mark in "»«")
    return QuoteStyle(single_outer=singles > doubles and sure * 2 >= singles, turned_angles=turned > usual)
