"""The lemmatiser: a dictionary of the treebanks' words, and a small sequence model for the rest; Stanza's trainer."""

from __future__ import annotations

from pathlib import Path

from stanza.models import lemmatizer

from training import ud


def train(data: Path, work: Path, epochs: int = 8) -> Path:
    """Train the lemmatiser on the treebanks under `data`; returns the weights' path in `work`."""
    trees = ud.treebanks(data, ud.TRAIN)
    # Straight and curly forms are both listed: a newspaper's "don’t" is as common as a forum's "don't".
    words = ud.lemma_list(trees + ud.typographic(trees, share=1.0))
    options = {
        "train_file": ud.write(work / "data" / "lemma-train.conllu", words),
        "eval_file": ud.write(work / "data" / "lemma-dev.conllu", ud.treebanks(data, ud.DEV)),
        "save_dir": work / "models",
        "save_name": "lemma.pt",
        "shorthand": "en_news",
        "hidden_dim": 160,
        "batch_size": 100,
        "num_epoch": epochs,
        "log_step": 100,
        "seed": ud.SEED,
    }
    lemmatizer.main([*ud.arguments(options), "--cpu"])
    return work / "models" / "lemma.pt"
