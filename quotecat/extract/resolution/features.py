"""What speaks for a candidate as the referent of a source: plain facts of text, parse and history as numbers."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from quotecat.extract import noun
from quotecat.extract.cast import Cast, Member, titled_gender
from quotecat.extract.given_name import pronoun as given_gender
from quotecat.extract.name import fits, initials, key, parse
from quotecat.extract.phrase import Node, Phrases
from quotecat.extract.pronoun import gender_of
from quotecat.extract.proper import WHOLE
from quotecat.extract.referent import Referent
from quotecat.extract.resolution.mentions import MentionRecord, Mentions, is_subject
from quotecat.extract.role import office
from quotecat.text.span import Span

WORDS = re.compile(r"[\w’'-]+")
THEY, IT = frozenset("they them their".split()), frozenset("it its".split())
RELATIVE = frozenset("who whom whose which that".split())
SELF = frozenset("i me my mine we us our ours you your".split())
HEADS = frozenset("his her their its my our your".split())
FAR = 12.0  # sentences; farther is as far


@dataclass(frozen=True, slots=True)
class Source:
    """A source's words and what they are, before anybody is looked for."""

    span: Span
    printed: str
    word: str  # its first word, as words are compared
    gender: str | None  # «he», «she» for such a pronoun
    head: Node | None
    noun: str  # the noun that a description turns on
    words: frozenset[str]
    sentence: int
    paragraph: int
    facts: tuple[float, ...]  # the features that all candidates share

    @property
    def is_pronoun(self) -> bool:
        """Whether it is a pronoun by itself."""
        return any(self.facts[:6])

    @property
    def noun_follows(self) -> bool:
        """Whether more words follow the first: «our union», not «our»."""
        return " " in self.printed

    @property
    def is_thing(self) -> bool:
        """Whether it is «it» or «its»."""
        return bool(self.facts[3])

    @property
    def is_plural(self) -> bool:
        """Whether its head is a plural."""
        return bool(self.facts[11])


def source(span: Span, printed: str, base: str, cast: Cast, phrases: Phrases, mentions: Mentions) -> Source:
    """Return the source at `span`; `printed` are its words trimmed, `base` those without what is appended."""
    head = phrases.head(span)
    first = key(printed.split()[0]) if printed.split() else ""
    lone = len(printed.split()) == 1
    gender = gender_of(printed) if lone else None
    people = [m.person for _, m in cast.within(span)]
    pronouns = (
        gender == "he",
        gender == "she",
        lone and first in THEY,
        lone and first in IT,
        lone and first in RELATIVE,
        lone and first in SELF,
    )
    described = _described(base, printed, first, head)
    named = _naming(printed, people, head, any(pronouns))
    return Source(
        span,
        printed,
        first,
        gender,
        head,
        noun.head_noun(base),
        frozenset(key(w) for w in WORDS.findall(base)),
        phrases.number(span.start),
        mentions.paragraph(span.start),
        tuple(map(float, (*pronouns, *named[:2], *described, *named[2:]))),
    )


def _described(base: str, printed: str, first: str, head: Node | None) -> tuple[float, ...]:
    """What a source's words say of who it is."""
    turns = noun.head_noun(base)
    return (
        noun.is_definite(base),
        first in ("a", "an", "one", "some", "another", "several", "many"),
        first in HEADS,
        head is not None and "Number=Plur" in head.word.feats,
        noun.is_person(turns),
        turns in noun.GROUPS,
        turns in noun.DOCUMENTS,
        math.log1p(len(printed.split())),
        printed.isupper(),
        printed[:1].isupper(),
    )


def _naming(printed: str, people: Sequence[bool], head: Node | None, pronoun: bool) -> tuple[float, ...]:
    """Whether a source holds known names or looks like an unknown one, and what its head is to the sentence."""
    cue = head.governor if head else None
    proper = head is not None and head.word.upos == "PROPN"
    unknown = not pronoun and not people
    return (
        not pronoun and bool(people),
        unknown,
        sum(people) / 2,
        (len(people) - sum(people)) / 2,
        head is not None and is_subject(head),
        cue is not None and cue.word.upos == "VERB",
        proper,
        head is not None and head.deprel.startswith("obl"),
        unknown and proper and WHOLE.fullmatch(printed) is not None,
        unknown and re.fullmatch(r"(?:[Tt]he )?[A-Z]{2,5}", printed) is not None,
    )


@dataclass(frozen=True, slots=True)
class Said:
    """An earlier source: where, whom it was read as, and its gender if it was «he» or «she»."""

    span: Span
    referent: Referent
    gender: str | None
    sentence: int
    identity: tuple[object, ...]
    members: frozenset[int]


@dataclass(frozen=True, slots=True)
class Facts:
    """What the features of all candidates of one source are taken from."""

    source: Source
    cast: Cast
    phrases: Phrases
    mentions: Mentions
    before: Sequence[Said]
    rules: Sequence[Referent | None]  # what each rule answers
    salience: dict[int, float]  # of people, by the id of the member: how far in view for a pronoun
    assigned: dict[int, tuple[bool, bool]]  # members named inside the source: whether as its head, whether all of it
    told: frozenset[int]  # members that are spoken to or of by the source's verb
    content: frozenset[int]  # members named in what is said
    owners: frozenset[int]
    quotes: Sequence[Span]
    gender: Callable[[Member], str | None]
    issued: dict[int, tuple[int, str]]  # members that may have issued the document: their rank, and how that is said
    kinds: frozenset[int]  # members named in the source with only a word for what they are behind


def identity(referent: Referent) -> tuple[object, ...]:
    """What two referents have in common if they are the same."""
    return tuple(sorted(id(m) for m in referent.members)) or (referent.name.casefold(),)


def features(facts: Facts, candidate: Referent, *, own: bool) -> np.ndarray:
    """The features of one candidate, (WIDTH,); `own`: it is nobody known, only the source's own words."""
    member = candidate.members[0] if candidate.members else None
    found = [*facts.source.facts, *_kind(candidate, member, own=own)]
    found += _history(facts, candidate)
    found += _rules(facts, candidate)
    found += _named(facts, member, candidate)
    found += _place(facts, member)
    found += _fit(facts, member, candidate)
    return np.asarray(found, dtype=np.float32)


def _kind(candidate: Referent, member: Member | None, *, own: bool) -> list[float]:
    noun_ = "" if member else noun.head_noun(candidate.name)
    kinds = ("person", "organisation", "document", "unnamed")
    types = ("organisation", "norp", "location", "facility")
    return [
        own,
        member is None and not own,
        len(candidate.members) > 1,
        *(candidate.kind == k for k in kinds),
        *(member is not None and member.type == t for t in types),
        member is None and noun.is_person(noun_),
        member is None and noun_ in noun.GROUPS,
        member is None and noun_ in noun.DOCUMENTS,
        member is None and noun_.endswith("s"),
        member is not None and member.person and member.printed.isupper(),
    ]


def _history(facts: Facts, candidate: Referent) -> list[float]:
    own, here = identity(candidate), facts.source
    members = {id(m) for m in candidate.members}
    count = len(facts.before)
    earlier = [count - 1 - i for i, s in enumerate(facts.before) if s.identity == own][::-1]
    shares = any(members & s.members for s in facts.before[-6:])
    last = facts.before[-1 - earlier[0]] if earlier else None
    genders = [s.gender for s in facts.before if s.gender and s.identity == own]
    fits = sum(g == here.gender for g in genders) if here.gender else 0
    return [
        bool(earlier) and earlier[0] == 0,
        bool(earlier) and earlier[0] == 1,
        bool(earlier) and earlier[0] == 2,
        bool(earlier) and earlier[0] > 2,
        math.log1p(len(earlier)),
        len(earlier) / (len(facts.before) + 1),
        min(here.sentence - last.sentence, FAR) / FAR if last else 1.0,
        last is not None and here.sentence - last.sentence <= 1,
        last is not None and last.span.of(facts.mentions.text).casefold() == here.printed.casefold(),
        math.log1p(fits),
        math.log1p(len(genders) - fits) if here.gender else 0.0,
        shares,
        not facts.before,
        math.log1p(len(facts.before)),
        bool(earlier) and facts.mentions.paragraph(last.span.start) == here.paragraph if last else False,
    ]


def _rules(facts: Facts, candidate: Referent) -> list[float]:
    own = identity(candidate)
    found = [float(r is not None and identity(r) == own) for r in facts.rules]
    return [*found, *(float(r is None) for r in facts.rules[:1])]


def _named(facts: Facts, member: Member | None, candidate: Referent) -> list[float]:
    """How the source names the candidate."""
    words = {key(w) for w in WORDS.findall(candidate.name)}
    source_words = facts.source.words
    shared = len(words & source_words)
    name = parse(facts.source.printed)
    head, whole = facts.assigned.get(id(member), (False, False)) if member else (False, False)
    capitals = initials(candidate.name.split())
    return [
        member is not None and id(member) in facts.assigned,
        head,
        whole,
        shared / max(len(words), 1),
        shared / max(len(source_words), 1),
        bool(member and member.person and name.parts and fits(name, member.name)),
        bool(member and name.parts and name.bare == member.name.bare),
        bool(member and name.parts and name.family == member.name.family),
        bool(len(capitals) > 1 and capitals in facts.source.printed.split()),
        bool(member and _short_role(facts.source, member)),
        member is not None and id(member) in facts.kinds,
        member is not None and id(member) in facts.told,
        member is not None and id(member) in facts.content,
        member is not None and id(member) in facts.owners,
    ]


def _short_role(here: Source, member: Member) -> bool:
    """Whether the source ends in the initials of a role or title of the member: «the CEC»."""
    short = here.printed.split()[-1]
    called = [*member.roles, " ".join(member.titles), *(f"{r} {' '.join(member.titles)}" for r in member.roles)]
    return short.isupper() and len(short) > 1 and any(short in initials(words.upper().split()) for words in called)


NOWHERE = [0.0] * 28


def _place(facts: Facts, member: Member | None) -> list[float]:
    """Where the candidate was mentioned last, how often, and who was mentioned since."""
    if member is None:
        return NOWHERE
    here, every = facts.source, facts.mentions.of.get(id(member), [])
    own = [m for m in every if m.span.end <= here.span.start]
    later = [m for m in every if m.span.start >= here.span.end]
    last = own[-1] if own else None
    since = _since(facts, last, member)
    last_two = own[-2:]
    following = later[0].sentence - here.sentence if later else FAR
    count = len(facts.mentions.all)
    return [
        1.0,
        last is None,
        min(here.sentence - last.sentence, FAR) / FAR if last else 1.0,
        math.log1p(here.span.start - last.span.end) / 8 if last else 1.0,
        bool(last and last.sentence == here.sentence),
        bool(last and last.sentence == here.sentence - 1),
        bool(last and last.paragraph == here.paragraph),
        bool(last and last.paragraph == here.paragraph - 1),
        bool(last and last.subject),
        bool(last and last.quoted),
        bool(last and last.possessive),
        bool(last and last.full),
        any(m.subject and m.sentence >= here.sentence - 1 for m in last_two),
        any(m.subject and not m.quoted and m.sentence >= here.sentence - 3 for m in last_two),
        *since,
        math.log1p(len(own)),
        math.log1p(len(every)),
        len(every) / max(count, 1),
        bool(own and own[0].sentence <= 1),
        min(max(following, 0), FAR) / FAR,
        not own and following <= 1,
        sum(m.quoted for m in own) / (len(own) + 1),
        sum(m.alone for m in every) / (len(every) + 1),
        any(q.start <= m.span.start < q.end for m in [*own[-3:], *later[:3]] for q in facts.quotes),
    ]


def _since(facts: Facts, last: MentionRecord | None, member: Member) -> list[float]:
    """How many other people, other people of the pronoun's gender, and organisations were mentioned since."""
    if last is None:
        return [1.0, 1.0, 1.0, 0.0, 0.0]
    others = {
        id(m): (m, r)
        for r, m in facts.mentions.between(last.span.end, facts.source.span.start)
        if m is not member and not r.quoted
    }
    people = [m for m, _ in others.values() if m.person]
    gender = facts.source.gender
    rivals = [m for m in people if gender is None or facts.gender(m) in (None, gender)]
    same = [m for m in people if gender is not None and facts.gender(m) == gender]
    groups = sum(m.type == "organisation" for m, _ in others.values())
    subjects = sum(m.person and r.subject for m, r in others.values())
    return [min(len(people), 4) / 4, min(len(rivals), 4) / 4, min(groups, 4) / 4, bool(same), min(subjects, 3) / 3]


def _fit(facts: Facts, member: Member | None, candidate: Referent) -> list[float]:
    """Whether gender, number, title and role agree; how far a rule of salience has the candidate in view."""
    here = facts.source
    roles: set[str] = set()
    last_role: set[str] = set()
    titles: set[str] = set()
    title = given = None
    if member:
        titles = {office(t) for t in member.titles}
        for role in member.roles:
            last_role = {key(w) for w in WORDS.findall(role)}
            roles |= last_role
        title = titled_gender(member.titles)
        given = given_gender(member.name.parts[0]) if member.person and len(member.name.parts) > 1 else None
    else:
        roles = {key(w) for w in WORDS.findall(candidate.name)}
    content = here.words - {"the", "a", "an", "of", "s", here.word}
    salience = facts.salience.get(id(member)) if member else None
    best = max((v for i, v in facts.salience.items() if not member or i != id(member)), default=-5.0)
    issued = facts.issued.get(id(member)) if member else None
    rank, relation = issued or (0, "")
    return [
        here.gender is not None and title == here.gender,
        here.gender is not None and title is not None and title != here.gender,
        here.gender is not None and given == here.gender,
        here.gender is not None and given is not None and given != here.gender,
        bool(here.noun) and office(here.noun) in titles,
        bool(here.noun) and here.noun in roles,
        bool(member and not member.person and here.noun in member.name.bare),
        len(content & roles) / max(len(content), 1),
        bool(roles),
        bool(titles),
        salience is not None,
        max(-5.0, min(salience if salience is not None else -5.0, 5.0)) / 5,
        max(-5.0, min((salience if salience is not None else -5.0) - best, 5.0)) / 5,
        salience is not None and salience >= best,
        sum(m.person for m in facts.cast.members) == 1,
        1.0 / (1.0 + rank) if issued else 0.0,
        bool(issued and rank == 0),
        bool(issued and relation == "nmod:poss"),
        bool(issued and relation.startswith("nsubj")),
        bool(issued and relation == "compound"),
        bool(issued and member and id(member) in facts.assigned),
        bool(issued and rank == 0 and member and id(member) in facts.assigned),
    ]
