"""`families`, `family` and `relate`: quotations that are one utterance, and how their words differ."""

from __future__ import annotations

from dataclasses import asdict
from textwrap import shorten
from typing import TYPE_CHECKING, Annotated, Any

import typer

from quotecat.cli.ask import Outlet, Since, Speaker, Until, Words
from quotecat.cli.options import DB, WAIT, Db, Form, Limit, Quiet, Wait
from quotecat.cli.output import Format, emit, note, say

if TYPE_CHECKING:
    from quotecat.catalog.catalog import Catalog
    from quotecat.catalog.families.answers import FamilyRow

Flag = Annotated[str | None, typer.Option(help="negation, number, name, hedge or speaker.", metavar="FLAG")]
LIST = ("quotation", "speakers", "first_published", "tellings", "outlets", "flags")
CLIPPED = 120  # characters of a quotation in the table of families
ONE = ("relation", "difference", "speaker", "outlet", "published", "flags", "quotation_id")


def families(
    speaker: Speaker = None,
    outlet: Outlet = None,
    since: Since = None,
    until: Until = None,
    words: Words = None,
    flag: Flag = None,
    min_outlets: Annotated[int, typer.Option(min=0, help="Only those in at least so many outlets.")] = 0,
    min_articles: Annotated[int, typer.Option(min=1, help="Only those in at least so many articles.")] = 2,
    limit: Limit = None,
    form: Form = Format.table,
    db: Db = DB,
) -> None:
    """List utterances that are quoted more than once, those in most articles first."""
    from quotecat.catalog.catalog import Catalog
    from quotecat.catalog.families import lookup as family_lookup

    question: dict[str, Any] = {"speaker": speaker, "outlet": outlet, "since": since, "until": until, "words": words}
    question |= {"flag": flag, "min_outlets": min_outlets, "min_articles": min_articles, "limit": limit}
    with Catalog(db) as catalog:
        found = family_lookup.families(catalog, **question)
        rows = map(_clipped if form is Format.table else asdict, found)
        emit(rows, form, (*LIST, "family_id"))
        if not found:
            note("Nothing found")
        _remind(catalog, db)


def family(
    key: Annotated[
        str, typer.Argument(help="The id of a family or of a quotation in it, or the start of one.", metavar="ID")
    ],
    form: Form = Format.table,
    db: Db = DB,
) -> None:
    """Show one utterance: who printed it when, and how each wording differs from the fullest."""
    from quotecat.catalog.catalog import Catalog
    from quotecat.catalog.families import lookup as family_lookup

    with Catalog(db) as catalog:
        found, members = family_lookup.family(catalog, key)
        _remind(catalog, db)
    if form is Format.table:
        first = " · ".join(filter(None, (found.first_published, found.first_outlet, found.first_article)))
        say(f"{found.family_id}: {found.quotations} quotations, {found.tellings} tellings, {found.outlets} outlets")
        say(f"first: {first}\n")
    emit((asdict(member) for member in members), form, ONE)


def relate(
    again: Annotated[bool, typer.Option("--again", help="Compare those that have been compared, too.")] = False,
    quiet: Quiet = False,
    db: Db = DB,
    wait: Wait = WAIT,
) -> None:
    """Find who and what belongs together in a catalog that an older quotecat filled; stopped half-way, it goes on."""
    from quotecat.catalog.catalog import Catalog
    from quotecat.catalog.families.relating import relate_all

    with Catalog(db, write=True, wait=wait) as catalog:
        done = sum(1 for _ in relate_all(catalog, again=again))
    if not quiet:
        note(f"{done} articles related")


def _clipped(row: FamilyRow) -> dict[str, Any]:
    """The row with no more of the quotation than a table has room for."""
    return asdict(row) | {"quotation": shorten(row.quotation, CLIPPED, placeholder=" …")}


def _remind(catalog: Catalog, db: str) -> None:
    from quotecat.catalog.families.relating import unrelated

    if unrelated(catalog):
        note(f"Not all quotations of {db} have been compared yet: run `quotecat relate`")
