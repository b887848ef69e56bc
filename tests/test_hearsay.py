"""Quotations inside quotations: who said them, as told by whom; with the shipped models, on sentences of our own."""

from __future__ import annotations

import pytest

from quotecat.extract.cue import cue_class, lemmas
from quotecat.extract.engine import Engine
from quotecat.extract.extraction import Extraction
from quotecat.extract.jsonl import row
from quotecat.text.article import Article

MET = "The mayor, Ana Ruiz, met Tom Bell on Monday. "

# (the article, the inner words, who said them; None: declined, "": they stay the outer speaker's)
TOLD = [
    (f"{MET}“He said to me, ‘We will not sell the harbour,’” Ruiz said.", "We will not sell the harbour,", "Tom Bell"),
    (f"{MET}“And I told him, ‘You already have,’” Ruiz said.", "You already have,", "Ana Ruiz"),
    ("“He told me, ‘I won’t go,’” said Ana Ruiz, the harbour master.", "I won’t go,", None),
    (
        "\"President Lindholm said, 'We are done here,' and left the room,\" Senator Maria Okafor said.",
        "We are done here,",
        "Lindholm",
    ),
    (
        "\"My grandmother used to say, 'Salt keeps everything but secrets,'\" Daniel Mbeki told the crowd.",
        "Salt keeps everything but secrets,",
        "My grandmother",
    ),
    (
        "“The board was silent, but the chairman, Igor Petrov, wrote, ‘Bonuses will be paid,’” said Rosa Diaz.",
        "Bonuses will be paid,",
        "Igor Petrov",
    ),
    ("“It allowed me to go and say to them, ‘We are ready,’” said Tom Bell, a sailor.", "We are ready,", "Tom Bell"),
    ("“I thought to myself, ‘Maybe it will hold,’” said Yuki Sato, 17.", "Maybe it will hold,", "Yuki Sato"),
    ("“Then the captain went on to say, ‘Everybody out,’” Yuki Sato said.", "Everybody out,", "the captain"),
    ("“‘Close the gates,’ he told us, and nobody moved,” said Tom Bell.", "Close the gates,", None),
    ("“You say you ‘accept all of it,’ and yet nobody paid,” said Rosa Diaz.", "accept all of it,", None),
    # nobody else speaks
    ("“It feels like ‘never again’ to many,” said Lena Fischer.", "never again", ""),
    ("“It was a ‘rookie mistake,’” coach Bill Tran said.", "rookie mistake,", ""),
    ("“We read ‘The Art of the Sea’ together,” said Lena Fischer.", "The Art of the Sea", ""),
    ("“The question is, ‘Who pays?’” Tom Bell said.", "Who pays?", ""),
    ("“We reported all ‘significant’ losses,” Tom Bell said.", "significant", ""),
]  # fmt: skip


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine.load()


def extracted(engine: Engine, text: str) -> Extraction:
    (found,) = engine.extract([Article(text, "a")])
    assert isinstance(found, Extraction)
    return found


@pytest.mark.parametrize(("text", "words", "speaker"), TOLD)
def test_the_nearest_attribution_wins(engine: Engine, text: str, words: str, speaker: str | None) -> None:
    found = extracted(engine, text)
    inner = [q for q in found.quotations if q.within is not None]
    if speaker == "":
        assert not inner
        assert "nested" in [out.reason for out in found.left_out]
        return
    (quotation,) = inner
    assert quotation.text_in(text) == words
    assert quotation.evidence.how == ("hearsay" if speaker else "unresolved")
    assert (None if quotation.speaker is None else found.speakers[quotation.speaker].name) == speaker


def test_the_chain_is_kept_through_every_depth(engine: Engine) -> None:
    text = "“My brother said, ‘The captain told me, “Jump!” and I did,’” Yuki Sato said on Monday."
    found = extracted(engine, text)
    told = [(q.text_in(text), q.within, q.source and q.source.of(text)) for q in found.quotations]
    assert told == [
        ("My brother said, ‘The captain told me, “Jump!” and I did,’", None, "Yuki Sato"),
        ("The captain told me, “Jump!” and I did,", 0, "My brother"),
        ("Jump!", 1, "The captain"),
    ]


def test_the_scorer_is_given_outermost_quotations_and_the_others_beside_them(engine: Engine) -> None:
    text = f"It rained. “No,” said Lena Fischer. {MET}“He said to me, ‘We will not sell it,’” Ruiz said."
    told = row(extracted(engine, text))
    assert len(told["quotations"]) == 2
    assert [(q["text"], q["within"]) for q in told["hearsay"]] == [("We will not sell it,", 1)]


@pytest.mark.parametrize(
    ("cue", "expected"),
    [
        ("said", "neutral"),
        ("according to", "neutral"),
        ("tweeted", "neutral"),
        ("insisted", "assertive"),
        ("said he believes", "assertive"),
        ("has argued", "assertive"),
        ("wondered", "doubting"),
        ("said they suspect", "doubting"),
        ("denied", "denying"),
        ("denies claims", "denying"),
        ("did not deny", "neutral"),
        ("admitted", "factive"),
        ("pointed out", "factive"),
        ("hopes", "volitional"),
        ("vowed", "volitional"),
        ("promised to", "volitional"),
        ("glimmed", "neutral"),
    ],
)
def test_a_cue_has_a_class(cue: str, expected: str) -> None:
    assert cue_class(cue) == expected


@pytest.mark.parametrize(("form", "lemma"), [("denied", "deny"), ("claims", "claim"), ("admitted", "admit"),
                                             ("making", "make"), ("told", "tell"), ("said", "say")])  # fmt: skip
def test_a_printed_word_leads_to_its_lemma(form: str, lemma: str) -> None:
    assert lemma in lemmas(form)
