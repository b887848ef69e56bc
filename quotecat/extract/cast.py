"""The cast of an article: its people and organisations, each with all mentions by name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from quotecat.extract import role
from quotecat.extract.given_name import pronoun
from quotecat.extract.name import HE_TITLES, PARTICLES, SHE_TITLES, Name, fits, initials, key, parse
from quotecat.extract.named import Named, abbreviations, names
from quotecat.extract.noun import GROUPS, is_person
from quotecat.extract.role import office
from quotecat.extract.speaker import Description, words_of
from quotecat.nlp.document import Document, EntityType, Sentence
from quotecat.text.span import Span, overlapping


@dataclass(slots=True)
class Member:
    """One person or organisation of the article, while the cast is being gathered."""

    name: Name
    printed: str
    type: EntityType
    mentions: list[Span] = field(default_factory=list)
    described: list[Description] = field(default_factory=list)

    @property
    def titles(self) -> tuple[str, ...]:
        """The titles printed before the name."""
        return words_of(self.described, "title")

    @property
    def roles(self) -> tuple[str, ...]:
        """The roles printed beside the name."""
        return words_of(self.described, "role")

    @property
    def person(self) -> bool:
        """Whether this is a person; otherwise an organisation, a people or a place that can speak."""
        return self.type == "person"

    def takes(self, mention: Named) -> None:
        """Adds a mention; the name with the most parts becomes the member's own, the earliest of equals."""
        self.mentions.append(mention.span)
        if len(mention.name.parts) > len(self.name.parts) and not mention.printed.isupper():
            self.name, self.printed = mention.name, mention.printed
        for description in mention.titles():
            note(self.described, description)

    def gender(self) -> str | None:
        """«he» or «she» where a title or given name says so; it serves to read pronouns and is never stored."""
        given = self.name.parts[0] if len(self.name.parts) > 1 else ""
        return titled_gender(self.titles) or pronoun(given)


def titled_gender(titles: Sequence[str]) -> str | None:
    """«he» for Mr. and the like, «she» for Ms., None for titles that tell nothing or contradict each other."""
    keys = {key(t) for t in titles}
    he, she = bool(keys & HE_TITLES), bool(keys & SHE_TITLES)
    return None if he == she else "he" if he else "she"


def note(described: list[Description], new: Description | None) -> None:
    """Adds a title or role unless it is there already."""
    if new and all((old.kind, key(old.words)) != (new.kind, key(new.words)) for old in described):
        described.append(new)


@dataclass(frozen=True, eq=False)
class Cast:
    """All members, and which of them each named mention belongs to."""

    members: tuple[Member, ...]
    of: dict[Span, Member]

    def within(self, span: Span) -> list[tuple[Span, Member]]:
        """The named mentions that lie in `span` or overlap it, in order."""
        return [(s, self.of[s]) for s in self._overlapping(span)]

    @cached_property
    def _overlapping(self) -> Callable[[Span], list[Span]]:
        return overlapping(self.of)


def gather(document: Document) -> Cast:
    """The people and organisations of an article, full names first, then short names to the full name they fit."""
    members: list[Member] = []
    of: dict[Span, Member] = {}
    text = document.article.text
    found = names(document)
    short = abbreviations(found, text)
    for named in _people_first(_bared(n, found, text) for n in found):
        mention = _ended(named, members) if named.in_headline else named
        long = short.get(mention.printed)
        member = (long and of.get(long.span)) or _home(mention, members)
        if member is None:
            member = Member(mention.name, mention.printed, mention.type)
            members.append(member)
        member.takes(mention)
        of[mention.span] = member
    _describe(document, of)
    members.sort(key=lambda m: min(m.mentions))
    return Cast(tuple(members), of)


def _bared(mention: Named, found: Sequence[Named], text: str) -> Named:
    """A person's name without what stands before it and is no part of it: «Dean Ruiz» where «Ana Ruiz, the dean» is
    in the article too, «tycoon Ana Ruiz»."""
    parts = mention.name.parts
    if mention.type != "person" or len(parts) < 2:
        return mention
    first = parts[0]
    small = first.islower() and key(first) not in PARTICLES
    known = len(parts) == 2 and any(
        n.type == "person"
        and len(n.name.parts) > 1
        and n.name.family == mention.name.family
        and n.name.parts[0] != first
        for n in found
    )
    called = known and key(first) not in PARTICLES and _is_called(first, parts[1], text)
    if not small and not called and not _is_occupation(mention, text):
        return mention
    name = replace(mention.name, titles=(*mention.name.titles, first), parts=parts[1:])
    starts = (*name.title_starts, mention.span.of(text).find(first))
    return replace(mention, name=replace(name, title_starts=starts), printed=" ".join(parts[1:]))


def _is_occupation(mention: Named, text: str) -> bool:
    """Whether a full name begins with what its bearer does, in capitals only for the sentence's sake: «Haulier Ana
    Ruiz»."""
    first = mention.name.parts[0]
    before = text[max(0, mention.span.start - 3) : mention.span.start].rstrip(" \u00a0")
    begins = before[-1:] in ("", "\n", ".", "!", "?", "”", '"', "—", "–", ":", "•")
    return len(mention.name.parts) > 2 and begins and not pronoun(first) and is_person(first.casefold())


def _is_called(first: str, family: str, text: str) -> bool:
    """Whether the article uses a name's first word as a common noun; of a given name, beside the family name."""
    word, name = re.escape(first.casefold()), re.escape(family)
    if pronoun(first):
        return re.search(rf"\b{name}, (?:the |a |an )?(?:\w+ )?{word}\b", text) is not None
    return re.search(rf"\b{word}\b", text) is not None


def _people_first(found: Iterable[Named]) -> list[Named]:
    """Names of several parts first: they make the members, and a lone family name then finds its bearer.

    A lone word that is some person's family name is that person, whatever type the parser gave it; one that is nobody's
    and begins an organisation's name is that organisation.
    """
    found = _as_people(list(found))
    families = {m.name.family for m in found if m.type == "person" and len(m.name.parts) > 1}
    firms = {m.name.bare[0] for m in found if m.type == "organisation" and len(m.name.parts) > 1} - families
    read = [_retyped(m, families, firms) for m in found]
    whole = [m.span for m in read if len(m.name.parts) > 1]
    read = [m for m in read if len(m.name.parts) > 1 or not any(w.covers(m.span) for w in whole)]
    return sorted(read, key=_order)


def _as_people(found: Sequence[Named]) -> list[Named]:
    """The names, those of people that were taken for something else as people: «Ana Ruiz» where «Ruiz» is a person."""
    full = {part for m in found if m.type == "person" and len(m.name.parts) > 1 for part in m.name.bare}
    lone = {m.name.family for m in found if m.type == "person" and len(m.name.parts) == 1} - full
    return [
        replace(m, type="person")
        if m.type != "person"
        and len(m.name.parts) in (2, 3)
        and {m.name.bare[0], m.name.bare[-1]} & lone
        and all(p[:1].isupper() for p in m.name.parts)
        and not set(m.name.bare) & BODY_WORDS
        else m
        for m in found
    ]


BODY_WORDS = GROUPS | frozenset("holdings inc ltd llc plc tower street house city county hall state states act".split())


def _retyped(mention: Named, families: set[str], firms: set[str]) -> Named:
    """A lone word with the type that the article's longer names give it."""
    if len(mention.name.parts) != 1 or mention.name.titles:
        return mention
    if mention.name.family in families:
        return replace(mention, type="person")
    is_firm = mention.name.family in firms and mention.type != "location"
    return replace(mention, type="organisation") if is_firm else mention


def _ended(mention: Named, members: Sequence[Member]) -> Named:
    """A headline's name, ended where a family name of the text does: «Ana Ruiz Wins Again» where that has Ruiz."""
    families = {m.name.family for m in members if m.person}
    ends = (i + 1 for i, part in enumerate(mention.name.bare) if part in families)
    name = replace(mention.name, parts=mention.name.parts[: next(ends, None)])
    return mention if name == mention.name else replace(mention, name=name, printed=name.full)


def _order(mention: Named) -> tuple[bool, bool, int, bool, Span]:
    """People first, the body before the headline, full names before short ones, and of those the ones that tell a
    gender: «Mr. Obama» is then somebody else than Michelle Obama, and «President Obama» may be he."""
    short = len(mention.name.parts) < 2
    tells = titled_gender(mention.name.titles) is not None
    return mention.type != "person", mention.in_headline, int(short), short and not tells, mention.span


def _home(mention: Named, members: Sequence[Member]) -> Member | None:
    """The member that a mention belongs to: the one it fits, and of several the likeliest."""
    if mention.type != "person":
        alike = (m for m in members if not m.person and _same_group(mention.name, m.name))
        group = next((m for m in alike if not _only_begins(mention, m)), None)
        if group is None and len(mention.name.parts) == 1 and mention.printed.isupper() and len(mention.printed) > 2:
            called = [m for m in members if m.person and initials(m.name.parts) == mention.printed]
            return called[0] if len(called) == 1 else None
        return group
    gender = titled_gender(mention.name.titles)
    people = [m for m in members if m.person and (not gender or m.gender() in (None, gender))]
    fitting = [m for m in people if _fit(mention, m)]
    if not fitting and len(mention.name.parts) == 1:
        own = mention.name.parts[0]
        fitting = [m for m in people if misprinted(mention.name.family, m.name)]
        fitting = fitting or [m for m in people if len(own) > 2 and own.isupper() and initials(m.name.parts) == own]
        return fitting[0] if len(fitting) == 1 else None
    exact = [m for m in fitting if m.name.bare == mention.name.bare]
    family = [m for m in fitting if m.name.family == mention.name.family]
    return _likeliest(mention, exact or family or fitting)


def _only_begins(place: Named, body: Member) -> bool:
    """Whether a place's name only begins that of something else: «Pakistan» is not the Pakistan Army."""
    return place.type == "location" and body.type != "location" and place.name.bare != body.name.bare


def misprinted(family: str, name: Name) -> bool:
    """Whether a lone family name is one slip away from that of somebody named in full: «McLenney», «McClenney»."""
    own = name.family
    if len(name.parts) < 2 or min(len(family), len(own)) < 5 or family[0] != own[0] or abs(len(family) - len(own)) > 1:
        return False
    at = next((i for i, (a, b) in enumerate(zip(family, own, strict=False)) if a != b), min(len(family), len(own)))
    return family[at + (len(family) >= len(own)) :] == own[at + (len(own) >= len(family)) :]


def _fit(mention: Named, member: Member) -> bool:
    """Whether the mention can be the member's; a headline comes last and may be all that has the full name."""
    return fits(mention.name, member.name) or (mention.in_headline and fits(member.name, mention.name))


def _likeliest(mention: Named, fitting: Sequence[Member]) -> Member | None:
    """Of people who share a name: who bears the title, or else whom the article names most: a family name alone is
    its main bearer's, and newspapers name the others in full."""
    if len(fitting) < 2:
        return fitting[0] if fitting else None
    titles = {office(t) for t in mention.name.titles}
    titled = [m for m in fitting if titles & {office(t) for t in m.titles}]
    if titles and not titled:  # somebody called Dr. before is not Mr. now
        titled = [m for m in fitting if not m.titles]
    return max(titled or fitting, key=lambda m: (len(m.mentions), -min(m.mentions).start))


def _same_group(name: Name, other: Name) -> bool:
    """The same organisation: equal, its initials, or the first or last words of its longer name."""
    a, b = name.bare, other.bare
    if a == b:
        return True
    if len(a) == 1 and name.parts[0].isupper() and len(b) > 1:
        return a[0] in (
            "".join(w[0] for w in other.parts if w[:1].isupper()).casefold(),
            initials(other.parts).casefold(),
        )
    if len(a) > 1 and b[: len(a)] == a and b[len(a) :][:1] in (("of",), ("for",)):
        return True  # «the Harbour Party» is the Harbour Party of Spain
    long_enough = len(a) > 1 or len(a[0]) > 4
    if b[: -len(a)][-1:] == ("and",):
        return False  # «the Ruiz Fund and the Health League» are two
    return long_enough and len(a) < len(b) and (b[-len(a) :] == a or (len(a) == 1 and b[0] == a[0]))


def _describe(document: Document, of: dict[Span, Member]) -> None:
    """Gives members the roles that are printed before and after their names."""
    text = document.article.text
    bare = {Span(s.start + parse(s.of(text)).title_end, s.end): s for s in of if of[s].person}
    for name, sentence in _placed(sorted(bare), document.sentences):
        member, titled = of[bare[name]], bare[name]
        places = (
            role.before(titled, sentence, text) or role.before(name, sentence, text),
            role.stood_by(name, sentence, text),
            role.after(name, sentence, text),
        )
        for place in filter(None, places):
            note(member.described, Description("role", place, place.of(text)))


def _placed(spans: Sequence[Span], sentences: Sequence[Sentence]) -> list[tuple[Span, Sentence]]:
    """Each span with the sentence that it begins in; both ascend."""
    placed, at = [], 0
    for span in spans:
        while at < len(sentences) and sentences[at].span.end <= span.start:
            at += 1
        if at < len(sentences) and sentences[at].span.start <= span.start:
            placed.append((span, sentences[at]))
    return placed
