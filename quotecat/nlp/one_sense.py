"""One sense an article: what a name stands for is the same each time it is printed there.

The entity finder reads sentence by sentence, so that «Duque» is a person in one and a place in the next. Here the
votes of all its mentions are counted, as Gale, Church and Yarowsky (1992) found of words' senses, and a lone word
that is some person's family name counts as that person.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from quotecat.nlp.document import Entity, EntityType, Word

FIXED = ("date", "money", "norp")  # what is no name that a person, a house or a place could have
FULL = 2  # a full name says more of its last word's type than that word alone
BESIDE = Fraction(1, 2)  # a word of a house's or a place's name says less: «Jordan River»
PLAIN = 4  # times as many mentions must call a name a person that no longer name does
SHORTEST = 3  # letters of a family name that is found where the finder saw none
Votes = dict[str, Counter[EntityType]]


def agreed(entities: Sequence[Entity], words: Sequence[Word], text: str) -> list[Entity]:
    """An article's entities with the types that all of it speaks for, and family names that were missed, as people;
    in order. `words` are those of the article; their parts of speech are looked at where there are any."""
    printed = _votes((e.span.of(text), e.type) for e in entities)
    parts = _parts(printed)
    typed = [replace(e, type=_type(e, e.span.of(text), printed, parts)) for e in entities]
    return sorted([*typed, *_missed(entities, words, text, parts)], key=lambda e: e.span)


def _votes(pairs: Iterable[tuple[str, EntityType]]) -> Votes:
    votes: Votes = defaultdict(Counter)
    for name, kind in pairs:
        votes[name][kind] += 1
    return votes


def _parts(printed: Votes) -> Votes:
    """What the longer names say of their first and last words; of a person's only the last is looked at."""
    parts: Votes = defaultdict(Counter)
    for name, votes in printed.items():
        first, *rest = name.split()
        kind, count = votes.most_common(1)[0]
        total = sum(votes.values())
        if not rest or 2 * count < total:
            continue
        if kind == "person":
            parts[rest[-1]][kind] += total
        else:
            for word in {first, rest[-1]}:
                parts[word][kind] += total * BESIDE  # type: ignore[assignment]
    return parts


def _type(entity: Entity, name: str, printed: Votes, parts: Votes) -> EntityType:
    """The type with most votes; the finder's own where another has no more."""
    if entity.type in FIXED:
        return entity.type
    votes, of_part = Counter(printed[name]), parts.get(name, Counter())
    if of_part["person"] > max((of_part[kind] for kind in of_part if kind != "person"), default=0):
        votes["person"] += FULL * of_part["person"]
    best = max(votes, key=lambda kind: (votes[kind], kind == entity.type))
    # Whom no longer name calls a person is one only if nearly all mentions are: «PolitiFact checked it».
    unlikely = (
        best == "person" and not of_part["person"] and votes["person"] < PLAIN * (votes.total() - votes["person"])
    )
    return entity.type if best in FIXED or unlikely else best


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
