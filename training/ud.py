"""Treebanks and entity annotations, made into the files that Stanza's trainers read.

Stanza's trainers take CoNLL-U (tagger, parser, lemmatiser, expander), a text with one label a character (tokenizer)
and JSON (entities). The treebanks write mostly straight quotation marks and newspapers curly ones, so a share of the
sentences is given typographic marks: `“`, `”`, `‘`, `’`.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

SEED = 1234
TRAIN = ("ewt-train", "gum-free-train")
DEV = ("ewt-dev",)
TEST = ("ewt-test",)
FORM, LEMMA, UPOS, XPOS, HEAD, DEPREL, MISC = 1, 2, 3, 4, 6, 7, 9
Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tree:
    """One sentence of a treebank: its comment lines, and its rows of ten columns (empty nodes left out)."""

    comments: tuple[str, ...]
    rows: tuple[Row, ...]

    @property
    def opens_paragraph(self) -> bool:
        """Whether the treebank says that a paragraph or a text begins here."""
        return any(c.startswith(("# newpar", "# newdoc")) for c in self.comments)

    def tokens(self) -> Iterator[tuple[Row, tuple[Row, ...]]]:
        """Each token as it stands in the text, with the rows of the words it is made of."""
        covered = 0
        for row in self.rows:
            first, _, last = row[0].partition("-")
            if last:
                covered = int(last)
                yield row, tuple(r for r in self.rows if r[0].isdigit() and int(first) <= int(r[0]) <= covered)
            elif int(first) > covered:
                yield row, (row,)


def read(paths: Iterable[Path]) -> list[Tree]:
    """All sentences of CoNLL-U files, in order."""
    return [_tree(block) for path in paths for block in path.read_text(encoding="utf-8").strip().split("\n\n")]


def _tree(block: str) -> Tree:
    lines = block.split("\n")
    rows = (tuple(line.split("\t")) for line in lines if not line.startswith("#"))
    return Tree(tuple(line for line in lines if line.startswith("#")), tuple(r for r in rows if "." not in r[0]))


def write(path: Path, trees: Iterable[Tree]) -> Path:
    """Write sentences as CoNLL-U; returns the path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    blocks = ("\n".join((*t.comments, *("\t".join(row) for row in t.rows))) + "\n\n" for t in trees)
    path.write_text("".join(blocks), encoding="utf-8")
    return path


def treebanks(data: Path, names: Sequence[str]) -> list[Tree]:
    """The sentences of the named treebank files under the data folder."""
    return read(data / "ud" / f"{name}.conllu" for name in names)


def typographic(trees: Sequence[Tree], share: float, seed: int = SEED) -> list[Tree]:
    """The same sentences, a share of them with curly marks; the same seed makes the same choice."""
    chance = random.Random(seed)
    return [_curl(tree) if chance.random() < share else tree for tree in trees]


def _curl(tree: Tree) -> Tree:
    # "# text" would no longer agree with the forms; nothing that trains here reads it.
    comments = tuple(c for c in tree.comments if not c.startswith("# text"))
    return replace(tree, comments=comments, rows=tuple((r[0], _curled(r[FORM], r[XPOS]), *r[2:]) for r in tree.rows))


def _curled(form: str, xpos: str) -> str:
    if form in ('"', "''"):
        return "“" if xpos == "``" else "”"
    if form == "'" and xpos == "``":
        return "‘"
    return form.replace("'", "’")


def write_characters(trees: Sequence[Tree], stem: Path) -> None:
    """Write what the tokenizer learns from: `stem`.txt, `stem`.labels and `stem`.mwt.json.

    Labels are one digit a character: 0 inside or between tokens, 1 a token's end, 2 a sentence's end, 3 and 4 the
    same for a token of several words.
    """
    stem.parent.mkdir(parents=True, exist_ok=True)
    texts: list[str] = []
    labels: list[str] = []
    for tree in trees:
        text, label = _characters(tree)
        if tree.opens_paragraph or not texts:
            texts.append(text)
            labels.append(label)
        else:
            texts[-1] += text
            labels[-1] += label
    stem.with_suffix(".txt").write_text("\n\n".join(t.rstrip() for t in texts) + "\n", encoding="utf-8")
    ends = ("".join(label[: len(text.rstrip())]) for text, label in zip(texts, labels, strict=True))
    stem.with_suffix(".labels").write_text("\n\n".join(ends) + "\n", encoding="utf-8")
    stem.with_suffix(".mwt.json").write_text(json.dumps(list(_expansions(trees).items())), encoding="utf-8")


def _characters(tree: Tree) -> tuple[str, str]:
    text = label = ""
    tokens = list(tree.tokens())
    for i, (row, words) in enumerate(tokens, 1):
        space = "" if "SpaceAfter=No" in row[MISC] else " "
        text += row[FORM] + space
        kind = (1 if len(words) == 1 else 3) + (i == len(tokens))
        label += "0" * (len(row[FORM]) - 1) + str(kind) + "0" * len(space)
    return text, label


def _expansions(trees: Iterable[Tree]) -> Counter[tuple[str, tuple[str, ...]]]:
    found = (token for tree in trees for token in tree.tokens() if len(token[1]) > 1)
    return Counter((row[FORM], tuple(w[FORM].lower() for w in words)) for row, words in found)


def lemma_list(trees: Sequence[Tree]) -> list[Tree]:
    """The distinct words of the treebanks with their tags and lemmas, commonest first, as sentences of fifty.

    A trainer then sees types rather than a thousand times `the`; the order still tells its dictionary which lemma of
    a word is the commonest. Words split by mistake (`goeswith`) are left out.
    """
    counts = Counter((r[FORM], r[UPOS], r[LEMMA]) for tree in trees for r in _whole_words(tree))
    words = [word for word, _ in counts.most_common()]
    return [_list_of(words[i : i + 50]) for i in range(0, len(words), 50)]


def _whole_words(tree: Tree) -> Iterator[Row]:
    broken = {r[HEAD] for r in tree.rows if r[DEPREL] == "goeswith"}
    return (r for r in tree.rows if r[0].isdigit() and r[DEPREL] != "goeswith" and r[0] not in broken)


def _list_of(words: Sequence[tuple[str, str, str]]) -> Tree:
    rows = (
        (str(i), form, lemma, upos, "_", "_", str(i - 1), "dep" if i > 1 else "root", "_", "_")
        for i, (form, upos, lemma) in enumerate(words, 1)
    )
    return Tree((), tuple(rows))


def arguments(options: dict[str, object]) -> list[str]:
    """Options as the command line that Stanza's trainers parse."""
    return [word for name, value in options.items() for word in (f"--{name}", str(value))]
