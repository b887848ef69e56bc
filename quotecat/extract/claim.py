"""Claims: what is asserted around quotations, by a source (reported) or by the writer (narrated), and how firmly."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from quotecat.extract.clause import SUBJECTS, Clause, Statement, is_clause, is_finite, statement
from quotecat.extract.cue import CueClass, cue_class, reports
from quotecat.extract.dated import Dated, dates
from quotecat.extract.interrupted import resumed
from quotecat.extract.link import Link, links
from quotecat.extract.narrated import narrated
from quotecat.extract.phrase import Node
from quotecat.extract.quantity import Quantity, quantities
from quotecat.extract.quotation import Quotation
from quotecat.extract.referent import Scene
from quotecat.extract.signal import Signal, signals
from quotecat.extract.stance import Stance, stance
from quotecat.extract.standalone import read_in_frame, standalone
from quotecat.extract.untagged import is_saying, told_by
from quotecat.nlp.document import Entity
from quotecat.text.span import Span

ClaimKind = Literal["reported", "narrated"]
Place = Literal["before", "same sentence", "after", "elsewhere"]
NARRATED = 0.95  # the share of narrated claims that are whole statements of the writer's, of those read (see README)
PARSED = 0.6  # what only the parse shows to be reported
LEAST = 0.3  # what is less probably a claim of its source is none
WEAK = 0.4  # so is a mere thing or deed of which no word of the cue is known to report, or that has no source
THING = 0.6  # so is one of these without a verb: «Ana Ruiz backed the strike»
WORDS = 2  # a single word is none: «the union said no»
POINTING = frozenset(("PRON", "DET", "ADP", "PUNCT", "SCONJ", "PART"))
WRITERS = frozenset("i we you me us".split())
SUBORDINATE = ("advcl", "acl:relcl")
OPEN = frozenset("how what why whether".split())
JOINS = frozenset("when while because after before as since although though until once who which".split())


PLAIN, NOTHING = Stance(), Statement(None, None, None)


@dataclass(frozen=True, slots=True)
class Named:
    """An entity in a claim: where it stands, what kind it is, and for a person the fullest name the article has."""

    entity: Entity
    name: str


@dataclass(frozen=True, slots=True)
class Claim:
    """One assertion outside quotation marks, with what can be said of it without knowing whether it is true.

    Args:
        span: where it stands; for a reported claim the content, «that» and all.
        kind: `reported`: a source says it, in other words than the quotation's; `narrated`: the writer says it.
        source: the words that name the source; None in a narrated claim.
        cue: the reporting words.
        cue_class: how far they let the content stand, see `cue.CueClass`; None without a cue.
        claimant: the speaker's index in the extraction, or None if the source is not named or the writer claims it.
        confidence: the probability that it is a claim of that kind by that claimant, 0 to 1.
        stance: polarity, certainty, conditional, future.
        statement: its subject, predicate and object.
        standalone: it, read on its own; None where it says all itself.
        quantities, dates, entities, signals: what it has of each, ascending.
        links: the quotations it stands next to, and how.
        quotation: the index of the nearest quotation.
        place: where the claim stands as seen from that quotation.
    """

    span: Span
    kind: ClaimKind
    source: Span | None
    cue: Span | None
    claimant: int | None
    confidence: float
    quotation: int | None
    place: Place
    cue_class: CueClass | None = None
    stance: Stance = PLAIN
    statement: Statement = NOTHING
    standalone: str | None = None
    quantities: tuple[Quantity, ...] = ()
    dates: tuple[Dated, ...] = ()
    entities: tuple[Named, ...] = ()
    signals: tuple[Signal, ...] = ()
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Reported:
    """A content outside quotation marks with its source and cue, as the attribution model tagged it."""

    span: Span
    source: Span | None
    cue: Span | None
    claimant: int | None
    confidence: float


def claims(
    scene: Scene, reported: Iterable[Reported], quotations: Sequence[Quotation], apart: Sequence[Span]
) -> tuple[Claim, ...]:
    """The claims of an article, ascending: what is reported in it, and what the writer says.

    `apart` are stretches in which the writer claims nothing: quotations and their cues, boilerplate, headlines.
    """
    text = scene.text
    found = []
    for told, head in _whole(scene, reported):
        cue = told.cue.of(text) if told.cue else None
        if is_claim(scene, told, head, cue):
            found.append((told, "reported", head, cue))
    told_of = [s for told, *_ in found for s in (told.span, told.cue) if s]
    found += list(_untold(scene, narrated(scene.document, apart, told_of)))
    found.sort(key=lambda f: f[0].span)
    near = links([(told.span, told.claimant) for told, *_ in found], quotations)
    return tuple(
        replace(_claim(scene, told, kind, head, cue), **_nearest(told.span, at, quotations), links=at)  # type: ignore[arg-type]
        for (told, kind, head, cue), at in zip(found, near, strict=True)
    )


def _whole(scene: Scene, reported: Iterable[Reported]) -> Iterator[tuple[Reported, Node]]:
    """What is reported, and the word that each content turns on; what a cue interrupts is taken together."""
    longest = -1  # where what was taken together ends
    for told in sorted(reported, key=lambda r: r.span):
        head = scene.phrases.head(told.span)
        if head and told.span.end > longest:
            head, span = resumed(head, told.span, told.cue, scene.text)
            longest = span.end if span != told.span else longest
            yield replace(told, span=span), head


def _untold(
    scene: Scene, own: Iterable[tuple[Span, Clause, Sequence[Clause]]]
) -> Iterator[tuple[Reported, ClaimKind, Node, str | None]]:
    """What nobody was tagged to say: the writer's own, but for what the parse shows to be somebody's after all."""
    for span, clause, beside in own:
        told = told_by(clause, beside, scene.text)
        if told:
            content, source, cue = told
            head = scene.phrases.head(content)
            if head:
                yield Reported(content, source, cue, None, PARSED), "reported", head, cue.of(scene.text)
        elif not is_saying(clause):
            yield Reported(span, None, None, None, NARRATED), "narrated", clause.head, None


def is_claim(scene: Scene, told: Reported, head: Node, cue: str | None) -> bool:
    """Whether a reported content claims something: probably its source's, no question, and more than a pronoun."""
    asked = scene.text[told.span.start : max(told.span.end, head.sentence.span.end)]
    if "?" in asked or _is_raised(head, told.cue) or told.confidence < LEAST:
        return False
    if all(w.upos in POINTING for w in scene.phrases.words(told.span)):
        return False  # «which Ruiz said is shut»: what is said stands elsewhere
    if (cue or "").casefold().startswith("according") and not is_clause(head):
        return False  # half a sentence: «Ana Ruiz and Tom Bell, according to …»
    if told.source is None and head.deprel == "acl:relcl":
        return False  # «houses that seem to stand»
    if told.source is not None and told.source.of(scene.text).casefold() in WRITERS and not is_whole(head, told.span):
        return False  # «we needed crew» in the writer's own words
    weak = told.source is None or not reports(cue or "")
    if not is_clause(head) and (len(scene.phrases.words(told.span)) < WORDS or (weak and told.confidence < THING)):
        return False  # «the allegations»: a thing, of which nothing is said
    return not weak or is_whole(head, told.span) or told.confidence >= WEAK


def _is_raised(head: Node, cue: Span | None) -> bool:
    """Whether a content is only the subject of its cue: «The firms» of «The firms are believed to have agreed»."""
    above = head.governor
    return bool(cue and above and head.deprel.startswith("nsubj") and cue.covers(above.word.span))


def is_whole(head: Node, span: Span) -> bool:
    """Whether a content reads as a statement by itself: «(that) the gates are shut», not «the gates», not «when …»."""
    marks = {n.lemma for n in head.children("mark", "advmod", "nsubj", "obj")}
    joined = (head.deprel in SUBORDINATE and marks & JOINS) or marks & OPEN
    own = any(span.covers(n.word.span) for n in head.children(*SUBJECTS))
    return not joined and is_clause(head) and own and is_finite(head)


def _claim(scene: Scene, told: Reported, kind: ClaimKind, head: Node, cue: str | None) -> Claim:
    text, span, words = scene.text, told.span, scene.phrases.words(told.span)
    whole = kind == "narrated" or is_whole(head, told.span)
    said = statement(head, span) if whole or is_clause(head) else Statement(told.source, told.cue, span)
    when = dates(text, span, scene.document.article.published)
    figures = tuple(q for q in quantities(text, words) if not any(q.span.overlaps(d.span) for d in when))
    named = [e for e in scene.entities(span) if span.covers(e.span)]
    return Claim(
        span, kind, told.source, told.cue, told.claimant, told.confidence, None, "elsewhere",
        cue_class=cue_class(cue) if cue else None,
        stance=stance(head, cue),
        statement=said,
        standalone=standalone(scene, span) if whole else read_in_frame(scene, span, told.source, told.cue),
        quantities=figures,
        dates=when,
        entities=tuple(Named(e, _name(scene, e)) for e in named),
        signals=signals(text, span, words, said.subject, figures, when, named),
    )  # fmt: skip


def _name(scene: Scene, entity: Entity) -> str:
    """The fullest name that the article has for an entity, or its words."""
    alike = (m for s, m in scene.cast.within(entity.span) if s.overlaps(entity.span) and m.type == entity.type)
    member = next(alike, None)
    return member.printed if member else " ".join(entity.span.of(scene.text).split())


def _nearest(span: Span, near: Sequence[Link], quotations: Sequence[Quotation]) -> dict[str, object]:
    """The nearest quotation of all that a claim is linked with, and where the claim stands as seen from it."""
    nearest = min(near, key=lambda n: (span.distance(quotations[n.quotation].span), n.quotation), default=None)
    if nearest is None:
        return {"quotation": None, "place": "elsewhere"}
    return {"quotation": nearest.quotation, "place": _place(span, nearest, quotations[nearest.quotation])}


def _place(span: Span, link: Link, quotation: Quotation) -> Place:
    if link.relation == "same sentence":
        return "same sentence"
    if link.relation == "same claimant":
        return "elsewhere"
    return "before" if span.end <= quotation.context.sentence.start else "after"
