"""The attribution model's training, whole, on an encoder and articles small enough for a second."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from safetensors.torch import load_file, save_file

from quotecat.nlp.bert import BertConfig
from quotecat.nlp.encoder import Encoder, load_encoder
from quotecat.nlp.heads import AttributionHeads
from quotecat.nlp.pipeline import MODELS
from quotecat.nlp.windows import Pieces
from training import attribution
from training.annotated import Annotated
from training.attribution import Cycle
from training.batches import plan

TEXT = "“We will not go,” Ana Ruiz said. Bell hoped that it would rain."
SPANS = {"content": [0, 17], "source": [18, 26], "cue": [27, 31]}
ROW = {
    "article": "harbour-2",
    "text": TEXT,
    "quotes": [
        {
            "start": 0,
            "end": 17,
            "closed": True,
            "attributed": True,
            "source": [[18, 26]],
            "cue": [[27, 31]],
            "speaker": "Ana Ruiz",
            "kind": "person",
        }
    ],
    "attributions": [{role: [span] for role, span in SPANS.items()}],
}
SMALL = BertConfig(hidden_size=8, num_hidden_layers=2, num_attention_heads=2, intermediate_size=8)


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A work folder with what a training begins with, and the data beside it."""
    _, tokenizer = load_encoder(MODELS / "encoder")
    Encoder(SMALL).save(tmp_path / "encoder", tokenizer)
    (tmp_path / "first").mkdir()
    save_file(AttributionHeads(SMALL.hidden_size).state_dict(), tmp_path / "first" / "heads.safetensors")
    for folder in ("polnear", "worldwide/quotes", "worldwide/claims"):
        (tmp_path / folder).mkdir(parents=True)
        for name in ("train", "dev"):
            (tmp_path / folder / f"{name}.jsonl").write_text(json.dumps(ROW) + "\n", encoding="utf-8")
    cycles = (Cycle("first", "one", 1, 1, 1), Cycle("one", "attribution", 0, 2, 2, worldwide=True))
    monkeypatch.setattr(attribution, "CYCLES", cycles)
    return tmp_path


def test_each_cycle_goes_on_from_the_one_before_and_lets_its_layers_learn(work: Path) -> None:
    attribution.train(work, work)
    shared, first, last = (load_file(work / name / "encoder.safetensors") for name in ("encoder", "one", "attribution"))
    assert {name.split(".")[3] for name in first} == {"1"}
    assert {name.split(".")[3] for name in last} == {"0", "1"}
    assert set(last) < set(shared)
    assert any(not np.array_equal(first[name].numpy(), shared[name].numpy()) for name in first)
    assert set(json.loads((work / "attribution.scores.json").read_text())["PolNeAR dev, each window"]) >= {"said"}
    assert not list(work.glob("*.ckpt")) + list(work.glob("*.finished"))


def test_an_interrupted_training_begins_no_ended_cycle_again(work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run, ran = attribution.run, list[str]()

    def once(cycle: Cycle, data: Path, folder: Path) -> None:
        if ran == ["one"]:
            ran.append("interrupted")
            raise KeyboardInterrupt
        ran.append(cycle.end)
        run(cycle, data, folder)

    monkeypatch.setattr(attribution, "run", once)
    with pytest.raises(KeyboardInterrupt):
        attribution.train(work, work)
    attribution.train(work, work)
    assert ran == ["one", "interrupted", "attribution"]


def test_a_plan_is_seeded_and_reads_every_piece_in_every_epoch() -> None:
    def article(count: int) -> Annotated:
        nothing = np.zeros(count, dtype=np.int64)
        return Annotated(str(count), Pieces(nothing, np.zeros((count, 2)), nothing), nothing, ())

    articles = [article(count) for count in (30, 900, 1700)]
    steps = plan(articles, 1, seed=3)
    assert steps == plan(articles, 1, seed=3) != plan(articles, 1, seed=4)
    for one in articles:
        read = {i for batch in steps for cut in batch if cut.article is one for i in range(cut.first, cut.last)}
        assert read == set(range(len(one.pieces.ids)))
