"""Stance: how firmly a claim is made by whoever makes it: for sure, probably, possibly or not at all; or denied.

The scale is that of FactBank (Saurí and Pustejovsky 2009), relative to the claimant; what the claimant only wants, asks
or supposes is «uncommitted». Nothing here says whether a claim is true.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from quotecat.extract.clause import is_negated
from quotecat.extract.cue import CueClass, cue_class, forms
from quotecat.extract.cue import is_negated as cue_is_negated
from quotecat.extract.phrase import Node

Polarity = Literal["affirmed", "negated", "denied"]
Certainty = Literal["certain", "probable", "possible", "uncommitted"]

_LESS: tuple[Certainty, ...] = ("certain", "probable", "possible", "uncommitted")
_POSSIBLE = frozenset(
    "may might could perhaps maybe possibly potentially conceivably possible fear rumour rumor".split()
)
_PROBABLE = frozenset(
    """probably likely apparently presumably seemingly seem appear allegedly reportedly supposedly purportedly reputedly
    probable believe think suspect estimate expect presume allege report rumored say""".split()
)
_UNLIKELY = frozenset(("unlikely", "improbable", "doubtful"))
_WEAK = frozenset(  # assertive cues that claim no certainty (Hooper's weak assertives, and forecasts)
    """believe think feel suppose assume imagine guess expect anticipate predict forecast estimate project reckon
    calculate seem appear belief view impression sense opinion estimate prediction forecast hint interpret regard
    consider""".split()
)
_ASKS = frozenset(
    "ask question wonder query inquire enquire debate see determine decide consider examine ponder".split()
)
_OPEN = frozenset("if whether what why how who whom which when where".split())  # how an embedded question begins
_WILL = frozenset("will shall 'll wo ’ll".split())
_AHEAD = frozenset("set due schedule slate poise plan intend about go expect aim bind destine likely hope".split())
_IF = frozenset("if unless provided providing".split())


@dataclass(frozen=True, slots=True)
class Stance:
    """How a claim is made.

    `polarity`: affirmed, negated in its own words («was not closed»), or denied by the cue («denied that …»).
    `conditional`: it holds if something else does. `future`: it is about what is still to come.
    """

    polarity: Polarity = "affirmed"
    certainty: Certainty = "certain"
    conditional: bool = False
    future: bool = False


def stance(head: Node, cue: str | None) -> Stance:
    """The stance of a claim whose clause `head` is the head of, reported by `cue`; a narrated claim has no cue."""
    reported = cue_class(cue) if cue else None
    firm = max(_of_cue(cue, reported, head), _of_words(head), _of_attitude(head), key=_LESS.index)
    negated = is_negated(head) or _is_denied_by_verb(head)
    denied = reported == "denying" or _is_disbelieved(cue) or _attitude(head) == "denying"
    polarity: Polarity = "denied" if denied else "negated" if negated else "affirmed"
    conditional = is_conditional(head, reported=cue is not None)
    return Stance(polarity, firm, conditional, is_future(head, reported, cue or ""))


def _is_disbelieved(cue: str | None) -> bool:
    """«does not believe that …» says that it is not so."""
    return cue is not None and cue_is_negated(cue) and bool(forms(cue) & _WEAK)


def _of_cue(cue: str | None, reported: CueClass | None, head: Node) -> Certainty:
    """How far the reporting words commit the claimant."""
    if cue is None or reported is None:
        return "certain"
    words = forms(cue)
    if (cue_is_negated(cue) or words & {"decline", "refuse"}) and not words & _WEAK and reported != "factive":
        return "uncommitted"
    if words & _ASKS and {n.lemma for n in head.children("mark", "advmod", "nsubj", "obj")} & _OPEN:
        return "uncommitted"  # «asked whether it was shut», «decided who goes»
    if reported == "volitional":
        return "uncommitted"
    if reported == "doubting":
        return "possible"
    return "probable" if words & _WEAK else "certain"


def _attitude(head: Node) -> CueClass | None:
    """The class of a claim's own verb where that only tells what somebody thinks of a clause: «he hoped that …»."""
    if _is_passive(head) or head.word.upos != "VERB" or not any(True for _ in head.children("ccomp", "xcomp")):
        return None
    return cue_class(head.lemma)


def _of_attitude(head: Node) -> Certainty:
    """How far «he hopes that …», «he doubts that …» or «he believes that …» commits him to what comes after."""
    attitude = _attitude(head)
    if attitude is None:
        return "certain"
    if attitude == "volitional":
        return "uncommitted"
    return "possible" if attitude == "doubting" else "probable" if head.lemma in _WEAK else "certain"


def _of_words(head: Node) -> Certainty:
    """How firm the claim's own words are: its modal verb, its adverbs, and «is expected to», «seems to»."""
    found: list[Certainty] = ["certain"]
    for node in (head, *_inners(head)):
        hedges = {n.lemma for n in node.children("aux", "advmod")}
        found += ["possible"] if hedges & _POSSIBLE else []
        found += ["probable"] if hedges & _PROBABLE or hedges & _UNLIKELY else []
    return max((*found, _of_verb(head)), key=_LESS.index)


def _of_verb(head: Node) -> Certainty:
    """How firm a head is that only tells how firm its clause is: «is expected to close», «it seems that»."""
    if not any(True for _ in head.children("xcomp", "ccomp", "csubj")):
        return "certain"
    told_of = _is_passive(head) or head.word.upos != "VERB" or head.lemma in ("seem", "appear")
    if told_of and head.lemma in _POSSIBLE:
        return "possible"
    return "probable" if told_of and head.lemma in _PROBABLE | _UNLIKELY else "certain"


def _inners(head: Node) -> tuple[Node, ...]:
    inner = next(head.children("xcomp"), None)
    return (inner,) if inner and head.lemma in ("seem", "appear", *_AHEAD) else ()


def _is_passive(head: Node) -> bool:
    return any(n.deprel in ("aux:pass", "nsubj:pass") for n in head.children("aux", "nsubj"))


def _is_denied_by_verb(head: Node) -> bool:
    """«is unlikely to close», «failed to close»."""
    return head.lemma in _UNLIKELY or (head.lemma == "fail" and next(head.children("xcomp"), None) is not None)


def is_conditional(head: Node, *, reported: bool) -> bool:
    """Whether the clause depends on another: «if …», «unless …», or «would» where no past tense asks for it."""
    for clause in head.children("advcl"):
        marks = {n.lemma for n in clause.children("mark", "advmod")}
        inverted = [n for n in clause.children("aux") if n.lemma in ("should", "have", "be") and n.index < clause.index]
        subject = next(clause.children("nsubj"), None)
        if marks & _IF or (not marks and inverted and subject and inverted[0].index < subject.index):
            return True
    if any(n.lemma in _IF for n in head.children("mark")) and not reported:
        return True
    return not reported and any(n.lemma in ("would", "'d") for n in head.children("aux"))


def is_future(head: Node, reported: CueClass | None, cue: str) -> bool:
    """Whether the clause is about what is to come, as seen from when it was said."""
    helpers = {n.lemma for n in head.children("aux")}
    if helpers & _WILL or (reported is not None and helpers & {"would"}):
        return True
    to = next(head.children("xcomp"), None)
    infinitive = to is not None and any(n.lemma == "to" for n in to.children("mark"))
    ahead = head.lemma in _AHEAD and (head.lemma != "go" or head.word.xpos == "VBG")
    if infinitive and ahead:
        return True
    own = any(n.lemma == "to" for n in head.children("mark"))
    if (infinitive and head.lemma == "be") or (own and any(n.lemma == "be" for n in head.children("aux", "cop"))):
        return True
    return own and (reported == "volitional" or bool(forms(cue) & _AHEAD))
