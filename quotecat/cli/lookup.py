"""`lookup` and `leads`: what was said before and by whom, and what else is claimed about the same thing."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

import typer

from quotecat.cli.ask import Article, Entity, Outlet, Since, Speaker, Until, Words
from quotecat.cli.options import DB, Db, Form, Limit
from quotecat.cli.output import Format, emit, note

MOST = 10  # answers of each kind, unless another number is asked for


def lookup(
    words: Annotated[list[str], typer.Argument(help="Words as you remember them, or a name.", metavar="WORDS")],
    speaker: Speaker = None,
    outlet: Outlet = None,
    since: Since = None,
    until: Until = None,
    limit: Limit = MOST,
    form: Form = Format.table,
    db: Db = DB,
) -> None:
    """Look up speakers, quotations and claims by words as you remember them, the likest first."""
    from quotecat.catalog.catalog import Catalog
    from quotecat.catalog.remembered import remember

    question: dict[str, Any] = {"speaker": speaker, "outlet": outlet, "since": since, "until": until}
    asked = {name: value for name, value in question.items() if value is not None}
    with Catalog(db) as catalog:
        found = remember(catalog, " ".join(words), limit or MOST, **asked)
    columns = ("what", "alike", "text", "speaker", "outlet", "published", "said", "first_published", "id")
    emit(map(asdict, found), form, columns)
    if not found:
        note("Nothing found")


def leads(
    speaker: Speaker = None,
    outlet: Outlet = None,
    since: Since = None,
    until: Until = None,
    words: Words = None,
    entity: Entity = None,
    article: Article = None,
    limit: Limit = None,
    form: Form = Format.table,
    db: Db = DB,
) -> None:
    """List claims of different articles about the same thing, side by side: leads to check, never verdicts."""
    from quotecat.catalog import lookup as looking
    from quotecat.catalog.catalog import Catalog
    from quotecat.catalog.leads import leads as found

    question: dict[str, Any] = {"speaker": speaker, "outlet": outlet, "since": since, "until": until, "words": words}
    question |= {"entity": entity, "limit": limit}
    with Catalog(db) as catalog:
        if article:
            question["article"] = looking.article(catalog, article).article_id
        rows = [asdict(lead) for lead in found(catalog, **question)]
        columns = ("lead", "claim", "claimant", "outlet", "other", "other_claimant", "other_outlet", "other_id")
        emit(rows, form, columns)
    if not rows:
        note("Nothing found")
