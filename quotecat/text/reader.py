"""Inputs to articles: files, folders and standard input, in every form that news comes in."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO

from quotecat.errors import ReadError
from quotecat.text import frontmatter, headline, rows
from quotecat.text.article import Article
from quotecat.text.boilerplate import boilerplate
from quotecat.text.encoding import decode

MAX_BYTES = 5_000_000
ROWS = {".jsonl": None, ".ndjson": None, ".csv": ",", ".tsv": "\t"}
MARKDOWN, HTML = (".md", ".markdown"), (".html", ".htm", ".xhtml")
FORMS = frozenset((".txt", ".text", *ROWS, *MARKDOWN, *HTML))
Read = Article | ReadError


def read(paths: Iterable[str | Path], *, max_bytes: int = MAX_BYTES, stdin: BinaryIO | None = None) -> Iterator[Read]:
    """The articles in `paths`, in order and one at a time; what cannot be read is handed out as a `ReadError`.

    A path is a file, a folder (read with all that is in it, sorted by name) or «-» for standard input. A file of
    unknown ending is read as plain text when it is named, and passed over in a folder. No single text is longer than
    `max_bytes`; files of rows may be, as long as their rows are not.
    """
    for path in paths:
        try:
            if str(path) == "-":
                yield from _stdin(stdin or sys.stdin.buffer, max_bytes)
            else:
                yield from _path(Path(path), max_bytes)
        except ReadError as error:
            yield error


def _path(path: Path, max_bytes: int) -> Iterator[Read]:
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        raise ReadError("does not exist; check the path", path=path) from None
    except (OSError, ValueError) as error:
        raise ReadError(f"cannot be opened ({getattr(error, 'strerror', None) or error})", path=path) from error
    if stat.S_ISDIR(mode):
        yield from _folder(path, max_bytes)
    elif stat.S_ISREG(mode):
        yield from _file(path, max_bytes)
    else:
        raise ReadError("is neither a file nor a folder", path=path)


def _folder(folder: Path, max_bytes: int) -> Iterator[Read]:
    found = 0
    failed: list[ReadError] = []

    def note(error: OSError) -> None:
        failed.append(ReadError(f"cannot be listed ({error.strerror}); check its permissions", path=error.filename))

    for here, folders, files in os.walk(folder, onerror=note):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        yield from failed
        found += len(failed)
        failed.clear()
        for name in sorted(files):
            path = Path(here) / name
            if not name.startswith(".") and path.suffix.lower() in FORMS and path.is_file():
                found += 1
                yield from _caught(_file(path, max_bytes))
    yield from failed
    if not found and not failed:
        endings = ", ".join(sorted(FORMS))
        yield ReadError(f"holds nothing to read; articles end in {endings}", path=folder)


def _caught(results: Iterator[Read]) -> Iterator[Read]:
    try:
        yield from results
    except ReadError as error:
        yield error


def _file(path: Path, max_bytes: int) -> Iterator[Read]:
    ending = path.suffix.lower()
    try:
        size = path.stat().st_size
        if size > max_bytes and ending not in ROWS:
            raise ReadError(_too_long(size, max_bytes), path=path)
        data = path.read_bytes()
    except OSError as error:
        raise ReadError(f"cannot be read ({error.strerror}); check its permissions", path=path) from error
    yield from _articles(data, str(path), path.stem, ending, max_bytes)


def _too_long(size: int, max_bytes: int) -> str:
    return (
        f"is {size:,} bytes long, more than the {max_bytes:,} that one article may have; raise --max-bytes to read it"
    )


def _stdin(stream: BinaryIO, max_bytes: int) -> Iterator[Read]:
    data = stream.read()
    ending = ".jsonl" if data.lstrip()[:1] == b"{" else ".txt"
    if ending == ".txt" and len(data) > max_bytes:
        raise ReadError(_too_long(len(data), max_bytes))
    yield from _articles(data, None, "stdin", ending, max_bytes)


def _articles(data: bytes, path: str | None, name: str, ending: str, max_bytes: int) -> Iterator[Read]:
    text, encoding = decode(data, path, html=ending in HTML)
    if not text.strip():
        raise ReadError("is empty", path=path)
    told: Mapping[str, Any] = {}
    if ending in ROWS:
        yield from _from_rows(text, path, name, ROWS[ending], max_bytes, encoding)
        return
    if ending in MARKDOWN:
        told, text = frontmatter.split(text, path)
    elif ending in HTML:
        from quotecat.text.webpage import article_of

        page = article_of(text, path)
        text = page.text
        told = {f: getattr(page, f) for f in ("title", "outlet", "author", "url", "published")}
    yield article(text, told, name=name, path=path, encoding=encoding)


def _from_rows(
    text: str, path: str | None, name: str, delimiter: str | None, max_bytes: int, encoding: str
) -> Iterator[Read]:
    found = rows.json_rows(text, path) if delimiter is None else rows.csv_rows(text, path, delimiter=delimiter)
    for result in found:
        if isinstance(result, ReadError):
            yield result
            continue
        number, row = result
        given = row.get("text")
        if not isinstance(given, str):
            yield ReadError('has no "text" that is a string; the row is skipped', path=path, line=number)
        elif len(given) > max_bytes:
            yield ReadError(_too_long(len(given), max_bytes), path=path, line=number)
        else:
            label = _word(row, "article", "id") or f"{name}-{number}"
            yield from _caught(iter_one(given, row, label, path, encoding, number))


def iter_one(
    text: str, told: Mapping[str, Any], name: str, path: str | None, encoding: str, line: int
) -> Iterator[Article]:
    """The article of one row.

    Raises:
        ReadError: if its text is empty or cannot be stored; names the line.
    """
    yield article(text, told, name=name, path=path, encoding=encoding, line=line)


def article(
    text: str, told: Mapping[str, Any], *, name: str, path: str | None, encoding: str, line: int | None = None
) -> Article:
    """An article from its text and what is told of it; what is not told is read off the text where that is sure.

    Raises:
        ReadError: if the text is empty or holds what cannot be stored.
    """
    if not text.strip():
        raise ReadError("has an empty text", path=path, line=line)
    url = _word(told, "url", "link") or headline.first_url(text)
    try:
        return Article(
            text,
            name=name,
            title=_word(told, "title", "headline") or headline.title(text),
            outlet=_word(told, "outlet", "source", "publisher", "sitename") or headline.host(url),
            author=_word(told, "author", "byline"),
            url=url,
            published=headline.iso_date(_word(told, "published", "date")) or headline.url_date(url),
            path=path,
            encoding=encoding,
            boilerplate=boilerplate(text),
        )
    except ValueError as error:
        raise ReadError(f"cannot be stored: {error}; remove it", path=path, line=line) from error


def _word(told: Mapping[str, Any], *names: str) -> str | None:
    """The first of these fields that has something in it, as one line that can be stored."""
    for name in names:
        value = told.get(name)
        if value is not None and not isinstance(value, (dict, list)) and str(value).strip():
            words = " ".join(str(value).replace("\x00", " ").split())
            return words.encode("utf-8", "replace").decode("utf-8")
    return None
