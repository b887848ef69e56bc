"""What the attribution model learns from: the same view of a text that it runs on, and no more than is known."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer

from quotecat.nlp.crf import negative_log_likelihood
from quotecat.nlp.encoder import pieces
from quotecat.nlp.pipeline import MODELS
from quotecat.text.quotes.model_view import model_view
from quotecat.text.quotes.scanner import scan
from training.annotated import OPEN, annotate, names
from training.batches import pointed

TEXT = "It’s a ‘good’ day. “We won’t go,” Ana Ruiz said. ''No,'' she added: «It rains.» Bell sang “Blue”."


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return Tokenizer.from_file(str(MODELS / "encoder" / "tokenizer.json"))


def quote(words: str, source: str = "", speaker: str | None = None, *, attributed: bool = True) -> dict[str, Any]:
    """An annotated quotation of `TEXT`."""
    at = TEXT.index(words)
    found = [[TEXT.index(source), TEXT.index(source) + len(source)]] if source else []
    return {
        "start": at,
        "end": at + len(words),
        "attributed": attributed,
        "source": found,
        "cue": [],
        "speaker": speaker,
        "kind": "person",
    }


ROW = {
    "article": "rain",
    "text": TEXT,
    "quotes": [
        quote("“We won’t go,”", "Ana Ruiz", "Ana Ruiz"),
        quote("''No,''", "she", "Ana Ruiz"),
        quote("“Blue”", attributed=False),
    ],
}


def test_a_text_is_learned_in_the_view_that_the_program_shows(tokenizer: Tokenizer) -> None:
    found = annotate(ROW, tokenizer)
    ids, offsets = pieces(tokenizer, model_view(TEXT, scan(TEXT)))
    assert (found.pieces.ids == ids).all()
    assert (found.pieces.offsets == offsets).all()
    for stretch in scan(TEXT).stretches:  # nested and single marks too
        first, last = found.pieces.within(stretch.span) or (0, 0)
        assert found.pieces.quoted[first:last].all()


def test_what_nobody_annotated_is_left_open(tokenizer: Tokenizer) -> None:
    tags = annotate(ROW, tokenizer).tags
    assert set(tags.tolist()) > {OPEN, 1, 5, 6}
    whole = annotate({**ROW, "attributions": []}, tokenizer).tags
    assert not whole.any()
    direct = annotate({**ROW, "attributions": [], "direct left out": True}, tokenizer).tags
    assert OPEN not in direct
    assert direct.any()


def test_each_quotation_is_asked_whether_it_was_said_and_each_source_for_names(tokenizer: Tokenizer) -> None:
    queries = annotate(ROW, tokenizer).queries
    assert [q.said for q in queries if q.said is not None] == [True, True, False]
    asked = [q for q in queries if q.names is not None]
    assert len(asked) == 2
    assert all(q.names == asked[0].names for q in asked)


@pytest.mark.parametrize(
    ("text", "speaker", "found"),
    [
        ("Ana Ruiz and Ruiz, not Thomas Ruiz.", "Ana Ruiz", ["Ana Ruiz", "Ruiz", "Ruiz"]),
        ("Harbour Workers Union; the HWU.", "Harbour Workers Union", ["Harbour Workers Union", "Union", "HWU"]),
        ("Ana Ruiz met Tom Bell.", "Ana Ruiz | Tom Bell", ["Ana Ruiz", "Ruiz", "Tom Bell", "Bell"]),
        ("Nobody here.", "Ana Ruiz", []),
    ],
)
def test_a_speaker_s_names_are_found(text: str, speaker: str, found: list[str]) -> None:
    assert sorted(s.of(text) for s in names(text, speaker)) == sorted(found)


@pytest.mark.parametrize(
    ("gold", "expected"),
    [(None, []), ((), [0]), (((5, 7),), [1, 2]), (((2, 6),), [1]), (((20, 22),), [])],
)
def test_a_window_holds_the_answers_that_lie_in_it(gold: Any, expected: list[int]) -> None:
    assert pointed(gold, 5, 12) == expected


@given(st.integers(2, 5), st.integers(0, 99))
def test_open_tags_count_every_chain_that_agrees_with_the_known_ones(count: int, seed: int) -> None:
    torch.manual_seed(seed)
    emissions, transitions = torch.randn(1, count, 3), torch.randn(3, 3)
    mask = torch.ones(1, count, dtype=torch.bool)
    known = torch.from_numpy(np.random.default_rng(seed).integers(0, 3, (1, count)))
    left = known.clone()
    left[0, 0] = OPEN
    each = [known.clone() for _ in range(3)]
    for tag, chain in enumerate(each):
        chain[0, 0] = tag
    likelihoods = [-negative_log_likelihood(emissions, chain, mask, transitions) * count for chain in each]
    expected = -torch.stack(likelihoods).logsumexp(0) / (count - 1)
    assert negative_log_likelihood(emissions, left, mask, transitions) == pytest.approx(float(expected), abs=1e-3)
