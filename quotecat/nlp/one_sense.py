"""One sense an article: what a name stands for is the same each time it is printed there.

The entity finder reads sentence by sentence, so that «Duque» is a person in one and a place in the next. Here all its
mentions vote, as Gale, Church and Yarowsky (1992) found of words' senses, each with how probable the finder holds which
type. A lone word that is some person's family name counts as that person; a name that too few of its votes call a
person is none.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from quotecat.nlp.document import Entity, EntityType, Word
from quotecat.nlp.type_shares import Shares

FIXED = ("date", "money", "norp")  # what is no name that a person, a house or a place could have
FULL = 2  # a full name says more of its last word's type than that word alone
BESIDE = 0.5  # a word of a house's or a place's name says less: «Jordan River»
LEAST = 0.55  # of its mentions' votes, that make a name a person
OTHER = 0.2  # of its mentions' votes, that make a name something else where they make it no person
# Times as many votes as for all else must make a mention a person that is found to be none, and has no full name.
PLAIN = 2
SHORTEST = 3  # letters of a family name that is found where the finder saw none
Found = tuple[Entity, Shares]
Votes = dict[str, Counter[EntityType]]


def agreed(found: Sequence[Found], words: Sequence[Word], text: str) -> list[Entity]:
    """An article's entities with the types that all of it speaks for, and family names that were missed, as people;
    in order.

    Args:
        found: the entities, and for each how probable which type is; {its type: 1} where the finder does not tell.
        words: those of the article; their parts of speech are looked at where there are any.
        text: the article's.
    """
    names = _Names(found, text)
    typed = [replace(e, type=kind) for e, _ in found if (kind := names.type(e, e.span.of(text)))]
    return sorted([*typed, *_missed(typed, words, text, names.parts)], key=lambda e: e.span)


class _Names:
    """What all mentions say of an article's names, and longer names of their first and last words."""

    def __init__(self, found: Sequence[Found], text: str) -> None:
        self.printed: Votes = defaultdict(Counter)
        self.count: Counter[str] = Counter()
        for entity, shares in found:
            name = entity.span.of(text)
            self.printed[name].update(shares)
            self.count[name] += 1
        self.parts = self._parts()

    def _parts(self) -> Votes:
        """Of a person's name only the last word is looked at."""
        parts: Votes = defaultdict(Counter)
        for name, votes in self.printed.items():
            first, *rest = name.split()
            kind, share = votes.most_common(1)[0]
            if not rest or 2 * share < self.count[name]:
                continue
            for word in {rest[-1]} if kind == "person" else {first, rest[-1]}:
                parts[word][kind] += self.count[name] * (1 if kind == "person" else BESIDE)  # type: ignore[assignment]
        return parts

    def type(self, entity: Entity, name: str) -> EntityType | None:
        """The type with most votes, the finder's own where another has no more; None for what is no name at all."""
        if entity.type in FIXED:
            return entity.type
        longer = self._as_family_name(name)
        votes, cast = Counter(self.printed[name]), self.count[name] + longer
        votes["person"] += longer  # type: ignore[assignment]
        best = max(votes, key=lambda kind: (votes[kind], kind == entity.type))
        if best == "person" and votes["person"] < LEAST * cast:
            other = _other(votes, OTHER * cast)
            return other if other or entity.type == "person" else entity.type
        # «PolitiFact checked it»: where it is found to be no person, more than the others must speak for one.
        unlikely = best == "person" and not longer and votes["person"] < PLAIN * (cast - votes["person"])
        alone = cast == 1 and entity.type != "person"  # the finder chose its type with the words' order in view
        return entity.type if best in FIXED or unlikely or alone else best

    def _as_family_name(self, word: str) -> float:
        """The votes of people's full names that end in `word`; none if as many longer names make it something else."""
        votes = self.parts.get(word, Counter())
        others = max((votes[kind] for kind in votes if kind != "person"), default=0)
        return FULL * votes["person"] if votes["person"] > others else 0


def _other(votes: Counter[EntityType], least: float) -> EntityType | None:
    """What has most votes beside a person, if there are `least`."""
    rest = {kind: share for kind, share in votes.items() if kind not in ("person", *FIXED) and share >= least}
    return max(rest, key=rest.__getitem__, default=None)


def _missed(entities: Sequence[Entity], words: Sequence[Word], text: str, parts: Votes) -> Iterator[Entity]:
    """Family names that stand outside all entities."""
    families = {word for word, votes in parts.items() if 2 * votes["person"] > sum(votes.values())}
    taken = iter([*entities, None])
    near = next(taken)
    for word in words:
        while near and near.span.end <= word.span.start:
            near = next(taken)
        name = word.span.of(text)
        free = near is None or word.span.end <= near.span.start
        if free and name in families and _is_name(name) and word.upos in ("", "PROPN"):
            yield Entity(word.span, "person")


def _is_name(word: str) -> bool:
    return word[0].isupper() and len(word) >= SHORTEST
