"""Reported after all: what the attribution model did not tag, but the parse shows to be said by somebody.

«The road is shut, police said», «Officials said the road is shut»: a short clause of saying beside or around another.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from quotecat.extract.clause import SAYING, Clause, is_finite
from quotecat.extract.phrase import Node
from quotecat.text.span import Span, trim

SHORT = 8  # words of a clause that only says who says it


def told_by(clause: Clause, beside: Sequence[Clause], text: str) -> tuple[Span, Span, Span] | None:
    """Content, source and cue, if a clause is somebody's: by a short clause of saying in `beside`, or by itself."""
    inner = next((n for n in clause.head.children("ccomp") if is_finite(n)), None)
    if clause.head.lemma in SAYING and inner:
        source = next(clause.head.children("nsubj"), None)
        content = inner.extent()
        apart = source and not content.overlaps(source.word.span) and clause.span.covers(content)
        return (content, source.phrase(), clause.head.word.span) if source and apart else None
    for other in beside:
        source = next(other.head.children("nsubj", "iobj", "obj"), None)
        if other is not clause and source and is_saying(other):
            return clause.span, source.phrase(), other.head.word.span
    return _according_to(clause, text)


def _according_to(clause: Clause, text: str) -> tuple[Span, Span, Span] | None:
    """«The road is shut, according to police»: what stands before, whose, and «according to»."""
    for word, after in pairwise(clause.head.sentence.words):
        cue = Span(word.span.start, after.span.end)
        inside = clause.span.covers(cue) and clause.span.start < cue.start
        if inside and " ".join(cue.of(text).casefold().split()) == "according to":
            before = trim(Span(clause.span.start, cue.start), text, " ,;—–-\n")
            if before and before.covers(clause.head.word.span) and word.head >= 0:
                source = Node(clause.head.sentence, word.head)
                return before, source.phrase(), cue
    return None


def is_saying(clause: Clause) -> bool:
    """Whether a clause only tells who says what stands beside it."""
    words = [w for w in clause.head.sentence.words if clause.span.covers(w.span)]
    bare = not any(True for _ in clause.head.children("ccomp", "xcomp"))
    return clause.head.lemma in SAYING and bare and len(words) <= SHORT
