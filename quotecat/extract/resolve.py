"""From the words of sources to the speakers of an article."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from quotecat.extract.cast import Cast, gather
from quotecat.extract.reader import Reader
from quotecat.extract.referent import Referent, Scene
from quotecat.extract.speaker import Mention, Speaker
from quotecat.nlp.document import Document
from quotecat.text.span import Span


@dataclass(frozen=True, slots=True)
class Resolved:
    """The speakers of an article; for each source span, which speaker it means and the chain that leads there; and the
    scene in which they were found."""

    scene: Scene
    speakers: tuple[Speaker, ...]
    of: Mapping[Span, tuple[int, Referent]]


def resolve(
    document: Document, sources: Iterable[Span], quoted: Sequence[Span], told: Sequence[tuple[Span, Span | None]] = ()
) -> Resolved:
    """Resolves `sources` (any order) to speakers; a source that cannot be resolved is missing in `of`.

    `told` are sources inside somebody's quotation, each with the source of that quotation; outer quotations come first.
    """
    spans = sorted(set(sources) - {inner for inner, _ in told})
    cast = gather(document)
    reader = Reader(document, cast, spans, quoted)
    read = {span: r for span in spans if (r := reader.read(span))}
    for span, teller in told:
        found = reader.read_told(span, read.get(teller) if teller else None)
        if found:
            read[span] = found
    referents = sorted(read.items(), key=lambda pair: pair[0])
    groups: dict[tuple[str, str], list[tuple[Span, Referent]]] = {}
    for span, referent in referents:
        groups.setdefault((referent.name.casefold(), referent.kind), []).append((span, referent))
    speakers = tuple(_speaker(group, cast) for group in groups.values())
    of = {span: (i, r) for i, group in enumerate(groups.values()) for span, r in group}
    return Resolved(reader.scene, speakers, of)


def _speaker(group: Sequence[tuple[Span, Referent]], cast: Cast) -> Speaker:
    """One speaker from all its sources and, for members of the cast, all mentions by name."""
    first = group[0][1]
    mentions = {span: Mention(span, r.mention) for span, r in group}
    covered = list(mentions)
    members = tuple(dict.fromkeys(id(m) for m in first.members))
    chosen = [m for m in cast.members if id(m) in members]
    for member in chosen:
        for span in member.mentions:
            if not any(span.overlaps(c) for c in covered):
                mentions[span] = Mention(span, "name")
    described = {(d.kind, d.words): d for m in reversed(chosen) for d in reversed(m.described)}
    ordered = sorted(described.values(), key=lambda d: (d.span, d.kind))
    return Speaker(first.name, first.kind, tuple(ordered), tuple(mentions[s] for s in sorted(mentions)))
