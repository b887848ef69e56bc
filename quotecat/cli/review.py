"""`review`: quotations one by one, the least sure and most used first, and one key for what is decided about each."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from io import TextIOWrapper
from typing import TYPE_CHECKING, Annotated, Any

import typer

from quotecat.cli.ask import Article, Outlet, Since, Speaker, Until
from quotecat.cli.group import DefaultGroup
from quotecat.cli.options import DB, WAIT, Db, Limit, Wait
from quotecat.cli.output import note, say
from quotecat.cli.reviewed import Reviewer
from quotecat.cli.show import evidence_lines, marked, named
from quotecat.errors import UsageError

if TYPE_CHECKING:
    from quotecat.catalog.answers import Why
    from quotecat.catalog.catalog import Catalog

KEYS = "a accept · s speaker · p span · r reject · u undo · n next · w why · q quit"
REASON_KEYS = {"t": "title", "e": "term", "s": "scare quote", "n": "not speech", "o": "other"}
REASONS = "t title · e term · s scare quote · n not speech · o other"
WEIGHED = 3  # candidates that are shown


class Walking(DefaultGroup):
    """Walks where no command of its own is named."""

    default = "walk"


def review(
    speaker: Speaker = None,
    outlet: Outlet = None,
    article: Article = None,
    since: Since = None,
    until: Until = None,
    random: Annotated[
        int | None, typer.Option("--random", help="Draw a fair sample by this number instead.", metavar="SEED")
    ] = None,
    limit: Limit = None,
    reviewer: Reviewer = None,
    db: Db = DB,
    wait: Wait = WAIT,
) -> None:
    """Walk through quotations, the least sure and most used first, and decide about each by one key."""
    from quotecat.catalog import lookup
    from quotecat.catalog.catalog import Catalog
    from quotecat.catalog.review import review as reviewing

    if isinstance(sys.stdin, TextIOWrapper):  # what is no UTF-8 is refused where it is used, and asked for again
        sys.stdin.reconfigure(errors="surrogateescape")
    with Catalog(db, write=True, wait=wait) as catalog:
        key = lookup.article(catalog, article).article_id if article else None
        asked: dict[str, Any] = {"speaker": speaker, "outlet": outlet, "since": since, "until": until, "limit": limit}
        waiting = reviewing.queue(catalog, seed=random, article=key, **asked)
        walk = _Walk(catalog, reviewer)
        walk.through(waiting)
    left = len(set(waiting) - walk.seen)
    note(f"{max(walk.decided, 0)} decided, {left} not looked at" if waiting else "Nothing to review")


@dataclass(slots=True)
class _Walk:
    """A walk through quotations: those seen, and how many decisions were made and hold."""

    catalog: Catalog
    reviewer: str | None
    decided: int = 0
    seen: set[str] = field(default_factory=set)

    def through(self, waiting: Sequence[str]) -> None:
        """Show each and do what the keys say, until all are seen or nobody answers any more."""
        stack = list(reversed(waiting))
        while stack:
            id = stack.pop()
            self.seen.add(id)
            try:
                found = self._shown(id, len(stack))
            except UsageError:  # it went with the decision that put it in, or another program replaced its article
                note(f"{id} is no longer there")
                continue
            while (key := _key(KEYS)) not in ("n", "q", ""):
                try:
                    again = self._done(key, found)
                except UsageError as error:
                    note(f"{error}")
                    continue
                if again == id:  # as it is now
                    found = self._shown(id, len(stack))
                elif again is not None:  # another one, whose decision was taken back: then this one
                    stack += [id, again]
                    break
                elif key != "w":
                    break
            if key in ("q", ""):
                return

    def _done(self, key: str, found: Why) -> str | None:
        """Do what a key says; the quotation that is to be shown next, if not the next in turn.

        Raises:
            UsageError: if it cannot be done.
        """
        from quotecat.catalog.review import review as reviewing

        if key == "w":
            for label, line in evidence_lines(found):
                say(f"{label:<14} {' '.join(line.split())}")
            return None
        if key == "u":
            number, id = reviewing.undo(self.catalog)
            self.decided -= 1
            note(f"Review {number} is taken back")
            return id
        decision = _decision(key, found, self.catalog)
        number = reviewing.decide(self.catalog, found.quotation.quotation_id, decision, self.reviewer)
        self.decided += 1
        note(f"{decision.verdict}; review {number}")
        return None

    def _shown(self, id: str, left: int) -> Why:
        from quotecat.catalog.why import why

        found = why(self.catalog, id)
        quote = found.quotation
        where = " · ".join(filter(None, (quote.title or quote.article, quote.outlet, quote.published)))
        say(f"\n{where}  {quote.quotation_id}  ({left} more)")
        say(marked(found))
        say(f"→ {named(quote)}, {quote.confidence:.2f}, {quote.how}{f', {quote.review}' if quote.review else ''}")
        for weighed in found.candidates[:WEIGHED]:
            say(f"  {weighed.share:.2f} {' '.join(weighed.text.split())}")
        return found


def _decision(key: str, found: Why, catalog: Catalog) -> Any:
    """What a key decides, after asking for what it needs.

    Raises:
        UsageError: if the key or the answer means nothing here.
    """
    from quotecat.catalog.review.verdict import Decision, placed

    if key == "a":
        return Decision("accepted")
    if key == "r":
        reason = REASON_KEYS.get(_key(REASONS))
        if reason is None:
            raise UsageError("not rejected: no such reason")
        return Decision("rejected", reason=reason)
    if key == "p":
        typed = _line("The first and the last words, as printed: «first words … last words»")
        return Decision("span fixed", parts=placed(found.paragraph.text, found.paragraph.start, found.parts, typed))
    if key == "s":
        return _speaker(found, catalog)
    raise UsageError(f"no such key: {key!r}")


def _speaker(found: Why, catalog: Catalog) -> Any:
    """Ask who said it: one of the article's speakers by number, or a name, or nobody."""
    from quotecat.catalog.review.verdict import KINDS, Decision

    sql = "SELECT name, kind FROM speaker WHERE article_id = :id ORDER BY number"
    listed = list(catalog.query(sql, {"id": found.quotation.article_id}))
    for number, row in enumerate(listed, 1):
        say(f"  {number} {row['name']} ({row['kind']})")
    typed = _line("A number, or a name as in «Ana Ruiz» or «Coast Guild (organisation)»; empty for nobody").strip()
    if typed.isdecimal():
        if not 1 <= int(typed) <= len(listed):
            raise UsageError(f"there is no {typed} in the list")
        return Decision("speaker fixed", *listed[int(typed) - 1])
    name, _, kind = typed.removesuffix(")").rpartition(" (")
    return Decision("speaker fixed", name, kind) if name and kind in KINDS else Decision("speaker fixed", typed or None)


def _key(prompt: str) -> str:
    """One key on a terminal; elsewhere the first letter of a line, empty at the end of the input."""
    if not sys.stdin.isatty():
        line = sys.stdin.readline()
        return line.strip()[:1].lower() or (" " if line else "")
    typer.echo(f"[{prompt}] ", err=True, nl=False)
    try:
        key = typer.getchar()
    except EOFError:  # Ctrl-D
        key = ""
    typer.echo(err=True)
    return key[:1].lower()


def _line(prompt: str) -> str:
    if sys.stdin.isatty():
        typer.echo(f"{prompt}: ", err=True, nl=False)
    line = sys.stdin.readline()
    if not line:
        raise UsageError("no answer")
    return line.rstrip("\r\n")
