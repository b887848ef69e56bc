"""What newspapers print beside a name to say who that is: «a U.S. military spokesman», «chairman of the board»."""

from __future__ import annotations

import re

from quotecat.nlp.document import Sentence, Word
from quotecat.text.span import Span

BEFORE = frozenset("NOUN PROPN ADJ NUM SYM X".split())
JOINING = frozenset(["'s", "’s", "-", "–", "'", "’", "/", "&"])
# Office words and the short titles that mean the same: «the general» may be a Gen., «the governor» a Gov.
OFFICES = {
    "general": "gen", "colonel": "col", "governor": "gov", "senator": "sen", "representative": "rep",
    "congressman": "rep", "congresswoman": "rep", "lawmaker": "rep", "lieutenant": "lt", "captain": "capt", "sergeant": "sgt",
    "major": "maj", "admiral": "adm", "doctor": "dr", "physician": "dr", "professor": "prof", "reverend": "rev",
    "secretary": "sec", "lord": "lord", "pontiff": "pope", "premier": "premier", "detective": "det",
}  # fmt: skip


def before(name: Span, sentence: Sentence, text: str) -> str | None:
    """The role printed before a name, «Trump campaign spokesman» in «Trump campaign spokesman Jason Miller»."""
    at = next((i for i, w in enumerate(sentence.words) if w.span.end > name.start), 0)
    first = at
    while first > 0 and _may_precede(sentence.words[first - 1], text):
        first -= 1
    found = sentence.words[first:at]
    while found and found[0].span.of(text) in JOINING:
        found = found[1:]
    if not any(w.upos == "NOUN" for w in found):
        return None
    return text[found[0].span.start : found[-1].span.end]


def _may_precede(word: Word, text: str) -> bool:
    return word.upos in BEFORE or word.span.of(text) in JOINING


def after(name: Span, sentence: Sentence, text: str) -> str | None:
    """The apposition printed after a name: «a U.S. military spokesman» in «David Butler, a U.S. military spokesman,»."""
    words = sentence.words
    comma = next((i for i, w in enumerate(words) if w.span.start >= name.end), len(words))
    if comma + 1 >= len(words) or words[comma].span.of(text) != ",":
        return None
    first = comma + 1
    if words[first].upos == "NUM" and first + 2 < len(words) and words[first + 1].span.of(text) == ",":
        first += 2  # an age
    if words[first].upos not in ("DET", "NOUN", "ADJ", "PRON", "PROPN"):
        return None
    return _apposition(first, sentence, text)


def _apposition(first: int, sentence: Sentence, text: str) -> str | None:
    """From the first word to where its noun phrase's subtree ends, if it is an apposition and has a common noun."""
    words = sentence.words
    head = next((i for i in range(first, len(words)) if words[i].deprel.startswith("appos")), None)
    if head is None or head - first > 8:
        return None
    last = max(i for i in range(len(words)) if _under(i, head, words))
    found = words[first : last + 1]
    while found and not any(c.isalnum() for c in found[-1].span.of(text)):
        found = found[:-1]
    if not any(w.upos == "NOUN" for w in found):
        return None
    return text[found[0].span.start : found[-1].span.end]


def _under(word: int, head: int, words: tuple[Word, ...]) -> bool:
    """Whether `word` hangs on `head`, in at most as many steps as there are words."""
    for _ in words:
        if word == head:
            return True
        if word < 0:
            return False
        word = words[word].head
    return False


def office(title: str) -> str:
    """A title or office word as they are compared: «General», «Gen.» and «general» are the same."""
    bare = re.sub(r"\W", "", title).casefold()
    return OFFICES.get(bare, bare)
