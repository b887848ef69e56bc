"""Named: a name as it stands in the text. Those that the parser finds, and those that it overlooks."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from quotecat.extract.given_name import pronoun
from quotecat.extract.label import signatures
from quotecat.extract.name import (
    BODIES,
    HONORIFICS,
    JOINING,
    PARTY,
    POSSESSIVE,
    SUFFIXES,
    TITLES,
    Name,
    initials,
    key,
    parse,
)
from quotecat.extract.noun import is_person
from quotecat.extract.speaker import Description
from quotecat.nlp.document import Document, Entity, EntityType, Sentence, Word
from quotecat.text.headline import at_head
from quotecat.text.paragraphs import paragraphs
from quotecat.text.span import Span, inside

GROUPS = ("organisation", "norp", "location", "facility")
_WORD = r"[A-Z][\w’'-]*[\w]"
_QUOTED = r"(?:[\"“„«»'‘‚‹]|''|``)[A-Z][\w’-]+(?:[\"”“«»'’‘›]|'')"
LETTERED = re.compile(r"((?:[\w'’-]+ ){1,8})\(([A-Z][A-Za-z]{1,4})\)")
BRACKETED = re.compile(r"(?:['’]s?)? ?\((?:the )?[\"“]?([A-Z][\w&.-]{1,11})[\"”]?\)")
OWNER = re.compile(r".*[\w.]['’]s (?=[A-Z])")
PERSON_BEHIND = re.compile(r"[A-Z][a-zà-ÿ'’-]+(?: [A-Z]\.)? [A-Z][\w'’-]+")
INITIALS = re.compile(r"(?<![\w.’'])(?:[A-Z]\.? ){1,3}$")
NICKNAME = re.compile(rf"{_WORD}(?: [A-Z]\.)? {_QUOTED} {_WORD}")
TITLED = re.compile(rf"\b(?:{'|'.join(HONORIFICS)})\.? (?P<name>{_WORD}(?:(?<!['’]s) (?:[A-Z]\.|{_WORD}))*)")
DAY = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day")
SMALL = frozenset("on in at of and that for to from with".split())
FOLLOWS = re.compile(rf" (?!{DAY.pattern}|Jr|Sr|II)[A-Z]")


@dataclass(frozen=True, slots=True)
class Named:
    """A name in the text: its span with the titles before it, the name, how it is printed, what kind of thing it is.

    `in_headline`: it stands in the headline, where capitals do not tell where a name ends.
    """

    span: Span
    name: Name
    printed: str
    type: EntityType
    in_headline: bool = False

    def titles(self) -> Iterator[Description]:
        """The titles before the name, each where it stands; `name` was parsed from the words at `span`."""
        for place, title in zip(self.name.title_starts, self.name.titles, strict=True):
            start = self.span.start + place
            yield Description("title", Span(start, start + len(title)), title)


def role_letters(text: str) -> dict[str, str]:
    """The letters that stand in brackets behind a role, each with the role: «chief of staff (CoS)»."""
    found: dict[str, str] = {}
    for match in LETTERED.finditer(text):
        letters = match[2]
        words = match[1].split()[-2 * len(letters) :]
        for first in range(len(words)):
            role = words[first:]
            if initials([w.upper() if w not in JOINING else w for w in role]) == letters.upper() and is_person(
                key(role[-1])
            ):
                found.setdefault(letters, " ".join(role))
    return found


def names(document: Document) -> list[Named]:
    """All names of people, organisations, peoples and places of an article, in no special order."""
    text = document.article.text
    roles = role_letters(text)
    spans = [(e, _whole(e, text)) for e in _owned(_joined(document), text)]
    found = [named for e, span in spans if span.of(text) not in roles and (named := _named(span, e.type, text))]
    found = _signed(found, text)
    headline = at_head(text, document.article.title)
    for overlooked in (_titled, _in_full, _again, _abbreviated):
        found += overlooked(found, text)
        found = [replace(n, in_headline=headline is not None and headline.overlaps(n.span)) for n in found]
    return found


def _joined(document: Document) -> Iterator[Entity]:
    """The entities; a person's with all the words beside it that the parser takes for parts of one name."""
    text = document.article.text
    words = [(w, s) for s in document.sentences for w in s.words]
    places = [w.span.start for w, _ in words]
    taken = inside([e.span for e in document.entities])
    for entity in _touching(document):
        first, last = bisect_left(places, entity.span.start), bisect_left(places, entity.span.end)
        if entity.type != "person" or first >= len(words) or first == last:
            yield entity
            continue
        titled = key(words[first][0].span.of(text)) in TITLES  # what stands before a title is no part of the name
        while not titled and first > 0 and not taken(places[first - 1]) and _is_flat(words, first, first - 1, text):
            first -= 1
        while last < len(words) and not taken(places[last]) and _is_flat(words, last, last, text):
            last += 1
        yield replace(entity, span=Span(places[first], words[last - 1][0].span.end))


def _owned(found: Iterable[Entity], text: str) -> Iterator[Entity]:
    """The entities, those of people without the body or the place that a person belongs to: «the Bureau’s Ana Ruiz»,
    «President of Mongolia Ana Ruiz»."""
    entities = list(found)
    places = {e.span.of(text) for e in entities if e.type == "location"}
    for entity in entities:
        split = OWNER.match(entity.span.of(text)) if entity.type == "organisation" else None
        if split and PERSON_BEHIND.fullmatch(text, entity.span.start + split.end(), entity.span.end):
            middle = entity.span.start + split.end()
            yield replace(entity, span=Span(entity.span.start, middle - 3))
            entity = replace(entity, span=Span(middle, entity.span.end), type="person")
        if entity.type == "person":
            words = entity.span.of(text)
            owner = OWNER.match(words)
            place, _, name = words.partition(" ")
            if owner:
                entity = replace(entity, span=Span(entity.span.start + owner.end(), entity.span.end))
            elif name and place in places and text[: entity.span.start].endswith(("of ", "at ", "in ")):
                entity = replace(entity, span=Span(entity.span.start + len(place) + 1, entity.span.end))
        yield entity


def _touching(document: Document) -> list[Entity]:
    """The entities; two people with but a blank between them are one: a sentence was ended within a name."""
    text = document.article.text
    wrapped = len(paragraphs(text)) * 2 < text.count("\n")  # lines end anywhere
    found: list[Entity] = []
    for entity in document.entities:
        before = found[-1] if found and found[-1].type == entity.type == "person" else None
        between = text[before.span.end : entity.span.start] if before else ""
        if before and (between == " " or (between == "\n" and wrapped)) and not POSSESSIVE.search(before.span.of(text)):
            found[-1] = replace(before, span=Span(before.span.start, entity.span.end))
        else:
            found.append(entity)
    return found


def _is_flat(words: Sequence[tuple[Word, Sentence]], flat: int, new: int, text: str) -> bool:
    """Whether the word `flat` is a part of the name that the word before it belongs to, and the word `new`, one of
    these two, looks like a part of a name itself."""
    (before, sentence), (word, same) = words[flat - 1], words[flat]
    name = words[new][0].span.of(text)
    return (
        sentence is same
        and word.deprel.startswith("flat")
        and text[before.span.end : word.span.start] in (" ", "\u00a0")
        and words[new][0].upos == "PROPN"
        and name[:1].isupper()
        and key(name) not in TITLES | BODIES
    )


def _whole(entity: Entity, text: str) -> Span:
    """The entity's span, or that of the name with a nickname in quotation marks that it is a part of."""
    if entity.type != "person":
        return entity.span
    initials = INITIALS.search(text, max(0, entity.span.start - 9), entity.span.start)
    if initials and initials[0].strip() not in ("A", "I"):
        return Span(initials.start(), entity.span.end)
    around = max(0, entity.span.start - 40), entity.span.end + 40
    for found in NICKNAME.finditer(text, *around):
        if Span(*found.span()).overlaps(entity.span):
            return Span(*found.span())
    return entity.span


def _named(span: Span, type: EntityType, text: str) -> Named | None:
    """An entity that can be a source as a name; None for dates, amounts and names without a word."""
    if type == "person":
        whole = _with_titles(span, text)
        name = parse(whole.of(text))
        if not name.parts or PARTY.fullmatch(span.of(text)) or (len(name.parts) == 1 and key(name.parts[0]) in TITLES):
            return None
        return Named(whole, name, _as_printed(name, whole.of(text)), "person")
    if type in GROUPS:
        printed = bare_group(span.of(text))
        words = tuple(w for w in printed.split() if w.casefold() not in ("the", "a", "an"))
        return Named(span, Name((), words), printed, type) if words else None
    return None


def _as_printed(name: Name, words: str) -> str:
    """The name without titles and possessive; a nickname keeps its marks."""
    return " ".join(POSSESSIVE.sub("", words[name.title_end :]).split()) if re.search(_QUOTED, words) else name.full


def bare_group(printed: str) -> str:
    """An organisation's name without a possessive, and without small words at its ends that are no part of it."""
    words = POSSESSIVE.sub("", printed.strip()).split()
    while len(words) > 1 and (words[-1] in SMALL or DAY.fullmatch(words[-1])):
        words.pop()
    while len(words) > 1 and words[0].islower() and words[0] != "the" and any(w[:1].isupper() for w in words[1:]):
        words.pop(0)
    return " ".join(words)


def _with_titles(span: Span, text: str) -> Span:
    """The span stretched to the left over the titles and given names before it: «Lt. Gen.», «Mr.», «Earl»."""
    start = span.start
    while start > 0 and text[start - 1] in " \u00a0":
        word_start = start - 1
        while word_start > 0 and not text[word_start - 1].isspace() and text[word_start - 1] not in "(“\"‘'—":
            word_start -= 1
        word = text[word_start : start - 1]
        if not word[:1].isupper() or not (key(word) in TITLES or pronoun(word)):
            break
        start = word_start
    return Span(start, span.end)


def _signed(found: Sequence[Named], text: str) -> list[Named]:
    """The names, with those that sign a speech as long as they are printed: «― Ana Maria Ruiz»."""
    spans = [s for s in signatures(text) if all(n.type == "person" for n in found if n.span.overlaps(s))]
    signed = [(s, parse(s.of(text))) for s in spans]
    whole = [Named(s, name, name.full, "person") for s, name in signed if len(name.parts) > 1]
    return [n for n in found if not any(n.span.overlaps(w.span) for w in whole)] + whole


def _titled(found: Sequence[Named], text: str) -> Iterator[Named]:
    """Names after an honorific, which is never before anything else: «Mr. King»."""
    taken = inside([n.span for n in found])
    for match in TITLED.finditer(text):
        if not taken(match.start("name")) and key(match["name"].split()[0]) not in TITLES:
            name = parse(match[0])
            yield Named(Span(*match.span()), name, name.full, "person")


def _in_full(found: Sequence[Named], text: str) -> Iterator[Named]:
    """Full names of people whom the parser knows by family name: a known given name right before that."""
    people = [n for n in found if n.type == "person"]
    full = {n.name.family for n in people if len(n.name.parts) > 1}
    lone = {n.name.parts[0] for n in people if len(n.name.parts) == 1 and n.name.family not in full}
    taken = inside([n.span for n in found if len(n.name.parts) > 1])
    for match in re.finditer(rf"\b({_WORD})(?: [A-Z]\.)? {_any_of(lone)}\b", text) if lone else ():
        if pronoun(match[1]) and not taken(match.start()):
            name = parse(match[0])
            yield Named(Span(*match.span()), name, name.full, "person")


def _again(found: Sequence[Named], text: str) -> Iterator[Named]:
    """Family names of people named in full elsewhere, and given names, wherever they stand as a word of their own.

    Not where another capital follows («Trump Tower»), nor for names that mostly name something else (Washington).
    """
    lone = Counter((n.type == "person", n.printed) for n in found if len(n.name.parts) == 1)
    families = {n.name.parts[-1] for n in found if n.type == "person" and len(n.name.parts) > 1 and not n.in_headline}
    families |= {n.printed for n in found if n.type == "person" and len(n.name.parts) == 1 and pronoun(n.printed)}
    families = {f for f in families if key(f) not in SUFFIXES and len(f) > 2 and lone[True, f] >= lone[False, f]}
    taken = inside([n.span for n in found])
    for match in re.finditer(rf"(?<![@#/-])\b{_any_of(families)}\b", text) if families else ():
        if taken(match.start()) or FOLLOWS.match(text, match.end()):
            continue
        span = _with_titles(Span(*match.span()), text)
        name = parse(span.of(text))
        yield Named(span, name, name.full, "person")


def abbreviations(found: Sequence[Named], text: str) -> dict[str, Named]:
    """The short forms that stand in brackets behind a name, each with that name: «Harbour Workers’ Union (HWU)»."""
    places = {n.printed for n in found if n.type in ("location", "norp")}
    short: dict[str, Named] = {}
    for named in sorted(found, key=lambda n: n.span):
        match = BRACKETED.match(text, named.span.end)
        if match and len(named.name.parts) > 1 and match[1] not in places:
            capitals = sum(c.isupper() for c in match[1])
            if capitals > 1 or (capitals == 1 and len(re.findall(rf"\b{match[1]}\b", text)) > 1):
                short.setdefault(match[1], named)
    return short


def _abbreviated(found: Sequence[Named], text: str) -> Iterator[Named]:
    """Short forms that were given in brackets, wherever they stand, as the kind of thing they are short for."""
    short = abbreviations(found, text)
    taken = inside([n.span for n in found])
    for match in re.finditer(rf"(?<![\w@#/-]){_any_of(short)}(?![\w-])", text) if short else ():
        if not taken(match.start()):
            yield Named(Span(*match.span()), Name((), (match[0],)), match[0], short[match[0]].type)


def _any_of(words: Iterable[str]) -> str:
    """An expression for any of the words, the longest first."""
    return f"(?:{'|'.join(map(re.escape, sorted(words, key=lambda w: (-len(w), w))))})"
