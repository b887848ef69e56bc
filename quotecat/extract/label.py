"""The speaker's name printed beside a speech and not in a sentence: at its head («RUIZ: …») or at its foot («… ― Ana
Ruiz»), as in transcripts, collections of voices and mottoes."""

from __future__ import annotations

import re

from quotecat.text.quotes.stretch import Stretch
from quotecat.text.span import Span

HEAD = re.compile(r"[“\"‘'«„]+\s*((?:[A-Z][A-Z.'’-]+\s?){1,4}):\s")
_PART = r"(?:[^\W\d_a-z][\w.'’-]*|(?:de|del|der|di|da|dos|du|van|von|la|le|el|al|bin|ibn|y)(?=\s))"
_NAME = rf"{_PART}(?:[ \u00a0]{_PART}){{0,5}}"
_FULL = rf"{_PART}(?:[ \u00a0]{_PART}){{1,4}}"
_DASH = r"[ \u00a0]*(?:[―—–]|--?)[ \u00a0]*"
# A role may follow the name: «― Ana Ruiz, 34, nurse»; it ends with the line.
_ROLE = r"(?:,[^.!?\n]{1,60})?[ \u00a0.]*$"
FOOT = re.compile(rf"{_DASH}({_NAME}){_ROLE}", re.MULTILINE)
SIGNED = re.compile(rf"[”\"’»“]{FOOT.pattern}", re.MULTILINE)
# Other ways to sign: a role or a handle after the dash, a name in brackets, a name with a role on the next line.
FEET = (
    FOOT,
    re.compile(rf"{_DASH}(\w+[ \u00a0]\w+[ \u00a0]{_FULL}|\w+[ \u00a0]{_FULL}|@\w+){_ROLE}", re.MULTILINE),
    re.compile(rf"[ \u00a0]*\(({_FULL})(?:,[^()\n]{{1,60}})?\)[ \u00a0.]*$", re.MULTILINE),
    re.compile(rf"[ \u00a0]*(?:\r?\n){{1,2}}[ \u00a0]*({_FULL}), [a-z0-9][^.!?:\n“\"]{{1,60}}$", re.MULTILINE),
)
# A transcript's label or a handle before the mark, at the head of its line.
BEFORE = re.compile(r"(?:^|\n)[ \t]*(?:\[[\d:.]+\][ \t]*)?((?:[A-Z][A-Z.'’-]+ ?){1,4}|@\w+):[ \t]*$")


def label(stretch: Stretch, text: str) -> Span | None:
    """The name before, at the head or at the foot of a stretch, without its colon or dash; None if there is none."""
    head = at_head(stretch, text)
    if head:
        return head
    before = BEFORE.search(text, max(0, stretch.span.start - 60), stretch.span.start)
    if before and (before.start() > 0 or before[0][:1] == "\n" or stretch.span.start < 60):
        return Span(*before.span(1))
    feet = (foot.match(text, stretch.span.end) for foot in FEET)
    foot = next((f for f in feet if f), None)
    return Span(*foot.span(1)) if foot and stretch.closing else None


def at_head(stretch: Stretch, text: str) -> Span | None:
    """The name at the head of a stretch, which so begins a new speech; None if there is none."""
    head = HEAD.match(text, stretch.span.start)
    return Span(*head.span(1)) if head and head.end() < stretch.span.end else None


def signatures(text: str) -> list[Span]:
    """All names that stand after a closing mark and a dash, alone on the rest of the line."""
    return [Span(*found.span(1)) for found in SIGNED.finditer(text)]
