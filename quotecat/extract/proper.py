"""Sources that are names: whom of the cast they name, and how fully."""

from __future__ import annotations

import re

from quotecat.extract.cast import Member
from quotecat.extract.name import POSSESSIVE, parse
from quotecat.extract.named import bare_group
from quotecat.extract.referent import Referent, Scene, as_member, bare, titled
from quotecat.extract.speaker import SpeakerKind
from quotecat.text.span import Span

MODIFIED = ("NOUN", "PROPN", "ADJ")  # a name before one of these only describes it
OWNED_BY = re.compile(r"(?:^|\s)(?:of|at|from|for|with|in|to|by|on|than|near|behind|inside|against)\s+(?:the\s+)?$")
WHOLE = re.compile(
    r"(?:[Tt]he )?(?:[A-Z][\w.&’'-]*|of|the|for|and|on|in)(?: (?:[A-Z][\w.&’'-]*|of|the|for|and|on|in))*"
)


def read_name(scene: Scene, span: Span, printed: str) -> Referent | None:
    """The person or organisation that heads the source; joint speakers where two are joined by «and»."""
    heads = [(s, m) for s, m in scene.cast.within(span) if heads_source(scene, s, span)]
    if not heads:
        return None
    people = [(s, m) for s, m in heads if m.person]
    first = people[0] if people else heads[0]
    joint = [first[1]]
    for s, m in heads:
        between = scene.text[first[0].end : s.start]
        if s.start > first[0].start and m.person == first[1].person and m not in joint and _joins(between):
            joint.append(m)
    names = tuple(_fullest(m, printed) for m in joint)
    kind: SpeakerKind = "person" if first[1].person else "organisation"
    chain = tuple(dict.fromkeys((printed, " | ".join(titled(m) for m in joint))))
    return Referent(tuple(joint), " | ".join(names), kind, "name", chain)


def read_label(scene: Scene, printed: str) -> Referent | None:
    """The person whose family name stands in capitals at the head of a speech: «RUIZ: …»."""
    if not printed.isupper():
        return None
    family = parse(printed).family
    bearers = [m for m in scene.cast.members if m.person and m.name.family == family and not m.printed.isupper()]
    return as_member(bearers[0], "name", (printed,)) if len(bearers) == 1 else None


def heads_source(scene: Scene, mention: Span, source: Span) -> bool:
    """Whether a name is what the source turns on, not «Trump» in «Trump campaign spokesman» or «Trump’s lawyer»,
    nor «the Pentagon» in «officials at the Pentagon»."""
    text = scene.text
    if OWNED_BY.search(text[source.start : mention.start]) if source.start < mention.start else False:
        return False
    if mention.end >= source.end:
        return True
    if POSSESSIVE.search(mention.of(text)) or re.match(r"['’]s?\s", text[mention.end : source.end]):
        return not re.search(r"\w", text[mention.end + 2 : source.end])
    after = next(iter(scene.phrases.nodes(Span(mention.end, source.end))), None)
    return after is None or after.word.upos not in MODIFIED


def _fullest(member: Member, printed: str) -> str:
    """The member's name; for an organisation the whole source if that is all capitals and small joining words."""
    if member.person or not WHOLE.fullmatch(printed):
        return member.printed
    if member.printed not in printed or len(printed) <= len(member.printed) + 4:
        return member.printed
    return bare(bare_group(printed))


def _joins(between: str) -> bool:
    return bool(re.fullmatch(r"[\s,]*(?:and|&)?\s*(?:[\w.]+\s+){0,4}", between)) and (
        "and" in between or "&" in between
    )
