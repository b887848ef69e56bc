"""What the text of a bare file tells of the article: an address on its first line, a title above the body."""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import urlsplit

from quotecat.text.span import Span

URL_LINE = re.compile(r"\s*(https?://\S+)[ \t]*(?:\r?\n|$)")
TITLE_LINE = re.compile(r"\s*([^\r\n]{3,200}?)[ \t]*\r?\n[ \t]*\r?\n\s*\S")
URL_DATE = re.compile(r"/((?:19|20)\d\d)[/-](0?[1-9]|1[0-2])(?:[/-](0?[1-9]|[12]\d|3[01]))?(?=[/-]|$)")
LONGEST_TITLE = 30  # words


def first_url(text: str) -> str | None:
    """The address that stands alone on the first line."""
    found = URL_LINE.match(text)
    return found[1] if found else None


def title(text: str) -> str | None:
    """The line above the body, where it reads like a title: short, apart, and no full sentence."""
    body = URL_LINE.match(text)
    found = TITLE_LINE.match(text, body.end() if body else 0)
    if not found:
        return None
    line = found[1].strip()
    if len(line.split()) > LONGEST_TITLE or line[-1] in ".,;:" or (line[0] in '“"‘«' and line[-1] in '”"’»'):
        return None
    return line


def at_head(text: str, title: str | None) -> Span | None:
    """The line at the head of `text` that says what `title` does, marks and the like aside; None if it is not there."""
    body = URL_LINE.match(text)
    line = re.compile(r"\s*(\S[^\r\n]*)").match(text, body.end() if body else 0)
    if not title or not line or _letters(line[1]) != _letters(title):
        return None
    return Span(line.start(1), line.start(1) + len(line[1].rstrip()))


def _letters(words: str) -> str:
    return "".join(c for c in words.casefold() if c.isalnum())


def host(url: str | None) -> str | None:
    """The outlet as its address has it, without «www.»; None for no or a broken address."""
    try:
        name = urlsplit(url or "").hostname
    except ValueError:
        return None
    return name.removeprefix("www.") if name else None


def url_date(url: str | None) -> str | None:
    """The date in an address such as …/2023/01/17/…, as precise as it is."""
    found = URL_DATE.search(url or "")
    return iso_date("-".join(part.zfill(2) for part in found.groups() if part)) if found else None


def iso_date(given: object) -> str | None:
    """A date or time as ISO 8601, as precise as it was given; None if it is no date that can be told for sure."""
    words = str(given or "").strip()
    found = re.fullmatch(r"(\d{4})(?:-(\d\d)(?:-(\d\d)([T ]\d\d:\d\d.*)?)?)?", words)
    if not found:
        return _long_date(words)
    try:
        date(int(found[1]), int(found[2] or 1), int(found[3] or 1))
    except ValueError:
        return None
    return words.replace(" ", "T", 1)


def _long_date(words: str) -> str | None:
    """«17 January 2023», «January 17, 2023» and «20230117»; 3/4/2023 could be two days and is none."""
    from datetime import datetime

    for form in ("%d %B %Y", "%B %d, %Y", "%d %b %Y", "%b %d, %Y", "%Y%m%d", "%Y/%m/%d", "%a, %d %b %Y %H:%M:%S %z"):
        try:
            found = datetime.strptime(words, form)
        except ValueError:
            continue
        return found.isoformat() if found.tzinfo else found.date().isoformat()
    return None
