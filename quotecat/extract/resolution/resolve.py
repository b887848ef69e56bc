"""From the words of sources to the speakers of an article, with the probability of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from quotecat.extract.cast import Cast, gather
from quotecat.extract.reader import Reader
from quotecat.extract.referent import Referent, Scene
from quotecat.extract.resolution.features import identity
from quotecat.extract.resolution.resolver import Ranks, Resolver
from quotecat.extract.speaker import Mention, Speaker
from quotecat.nlp.document import Document
from quotecat.text.span import Span

FAINT = 0.01  # candidates that are less probable are not kept
# How often a source read by rule alone leads to the right speaker; only for want of a ranker, as in tests.
BY_RULE = {"name": 0.94, "pronoun": 0.87, "nominal": 0.56}


@dataclass(frozen=True, slots=True)
class Ranked:
    """Who a source may refer to, the most probable first, and how probable each is, in [0, 1].

    What is missing to 1 is the probability that it is nobody of these, or cannot be said.
    """

    referents: tuple[Referent, ...]
    probabilities: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Resolved:
    """The speakers of an article; for each source span its most probable speaker and the chain that leads there; all
    that were weighed; and the scene in which they were found."""

    scene: Scene
    speakers: tuple[Speaker, ...]
    of: Mapping[Span, tuple[int, Referent]]
    ranked: Mapping[Span, Ranked]
    numbers: Mapping[tuple[object, ...], int]

    def number(self, referent: Referent) -> int:
        """The index of a referent's speaker."""
        return self.numbers[key(referent)]


def key(referent: Referent) -> tuple[object, ...]:
    """What two referents have in common if they are one speaker."""
    return referent.name.casefold(), referent.kind


def resolve(
    document: Document,
    sources: Iterable[Span],
    quoted: Sequence[Span],
    told: Sequence[tuple[Span, Span | None]] = (),
    ranker: Ranks | None = None,
) -> Resolved:
    """Resolve `sources` (any order) to speakers; a source that cannot be resolved is missing in `of`.

    Args:
        document: the parsed article.
        sources: the spans to resolve.
        quoted: the stretches between quotation marks.
        told: sources inside somebody's quotation, each with the source of that quotation; outer quotations come first.
        ranker: the trained ranker; without one the rules decide.
    """
    spans = sorted(set(sources) - {inner for inner, _ in told})
    cast = gather(document)
    if ranker is None:
        rules = Reader(document, cast, spans, quoted)
        ranked = {s: Ranked((r,), (BY_RULE[r.mention],)) for s in spans if (r := rules.read(s))}
    else:
        resolver = Resolver(document, cast, spans, quoted)
        rules = resolver.rules
        ranked = {s: found for s in spans if (found := _ranked(resolver, s, ranker)).referents}
    best = {span: found.referents[0] for span, found in ranked.items()}
    for span, teller in told:
        referent = rules.read_told(span, best.get(teller) if teller else None)
        if referent:
            best[span] = referent
            ranked[span] = Ranked((referent,), (BY_RULE[referent.mention],))
    speakers, numbers = _speakers(best, ranked, cast)
    of = {span: (numbers[key(referent)], referent) for span, referent in best.items()}
    return Resolved(rules.scene, speakers, of, ranked, numbers)


def _ranked(resolver: Resolver, span: Span, ranker: Ranks) -> Ranked:
    """One source's candidates by probability; a pronoun's own words are no answer."""
    found = resolver.candidates(span)
    if found is None:
        return Ranked((), ())
    shares = ranker.probabilities(found.rows).tolist()
    answers = sorted(zip(shares, range(len(shares)), strict=True), key=lambda pair: (-pair[0], pair[1]))
    resolver.note(span, found.source, found.referents[answers[0][1]])
    if found.own[answers[0][1]] and found.is_pronoun:
        return Ranked((), ())
    merged: dict[tuple[object, ...], tuple[Referent, float]] = {}
    for p, i in answers:
        if p >= FAINT and not (found.own[i] and found.is_pronoun):
            referent, share = merged.get(key(found.referents[i]), (found.referents[i], 0.0))
            merged[key(referent)] = referent, share + p
    kept = sorted(merged.values(), key=lambda pair: -pair[1])
    return Ranked(tuple(r for r, _ in kept), tuple(p for _, p in kept))


def _speakers(
    best: Mapping[Span, Referent], ranked: Mapping[Span, Ranked], cast: Cast
) -> tuple[tuple[Speaker, ...], dict[tuple[object, ...], int]]:
    """Everybody whom a source may refer to, in order of the first source, and the index of each."""
    groups: dict[tuple[object, ...], list[tuple[Span, Referent]]] = {}
    for span, referent in sorted(best.items(), key=lambda pair: pair[0]):
        groups.setdefault(key(referent), []).append((span, referent))
    rivals = [r for span in sorted(ranked) for r in ranked[span].referents]
    others = {key(r): r for r in rivals if key(r) not in groups}
    speakers = [_speaker(group[0][1], group, cast) for group in groups.values()]
    speakers += [_speaker(referent, (), cast) for referent in others.values()]
    return tuple(speakers), {k: i for i, k in enumerate((*groups, *others))}


def _speaker(first: Referent, group: Sequence[tuple[Span, Referent]], cast: Cast) -> Speaker:
    """One speaker from all its sources and, for members of the cast, all mentions by name."""
    mentions = {span: Mention(span, r.mention) for span, r in group}
    covered = list(mentions)
    members = identity(first) if first.members else ()
    chosen = [m for m in cast.members if id(m) in members]
    for member in chosen:
        for span in member.mentions:
            if not any(span.overlaps(c) for c in covered):
                mentions[span] = Mention(span, "name")
    described = {(d.kind, d.words): d for m in reversed(chosen) for d in reversed(m.described)}
    ordered = sorted(described.values(), key=lambda d: (d.span, d.kind))
    return Speaker(first.name, first.kind, tuple(ordered), tuple(mentions[s] for s in sorted(mentions)))
