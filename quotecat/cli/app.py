"""`quotecat`: its commands, its errors and its exit codes (0 done, 1 an error or a failed article, 2 usage,
130 and 143 interrupted)."""

from __future__ import annotations

import logging
import signal
import sys
from collections.abc import Callable
from io import TextIOWrapper
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from quotecat import QuotecatError, __version__
from quotecat.cli import ask, backup, demo, families, hand_on, ingest, lookup, review, reviewed, show, speakers
from quotecat.cli.interrupt import exit_code, interruptible
from quotecat.cli.output import Notes, note, say

Command = tuple[Callable[..., None], str, str]


class Group(TyperGroup):
    """Turns our errors into one line on standard error, and Ctrl-C and `kill` into an exit code."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command; whatever a user can cause ends in a line that says what to do."""
        try:
            return super().invoke(ctx)
        except QuotecatError as error:
            note(f"Error: {error}")
            raise typer.Exit(error.exit_code) from None
        except KeyboardInterrupt as stop:
            note("Interrupted")
            raise typer.Exit(exit_code(stop)) from None


app = typer.Typer(
    name="quotecat",
    cls=Group,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # plain help: it starts sooner, and can be read by a script
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Example: quotecat add articles && quotecat quotes --speaker butler",
)

COMMANDS: tuple[Command, ...] = (
    (ingest.add, "add", "quotecat add articles --db catalog.db"),
    (ingest.extract, "extract", "quotecat extract --format jsonl articles"),
    (ask.quotes, "quotes", "quotecat quotes --speaker butler --since 2023-01 --format csv"),
    (ask.articles, "articles", "quotecat articles --words border"),
    (ask.claims, "claims", "quotecat claims --speaker butler"),
    (lookup.lookup, "lookup", "quotecat lookup 'close the harbour'"),
    (lookup.leads, "leads", "quotecat leads --speaker butler"),
    (families.families, "families", "quotecat families --min-articles 1 --limit 10"),
    (families.family, "family", "quotecat family fam_3mfyxkq2"),
    (families.relate, "relate", "quotecat relate --db catalog.db"),
    (ask.left_out, "left-out", "quotecat left-out --format csv"),
    (show.show, "show", "quotecat show border-meeting"),
    (show.why, "why", "quotecat why q_3mfyxkq2"),
    (hand_on.export, "export", "quotecat export --out catalog-csv --force"),
    (hand_on.check, "check", "quotecat check --db catalog.db"),
    (backup.backup, "backup", "quotecat backup catalog-2026-11-25.db --db catalog.db"),
    (hand_on.score, "score", "quotecat score gold.jsonl system.jsonl"),
    (demo.demo, "demo", "quotecat demo corpus/articles"),
    *speakers.COMMANDS,
    (review.review, "review walk", "quotecat review walk --outlet 'The Coast Post'"),
    (reviewed.bring, "review import", "quotecat review import decisions.jsonl --reviewer ana"),
    (reviewed.history, "review history", "quotecat review history --format csv"),
    (reviewed.undo, "review undo", "quotecat review undo 12"),
    (reviewed.gold, "review gold", "quotecat review gold reviewed.jsonl"),
)
"""Every command: what it calls, its name, and an example that works."""

GROUPS = {
    "speakers": typer.Typer(
        cls=speakers.Listing,
        rich_markup_mode=None,
        help="List speakers, the most quoted first; merge, split and rename them.",
        epilog="Example: quotecat speakers --limit 10",
    ),
    "review": typer.Typer(
        cls=review.Walking,
        rich_markup_mode=None,
        help="Walk through quotations and decide about each; list, undo, import and export what was decided.",
        epilog="Example: quotecat review --outlet 'The Coast Post'",
    ),
}
"""The commands that have commands of their own."""

for _function, _name, _example in COMMANDS:
    _group, _, _own = _name.rpartition(" ")
    GROUPS.get(_group, app).command(_own, epilog=f"Example: {_example}")(_function)
for _name, _typer in GROUPS.items():
    app.add_typer(_typer, name=_name)


def _version(asked: bool) -> None:
    if asked:
        say(f"quotecat {__version__}")
        raise typer.Exit


@app.callback()
def quotecat(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version.", callback=_version, is_eager=True)
    ] = False,
) -> None:
    """Turn news articles into a catalog of who said what."""


def main() -> None:
    """Run the command line; a reader that goes away (`| head`) ends it quietly."""
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    logging.getLogger("quotecat").addHandler(Notes())
    with interruptible():
        app()
