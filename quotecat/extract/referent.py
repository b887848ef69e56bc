"""Whom the words of a source refer to: from «he», «Butler» or «the general» to one of the article's cast."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from quotecat.extract import noun
from quotecat.extract.cast import Cast, Member
from quotecat.extract.name import POSSESSIVE, key, parse
from quotecat.extract.pronoun import gender_of, read_pronouns
from quotecat.extract.role import office
from quotecat.extract.speaker import MentionKind, SpeakerKind
from quotecat.nlp.document import Document
from quotecat.text.span import Span

RELATIVE = frozenset("who whom whose which that".split())
THINGS = frozenset("it they its their them".split())
PLURAL_PRONOUNS = frozenset("we us our ours you your they them their i me my".split())
MODIFIED = ("NOUN", "PROPN", "ADJ")  # a name before one of these only describes it
OWNED_BY = re.compile(r"(?:^|\s)(?:of|at|from|for|with|in|to|by|on|than|near|behind|inside|against)\s+(?:the\s+)?$")
CLEAR = 1.0  # a description without a role needs a person who stands out by this much
SURE = 0.3  # a pronoun whose two best readings lie closer together than this is declined


@dataclass(frozen=True, slots=True)
class Referent:
    """What a source was found to mean: members of the cast, or a name as printed; `chain` shows the steps."""

    members: tuple[Member, ...]
    name: str
    kind: SpeakerKind
    mention: MentionKind
    chain: tuple[str, ...]


class Reader:
    """Reads the sources of one article."""

    def __init__(self, document: Document, cast: Cast, sources: Sequence[Span], quoted: Sequence[Span]) -> None:
        self.document, self.cast, self.text = document, cast, document.article.text
        self.words = [w for s in document.sentences for w in s.words]
        self.places = [w.span.start for w in self.words]
        self.pronouns = read_pronouns(document, cast, sources, quoted)

    def read(self, span: Span) -> Referent | None:
        """Whom the words at `span` mean; None where that cannot be said."""
        printed = self._printed(span)
        if not printed:
            return None
        if key(printed.split()[0]) in PLURAL_PRONOUNS | THINGS | RELATIVE or gender_of(printed):
            return self._pronoun(span, printed)
        return self._named(span, printed) or self._labelled(span, printed) or self._nominal(span, printed)

    def _printed(self, span: Span) -> str:
        printed = span.of(self.text).strip(" .:,;—–-\n\t\r\u00a0\"“”‘’'()[]")
        return re.sub(r"^(?:per|and|but|as)\s+", "", printed)

    # ------------------------------------------------------------ pronouns

    def _pronoun(self, span: Span, printed: str) -> Referent | None:
        word = key(printed.split()[0])
        if gender_of(word):
            answer = next((a for at, a in self.pronouns.items() if span.start <= at < span.end), None)
            if answer is None or answer[1] < SURE:
                return None
            return self._as_member(answer[0], "pronoun", (printed,))
        if word in RELATIVE:
            before = [(s, m) for s, m in self.cast.of.items() if s.end <= span.start and span.start - s.end < 60]
            return self._as_member(max(before, key=lambda b: b[0])[1], "pronoun", (printed,)) if before else None
        if word in THINGS:
            return self._thing(span, printed)
        if word in ("i", "me", "my") and self.document.article.author:
            author = self.document.article.author
            return Referent((), author, "person", "pronoun", (printed, author))
        return None

    def _thing(self, span: Span, printed: str) -> Referent | None:
        """The organisation mentioned last before `span`."""
        before = [(s, m) for s, m in self.cast.of.items() if m.type == "organisation" and 0 < span.start - s.end < 600]
        return self._as_member(max(before, key=lambda b: b[0])[1], "pronoun", (printed,)) if before else None

    # ------------------------------------------------------------ names

    def _named(self, span: Span, printed: str) -> Referent | None:
        """The person or organisation that heads the source; joint speakers where two are joined by «and»."""
        heads = [(s, m) for s, m in self.cast.within(span) if self._heads(s, span)]
        if not heads:
            return None
        people = [(s, m) for s, m in heads if m.person]
        first = people[0] if people else heads[0]
        joint = [first[1]]
        for s, m in heads:
            between = self.text[first[0].end : s.start]
            if s.start > first[0].start and m.person == first[1].person and m not in joint and _joins(between):
                joint.append(m)
        names = tuple(self._fullest(m, printed) for m in joint)
        kind: SpeakerKind = "person" if first[1].person else "organisation"
        chain = tuple(dict.fromkeys((printed, " | ".join(_titled(m) for m in joint))))
        return Referent(tuple(joint), " | ".join(names), kind, "name", chain)

    def _labelled(self, span: Span, printed: str) -> Referent | None:
        """The person whose family name or office stands in capitals at the head of a speech: «RUIZ: …»."""
        if not printed.isupper():
            return None
        family = parse(printed).family
        bearers = [m for m in self.cast.members if m.person and m.name.family == family and not m.printed.isupper()]
        if len(bearers) == 1:
            return self._as_member(bearers[0], "name", (printed,))
        head = noun.head_noun(printed)
        return self._by_role(span, head, printed) if noun.is_person(head) else None

    def _heads(self, mention: Span, source: Span) -> bool:
        """Whether a name is what the source turns on, not «Trump» in «Trump campaign spokesman» or «Trump’s lawyer»,
        nor «the Pentagon» in «officials at the Pentagon»."""
        if OWNED_BY.search(self.text[source.start : mention.start]) if source.start < mention.start else False:
            return False
        if mention.end >= source.end:
            return True
        if POSSESSIVE.search(mention.of(self.text)) or re.match(r"['’]s?\s", self.text[mention.end : source.end]):
            return not re.search(r"\w", self.text[mention.end + 2 : source.end])
        at = bisect_left(self.places, mention.end)
        after = self.words[at] if at < len(self.words) else None
        return after is None or after.span.start >= source.end or after.upos not in MODIFIED

    def _fullest(self, member: Member, printed: str) -> str:
        """The member's name; for an organisation the whole source if that is all capitals and small joining words."""
        whole = re.fullmatch(
            r"(?:[Tt]he )?(?:[A-Z][\w.&’'-]*|of|the|for|and|on|in)(?: (?:[A-Z][\w.&’'-]*|of|the|for|and|on|in))*",
            printed,
        )
        if member.person or not whole or member.printed not in printed or len(printed) <= len(member.printed) + 4:
            return member.printed
        return _bare(printed)

    # ------------------------------------------------------------ nominals

    def _nominal(self, span: Span, printed: str) -> Referent | None:
        base = noun.base(span, self.text) or printed
        head = noun.head_noun(base)
        inside = [m for _, m in self.cast.within(span) if not m.person]
        if head in noun.DOCUMENTS:
            return self._document(span, printed, base, inside)
        expanded = self._expanded(span, base)
        if expanded:
            return expanded
        if noun.is_definite(base) and self._singular(span, base):
            person = noun.is_person(head)
            found = self._by_role(span, head, printed) if person else self._by_group(span, head, printed)
            found = found or (self._in_view(span, printed) if person else None)
            if found:
                return found
        if head in noun.GROUPS:
            return Referent((), _bare(base), "organisation", "nominal", (printed,))
        return Referent((), base, "unnamed", "nominal", (printed,))

    def _document(self, span: Span, printed: str, base: str, inside: Sequence[Member]) -> Referent | None:
        """A document stands for whoever issued it, where the text says; else it is its own source."""
        if inside:
            return self._as_member(inside[0], "nominal", (printed,))
        return Referent((), _bare(base), "document", "nominal", (printed,))

    def _expanded(self, span: Span, base: str) -> Referent | None:
        """«Ruiz’s campaign» with the owner's fullest name, «Ana Ruiz’s campaign»; an organisation if campaigns are."""
        found = re.match(r"(?P<owner>.+?)(?P<s>['’]s?)\s+(?P<thing>[\w ]+)$", base)
        owners = [m for s, m in self.cast.within(span) if m.person and s.start < span.start + 3]
        if not found or not owners:
            return None
        name = f"{owners[0].printed}{found['s']} {found['thing']}"
        kind: SpeakerKind = "organisation" if noun.head_noun(base) in noun.GROUPS else "unnamed"
        return Referent((), name, kind, "nominal", tuple(dict.fromkeys((base, name))))

    def _singular(self, span: Span, base: str) -> bool:
        reach = Span(span.start, min(span.end, span.start + len(base) + 1))
        for sentence in self.document.sentences:
            if sentence.span.overlaps(reach):
                return not noun.is_plural(sentence.words, reach)
        return True

    def _by_role(self, span: Span, head: str, printed: str) -> Referent | None:
        """The person whose title or role has the same head: «the general» for Gen. Ana Ruiz."""
        office_of = office(head)
        fitting = []
        for member in self.cast.members:
            before = [s.start for s in member.mentions if s.start < span.start]
            if not member.person or not before:
                continue
            titles = {office(t) for t in member.titles}
            words = {w.casefold() for r in member.roles for w in re.findall(r"[\w’'-]+", r)}
            if office_of in titles or head in words:
                fitting.append((max(before), member))
        if not fitting:
            return None
        return self._as_member(max(fitting, key=lambda pair: pair[0])[1], "nominal", (printed,))

    def _in_view(self, span: Span, printed: str) -> Referent | None:
        """The person in view, for a description that fits nobody's title or role: «the businessman»."""
        member, margin = self.pronouns.get(span.start, (None, 0.0))
        return self._as_member(member, "nominal", (printed,)) if member and margin >= CLEAR else None

    def _by_group(self, span: Span, head: str, printed: str) -> Referent | None:
        """The organisation whose name has the noun: «the ministry» for the Ministry of Health."""
        if head not in noun.GROUPS:
            return None
        fitting = [
            (max(b), m)
            for m in self.cast.members
            if not m.person and head in m.name.bare and (b := [s.start for s in m.mentions if s.start < span.start])
        ]
        if not fitting:
            return None
        return self._as_member(max(fitting, key=lambda pair: pair[0])[1], "nominal", (printed,))

    # ------------------------------------------------------------ both

    def _as_member(self, member: Member, mention: MentionKind, chain: tuple[str, ...]) -> Referent:
        kind: SpeakerKind = "person" if member.person else "organisation"
        steps = [*chain]
        nearest = member.name.family.title() if member.person and len(member.name.parts) > 1 else None
        surname = member.name.parts[-1] if nearest else None
        for step in (surname, _titled(member)):
            if step and key(step) != key(steps[-1]):
                steps.append(step)
        return Referent((member,), member.printed, kind, mention, tuple(steps))


def _joins(between: str) -> bool:
    return bool(re.fullmatch(r"[\s,]*(?:and|&)?\s*(?:[\w.]+\s+){0,4}", between)) and (
        "and" in between or "&" in between
    )


def _titled(member: Member) -> str:
    return " ".join([*member.titles[:1], member.printed])


def _bare(printed: str) -> str:
    return re.sub(r"^(?:the|a|an)\s+", "", printed, flags=re.IGNORECASE)
