"""16-bit arithmetic where the machine is fast at it.

A processor with units for bfloat16 matrices (AMX) multiplies them three times as fast as matrices of 32 bit; on any
other, 16 bit would be several times slower. Only the encoder's matrices are made smaller: what is added up and normed
between them stays in 32 bit, so that its states move by less than a hundredth.
"""

from __future__ import annotations

import torch
from torch import nn


def is_fast() -> bool:
    """Whether this processor has units that multiply bfloat16 matrices, as far as this torch can tell."""
    ask = getattr(torch.cpu, "_is_amx_tile_supported", None)  # not every torch has it
    return bool(ask and ask())


def fast16(device: str) -> torch.autocast:
    """A context, for training, in which matrices are multiplied in bfloat16 on a GPU or where the processor has any
    instructions for it: those of AVX-512 are enough to gain with large batches; elsewhere nothing changes."""
    ask = getattr(torch.cpu, "_is_avx512_bf16_supported", None)  # not every torch has it
    return torch.autocast(device, torch.bfloat16, enabled=device != "cpu" or is_fast() or bool(ask and ask()))


def narrow(layers: nn.Module) -> None:
    """Keep the matrices of a `Bert`'s layers in bfloat16 from now on, and multiply in it."""
    for module in layers.modules():
        if isinstance(module, nn.Linear):
            module.to(torch.bfloat16)
