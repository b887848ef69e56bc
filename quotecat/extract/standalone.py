"""The stand-alone reading of a claim: its words with pronouns and short names written out, where the article settles
whom they mean. It is derived and marked as such; the claim's own words stay beside it."""

from __future__ import annotations

from collections.abc import Iterator

from quotecat.extract.cast import Cast, Member
from quotecat.extract.clause import clauses
from quotecat.extract.name import POSSESSIVE, parse
from quotecat.extract.pronoun import gender_of
from quotecat.extract.referent import Scene
from quotecat.nlp.document import Word
from quotecat.text.span import Span, hull

SETTLED = 1.0  # by how much a reading of «he» must lie before the next to be written out
FRAME = 150  # code points between a claim and its source and cue
OWN = frozenset(("his", "her", "hers", "its"))
SELF = frozenset(("himself", "herself"))


def standalone(scene: Scene, span: Span) -> str | None:
    """The claim at `span` read on its own; None where it says all itself.

    «That» at its head is left out; a person is written out once, then kept as printed.
    """
    written = _written_out(scene, span)
    return None if written == " ".join(span.of(scene.text).split()) else written


def read_in_frame(scene: Scene, span: Span, source: Span | None, cue: Span | None) -> str | None:
    """A claim that is no sentence by itself, read with whoever makes it: «Ruiz called for» before «a new bridge».

    Where nobody else makes it, it is read with its main clause. None where source and cue stand too far off.
    """
    frame = hull([span, *(s for s in (source, cue) if s)])
    if source is None or span.covers(source) or any(_lacks_subject(scene, frame, s) for s in (cue, span)):
        sentence = scene.phrases.sentences[scene.phrases.number(frame.start)]
        frame = next((c.span for c in clauses(sentence) if c.span.covers(frame)), frame)
    elif frame == span or len(frame) - len(span) > FRAME or "\n" in frame.of(scene.text):
        return standalone(scene, span)
    return _written_out(scene, frame)


def _lacks_subject(scene: Scene, frame: Span, cue: Span | None) -> bool:
    """Whether the subject of the reporting verb stands outside the frame: «The town» of «was named by Ruiz»."""
    verb = scene.phrases.head(cue) if cue else None
    subject = next(verb.children("nsubj"), None) if verb else None
    if subject is None:
        return verb is not None and verb.word.xpos in ("VBD", "VBZ", "VBP") and verb.word.upos == "VERB"
    return not frame.covers(subject.word.span)


def _written_out(scene: Scene, span: Span) -> str:
    words = scene.phrases.words(span)
    text, written, here = scene.text, "", _after_that(span, words)
    named: set[int] = set()
    for place, member, possessive in sorted(_short(scene, span, words), key=lambda found: found[0]):
        if place.start < here:
            continue
        written += text[here : place.start]
        printed = place.of(text)
        full = member.printed + ("’s" if possessive else "")
        written += printed if id(member) in named else full
        named.add(id(member))
        here = place.end
    return " ".join((written + text[here : span.end]).split())


def _after_that(span: Span, words: list[Word]) -> int:
    """Where the claim starts without the «that» that ties it to its cue."""
    if len(words) > 1 and words[0].lemma.casefold() == "that" and words[0].deprel == "mark":
        return words[1].span.start
    return span.start


def _short(scene: Scene, span: Span, words: list[Word]) -> Iterator[tuple[Span, Member, bool]]:
    """The pronouns and names in the claim, whom each means, and whether it is possessive."""
    yield from _names(scene.cast, span, scene.text)
    for word in words:
        printed = word.span.of(scene.text).casefold()
        answer = scene.pronouns.get(word.span.start)
        if not gender_of(printed) or printed in SELF or answer is None or answer[1] < SETTLED:
            continue
        own = printed in OWN and (word.deprel.startswith("nmod") or word.xpos == "PRP$")
        yield word.span, answer[0], own


def _names(cast: Cast, span: Span, text: str) -> Iterator[tuple[Span, Member, bool]]:
    for place, member in cast.within(span):
        start = place.start + parse(place.of(text)).title_end
        if member.person and span.covers(place) and start < place.end:
            yield Span(start, place.end), member, POSSESSIVE.search(place.of(text)) is not None
