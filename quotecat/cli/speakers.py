"""`speakers` and what can be decided about them: who is whom over all articles."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from quotecat.cli.ask import speakers as list_speakers
from quotecat.cli.group import DefaultGroup
from quotecat.cli.options import DB, WAIT, Db, Form, Limit, Wait
from quotecat.cli.output import Format, emit, note

Who = Annotated[str, typer.Argument(help="A name, or an id that `speakers` prints.", metavar="WHO")]
Other = Annotated[str, typer.Argument(help="Another name or id.", metavar="OTHER")]


class Listing(DefaultGroup):
    """Lists where no command of its own is named."""

    default = "list"


def show(who: Who, form: Form = Format.table, db: Db = DB) -> None:
    """Show every name, title and role of a speaker, and where and when each was printed."""
    from quotecat.catalog.catalog import Catalog
    from quotecat.catalog.registry import decide

    with Catalog(db) as catalog:
        id, name = decide.entry(catalog, who)
        rows = decide.printed(catalog, id)
        emit(map(asdict, rows), form, ("what", "printed", "outlet", "published", "article", "start"))
    note(f"{name}, {id}: {len({row.article_id for row in rows})} articles")


def proposals(limit: Limit = None, form: Form = Format.table, db: Db = DB) -> None:
    """List who may be whom, the likeliest first: nothing is merged until you say so."""
    from quotecat.catalog.catalog import Catalog
    from quotecat.catalog.registry import decide

    with Catalog(db) as catalog:
        found = decide.proposals(catalog, limit)
    emit(map(asdict, found), form, ("speaker", "other", "reasons", "identity_id", "other_id"))
    if found:
        note("`quotecat speakers merge ID OTHER` makes two one, `quotecat speakers apart ID OTHER` keeps them apart")


def merge(
    who: Who,
    others: Annotated[list[str], typer.Argument(help="Names or ids to merge into it.")],
    db: Db = DB,
    wait: Wait = WAIT,
) -> None:
    """Make several entries one; `undo` takes it back."""
    from quotecat.catalog.catalog import Catalog
    from quotecat.catalog.registry import decide

    with Catalog(db, write=True, wait=wait) as catalog:
        kept, name = decide.entry(catalog, who)
        found = [decide.entry(catalog, other) for other in others]
        step = decide.merge(catalog, kept, [id for id, _ in found])
    _done(step, f"{', '.join(f'{other} ({id})' for id, other in found)} merged into {name} ({kept})")


def split(
    who: Who,
    articles: Annotated[list[str], typer.Option("--article", help="An article in which it is somebody else.")],
    db: Db = DB,
    wait: Wait = WAIT,
) -> None:
    """Take out of an entry who speaks in some articles; `undo` takes it back."""
    from quotecat.catalog import lookup
    from quotecat.catalog.catalog import Catalog
    from quotecat.catalog.registry import decide

    with Catalog(db, write=True, wait=wait) as catalog:
        id, name = decide.entry(catalog, who)
        found = [lookup.article(catalog, article) for article in articles]
        step = decide.split(catalog, id, [article.article_id for article in found])
    _done(step, f"{name} of {', '.join(article.article for article in found)} is an entry of its own")


def apart(
    who: Who,
    other: Other,
    db: Db = DB,
    wait: Wait = WAIT,
) -> None:
    """Keep two entries apart, so that they are not proposed again; `undo` takes it back."""
    from quotecat.catalog.catalog import Catalog
    from quotecat.catalog.registry import decide

    with Catalog(db, write=True, wait=wait) as catalog:
        (one, name), (two, second) = decide.entry(catalog, who), decide.entry(catalog, other)
        step = decide.keep_apart(catalog, one, two)
    _done(step, f"{name} ({one}) and {second} ({two}) stay two")


def rename(
    who: Who,
    name: Annotated[str, typer.Argument(help="What to call it.")],
    db: Db = DB,
    wait: Wait = WAIT,
) -> None:
    """Call an entry by another name; what the articles print stays."""
    from quotecat.catalog.catalog import Catalog
    from quotecat.catalog.registry import decide

    with Catalog(db, write=True, wait=wait) as catalog:
        id, before = decide.entry(catalog, who)
        step = decide.rename(catalog, id, name)
    _done(step, f"{before} ({id}) is now called {name}")


def alias(
    who: Who,
    name: Annotated[str, typer.Argument(help="A name by which articles to come mean it.")],
    db: Db = DB,
    wait: Wait = WAIT,
) -> None:
    """Add a name: whoever is called so in articles to come is this entry."""
    from quotecat.catalog.catalog import Catalog
    from quotecat.catalog.registry import decide

    with Catalog(db, write=True, wait=wait) as catalog:
        id, before = decide.entry(catalog, who)
        step = decide.alias(catalog, id, name)
    _done(step, f"{name} means {before} ({id})")


def history(form: Form = Format.table, db: Db = DB) -> None:
    """List what was decided, the first first."""
    from quotecat.catalog.catalog import Catalog
    from quotecat.catalog.registry import decide

    with Catalog(db) as catalog:
        found = decide.history(catalog)
    emit(map(asdict, found), form, ("step", "at", "action", "speaker", "other", "article", "name", "undone"))


def undo(
    step: Annotated[int | None, typer.Argument(help="Which decision; the last one if left out.")] = None,
    db: Db = DB,
    wait: Wait = WAIT,
) -> None:
    """Take a decision back."""
    from quotecat.catalog.catalog import Catalog
    from quotecat.catalog.registry import decide

    with Catalog(db, write=True, wait=wait) as catalog:
        note(f"Decision {decide.undo(catalog, step)} is taken back")


def _done(step: int, what: str) -> None:
    note(f"{what}; `quotecat speakers undo {step}` takes it back")


COMMANDS = (
    (list_speakers, "speakers list", "quotecat speakers list butler --limit 10"),
    (show, "speakers show", "quotecat speakers show 'David Butler'"),
    (proposals, "speakers proposals", "quotecat speakers proposals --limit 20"),
    (merge, "speakers merge", "quotecat speakers merge 'David Butler' i_5xhq2c7d"),
    (split, "speakers split", "quotecat speakers split 'David Butler' --article border-meeting"),
    (apart, "speakers apart", "quotecat speakers apart i_5xhq2c7d i_k3mfyxkq"),
    (rename, "speakers rename", "quotecat speakers rename i_5xhq2c7d 'David Butler'"),
    (alias, "speakers alias", "quotecat speakers alias 'David Butler' 'Dave Butler'"),
    (history, "speakers history", "quotecat speakers history"),
    (undo, "speakers undo", "quotecat speakers undo"),
)
"""What can be done with speakers: the function, its name, and an example."""
