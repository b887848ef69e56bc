"""Phrases: what the parse says of a stretch of words: what it turns on, and what belongs to that."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from quotecat.nlp.document import Sentence, Word
from quotecat.text.span import Span, hull

CLAUSES = ("acl", "advcl", "parataxis")  # what hangs on a noun and is no part of its short form
BESIDE = ("conj", "appos", "dep", "nsubj", "cop")  # another phrase, or what is said of this one
MARKS = ("case", "punct", "det", "cc")


@dataclass(frozen=True, slots=True)
class Node:
    """One word of a sentence, and with it the phrase that hangs on it."""

    sentence: Sentence
    index: int

    @property
    def word(self) -> Word:
        """The word itself."""
        return self.sentence.words[self.index]

    @property
    def deprel(self) -> str:
        """How it hangs on its governor: «nsubj», «nmod:poss»."""
        return self.word.deprel

    @property
    def lemma(self) -> str:
        """Its lemma in lower case."""
        return self.word.lemma.casefold()

    @property
    def governor(self) -> Node | None:
        """The word that it hangs on; None for the root."""
        return Node(self.sentence, self.word.head) if self.word.head >= 0 else None

    def children(self, *relations: str) -> Iterator[Node]:
        """The words that hang on it, in order; those of some relations only: «nmod» takes «nmod:poss» too."""
        for i, word in enumerate(self.sentence.words):
            if word.head == self.index and (not relations or word.deprel.split(":")[0] in relations):
                yield Node(self.sentence, i)

    def phrase(self) -> Span:
        """The words of the phrase, without clauses that hang on it, marks and small words at its head."""
        kept = sorted(self.below(CLAUSES, BESIDE))
        words = self.sentence.words
        small = [i for i in kept if i < self.index and words[i].deprel in ("case", "punct", "cc", "mark", "fixed")]
        first = max((i + 1 for i in small), default=kept[0])
        run = [i for i in range(first, kept[-1] + 1) if i in set(kept)]
        while len(run) > 1 and (words[run[-1]].upos == "PUNCT" or words[run[-1]].deprel == "case"):
            run.pop()
        return Span(words[run[0]].span.start, words[run[-1]].span.end)

    def below(self, apart: Collection[str] = (), beside: Collection[str] = ()) -> set[int]:
        """The word and what hangs on it, near and far, by index: without what hangs somewhere by a relation in `apart`,
        or on the word itself by one in `beside`."""
        kept = {self.index}
        open_ = [self]
        while open_:
            node = open_.pop()
            for child in node.children():
                relation = child.deprel.split(":")[0]
                cut = relation in apart or (node.index == self.index and relation in beside)
                if child.index not in kept and not cut:
                    kept.add(child.index)
                    open_.append(child)
        return kept

    def extent(self, apart: Collection[str] = (), beside: Collection[str] = ()) -> Span:
        """From the first to the last word that is `below` and no punctuation."""
        words = self.sentence.words
        spans = [words[i].span for i in self.below(apart, beside) if words[i].upos != "PUNCT"]
        return hull(spans) if spans else self.word.span


class Phrases:
    """All phrases of an article, by where they stand."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        self.sentences = sentences
        self.starts = [s.span.start for s in sentences]

    def number(self, place: int) -> int:
        """The number of the sentence that a place in the text lies in, or of the last before it."""
        return max(0, bisect_right(self.starts, place) - 1)

    def nodes(self, span: Span) -> list[Node]:
        """The words in `span`, of the sentence that it begins in."""
        if not self.sentences:
            return []
        sentence = self.sentences[self.number(span.start)]
        places = [w.span.end for w in sentence.words]
        first = bisect_right(places, span.start)
        last = bisect_left([w.span.start for w in sentence.words], span.end)
        return [Node(sentence, i) for i in range(first, last)]

    def words(self, span: Span) -> list[Word]:
        """The words of all sentences that lie in `span` or overlap it."""
        if not self.sentences:
            return []
        reach = self.sentences[self.number(span.start) : self.number(span.end - 1) + 1]
        return [w for s in reach for w in s.words if w.span.overlaps(span)]

    def head(self, span: Span) -> Node | None:
        """The word that `span` turns on: the first whose governor lies outside; None where there is no word."""
        nodes = self.nodes(span)
        inside = {n.index for n in nodes}
        loose = [n for n in nodes if n.word.head not in inside and n.deprel not in MARKS]
        return loose[0] if loose else nodes[0] if nodes else None
