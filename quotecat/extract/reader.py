"""Whom the words of a source refer to: from «he», «Butler» or «the general» to one of the article's cast."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from quotecat.extract import noun
from quotecat.extract.cast import Cast
from quotecat.extract.issuer import ITS_OWN, issuers
from quotecat.extract.name import key
from quotecat.extract.nominal import read_nominal, short
from quotecat.extract.phrase import Node, Phrases
from quotecat.extract.pronoun import clearest, gender_of, read_pronouns
from quotecat.extract.proper import read_label, read_name
from quotecat.extract.referent import Referent, Scene, as_member, bare
from quotecat.nlp.document import Document
from quotecat.text.span import Span

RELATIVE = frozenset("who whom whose which that".split())
THINGS = frozenset("it its".split())
THEM = frozenset("they their them".split())
WE = frozenset("we us our ours you your yours".split())
SPEAKING = WE | frozenset("i me my mine".split())
NEAR = 900  # code points; an «it» or «they» does not look farther back
SURE = 0.2  # a pronoun whose two best readings lie closer together than this is declined
TRIES = 8  # how many words that may name a document's issuer are read
DEEP = 3  # how many steps a document's issuer may lead on: the report, its author, «she»


class Reader:
    """Reads the sources of one article, best in the order of the text: what was said before tells who «they» are."""

    def __init__(self, document: Document, cast: Cast, sources: Sequence[Span], quoted: Sequence[Span]) -> None:
        self.salience = read_pronouns(document, cast, sources, quoted)
        pronouns = {at: clearest(ranked) for at, ranked in self.salience.items()}
        self.scene = Scene(document, cast, Phrases(document.sentences), pronouns)
        self.read_before: list[tuple[Span, Referent]] = []

    def read(self, span: Span) -> Referent | None:
        """Whom the words at `span` mean; None where that cannot be said."""
        found = self._read(span, DEEP)
        if found:
            self.read_before.append((span, found))
        return found

    def read_told(self, span: Span, teller: Referent | None) -> Referent | None:
        """Whom the words at `span` mean inside a quotation of `teller`, where «I» is the teller and «he» is not."""
        printed = self.printed(span)
        if not printed:
            return None
        word = key(printed)
        if word in ("i", "me", "my", "myself"):
            return teller and Referent(teller.members, teller.name, teller.kind, "pronoun", (printed, *teller.chain))
        if word in SPEAKING:
            return None
        if key(printed.split()[0]) in SPEAKING:  # «my grandmother»
            return read_nominal(self.scene, span, printed, self.read_before)
        gender = gender_of(printed)
        if gender:
            return self._person_told_of(span, printed, gender, teller)
        found = self._read(span, DEEP)
        return None if found and teller and found.mention != "name" and found.name == teller.name else found

    def _person_told_of(self, span: Span, printed: str, gender: str, teller: Referent | None) -> Referent | None:
        """Whom a teller means by «he»: the person named last who can be meant and is not the teller."""
        others = [
            (s, m)
            for s, m in self.scene.cast.of.items()
            if m.person and 0 < span.start - s.end < NEAR and not (teller and m in teller.members)
        ]
        fitting = [(s, m) for s, m in others if m.gender() in (gender, None)]
        return as_member(max(fitting, key=lambda o: o[0])[1], "pronoun", (printed,)) if fitting else None

    def _read(self, span: Span, deep: int) -> Referent | None:
        printed = self.printed(span)
        if not printed:
            return None
        first = printed.split()[0]
        word = "" if first == "US" else key(first)
        if word in RELATIVE:
            return self._relative(span, printed, deep)
        if gender_of(printed):
            return self._person(span, printed)
        if word in THINGS | THEM:
            return self._thing(span, printed, many=word in THEM)
        if word in SPEAKING:
            return self._author(printed) if word in ("i", "me", "my") else None
        scene = self.scene
        cut = deep and key(printed.split()[-1]) in RELATIVE  # «rules that» of «city rules that forbid …»
        if cut and (head := scene.phrases.head(span)):
            return self._read(head.phrase(), deep - 1)
        named = read_label(scene, printed) or read_name(scene, span, printed)
        return named or self._document(span, printed, deep) or read_nominal(scene, span, printed, self.read_before)

    def by_rule(self, span: Span) -> Referent | None:
        """Return whom the rules take the words at `span` for, and remember nothing of it."""
        return self._read(span, DEEP)

    def printed(self, span: Span) -> str:
        """Return a source's words without marks and small words at their ends."""
        printed = span.of(self.scene.text).strip(" .:,;—–-\n\t\r\u00a0\"“”‘’'()[]")
        return re.sub(r"^(?:per|and|but|as)\s+", "", printed)

    def _person(self, span: Span, printed: str) -> Referent | None:
        """Whom «he» or «she» means."""
        answer = next((a for at, a in self.scene.pronouns.items() if span.start <= at < span.end), None)
        if answer is None or answer[1] < SURE:
            return None
        return as_member(answer[0], "pronoun", (printed,))

    def _relative(self, span: Span, printed: str, deep: int) -> Referent | None:
        """What «who» or «which» stands for: the noun that its clause hangs on."""
        inside = self.scene.cast.within(span)
        if inside:  # «which Apple’s chief executive, Ana Ruiz,» called so
            return read_name(self.scene, Span(inside[-1][0].start, span.end), printed)
        before = [(s, m) for s, m in self.scene.cast.of.items() if s.end <= span.start <= s.end + 2]
        if before:
            return as_member(before[-1][1], "pronoun", (printed,))
        node = next(iter(self.scene.phrases.nodes(span)), None)
        noun_ = node and _antecedent(node)
        found = self._read(noun_.phrase(), deep - 1) if noun_ and deep else None
        return found and Referent(found.members, found.name, found.kind, "pronoun", (printed, *found.chain))

    def _thing(self, span: Span, printed: str, *, many: bool) -> Referent | None:
        """Whom «it» or «they» means: the organisation, document or group that spoke last, else the one named last."""
        for source, said in reversed(self.read_before):
            if span.start - source.end > NEAR:
                break
            fits = _is_many(said, source, self.scene.text) if many else said.kind != "person"
            if fits and source.end <= span.start:
                return Referent(said.members, said.name, said.kind, "pronoun", (printed, *said.chain))
        named = [(s, m) for s, m in self.scene.cast.of.items() if m.type == "organisation"]
        before = [(s, m) for s, m in named if 0 < span.start - s.end < NEAR]
        return as_member(max(before, key=lambda b: b[0])[1], "pronoun", (printed,)) if before else None

    def _author(self, printed: str) -> Referent | None:
        author = self.scene.document.article.author
        return Referent((), author, "person", "pronoun", (printed, author)) if author else None

    def _document(self, span: Span, printed: str, deep: int) -> Referent | None:
        """A document stands for whoever issued it, where the text says; else it is its own source."""
        base = short(self.scene, span) or printed
        head = noun.head_noun(base)
        turns = self.scene.phrases.head(span)
        if head not in noun.DOCUMENTS and turns and turns.word.upos == "NOUN" and turns.lemma in noun.DOCUMENTS:
            base, head = turns.phrase().of(self.scene.text), turns.lemma
        if head not in noun.DOCUMENTS:
            return None
        inside = [m for s, m in self.scene.cast.within(span) if not m.person and s.end <= span.start + len(base)]
        if inside:
            return as_member(inside[0], "nominal", (printed,))
        nodes = issuers(self.scene.phrases, span) if deep and head not in ITS_OWN else iter(())
        for node in islice(nodes, TRIES):
            found = self._read(node.phrase(), deep - 1)
            if found and (node.deprel != "compound" or _is_house(found)):
                return Referent(found.members, found.name, found.kind, "nominal", (printed, *found.chain))
        return Referent((), bare(base), "document", "nominal", (printed,))


def _antecedent(node: Node) -> Node | None:
    """The noun that a relative pronoun's clause hangs on."""
    above = node.governor
    for _ in node.sentence.words:
        if above is None:
            return None
        if above.deprel.startswith("acl"):
            return above.governor
        above = above.governor
    return None


def _is_house(referent: Referent) -> bool:
    """Whether it is an organisation of the cast, as in «a Times article»; a person or a place only describes."""
    return bool(referent.members) and all(m.type == "organisation" for m in referent.members)


def _is_many(referent: Referent, source: Span, text: str) -> bool:
    """Whether «they» can mean it: an organisation, several people, or an unnamed group."""
    if referent.kind == "organisation" or len(referent.members) > 1:
        return all(m.type in ("person", "organisation") for m in referent.members)
    return referent.kind == "unnamed" and source.of(text).rstrip(" ,.").endswith("s")
