"""A training's state on disk, so that an interrupted one goes on where it was."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch


def resume(path: Path, **parts: Any) -> int:
    """Give each part (model, optimizer, schedule) its state in `path`, if that is there; the step to go on at."""
    if not path.exists():
        return 0
    saved = torch.load(path, weights_only=True)
    for name, part in parts.items():
        part.load_state_dict(saved[name])
    return int(saved["step"])


def keep(path: Path, step: int, **parts: Any) -> None:
    """Store the parts' states and the step to go on at; what was there stays whole until this is."""
    draft = path.with_suffix(".part")
    torch.save({"step": step, **{name: part.state_dict() for name, part in parts.items()}}, draft)
    draft.replace(path)
