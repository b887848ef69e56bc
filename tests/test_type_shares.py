"""Stanza's entity finder tells how probable its types are, of the words that they are of."""

from __future__ import annotations

import pytest

from quotecat.nlp.pipeline import Parser

pytestmark = pytest.mark.models


def test_each_word_of_an_entity_tells_its_own_shares_whatever_the_order_of_sentences() -> None:
    text = "Obama spoke.\n\nIn Paris the minister Angela Merkel met Barack Obama of the United States.\n\nIt rained."
    tokens = [token for s in Parser.load().pipeline(text).sentences for token in s.tokens]
    named = [token for token in tokens if token.ner != "O"]
    assert {t.text for t in named} >= {"Paris", "Angela", "Merkel", "Barack", "Obama"}
    for token in named:
        assert max(token.shares, key=token.shares.get) == token.ner[2:]
        assert 0.5 < sum(token.shares.values()) <= 1 + 1e-9
    assert not any(hasattr(token, "shares") for token in tokens if token.ner == "O")
