"""The parser: heads and relations, on the shared encoder; Stanza's own graph parser and trainer."""

from __future__ import annotations

from pathlib import Path

from stanza.models import parser

from training import ud
from training.shared import FLAGS, OPTIONS, shared_encoder

CHECKPOINT = "depparse.checkpoint.pt"


def train(data: Path, work: Path, steps: int = 2800) -> Path:
    """Train the parser on the treebanks under `data` and the encoder in `work`; returns the weights' path.

    A batch is 1,500 words. The parser does not look at tags: the encoder knows them, and tags that a tagger gets
    wrong cannot mislead it. An interrupted training goes on from its checkpoint.
    """
    trees = ud.typographic(ud.treebanks(data, ud.TRAIN), share=1 / 3)
    options = OPTIONS | {
        "lang": "en",
        "train_file": ud.write(work / "data" / "depparse-train.conllu", trees),
        "eval_file": ud.write(work / "data" / "depparse-dev.conllu", ud.treebanks(data, ud.DEV)),
        "save_dir": work / "models",
        "save_name": "depparse.pt",
        "checkpoint_save_name": CHECKPOINT,
        "tag_emb_dim": 0,
        "hidden_dim": 200,
        "num_layers": 2,
        "char_hidden_dim": 150,
        "transformed_dim": 100,
        "deep_biaff_hidden_dim": 128,
        "batch_size": 1500,
        "optim": "adam",
        "lr": 0.002,
        "second_lr": 0.0005,
        "second_optim_start_step": steps - 134,
        "second_warmup_steps": 20,
        "max_steps": steps,
        "eval_interval": 400,
        "dropout": 0.33,
        "word_dropout": 0.15,
    }
    with shared_encoder(work / "encoder"):
        parser.main([*ud.arguments(options), *FLAGS])
    (work / "models" / CHECKPOINT).unlink()  # or the next training would find itself already done
    return work / "models" / "depparse.pt"
