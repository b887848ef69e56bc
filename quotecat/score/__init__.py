"""How right an extraction is: its rows against gold rows, by the measures that the field uses.

A gold row has `article`, `quotes` (each with `start`, `end`, `attributed`, and where known `source`, `speaker`, `kind`,
`optional`), and where known `text` and `attributions` (each with `source`, `cue`, `content`, and where known
`claimant`); `direct left out` says that these are the indirect and mixed ones only. A system row is what
`quotecat extract --format jsonl` prints. Who is never named (the kinds `unnamed` and `document`) is right when the
words of one description are among the other's.

Offsets are code points; whether a stretch includes its marks does not matter.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from quotecat.errors import GoldError
from quotecat.score.report import report_of
from quotecat.score.tally import Named, Row, Tally, count

__all__ = ["Named", "Row", "score"]


def score(gold: Iterable[Row], system: Iterable[Row]) -> tuple[dict[str, Any], list[Named]]:
    """The measures, by name, and the gold quotations whose speaker the system got wrong.

    Raises:
        GoldError: if an article stands twice in `system`, or a row is not of this format.
    """
    answers: dict[str, Row] = {}
    tally = Tally()
    for row in system:
        if _name(row) in answers:
            raise GoldError(f"article {_name(row)!r} stands twice in the system's rows: score one extraction at a time")
        answers[_name(row)] = row
    for row in gold:
        name = _name(row)
        tally.counts["articles"] += 1
        tally.counts["articles missing"] += name not in answers
        try:
            count(row, answers.get(name, {}), tally)
        except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
            raise GoldError(f"article {name!r}: a row is not in the scorer's format ({error!r})") from error
    return report_of(tally), [n for n in tally.named if not n.right]


def _name(row: Row) -> str:
    try:
        return str(row["article"])
    except (KeyError, TypeError) as error:
        raise GoldError(f"a row names no `article`: {str(row)[:60]}") from error
