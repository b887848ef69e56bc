"""The speaker's name printed beside a speech and not in a sentence: at its head («RUIZ: …») or at its foot («… ― Ana
Ruiz»), as in transcripts, collections of voices and mottoes."""

from __future__ import annotations

import re

from quotecat.extract.stretch import Stretch
from quotecat.text.span import Span

HEAD = re.compile(r"[“\"‘'«„]+\s*((?:[A-Z][A-Z.'’-]+\s?){1,4}):\s")
_PART = r"(?:[^\W\d_a-z][\w.'’-]*|(?:de|del|der|di|da|dos|du|van|von|la|le|el|al|bin|ibn|y)(?=\s))"
_NAME = rf"{_PART}(?:[ \u00a0]{_PART}){{0,5}}"
# A role may follow the name: «― Ana Ruiz, 34, nurse»; it ends with the line.
FOOT = re.compile(rf"[ \u00a0]*(?:[―—–]|--?)[ \u00a0]*({_NAME})(?:,[^.!?\n]{{1,60}})?[ \u00a0.]*$", re.MULTILINE)
SIGNED = re.compile(rf"[”\"’»“]{FOOT.pattern}", re.MULTILINE)


def label(stretch: Stretch, text: str) -> Span | None:
    """The name at the head or at the foot of a stretch, without its colon or dash; None if there is none."""
    head = at_head(stretch, text)
    if head:
        return head
    foot = FOOT.match(text, stretch.span.end)
    return Span(*foot.span(1)) if foot and stretch.closing else None


def at_head(stretch: Stretch, text: str) -> Span | None:
    """The name at the head of a stretch, which so begins a new speech; None if there is none."""
    head = HEAD.match(text, stretch.span.start)
    return Span(*head.span(1)) if head and head.end() < stretch.span.end else None


def signatures(text: str) -> list[Span]:
    """All names that stand after a closing mark and a dash, alone on the rest of the line."""
    return [Span(*found.span(1)) for found in SIGNED.finditer(text)]
