"""How Stanza's trainers get the shared, frozen encoder."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import torch
from stanza.models.common import bert_embedding

from quotecat.nlp import encoder
from quotecat.nlp.memory import Remembering

logger = logging.getLogger(__name__)

# What all heads on the encoder have in common: no other word vectors, the encoder stays as it is.
OPTIONS: dict[str, object] = {
    "shorthand": "en_news",
    "bert_model": encoder.NAME,
    "bert_hidden_layers": 4,
    "word_emb_dim": 0,
    "char_emb_dim": 50,
    "seed": 1234,
}
FLAGS = ["--no_pretrain", "--no_bert_finetune", "--cpu"]


@contextmanager
def shared_encoder(folder: Path) -> Iterator[None]:
    """Within this context Stanza finds the encoder in `folder` under its name.

    Stanza's trainers build their own empty cache, or none, so there is no place to hand the encoder in: the one
    function through which all of them load a transformer is replaced while the training runs.
    """
    record = encoder.stanza_foundation(*encoder.load_encoder(folder)).bert[encoder.NAME]
    # 16 bit is enough for features that pass dropout, and 600,000 words fit into three gigabytes.
    model = Remembering(record.model, dtype=torch.float16)
    original = bert_embedding.load_bert

    def load_bert(name: str | None, *_: Any, **__: Any) -> tuple[Any, Any]:
        return (model, record.tokenizer) if name == encoder.NAME else (None, None)

    bert_embedding.load_bert = load_bert
    try:
        yield
    finally:
        bert_embedding.load_bert = original
        model.forget()
