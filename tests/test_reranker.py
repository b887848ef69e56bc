"""The reranker: what it is told of a span, how it learns, and that it changes probabilities and nothing else."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from quotecat.nlp.decoding import Weighed
from quotecat.nlp.document import Document, Sentence, Word
from quotecat.nlp.encoder import load_encoder, save_halved
from quotecat.nlp.heads import TAGS
from quotecat.nlp.pipeline import MODELS
from quotecat.nlp.reranker import FILE, Judges, Reranker
from quotecat.nlp.span_features import NUMBERS, WIDTH, Setting, column, features, rivalries
from quotecat.nlp.tagger import Question
from quotecat.nlp.windows import Pieces, cut
from quotecat.text.article import Article
from quotecat.text.span import Span
from training import reranker as training
from training.reranker import Example, kept, taught

TEXT = 'Ana said that the "old" port would close. Rain fell.'
#       lemma, tag, head, relation
PARSE = (
    ("Ana", "PROPN", 1, "nsubj"), ("say", "VERB", -1, "root"), ("that", "SCONJ", 8, "mark"), ("the", "DET", 6, "det"),
    ('"', "PUNCT", 5, "punct"), ("old", "ADJ", 6, "amod"), ("port", "NOUN", 8, "nsubj"), ("would", "AUX", 8, "aux"),
    ("close", "VERB", 1, "ccomp"), (".", "PUNCT", 1, "punct"),
)  # fmt: skip


def document() -> Document:
    """TEXT's parse, the closing mark left out."""
    words, at = [], 0
    for lemma, upos, head, deprel in PARSE:
        form = "said" if lemma == "say" else lemma
        at = TEXT.index(form, at)
        words.append(Word(Span(at, at + len(form)), lemma, upos, head=head, deprel=deprel))
        at += len(form)
    rain = (Word(Span(42, 46), "rain", "NOUN", head=1, deprel="nsubj"), Word(Span(47, 51), "fall", "VERB"))
    sentences = (Sentence(Span(0, 41), tuple(words)), Sentence(Span(42, 52), rain))
    return Document(Article(TEXT), sentences, (), "by hand")


@pytest.fixture(scope="module")
def setting() -> Setting:
    _, tokenizer = load_encoder(MODELS / "encoder")
    pieces = cut(tokenizer, TEXT, [Span(18, 23)])
    shares = np.full((len(pieces.ids), TAGS), 1 / TAGS)
    return Setting(shares, pieces, TEXT, document())


def told(setting: Setting, words: str) -> dict[str, float]:
    """The features of these words of TEXT that are not zero, by their names."""
    begin = TEXT.index(words)
    first, last = setting.pieces.within(Span(begin, begin + len(words))) or (0, 0)
    (row,) = features([Weighed("content", first, last, 0.5)], setting)
    names = [*NUMBERS, *(f"{kind}={value}" for kind, value in map(column, range(len(NUMBERS), WIDTH)))]
    return {name: float(number) for name, number in zip(names, row, strict=True) if number}


@pytest.mark.parametrize(
    ("words", "name", "value"),
    [
        ('that the "old" port would close', "tops", 1),
        ('that the "old" port would close', "relation top=ccomp", 1),
        ('that the "old" port would close', "lemma above=say", 1),
        ('that the "old" port would close', "lost left", 0),
        ('that the "old" port would close', "sentence ends", 1),
        ('that the "old" port would close', "odd marks", 0),
        ('the "old" port would close', "lost left", 1),  # «that» hangs on «close»
        ('the "old" port would close', "relation lost left=mark", 1),
        ('the "old" port would close', "tag before=SCONJ", 1),
        ('that the "old', "odd marks", 1),
        ('that the "old', "tops", 3),
        ("old", "mark before", 1),
        ("old", "mark after", 1),
        ("Ana", "sentence begins", 1),
        ("Ana", "character before=\n", 1),
        ("Ana", "character after= ", 1),
        ("close. Rain", "sentences", 1),
        ("Rain fell", "sentences", 0),
        ("Rain fell", "log words", np.log(2)),
    ],
)
def test_a_span_is_told_by_its_place_in_the_tree_and_the_marks(
    setting: Setting, words: str, name: str, value: float
) -> None:
    assert told(setting, words).get(name, 0) == pytest.approx(value)


@pytest.mark.parametrize(
    ("drawn", "expected"),
    [
        ([(0, 4, 0.5)], [(0, 0, 0, 0, 0, 0, 0.5)]),
        ([(0, 4, 0.5), (4, 6, 0.25)], [(0, 0, 0, 0, 0, 0, 0.5), (0, 0, 0, 0, 0, 0, 0.25)]),
        ([(0, 4, 0.5), (0, 6, 0.25)], [(0.25, 0.25, 0.25, 0, 0.25, 0, 0.25), (0.5, 0.5, 0.5, 0, 0, 0.5, -0.25)]),
        ([(0, 4, 0.5), (2, 4, 0.25)], [(0.25, 0.25, 0, 0.25, 0, 0.25, 0.25), (0.5, 0.5, 0, 0.5, 0.5, 0, -0.25)]),
    ],
)
def test_rivals_are_the_spans_that_overlap(
    drawn: list[tuple[int, int, float]], expected: list[tuple[float, ...]]
) -> None:
    assert list(rivalries([Weighed("cue", *span) for span in drawn])) == expected


SPANS = st.tuples(st.sampled_from(["source", "cue", "content"]), st.integers(0, 8), st.integers(1, 6))


@given(st.lists(SPANS, unique=True, max_size=12))
def test_a_reranker_changes_what_spans_count_and_nothing_else(
    setting: Setting, drawn: list[tuple[str, int, int]]
) -> None:
    torch.manual_seed(1)
    spans = [Weighed(role, first, first + length, 0.5) for role, first, length in drawn]
    got = Reranker().eval().weigh(spans, setting)
    assert sorted((s.role, s.first, s.last) for s in got) == sorted((s.role, s.first, s.last) for s in spans)
    assert all(0 <= s.probability <= 1 for s in got)


def test_judges_learn_what_tells_right_from_wrong_and_survive_being_stored(tmp_path: Path) -> None:
    random = np.random.default_rng(3)
    rows = random.normal(size=(20_000, WIDTH)).astype(np.float32)
    right = rows[:, 5] > 0
    reranker = Reranker()
    reranker.judges["cue"] = taught([Example(rows, right)]).eval()
    save_halved(reranker.state_dict(), tmp_path / FILE)
    judges = Reranker.load(tmp_path).judges["cue"]
    fresh = random.normal(size=(500, WIDTH)).astype(np.float32)
    with torch.inference_mode():
        said = judges(torch.from_numpy(fresh)).mean(-1).numpy() > 0
    assert (said == (fresh[:, 5] > 0)).mean() > 0.8


class Desk:
    """A parser and a tagger that know TEXT and nothing else, and count how often they are asked."""

    def __init__(self, setting: Setting) -> None:
        self.setting, self.asked = setting, 0

    def parse_one(self, article: Article, shown: str) -> Document:
        self.asked += 1
        return document()

    def possible(self, question: Question) -> tuple[list[Weighed], Setting, Pieces]:
        spans = [Weighed("source", 0, 1, 0.9), Weighed("source", 0, 2, 0.1), Weighed("cue", 1, 2, 0.8)]
        return spans, self.setting, self.setting.pieces


ROW = {
    "article": "port",
    "text": TEXT,
    "quotes": [{"start": 18, "end": 23, "closed": True}],
    "attributions": [{"source": [[0, 3]], "cue": [[4, 8]], "content": []}],
}


def test_examples_are_made_once_and_an_interruption_loses_none(setting: Setting, tmp_path: Path) -> None:
    desk = Desk(setting)
    first, again = (kept(ROW, tmp_path, desk, desk) for _ in range(2))
    assert desk.asked == 1
    assert {role: e.right.tolist() for role, e in again.items()} == {
        "source": [True, False],
        "cue": [True],
        "content": [],
    }
    assert all(np.array_equal(first[role].features, again[role].features) for role in first)
    assert [path.name for path in tmp_path.iterdir()] == ["port.npz"]


def test_a_training_learns_from_the_spans_of_its_own_tagger(
    setting: Setting, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = Desk(setting)
    loads = SimpleNamespace(load=lambda *_, **__: desk)
    stand_ins = {
        "pack": lambda work, folder: folder.mkdir(exist_ok=True),
        "load_encoder": lambda folder: (None, None),
        "Parser": loads,
        "Tagger": loads,
        "taught": lambda examples: Judges(),
        "measure": lambda articles, parser, tagger: {},
    }
    for name, stand_in in stand_ins.items():
        monkeypatch.setattr(training, name, stand_in)
    (tmp_path / "polnear").mkdir()
    (tmp_path / "attribution").mkdir()
    (tmp_path / "polnear" / "train.jsonl").write_text(json.dumps(ROW) + "\n", encoding="utf-8")
    for asked in (1, 2):  # the second is another training: the tagger may be another one, too
        training.train(tmp_path, tmp_path)
        assert desk.asked == asked
    assert (tmp_path / "attribution" / FILE).exists()


def test_the_shipped_reranker_fits_its_features() -> None:
    shipped = json.loads((MODELS / "manifest.json").read_text())["files"]
    assert f"attribution/{FILE}" in shipped
    assert Reranker.load(MODELS / "attribution").judges["cue"].mean.shape == (WIDTH,)
