"""Stanza's networks without the work that only training asks for, and without doing the same work twice.

What is left out here takes a tenth of the parsing time: the entity finder computes its loss, the parser scores
the relations of every two words and keeps their logarithms, characters of a word are read again wherever it stands
in the article, features are looked up anew for every word, and the lemmatiser spells out letter by letter even the
lemmas that are the words themselves. The answers are the same, but for the last digits.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from inspect import unwrap
from types import MethodType
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn.functional import log_softmax, logsigmoid, softplus
from torch.nn.utils.rnn import pack_sequence, pad_packed_sequence

from quotecat.nlp.tensors import mixed, padded

KNOWN = 10_000  # features of a word that are remembered
AT_ONCE = 256  # words whose relations are scored together; more is no faster, and takes more memory


def lean(processors: dict[str, Any]) -> None:
    """Relieve the networks of Stanza's processors of what answering does not need."""
    from stanza.models.common import bert_embedding
    from stanza.models.depparse import data as depparse_data
    from stanza.models.ner import data as ner_data
    from stanza.models.pos import data as pos_data

    pos, depparse, lemma, ner = (processors[name] for name in ("pos", "depparse", "lemma", "ner"))
    models = [pos.trainer.model, depparse.trainer.model, *(trainer.model for trainer in ner.trainers)]
    for model in models:
        model.charmodel = EachWordOnce(model.charmodel)
    for trainer in ner.trainers:
        trainer.model.crits = nn.ModuleList(map(Unscored, trainer.model.crits))
    depparse.trainer.model.predict = MethodType(predict, depparse.trainer.model)
    lemma.trainer.model.predict_greedy = MethodType(spelled, lemma.trainer.model)
    bert_embedding.cloned_feature = mixed(unwrap(bert_embedding.cloned_feature))
    for module in (pos_data, depparse_data, ner_data):
        module.get_long_tensor = padded
    for vocab in (pos.vocab["feats"], depparse.vocab["feats"]):
        remember(vocab)


class Unscored(nn.Module):
    """A conditional random field that tells its transitions, and no loss."""

    def __init__(self, crf: Any) -> None:
        super().__init__()
        self.crf = crf

    def forward(self, *_: Any) -> tuple[float, Tensor]:
        """No loss, and the transitions."""
        return 0.0, self.crf._transitions


class EachWordOnce(nn.Module):
    """A model of words' characters that reads each word of a batch once."""

    def __init__(self, model: Any) -> None:
        super().__init__()
        self.model = model

    def forward(
        self, chars: Tensor, mask: Tensor, order: Sequence[int], sentences: Sequence[int], lengths: Sequence[int]
    ) -> Any:
        """What the model says of each word, sentence by sentence, packed as Stanza packs it.

        `chars` is (words, characters), the longest word first, `order` where each word was before they were sorted.
        """
        number: dict[bytes, int] = {}
        firsts, same = list[int](), list[int]()
        for row, key in enumerate(word.tobytes() for word in chars.numpy()):
            if key not in number:
                number[key] = len(firsts)
                firsts.append(row)
            same.append(number[key])
        each = self.model(
            chars[firsts], mask[firsts], range(len(firsts)), [len(firsts)], [lengths[row] for row in firsts]
        )
        known = each.reshape(len(firsts), -1) if self.model.pad else each.data
        words = torch.empty(len(same), known.shape[1])
        words[list(order)] = known[same]
        packed = pack_sequence(list(torch.split(words, list(sentences))))
        return pad_packed_sequence(packed, batch_first=True)[0] if self.model.pad else packed


def predict(self: Any, word: Tensor, *rest: Any, resolve_head_constraints: bool = False) -> list[list[list[Any]]]:
    """Heads and relations as Stanza's graph parser predicts them; a relation is scored for a word's own head only."""
    from stanza.models.common.vocab import VOCAB_PREFIX_SIZE
    from stanza.models.depparse import model

    lengths = rest[-3]
    states = self.embed(word, *rest)
    scores = log_softmax(arcs(self, states), 2).numpy()
    trees = [model.chuliu_edmonds_one_root(scores[i][:n, :n])[1:] for i, n in enumerate(lengths)]
    words = torch.cat([row[1 : len(heads) + 1] for row, heads in zip(states, trees, strict=True)])
    above = torch.cat([row[torch.as_tensor(heads)] for row, heads in zip(states, trees, strict=True)])
    known = self.vocab["deprel"].unmap((relations(self.deprel, words, above) + VOCAB_PREFIX_SIZE).tolist())
    names = iter(known)
    return [[[head, next(names)] for head in heads] for heads in trees]


def arcs(parser: Any, states: Tensor) -> Tensor:
    """How well each word hangs on each other one, (sentences, words, words): as `GraphParser.forward_scores` has it."""
    scores: Tensor = parser.unlabeled(states, states).squeeze(3)
    places = torch.arange(states.shape[1])
    offset = (places[None, :] - places[:, None]).expand(len(states), -1, -1)
    scores += logsigmoid(parser.linearization(states, states).squeeze(3) * torch.sign(offset).float())
    away = 1 + softplus(parser.distance(states, states).squeeze(3))
    scores += -torch.log((offset.abs().float() - away) ** 2 / 2 + 1)
    return scores.masked_fill_(torch.eye(states.shape[1], dtype=torch.bool)[None], -float("inf"))


def relations(scorer: Any, words: Tensor, heads: Tensor) -> Tensor:
    """The best relation, (words,), of each word to its head, both (words, width).

    The words of many sentences together: the weights are larger than they are, and are fetched from memory each time.
    """
    pairs = zip(torch.split(words, AT_ONCE), torch.split(heads, AT_ONCE), strict=True)
    return torch.cat([_best(scorer, *pair) for pair in pairs])


def _best(scorer: Any, words: Tensor, heads: Tensor) -> Tensor:
    ones = words.new_ones(len(words), 1)
    below = torch.cat([scorer.hidden_func(scorer.W1(words)), ones], 1)
    above = torch.cat([scorer.hidden_func(scorer.W2(heads)), ones], 1)
    bilinear = scorer.scorer.W_bilin
    reach = (below @ bilinear.weight.flatten(1)).view(len(words), *bilinear.weight.shape[1:])
    scores: Tensor = torch.einsum("njo,nj->no", reach, above) + bilinear.bias
    return scores.argmax(1)


def spelled(
    self: Any, src: Tensor, src_mask: Tensor, pos: Tensor, raw: Any, never_decode_unk: bool
) -> tuple[list[list[int]], Tensor]:
    """The characters of each word's lemma, and what kind of lemma it is, (words, kinds), as Stanza's sequence model
    says; a lemma that is the word as it stands or in lower case is not spelled out."""
    from stanza.models.common.seq2seq_constant import EOS_ID, UNK_ID
    from stanza.models.lemma.edit import EDIT_TO_ID

    inputs, count, lengths, mask = self.embed(src, src_mask, pos, raw)
    context, (hidden, cell) = self.encode(inputs, lengths)
    kinds = self.edit_clf(hidden)
    rows = torch.nonzero(kinds.argmax(1) == EDIT_TO_ID["none"]).squeeze(1)
    found: list[list[int]] = [[] for _ in range(count)]
    letter = self.SOS_tensor.expand(len(rows))
    hidden, cell = hidden[rows], cell[rows]
    for _ in range(self.max_dec_len):
        if not len(rows):
            break
        known = letter.masked_fill(letter >= self.vocab_size, UNK_ID)
        scores, (hidden, cell) = self.decode(
            self.embedding(known)[:, None], hidden, cell, context[rows], mask[rows], src[rows], never_decode_unk
        )
        letter = scores[:, 0].argmax(1)
        on = letter != EOS_ID
        rows, letter, hidden, cell = rows[on], letter[on], hidden[on], cell[on]
        for row, one in zip(rows.tolist(), letter.tolist(), strict=True):
            found[row].append(one)
    return found, kinds


def remember(vocab: Any) -> None:
    """Let a vocabulary of composite features look each up once."""
    number, unit = lru_cache(KNOWN)(vocab.unit2id), lru_cache(KNOWN)(vocab.id2unit)
    vocab.unit2id = lambda features: list(number(features))
    vocab.id2unit = lambda ids: unit(tuple(ids))
