"""The tagger: parts of speech and features, on the shared encoder; Stanza's own trainer."""

from __future__ import annotations

from pathlib import Path

from stanza.models import tagger

from training import ud
from training.shared import FLAGS, OPTIONS, shared_encoder


def train(data: Path, work: Path, steps: int = 2400) -> Path:
    """Train the tagger on the treebanks under `data` and the encoder in `work`; returns the weights' path.

    A batch is 60 sentences; the second optimizer, slower and steadier, takes over when the first no longer improves.
    """
    trees = ud.typographic(ud.treebanks(data, ud.TRAIN), share=1 / 3)
    options = OPTIONS | {
        "lang": "en",
        "train_file": ud.write(work / "data" / "pos-train.conllu", trees),
        "eval_file": ud.write(work / "data" / "pos-dev.conllu", ud.treebanks(data, ud.DEV)),
        "save_dir": work / "models",
        "save_name": "pos.pt",
        "hidden_dim": 300,
        "num_layers": 1,
        "char_hidden_dim": 150,
        "transformed_dim": 100,
        "deep_biaff_hidden_dim": 300,
        "batch_size": 60,
        "lr": 0.002,
        "second_lr": 0.0004,
        "max_steps": steps,
        "max_steps_before_stop": 600,
        "eval_interval": 150,
        "dropout": 0.33,
        "word_dropout": 0.15,
    }
    with shared_encoder(work / "encoder"):
        tagger.main([*ud.arguments(options), *FLAGS, "--share_hid", "--fix_eval_interval"])
    return work / "models" / "pos.pt"
