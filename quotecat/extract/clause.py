"""Clauses: what a sentence says apart from each other, and in each what is said of whom.

A clause here is a main clause: the sentence's own, or one set beside it with a subject of its own («Rain fell, and the
river rose»). Clauses inside a clause are part of it. Relations are those of Universal Dependencies.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from quotecat.extract.phrase import Node
from quotecat.nlp.document import Sentence, Word
from quotecat.text.span import Span, hull

SUBJECTS = ("nsubj", "csubj", "expl")
FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
SAYING = frozenset("say add tell report explain note state announce confirm".split())
NEGATIONS = frozenset("not n't never".split())
_VERBAL = ("aux", "aux:pass", "cop", "compound:prt")  # «has been», «is», «up» of «gave up»
_APART = frozenset(("acl", "appos", "parataxis", "dep"))  # what is set beside a noun
_JOINS = frozenset("how why what when where whether if though although because while since as that until".split())
_RELATIVE = frozenset(("WDT", "WP", "WP$"))
_SAID_OF = frozenset(("nsubj", "csubj", "expl", "cop", "aux", "advmod", "advcl", "mark", "cc", "conj", "obl"))
_OBJECTS = ("obj", "iobj", "ccomp", "xcomp", "obl")  # what a verb is completed by, nearest first


@dataclass(frozen=True, slots=True)
class Clause:
    """A main clause: its span without the word that joins it to the one before, and its head, verb or complement."""

    span: Span
    head: Node


@dataclass(frozen=True, slots=True)
class Statement:
    """Who or what (subject) is or does (predicate) what (object); the object of «is» is its complement."""

    subject: Span | None
    predicate: Span | None
    object: Span | None


def clauses(sentence: Sentence) -> list[Clause]:
    """The main clauses of a sentence, in order; a clause is cut off only where it stands in one piece."""
    root = next((i for i, w in enumerate(sentence.words) if w.head < 0), 0)
    starts = [(0, root)]
    for index in _beside(sentence, root):
        words = sorted(Node(sentence, index).below())
        if words == list(range(words[0], words[-1] + 1)) and words[0] > starts[-1][1]:
            starts.append((words[0], index))
    ends = [start for start, _ in starts[1:]] + [len(sentence.words)]
    found = (_trimmed(sentence, start, end, head) for (start, head), end in zip(starts, ends, strict=True))
    return [clause for clause in found if clause]


def _beside(sentence: Sentence, root: int) -> list[int]:
    """The heads of clauses set beside the root's, in order, each finite and with a subject of its own."""
    found, open_ = list[int](), [root]
    while open_:
        for child in Node(sentence, open_.pop()).children("conj", "parataxis"):
            # «…, says a friend»: the parser may miss that the friend is the subject
            told = child.deprel == "parataxis" and child.lemma in SAYING
            if (told or has_subject(child)) and is_finite(child) and not _hangs(child):
                found.append(child.index)
                open_.append(child.index)
    return sorted(found)


def _hangs(node: Node) -> bool:
    """Whether a clause begins as one that cannot stand alone: «how it was made», «though it rained», «in which»."""
    joins = any(n.lemma in _JOINS for n in node.children("mark", "advmod"))
    return joins or any(n.word.xpos in _RELATIVE for n in node.children("nsubj", "obj", "obl"))


def _trimmed(sentence: Sentence, start: int, end: int, head: int) -> Clause | None:
    """The words from `start` to before `end`, without a joining word at the head and the mark before the next."""
    words = sentence.words
    while start < end and (words[start].upos == "PUNCT" or _only_joins(words[start])) and start != head:
        start += 1
    last = end
    while end < len(words) and last - 1 > start and (words[last - 1].upos == "PUNCT" or _only_joins(words[last - 1])):
        last -= 1
    if start >= last or not start <= head < last:
        return None
    stop = sentence.span.end if end == len(words) else words[last - 1].span.end
    return Clause(Span(words[start].span.start, stop), Node(sentence, head))


def _only_joins(word: Word) -> bool:
    """Whether a word is an «and» or «but», not a «nor», which denies what comes."""
    return word.deprel == "cc" and word.lemma.casefold() != "nor"


def has_subject(node: Node) -> bool:
    """Whether the clause has a subject of its own."""
    return any(True for _ in node.children(*SUBJECTS))


def is_finite(node: Node) -> bool:
    """Whether the clause has a finite verb: «closed», «was closed», «may close», not «to close» or «closing»."""
    return any(n.word.xpos in FINITE for n in (node, *node.children("aux", "cop")))


def is_clause(node: Node) -> bool:
    """Whether a word is the head of a clause, finite or not: a verb, or what a form of «be» ties to a subject."""
    return node.word.upos in ("VERB", "AUX") or any(True for _ in node.children("cop"))


def is_negated(node: Node) -> bool:
    """Whether the clause is denied: by «not» or «never», or by «no» before its subject or object."""
    denying = (n for n in node.children("advmod") if n.lemma in NEGATIONS)
    if any(not _only_limits(n) for n in denying) or any(n.lemma == "nor" for n in node.children("cc")):
        return True
    near = list(node.children("nsubj", "obj", "expl"))
    near += [node] if any(True for _ in node.children("expl")) else []  # «there was no boat» hangs on «boat»
    if any(n.lemma in ("nobody", "nothing", "none", "neither") for n in near):
        return True
    near += list(node.children("obl"))  # «in no way»; «by none other than» denies nothing
    return any(c.lemma in ("no", "neither") for n in near for c in n.children("det", "cc"))


def _only_limits(negation: Node) -> bool:
    """Whether a «not» belongs to «not only», which denies nothing."""
    words = negation.sentence.words[negation.index + 1 : negation.index + 2]
    return any(w.lemma.casefold() in ("only", "just", "merely") for w in words)


def statement(head: Node, within: Span) -> Statement:
    """Subject, predicate and object of the clause that `head` is the head of, as far as they lie in `within`."""
    subject = next((n for n in head.children("nsubj", "csubj") if within.covers(n.word.span)), None)
    verbal = [n.word.span for n in head.children() if n.deprel in _VERBAL or n.lemma in NEGATIONS]
    if any(True for _ in head.children("cop")):
        predicate, object_ = _hull(verbal, within), _inside(_whole(head, complement=True), within)
    else:
        predicate = _hull([*verbal, head.word.span], within)
        completing = (n for relation in _OBJECTS for n in head.children(relation))
        object_ = next((s for n in completing if (s := _inside(_whole(n), within))), None)
    return Statement(_inside(_whole(subject), within) if subject else None, predicate, object_)


def _whole(node: Node, *, complement: bool = False) -> Span:
    """All words of a clause; of a noun's or of a complement what is no clause or name set beside it."""
    if complement:
        return node.extent(_APART, _SAID_OF)
    return node.extent() if is_clause(node) else node.extent(_APART)


def _hull(spans: Iterable[Span], within: Span) -> Span | None:
    kept = [s for s in spans if within.covers(s)]
    return hull(kept) if kept else None


def _inside(span: Span, within: Span) -> Span | None:
    """The part of `span` that lies in `within`."""
    start, end = max(span.start, within.start), min(span.end, within.end)
    return Span(start, end) if start < end else None
