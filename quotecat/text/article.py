"""An article as it was given: its text, and what is known of it."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass

from quotecat.text.span import Span


def content_id(prefix: str, *content: str | int) -> str:
    """A short id made from what a thing is, so that the same thing has the same id on every machine.

    The id is `prefix`, an underscore and 16 base-32 letters of the SHA-256 of `content`.
    """
    digest = hashlib.sha256("\x00".join(map(str, content)).encode("utf-8")).digest()
    return f"{prefix}_{base64.b32encode(digest)[:16].decode('ascii').lower()}"


@dataclass(frozen=True, slots=True)
class Article:
    """The text of one article and what is known of it; the text is never altered.

    `name` is how the input calls it (a file's stem, a row's `article` or `id`); `published` is an ISO 8601 date or
    date and time, as precise as the input was; `boilerplate` marks stretches that are not the article's own words
    («Join now!», an address line); `encoding` is how the bytes were read.

    Raises:
        ValueError: if the text holds NUL or a lone surrogate, which neither SQLite nor UTF-8 can store.
    """

    text: str
    name: str = ""
    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    url: str | None = None
    published: str | None = None
    path: str | None = None
    encoding: str = "utf-8"
    boilerplate: tuple[Span, ...] = ()

    def __post_init__(self) -> None:
        if "\x00" in self.text:
            raise ValueError("the text holds a NUL character")
        if any("\ud800" <= c <= "\udfff" for c in self.text if c >= "\ud800"):
            raise ValueError("the text holds half a surrogate pair")

    @property
    def sha256(self) -> str:
        """The SHA-256 of the text in UTF-8, in hexadecimal."""
        return hashlib.sha256(self.text.encode("utf-8")).hexdigest()

    @property
    def id(self) -> str:
        """The article's id, made from its text alone."""
        return content_id("a", self.sha256)
