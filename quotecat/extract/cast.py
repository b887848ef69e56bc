"""The cast of an article: its people and organisations, each with all mentions by name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from quotecat.extract import role
from quotecat.extract.given_name import pronoun
from quotecat.extract.name import HE_TITLES, POSSESSIVE, SHE_TITLES, TITLES, Name, fits, key, parse
from quotecat.extract.role import office
from quotecat.nlp.document import Document, Entity, EntityType, Sentence
from quotecat.text.span import Span, inside

JUST = 250  # code points: about two sentences
GROUPS = ("organisation", "norp", "location", "facility")


@dataclass(slots=True)
class Member:
    """One person or organisation of the article, while the cast is being gathered."""

    name: Name
    printed: str
    type: EntityType
    mentions: list[Span] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    roles: list[str] = field(default_factory=list)

    @property
    def person(self) -> bool:
        """Whether this is a person; otherwise an organisation, a people or a place that can speak."""
        return self.type == "person"

    def takes(self, span: Span, name: Name, printed: str) -> None:
        """Adds a mention; the name with the most parts becomes the member's own, the earliest of equals."""
        self.mentions.append(span)
        if len(name.parts) > len(self.name.parts) and not printed.isupper():
            self.name, self.printed = name, printed
        for title in name.titles:
            note(self.titles, title)

    def gender(self) -> str | None:
        """«he» or «she» where a title or given name says so; it serves to read pronouns and is never stored."""
        given = self.name.parts[0] if len(self.name.parts) > 1 else ""
        return titled_gender(self.titles) or pronoun(given)


def titled_gender(titles: Sequence[str]) -> str | None:
    """«he» for Mr. and the like, «she» for Ms., None for titles that tell nothing or contradict each other."""
    keys = {key(t) for t in titles}
    he, she = bool(keys & HE_TITLES), bool(keys & SHE_TITLES)
    return None if he == she else "he" if he else "she"


def note(words: list[str], new: str | None) -> None:
    """Adds a title or role unless it is there already."""
    if new and all(key(new) != key(old) for old in words):
        words.append(new)


@dataclass(frozen=True, slots=True)
class Cast:
    """All members, and which of them each named mention belongs to."""

    members: tuple[Member, ...]
    of: dict[Span, Member]

    def within(self, span: Span) -> list[tuple[Span, Member]]:
        """The named mentions that lie in `span` or overlap it, in order."""
        return sorted(((s, m) for s, m in self.of.items() if s.overlaps(span)), key=lambda pair: pair[0])


def gather(document: Document) -> Cast:
    """The people and organisations of an article, full names first, then short names to the full name they fit."""
    text = document.article.text
    named = [m for e in document.entities if (m := _mention(e, text))]
    found = _people_first([*named, *_overlooked(named, text)])
    members: list[Member] = []
    of: dict[Span, Member] = {}
    for mention in found:
        member = _home(mention, members)
        if member is None:
            member = Member(mention.name, mention.printed, mention.type)
            members.append(member)
        member.takes(mention.span, mention.name, mention.printed)
        of[mention.span] = member
    _describe(document, of)
    members.sort(key=lambda m: min(m.mentions))
    return Cast(tuple(members), of)


@dataclass(frozen=True, slots=True)
class Named:
    """A named entity of the text: its span with the titles before it, its name, how it is printed, its type."""

    span: Span
    name: Name
    printed: str
    type: EntityType


def _people_first(found: Sequence[Named]) -> list[Named]:
    """Names of several parts first: they make the members, and a lone family name then finds its bearer.

    A lone word that is some person's family name is that person, whatever type the parser gave it.
    """
    families = {m.name.family for m in found if m.type == "person" and len(m.name.parts) > 1}
    read = [
        replace(m, type="person") if m.type != "person" and len(m.name.parts) == 1 and m.name.family in families else m
        for m in found
    ]
    whole = [m.span for m in read if len(m.name.parts) > 1]
    read = [m for m in read if len(m.name.parts) > 1 or not any(w.covers(m.span) for w in whole)]
    return sorted(read, key=lambda m: (m.type != "person", -min(len(m.name.parts), 2), m.span))


def _overlooked(named: Sequence[Named], text: str) -> Iterator[Named]:
    """Full names that the parser did not see, of people it knows by family name: a known given name right before."""
    people = [m for m in named if m.type == "person"]
    full = {m.name.family for m in people if len(m.name.parts) > 1}
    lone = {m.name.parts[0] for m in people if len(m.name.parts) == 1} - {p for p in full}
    taken = inside([m.span for m in named if len(m.name.parts) > 1])
    for family in sorted(lone):
        for found in re.finditer(rf"\b([A-Z][\w’'-]+)(?: [A-Z]\.)? {re.escape(family)}\b", text):
            if pronoun(found[1]) and family.casefold() not in full and not taken(found.start()):
                name = parse(found[0])
                yield Named(Span(*found.span()), name, " ".join(name.parts), "person")


def _mention(entity: Entity, text: str) -> Named | None:
    """An entity that can be a source as a mention; None for dates, amounts and names without a word."""
    if entity.type == "person":
        span = _with_titles(entity.span, text)
        name = parse(span.of(text))
        return Named(span, name, " ".join(name.parts), "person") if name.parts else None
    if entity.type in GROUPS:
        printed = POSSESSIVE.sub("", entity.span.of(text).strip())
        words = tuple(w for w in printed.split() if w.casefold() not in ("the", "a", "an"))
        return Named(entity.span, Name((), words), printed, entity.type) if words else None
    return None


def _with_titles(span: Span, text: str) -> Span:
    """The span stretched to the left over the titles that stand before it: «Lt. Gen.», «Mr.»."""
    start = span.start
    while start > 0 and text[start - 1] in " \u00a0":
        word_end = start - 1
        word_start = word_end
        while word_start > 0 and not text[word_start - 1].isspace() and text[word_start - 1] not in "(“\"‘'—":
            word_start -= 1
        word = text[word_start:word_end]
        if not word[:1].isupper() or key(word) not in TITLES:
            break
        start = word_start
    return Span(start, span.end)


def _home(mention: Named, members: Sequence[Member]) -> Member | None:
    """The member that a mention belongs to: the one it fits, and of several the likeliest."""
    if mention.type != "person":
        return next((m for m in members if not m.person and _same_group(mention.name, m.name)), None)
    gender = titled_gender(mention.name.titles)
    fitting = [m for m in members if m.person and fits(mention.name, m.name)]
    fitting = [m for m in fitting if not gender or m.gender() in (None, gender)]
    exact = [m for m in fitting if m.name.bare == mention.name.bare]
    family = [m for m in fitting if m.name.family == mention.name.family]
    return _likeliest(mention, exact or family or fitting)


def _likeliest(mention: Named, fitting: Sequence[Member]) -> Member | None:
    """Of people who share a family name: whose title is the same, who was just named in full, or who came first."""
    if len(fitting) < 2:
        return fitting[0] if fitting else None
    titles = {office(t) for t in mention.name.titles}
    titled = [m for m in fitting if titles & {office(t) for t in m.titles}]
    pool = titled or fitting
    full = [(s, m) for m in pool for s in m.mentions if 0 <= mention.span.start - s.end < JUST]
    if full:
        return max(full, key=lambda pair: pair[0])[1]
    return min(pool, key=lambda m: min(m.mentions))


def _same_group(name: Name, other: Name) -> bool:
    """The same organisation: equal, its initials, or the first or last words of its longer name."""
    a, b = name.bare, other.bare
    if a == b:
        return True
    if len(a) == 1 and name.parts[0].isupper() and len(b) > 1:
        return a[0] == "".join(w[0] for w in other.parts if w[:1].isupper()).casefold()
    long_enough = len(a) > 1 or len(a[0]) > 4
    return long_enough and len(a) < len(b) and (b[-len(a) :] == a or (len(a) == 1 and b[0] == a[0]))


def _describe(document: Document, of: dict[Span, Member]) -> None:
    """Gives members the roles that are printed before and after their names."""
    text = document.article.text
    for span, sentence in _placed(sorted(of), document.sentences):
        if of[span].person:
            name = Span(span.start + parse(span.of(text)).title_end, span.end) if len(span) > 1 else span
            note(of[span].roles, role.before(span, sentence, text) or role.before(name, sentence, text))
            note(of[span].roles, role.after(span, sentence, text))


def _placed(spans: Sequence[Span], sentences: Sequence[Sentence]) -> list[tuple[Span, Sentence]]:
    """Each span with the sentence that it begins in; both ascend."""
    placed, at = [], 0
    for span in spans:
        while at < len(sentences) and sentences[at].span.end <= span.start:
            at += 1
        if at < len(sentences) and sentences[at].span.start <= span.start:
            placed.append((span, sentences[at]))
    return placed
