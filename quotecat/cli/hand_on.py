"""`export`, `check` and `score`: what others work on with, and whether it can be relied on."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from quotecat.cli.options import DB, Db, Form, LeastSure, Quiet, StanzaModels
from quotecat.cli.output import Format, emit, note, say
from quotecat.cli.reviewed import score_reviewed
from quotecat.errors import GoldError
from quotecat.export.format import FileFormat


def export(
    out: Annotated[Path, typer.Option("--out", help="The folder to write to; it is made if it is not there.")],
    formats: Annotated[
        list[FileFormat] | None,
        typer.Option("--format", "-f", help="What to write: give it again for more than one. [default: csv]"),
    ] = None,
    only: Annotated[
        list[str] | None, typer.Option("--only", help="Write these tables only, such as quotations,claims.")
    ] = None,
    excel: Annotated[
        bool, typer.Option("--excel", help="CSV for Excel: byte order mark, no formulas, no article texts.")
    ] = False,
    no_texts: Annotated[bool, typer.Option("--no-texts", help="Leave out the articles' texts.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Replace files that are there.")] = False,
    json_ld: Annotated[
        bool, typer.Option("--json-ld", help="Write claims.jsonld too: claims in the vocabulary of schema.org.")
    ] = False,
    min_confidence: LeastSure = 0.0,
    db: Db = DB,
) -> None:
    """Write the catalog as CSV, JSON Lines, Parquet or Excel, with a codebook that explains every column."""
    from quotecat.catalog.catalog import Catalog
    from quotecat.export.folder import export_folder
    from quotecat.export.query import Query

    query = Query(
        formats=tuple(dict.fromkeys(formats or [FileFormat.csv])),
        only=tuple(name.strip() for names in only or () for name in names.split(",")),
        excel=excel,
        texts=not no_texts,
        min_confidence=min_confidence,
        json_ld=json_ld,
    )
    with Catalog(db) as catalog:
        for path in export_folder(catalog, out, query, force=force):
            say(str(path))


def check(form: Form = Format.table, db: Db = DB) -> None:
    """Check that every stored place gives its text, and every text its SHA-256; the exit code is 1 if one does not."""
    from quotecat.catalog.catalog import Catalog
    from quotecat.catalog.file import check as checking

    with Catalog(db) as catalog:
        problems = checking.check(catalog)
        emit((asdict(problem) for problem in problems), form, ("what", "where", "message"))
        if problems:
            note(f"{db}: {len(problems):,} problems")
            raise typer.Exit(1)
        counts = catalog.counts()
    note(f"{db}: all is well with {counts['articles']:,} articles and {counts['quotations']:,} quotations")


def score(
    gold: Annotated[
        Path | None, typer.Argument(help="Gold rows, one JSON object an article; none with --reviewed.")
    ] = None,
    system: Annotated[
        Path | None,
        typer.Argument(help="What `extract --format jsonl` printed; if left out, the articles are extracted."),
    ] = None,
    articles: Annotated[
        list[str] | None, typer.Option("--articles", help="The articles to extract, if the gold rows have no text.")
    ] = None,
    reviewed: Annotated[
        bool, typer.Option("--reviewed", help="Measure the catalog against what was reviewed in it.")
    ] = False,
    errors: Annotated[int, typer.Option(min=0, help="Also print so many wrongly named speakers.")] = 0,
    form: Form = Format.table,
    stanza_models: StanzaModels = None,
    quiet: Quiet = False,
    db: Db = DB,
) -> None:
    """Measure how right an extraction is, against gold rows or what you reviewed."""
    from quotecat.score import score as measured

    if reviewed == bool(gold):
        raise typer.BadParameter("give either GOLD or --reviewed")
    if reviewed or not gold:
        score_reviewed(form, db)
        return
    if system and articles:
        raise typer.BadParameter("give either SYSTEM or --articles")
    wanted = list(rows(gold))
    if system:
        found: Any = rows(system)
    else:
        from quotecat.cli.work import How, found_in

        found = found_in(articles or [str(gold)], How(stanza_models=stanza_models, quiet=quiet))
    report, wrong = measured(wanted, found)
    if form is Format.table:
        for name, value in report.items():
            say(f"{name:<44} {_figure(value)}")
    else:
        emit(_rows(report, form), form, ())
    for named in wrong[:errors]:
        note(f"{named.article} @{named.start} {named.text[:60]!r}: gold {named.gold!r}, got {named.answer!r}")


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a JSON Lines file.

    Raises:
        GoldError: if it cannot be read, or a line is no JSON object.
    """
    try:
        with path.open(encoding="utf-8") as file:
            for number, line in enumerate(file, 1):
                if line.strip():
                    row = json.loads(line)
                    if not isinstance(row, dict):
                        raise GoldError(f"{path}:{number}: not a JSON object")
                    yield row
    except OSError as error:
        raise GoldError(f"{path}: {error.strerror}") from error
    except (ValueError, RecursionError) as error:
        raise GoldError(f"{path}: not JSON Lines in UTF-8 ({error})") from error


def _figure(value: Any) -> str:
    if isinstance(value, dict):
        return "P {P:.3f}  R {R:.3f}  F1 {F1:.3f}   (system {system}, gold {gold})".format(**value)
    return "-" if value is None else f"{value:.3f}" if isinstance(value, float) else str(value)


def _rows(report: dict[str, Any], form: Format) -> Iterator[dict[str, Any]]:
    """The report as one object, or for CSV as one row a figure."""
    if form is not Format.csv:
        yield report
        return
    for name, value in report.items():
        figures = value.items() if isinstance(value, dict) else [("", value)]
        yield from ({"measure": f"{name} {part}".strip(), "value": figure} for part, figure in figures)
