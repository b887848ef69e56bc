"""Builds quotecat's own corpus from its masters: `python -m corpus.build`, in the repository's root."""

from __future__ import annotations

import csv
import html
import io
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from corpus.master import Mark, Master, MasterError, parse
from quotecat.text.article import Article
from quotecat.text.reader import read

HERE = Path(__file__).parent
META = ("title", "outlet", "author", "url", "published")

_PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>{title}</title>
<link rel="canonical" href="{url}">
<meta property="og:title" content="{title}">
<meta property="og:site_name" content="{outlet}">
<meta property="og:url" content="{url}">
<meta name="author" content="{author}">
<meta property="article:published_time" content="{published}">
</head>
<body>
<nav><a href="/">Home</a> <a href="/books">Books</a> <a href="/letters">Letters</a></nav>
<main>
<article>
<h1>{title}</h1>
{paragraphs}
</article>
</main>
<footer><p>© {outlet}</p></footer>
</body>
</html>
"""


def articles(masters: Iterable[Master]) -> dict[str, str]:
    """What each file in `articles/` holds, by file name."""
    by_file: dict[str, list[Master]] = {}
    for master in masters:
        by_file.setdefault(master.head["file"], []).append(master)
    return {name: _WRITERS[Path(name).suffix](group) for name, group in by_file.items()}


def _markdown(group: list[Master]) -> str:
    (master,) = group
    lines = [f"{key}: {json.dumps(master.head[key], ensure_ascii=False)}" for key in META if key in master.head]
    return "\n".join(["---", *lines, "---", master.text]) + "\n"


def _plain(group: list[Master]) -> str:
    (master,) = group
    return f"{master.head['url']}\n\n{master.text}\n"


def _html(group: list[Master]) -> str:
    (master,) = group
    shown = {key: html.escape(master.head.get(key, "")) for key in META}
    paragraphs = "\n".join(f"<p>{html.escape(p, quote=False)}</p>" for p in master.text.split("\n\n"))
    return _PAGE.format(paragraphs=paragraphs, **shown)


def _json_lines(group: list[Master]) -> str:
    return "".join(json.dumps(_row(m), ensure_ascii=False) + "\n" for m in group)


def _csv(group: list[Master]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, ["article", *META, "text"], lineterminator="\n")
    writer.writeheader()
    writer.writerows(map(_row, group))
    return out.getvalue()


def _row(master: Master) -> dict[str, str]:
    known = {key: master.head[key] for key in META if key in master.head}
    return {"article": master.name, **known, "text": master.text}


_WRITERS = {".md": _markdown, ".txt": _plain, ".html": _html, ".jsonl": _json_lines, ".csv": _csv}


def gold(master: Master, text: str) -> dict[str, Any]:
    """The gold row; `text` is the article as quotecat reads it: its white space may differ from the master's."""
    place = _places(master, text)
    quoted = [m for m in master.marks if m.role in "qxo"]
    told = sorted({m.relation for m in master.marks if m.role == "s"})
    return {
        "article": master.name,
        "event": master.head["event"],
        "text": text,
        "quotes": [_quote(master, m, text, place) for m in quoted],
        "attributions": [_attribution(master, r, place) for r in told],
    }


def _places(master: Master, text: str) -> list[int]:
    """For each character of the master where it stands in `text`: white space aside the two must agree."""
    mine = [i for i, c in enumerate(master.text) if not c.isspace()]
    theirs = [i for i, c in enumerate(text) if not c.isspace()]
    at = "".join(text[i] for i in theirs).find("".join(master.text[i] for i in mine))
    if at < 0:
        raise MasterError(f"{master.name}: what is read is not what was written")
    places = [-1] * len(master.text)
    for k, i in enumerate(mine):
        places[i] = theirs[at + k]
    return places


def _pair(mark: Mark, place: list[int]) -> list[int]:
    return [place[mark.start], place[mark.end - 1] + 1]


def _of(master: Master, relation: int, roles: str, place: list[int]) -> list[list[int]]:
    return [_pair(m, place) for m in master.marks if m.relation == relation and m.role in roles]


def _quote(master: Master, mark: Mark, text: str, place: list[int]) -> dict[str, Any]:
    start, end = _pair(mark, place)
    row: dict[str, Any] = {"start": start, "end": end, "text": text[start:end], "attributed": mark.role != "x"}
    kind, speaker = master.speakers.get(mark.relation, ("none", None))
    row |= {"source": [], "cue": []}
    if mark.relation:
        row |= {"source": _of(master, mark.relation, "s", place), "cue": _of(master, mark.relation, "c", place)}
    row |= {"speaker": speaker, "kind": kind}
    return row | ({"optional": True} if mark.role == "o" else {})


def _attribution(master: Master, relation: int, place: list[int]) -> dict[str, Any]:
    contents = [m for m in master.marks if m.relation == relation and m.role in "qio"]
    outer = [m for m in contents if not any(o != m and o.start <= m.start and m.end <= o.end for o in contents)]
    kind, speaker = master.speakers[relation]
    return {
        "source": _of(master, relation, "s", place),
        "cue": _of(master, relation, "c", place),
        "content": [_pair(m, place) for m in outer],
        "speaker": speaker,
        "kind": kind,
    }


def masters(folder: Path = HERE / "annotated") -> list[Master]:
    """All masters in `folder`, in the order of their names."""
    return [parse(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.txt"))]


def gold_lines(built: Iterable[Master], folder: Path = HERE / "articles") -> str:
    """The gold of `built` as JSON lines, from the articles as they are read from `folder`."""
    texts = {article.name: article.text for article in read([folder]) if isinstance(article, Article)}
    return "".join(json.dumps(gold(m, texts[m.name]), ensure_ascii=False) + "\n" for m in built)


def main() -> int:
    """Write `articles/` and `gold.jsonl` anew."""
    built = masters()
    (HERE / "articles").mkdir(exist_ok=True)
    for name, content in articles(built).items():
        (HERE / "articles" / name).write_text(content, encoding="utf-8", newline="\n")
    (HERE / "gold.jsonl").write_text(gold_lines(built), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
