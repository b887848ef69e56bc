"""`demo`: a folder of articles from beginning to end."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from quotecat.cli.options import DB, Db
from quotecat.cli.output import clipped, note, say, table
from quotecat.cli.show import highlighted, named
from quotecat.errors import UsageError

if TYPE_CHECKING:
    from quotecat.catalog.answers import QuoteRow, Why

CSV = Path("catalog-csv")
SHOWN = 12  # speakers in the table
LENGTH = 80  # characters of a quotation in the table
REPORT = ("speaker", "quotations", "quotation", "outlet", "published")


def demo(
    folder: Annotated[Path, typer.Argument(help="A folder of articles.")] = Path("corpus/articles"),
    out: Annotated[Path, typer.Option("--out", help="Where the CSV files go; those there are replaced.")] = CSV,
    db: Db = DB,
) -> None:
    """Add a folder of articles, print who said what, and write CSV files."""
    from quotecat.catalog import lookup
    from quotecat.catalog.catalog import Catalog
    from quotecat.catalog.why import why
    from quotecat.cli.work import ingest
    from quotecat.export.folder import export_folder

    if not folder.is_dir():
        raise UsageError(
            f"there is no folder {folder}: run this in quotecat's own folder, or name a folder of articles"
        )
    tally = ingest([str(folder)], db)
    note(tally.summary(db))
    with Catalog(db) as catalog:
        quotes = lookup.quotes(catalog)
        if not quotes:
            raise UsageError(f"there is no quotation in {folder}: name a folder of news articles")
        _by_speaker(quotes)
        shown = _longest(quotes)
        _in_place(lookup.text(catalog, shown.article_id), why(catalog, shown.quotation_id))
        files = export_folder(catalog, out, force=True)
    say(f"\n{db} holds everything; {out} has it as CSV, in {len(files)} files. Next:\n")
    name = (shown.speaker or "minister").split()[-1].lower()
    for command in (("quotes", "--speaker", name), ("show", shown.article), ("why", shown.quotation_id)):
        say(f"  {shlex.join(('quotecat', *command, *(() if db == DB else ('--db', db))))}")
    if tally.failed:
        raise typer.Exit(1)


def _by_speaker(quotes: Sequence[QuoteRow]) -> None:
    """The most quoted speakers, each with one quotation and where it stands."""
    of: dict[str, list[QuoteRow]] = {}
    for quote in quotes:
        if quote.speaker:
            of.setdefault(quote.speaker, []).append(quote)
    most = sorted(of.values(), key=lambda said: -len(said))
    rows = []
    for said in most[:SHOWN]:
        first = max(said, key=lambda quote: quote.confidence)
        rows.append(asdict(first) | {"quotations": len(said), "quotation": clipped(first.quotation, LENGTH)})
    table(rows, REPORT)
    orphans = sum(quote.speaker is None for quote in quotes)
    say(f"... and {max(0, len(most) - SHOWN)} more speakers; {orphans} of {len(quotes)} quotations name nobody.\n")


def _longest(quotes: Sequence[QuoteRow]) -> QuoteRow:
    """A quotation worth showing: of several parts if there is one, by somebody named, and sure."""
    sure = [q for q in quotes if q.speaker and q.kind == "person"] or list(quotes)
    return max(sure, key=lambda q: (len(q.quotation) < q.end - q.start - 5, q.confidence, len(q.quotation)))


def _in_place(text: str, shown: Why) -> None:
    quote = shown.quotation
    say(f"{quote.title or quote.article} ({', '.join(filter(None, (quote.outlet, quote.published)))})\n")
    start, end = min(shown.paragraph.start, quote.start), max(shown.paragraph.end, quote.end)
    highlighted(text, [shown], only=(start, end))
    say(f"\n«1» {named(quote)}, confidence {quote.confidence:.2f}: {' → '.join(shown.chain) or quote.how}")
