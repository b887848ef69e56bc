"""`add` and `extract`: articles in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

import typer

from quotecat.cli.options import (
    DB,
    MAX_BYTES,
    WAIT,
    Db,
    Jobs,
    LeastSure,
    MaxBytes,
    Paths,
    Quiet,
    StanzaModels,
    Wait,
)
from quotecat.cli.output import Format, emit, note


def add(
    paths: Paths,
    db: Db = DB,
    max_bytes: MaxBytes = MAX_BYTES,
    stanza_models: StanzaModels = None,
    replace: Annotated[bool, typer.Option("--replace", help="Extract again what is already in the catalog.")] = False,
    jobs: Jobs = None,
    min_confidence: LeastSure = 0.0,
    wait: Wait = WAIT,
    quiet: Quiet = False,
) -> None:
    """Add articles to the catalog: who said what, and where.

    Articles that are there already are skipped, so the same command can be run again, also after an interruption.
    The exit code is 1 if an article failed; all others are added nevertheless.
    """
    from quotecat.cli.work import How, ingest

    how = How(max_bytes, stanza_models, jobs, min_confidence, quiet=quiet)
    tally = ingest(paths, db, how, replace=replace, wait=wait)
    if not quiet:
        note(tally.summary(db))
    if tally.failed:
        raise typer.Exit(1)


def extract(
    paths: Paths,
    form: Annotated[Format, typer.Option("--format", "-f", help="How to print what is found.")] = Format.jsonl,
    max_bytes: MaxBytes = MAX_BYTES,
    stanza_models: StanzaModels = None,
    jobs: Jobs = None,
    min_confidence: LeastSure = 0.0,
    quiet: Quiet = False,
) -> None:
    """Print what is found in articles, without a catalog.

    As JSON, one object an article; as a table or CSV, one row a quotation.
    """
    from quotecat.cli.work import How, Tally, found_in

    tally = Tally()
    rows = found_in(paths, How(max_bytes, stanza_models, jobs, min_confidence, quiet=quiet), tally)
    if form in (Format.table, Format.csv):
        rows = (flat for found in rows for flat in _flat(found))
    emit(rows, form, ("article", "speaker", "quotation", "source", "confidence"))
    if tally.failed:
        raise typer.Exit(1)


def _flat(found: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """One row a quotation, for tables: places in full, speaker as columns."""
    for quotation in found["quotations"]:
        speaker = quotation["speaker"] or {}
        yield {
            "article": found["article"],
            "start": quotation["parts"][0][0],
            "end": quotation["parts"][-1][1],
            "quotation": quotation["text"],
            "speaker": speaker.get("name"),
            "kind": speaker.get("kind"),
            "source": (quotation.get("chain") or [None])[0],
            "confidence": quotation["confidence"],
            "diagnostics": "; ".join(quotation["diagnostics"]),
        }
