"""What is known of a possible span: how probable it and its rivals are, and how it lies in the sentence's tree.

The tagger sees word pieces in a row; whether a span leaves half a clause behind, or cuts through a pair of quotation
marks, is seen better from the parse. Each span gets a row of numbers, for a small network to weigh (`reranker`), as
in reranking a parser's candidates (Collins and Koo 2005).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from math import log

import numpy as np

from quotecat.nlp.decoding import Weighed
from quotecat.nlp.document import Document, Word
from quotecat.nlp.heads import OUTSIDE, ROLES
from quotecat.nlp.windows import Pieces

MOST = 200  # rivals of one span that are looked at
TAGS = (
    *("ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM"),
    *("PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X"),
)
RELATIONS = (
    *("acl", "advcl", "advmod", "amod", "appos", "aux", "case", "cc", "ccomp", "clf", "compound", "conj", "cop"),
    *("csubj", "dep", "det", "discourse", "dislocated", "expl", "fixed", "flat", "goeswith", "iobj", "list", "mark"),
    *("nmod", "nsubj", "nummod", "obj", "obl", "orphan", "parataxis", "punct", "reparandum", "root", "vocative"),
    "xcomp",
)
LEMMAS = (
    *("that", "to", "for", "as", "if", "whether", "how", "what", "who", "which", "why", "where", "when", "while"),
    *("because", "and", "but", "or", "so", "of", "on", "about", "in", "at", "by", "with", "from", "into", "over"),
    *("than", "not", "the", "a", "this", "it", "he", "she", "they", "we", "I", "you", "his", "her", "their", "its"),
    *("be", "have", "do", "will", "would", "could", "can", "should", "say", "tell", "ask", "add", "according"),
    *(",", ".", ":", ";", "“", "”", "-", "'", "(", ")"),
)
CHARS = (*' \n,.:;"', "'", "-", "—", "–", "(", ")", "a", "0")  # "a" is any letter, "0" any digit
NUMBERS = (
    *("log odds", "probability", "rivals", "best rival", "same beginning", "same end", "around it", "inside it"),
    *("lead", "mean tag", "least tag", "tag before", "tag after", "source before", "source after", "cue before"),
    *("cue after", "source inside", "cue inside", "log pieces", "log words", "tops", "lost left", "lost right"),
    *("source above", "cue above", "content above", "sentence begins", "sentence ends", "sentences", "covered"),
    *("left to begin", "left to end", "mark at begin", "mark at end", "mark before", "mark after", "quoted"),
    *("quoted before", "quoted after", "odd marks", "no words"),
)
# What is told of a word, by where it stands: in the span, beside it, at the head of its phrase, above that, or left
# behind by the span though it hangs on one of its words.
PLACES = {
    "before": ("tag", "lemma"),
    "first": ("tag", "relation", "lemma"),
    "last": ("tag", "relation", "lemma"),
    "after": ("tag", "relation", "lemma"),
    "top": ("tag", "relation"),
    "above": ("tag", "lemma"),
    "lost left": ("relation",),
    "lost right": ("relation",),
}
_VALUES = {"tag": TAGS, "relation": RELATIONS, "lemma": LEMMAS}
_BLOCKS = (
    *((f"{kind} {place}", _VALUES[kind]) for place, kinds in PLACES.items() for kind in kinds),
    ("character before", CHARS),
    ("character after", CHARS),
)
_STARTS = list(accumulate((len(values) for _, values in _BLOCKS), initial=len(NUMBERS)))
_COLUMN = {
    name: {value: column for column, value in enumerate(values, start)}
    for (name, values), start in zip(_BLOCKS, _STARTS, strict=False)
}
WIDTH = _STARTS[-1]


def features(spans: Sequence[Weighed], setting: Setting) -> np.ndarray:
    """A row of numbers for each of an article's possible spans of one role, (spans, WIDTH); no two spans are alike,
    and they ascend by their beginnings."""
    rows = np.zeros((len(spans), WIDTH), dtype=np.float32)
    for row, span, rivals in zip(rows, spans, rivalries(spans), strict=True):
        numbers, columns = setting.read(span)
        row[: len(NUMBERS)] = (*odds(span.probability), *rivals, *numbers)
        row[columns] = 1
    return rows


def odds(probability: float) -> tuple[float, float]:
    """The probability's log odds, and itself."""
    kept = min(max(probability, 1e-4), 1 - 1e-4)
    return log(kept / (1 - kept)), probability


def rivalries(spans: Sequence[Weighed]) -> Iterator[tuple[float, ...]]:
    """Of each span what those that overlap it have of belief: all together, the best, those with its beginning, with
    its end, around it and inside it; and by how much it leads."""
    firsts = [s.first for s in spans]
    reach = list(accumulate((s.last for s in spans), max))  # ascending, for the search
    for i, span in enumerate(spans):
        low = max(bisect_right(reach, span.first), i - MOST)
        high = min(bisect_left(firsts, span.last), i + MOST)
        near = [s for s in spans[low:high] if s is not span and s.last > span.first]
        all_ = [s.probability for s in near]
        begun = sum(s.probability for s in near if s.first == span.first)
        ended = sum(s.probability for s in near if s.last == span.last)
        around = sum(s.probability for s in near if s.first <= span.first and s.last >= span.last)
        inside = sum(s.probability for s in near if s.first >= span.first and s.last <= span.last)
        best = max(all_, default=0.0)
        yield sum(all_), best, begun, ended, around, inside, span.probability - best


class Setting:
    """One article's words, tags and marks, laid out to be asked about many spans.

    Args:
        shares: the probability of each tag at each piece, (pieces, tags).
        pieces: the article's pieces.
        view: its text with straight marks, as the pieces were cut from it.
        document: its parse.
    """

    def __init__(self, shares: np.ndarray, pieces: Pieces, view: str, document: Document) -> None:
        self.view, self.pieces = view, pieces
        # source, cue, content: the share of each role at each piece, with nothing before the first and after the last
        roles = np.stack([shares[:, t] + shares[:, t + 1] for t in range(OUTSIDE + 1, shares.shape[1], 2)], 1)
        self.roles = np.pad(roles, ((1, 1), (0, 0)))
        self.quoted = np.pad(pieces.quoted, 1)
        words = [(s, i) for s in document.sentences for i in range(len(s.words))]
        self.words = [s.words[i] for s, i in words]
        self.begins = [w.span.start for w in self.words]
        self.ends = [w.span.end for w in self.words]
        sizes = [len(s.words) for s in document.sentences]
        offsets = list(accumulate(sizes, initial=0))
        self.bounds = [(offsets[n], offsets[n + 1]) for n, size in enumerate(sizes) for _ in range(size)]
        self.heads = np.asarray(
            [offsets[n] + w.head if w.head >= 0 else -1 for n, s in enumerate(document.sentences) for w in s.words],
            dtype=np.int64,
        )
        self.bare = np.asarray([w.upos != "PUNCT" for w in self.words], dtype=bool)
        self.columns = {place: [list(_columns(w, place)) for w in self.words] for place in PLACES}

    def read(self, span: Weighed) -> tuple[list[float], list[int]]:
        """The numbers from «mean tag» on, and the columns of what else is true of the span."""
        start, end = int(self.pieces.offsets[span.first, 0]), int(self.pieces.offsets[span.last - 1, 1])
        low, high = bisect_right(self.ends, start), bisect_left(self.begins, end)
        tree, columns = self._tree(low, high) if low < high else ([0.0] * 12, [])
        sizes = [log(span.last - span.first), log(max(high - low, 1))]
        chars = (("character before", start - 1), ("character after", end))
        columns += [c for name, at in chars if (c := _COLUMN[name].get(self._char(at))) is not None]
        return [*self._tagged(span), *sizes, *tree, *self._marked(span, start, end), float(low >= high)], columns

    def _char(self, place: int) -> str:
        char = self.view[place] if 0 <= place < len(self.view) else "\n"
        return "a" if char.isalpha() else "0" if char.isdigit() else char

    def _tagged(self, span: Weighed) -> list[float]:
        """What the tags say inside the span and beside it, all of the span's own role first."""
        role = ROLES.index(span.role)
        inside = self.roles[span.first + 1 : span.last + 1]
        before, after = self.roles[span.first].tolist(), self.roles[span.last + 1].tolist()
        own, most = inside[:, role], inside.max(0).tolist()
        return [
            *(float(own.sum()) / len(own), float(own.min()), before[role], after[role]),
            *(before[0], after[0], before[1], after[1], most[0], most[1]),
        ]

    def _tree(self, low: int, high: int) -> tuple[list[float], list[int]]:
        """How the words `low` to `high` lie in their sentences' trees, and what words are there, as columns."""
        left, right = self.bounds[low][0], self.bounds[high - 1][1]
        top, tops = self._tops(low, high)
        above = int(self.heads[top])
        named = [("before", low - 1), ("first", low), ("last", high - 1), ("after", high), ("top", top)]
        lost = {"lost left": self._hanging(left, low, low, high), "lost right": self._hanging(high, right, low, high)}
        named += [("above", above), *((side, at) for side, places in lost.items() for at in places)]
        columns = [column for place, at in named if 0 <= at < len(self.words) for column in self.columns[place][at]]
        share = self._share(above) if above >= 0 else [0.0, 0.0, 0.0]
        return [
            *(float(tops), *(float(len(places)) for places in lost.values()), *share),
            *(float(low == left), float(not self.bare[high:right].any()), float(right > self.bounds[low][1])),
            *((high - low) / (right - left), log(1 + low - left), log(1 + right - high)),
        ], columns

    def _tops(self, low: int, high: int) -> tuple[int, int]:
        """The first of the words that hang on none of the others, and how many such there are, marks aside."""
        heads = self.heads[low:high]
        tops = np.flatnonzero(((heads < low) | (heads >= high)) & self.bare[low:high])
        return (low + int(tops[0]) if len(tops) else low), len(tops)

    def _hanging(self, begin: int, end: int, low: int, high: int) -> list[int]:
        """The words from `begin` to `end`, marks aside, that hang on one from `low` to `high`."""
        heads = self.heads[begin:end]
        found = np.flatnonzero((heads >= low) & (heads < high) & self.bare[begin:end])
        return [begin + at for at in found.tolist()]

    def _share(self, at: int) -> list[float]:
        """How much of a word's beginning is tagged source, cue and content."""
        first = int(np.searchsorted(self.pieces.offsets[:, 1], self.begins[at], side="right"))
        return [float(share) for share in self.roles[min(first + 1, len(self.roles) - 1)]]

    def _marked(self, span: Weighed, start: int, end: int) -> list[float]:
        """The marks at its ends, and how much of it is quoted."""
        marks = [float(self.view[at : at + 1] == '"') for at in (start, end - 1, max(start - 1, 0), end)]
        inside = self.quoted[span.first + 1 : span.last + 1]
        beside = (float(self.quoted[span.first]), float(self.quoted[span.last + 1]))
        return [*marks, float(inside.sum()) / len(inside), *beside, float(self.view.count('"', start, end) % 2)]


def column(number: int) -> tuple[str, str]:
    """What it means that this column, one after the numbers, is 1: «tag first» and «NOUN», say."""
    block = bisect_right(_STARTS, number) - 1
    name, values = _BLOCKS[block]
    return name, values[number - _STARTS[block]]


def _columns(word: Word, place: str) -> Iterator[int]:
    """The columns of what is told of a word at a place."""
    told = {"tag": word.upos, "relation": word.deprel.partition(":")[0], "lemma": word.lemma}
    for kind in PLACES[place]:
        column = _COLUMN[f"{kind} {place}"].get(told[kind])
        if column is not None:
            yield column
