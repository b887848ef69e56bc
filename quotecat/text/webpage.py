"""A web page's article: its text and what the page tells of it, by trafilatura."""

from __future__ import annotations

import re
from dataclasses import dataclass

from quotecat.errors import ReadError

# Browsers draw the marks of <q>; extractors drop the element with its marks, so they are put in first.
Q_OPEN, Q_CLOSE = re.compile(r"<q(?=[\s>])[^>]{0,300}>", re.IGNORECASE), re.compile(r"</q\s*>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Page:
    """The article of a page: paragraphs with a blank line between, and metadata where the page has them."""

    text: str
    title: str | None
    outlet: str | None
    author: str | None
    url: str | None
    published: str | None


def article_of(html: str, path: str | None) -> Page:
    """The article in a page; comments, menus and the like are left out.

    Raises:
        ReadError: if the page has no article that can be found.
    """
    import trafilatura

    marked = Q_CLOSE.sub("”", Q_OPEN.sub("“", html))
    found = trafilatura.bare_extraction(marked, include_comments=False, include_tables=False, with_metadata=True)
    if found is None or not (found.text or "").strip():
        raise ReadError("no article was found in this page; give its text instead", path=path)
    text = re.sub(r"\n+", "\n\n", found.text.strip())
    title = found.title
    if title and not text.startswith(title):
        text = f"{title}\n\n{text}"
    return Page(text, title, found.sitename, found.author, found.url, found.date)
