"""`show` and `why`: one article with its quotations in their places, and one quotation with its evidence."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import asdict, replace
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING, Annotated

import typer

from quotecat.cli.options import DB, Db, LeastSure
from quotecat.cli.output import Format, emit, say, screen, visible

if TYPE_CHECKING:
    from quotecat.catalog.answers import ClaimRow, QuoteRow, Why

MARKS = "\"'“”‘’«»„‟‹›`"
STYLES = ("cyan", "green", "yellow", "magenta", "blue", "red")


class Shape(StrEnum):
    """How one thing is printed."""

    text = "text"
    json = "json"


Printed = Annotated[Shape, typer.Option("--format", "-f", help="How to print it.")]


def show(
    article: Annotated[str, typer.Argument(help="The article's name, id or the start of its id.")],
    left_out: Annotated[
        bool, typer.Option("--left-out", help="List what stands between marks but is no quotation.")
    ] = False,
    claims: Annotated[bool, typer.Option("--claims/--no-claims", help="List the claims around each quotation.")] = True,
    min_confidence: LeastSure = 0.0,
    form: Printed = Shape.text,
    db: Db = DB,
) -> None:
    """Show an article with its quotations marked «1», «2» ... and named below."""
    from quotecat.catalog import lookup
    from quotecat.catalog.catalog import Catalog
    from quotecat.catalog.why import why as reasons

    with Catalog(db) as catalog:
        found = lookup.article(catalog, article)
        text = lookup.text(catalog, found.article_id)
        quotes = lookup.quotes(catalog, article=found.article_id)
        unsure = {quote.quotation_id for quote in quotes if quote.confidence < min_confidence}
        evidence = [_declined(reasons(catalog, quote.quotation_id), min_confidence, unsure) for quote in quotes]
        spare = lookup.left_out(catalog, found.article_id)
    if form is Shape.json:
        quotations = [asdict(e) for e in evidence]
        row = asdict(found) | {"text": text, "quotations": quotations, "left_out": [asdict(out) for out in spare]}
        emit([row], Format.jsonl, ())
        return
    heading = " · ".join(filter(None, (found.title or found.article, found.outlet, found.published, found.url)))
    say(f"{heading}\n")
    highlighted(text, evidence)
    say()
    for number, one in enumerate(evidence, 1):
        say(f"«{number}» {named(one.quotation)}, {how_sure(one.quotation)}  {one.quotation.quotation_id}")
        for linked in one.claims if claims else ():
            say(f"    {linked.relation:<14} {' '.join(stated(linked.claim).split())}")
    if left_out:
        for out in spare:
            say(f"left out: {out.text} ({out.reason})")


def _declined(found: Why, least: float, unsure: Collection[str]) -> Why:
    """The evidence without the names of speakers and claimants who are less sure than `least`; `unsure` are the ids of
    the quotations that are."""
    linked = tuple(
        n if n.claim.confidence >= least else replace(n, claim=replace(n.claim, claimant=None, claimant_id=None))
        for n in found.claims
    )
    quote = found.quotation
    if quote.within_id in unsure:
        quote = replace(quote, told_by=None)
    if quote.quotation_id not in unsure:
        return replace(found, claims=linked, quotation=quote)
    unnamed = {"speaker": None, "titles": None, "roles": None, "kind": None, "speaker_id": None, "how": "unresolved"}
    quote = replace(quote, **unnamed)  # type: ignore[arg-type]
    return replace(found, claims=linked, quotation=quote, described=(), mentions=())


def highlighted(text: str, evidence: Sequence[Why], *, only: tuple[int, int] | None = None) -> None:
    """Print `text`, or the stretch `only` of it, each part of a quotation followed by the quotation's number.

    On a terminal the parts are coloured, a colour a speaker; NO_COLOR and pipes leave the numbers.
    """
    from rich.text import Text

    start, end = only or (0, len(text))
    painted = [
        (first, last, n, style) for first, last, n, style in _parts(text, evidence) if start <= first and last <= end
    ]
    pieces = Text()
    edges = sorted({start, end, *(edge for first, last, *_ in painted for edge in (first, last))})
    for here, there in pairwise(edges):
        around = [p for p in painted if p[0] <= here and there <= p[1]]
        innermost = min(around, key=lambda p: p[1] - p[0], default=None)
        pieces.append(visible(text[here:there]), style=innermost[3] if innermost else None)
        for _, _, number, _ in sorted((p for p in painted if p[1] == there), key=lambda p: -p[0]):
            pieces.append(f"«{number}»", style="bold")
    console = screen()
    console.print(pieces, soft_wrap=not console.is_terminal)


def _parts(text: str, evidence: Sequence[Why]) -> Iterator[tuple[int, int, int, str]]:
    """Each part of a quotation, with the marks around it: where it starts and ends, the quotation's number, a style."""
    colours: dict[str, str] = {}
    for number, one in enumerate(evidence, 1):
        key = one.quotation.speaker_id
        style = colours.setdefault(key, STYLES[len(colours) % len(STYLES)]) if key else "dim"
        for part in one.parts:
            yield (*_with_marks(text, part.start, part.end), number, style)


def _with_marks(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch with the quotation mark that stands at each end, `''` too."""
    for mark in ("''", "``", *MARKS):
        if text.endswith(mark, 0, start):
            start -= len(mark)
            break
    for mark in ("''", *MARKS):
        if text.startswith(mark, end):
            end += len(mark)
            break
    return start, end


def named(quote: QuoteRow) -> str:
    """«Col. David Butler (person; a military spokesman)», or that nobody is named."""
    if quote.speaker is None:
        return "nobody is named"
    told = f"as told by {quote.told_by}" if quote.told_by else "as told by another" if quote.within_id else None
    about = "; ".join(filter(None, (quote.kind, quote.roles, told)))
    title = (quote.titles or "").split("; ")[0]
    return f"{title} {quote.speaker} ({about})".strip()


def how_sure(quote: QuoteRow) -> str:
    """«0.93», or where a person decided «accepted by a person»."""
    return f"{quote.review} by a person" if quote.review else f"{quote.confidence:.2f}"


def stated(claim: ClaimRow) -> str:
    """A claim as it reads on its own, with who makes it how: «The pier is shut (Ana Ruiz said; denied)»."""
    who = f"{claim.claimant or claim.source or 'somebody'}: {claim.cue}" if claim.kind == "reported" else "the article"
    plain = {"affirmed", "certain"}
    how = [word for word in (claim.polarity, claim.certainty) if word and word not in plain]
    how += [word for word, true in (("conditional", claim.conditional), ("future", claim.future)) if true]
    return f"{claim.standalone or claim.claim} ({'; '.join([who, *how])})"


def why(
    quotation: Annotated[str, typer.Argument(help="The quotation's id or the start of it.")],
    form: Printed = Shape.text,
    db: Db = DB,
) -> None:
    """Show why a quotation has the speaker it has: its evidence, and what stands around it."""
    from quotecat.catalog.catalog import Catalog
    from quotecat.catalog.why import why as reasons

    with Catalog(db) as catalog:
        found = reasons(catalog, quotation)
    if form is Shape.json:
        emit([asdict(found)], Format.jsonl, ())
        return
    for label, line in evidence_lines(found):
        say(f"{label:<14} {' '.join(line.split())}")


def marked(found: Why) -> str:
    """The quotation's paragraph with its content, source and cue in square brackets, as far as they stand in it."""
    paragraph = found.paragraph
    places = [("content", part) for part in found.parts]
    places += [(name, stretch) for name, stretch in (("source", found.source), ("cue", found.cue)) if stretch]
    text, end = paragraph.text, paragraph.start + len(paragraph.text)
    for name, place in sorted(places, key=lambda pair: -pair[1].start):
        if paragraph.start <= place.start and place.end <= end:
            end = place.start
            first, last = place.start - paragraph.start, place.end - paragraph.start
            text = f"{text[:first]}[{name}: {text[first:last]}]{text[last:]}"
    return text


def evidence_lines(found: Why) -> Iterator[tuple[str, str]]:
    """The evidence, as labels and lines."""
    from quotecat.extract.attribution import HOW

    quote = found.quotation
    where = filter(None, (quote.title, quote.outlet, quote.published, f"article {quote.article}"))
    yield "quotation", quote.quotation
    yield "speaker", named(quote)
    yield "in", " · ".join(where)
    yield "marked", marked(found)
    for number, part in enumerate(found.parts, 1):
        yield f"part {number}", f"{part.start}-{part.end}  {part.text}"
    for label, stretch in (("source", found.source), ("cue", found.cue)):
        yield label, f"{stretch.start}-{stretch.end}  {stretch.text}" if stretch else "none in the text"
    if found.chain:
        yield "chain", " → ".join(found.chain)
    if quote.within_id:
        yield "told by", f"{quote.told_by or 'nobody who is named'}, in the quotation {quote.within_id}"
    for described in found.described:
        yield described.kind, f"{described.start}-{described.end}  {described.text}"
    yield "decided by", f"{quote.how}: {HOW.get(quote.how, 'no further explanation')}"
    yield "confidence", f"{quote.confidence:.2f}"
    if review := found.review:
        by, because = review.reviewer or "a person", f" ({review.reason})" if review.reason else ""
        yield "review", f"{review.number}: {review.verdict}{because} by {by}, {review.at}"
        yield "program said", f"{review.said or 'nobody is named'}, {review.confidence:.2f}"
    for weighed in found.candidates:
        yield "weighed", f"{weighed.share:.2f}  {weighed.text} ({weighed.start}-{weighed.end})"
    for oddity in found.diagnostics:
        yield "odd mark", f"{oddity.code}: {oddity.message}"
    for label, text in (
        ("before", quote.sentence_before),
        ("sentence", quote.sentence),
        ("after", quote.sentence_after),
    ):
        yield label, text or "-"
    for linked in found.claims:
        yield linked.relation, stated(linked.claim)
    yield "made by", f"{found.extractor}, models {found.models}"
