"""BERT (Devlin et al. 2019) as far as the shared encoder needs it, with the parameter names of `transformers`.

That library has it too, but takes longer to load than an article takes to read; a test holds the two equal.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from typing import Self

import torch
from torch import Tensor, nn
from torch.nn.functional import gelu, scaled_dot_product_attention


@dataclass(frozen=True, slots=True)
class BertConfig:
    """The size of a BERT; the names are those of its `config.json`."""

    vocab_size: int = 30522
    hidden_size: int = 384
    num_hidden_layers: int = 6
    num_attention_heads: int = 12
    intermediate_size: int = 1536
    max_position_embeddings: int = 512
    type_vocab_size: int = 2
    layer_norm_eps: float = 1e-12
    hidden_dropout_prob: float = 0.1
    attention_probs_dropout_prob: float = 0.0

    @classmethod
    def parse(cls, text: str) -> Self:
        """The sizes in the text of a `config.json`; what else it says is passed over."""
        told = json.loads(text)
        return cls(**{field.name: told[field.name] for field in fields(cls)})

    def to_json(self) -> str:
        """The text of a `config.json` that `transformers` reads, too."""
        return json.dumps({"model_type": "bert", "hidden_act": "gelu", **asdict(self)}, indent=2) + "\n"


class Bert(nn.Module):
    """Embedded pieces to the hidden states of every layer."""

    def __init__(self, config: BertConfig) -> None:
        super().__init__()
        self.embeddings = Embeddings(config)
        self.encoder = nn.Module()
        self.encoder.layer = nn.ModuleList(Layer(config) for _ in range(config.num_hidden_layers))

    def forward(self, embedded: Tensor, attention_mask: Tensor, token_type_ids: Tensor) -> tuple[Tensor, ...]:
        """`embedded` is (batch, pieces, width), the others (batch, pieces); one state for the input and one a layer."""
        # Where nothing is filled up no mask is needed, which lets the attention take a faster way.
        mask = None if bool(attention_mask.all()) else attention_mask.bool()[:, None, None, :]
        states = [self.embeddings(embedded, token_type_ids)]
        for layer in self.encoder.layer:  # type: ignore[union-attr]
            states.append(layer(states[-1], mask))
        return tuple(states)


class Embeddings(nn.Module):
    """Adds to embedded pieces where they stand and of which type they are."""

    def __init__(self, config: BertConfig) -> None:
        super().__init__()
        self.word_embeddings = nn.Embedding(config.vocab_size, config.hidden_size, padding_idx=0)
        self.position_embeddings = nn.Embedding(config.max_position_embeddings, config.hidden_size)
        self.token_type_embeddings = nn.Embedding(config.type_vocab_size, config.hidden_size)
        self.LayerNorm = nn.LayerNorm(config.hidden_size, eps=config.layer_norm_eps)
        self.dropout = nn.Dropout(config.hidden_dropout_prob)

    def forward(self, embedded: Tensor, token_type_ids: Tensor) -> Tensor:
        """(batch, pieces, width)."""
        places = torch.arange(embedded.shape[1], device=embedded.device)
        summed = embedded + self.token_type_embeddings(token_type_ids) + self.position_embeddings(places)
        found: Tensor = self.dropout(self.LayerNorm(summed))
        return found


class Layer(nn.Module):
    """Attention and a small network, each added to what came in."""

    def __init__(self, config: BertConfig) -> None:
        super().__init__()
        width, inner = config.hidden_size, config.intermediate_size
        self.heads = config.num_attention_heads
        self.drop = config.attention_probs_dropout_prob
        self.attention = nn.Module()
        self.attention.self = nn.Module()
        for name in ("query", "key", "value"):
            setattr(self.attention.self, name, nn.Linear(width, width))
        self.attention.output = Added(width, width, config)
        self.intermediate = nn.Module()
        self.intermediate.dense = nn.Linear(width, inner)
        self.output = Added(inner, width, config)

    def forward(self, states: Tensor, mask: Tensor | None) -> Tensor:
        """(batch, pieces, width); `mask` is true where there is a piece."""
        batch, length, width = states.shape
        own = self.attention.self
        split = (batch, length, self.heads, width // self.heads)
        slim = states.to(own.query.weight.dtype)  # type: ignore[arg-type, union-attr]
        query, key, value = (part(slim).view(split).transpose(1, 2) for part in (own.query, own.key, own.value))  # type: ignore[operator, union-attr]
        drop = self.drop if self.training else 0.0
        mixed = scaled_dot_product_attention(query, key, value, attn_mask=mask, dropout_p=drop)
        attended = self.attention.output(mixed.transpose(1, 2).reshape(batch, length, width), states)  # type: ignore[operator]
        found: Tensor = self.output(gelu(self.intermediate.dense(attended.to(slim))), attended)  # type: ignore[operator]
        return found


class Added(nn.Module):
    """A linear map whose result is added to what came in, and normed."""

    def __init__(self, inputs: int, outputs: int, config: BertConfig) -> None:
        super().__init__()
        self.dense = nn.Linear(inputs, outputs)
        self.LayerNorm = nn.LayerNorm(outputs, eps=config.layer_norm_eps)
        self.dropout = nn.Dropout(config.hidden_dropout_prob)

    def forward(self, states: Tensor, before: Tensor) -> Tensor:
        """(batch, pieces, outputs)."""
        found: Tensor = self.LayerNorm(self.dropout(self.dense(states)) + before)
        return found
