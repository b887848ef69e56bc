"""The expander: splits one token into its words (`don't` into `do` and `n't`); Stanza's own trainer."""

from __future__ import annotations

from pathlib import Path

from stanza.models import mwt_expander
from stanza.utils.datasets.contract_mwt import contract_mwt

from training import ud


def train(data: Path, work: Path, epochs: int = 20) -> Path:
    """Train the expander on the treebanks under `data`; returns the weights' path in `work`.

    English tokens are exactly the sum of their words, so a small classifier of the characters does it.
    """
    files = work / "data"
    train_file = ud.write(files / "mwt-train.conllu", ud.typographic(ud.treebanks(data, ud.TRAIN), share=1 / 3))
    gold_file = ud.write(files / "mwt-dev.conllu", ud.treebanks(data, ud.DEV))
    eval_file = files / "mwt-dev-contracted.conllu"
    contract_mwt(str(gold_file), str(eval_file))
    options = {
        "train_file": train_file,
        "eval_file": eval_file,
        "gold_file": gold_file,
        "save_dir": work / "models",
        "save_name": "mwt.pt",
        "lang": "en",
        "shorthand": "en_news",
        "num_epoch": epochs,
        "seed": ud.SEED,
    }
    mwt_expander.main([*ud.arguments(options), "--cpu"])
    return work / "models" / "mwt.pt"
