"""What newspapers print beside a name to say who that is: «a U.S. military spokesman», «chairman of the board»."""

from __future__ import annotations

import re

from quotecat.extract.name import TITLES, key
from quotecat.nlp.document import Sentence, Word
from quotecat.text.span import Span

BEFORE = frozenset("NOUN PROPN ADJ NUM SYM X".split())
PHRASE = frozenset("DET NOUN PROPN ADJ NUM ADP PART".split())
JOINING = frozenset(["'s", "’s", "-", "–", "'", "’", "/", "&"])
# Office words and the short titles that mean the same: «the general» may be a Gen., «the governor» a Gov.
OFFICES = {
    "general": "gen", "colonel": "col", "governor": "gov", "senator": "sen", "representative": "rep",
    "congressman": "rep", "congresswoman": "rep", "lawmaker": "rep", "lieutenant": "lt", "captain": "capt",
    "sergeant": "sgt", "major": "maj", "admiral": "adm", "doctor": "dr", "physician": "dr", "professor": "prof",
    "reverend": "rev", "secretary": "sec", "lord": "lord", "pontiff": "pope", "premier": "premier",
    "detective": "det",
}  # fmt: skip


def before(name: Span, sentence: Sentence, text: str) -> Span | None:
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
    return Span(found[0].span.start, found[-1].span.end)


def _may_precede(word: Word, text: str) -> bool:
    return word.upos in BEFORE or word.span.of(text) in JOINING


def after(name: Span, sentence: Sentence, text: str) -> Span | None:
    """The apposition printed after a name: «a military spokesman» in «David Butler, a military spokesman,»."""
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


def stood_by(name: Span, sentence: Sentence, text: str) -> Span | None:
    """The role that a name is set beside: «the undersecretary» in «the undersecretary, Ana Ruiz,»."""
    words = sentence.words
    at = next((i for i, w in enumerate(words) if w.span.overlaps(name)), None)
    if at is None or not words[at].deprel.startswith("appos"):
        return None
    found = [i for i in range(at) if _under(i, words[at].head, words)]
    while found and (words[found[-1]].upos == "PUNCT" or _is_title(words[found[-1]], text)):
        found.pop()  # the name's own title is no part of the role
    # «two hours with the commander, Col. Butler, a spokesman, said»: what stands in another phrase is somebody else.
    if not found or words[found[0]].upos == "ADP" or not any(words[i].upos == "NOUN" for i in found):
        return None
    return Span(words[found[0]].span.start, words[found[-1]].span.end)


def _is_title(word: Word, text: str) -> bool:
    return word.upos == "PROPN" and key(word.span.of(text)) in TITLES


def _apposition(first: int, sentence: Sentence, text: str) -> Span | None:
    """From the first word to where its noun phrase's subtree ends, if it is an apposition and has a common noun."""
    words = sentence.words
    head = next((i for i in range(first, len(words)) if words[i].deprel.startswith("appos")), None)
    if head is None or head - first > 8:
        last = _phrase_end(first, words, text)
    else:
        # «chairman of the board, and Gen. Ana Ruiz» is a role and another person.
        others = [i for i, w in enumerate(words) if i > head and w.deprel.startswith("conj") and w.upos == "PROPN"]
        own = (i for i in range(len(words)) if _under(i, head, words) and not any(_under(i, o, words) for o in others))
        last = max(own)
    found = list(words[first : last + 1])
    while found and not any(c.isalnum() for c in found[-1].span.of(text)):
        found.pop()
    while found and found[-1].upos == "CCONJ":
        found.pop()
    if not any(w.upos == "NOUN" for w in found):
        return None
    return Span(found[0].span.start, found[-1].span.end)


def _phrase_end(first: int, words: tuple[Word, ...], text: str) -> int:
    """The last word of a phrase such as «a spokesman for the army» that stands between commas or full stops, where the
    parser took it for something else than an apposition; before the first word if none does."""
    if words[first].upos != "DET":
        return first - 1
    last = first
    while last + 1 < len(words) and words[last + 1].upos in PHRASE:
        last += 1
    ends = last + 1 == len(words) or words[last + 1].span.of(text) in (",", ".", ";", ")", "”", "—")
    return last if ends else first - 1


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
