"""The entity finder: people, organisations, places and six more, on the shared encoder; Stanza's own trainer."""

from __future__ import annotations

from pathlib import Path

from stanza.models import ner_tagger

from training import entities, ud
from training.shared import FLAGS, OPTIONS, shared_encoder


def train(data: Path, work: Path, steps: int = 3000) -> Path:
    """Train the entity finder on the newswire under `data` and the encoder in `work`; returns the weights' path.

    One article in ten is held out, by its file name; the weights kept are those that do best on them.
    """
    articles = sorted((data / "worldwide" / "ner").glob("*.tsv"))
    learned, measured = ([a for a in articles if entities.held_out(a) is out] for out in (False, True))
    options = OPTIONS | {
        "train_file": entities.write(work / "data" / "ner-train.json", learned),
        "eval_file": entities.write(work / "data" / "ner-dev.json", measured),
        "save_dir": work / "models",
        "save_name": "ner.pt",
        "hidden_dim": 200,
        "char_hidden_dim": 50,
        "batch_size": 32,
        "max_batch_words": 1200,
        "optim": "adam",
        "lr": 0.0015,
        "patience": 1,
        "max_steps": steps,
        "max_steps_no_improve": 1000,
        "eval_interval": 250,
        "dropout": 0.4,
    }
    with shared_encoder(work / "encoder"):
        ner_tagger.main([*ud.arguments(options), *FLAGS, "--no_input_transform"])
    return work / "models" / "ner.pt"
