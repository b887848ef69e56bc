"""Whom each source of an article refers to: candidates ranked by a trained model, in the order of the text."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Protocol

import numpy as np

from quotecat.extract import noun
from quotecat.extract.cast import Cast, Member, titled_gender
from quotecat.extract.issuer import issuers
from quotecat.extract.name import fits
from quotecat.extract.named import bare_group, role_letters
from quotecat.extract.nominal import again, by_group, by_role, short
from quotecat.extract.phrase import Node
from quotecat.extract.proper import heads_source
from quotecat.extract.reader import WE, Reader
from quotecat.extract.referent import Referent, as_member, bare
from quotecat.extract.resolution.features import (
    Facts,
    History,
    Said,
    Salience,
    Source,
    features,
    identity,
    profile,
    source,
)
from quotecat.extract.resolution.mentions import Mentions
from quotecat.extract.speaker import MentionKind
from quotecat.nlp.document import Document
from quotecat.text.span import Span

NOBODY = re.compile(r"(?:no one|no-one|nobody|none|neither|nothing|no \w+s?)\b", re.IGNORECASE)


AHEAD = 300  # code points; who is first named farther on is not meant
FAR = 30  # sources; one that is described farther back is not looked at


class Ranks(Protocol):
    """What finds candidates probable: a trained `Ranker`."""

    def probabilities(self, rows: np.ndarray) -> np.ndarray:
        """P(candidate) for each row of features, (n,); they add up to 1."""
        ...


class Rankers(Protocol):
    """What weighs a quotation's sources and speakers: `nlp.resolution.rankers.Rankers`."""

    @property
    def sources(self) -> Ranks:
        """Ranks the possible sources of a quotation."""
        ...

    @property
    def speakers(self) -> Ranks:
        """Ranks whom a source may refer to."""
        ...

    def calibrated(self, facts: Sequence[float]) -> float:
        """P(the speaker is right), in [0, 1]."""
        ...


@dataclass(frozen=True, slots=True)
class Candidates:
    """Who a source may refer to, with the features of each, (n, WIDTH)."""

    source: Source
    referents: tuple[Referent, ...]
    own: tuple[bool, ...]
    rows: np.ndarray
    by_rule: Referent | None

    @property
    def is_pronoun(self) -> bool:
        """Whether the source is a pronoun by itself."""
        return self.source.is_pronoun


class Resolver:
    """Resolves the sources of one article in the order of the text: earlier ones are candidates for later ones."""

    def __init__(
        self,
        document: Document,
        cast: Cast,
        sources: Sequence[Span],
        quoted: Sequence[Span],
    ) -> None:
        self.rules = Reader(document, cast, sources, quoted)
        self.scene, self.cast, self.quoted = self.rules.scene, cast, quoted
        self.mentions = Mentions(cast, self.scene.phrases, self.scene.text, quoted)
        self.history = History()
        self.profiles = {id(m): profile(m) for m in cast.members}
        self.lone_person = sum(m.person for m in cast.members) == 1
        self.quoted_in = [self.mentions.paragraph(q.start) for q in quoted]
        self.letters = role_letters(self.scene.text)

    def candidates(self, span: Span) -> Candidates | None:
        """Return who the words at `span` may refer to; None if they are no words.

        The source's own words, for somebody whom the article names nowhere, come last.
        """
        printed = self.rules.printed(span)
        if not printed:
            return None
        base = self._written_out(short(self.scene, span) or printed)
        here = source(span, printed, base, self.cast, self.scene.phrases, self.mentions)
        overall = self.rules.by_rule(span)
        inside = self.cast.within(span)
        assigned = {
            id(m): (heads_source(self.scene, s, span), s.start <= span.start and s.end >= span.end) for s, m in inside
        }
        headed = any(head for head, _ in assigned.values())
        kind: MentionKind = "name" if headed else "pronoun" if here.is_pronoun else "nominal"
        found = self._known(here, overall, assigned, kind)
        own = self._own(here, base, overall)
        if identity(own) in found and not own.members:
            del found[identity(own)]
        kinds = frozenset(id(m) for s, m in inside if self._is_kind(s, span))
        rules = [overall, *self._rules(here, base)]
        facts = self._facts(here, rules, assigned, self._issuers(here), kinds)
        referents = [*found.values(), own]
        flags = [False] * len(found) + [True]
        rows = np.stack([features(facts, r, own=o) for r, o in zip(referents, flags, strict=True)])
        return Candidates(here, tuple(referents), tuple(flags), rows, overall)

    def _known(
        self, here: Source, overall: Referent | None, assigned: Mapping[int, tuple[bool, bool]], kind: MentionKind
    ) -> dict[tuple[object, ...], Referent]:
        """Whom the article names or has described before that the source may refer to, by their identity."""
        found: dict[tuple[object, ...], Referent] = {}
        single = overall.members[0] if overall and len(overall.members) == 1 else None
        if overall and (single is None or id(single) in assigned or self._permitted(here, single)):
            found[identity(overall)] = overall
        for member in self._members(here, assigned):
            found.setdefault((id(member),), as_member(member, kind, (here.printed,)))
        for said in reversed(self.history.said[-FAR:]):
            r = said.referent
            described = not r.members or len(r.members) > 1
            if described and identity(r) not in found and not NOBODY.match(r.name) and _may_be(here, r):
                found[identity(r)] = Referent(r.members, r.name, r.kind, kind, (here.printed, *r.chain))
        return found

    def _written_out(self, base: str) -> str:
        """A description with the letters of a role written out, if the article tells what they stand for."""
        first, _, last = base.rpartition(" ")
        return f"{first} {self.letters[last]}".strip() if last in self.letters else base

    def note(self, span: Span, here: Source, referent: Referent) -> None:
        """Remember whom a source was read as."""
        self.history.add(Said(span, referent, here.gender, here.sentence))
        self.rules.read_before.append((span, referent))

    def _own(self, here: Source, base: str, overall: Referent | None) -> Referent:
        """The source's own words: somebody, or something, that the article does not name."""
        if overall and not overall.members:
            return overall
        if here.noun in noun.DOCUMENTS:
            return Referent((), bare(base), "document", "nominal", (here.printed,))
        if here.noun in noun.GROUPS:
            return Referent((), bare_group(bare(base)), "organisation", "nominal", (here.printed,))
        return Referent((), base or here.printed, "unnamed", "nominal", (here.printed,))

    def _rules(self, here: Source, base: str) -> list[Referent | None]:
        if here.is_pronoun:
            return [None, None, None]
        head = noun.head_noun(base)
        role = by_role(self.scene, here.span, head, here.printed)
        group = by_group(self.scene, here.span, head, here.printed)
        return [role, group, again(here.span, head, here.printed, self.rules.read_before, None)]

    def _members(self, here: Source, assigned: Mapping[int, tuple[bool, bool]]) -> list[Member]:
        name = here.name if any(head for head, _ in assigned.values()) else None
        found = []
        for member in self.cast.members:
            if id(member) in assigned:
                found.append(member)
                continue
            near = self.mentions.of[id(member)].starts[0] < here.span.end + AHEAD
            fitting = bool(member.person and name.parts and fits(name, member.name)) if name else near
            if fitting and self._permitted(here, member):
                found.append(member)
        return found

    def _permitted(self, here: Source, member: Member) -> bool:
        """Whether a source may refer to a member whom it does not name: «it» is nobody, «the campaign» no person."""
        if here.word in WE and not here.noun_follows:
            return False
        relative = noun.KIN.get(here.noun)
        if relative is not None and (not member.person or self.mentions.genders[id(member)] not in (relative, None)):
            return False
        if here.gender is not None:  # what is taken for something else may be a person, but no place or single word
            if titled_gender(member.titles) not in (here.gender, None):
                return False
            return member.person or (len(member.name.parts) > 1 and member.type != "location")
        if here.is_thing or here.noun in noun.GROUPS:
            return not member.person
        if here.is_person and not here.is_plural:
            return member.person
        return here.is_pronoun or not (member.person and here.is_plural and here.noun not in noun.DOCUMENTS)

    def _is_kind(self, name: Span, source: Span) -> bool:
        """Whether only a word for what it is stands behind a name: «the APS agency»."""
        return self.scene.text[name.end : source.end].strip(" ,.’'s").casefold() in noun.KINDS

    def _issuers(self, here: Source) -> dict[int, tuple[int, str]]:
        """Members that may have issued the document that the source is, each with its rank and how the text says so."""
        if here.noun not in noun.DOCUMENTS and not (here.head and here.head.lemma in noun.DOCUMENTS):
            return {}
        found: dict[int, tuple[int, str]] = {}
        for rank, node in enumerate(islice(issuers(self.scene.phrases, here.span), 8)):
            for member in self._ids([node]):
                found.setdefault(member, (rank, node.deprel))
        return found

    def _facts(
        self,
        here: Source,
        rules: Sequence[Referent | None],
        assigned: dict[int, tuple[bool, bool]],
        issued: dict[int, tuple[int, str]],
        kinds: frozenset[int],
    ) -> Facts:
        told, content, owners = self._clause(here)
        first = bisect_left(self.quoted_in, here.paragraph - 1)
        around = self.quoted[first : bisect_right(self.quoted_in, here.paragraph + 1)]
        return Facts(
            here,
            self.mentions,
            self.mentions.recent(here.span.start, here.gender),
            self.history,
            self.profiles,
            [None if rule is None else identity(rule) for rule in rules],
            Salience(self.rules.salience.get(here.span.start, [])),
            assigned,
            told,
            content,
            owners,
            around,
            issued,
            kinds,
            self.lone_person,
        )

    def _clause(self, here: Source) -> tuple[frozenset[int], frozenset[int], frozenset[int]]:
        """Members that the source's verb is said to or of, that stand in its content, and that own the source."""
        told, content, owners = set[int](), set[int](), set[int]()
        if here.head is None:
            return frozenset(), frozenset(), frozenset()
        owners = self._ids(here.head.children("nmod", "compound"))
        verb = here.head.governor
        if verb is not None and verb.word.upos in ("VERB", "AUX"):
            told = self._ids(verb.children("obj", "iobj", "obl"))
            for clause in verb.children("ccomp", "xcomp", "parataxis"):
                words = here.head.sentence.words
                content |= self._ids(Node(here.head.sentence, i) for i in clause.below() if words[i].upos == "PROPN")
        return frozenset(told), frozenset(content), frozenset(owners)

    def _ids(self, nodes: object) -> set[int]:
        return {id(m) for n in nodes for _, m in self.cast.within(n.word.span)}  # type: ignore[attr-defined]


def _may_be(here: Source, referent: Referent) -> bool:
    """Whether a source may refer to an earlier one that is no single member."""
    if here.gender is not None:
        return len(referent.members) < 2 and referent.kind in ("person", "unnamed")
    if here.is_person and not here.is_plural and len(referent.members) > 1:
        return False
    return not (here.is_thing and referent.kind == "person")
