"""What speaks for a candidate as the referent of a source: plain facts of text, parse and history as numbers."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from quotecat.extract import noun
from quotecat.extract.cast import Cast, Member, titled_gender
from quotecat.extract.given_name import pronoun as given_gender
from quotecat.extract.name import Name, fits, initials, key, parse
from quotecat.extract.phrase import Node, Phrases
from quotecat.extract.pronoun import gender_of
from quotecat.extract.proper import WHOLE
from quotecat.extract.reader import RELATIVE, SPEAKING, THEM, THINGS
from quotecat.extract.referent import Referent
from quotecat.extract.resolution.mentions import MentionRecord, Mentions, Recent, is_subject
from quotecat.extract.role import office
from quotecat.text.span import Span

WORDS = re.compile(r"[\w’'-]+")
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
    name: Name  # the words as a name
    letters: str  # its last word, if that is letters for a role: «CEC»
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
    def is_person(self) -> bool:
        """Whether it turns on a noun for a person."""
        return bool(self.facts[12])

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
        lone and first in THEM,
        lone and first in THINGS,
        lone and first in RELATIVE,
        lone and first in SPEAKING,
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
        _words(base),
        parse(printed),
        printed.split()[-1] if printed.split()[-1].isupper() and len(printed.split()[-1]) > 1 else "",
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


class History:
    """The earlier sources in order, and those of each referent."""

    def __init__(self) -> None:
        self.said: list[Said] = []
        self._of: dict[tuple[object, ...], list[int]] = {}

    def add(self, said: Said) -> None:
        """Take another source, later in the text."""
        self._of.setdefault(identity(said.referent), []).append(len(self.said))
        self.said.append(said)

    def of(self, referent: Referent) -> list[int]:
        """Return the numbers of the sources that were read as a referent, ascending."""
        return self._of.get(identity(referent), [])


@dataclass(frozen=True, slots=True)
class Profile:
    """What is known of a member whatever the source is: the words of its name, its capitals, the offices of its titles,
    what its titles and its given name say of its gender, the words of its roles, and their initials."""

    words: frozenset[str]
    capitals: str
    offices: frozenset[str]
    titled: str | None
    given: str | None
    roles: frozenset[str]
    letters: frozenset[str]


def profile(member: Member) -> Profile:
    """Return what is known of a member of a cast that is complete."""
    titles = " ".join(member.titles)
    called = [*member.roles, titles, *(f"{r} {titles}" for r in member.roles)]
    given = member.name.parts[0] if member.person and len(member.name.parts) > 1 else None
    return Profile(
        _words(member.printed),
        initials(member.printed.split()),
        frozenset(office(t) for t in member.titles),
        titled_gender(member.titles),
        given_gender(given) if given else None,
        frozenset(w for role in member.roles for w in _words(role)),
        frozenset(initials(words.upper().split()) for words in called),
    )


def _words(printed: str) -> frozenset[str]:
    return frozenset(key(w) for w in WORDS.findall(printed))


@dataclass(frozen=True, slots=True)
class Facts:
    """What the features of all candidates of one source are taken from."""

    source: Source
    mentions: Mentions
    recent: Recent
    history: History
    profiles: Mapping[int, Profile]  # of members, by the id of the member, as all that follows
    rules: Sequence[tuple[object, ...] | None]  # the identity of what each rule answers
    salience: Salience
    assigned: dict[int, tuple[bool, bool]]  # members named inside the source: whether as its head, whether all of it
    told: frozenset[int]  # members that are spoken to or of by the source's verb
    content: frozenset[int]  # members named in what is said
    owners: frozenset[int]
    quotes: Sequence[Span]  # of the paragraphs around
    issued: dict[int, tuple[int, str]]  # members that may have issued the document: their rank, and how that is said
    kinds: frozenset[int]  # members named in the source with only a word for what they are behind
    lone_person: bool  # whether the article names one person only


class Salience:
    """How far each person is in view for a pronoun, by the id of the member."""

    def __init__(self, ranked: Sequence[tuple[float, Member]]) -> None:
        self.of = {id(m): score for score, m in ranked}
        self._top = [(score, id(m)) for score, m in ranked[:2]]

    def best_other(self, member: int | None) -> float:
        """Return the score of the most salient person but `member`."""
        return next((score for score, other in self._top if other != member), -5.0)


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
    here, said = facts.source, facts.history.said
    members = {id(m) for m in candidate.members}
    earlier = facts.history.of(candidate)
    last = said[earlier[-1]] if earlier else None
    back = len(said) - 1 - earlier[-1] if earlier else -1
    genders = [said[n].gender for n in earlier if said[n].gender] if here.gender else []
    fits = sum(g == here.gender for g in genders)
    return [
        back == 0,
        back == 1,
        back == 2,
        back > 2,
        math.log1p(len(earlier)),
        len(earlier) / (len(said) + 1),
        min(here.sentence - last.sentence, FAR) / FAR if last else 1.0,
        last is not None and here.sentence - last.sentence <= 1,
        last is not None and last.span.of(facts.mentions.text).casefold() == here.printed.casefold(),
        math.log1p(fits),
        math.log1p(len(genders) - fits),
        any(id(m) in members for s in said[-6:] for m in s.referent.members),
        not said,
        math.log1p(len(said)),
        last is not None and facts.mentions.paragraph(last.span.start) == here.paragraph,
    ]


def _rules(facts: Facts, candidate: Referent) -> list[float]:
    own = identity(candidate)
    return [*(float(rule == own) for rule in facts.rules), float(facts.rules[0] is None)]


def _named(facts: Facts, member: Member | None, candidate: Referent) -> list[float]:
    """How the source names the candidate."""
    known = facts.profiles[id(member)] if member and candidate.name == member.printed else None
    words = known.words if known else _words(candidate.name)
    source_words = facts.source.words
    shared = len(words & source_words)
    name = facts.source.name
    head, whole = facts.assigned.get(id(member), (False, False)) if member else (False, False)
    letters = facts.source.letters
    capitals = known.capitals if known else initials(candidate.name.split())
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
        bool(member and letters and any(letters in called for called in facts.profiles[id(member)].letters)),
        member is not None and id(member) in facts.kinds,
        member is not None and id(member) in facts.told,
        member is not None and id(member) in facts.content,
        member is not None and id(member) in facts.owners,
    ]


NOWHERE = [0.0] * 28


def _place(facts: Facts, member: Member | None) -> list[float]:
    """Where the candidate was mentioned last, how often, and who was mentioned since."""
    if member is None:
        return NOWHERE
    here, every = facts.source, facts.mentions.of[id(member)]
    count, begun = every.ended(here.span.start), every.begun(here.span.end)
    own, later = every.records[max(0, count - 3) : count], every.records[begun : begun + 3]
    last = own[-1] if own else None
    last_two = own[-2:]
    following = later[0].sentence - here.sentence if later else FAR
    total = len(every.records)
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
        *_since(facts, last, member),
        math.log1p(count),
        math.log1p(total),
        total / max(len(facts.mentions.all), 1),
        bool(own and every.records[0].sentence <= 1),
        min(max(following, 0), FAR) / FAR,
        not own and following <= 1,
        every.quoted[count] / (count + 1),
        every.alone / (total + 1),
        any(q.start <= m.span.start < q.end for m in (*own, *later) for q in facts.quotes),
    ]


def _since(facts: Facts, last: MentionRecord | None, member: Member) -> list[float]:
    """How many other people, other people of the pronoun's gender, and organisations were mentioned since."""
    if last is None:
        return [1.0, 1.0, 1.0, 0.0, 0.0]
    people, rivals, same, groups, subjects = facts.recent.since(last.span.end, id(member))
    return [min(people, 4) / 4, min(rivals, 4) / 4, min(groups, 4) / 4, bool(same), min(subjects, 3) / 3]


def _fit(facts: Facts, member: Member | None, candidate: Referent) -> list[float]:
    """Whether gender, number, title and role agree; how far a rule of salience has the candidate in view."""
    here = facts.source
    known = facts.profiles[id(member)] if member else None
    roles = known.roles if known else _words(candidate.name)
    offices = known.offices if known else frozenset()
    title, given = (known.titled, known.given) if known else (None, None)
    content = here.words - {"the", "a", "an", "of", "s", here.word}
    salience = facts.salience.of.get(id(member)) if member else None
    best = facts.salience.best_other(id(member) if member else None)
    issued = facts.issued.get(id(member)) if member else None
    rank, relation = issued or (0, "")
    return [
        here.gender is not None and title == here.gender,
        here.gender is not None and title is not None and title != here.gender,
        here.gender is not None and given == here.gender,
        here.gender is not None and given is not None and given != here.gender,
        bool(here.noun) and office(here.noun) in offices,
        bool(here.noun) and here.noun in roles,
        bool(member and not member.person and here.noun in member.name.bare),
        len(content & roles) / max(len(content), 1),
        bool(roles),
        bool(offices),
        salience is not None,
        max(-5.0, min(salience if salience is not None else -5.0, 5.0)) / 5,
        max(-5.0, min((salience if salience is not None else -5.0) - best, 5.0)) / 5,
        salience is not None and salience >= best,
        facts.lone_person,
        1.0 / (1.0 + rank) if issued else 0.0,
        bool(issued and rank == 0),
        bool(issued and relation == "nmod:poss"),
        bool(issued and relation.startswith("nsubj")),
        bool(issued and relation == "compound"),
        bool(issued and member and id(member) in facts.assigned),
        bool(issued and rank == 0 and member and id(member) in facts.assigned),
    ]
