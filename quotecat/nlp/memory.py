"""An encoder that remembers: tagger, parser and entity finder read each sentence, but it is encoded only once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from types import SimpleNamespace
from typing import Any

import torch
from torch import Tensor, nn

LAYERS = 4  # Stanza's heads mix at most the last four
STRETCH = 1.25  # a sentence is filled up to at most so many times its length
PIECES = 1024  # at once; more is no faster on a processor, and takes more memory


class Remembering(nn.Module):
    """A frozen encoder whose hidden states are kept by the sentence's word pieces until `forget` is called.

    Stanza runs the encoder again for every processor, and in training for every epoch. As the encoder is frozen the
    states are the same each time, so they are looked up. `dtype` is how they are kept; they are handed out in 32 bit.
    """

    _hf_peft_config_loaded = False  # Stanza asks

    def __init__(self, model: nn.Module, dtype: torch.dtype = torch.float32) -> None:
        super().__init__()
        self.model = model.eval()
        self.config: Any = model.config
        self.dtype = dtype
        self.kept: dict[bytes, Tensor] = {}

    def train(self, mode: bool = True) -> Remembering:
        """Nothing changes: a frozen encoder without dropout gives the same states in training."""
        return self

    def forget(self) -> None:
        """Drop all that was kept."""
        self.kept.clear()

    def forward(self, ids: Tensor, attention_mask: Tensor, **_: Any) -> Any:
        """An object with `hidden_states`: the last layers, each (batch, pieces, width); padding is zero."""
        lengths = attention_mask.sum(1).tolist()
        keys = [row[:n].numpy().tobytes() for row, n in zip(ids.cpu(), lengths, strict=True)]
        self._learn(ids, attention_mask, keys, lengths)
        states = torch.zeros(LAYERS, *ids.shape, self.config.hidden_size, device=ids.device)
        for i, (key, n) in enumerate(zip(keys, lengths, strict=True)):
            if n:
                states[:, i, :n] = self.kept[key].to(states)
        return SimpleNamespace(hidden_states=tuple(states))

    def _learn(self, ids: Tensor, attention_mask: Tensor, keys: list[bytes], lengths: list[int]) -> None:
        new = sorted({key: i for i, key in enumerate(keys) if key not in self.kept and lengths[i]}.values())
        for some in alike([(lengths[i], i) for i in new]):
            longest = max(lengths[i] for i in some)
            with torch.no_grad():
                layers = self.model(ids[some, :longest], attention_mask=attention_mask[some, :longest]).hidden_states
            states = torch.stack(layers[-LAYERS:]).to(self.dtype)
            for row, i in enumerate(some):
                self.kept[keys[i]] = states[:, row, : lengths[i]].clone()


def alike(lengths: Iterable[tuple[int, int]]) -> Iterator[list[int]]:
    """Groups of sentences, given as (length, number), of like lengths: what is added to fill them up costs time too."""
    group: list[int] = []
    shortest = 0
    for length, number in sorted(lengths):
        if group and (length > shortest * STRETCH + 4 or (len(group) + 1) * length > PIECES):
            yield group
            group = []
        if not group:
            shortest = length
        group.append(number)
    if group:
        yield group
