"""Contents that a cue interrupts: of «The pier, Ruiz said, is unsafe» the model may tag «The pier» alone."""

from __future__ import annotations

from quotecat.extract.cue import reports
from quotecat.extract.phrase import Node
from quotecat.text.span import Span

PARTING = ",—–-("  # what stands before words that interrupt; «the hopes he voiced» are one phrase


def resumed(head: Node, content: Span, cue: Span | None, text: str) -> tuple[Node, Span]:
    """The word that a content turns on and the content, to its end behind the cue where it is only the subject of what
    follows there; else both as they are given."""
    verb = head.governor
    if verb is None or cue is None or not head.deprel.startswith("nsubj"):
        return head, content
    between = content.end <= cue.start and cue.end <= verb.word.span.start
    if between and text[content.end : cue.start].lstrip()[:1] in PARTING and reports(cue.of(text)):
        return verb, Span(content.start, max(verb.extent().end, content.end))
    return head, content
