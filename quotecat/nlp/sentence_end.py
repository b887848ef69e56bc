"""Where sentences end, mended between Stanza's tokenizer and what reads its sentences.

A sentence does not end after a title («Gen. | Valery Zaluzhny»), and none is endless: a parser's memory grows with the
square of its length.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

LONGEST = 200  # words
# Short for a title, a saint or a number; a name or a figure follows, so no sentence ends there.
ABBREVIATIONS = frozenset(
    """Mr Mrs Ms Dr Prof Gen Col Lt Maj Capt Sgt Cpl Adm Cmdr Brig Sen Sens Rep Reps Gov Govs Del Hon Rev Fr Sr St
    Messrs Pres Amb Atty Supt Det Insp No""".split()
)
STOPS = frozenset((";", ",", ":", ".", "”", '"', "-", "–"))
Token = list[dict[str, Any]]  # a token as Stanza writes it, and after it its words where it has several


def mended(document: Any, parsed: Any) -> Any:
    """The document with sentences joined after a title and cut where they are endless; itself where all is well.

    `parsed` makes a Stanza document of rows and a text.
    """
    before = [[token.to_dict() for token in sentence.tokens] for sentence in document.sentences]
    after = [piece for sentence in _joined(before) for piece in _cut(sentence)]
    if list(map(len, before)) == list(map(len, after)):
        return document
    return parsed([_numbered(sentence) for sentence in after], text=document.text)


def _joined(sentences: Sequence[list[Token]]) -> Iterator[list[Token]]:
    waiting: list[Token] = []
    for sentence in sentences:
        waiting = waiting + sentence
        title = _title_at_the_end(waiting)
        if title is None:
            yield waiting
            waiting = []
        else:
            waiting = title
    if waiting:
        yield waiting


def _title_at_the_end(sentence: list[Token]) -> list[Token] | None:
    """The sentence, a title at its end and the title's dot made one token; None if no title ends it."""
    (last,) = sentence[-1][:1]
    if last["text"][-1:] == "." and last["text"][:-1] in ABBREVIATIONS:
        return sentence
    (before,) = sentence[-2][:1] if len(sentence) > 1 else [None]
    if (
        last["text"] != "."
        or not before
        or before["text"] not in ABBREVIATIONS
        or before["end_char"] != last["start_char"]
    ):
        return None
    return [*sentence[:-2], [before | {"text": before["text"] + ".", "end_char": last["end_char"]}]]


def _cut(sentence: list[Token]) -> Iterator[list[Token]]:
    """The sentence in pieces that are short enough, cut at a comma or the like where there is one."""
    while sum(map(_words, sentence)) > LONGEST:
        room = LONGEST // max(map(_words, sentence))
        stops = (i for i in range(room, room // 2, -1) if sentence[i - 1][0]["text"] in STOPS)
        end = next(stops, room)
        yield sentence[:end]
        sentence = sentence[end:]
    if sentence:
        yield sentence


def _words(token: Token) -> int:
    return max(1, len(token) - 1)


def _numbered(sentence: Sequence[Token]) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    number = 1
    for row, *words in sentence:
        last = number + max(1, len(words)) - 1
        rows.append(row | {"id": (number, last) if words else (number,)})
        rows += [word | {"id": (number + i,)} for i, word in enumerate(words)]
        number = last + 1
    return rows
