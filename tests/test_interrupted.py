"""A content that a cue interrupts goes on behind it; sentences are parsed by hand, see test_phrase."""

from __future__ import annotations

import pytest

from quotecat.extract.interrupted import resumed
from quotecat.extract.phrase import Phrases
from tests.test_phrase import parsed

THE_PIER = "<The/DET/2/det pier/NOUN/{verb}/nsubj> "


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            THE_PIER.format(verb=7) + ",/PUNCT/5/punct Ruiz/PROPN/5/nsubj <said/VERB/7/parataxis> "
            ",/PUNCT/5/punct leaks/VERB/0/root badly/ADV/7/advmod .",
            "The pier , Ruiz said , leaks badly",
        ),
        # without a comma the cue belongs to the content's own words
        (THE_PIER.format(verb=5) + "Ruiz/PROPN/4/nsubj <said/VERB/2/acl:relcl> leaks/VERB/0/root .", "The pier"),
        # what does not report interrupts nothing
        (
            THE_PIER.format(verb=6) + ",/PUNCT/4/punct <built/VERB/2/acl> there/ADV/4/advmod leaks/VERB/0/root .",
            "The pier",
        ),
        # the cue stands before it
        ("Ruiz/PROPN/2/nsubj <said/VERB/0/root> <the/DET/4/det pier/NOUN/2/obj> .", "the pier"),
        # a whole clause already
        ("<It/PRON/2/nsubj leaks/VERB/5/ccomp> ,/PUNCT/5/punct Ruiz/PROPN/5/nsubj <said/VERB/0/root> .", "It leaks"),
    ],
)
def test_a_content_goes_on_behind_the_cue(line: str, expected: str) -> None:
    text, sentences, marked = parsed(line)
    content, cue = sorted(marked, key=lambda span: span.of(text) == "said" or span.of(text) == "built")
    head = Phrases(sentences).head(content)
    assert head is not None
    assert resumed(head, content, cue, text)[1].of(text) == expected
