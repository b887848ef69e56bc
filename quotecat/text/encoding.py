"""Bytes to text: which encoding a file has, and how that was found."""

from __future__ import annotations

import codecs
import re

from quotecat.errors import ReadError

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,40})", re.IGNORECASE)
# Browsers read these labels as Windows-1252 (WHATWG Encoding Standard), and so must we: the marks “ ” are in it.
LATIN = frozenset(("iso-8859-1", "latin-1", "latin1", "ascii", "us-ascii", "windows-1252", "cp1252"))
CONTROL = frozenset(range(32)) - {9, 10, 12, 13, 27}
SAMPLE = 65_536


def decode(data: bytes, path: str | None, *, html: bool = False) -> tuple[str, str]:
    """The text of a file and the encoding it was read in: byte order mark, UTF-8, a web page's own word, then cp1252.

    Raises:
        ReadError: if the file is binary.
    """
    for bom, encoding in BOMS:
        if data.startswith(bom):
            return _strict(data, encoding, path), encoding
    if is_binary(data):
        raise ReadError("is not text but binary; give text, Markdown, HTML, JSONL or CSV", path=path)
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        declared = DECLARED.search(data[:SAMPLE]) if html else None
        name = declared[1].decode("ascii").lower() if declared else "cp1252"
        return _lenient(data, "cp1252" if name in LATIN or not _known(name) else name)


def _strict(data: bytes, encoding: str, path: str | None) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise ReadError(f"is not the {encoding} that it begins as ({error.reason})", path=path) from error


def _lenient(data: bytes, encoding: str) -> tuple[str, str]:
    """Bytes that are not UTF-8; what the encoding does not know shows as U+FFFD, never as another letter."""
    return data.decode(encoding, errors="replace"), encoding


def _known(encoding: str) -> bool:
    try:
        return codecs.lookup(encoding).name != "utf-8"
    except LookupError:
        return False


def is_binary(data: bytes) -> bool:
    """Whether bytes are no text: a NUL among the first 64 KB, or more than one control character in twenty."""
    sample = data[:SAMPLE]
    controls = sum(byte in CONTROL for byte in sample)
    return b"\x00" in data[:SAMPLE] or controls * 20 > len(sample)
