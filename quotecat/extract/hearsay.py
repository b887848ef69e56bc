"""Hearsay: the words of one whom another quotes: «“He told me, ‘I won’t go,’” Ruiz said». The nearest attribution wins.

The attribution model mostly points from such words to whoever says the quotation around them. So the verb beside the
inner marks is asked first: if it reports speech and has a subject, that is the source; else what the model points at
inside the quotation.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from quotecat.extract.attribution import Candidate
from quotecat.extract.cue import says
from quotecat.extract.judgement import SAID, is_fragment, is_title
from quotecat.extract.label import at_head
from quotecat.extract.phrase import Node, Phrases
from quotecat.extract.speech import Speech
from quotecat.nlp.document import Sentence
from quotecat.nlp.tags import Asked, Pointed
from quotecat.text.quotes.stretch import Stretch
from quotecat.text.span import Span, hull

PARSED = 0.85  # the belief in a subject of the verb beside the marks
POINTED = 0.5  # a smaller share of the model's belief is not believed
NEAR = 8  # words between the verb and the marks: «told the crowd on Monday, ‘…’»
CLIMBS = 3  # verbs from the one that says to the one that has the subject: «used to say», «went on to tell»
NOBODY = frozenset("it this that there".split())  # «it feels like ‘never again’»
PHRASE = frozenset(("DET", "ADJ", "ADP"))  # «report all ‘significant’ losses»: what follows is part of a phrase
NAMES = frozenset("call label term dub brand describe".split())  # «called it a ‘rant’» is said nevertheless


@dataclass(frozen=True, slots=True)
class Hearsay:
    """What was said inside a quotation, and the stretch around it: one of a speech, or of other hearsay."""

    speech: Speech
    within: Stretch


def hearsay(
    speeches: Sequence[Speech], asked: Iterable[tuple[Stretch, Asked]], phrases: Phrases, text: str
) -> list[Hearsay]:
    """The stretches inside speeches that have a source of their own there, ascending, outer ones first.

    `asked` are the stretches that are not outermost, each with the model's answer; those in what was left out, and
    those for whom nobody in the quotation around them speaks, are no hearsay.
    """
    found: list[Hearsay] = []
    around: list[Stretch] = []
    outermost = ((stretch, None) for speech in speeches for stretch in speech.stretches)
    for stretch, answer in sorted([*outermost, *asked], key=lambda pair: (pair[0].span.start, -pair[0].span.end)):
        while around and around[-1].span.end <= stretch.span.start:
            around.pop()
        told = _told(stretch, answer, around[-1], phrases, text) if answer and around else None
        found += [told] if told else []
        if told or answer is None:
            around.append(stretch)
    return found


def _told(stretch: Stretch, asked: Asked, within: Stretch, phrases: Phrases, text: str) -> Hearsay | None:
    if stretch.inner is None or asked.said < SAID or is_title(stretch.inner.of(text)):
        return None
    pointed = list(_inside(asked.sources, stretch, within, text))
    verb = said_by(stretch, within, phrases)
    if verb:
        cue, subject = verb
        source = _named(subject, pointed)
    else:
        cues = (c.span for c in _inside(asked.cues, stretch, within, text) if says(c.span.of(text)))
        spoken, source = next(cues, None), pointed[0] if pointed else Pointed(stretch.span, 0.0)
        if spoken is None or source.share < POINTED or is_fragment(stretch.inner.of(text)):
            return None
        cue = spoken
    weighed = tuple(Candidate(p.span, round(min(p.share, 1.0), 4)) for p in asked.sources[:5])
    return Hearsay(Speech((stretch,), source.span, cue, source.share, "hearsay", weighed), within)


def _named(subject: Node, pointed: Sequence[Pointed]) -> Pointed:
    """The subject with a name set beside it; as the model tagged it, where that is more."""
    beside = (n.phrase() for n in subject.children("appos"))
    words = hull([subject.phrase(), *beside])
    tagged = next((p for p in pointed if p.span.covers(words)), None)
    return Pointed(tagged.span if tagged else words, max(PARSED, tagged.share if tagged else 0.0))


def _inside(pointed: Sequence[Pointed], stretch: Stretch, within: Stretch, text: str) -> Iterator[Pointed]:
    """What lies in the quotation around the stretch but not in the stretch, and is no label at its head."""
    head = at_head(within, text)
    for p in pointed:
        if within.span.covers(p.span) and not p.span.overlaps(stretch.span) and not (head and head.overlaps(p.span)):
            yield p


def said_by(stretch: Stretch, within: Stretch, phrases: Phrases) -> tuple[Span, Node] | None:
    """The verb of saying right before or after a stretch, in the quotation around it, and its subject."""
    start, end = within.span.start, stretch.span.start
    before = phrases.sentences[phrases.number(end)]
    nodes = [Node(before, i) for i, w in enumerate(before.words) if _between(w.span, start, end)]
    verb = _verb(reversed(nodes[-NEAR:]))
    if verb and nodes[-1].word.upos in PHRASE and verb.lemma not in NAMES:
        verb = None
    found = verb and subject(verb)
    if verb is None:
        after = phrases.sentences[phrases.number(stretch.span.end - 1)]
        nodes = list(_following(after, stretch.span.end, within.span.end))
        verb = _verb(iter(nodes))
        own = verb and next(verb.children("nsubj"), None)
        found = own if own in nodes else None
    return (verb.word.span, found) if verb and found and within.span.covers(found.word.span) else None


def _between(span: Span, start: int, end: int) -> bool:
    return start <= span.start and span.end <= end


def _following(sentence: Sentence, start: int, end: int) -> Iterator[Node]:
    """The next few words after a stretch, up to the next punctuation: «he said», «said Ana Ruiz»."""
    for i, word in enumerate(sentence.words):
        if _between(word.span, start, end):
            if word.upos == "PUNCT":
                return
            yield Node(sentence, i)


def _verb(nodes: Iterator[Node]) -> Node | None:
    """The first verb, if it is one of saying."""
    first = next((n for n in nodes if n.word.upos == "VERB"), None)
    return first if first and says(first.lemma) else None


def subject(verb: Node) -> Node | None:
    """Who does what the verb says; «I» in «it allowed me to say», «the board» in «the board telling us»."""
    node: Node | None = verb
    for _ in range(CLIMBS):
        if node is None:
            return None
        own = next((n for n in node.children("nsubj") if not n.deprel.endswith("pass")), None)
        if own:
            return None if own.lemma in NOBODY else own
        above = node.governor
        if node.deprel.startswith("acl"):
            return above
        if node.deprel.startswith("xcomp") and above:
            made = next(above.children("obj", "iobj"), None)
            if made:
                return made
        node = above if node.deprel.split(":")[0] in ("xcomp", "conj", "advcl", "ccomp") else None
    return None
