"""The plain view of an unclean text: what it reads, where each of its characters stands, and the way back."""

from __future__ import annotations

import time
from array import array
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quotecat.catalog.catalog import Catalog
from quotecat.catalog.file.check import check
from quotecat.extract.extraction import Extraction
from quotecat.extract.restored import restored
from quotecat.text.article import Article
from quotecat.text.plain import Plain, plain, plain_article
from quotecat.text.span import Span
from tests.builders import extractions, span_of, story

UNCLEAN = {
    "soft hyphens": ("the har\u00adbour mas\u00adter", "the harbour master"),
    "soft hyphen at the line's end": ("the har\u00ad\nbour master", "the harbour master"),
    "soft hyphen at the paragraph's end": ("the har\u00ad\n\nBour", "the har\n\nBour"),
    "zero width": ("\ufeffShe\u200b sa\u200cid\u200d \u2060so", "She said so"),
    "bidi": ("\u202b“We sang,”\u202c said \u2068No\u200ea\u2069\u200f", "“We sang,” said Noa"),
    "decomposed": ("Zoe\u0308 Pe\u0301rez", "Zoë Pérez"),
    "decomposed twice": ("Nguye\u0302\u0303n", "Nguyễn"),
    "ligatures": ("The \ufb01re o\ufb03ce of Wol\ufb00", "The fire office of Wolff"),
    "fullwidth marks": ("＂It＇s shut,＂ 〝ja,〞 〝no〟", '"It\'s shut," “ja,” “no”'),
    "entities": ("&ldquo;A &amp; B,&rdquo;&nbsp;&#8216;c&#x2019;", "“A & B,”\u00a0‘c’"),
    "entities twice": ("&amp;ldquo;No,&amp;#8221; he said", "“No,” he said"),
    "soft hyphen as an entity": ("har&shy;bour", "harbour"),
    "paragraph tags": ("<p>One.</p><P class='x'>Two.</P>", "\n\nOne.\n\n\n\nTwo.\n\n"),
    "line break tags": ("One.<br>Two.<br/>Three.<br />Four.", "One.\n\nTwo.\n\nThree.\n\nFour."),
    "tags in a line": ('A <b>bold</b> <a href="/x">plan</a>, <em>she</em> said', "A bold plan, she said"),
    "tags as entities": ("&lt;h2&gt;Title&lt;/h2&gt;Text", "\n\nTitle\n\nText"),
    "tags of quotations": ("<q>No,</q> she said", "“No,” she said"),
    "escapes": (r"One.\n\n\"Two,\" she\tsaid.\r\nThree.", 'One.\n\n"Two," she said.\nThree.'),
    "escaped marks": ('One.\n\n\\"Two,\\" she said.', 'One.\n\n"Two," she said.'),
    "misread marks": ("â€œNo,â€\x9d she saidâ€”â€˜itâ€™sâ€™ shutâ€¦", "“No,” she said—‘it’s’ shut…"),
    "misread, a byte lost": ("â€œNo,â€ she said", "“No,” she said"),
    "misread letters": ("The cafÃ© of ZoÃ« Å\xa0imek", "The café of Zoë Šimek"),
    "misread as Latin-1": ("\u00e2\x80\x9cNo,\u00e2\x80\x9d", "“No,”"),
    "misread twice": ("Ã¢â‚¬Å“No", "“No"),
    "misread and decomposed": ("ReneÌ\x81 said â€œno", "René said “no"),
    "wrapped": ("The archive will move, the\ngovernment said on Tues-\nday.\n\nNo.", "The archive will move, the "
                "government said on Tuesday.\n\nNo."),
    "wrapped names": ("It will go, said Ben-\nTal of the water\r\nboard, and so\nwill she.", "It will go, said Ben-Tal "
                      "of the water board, and so will she."),
    "wrapped at full lines": (
        "The lamp at Skarv went out last week on\nMonday. Keeper Ida Moe was asleep, said\nRagna Lie, the mayor, "
        "and her neighbour\nOla Berg, who had seen no light at all\n\nand no ship.",
        "The lamp at Skarv went out last week on Monday. Keeper Ida Moe was asleep, said Ragna Lie, the mayor, "
        "and her neighbour Ola Berg, who had seen no light at all\n\nand no ship.",
    ),
}  # fmt: skip

CLEAN = (
    "",
    "“It’s shut,” Zoë Pérez said.\n\nNobody else did.\nNot even I.",
    "AT&T; R&D &c; &notaname; &#; 3 < 4 > 2, <name> <-- a<b <p\n\nTwo.",
    "The file C:\\new\nTwo lines.",
    "A SÃO PAULO school, “IRMÃ”",
    "A keycap, 1\ufe0f\u20e3, and x\u0302, which no letter is made of.",
    "\u00ad\u200b",  # nothing would be left
    "Ana Ruiz\nTom Bell\nIda Moe\nOla Berg",
)

unclean = st.lists(
    st.sampled_from(
        "\u00ad \u200b \u202e \ufb03 ＂ 〟 a e\u0301 o\u0302\u0301 \u0301 “ ” & ; < > &amp; &lt; p> &ldquo; &#0; "
        "&#xd800; <p> </p> <br <b> <q> </q> \\ \\n \\\" \\r \" â â€ â€œ Ã Ã© € ™ Â Å \x80 \x9d 🎵 - \\u".split(" ")
    ) | st.sampled_from([" ", "\n", "\r\n", "\n\n", "\u2028", "\x1c", "the old\nharbour", "ho-\nly"]),
    max_size=30,
).map("".join)  # fmt: skip
any_text = unclean | st.text(max_size=60)


@pytest.mark.parametrize(("text", "expected"), UNCLEAN.values(), ids=UNCLEAN.keys())
def test_unclean_text_reads_clean(text: str, expected: str) -> None:
    view = plain(text)
    assert view
    assert view.text == expected
    assert not view.unchanged


@pytest.mark.parametrize("text", CLEAN)
def test_what_the_writer_wrote_stays(text: str) -> None:
    assert plain(text) is None


@given(st.text("abcXYZ éß“”‘’'\"«»—–…$€£%.,;:?!()\n1234567890🎵"))
def test_text_without_odd_characters_is_changed_only_where_it_is_wrapped(text: str) -> None:
    view = plain(text)
    assert view is None or "".join(view.text.split()) == "".join(text.split())


@given(any_text, st.data())
@settings(max_examples=400)
def test_every_stretch_of_the_view_stands_in_the_source(text: str, data: st.DataObject) -> None:
    view = plain(text)
    if view is None:
        return
    assert view.source == text
    assert len(view.text) == len(view.starts) == len(view.ends)
    assert all(a <= b for places in (view.starts, view.ends) for a, b in pairwise(places))
    assert all(0 <= start < end <= len(text) for start, end in zip(view.starts, view.ends, strict=True))
    start = data.draw(st.integers(0, len(view.text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(view.text))))
    back = view.span(span)
    assert back.end <= len(text)


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")) | unclean)
def test_the_view_is_an_article_where_the_text_is_one(text: str) -> None:
    view = plain(text)
    if view:
        article = plain_article(Article(text, title="The \ufb01re\u00ad &amp; we"), view)
        assert article.text == view.text
        assert article.title == "The fire & we"


def test_what_was_removed_is_covered_inside_a_stretch_and_not_at_its_ends() -> None:
    text = "\u202a“Ha\u00adr&amp;\ufb03,”\u202c"
    view = plain(text)
    assert view
    assert view.text == "“Har&ffi,”"
    assert view.span(span_of("“Har", view.text)).of(text) == "“Ha\u00adr"
    assert view.span(span_of("&", view.text)).of(text) == "&amp;"
    assert view.span(span_of("f", view.text)).of(text) == "\ufb03"
    assert view.span(Span(0, len(view.text))).of(text) == text[1:-1]


@pytest.mark.parametrize(
    "piece",
    ["\u00ad", "<", "</", "<p ", "&", "&amp;", "&amp", "\\", "\\n", '\\"', "â€", "Ã©", "e\u0301", "\u0301\u0316", "\n",
     "a\n", "a-\n", " \n ", "\u00ad ", "\u00ad\n", "<a href=", "<p>", "Ã¢â‚¬"],
)  # fmt: skip
def test_a_long_text_takes_time_in_proportion_to_its_length(piece: str) -> None:
    text = "a" + piece * (200_000 // len(piece))
    started = time.process_time()
    plain(text)
    assert time.process_time() - started < 2  # seconds; a tenth of that where nothing else runs


def test_the_extraction_of_the_view_is_told_in_the_words_of_the_article(tmp_path: Path) -> None:
    found = story()
    text = "\ufeff" + found.article.text.replace("harbour", "har\u00adbour").replace("“", "&ldquo;") + "\u200b"
    view = plain(text)
    assert view
    assert view.text == found.article.text
    article = Article(text, "harbour", boilerplate=(span_of("Join now!", text),))
    back = restored(found, article, view)
    assert back.article is article
    assert back.quotations[0].text_in(text) == "We will not close the har\u00adbour,"
    assert back.quotations[0].parts[0].span.of(text) == "&ldquo;We will not close the har\u00adbour,”"
    assert [d.words for d in back.speakers[0].described] == ["Gen.", "the harbour master"]
    assert back.speakers[0].name == "Ana Ruiz"
    pairs = list(zip(spans(found), spans(back), strict=True))
    assert len(pairs) > 40
    assert all(view.span(before) == after for before, after in pairs)
    with Catalog(tmp_path / "c.db", create=True, write=True) as catalog:
        catalog.add(back)
        assert check(catalog) == []


@given(extractions())
def test_restoring_moves_spans_and_nothing_else(found: Extraction) -> None:
    text = found.article.text
    wider = "".join(f"\u00ad{char}" for char in text)
    places = range(1, len(wider), 2)
    view = Plain(wider, text, array("L", places), array("L", (place + 1 for place in places)))
    back = restored(found, Article(wider), view)
    assert [view.span(span) for span in spans(found)] == list(spans(back))
    assert [speaker.name for speaker in back.speakers] == [speaker.name for speaker in found.speakers]
    assert [claim.links for claim in back.claims] == [claim.links for claim in found.claims]


def spans(thing: Any) -> Iterator[Span]:
    """All spans that an extraction holds, its article's own aside, in a fixed order."""
    if isinstance(thing, Span):
        yield thing
    elif isinstance(thing, tuple):
        for part in thing:
            yield from spans(part)
    elif is_dataclass(thing) and not isinstance(thing, Article):
        for field in fields(thing):
            yield from spans(getattr(thing, field.name))
