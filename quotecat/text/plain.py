"""The plain view of a text that came unclean, aligned with it: the models read the view, the text stays as it is.

What is unclean: characters that nobody sees, letters in pieces, entities, tags and escapes of the format that the text
was taken from, UTF-8 that was read as Windows-1252, and lines broken at a fixed width.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from html import unescape
from html.entities import html5

from quotecat.text.article import Article
from quotecat.text.boilerplate import boilerplate
from quotecat.text.paragraphs import wraps
from quotecat.text.span import Span

Edit = tuple[int, int, str]  # from where to where, and what is to stand there


@dataclass(frozen=True, slots=True)
class Plain:
    """A clean `text`, and for each of its code points where it `starts` and `ends` in the `source`, ascending.

    Code points that were made from the same stretch of the source all have the whole of it.
    """

    source: str
    text: str
    starts: array[int]
    ends: array[int]

    @property
    def unchanged(self) -> bool:
        """Whether the clean text is the source itself."""
        return self.text == self.source

    def span(self, span: Span) -> Span:
        """Where a stretch of the clean text stands in the source: with what was removed inside, not at its ends."""
        return Span(self.starts[span.start], self.ends[span.end - 1])


@dataclass(frozen=True, slots=True)
class Rule:
    """What one kind of dirt looks like and how it is read.

    Args:
        sign: what a text holds if it may have such dirt, as a regular expression; fast to look for.
        pattern: one piece of it.
        reading: what stands there instead; None leaves the piece alone.
        where: what the text must hold besides, for the pieces to be that dirt and not the writer's own.
    """

    sign: str
    pattern: re.Pattern[str]
    reading: Callable[[re.Match[str]], str | None]
    where: re.Pattern[str] | None = None

    def edits(self, text: str) -> Iterator[Edit]:
        """What to change in a text, ascending."""
        if self.where and not self.where.search(text):
            return
        for piece in self.pattern.finditer(text):
            words = self.reading(piece)
            if words is not None and words != piece[0]:
                yield *piece.span(), words


def plain(text: str) -> Plain | None:
    """The plain view of a text; None if it is clean already, as news nearly always is, or if nothing would be left."""
    if not _SIGN.search(text):
        return None
    view = Plain(text, text, array("L", range(len(text))), array("L", range(1, len(text) + 1)))
    for rule in RULES:
        view = _edited(view, rule.edits(view.text))
    view = _edited(view, _unwrapping(view.text))
    return None if view.unchanged or not view.text.strip() else view


def plain_article(article: Article, view: Plain) -> Article:
    """The article with the clean text of `view` for its own: the title clean too, its boilerplate found anew."""
    title = plain(article.title or "")
    return replace(
        article,
        text=view.text,
        title=" ".join(title.text.split()) if title else article.title,
        boilerplate=boilerplate(view.text),
    )


def _edited(view: Plain, edits: Iterable[Edit]) -> Plain:
    """The view after these edits of its text, which ascend and do not overlap."""
    pieces: list[str] = []
    starts, ends = array("L"), array("L")
    done = 0
    for start, end, words in edits:
        pieces += view.text[done:start], words
        starts += view.starts[done:start] + array("L", [view.starts[start]]) * len(words)
        ends += view.ends[done:start] + array("L", [view.ends[end - 1]]) * len(words)
        done = end
    if not done:
        return view
    return Plain(view.source, "".join(pieces) + view.text[done:], starts + view.starts[done:], ends + view.ends[done:])


def _unwrapping(text: str) -> Iterator[Edit]:
    """The edits that join the lines of text wrapped at a fixed width, and the words broken over two of them."""
    for gap in wraps(text):
        before, after = text[max(gap.start - 2, 0) : gap.start], text[gap.end]
        if before[-1] in "-\N{HYPHEN}" and before[0].isalnum() and after.isalnum():
            # «Tues-/day» is one word; in «Ben-/Tal» or «2019-/20» the hyphen is the word's own.
            yield gap.start - (before[0].islower() and after.islower()), gap.end, ""
        else:
            yield gap.start, gap.end, " "


# How each byte above ASCII reads in Windows-1252, and in Latin-1 or where Windows-1252 has nothing: as a control.
_BYTE = {chr(byte): byte for byte in range(0x80, 0x100)} | {
    char: byte for byte in range(0x80, 0xA0) for char in bytes([byte]).decode("cp1252", "ignore")
}


def _bytes(first: int, last: int) -> str:
    """A set for a regular expression: all that bytes from `first` to `last` read as."""
    return f"[{''.join(re.escape(char) for char, byte in _BYTE.items() if first <= byte <= last)}]"


_NEXT = _bytes(0x80, 0xBF)  # what follows the first byte of a character in UTF-8


def _read_utf8(piece: re.Match[str]) -> str | None:
    try:
        return bytes(map(_BYTE.__getitem__, piece[0])).decode("utf-8")
    except UnicodeDecodeError:
        # The byte 9D, which ends a closing mark, is none in Windows-1252 and often lost.
        return "”" if piece[0].startswith(("â€", "â\x80")) and len(piece[0]) == 2 else None


def _read_entity(piece: re.Match[str]) -> str | None:
    name = f"{piece['name']};"
    return unescape(f"&{name}") if name[0] == "#" or name in html5 else None


# What stands for a tag: a blank line where it begins or ends a block, nothing where it only marks words.
_TAGS = {
    "\n\n": "p br div li ul ol dl dt dd h1 h2 h3 h4 h5 h6 hr blockquote section article aside header footer main "
    "figure figcaption table tbody thead tr pre",
    " ": "td th",
    "": "a abbr b big cite code del em font i img ins mark s small span strike strong sub sup time tt u wbr",
}
_TAG = {name: words for words, names in _TAGS.items() for name in names.split()} | {"q": "“", "/q": "”"}
_TAG_NAMES = "|".join(sorted((name for name in _TAG if name[0] != "/"), key=len, reverse=True))


def _read_tag(piece: re.Match[str]) -> str:
    name = piece["name"].lower()
    return _TAG.get(piece["close"] + name, _TAG[name])


_ESCAPES = {r"\r\n": "\n", r"\n": "\n", r"\r": "\n", r"\t": " ", r"\"": '"', r"\'": "'", r"\/": "/"}

# Characters that have a plain form; those that nobody sees have none. Ligatures: ff, fi, fl, ffi, ffl, ft, st.
_INVISIBLE = "\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
_FORMS = {chr(0xFB00 + n): letters for n, letters in enumerate("ff fi fl ffi ffl st st".split())} | {
    "\N{FULLWIDTH QUOTATION MARK}": '"',
    "\N{FULLWIDTH APOSTROPHE}": "'",
    "\N{REVERSED DOUBLE PRIME QUOTATION MARK}": "“",
    "\N{DOUBLE PRIME QUOTATION MARK}": "”",
    "\N{LOW DOUBLE PRIME QUOTATION MARK}": "”",
}
_ODD = f"[{_INVISIBLE}{''.join(_FORMS)}]"
_MARK = "\u0300-\u036f"  # accents and the like, printed over or under the letter before

_UTF8 = Rule(
    r"â[€\x80]|Ã",
    re.compile(
        f"{_bytes(0xC2, 0xDF)}{_NEXT}|{_bytes(0xE0, 0xEF)}{_NEXT}{{2}}|{_bytes(0xF0, 0xF4)}{_NEXT}{{3}}|â[€\x80]"
    ),
    _read_utf8,
    # Before a quotation mark, «Ã» may well be a Portuguese word's last letter.
    where=re.compile(rf"â[€\x80]|Ã(?![‘’“”]){_NEXT}"),
)
RULES = (
    _UTF8,
    _UTF8,  # some texts have been through it twice
    Rule(
        r"\\[n\"]",
        re.compile(r"\\(?:r\\n|[nrt\"'/])"),
        lambda piece: _ESCAPES[piece[0]],
        # A string that is still escaped: it has no line ends of its own, or escaped quotation marks.
        where=re.compile(r"\\\"|\A[^\n]*\Z"),
    ),
    Rule(
        r"&[#0-9A-Za-z]+;",
        re.compile(r"&(?:amp;)*(?P<name>#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][0-9A-Za-z]{1,31});"),
        _read_entity,
    ),
    Rule(
        r"</?[A-Za-z]",
        re.compile(rf"<(?P<close>/?)(?P<name>{_TAG_NAMES})(?:\s[^<>]*|/)?>", re.IGNORECASE),
        _read_tag,
    ),
    Rule(
        _ODD,
        # A soft hyphen that ends a line was printed, and the word goes on in the next.
        re.compile(rf"\u00ad[ \t]*\r?\n[ \t]*(?=[^\W\d_])|{_ODD}"),
        lambda piece: _FORMS.get(piece[0], ""),
    ),
    # So few marks at a time since they are put in order in quadratic time.
    Rule(
        f"[{_MARK}]",
        re.compile(f"[^{_MARK}][{_MARK}]{{1,8}}"),
        lambda piece: unicodedata.normalize("NFC", piece[0]),
    ),
)
"""The rules, in the order in which they are applied: what one brings to light is there for the next."""
_WRAPPED = r"\n[ \t]*[a-z]"
_SIGN = re.compile("|".join(dict.fromkeys([*(rule.sign for rule in RULES), _WRAPPED])))
