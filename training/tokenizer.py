"""The tokenizer: finds words and sentences, character by character; Stanza's own trainer."""

from __future__ import annotations

from pathlib import Path

from stanza.models import tokenizer

from training import ud


def train(data: Path, work: Path, steps: int = 2500) -> Path:
    """Train the tokenizer on the treebanks under `data`; returns the weights' path in `work`.

    Two thirds of the sentences keep their straight quotation marks, one third gets curly ones.
    """
    train_stem, dev_stem = work / "data" / "tokenize-train", work / "data" / "tokenize-dev"
    ud.write_characters(ud.typographic(ud.treebanks(data, ud.TRAIN), share=1 / 3), train_stem)
    ud.write_characters(ud.treebanks(data, ud.DEV), dev_stem)
    options = {
        "txt_file": train_stem.with_suffix(".txt"),
        "label_file": train_stem.with_suffix(".labels"),
        "mwt_json_file": train_stem.with_suffix(".mwt.json"),
        "dev_txt_file": dev_stem.with_suffix(".txt"),
        "dev_label_file": dev_stem.with_suffix(".labels"),
        "save_dir": work / "models",
        "save_name": "tokenize.pt",
        "lang": "en",
        "shorthand": "en_news",
        "max_seqlen": 300,
        "steps": steps,
        "eval_steps": 250,
        "anneal_after": 1500,
        "seed": ud.SEED,
    }
    tokenizer.main([*ud.arguments(options), "--cpu"])
    return work / "models" / "tokenize.pt"
