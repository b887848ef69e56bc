"""Who issued a document that speaks: the court for «the ruling», Ana Ruiz for «her letter», where the text says it."""

from __future__ import annotations

from collections.abc import Iterator

from quotecat.extract import noun
from quotecat.extract.phrase import Node, Phrases
from quotecat.text.span import Span

FAR = 14  # sentences; who issued what was read longer ago is told again
ISSUES = frozenset(
    """issue release publish write send post put air launch file produce author sign circulate deliver draft pen tweet
    submit address compile run conduct prepare commission unveil give make read share""".split()
)
# What is done when such a document is made.
DEEDS = {
    "ruling": ("rule", "decide"),
    "decision": ("decide", "rule"),
    "verdict": ("convict", "acquit"),
    "lawsuit": ("sue",),
    "complaint": ("complain", "sue"),
    "tweet": ("tweet",),
    "email": ("email",),
    "survey": ("survey",),
    "poll": ("poll",),
}
# What has its own voice, whoever made it: laws and agreements, and what many hands make.
ITS_OWN = frozenset("bill law resolution constitution treaty agreement contract charter site website page".split())


def issuers(phrases: Phrases, span: Span) -> Iterator[Node]:
    """The words that may name whoever issued the document at `span`, there or earlier, the likeliest first.

    A «compound», «Times» in «a Times article», issued it if it is no person: «the Ruiz ad» may be against her.
    """
    head = phrases.head(span)
    if head is None:
        return
    yield from owners(head)
    last = phrases.number(span.start) if is_known(head) else -1
    for number in range(last, max(-1, last - FAR), -1):
        sentence = phrases.sentences[number]
        for index in range(len(sentence.words) - 1, -1, -1):
            node = Node(sentence, index)
            if node.word.span.start >= span.start:
                continue
            found = owners(node) if node.word.upos == "NOUN" and same(node, head) else did(node, head)
            yield from (n for n in found if not n.phrase().overlaps(span))


def did(verb: Node, document: Node) -> Iterator[Node]:
    """The subject of a verb that made the document: «the court ruled» for «the ruling»."""
    if verb.word.upos == "VERB" and verb.lemma in DEEDS.get(document.lemma, ()):
        yield from _subjects(verb)


def is_known(head: Node) -> bool:
    """Whether the noun points back: «the report», «this letter»."""
    return any(child.lemma in noun.DEFINITE for child in head.children("det", "nmod"))


def same(earlier: Node, head: Node) -> bool:
    """Whether an earlier noun may name the same document."""
    return earlier.lemma == head.lemma or {earlier.lemma, head.lemma} in ALIKE


ALIKE = tuple(
    {a, b}
    for group in ("article story piece column editorial report post", "ad spot clip video advertisement commercial")
    for a in group.split()
    for b in group.split()
    if a != b
)


def owners(document: Node) -> Iterator[Node]:
    """The words that say whose a document is, the surest first."""
    for child in document.children("nmod"):
        marks = {c.lemma for c in child.children("case")}
        if child.deprel == "nmod:poss" or marks & {"by", "from"}:
            yield child
    for child in document.children("acl"):
        for agent in child.children("obl"):
            if any(c.lemma == "by" for c in agent.children("case")):
                yield agent
    yield from document.children("compound")
    verb = document.governor
    if verb is None or verb.word.upos != "VERB":
        return
    issued = document.deprel == "obj" and verb.lemma in ISSUES
    spoken = document.deprel.startswith("obl") and any(c.lemma == "in" for c in document.children("case"))
    if issued or spoken:
        yield from _subjects(verb)
    if document.deprel == "nsubj:pass":
        for agent in verb.children("obl"):
            if any(c.lemma == "by" for c in agent.children("case")):
                yield agent


def _subjects(verb: Node) -> Iterator[Node]:
    """The subjects of a verb, or of the verb that it is joined to."""
    yield from (c for c in verb.children("nsubj") if c.deprel == "nsubj")
    above = verb.governor
    if above and verb.deprel in ("conj", "xcomp", "advcl"):
        yield from (c for c in above.children("nsubj") if c.deprel == "nsubj")
