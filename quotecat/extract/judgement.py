"""Which stretches between marks are somebody's words, and why the others are not."""

from __future__ import annotations

import re

from quotecat.extract.label import label
from quotecat.extract.quotation import LeftOut
from quotecat.nlp.tags import Asked
from quotecat.text.boilerplate import is_boilerplate
from quotecat.text.quotes.stretch import Stretch
from quotecat.text.span import Span

SAID = 0.6
NOBODY = 0.8  # a few words that so surely have no source are a term, whatever else speaks for them
FEW = 4
TERM = re.compile(
    r"\b(?:called|so-called|known as|dubbed|nicknamed|named|titled|entitled|termed|coined"
    r"|the (?:word|term|phrase|slogan))"
    r"\s+(?:the\s+|a\s+)?$",
    re.IGNORECASE,
)
WORK = re.compile(
    r"\b(?:titled|entitled|song|anthem|ballad|film|movie|book|memoir|novel|album|play|musical|series|essay|documentary"
    r"|painting|nickname|segment|episode)\s*,?\s+$",
    re.IGNORECASE,
)
TITLED = re.compile(r"\b(?:titled|entitled)\s*,?\s+$", re.IGNORECASE)
ON_AIR = re.compile(
    r"\s+(?:(?:radio|television|TV|talk|news)\s+)?(?:program|programme|show|series|podcast|column|newsletter|tour)\b",
    re.IGNORECASE,
)
MARKUP = re.compile(r"[\w-]=$")  # what is left of a page's tags: «date="…">»
ASIDE = re.compile(r"\s*[(\[][^)\]]*[)\]][\s.]*")
SMALL = frozenset("a an the and or of in on at to for from with by as but nor vs is it".split())


def left_out(
    stretch: Stretch, asked: Asked, text: str, headline: Span | None, *, goes_on: bool = False
) -> LeftOut | None:
    """Why a stretch is no quotation, or None if somebody said it.

    `goes_on`: it goes on from a quotation in the paragraph before, whose mark was left open for that.
    """
    if stretch.inner is None:
        return LeftOut(stretch.span, "empty", 1.0)
    if headline and headline.covers(stretch.span):
        return LeftOut(stretch.span, "headline", 1.0)
    words = stretch.inner.of(text)
    alone = is_alone(stretch, text)
    before = text[max(0, stretch.span.start - 40) : stretch.span.start]
    named = WORK.search(before) or ON_AIR.match(text, stretch.span.end)
    if (is_title(words) and (alone or named)) or (TITLED.search(before) and is_one_name(words)):
        return LeftOut(stretch.span, "title", 1.0)
    if MARKUP.search(before) or (alone and is_boilerplate(words.strip())):
        return LeftOut(stretch.span, "not speech", 1.0)
    said = asked.said >= SAID and not (asked.no_source >= NOBODY and is_fragment(words))
    if said or is_printed_as_speech(stretch, words, text, goes_on=goes_on):
        return None
    reason = _reason(words, before)
    return LeftOut(stretch.span, reason, min(1.0, asked.no_source if asked.said >= SAID else 1.0 - asked.said))


def is_alone(stretch: Stretch, text: str) -> bool:
    """Whether a stretch is its whole line, as a crosshead between paragraphs is."""
    # Character by character: slices of the text would add up to the square of its length.
    first, last = stretch.span.start, stretch.span.end
    while first > 0 and text[first - 1] != "\n" and text[first - 1].isspace():
        first -= 1
    while last < len(text) and text[last] in " .\r\t\u00a0":
        last += 1
    return text[first - 1 : first] in ("", "\n") and text[last : last + 1] in ("", "\n")


def is_fragment(words: str) -> bool:
    """Whether quoted words are few and no sentence: «Buffett rule», not «Never again.»."""
    return len(words.split()) <= FEW and words.rstrip()[-1:] not in ".!?…"


def is_printed_as_speech(stretch: Stretch, words: str, text: str, *, goes_on: bool) -> bool:
    """Whether the print says that somebody spoke: a name at the speech's head or foot, or a mark left open before it.

    What stands in brackets, such as «(Crosstalk.)», is nobody's speech.
    """
    if ASIDE.fullmatch(words) or (is_title(words) and words.rstrip()[-1:] != "."):
        return False
    return goes_on or label(stretch, text) is not None


def nested(span: Span) -> LeftOut:
    """A stretch inside a quotation that names no source for it there belongs to it and is none of its own."""
    return LeftOut(span, "nested", 1.0)


def _reason(words: str, before: str) -> str:
    if TERM.search(before):
        return "term"
    if is_title(words):
        return "title"
    return "scare quote" if len(words.split()) <= 3 else "not speech"


def is_one_name(words: str) -> bool:
    """Whether it is one word with a capital: the «“Arrogant”» of «a spot titled “Arrogant”»."""
    return len(words.split()) == 1 and words.strip()[:1].isupper()


def is_title(words: str) -> bool:
    """Whether the words are printed like a title: «The Art of the Deal»; one word alone does not tell."""
    found = [w.strip(".,!?;:") for w in words.split()]
    large = [w for w in found if w and w.casefold() not in SMALL]
    return len(large) >= 2 and all(w[:1].isupper() or w[:1].isdigit() for w in large)
