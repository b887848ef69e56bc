"""How probable each type is for each word of an entity: Stanza's finder computes it, and tells only the best tags."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import fmean
from typing import Any

import numpy as np

from quotecat.nlp.crf import shares
from quotecat.nlp.document import EntityType

Shares = dict[EntityType, float]  # types and their probabilities; what is left is that of no entity


def tell(processor: Any) -> None:
    """Let Stanza's entity finder leave on each token of an entity, as `shares`, how probable which type is for it."""
    (trainer,) = processor.trainers
    heard: list[np.ndarray] = []
    predict, process = trainer.predict, processor.process
    columns = _columns(trainer.vocab["tag"], trainer.model.tag_clfs[0].out_features)

    def listening(batch: Any, unsort: bool = True) -> Any:
        answers: list[Any] = []
        hook = trainer.model.register_forward_hook(lambda *told: answers.append(told[-1]))
        try:
            tags = predict(batch, unsort)
        finally:
            hook.remove()
        heard.extend(_unsorted(answers[0], batch))
        return tags

    def telling(document: Any) -> Any:
        heard.clear()
        found = process(document)
        for sentence, rows in zip(found.sentences, heard, strict=True):
            for token, row in zip(sentence.tokens, rows, strict=True):
                if token.ner != "O":
                    token.shares = {kind: float(row[at].sum()) for kind, at in columns.items()}
        return found

    trainer.predict, processor.process = listening, telling


def _columns(vocab: Any, count: int) -> dict[EntityType, list[int]]:
    """Which of the finder's `count` tags say each type: `B-person`, `I-person`, `E-person` and `S-person` a person."""
    columns: dict[EntityType, list[int]] = {}
    for number in range(count):
        kind = "".join(vocab.unmap([[number]])[0]).partition("-")[2]
        if kind:
            columns.setdefault(kind, []).append(number)  # type: ignore[arg-type]
    return columns


def _unsorted(answer: Any, batch: Any) -> list[np.ndarray]:
    """The tags' probabilities, (words, tags), of each sentence of a batch, in the order in which they were given."""
    from stanza.models.common.utils import unsort
    from stanza.models.ner.trainer import unpack_batch

    _, order, _, _, lengths, *_ = unpack_batch(batch, "cpu")
    _, (scores, *_), (transitions, *_) = answer
    moves = transitions.numpy()
    rows = [shares(row[:length].numpy(), moves) for row, length in zip(scores, lengths, strict=True)]
    return list(unsort(rows, order))


def mean(each: Sequence[Shares]) -> Shares:
    """An entity's shares: the means of its words'."""
    return {kind: fmean(one[kind] for one in each) for kind in each[0]}
