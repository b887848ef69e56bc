"""Stanza relieved of needless work gives the answers that it gives as it is."""

from __future__ import annotations

from inspect import unwrap
from pathlib import Path
from typing import Any

import pytest
import torch
from stanza.models.common import bert_embedding
from stanza.models.common.data import get_long_tensor
from stanza.models.depparse import data as depparse_data
from stanza.models.ner import data as ner_data
from stanza.models.pos import data as pos_data
from torch.nn.utils.rnn import pack_sequence

from quotecat.nlp import pipeline
from quotecat.nlp.lean import EachWordOnce, remember
from quotecat.nlp.pipeline import Parser
from quotecat.text.article import Article
from quotecat.text.reader import read

CORPUS = Path(__file__).parents[1] / "corpus" / "articles"


@pytest.mark.models
def test_articles_are_parsed_as_by_stanza_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    articles = [a for a in read([CORPUS]) if isinstance(a, Article)][:4]
    articles += [Article("No."), Article("“No,” she said. Rain fell fell fell on Ruiz. Why?\n\nHe left."), Article("")]
    relieved = Parser.load().parse(articles)
    # What was replaced in Stanza's own modules stays so until it is put back.
    monkeypatch.setattr(pipeline, "lean", lambda processors: None)
    monkeypatch.setattr(bert_embedding, "cloned_feature", unwrap(bert_embedding.cloned_feature))
    for module in (pos_data, depparse_data, ner_data):
        monkeypatch.setattr(module, "get_long_tensor", get_long_tensor)
    assert Parser.load().parse(articles) == relieved


class Sums:
    """A «model of characters» that says of a word the sum of its characters, and counts the words it read."""

    pad = False
    read = 0

    def __call__(self, chars: Any, mask: Any, order: Any, sentences: Any, lengths: Any) -> Any:
        assert lengths == sorted(lengths, reverse=True)
        self.read += len(chars)
        said = torch.empty(len(chars), 1)
        said[list(order)] = chars.sum(1, keepdim=True).float()
        return pack_sequence(said.split(list(sentences)))


def test_a_word_that_stands_twice_is_read_once() -> None:
    chars = torch.tensor([[3, 1], [3, 1], [5, 0], [2, 0], [5, 0]])  # sorted by length
    told = (chars, chars == 0, [2, 0, 1, 4, 3], [3, 2], [2, 2, 1, 1, 1])
    model, every = Sums(), Sums()
    assert torch.equal(EachWordOnce(model).forward(*told).data, every(*told).data)
    assert (model.read, every.read) == (3, 5)


class Vocabulary:
    """A vocabulary that counts how often it is asked."""

    asked = 0

    def unit2id(self, unit: str) -> list[int]:
        self.asked += 1
        return [len(unit)]

    def id2unit(self, ids: Any) -> str:
        self.asked += 1
        return "x" * int(ids[0])


def test_features_are_looked_up_once_and_nobody_can_spoil_what_is_kept() -> None:
    vocab = Vocabulary()
    remember(vocab)
    vocab.unit2id("Number=Sing").append(7)
    assert vocab.unit2id("Number=Sing") == [11]
    assert [vocab.id2unit([3]), vocab.id2unit([3])] == ["xxx", "xxx"]
    assert vocab.asked == 2
