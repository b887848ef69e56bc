"""A master: one article with its gold written into its text.

Its head says what is known of the article, and who stands behind each relation; after `---` comes the text with
marked stretches, which may lie in one another:

    file: port-herald-bridge.md
    event: bridge
    person 1 2: Ana Ruiz
    ---
    {i1|The bridge is {q1|“safe enough”}}, {s1|the mayor} {c1|said}. {q2|“I cross it daily,”} {s2|she} {c2|said}.

`q` is a stretch between quotation marks, `i` reported content without marks of its own, `s` a source, `c` a cue; the
number is the relation. `x` is a stretch in marks that nobody said, `o` a quotation with broken marks, which a system
may find or leave. A `q` within an `i` of its relation is a part of that content.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

KINDS = ("person", "organisation", "unnamed", "document", "none")

_TOKEN = re.compile(r"\{([qisco]\d+|x)\||[{}]")


class MasterError(ValueError):
    """A master that cannot be built: says which and why."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A marked stretch: its role (q, i, s, c, x or o), its relation (0 for x), and its half-open offsets."""

    role: str
    relation: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Master:
    """One annotated article: what its head says, the speaker of each relation, the plain text and its marks."""

    head: dict[str, str]
    speakers: dict[int, tuple[str, str | None]]
    text: str
    marks: tuple[Mark, ...]

    @property
    def name(self) -> str:
        """What `quotecat` calls the article."""
        return self.head.get("article") or Path(self.head["file"]).stem


def parse(written: str) -> Master:
    """The master written so; refuses marks that do not close, and relations without a speaker or without words."""
    top, line, body = written.partition("\n---\n")
    if not line:
        raise MasterError("no line '---' between head and text")
    head, speakers = _head(top)
    text, marks = strip_marks(body.strip("\n"))
    used = {m.relation for m in marks} - {0}
    if used != set(speakers):
        raise MasterError(f"{head.get('file')}: relations {sorted(used ^ set(speakers))} stand in head or text only")
    return Master(head, speakers, text, marks)


def _head(top: str) -> tuple[dict[str, str], dict[int, tuple[str, str | None]]]:
    head: dict[str, str] = {}
    speakers: dict[int, tuple[str, str | None]] = {}
    for line in top.splitlines():
        key, _, value = line.partition(":")
        kind, *relations = key.split()
        if kind not in KINDS:
            head[key] = value.strip()
        for number in map(int, relations):
            if number in speakers:
                raise MasterError(f"{head.get('file')}: relation {number} has two speakers")
            speakers[number] = (kind, value.strip() or None)
    return head, speakers


def strip_marks(body: str) -> tuple[str, tuple[Mark, ...]]:
    """The text without its mark-up, and the marked stretches in the order of their starts, outer ones first."""
    plain: list[str] = []
    marks: list[Mark] = []
    around: list[tuple[str, int]] = []
    at = length = 0
    for token in _TOKEN.finditer(body):
        plain.append(body[at : token.start()])
        length += token.start() - at
        at = token.end()
        if token[1]:
            around.append((token[1], length))
        elif token[0] == "}" and around:
            label, start = around.pop()
            marks.append(Mark(label[0], int(label[1:] or 0), start, length))
        else:
            raise MasterError(f"a brace that opens or closes nothing: …{body[max(0, at - 40) : at]}")
    if around:
        raise MasterError(f"never closed: {around[-1][0]}")
    plain.append(body[at:])
    return "".join(plain), tuple(sorted(marks, key=lambda m: (m.start, -m.end)))
