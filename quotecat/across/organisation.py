"""The names of organisations and documents as articles print them: which are names at all, and which many bear."""

from __future__ import annotations

from quotecat.across.fold import words

_LEGAL = frozenset("inc ltd llc plc corp corporation co company limited gmbh ag sa spa nv oyj pty".split())
_SMALL = frozenset("the a an of for and in on to at by s".split())
_POINTING = frozenset(
    """his her their its our my your this that these those one two some many other others most several another
    both""".split()
)
# What every country, state or town has one of: without a place of its own such a name is not one organisation's.
GENERIC = frozenset(
    """police army navy force forces military government cabinet parliament congress senate house assembly council
    court supreme high federal central national state local city town county district provincial regional municipal
    public ministry minister department office bureau agency authority commission committee board directorate
    secretariat service services health education finance treasury interior home foreign external affairs defence
    defense justice labour labor trade commerce industry agriculture environment energy transport transportation
    tourism culture information communications planning development security intelligence immigration customs
    revenue tax prosecutor prosecutors attorney general president presidency prime palace union federation
    association confederation party opposition coalition alliance campaign team club company firm bank university
    college school hospital church mosque embassy consulate airport fire brigade coast guard guards border patrol
    electoral election elections human rights administration authorities officials spokesman spokesperson lawmakers
    republicans democrats conservatives labour liberals newspaper paper magazine outlet network station channel
    media press agency news website group organisation organization institute pac super centre center foundation society
    chamber fund court appeals appeal crown magistrates investigators organisers organizers protesters workers
    teachers students doctors voters residents people""".split()
)
PROPER_PARTIES = frozenset("republicans democrats".split())


def registrable(name: str) -> bool:
    """Whether other articles may name the same by these words: «Coast Guard», not «his campaign» or «the firm»."""
    parts = name.split()
    while parts and parts[0].casefold() in _SMALL:
        parts.pop(0)
    return bool(parts) and parts[0][:1].isupper() and parts[0].casefold() not in _POINTING


def key(name: str) -> str:
    """The name as it is looked up: folded, without articles and what only says the form of a company."""
    kept = [w for w in words(name) if w not in _SMALL]
    bare = [w for w in kept if w not in _LEGAL]
    return " ".join(bare or kept)


def is_generic(name: str) -> bool:
    """Whether many organisations bear the name: «Ministry of Health», «Supreme Court», «police»."""
    return all(w in GENERIC for w in key(name).split()) and key(name) not in PROPER_PARTIES
