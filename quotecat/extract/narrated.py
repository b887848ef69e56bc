"""What the writer asserts: the main clauses of an article that are statements of the article's own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from quotecat.extract.clause import Clause, clauses, has_subject, is_finite
from quotecat.nlp.document import Document, Sentence
from quotecat.text.span import Span, inside, overlapping

ENDS = re.compile(r"[.!…;][\"'”’»)\]]*\s*$")
# «LONDON (Reuters) - », «Abuja, Sept. 11 (Benue Wire) » at the head of an article's first sentences
_PLACE = r"[A-Z][\w.’'-]*(?:[ /][A-Z][\w.’'-]*){0,3}(?:, [A-Z][\w.’' -]+?){0,2}"
_DAY = r",? (?:\d{1,2} [A-Z]\w+|[A-Z]\w+\.? \d{1,2})(?:,? \d{4})?"
_AGENCY = r"\([A-Z][^()]{1,38}\)"
_TOWN = r"[A-Z]{3}[A-Z .’'-]*(?:, [A-Z][\w.’' -]+?){0,2}"
_DASH = r"\s*(?:[-–—]{1,2}|:)"
DATELINE = re.compile(rf"(?:{_PLACE}(?:(?:{_DAY})? ?{_AGENCY}{_DASH}|{_DAY}(?:{_DASH}| ?{_AGENCY}))|{_TOWN}{_DASH})\s+")
# Who wrote, drew or published it, and what a picture shows: no statement of the article's.
CREDIT = re.compile(
    r"\s*(?:(?:reporting|editing|writing|compiled|translated|edited|written|additional reporting) by\b"
    r"|(?:file )?(?:photo|image|picture|video|graphic)s?\b[^.]{0,60}(?:by|credit|courtesy|:)"
    r"|(?:©|\(c\)) |all rights reserved|this (?:article|story|report) (?:was|is|has|first|originally)\b"
    r"|[^.]{0,80}\((?:photo|image|picture|credit|file)\b[^)]*\)\s*\.?\s*$)",
    re.IGNORECASE,
)
HEAD = 400  # code points: how far from the text's start a dateline stands


def narrated(
    document: Document, apart: Sequence[Span], told: Sequence[Span]
) -> Iterator[tuple[Span, Clause, list[Clause]]]:
    """The article's own statements, ascending, each with its clause and all main clauses of its sentence.

    `apart` are stretches that are not the writer's own: quotations and their cues, boilerplate, headlines. A clause
    that touches one of them is no statement of the writer's. `told` are the contents and cues of reported claims: a
    clause whose head lies in one only says who says what; one that has them in a part of it («…, with officials citing
    …») says more.
    """
    text = document.article.text
    taken, others = overlapping(apart), inside(told)
    for sentence in document.sentences:
        if not is_statement(sentence, text):
            continue
        main = clauses(sentence)
        for clause in main:
            span = without_dateline(clause.span, text)
            if others(clause.head.word.span.start):
                continue
            if _states(clause) and is_balanced(span.of(text)) and not taken(span):
                yield span, clause, main


def is_statement(sentence: Sentence, text: str) -> bool:
    """Whether a sentence is a whole one that states something: no question, heading, command or credit."""
    printed = sentence.span.of(text)
    return bool(ENDS.search(printed)) and not CREDIT.match(printed) and "?" not in printed[-4:]


def _states(clause: Clause) -> bool:
    """Whether a clause has a finite verb and a subject; where the parser sees none, a noun before a verb that cannot
    be a command: «dates», «dated», «may date»."""
    head = clause.head
    if not is_finite(head):
        return False
    if any(n.word.xpos in ("WDT", "WP") for n in head.children("nsubj")):
        return False  # «This, despite the growth, which rose»
    before = head.sentence.words[: head.index]
    stated = head.word.xpos in ("VBZ", "VBD") or any(n.word.xpos == "MD" for n in head.children("aux"))
    return has_subject(head) or (stated and any(w.upos in ("NOUN", "PROPN", "PRON") for w in before))


def is_balanced(printed: str) -> bool:
    """Whether brackets open and close in the words: half a bracket is the rest of something."""
    return printed.count("(") == printed.count(")") and printed.count("[") == printed.count("]")


def without_dateline(span: Span, text: str) -> Span:
    """The span without the place, date and agency that an article begins with."""
    if span.start > HEAD:
        return span
    head = DATELINE.match(text, span.start, span.end)
    return Span(head.end(), span.end) if head and head.end() < span.end else span
