"""Two small things that Stanza does for every batch, by one operation each rather than by a loop; the results are the
same but for the last digits. It puts numbers into a tensor row by row, and mixes the encoder's layers one at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from itertools import chain
from typing import Any

import numpy as np
import torch
from torch import Tensor

Mix = Callable[..., Tensor]


def padded(rows: Sequence[Sequence[Any]], count: int, pad_id: int = 0) -> Tensor:
    """What `stanza.models.common.data.get_long_tensor` does: rows of numbers, or of lists of so many numbers each, as
    (count, longest row) or (count, longest row, numbers), with `pad_id` where there are none."""
    values = np.array(list(chain.from_iterable(rows)), dtype=np.int64)
    lengths = np.array([len(row) for row in rows] + [0] * (count - len(rows)))
    table = np.full((count, lengths.max(), *values.shape[1:]), pad_id, dtype=np.int64)
    table[np.arange(lengths.max()) < lengths[:, None]] = values
    return torch.from_numpy(table)


def mixed(mix_layers: Mix) -> Mix:
    """What `stanza.models.common.bert_embedding.cloned_feature` does, (batch, pieces, width): the last layers, each
    (batch, pieces, width), by the weights of a linear map, and as much again of their mean; it is asked itself where
    there is no such map."""

    @wraps(mix_layers)
    def mix(layers: Sequence[Tensor], detach: bool = True, weigh: Any = None) -> Tensor:
        if weigh is None:
            return mix_layers(layers, detach, weigh)
        stack = torch.stack(list(layers[-weigh.in_features :]))
        weights: Tensor = weigh.weight[0] + 1 / weigh.in_features
        found: Tensor = torch.tensordot(weights, stack.detach() if detach else stack, 1)
        return found

    return mix
