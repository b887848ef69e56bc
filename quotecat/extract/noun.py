"""Common nouns that sources are made of: documents and groups that say things, and people without names."""

from __future__ import annotations

import re

from quotecat.nlp.document import Word
from quotecat.text.span import Span

DOCUMENTS = frozenset(
    """report statement letter memo memorandum document article story piece editorial column post tweet email e-mail
    filing lawsuit complaint ruling decision verdict order opinion indictment affidavit transcript study survey poll
    paper book clip video ad advertisement advert commercial release website page site resolution bill law constitution
    communique communiqué declaration dispatch bulletin brief petition message note text text speech platform bylaws
    standards guidelines manual pamphlet leaflet sign banner headline caption finding findings data figures results
    analysis review audit assessment paper treaty agreement charter contract""".split()
)
GROUPS = frozenset(
    """agency union party company firm group organisation organization association committee commission council
    court government ministry department bureau office university college school newspaper paper magazine network
    campaign bank fund foundation institute board panel team club church police military army navy force forces
    administration authority parliament senate house congress cabinet coalition alliance federation league movement
    corporation regulator watchdog charity operator airline airport hospital embassy mission secretariat broadcaster
    publisher outlet center centre service""".split()
)
# Of these the ones that any organisation may be called when it has just been named.
ANY_GROUP = frozenset(
    """agency union company firm group organisation organization association committee commission council department
    bureau bank fund foundation institute charity regulator watchdog corporation airline network federation league
    movement coalition alliance nonprofit""".split()
)
PERSON = re.compile(
    r"(?:man|woman|person|boy|girl|er|or|ist|ian|eer|ee|ant|ent|nominee|candidate|general|president|chief|head|chair|"
    r"aide|wife|husband|mother|father|son|daughter|brother|sister|friend|native|official|mogul|politician|lawyer|"
    r"attorney|premier|secretary|senator|colonel|captain|mayor|king|queen|prince|princess|pope|analyst|coach|star|"
    r"veteran|witness|pilot|nurse|chancellor|envoy|diplomat|judge|justice|representative|democrat|republican|executive)$"
)
NOT_PEOPLE = frozenset(
    "government parliament statement document department president's center centre paper newspaper".split()
)
# Who is there to be heard or to pass words on is hardly whom the article is about.
VOICES = frozenset(
    "announcer narrator interviewer questioner caller heckler interpreter translator presenter voiceover".split()
)
# Relatives, with the pronoun that fits them; the article may name them without a word of whose they are.
KIN = {
    **dict.fromkeys(
        "father dad husband brother son grandfather uncle nephew stepfather widower boyfriend".split(), "he"
    ),
    **dict.fromkeys(
        "mother mum mom wife sister daughter grandmother aunt niece stepmother widow girlfriend".split(), "she"
    ),
}
# What is set behind a name to say what kind of thing bears it: «the APS agency» is APS.
KINDS = frozenset(
    """agency newspaper paper magazine daily weekly tabloid outlet broadcaster network channel station site website
    portal platform app company firm group brand airline bank supermarket chain startup retailer carmaker
    giant""".split()
)
DEFINITE = frozenset("the this that his her their its".split())


def base(span: Span, text: str) -> str:
    """A nominal without what is appended to it: «Officials at the ministry, which …» ends at the comma."""
    words = span.of(text)
    words = re.sub(r"^(?:only|just|even|but|and|per|as)\s+", "", words, flags=re.IGNORECASE)
    words = re.split(r",|;|\s[—–-]\s|\(|\s(?:who|which|that|whose)\s", words)[0]
    return words.strip(" .:,;—–-\n\t\r\u00a0")


def head_noun(printed: str) -> str:
    """The noun that a noun phrase turns on: the last word before «of», «in», «for» and their like, in lower case."""
    core = re.split(r"\s(?:of|in|for|from|at|with|on|to|by|near|close|familiar|inside|within|about)\s", printed)[0]
    words = re.findall(r"[\w’'-]+", core)
    return words[-1].casefold() if words else ""


def is_definite(printed: str) -> bool:
    """Whether a nominal points back at something known: «the general», «his spokesman»."""
    words = printed.split()
    return bool(words) and words[0].casefold() in DEFINITE


def is_person(noun: str) -> bool:
    """Whether a singular noun names a person by what he or she is or does."""
    return noun not in NOT_PEOPLE | DOCUMENTS | GROUPS and bool(PERSON.search(noun))


def is_plural(words: tuple[Word, ...], span: Span) -> bool:
    """Whether the parser calls the last noun in `span` a plural."""
    nouns = [w for w in words if span.overlaps(w.span) and w.upos in ("NOUN", "PROPN")]
    return bool(nouns) and "Number=Plur" in nouns[-1].feats
