"""In 16 bit the encoder says nearly what it says in 32, and so does what is found with it."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from quotecat.extract.engine import Engine
from quotecat.extract.extraction import Extraction
from quotecat.nlp.bert import Bert, BertConfig
from quotecat.nlp.precision import is_fast, narrow
from quotecat.text.article import Article
from quotecat.text.reader import read

CORPUS = Path(__file__).parents[1] / "corpus" / "articles"
SMALL = BertConfig(vocab_size=40, hidden_size=24, num_hidden_layers=3, num_attention_heads=4, intermediate_size=48)
ARTICLES = 6
Said = tuple[object, ...]
DIFFERING = 0.03  # the share of quotations and claims that may differ, in speaker or span
LESS_SURE = 0.1  # by how much a speaker's confidence may


def test_states_move_by_less_than_a_hundredth() -> None:
    torch.manual_seed(1)
    bert = Bert(SMALL).eval()
    embedded, mask = torch.randn(3, 20, 24), torch.ones(3, 20, dtype=torch.long)
    with torch.inference_mode():
        before = bert(embedded, mask, torch.zeros_like(mask))[-1]
        narrow(bert.encoder)
        after = bert(embedded, mask, torch.zeros_like(mask))[-1]
    assert after.dtype == torch.float32
    assert 0 < torch.linalg.norm(after - before) < torch.linalg.norm(before) / 100


def test_a_torch_that_cannot_tell_stays_with_32_bit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(torch.cpu, "_is_amx_tile_supported", raising=False)
    assert not is_fast()


@pytest.mark.models
def test_what_is_found_is_the_same_but_for_three_in_a_hundred() -> None:
    articles = [a for a in read([CORPUS]) if isinstance(a, Article)][:ARTICLES]
    short, long = (list(Engine.load(bfloat16=narrowed).extract(articles)) for narrowed in (True, False))
    found: tuple[set[Said], set[Said]] = (set(), set())
    apart = []
    for one, other in zip(short, long, strict=True):
        assert isinstance(one, Extraction)
        assert isinstance(other, Extraction)
        both = told(one), told(other)
        for all_of, some in zip(found, both, strict=True):
            all_of |= some
        if both[0] == both[1]:
            pairs = zip(one.quotations, other.quotations, strict=True)
            apart += [abs(a.confidence - b.confidence) for a, b in pairs]
    assert len(found[0] ^ found[1]) <= DIFFERING * 2 * len(found[1])
    assert 0 < max(apart) < LESS_SURE


def told(extraction: Extraction) -> set[Said]:
    """The quotations and claims of an article, each with whoever said it."""
    names = {None: None} | {i: speaker.name for i, speaker in enumerate(extraction.speakers)}
    said = {(extraction.article.id, q.span, names[q.speaker]) for q in extraction.quotations}
    return said | {(extraction.article.id, c.span, names[c.claimant]) for c in extraction.claims}
