"""`quotes`, `speakers`, `articles`, `claims` and `left-out`: lists from the catalog."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from difflib import get_close_matches
from typing import Annotated, Any

import typer

from quotecat.cli.options import DB, Db, Form, Limit
from quotecat.cli.output import Format, emit, note

Speaker = Annotated[str | None, typer.Option(help="A name or part of it.")]
Outlet = Annotated[str | None, typer.Option(help="The outlet's name.")]
Since = Annotated[str | None, typer.Option(help="The first date: 2023, 2023-01 or 2023-01-17.", metavar="DATE")]
Until = Annotated[str | None, typer.Option(help="The last date; 2023-01 takes in all of January.", metavar="DATE")]
Words = Annotated[str | None, typer.Option(help="Words that must be there; in quotation marks: in this order.")]
Article = Annotated[str | None, typer.Option(help="An article's name, id or the start of its id.")]
Kind = Annotated[str | None, typer.Option(help="person, organisation, document or unnamed.")]
ClaimKind = Annotated[str | None, typer.Option(help="reported or narrated.")]
Certainty = Annotated[str | None, typer.Option(help="certain, probable, possible or uncommitted.")]
Polarity = Annotated[str | None, typer.Option(help="affirmed, negated or denied.")]
Signal = Annotated[
    str | None, typer.Option(help="quantity, date, comparison, superlative, cause or named actor.", metavar="KIND")
]
Entity = Annotated[str | None, typer.Option(help="A name, or a part of it, that the claim has.", metavar="NAME")]
Number = Annotated[str | None, typer.Option(help="A figure that it has: 40, or 10..20.", metavar="FIGURE")]
About = Annotated[str | None, typer.Option(help="A date that it has: 2023, 2023-01 or 2023-01-17.", metavar="DATE")]
Orphans = Annotated[
    bool | None, typer.Option("--orphans/--no-orphans", help="Only without a speaker, or only with one.")
]
Sure = Annotated[
    float | None, typer.Option("--min-confidence", min=0, max=1, help="Only answers at least so sure, 0 to 1.")
]

QUOTED = ("speaker", "quotation", "outlet", "published", "article", "review", "quotation_id")
CLOSE = 0.6  # how alike a name must be to be suggested, 0 to 1


def quotes(
    speaker: Speaker = None,
    outlet: Outlet = None,
    since: Since = None,
    until: Until = None,
    words: Words = None,
    kind: Kind = None,
    article: Article = None,
    orphans: Orphans = None,
    rejected: Annotated[bool, typer.Option("--rejected", help="Only what a person rejected as no quotation.")] = False,
    min_confidence: Sure = None,
    limit: Limit = None,
    form: Form = Format.table,
    db: Db = DB,
) -> None:
    """List quotations with their speakers: by speaker, outlet, date or words."""
    question: dict[str, Any] = {
        "speaker": speaker,
        "outlet": outlet,
        "since": since,
        "until": until,
        "words": words,
        "kind": kind,
    }
    question |= {
        "article": article,
        "orphans": orphans,
        "rejected": rejected,
        "min_confidence": min_confidence,
        "limit": limit,
    }
    _list("quotes", question, form, QUOTED, db)


def speakers(
    speaker: Annotated[str | None, typer.Argument(help="A name or part of it.", metavar="[NAME]")] = None,
    kind: Kind = None,
    outlet: Outlet = None,
    since: Since = None,
    until: Until = None,
    article: Article = None,
    min_confidence: Sure = None,
    limit: Limit = None,
    form: Form = Format.table,
    db: Db = DB,
) -> None:
    """List speakers, the most quoted first."""
    question: dict[str, Any] = {"speaker": speaker, "kind": kind, "outlet": outlet, "since": since, "until": until}
    question |= {"article": article, "min_confidence": min_confidence, "limit": limit}
    columns = ("speaker", "kind", "quotations", "claims", "articles", "outlets", "first_published", "last_published")
    _list("speakers", question, form, columns, db)


def articles(
    outlet: Outlet = None,
    since: Since = None,
    until: Until = None,
    words: Words = None,
    limit: Limit = None,
    form: Form = Format.table,
    db: Db = DB,
) -> None:
    """List articles with what was found in them."""
    question: dict[str, Any] = {"outlet": outlet, "since": since, "until": until, "words": words, "limit": limit}
    columns = ("article", "title", "outlet", "published", "quotations", "orphans", "speakers", "claims", "left_out")
    _list("articles", question, form, columns, db)


def claims(
    speaker: Speaker = None,
    kind: ClaimKind = None,
    outlet: Outlet = None,
    since: Since = None,
    until: Until = None,
    words: Words = None,
    entity: Entity = None,
    number: Number = None,
    about: About = None,
    certainty: Certainty = None,
    polarity: Polarity = None,
    signal: Signal = None,
    article: Article = None,
    min_confidence: Sure = None,
    limit: Limit = None,
    form: Form = Format.table,
    db: Db = DB,
) -> None:
    """List what is claimed around the quotations, by a source (reported) or by the writer (narrated)."""
    question: dict[str, Any] = {"speaker": speaker, "kind": kind, "outlet": outlet, "since": since, "until": until}
    question |= {"words": words, "article": article, "min_confidence": min_confidence, "limit": limit}
    question |= {"entity": entity, "number": number, "about": about}
    question |= {"certainty": certainty, "polarity": polarity, "signal": signal}
    columns = ("claimant", "claim", "certainty", "polarity", "outlet", "published", "article")
    _list("claims", question, form, columns, db)


def left_out(article: Article = None, form: Form = Format.table, db: Db = DB) -> None:
    """List what stands between quotation marks but is no quotation, and why."""
    from quotecat.catalog import lookup
    from quotecat.catalog.catalog import Catalog

    with Catalog(db) as catalog:
        key = lookup.article(catalog, article).article_id if article else None
        _emit(lookup.left_out(catalog, key), form, ("text", "reason", "confidence", "outlet", "article"))


def _list(what: str, question: dict[str, Any], form: Format, columns: Sequence[str], db: str) -> None:
    """Ask the catalog for `what`; an article may be given by the start of its id, and a wrong one is told."""
    from quotecat.catalog import lookup
    from quotecat.catalog.catalog import Catalog

    with Catalog(db) as catalog:
        if question.get("article"):
            question["article"] = lookup.article(catalog, question["article"]).article_id
        found = getattr(lookup, what)(catalog, **question)
        _emit(found, form, columns)
        if question.get("speaker") and not found:
            _suggest([row.speaker for row in lookup.speakers(catalog)], question["speaker"])


def _emit(found: Sequence[Any], form: Format, columns: Sequence[str]) -> None:
    emit((asdict(row) for row in found), form, columns)
    if not found:
        note("Nothing found")


def _suggest(names: Sequence[str], typed: str) -> None:
    """Name those of `names` that are like what nothing was found for."""
    keys = {name.split()[-1].casefold(): name for name in reversed(names) if name.split()}
    keys |= {name.casefold(): name for name in names}
    close = list(dict.fromkeys(keys[key] for key in get_close_matches(typed.casefold(), keys, 5, CLOSE)))
    if close:
        note(f"Did you mean {' or '.join(close[:3])}?")
