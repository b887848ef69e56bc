"""What was reviewed, as a whole: bring decisions in, list them, take one back, hand them on as gold, score by them."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from quotecat.cli.options import DB, WAIT, Db, Form, Wait
from quotecat.cli.output import Format, emit, note
from quotecat.errors import QuotecatError, UsageError

if TYPE_CHECKING:
    from quotecat.catalog.review.verdict import Decision


def _spelt(name: str | None) -> str | None:
    from quotecat.catalog.review.verdict import spelt

    return spelt(name)


Reviewer = Annotated[
    str | None,
    typer.Option(envvar="QUOTECAT_REVIEWER", callback=_spelt, help="Who decides, to be kept with it."),
]
HISTORY = ("number", "at", "reviewer", "verdict", "quotation", "speaker", "reason", "said", "article", "undone")
MEASURES = ("measure", "n", "share", "low", "high", "estimate", "estimate_low", "estimate_high", "unknown")


def bring(
    file: Annotated[Path, typer.Argument(help="JSON Lines: quotation_id, verdict, speaker, kind, parts, reason.")],
    reviewer: Reviewer = None,
    db: Db = DB,
    wait: Wait = WAIT,
) -> None:
    """Bring in decisions from a file, all of them or, if one makes no sense, none."""
    from quotecat.catalog.catalog import Catalog
    from quotecat.catalog.review import review

    with Catalog(db, write=True, wait=wait) as catalog:
        at = [0]
        try:
            numbers = review.decide_all(catalog, _lines(file, at), reviewer)
        except UsageError as error:
            raise UsageError(f"{file}:{at[0]}: {error}; nothing was brought in") from error
    note(f"{len(numbers)} decisions brought in")


def history(form: Form = Format.table, db: Db = DB) -> None:
    """List what was decided about quotations, the first first."""
    from quotecat.catalog.catalog import Catalog
    from quotecat.catalog.review import review

    with Catalog(db) as catalog:
        found = review.history(catalog)
    emit(map(asdict, found), form, HISTORY)


def undo(
    number: Annotated[int | None, typer.Argument(help="Which decision; the last one if left out.")] = None,
    db: Db = DB,
    wait: Wait = WAIT,
) -> None:
    """Take a decision about a quotation back."""
    from quotecat.catalog.catalog import Catalog
    from quotecat.catalog.review import review

    with Catalog(db, write=True, wait=wait) as catalog:
        done, id = review.undo(catalog, number)
    note(f"Review {done} of {id} is taken back")


def gold(
    out: Annotated[Path, typer.Argument(help="The file to write.")],
    force: Annotated[bool, typer.Option("--force", help="Replace the file if it is there.")] = False,
    db: Db = DB,
) -> None:
    """Write the articles that are reviewed to the end as gold rows, which `score` reads."""
    from quotecat.catalog.catalog import Catalog
    from quotecat.catalog.draft import drafted
    from quotecat.catalog.review.gold import gold_rows, unfinished

    if not force and os.path.lexists(out):
        raise QuotecatError(f"{out} is there already: name another file, or replace it with --force")
    with Catalog(db) as catalog, catalog.snapshot():
        lines = [json.dumps(row, ensure_ascii=False) + "\n" for row in gold_rows(catalog)]
        left = unfinished(catalog)
    try:
        with drafted(out) as draft:
            draft.write_text("".join(lines), encoding="utf-8")
    except OSError as error:
        raise QuotecatError(f"{out}: {error.strerror}; nothing was written") from error
    note(f"{out}: {len(lines)} articles")
    if left:
        note(f"{left} articles are left out: not all of their quotations are reviewed yet")


def score_reviewed(form: Format, db: str) -> None:
    """Print how often the program is right by what was reviewed; shares 0 to 1, intervals of 95 %."""
    from quotecat.catalog.catalog import Catalog
    from quotecat.catalog.review.gold import confidences, judged, missed
    from quotecat.score.reviewed import accuracy, speaker_right

    with Catalog(db) as catalog, catalog.snapshot():
        marks, sure, lost = judged(catalog), confidences(catalog), missed(catalog)
    rights = {
        "is a quotation": [not m.rejected for m in marks],
        "span": [not m.rejected and m.spans == m.decided_spans for m in marks],
        "speaker": [not m.rejected and speaker_right(m.speaker, m.decided_speaker) for m in marks],
    }
    rights["all three"] = [all(three) for three in zip(*rights.values(), strict=True)]
    found = [
        accuracy(measure, list(zip((m.confidence for m in marks), right, strict=True)), sure)
        for measure, right in rights.items()
    ]
    emit(map(asdict, found), form, MEASURES)
    note(f"{len(marks):,} of {len(sure):,} quotations are reviewed; intervals hold the truth 95 times of 100")
    if marks and found[0].unknown:
        note(
            f"{found[0].unknown:.0%} of the catalog has a confidence of which none is reviewed: nothing is known of it"
        )
    if lost:
        note(f"{lost:,} quotations that people kept are not found by the program as it is now: they are in no figure")
    if any(one.vague for one in found):
        note("Too few to tell for the whole catalog; the surest way: `quotecat review --random 1 --limit 200`")


def _lines(file: Path, at: list[int]) -> Iterator[tuple[str, Decision]]:
    """The decisions of a file; `at` says in which line it is."""
    from quotecat.catalog.review.verdict import imported

    try:
        with file.open(encoding="utf-8") as lines:
            for at[0], line in enumerate(lines, 1):
                if line.strip():
                    yield imported(_object(line))
    except OSError as error:
        raise QuotecatError(f"{file}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"not UTF-8 ({error.reason})") from error


def _object(line: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise UsageError(f"not JSON ({error})") from error
    if not isinstance(row, dict):
        raise UsageError("not a JSON object")
    return row
