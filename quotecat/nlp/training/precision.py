"""16-bit arithmetic where the machine is fast at it."""

from __future__ import annotations

import torch


def fast16(device: str) -> torch.autocast:
    """A context in which matrices are multiplied in bfloat16 on a GPU or a processor with units for it (AMX); on any
    other processor, where that would be several times slower, nothing changes."""
    return torch.autocast(device, torch.bfloat16, enabled=device != "cpu" or torch.cpu._is_amx_tile_supported())
