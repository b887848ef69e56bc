"""Reading: every form of input, kept exactly, and one clear line for what cannot be read."""

from __future__ import annotations

import io
import json
import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotecat.errors import ReadError
from quotecat.text import boilerplate, headline, reader
from quotecat.text.article import Article
from quotecat.text.reader import read

BODY = "“We are ready,” said Ana Ruiz, the mayor.\n\nThe hall was full."
# Any text that can be stored: no NUL, no half surrogates.
TEXTS = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), min_size=1)


def one(path: Path) -> Article:
    (found,) = read([path])
    assert isinstance(found, Article), found
    return found


def problems(*paths: Path | str, max_bytes: int = reader.MAX_BYTES) -> list[str]:
    return [str(found) for found in read(paths, max_bytes=max_bytes) if isinstance(found, ReadError)]


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


@given(TEXTS.filter(str.strip))
def test_a_text_file_is_read_as_it_is(text):
    with tempfile.TemporaryDirectory() as folder:
        path = write(Path(folder), "a.txt", text)
        (found,) = read([path])
    if isinstance(found, Article):  # what begins like a byte order mark or is mostly control characters is refused
        assert found.text == text.removeprefix("\ufeff")
    else:
        assert any(reason in str(found) for reason in ("binary", "begins as", "is empty"))
        assert "is empty" not in str(found) or not text.removeprefix("\ufeff").strip()


@given(TEXTS.filter(str.strip), st.text("abc/é", min_size=1))
def test_a_row_keeps_its_text_and_its_name(text, name):
    line = json.dumps({"text": text, "article": name}).encode()
    (found,) = read(["-"], stdin=io.BytesIO(line))
    assert isinstance(found, Article)
    assert (found.text, found.name) == (text, name)


def test_carriage_returns_stay(tmp_path):
    assert one(write(tmp_path, "a.txt", "One.\r\n\r\nTwo.\r")).text == "One.\r\n\r\nTwo.\r"


ENCODINGS = [
    ("utf-8", BODY.encode(), "utf-8"),
    ("a byte order mark", BODY.encode("utf-8-sig"), "utf-8-sig"),
    ("UTF-16 with its mark", BODY.encode("utf-16"), "utf-16"),
    ("Windows-1252, as old sites have it", "“Señor Muñoz,” he said.".encode("cp1252"), "cp1252"),
]


@pytest.mark.parametrize(("data", "encoding"), [e[1:] for e in ENCODINGS], ids=[e[0] for e in ENCODINGS])
def test_encodings_are_found_and_told(data, encoding, tmp_path):
    article = one(write(tmp_path, "a.txt", data))
    assert article.encoding == encoding
    assert article.text.startswith("“")


def test_front_matter_tells_of_the_article_and_is_no_text(tmp_path):
    page = f"---\ntitle: Mayor ready\noutlet: Hill Post\npublished: 2024-03-02\n---\n\n{BODY}"
    article = one(write(tmp_path, "a.md", page))
    assert (article.title, article.outlet, article.published) == ("Mayor ready", "Hill Post", "2024-03-02")
    assert article.text == BODY


def test_a_web_page_keeps_the_marks_of_q_and_its_metadata(tmp_path):
    words = "The council met for three hours on Tuesday night and heard from forty residents of the valley. " * 4
    page = f"""<html><head><title>Mayor ready</title><meta property="og:site_name" content="Hill Post">
    <meta name="author" content="Tom Bell"><meta property="article:published_time" content="2024-03-02"></head>
    <body><nav>Home</nav><article><h1>Mayor ready</h1><p>{words}</p><p>She said <q>we are ready</q> and left the hall.
    </p><p>{words}</p></article></body></html>"""
    article = one(write(tmp_path, "a.html", page))
    assert "said “we are ready” and" in article.text
    assert (article.title, article.outlet, article.author) == ("Mayor ready", "Hill Post", "Tom Bell")
    assert article.published == "2024-03-02"


def test_the_first_line_may_be_the_address(tmp_path):
    text = f"https://www.hillpost.example/2024/03/02/mayor\n\n{BODY}"
    article = one(write(tmp_path, "a.txt", text))
    assert article.url == "https://www.hillpost.example/2024/03/02/mayor"
    assert (article.outlet, article.published, article.text) == ("hillpost.example", "2024-03-02", text)
    assert [s.of(text) for s in article.boilerplate] == [article.url]


def test_csv_rows_are_articles(tmp_path):
    path = write(tmp_path, "a.csv", f'id,Text,outlet\nx1,"{BODY}",Hill Post\nx2,"Long {"word " * 60000}",B\n')
    first, second = read([path])
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert (first.name, first.outlet, first.text) == ("x1", "Hill Post", BODY)
    assert len(second.text) > 131_072  # the limit that the csv module starts with


def test_a_folder_is_read_by_name_and_hidden_files_are_not(tmp_path):
    for name in ("b.txt", "a.txt", ".hidden.txt", "notes.pdf"):
        write(tmp_path, name, BODY)
    assert [a.name for a in read([tmp_path]) if isinstance(a, Article)] == ["a", "b"]


DATES = [
    ("2023-01-17", "2023-01-17"), ("2023-01", "2023-01"), ("2023", "2023"), ("17 January 2023", "2023-01-17"),
    ("January 17, 2023", "2023-01-17"), ("2023-01-17T09:30:00Z", "2023-01-17T09:30:00Z"), ("3/4/2023", None),
    ("2023-13-45", None), ("soon", None), ("", None),
]  # fmt: skip


@pytest.mark.parametrize(("given_date", "iso"), DATES)
def test_dates_keep_their_precision_and_are_never_guessed(given_date, iso):
    assert headline.iso_date(given_date) == iso


TITLES = [
    ("Mayor ready\n\nThe hall was full.", "Mayor ready"),
    ("The hall was full.\n\nShe left.", None),
    ("“We are ready”\n\nThe hall was full.", None),
    ("One line only", None),
]


@pytest.mark.parametrize(("text", "title"), TITLES)
def test_a_title_stands_apart_and_is_no_sentence(text, title):
    assert headline.title(text) == title


@pytest.mark.parametrize("pattern", boilerplate.PATTERNS, ids=lambda p: p.marks)
def test_each_pattern_marks_its_example_and_leaves_its_counterexample(pattern):
    assert boilerplate.is_boilerplate(pattern.marks)
    assert not boilerplate.is_boilerplate(pattern.leaves)


def test_join_now_is_marked_and_stays(tmp_path):
    article = one(write(tmp_path, "a.txt", f"{BODY}\n\n\nJoin now!"))
    assert [s.of(article.text) for s in article.boilerplate] == ["Join now!"]


BAD = [
    ("empty.txt", b"", "empty.txt: is empty"),
    ("blank.txt", b" \n\t\n", "blank.txt: is empty"),
    ("picture.txt", b"\x89PNG\r\n\x1a\n\x00\x00", "picture.txt: is not text but binary"),
    ("broken.jsonl", b'{"text": "Fine."}\n{"text": \n', "broken.jsonl:2: is not JSON"),
    ("list.jsonl", b"[1]\n", "list.jsonl:1: is not a JSON object"),
    ("deep.jsonl", b"[" * 100_000, "deep.jsonl:1: is "),
    ("textless.jsonl", b'{"body": 1}\n', 'textless.jsonl:1: has no "text"'),
    ("surrogate.jsonl", b'{"text": "half \\ud800 pair"}\n', "surrogate.jsonl:1: cannot be stored"),
    ("nul.jsonl", b'{"text": "a \\u0000 b"}\n', "nul.jsonl:1: cannot be stored"),
    ("columns.csv", b"id,story\n1,Fine\n", 'columns.csv:1: has no column "text" (columns: id, story)'),
    ("short.csv", b"id,text\n1\n2,Fine.\n", "short.csv:2: has 1 fields, not 2"),
    ("quote.csv", b'id,text\n1,"open\n', "quote.csv:2: is not CSV"),
    ("matter.md", b"---\ntitle: [\n---\nText.\n", "matter.md:2: the front matter is not YAML"),
    ("page.html", b"<html><body></body></html>", "page.html: no article was found"),
]


@pytest.mark.parametrize(("name", "content", "message"), BAD, ids=[b[0] for b in BAD])
def test_what_cannot_be_read_is_told_in_one_line(name, content, message, tmp_path):
    (problem,) = problems(write(tmp_path, name, content))
    assert message in problem
    assert "\n" not in problem


def test_a_bad_row_costs_no_other(tmp_path):
    rows = [json.dumps({"text": BODY, "id": str(i)}) for i in range(5)]
    rows[2] = rows[2][:-3]
    found = list(read([write(tmp_path, "a.jsonl", "\n".join(rows))]))
    assert [type(f) for f in found] == [Article, Article, ReadError, Article, Article]


def test_of_a_thousand_rows_one_that_is_broken_is_told_and_all_others_are_read(tmp_path):
    deep, digits = "[" * 100_000, '{"text": ' + "1" * 9000 + "}"
    for bad, ending in (("{", "jsonl"), (deep, "jsonl"), (digits, "jsonl"), ("one\ttoo\tmany", "tsv")):
        rows = [
            json.dumps({"text": f"{BODY} {i}"}) if ending == "jsonl" else f"{i}\tIt rained. {i}" for i in range(1000)
        ]
        rows[500] = bad
        head = [] if ending == "jsonl" else ["id\ttext"]
        found = list(read([write(tmp_path, f"a.{ending}", "\n".join(head + rows))]))
        (problem,) = (str(f) for f in found if isinstance(f, ReadError))
        assert f"a.{ending}:{501 + len(head)}: " in problem
        assert sum(isinstance(f, Article) for f in found) == 999


def test_a_huge_text_is_refused_without_being_read(tmp_path, monkeypatch):
    path = write(tmp_path, "huge.txt", b"word " * 2000)
    monkeypatch.setattr(Path, "read_bytes", lambda self: pytest.fail("was read"))
    assert "raise --max-bytes" in problems(path, max_bytes=1000)[0]


def test_missing_files_unreadable_folders_and_devices_are_told(tmp_path, monkeypatch):
    assert "does not exist" in problems(tmp_path / "none.txt")[0]
    assert "neither a file nor a folder" in problems("/dev/null")[0]
    assert "holds nothing to read" in problems(tmp_path)[0]

    def refuse(folder: object) -> None:
        raise PermissionError(13, "Permission denied", str(folder))

    monkeypatch.setattr(os, "scandir", refuse)
    assert "cannot be listed (Permission denied)" in problems(tmp_path)[0]


def test_every_bad_path_leaves_the_good_one(tmp_path):
    good = write(tmp_path, "good.txt", BODY)
    found = list(read([tmp_path / "none", good, "/dev/null"]))
    assert [isinstance(f, Article) for f in found] == [False, True, False]


WORLD = Path(os.environ.get("QUOTECAT_SHARED", Path(__file__).parents[2] / "shared")) / "data"


@pytest.mark.skipif(not (WORLD / "worldwide").is_dir(), reason="needs the worldwide articles beside the checkout")
def test_all_worldwide_articles_and_the_seed_can_be_read():
    found = list(reader.read([WORLD / "worldwide" / "articles", WORLD / "seed"]))
    assert len(found) == 961
    assert not [str(f) for f in found if isinstance(f, ReadError)]
