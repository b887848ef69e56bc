"""Sources that are descriptions: «the general», «Ruiz’s campaign», «a police spokesman»."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from quotecat.extract import noun
from quotecat.extract.cast import Member
from quotecat.extract.named import bare_group
from quotecat.extract.referent import Referent, Scene, as_member, bare
from quotecat.extract.role import office
from quotecat.extract.speaker import SpeakerKind
from quotecat.text.span import Span

NEAR = 500  # code points; «the company» is one that was named so shortly before
CLEAR = 1.0  # a description without a role needs a person who stands out by this much


def read_nominal(scene: Scene, span: Span, printed: str, before: Sequence[tuple[Span, Referent]]) -> Referent:
    """Whom a description means: one of the cast where it is definite and fits, else its own words.

    `before`: the sources read so far, in order; «the delegate» may be the «one delegate» among them.
    """
    base = short(scene, span) or printed
    head = noun.head_noun(base)
    if printed.isupper() and noun.is_person(head) and (found := by_role(scene, span, head, printed)):
        return found  # «MODERATOR: …»
    expanded = _expanded(scene, span, base)
    if expanded:
        return expanded
    if noun.is_definite(base) and _singular(scene, span, base):
        person = noun.is_person(head)
        found = by_role(scene, span, head, printed) if person else by_group(scene, span, head, printed)
        found = again(span, head, printed, before, found) or found
        found = found or (_in_view(scene, span, printed) if person and head not in noun.VOICES else None)
        if found:
            return found
    kind: SpeakerKind = "organisation" if head in noun.GROUPS else "unnamed"
    return Referent((), bare_group(bare(base)) if kind == "organisation" else base, kind, "nominal", (printed,))


def short(scene: Scene, span: Span) -> str:
    """The description without what is appended to it: clauses, and what stands behind a comma or a dash."""
    head = scene.phrases.head(span)
    cut = span
    for clause in head.children("acl") if head else ():
        first = min(n.word.span.start for n in scene.phrases.nodes(clause.phrase()))
        if cut.start < first < cut.end and head and head.word.span.end <= first:
            cut = Span(cut.start, first)
    return noun.base(cut, scene.text)


def _expanded(scene: Scene, span: Span, base: str) -> Referent | None:
    """«Ruiz’s campaign» with the owner's fullest name, «Ana Ruiz’s campaign»; an organisation if campaigns are."""
    found = re.match(r"(?P<owner>.+?)(?P<s>['’]s?)\s+(?P<thing>[\w ]+)$", base)
    ends = span.start + len(base)
    owners = [m for s, m in scene.cast.within(span) if m.person and s.end <= ends]
    if not found or not owners or not _owns(owners[0], found["owner"]):
        return None
    name = f"{owners[0].printed}{found['s']} {found['thing']}"
    kind: SpeakerKind = "organisation" if noun.head_noun(base) in noun.GROUPS else "unnamed"
    return Referent((), name, kind, "nominal", tuple(dict.fromkeys((base, name))))


def _owns(member: Member, owner: str) -> bool:
    """Whether the words before the possessive end in the member's family name."""
    return owner.casefold().replace(".", "").endswith(member.name.family)


def again(
    span: Span, head: str, printed: str, before: Sequence[tuple[Span, Referent]], named: Referent | None
) -> Referent | None:
    """The unnamed source before that has the same noun, unless who else it may be was mentioned since."""
    for source, referent in reversed(before):
        if source.end <= span.start and referent.kind == "unnamed" and noun.head_noun(referent.name) == head:
            mentions = [m.start for member in (named.members if named else ()) for m in member.mentions]
            if max((m for m in mentions if m < span.start), default=-1) > source.start:
                return None
            return replace(referent, mention="nominal", chain=(printed, *referent.chain))
    return None


def _singular(scene: Scene, span: Span, base: str) -> bool:
    reach = Span(span.start, min(span.end, span.start + len(base) + 1))
    for sentence in scene.document.sentences:
        if sentence.span.overlaps(reach):
            return not noun.is_plural(sentence.words, reach)
    return True


def by_role(scene: Scene, span: Span, head: str, printed: str) -> Referent | None:
    """The person whose title or role has the same head: «the general» for Gen. Ana Ruiz."""
    office_of = office(head)
    fitting = []
    for member in scene.cast.members:
        before = [s.start for s in member.mentions if s.start < span.start]
        if not member.person or not before:
            continue
        titles = {office(t) for t in member.titles}
        words = {w.casefold() for r in member.roles for w in re.findall(r"[\w’'-]+", r)}
        if office_of in titles or head in words:
            fitting.append((max(before), member))
    if not fitting:
        return None
    return as_member(max(fitting, key=lambda pair: pair[0])[1], "nominal", (printed,))


def _in_view(scene: Scene, span: Span, printed: str) -> Referent | None:
    """The person in view, for a description that fits nobody's title or role: «the businessman»."""
    member, margin = scene.pronouns.get(span.start, (None, 0.0))
    if member is None or margin < CLEAR or _is_another_s(scene, span, member):
        return None
    return as_member(member, "nominal", (printed,))


def _is_another_s(scene: Scene, span: Span, member: Member) -> bool:
    """Whether a noun before the description's says what the member is not known for: «the band leader»."""
    head = scene.phrases.head(span)
    nouns = {n.lemma for n in head.children("compound") if n.word.upos == "NOUN"} if head else set()
    known = {w for role in member.roles for w in re.findall(r"[\w’'-]+", role.casefold())}
    return bool(nouns - known)


def by_group(scene: Scene, span: Span, head: str, printed: str) -> Referent | None:
    """The organisation whose name has the noun: «the ministry» for the Ministry of Health."""
    if head not in noun.GROUPS:
        return None
    fitting = [
        (max(b), m)
        for m in scene.cast.members
        if not m.person and head in m.name.bare and (b := [s.start for s in m.mentions if s.start < span.start])
    ]
    if not fitting and head in noun.ANY_GROUP:
        named = ((s.start, m) for s, m in scene.cast.of.items() if m.type == "organisation")
        fitting = [(at, m) for at, m in named if 0 < span.start - at < NEAR]
    if not fitting:
        return None
    return as_member(max(fitting, key=lambda pair: pair[0])[1], "nominal", (printed,))
