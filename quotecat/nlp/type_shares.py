"""How probable each type is for each word of an entity: Stanza's finder computes it, and tells only the best tags."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import fmean
from typing import Any

import numpy as np

from quotecat.nlp.crf import likeliest, shares
from quotecat.nlp.document import EntityType

Shares = dict[EntityType, float]  # types and their probabilities; what is left is that of no entity


def tell(processor: Any) -> None:
    """Let Stanza's entity finder leave on each token of an entity, as `shares`, how probable which type is for it."""
    (trainer,) = processor.trainers
    heard: list[np.ndarray] = []
    process = processor.process
    columns = _columns(trainer.vocab["tag"], trainer.model.tag_clfs[0].out_features)

    def predict(batch: Any) -> list[list[str]]:
        tags, rows = predicted(trainer, batch)
        heard.extend(rows)
        return tags

    def telling(document: Any) -> Any:
        heard.clear()
        found = process(document)
        for sentence, rows in zip(found.sentences, heard, strict=True):
            for token, row in zip(sentence.tokens, rows, strict=True):
                if token.ner != "O":
                    token.shares = {kind: float(row[at].sum()) for kind, at in columns.items()}
        return found

    trainer.predict, processor.process = predict, telling


def predicted(trainer: Any, batch: Any) -> tuple[list[list[str]], list[np.ndarray]]:
    """Each sentence's tags as `trainer.predict` gives them, and their probabilities, (words, tags); all sentences are
    decoded together."""
    from stanza.models.common.utils import unsort
    from stanza.models.common.vocab import VOCAB_PREFIX_SIZE
    from stanza.models.ner.trainer import fix_singleton_tags, unpack_batch

    inputs, order, words, chars, lengths, word_lengths, char_lengths, offsets = unpack_batch(batch, "cpu")
    word, word_chars, mask, forms, tags = inputs
    _, (scores,), (transitions,) = trainer.model.eval()(
        word, word_chars, mask, tags, words, lengths, word_lengths, forms, offsets, char_lengths, chars
    )
    emissions, moves = scores.numpy(), transitions.numpy()
    chains = [[max(tag, VOCAB_PREFIX_SIZE) for tag in chain] for chain in likeliest(emissions, moves, lengths)]
    known = [[names[0] for names in trainer.vocab["tag"].unmap([[tag] for tag in chain])] for chain in chains]
    rows = [row[:length] for row, length in zip(shares(emissions, moves, lengths), lengths, strict=True)]
    return unsort([fix_singleton_tags(chain) for chain in known], order), unsort(rows, order)


def _columns(vocab: Any, count: int) -> dict[EntityType, list[int]]:
    """Which of the finder's `count` tags say each type: `B-person`, `I-person`, `E-person` and `S-person` a person."""
    columns: dict[EntityType, list[int]] = {}
    for number in range(count):
        kind = "".join(vocab.unmap([[number]])[0]).partition("-")[2]
        if kind:
            columns.setdefault(kind, []).append(number)  # type: ignore[arg-type]
    return columns


def mean(each: Sequence[Shares]) -> Shares:
    """An entity's shares: the means of its words'."""
    return {kind: fmean(one[kind] for one in each) for kind in each[0]}
