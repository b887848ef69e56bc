"""Trained weights made into what ships: 16 bit, without optimizers, vocabularies nobody reads, or a machine's paths."""

from __future__ import annotations

import json
import logging
import shutil
from pathlib import Path
from typing import Any

import stanza
import torch

from quotecat.nlp import manifest
from quotecat.nlp.pipeline import PACKAGE, PROCESSORS

logger = logging.getLogger(__name__)

COPIED = ("encoder", "attribution", "resolution")  # already 16 bit
_DROPPED = ("optimizer_state_dict", "scheduler_state_dict", "dev_score_history")
_SPECIAL = 4  # a Stanza vocabulary's first entries: padding, unknown, empty, root


def pack(work: Path, models: Path) -> str:
    """Write all trained weights in `work` into `models`, ready to ship; returns their fingerprint."""
    for processor in PROCESSORS:
        target = models / "en" / processor / f"{PACKAGE}.pt"
        target.parent.mkdir(parents=True, exist_ok=True)
        torch.save(shrunk(torch.load(work / "models" / f"{processor}.pt", weights_only=True)), target)
        logger.info("%s: %.1f MB", target, target.stat().st_size / 1e6)
    for name in COPIED:
        if (work / name).is_dir():
            shutil.copytree(work / name, models / name, dirs_exist_ok=True, copy_function=shutil.copyfile)
    packages = {"packages": {"default": dict.fromkeys(PROCESSORS, PACKAGE)}}
    listed: dict[str, Any] = {processor: {PACKAGE: {}} for processor in PROCESSORS}
    resources = {"en": {"lang_name": "English", **listed, **packages}}
    (models / "resources.json").write_text(json.dumps(resources, indent=2) + "\n", encoding="utf-8")
    return manifest.write(models, stanza=".".join(stanza.__version__.split(".")[:2]))


def shrunk(checkpoint: dict[str, Any]) -> dict[str, Any]:
    """A Stanza checkpoint with its numbers in 16 bit, and without what only training needs."""
    kept = {name: value for name, value in checkpoint.items() if name not in _DROPPED}
    config = {name: _placeless(value) for name, value in checkpoint["config"].items()}
    without_words = config.get("word_emb_dim") == 0
    vocab = {
        n: _emptied(v) if without_words and n in ("word", "lemma", "delta") else v for n, v in _items(kept["vocab"])
    }
    return kept | {"model": _halved(checkpoint["model"]), "config": config, "vocab": vocab or kept["vocab"]}


def _items(vocab: Any) -> list[tuple[str, Any]]:
    """A vocabulary of vocabularies as pairs; nothing for a plain one."""
    return list(vocab.items()) if "_unit2id" not in vocab else []


def _emptied(vocab: Any) -> Any:
    units = vocab["_id2unit"][:_SPECIAL]
    return type(vocab)({**vocab, "_id2unit": units, "_unit2id": {unit: i for i, unit in enumerate(units)}})


def _placeless(value: Any) -> Any:
    return Path(value).name if isinstance(value, Path) or (isinstance(value, str) and "/" in value) else value


def _halved(value: Any) -> Any:
    if isinstance(value, torch.Tensor):
        return value.half() if value.is_floating_point() else value
    if isinstance(value, dict):
        return type(value)((name, _halved(part)) for name, part in value.items())
    return value
