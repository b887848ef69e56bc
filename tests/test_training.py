"""What is prepared for the trainers says what the annotations say; what is packed has lost nothing that is read."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from quotecat.nlp.bert import Bert, BertConfig
from training import entities, ud
from training.comparison import adapt
from training.pack import shrunk

TREES = """# newpar
# text = "I can't."
1\t"\t"\tPUNCT\t``\t_\t5\tpunct\t_\tSpaceAfter=No
2\tI\tI\tPRON\tPRP\t_\t5\tnsubj\t_\t_
3-4\tcan't\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No
3\tca\tcan\tAUX\tMD\t_\t5\taux\t_\t_
4\tn't\tnot\tPART\tRB\t_\t0\troot\t_\t_
4.1\tgo\tgo\tVERB\tVB\t_\t_\t_\t0:root\t_
5\t.\t.\tPUNCT\t.\t_\t4\tpunct\t_\tSpaceAfter=No
6\t"\t"\tPUNCT\t''\t_\t4\tpunct\t_\t_

# text = So
1\tSo\tso\tADV\tRB\t_\t0\troot\t_\t_

# newpar
1\tEnd\tend\tNOUN\tNN\t_\t0\troot\t_\t_
"""


@pytest.fixture
def trees(tmp_path: Path) -> list[ud.Tree]:
    path = tmp_path / "trees.conllu"
    path.write_text(TREES, encoding="utf-8")
    return ud.read([path])


def test_the_tokenizer_learns_tokens_sentences_and_paragraphs(trees: list[ud.Tree], tmp_path: Path) -> None:
    ud.write_characters(trees, tmp_path / "t")
    assert (tmp_path / "t.txt").read_text() == '"I can\'t." So\n\nEnd\n'
    assert (tmp_path / "t.labels").read_text() == "1100000312002\n\n002\n"
    assert (tmp_path / "t.mwt.json").read_text() == '[[["can\'t", ["ca", "n\'t"]], 1]]'


def test_typographic_marks_open_and_close_and_the_choice_is_seeded(trees: list[ud.Tree], tmp_path: Path) -> None:
    ud.write_characters(ud.typographic(trees, share=1.0), tmp_path / "t")
    assert (tmp_path / "t.txt").read_text().startswith("“I can’t.” So")
    assert ud.typographic(trees, share=0.5) == ud.typographic(trees, share=0.5)
    assert ud.typographic(trees, share=0.0) == trees


def test_trees_are_written_as_they_were_read_but_for_empty_nodes(trees: list[ud.Tree], tmp_path: Path) -> None:
    assert ud.read([ud.write(tmp_path / "again.conllu", trees)]) == trees
    assert not any(row[0] == "4.1" for tree in trees for row in tree.rows)


def test_the_lemma_list_has_each_word_once_commonest_first(trees: list[ud.Tree]) -> None:
    words = [(r[ud.FORM], r[ud.LEMMA]) for tree in ud.lemma_list(trees) for r in tree.rows]
    assert words[0] == ('"', '"')
    assert len(words) == len(set(words)) == 7
    assert ("n't", "not") in words


@pytest.mark.parametrize(
    ("bio", "expected"),
    [
        ("O", "O"),
        ("B-a", "S-a"),
        ("I-a", "S-a"),
        ("B-a I-a I-a O", "B-a I-a E-a O"),
        ("B-a B-a I-a", "S-a B-a E-a"),
        ("B-a I-b", "S-a S-b"),
        ("O I-a I-a", "O B-a E-a"),
    ],
)
def test_bio_becomes_bioes(bio: str, expected: str) -> None:
    assert entities.bioes(bio.split()) == expected.split()


@given(st.lists(st.sampled_from(["O", "B-a", "I-a", "B-b", "I-b"])))
def test_bioes_opens_and_closes_every_entity(tags: list[str]) -> None:
    inside = ""
    for tag in entities.bioes(tags):
        mark, _, kind = tag.partition("-")
        assert (inside == kind) if mark in "IE" else not inside
        inside = kind if mark in "BI" else ""
    assert not inside


def test_an_article_s_entities_are_read_by_sentence_without_its_address(tmp_path: Path) -> None:
    path = tmp_path / "a.txt.tsv"
    path.write_text(
        "http://x.org\tO\n\nAnn\tB-Person\nLee\tI-Person\nwon\n.\tO\n''\tO\nBBC\tB-Organization\tB-x\n \n", "utf-8"
    )
    assert list(entities.sentences(path)) == [
        [("Ann", "B-person"), ("Lee", "I-person"), ("won", "O"), (".", "O"), ("''", "O")],
        [("BBC", "B-organisation")],
    ]


def test_packing_halves_numbers_and_drops_paths_optimizers_and_unread_words() -> None:
    words = {"_id2unit": ["<PAD>", "<UNK>", "<EMPTY>", "<ROOT>", "go"], "_unit2id": {"go": 4}, "lower": True}
    packed = shrunk(
        {
            "model": {"w": torch.ones(2), "n": torch.ones(2, dtype=torch.int64)},
            "config": {"word_emb_dim": 0, "train_file": "/home/someone/train.conllu", "lr": 0.1},
            "vocab": {"word": dict(words), "upos": dict(words)},
            "optimizer_state_dict": {},
        }
    )
    assert packed["model"]["w"].dtype == torch.float16
    assert packed["model"]["n"].dtype == torch.int64
    assert packed["config"] == {"word_emb_dim": 0, "train_file": "train.conllu", "lr": 0.1}
    assert packed["vocab"]["word"]["_unit2id"] == {"<PAD>": 0, "<UNK>": 1, "<EMPTY>": 2, "<ROOT>": 3}
    assert packed["vocab"]["upos"] == words
    assert "optimizer_state_dict" not in packed


def test_an_adapter_begins_as_the_map_it_is_beside_and_only_itself_learns() -> None:
    bert = Bert(BertConfig(vocab_size=40, hidden_size=24, num_hidden_layers=2, num_attention_heads=4)).eval()
    embedded, mask = torch.randn(2, 9, 24), torch.ones(2, 9, dtype=torch.long)
    before = bert(embedded, mask, torch.zeros_like(mask))[-1]
    bert.requires_grad_(False)
    adapt(bert.encoder)
    after = bert(embedded, mask, torch.zeros_like(mask))[-1]
    assert torch.allclose(before, after, atol=1e-6)
    learning = {name.rsplit(".", 2)[-2] for name, tensor in bert.named_parameters() if tensor.requires_grad}
    assert learning == {"down", "up"}
