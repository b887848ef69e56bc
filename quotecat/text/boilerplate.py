"""Stretches of an article's text that are not the article's own words: marked, never cut."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from quotecat.text.span import Span


@dataclass(frozen=True, slots=True)
class Pattern:
    """What a whole line looks like, with a line that it marks and one that it leaves alone."""

    expression: str
    marks: str
    leaves: str


# A line is at most this long to be boilerplate: paragraphs of news are longer, calls to action are not.
LONGEST = 240
PATTERNS = (
    Pattern(r"(?:https?://|www\.)\S+", "https://www.example.com/news/1", "See https://www.example.com for more."),
    Pattern(r"(?:join|subscribe|register|sign up|log ?in|donate|download)(?: (?:now|today|here|for free))?\s*[!.]?",
            "Join now!", "Join us in the square, the mayor said."),
    Pattern(r"(?:click|tap|press) (?:here|on|below)\b.*", "Click here to read more", "Clicks fell by half."),
    Pattern(r"(?:please )?(?:subscribe|sign up|register) (?:to|for|here|now)\b.*"
            r"|want to .{1,80}\? (?:subscribe|join|sign up)\b.*",
            "Sign up for our newsletter", "Signing up took her a day."),
    Pattern(r"(?:follow|find|like|join) (?:us|[\w .]{1,40}) on "
            r"(?:all|facebook|twitter|x|instagram|telegram|whatsapp)\b.*",
            "Follow us on Twitter", "Follow the money, he said."),
    Pattern(r"(?:download|get) (?:our|the) (?:\w+ )?app\b.*",
            "Download our app today!", "Get our children home, she said."),
    Pattern(r"(?:read|see|watch) (?:also|more|next)\s*[:|].*", "Read more: Talks resume", "Read more poetry, he said."),
    Pattern(r"(?:related|recommended|trending|most read|also read)(?: (?:articles?|stories|news|content|topics))?\s*:?",
            "Related stories", "Related problems remain."),
    Pattern(r"advertisement|advertorial|sponsored(?: content)?|continue reading(?: below)?(?: the main story)?",
            "Advertisement", "Advertisement spending fell."),
    Pattern(r"share (?:this|on|via)\b.{0,60}",
            "Share this article", "Shares this week fell by a tenth in Lagos trade, the exchange said on Friday."),
    Pattern(r"(?:copyright )?(?:©|\(c\)) .*|copyright \d{4}\b.*|all rights reserved\.?",
            "© 2023 The Example Herald", "Copyright law changed."),
    Pattern(r"\((?:additional )?(?:reporting|editing|writing|compiled|translated) by [^()]*\)",
            "(Reporting by Ana Ruiz; Editing by Tom Bell)", "(Reporting was banned.)"),
    Pattern(r"(?:photo|image|picture|video|credit|photograph)s?\s*(?:credit|by|courtesy)?\s*:.{1,160}",
            "Photo: Ana Ruiz/Agency", "Photographs were taken."),
    Pattern(r"(?:this (?:article|story|report) (?:was|has been|first|originally)|originally published)\b.{0,120}",
            "This story was updated on Tuesday.", "This story has many fathers, as she knows."),
    Pattern(r"(?:your|help us|support our|support independent)\b.{0,40}\b(?:donation|journalism|subscription)\b.*",
            "Support our journalism", "Support for journalism grew."),
    Pattern(r"(?:leave a |post a |view |show )?comments?(?: \(\d+\))?", "Leave a comment", "Comments were few."),
)  # fmt: skip
_ANY = re.compile("|".join(f"(?:{p.expression})" for p in PATTERNS), re.IGNORECASE)


def boilerplate(text: str) -> tuple[Span, ...]:
    """The lines of `text` that are an address, a call to subscribe, a credit and the like, in order."""
    return tuple(span for span in _lines(text) if len(span) <= LONGEST and is_boilerplate(span.of(text)))


def is_boilerplate(line: str) -> bool:
    """Whether a line, without white space around it, is boilerplate as a whole; a line of several sentences is if
    each sentence is."""
    sentences = [s.strip() for s in re.split(r"(?<=[.!?])\s+", line) if s.strip()]
    return bool(sentences) and (bool(_ANY.fullmatch(line)) or all(_ANY.fullmatch(s) for s in sentences))


def _lines(text: str) -> Iterator[Span]:
    """The lines that have something on them, without the white space around it."""
    for line in re.finditer(r"[^\r\n]+", text):
        words = line.group()
        left = len(words) - len(words.lstrip())
        if words.strip():
            yield Span(line.start() + left, line.start() + left + len(words.strip()))
