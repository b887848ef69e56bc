"""Names of people as newspapers print them: titles before, given and family names, «Jr.» after."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

# Honorifics and titles of office that stand before a name. The title as printed is kept with the speaker; the name
# is what follows. Each is written as its bare letters: «Lt. Gen.» is two.
TITLES = frozenset(
    """mr mrs ms miss mx dr prof professor sir dame lord lady messrs drs profs sens senators reps representatives govs
    governors gens cols judges justices ministers presidents sen senator rep representative congressman congresswoman
    gov governor president vice-president vice pres secretary sec gen general col colonel lt lieutenant maj major capt
    captain sgt sergeant cpl corporal pvt private adm admiral cmdr commander judge justice chief minister prime premier
    chancellor mayor king queen prince princess pope bishop archbishop cardinal rev reverend father fr sister brother
    rabbi imam sheikh ambassador attorney former ex acting deputy baroness baron count countess duke duchess emperor
    ayatollah mullah pastor deacon councillor councilman councilwoman councilmember cllr alderman sheriff officer
    detective det inspector insp constable superintendent supt commissioner marshal brigadier brig speaker
    undersecretary dep asst assistant hon honourable honorable mp cpt spc pfc tun datuk tan
    sri seri eng engr adv shri smt haji dato alhaji alhaja hajiya comrade chief""".split()
)
# Titles that stand before a name and nothing else, capitals aside: they tell a name even where the parser sees none.
HONORIFICS = ("Mr", "Mrs", "Ms", "Dr", "Sen", "Rep", "Gov", "Gen", "Col", "Lt", "Maj", "Capt", "Sgt", "Adm", "Prof")
# Offices that stand before a name together with a place; `role.OFFICES` has what office words are short for.
PLACED_OFFICES = frozenset(
    """Mayor Governor Senator President Chancellor Minister Secretary Councillor Sheriff Speaker Gov. Gov Sen. Sen Rep.
    Rep Gen. Gen Col. Lt. Capt. Maj. Sgt. Adm.""".split()
)
# Bodies that offices are of, and so stand right before a name: «Speaker of the House Ana Ruiz».
BODIES = frozenset("house senate congress parliament assembly commons lords state treasury navy army court".split())
SUFFIXES = frozenset("jr sr ii iii iv phd md esq mp qc kc obe mbe cbe".split())
HE_TITLES = frozenset("mr sir lord king prince pope father brother baron count duke imam sheikh ayatollah".split())
SHE_TITLES = frozenset("mrs ms miss dame lady queen princess sister baroness countess duchess".split())
SHE_TITLES |= {"congresswoman", "councilwoman"}
HE_TITLES |= {"congressman", "councilman", "alderman"}
# Words that join the parts of a family name and are printed small.
PARTICLES = frozenset("de del della der den di da dos du van von la le el al bin ibn ben bint ter ten st y e".split())

# Styles of several words, and letters for a rank or an office, that stand before a name; capitals count.
STYLES = re.compile(
    r"(?:H\.? ?E\.? |H\.? ?H\.? |H\.? ?R\.? ?H\.? |Pol\.? |Ayatollah |Seyyed |Seyed |Tan Sri |Datuk Seri "
    r"|Hojj?at(?:o|ol|[- ]al|[- ]ol)?[- ]?[Ii]slam(?: val[- ]Moslemin)? |Samdech (?:Techo )?|[AE]mir Sheikh |Shaikh "
    r"|Special Envoy |Envoy )+"
)
LETTERS = re.compile(r"(?!I{1,3} |I?V )[A-Z]{2,4} (?=[A-Z][a-z'’-]*[a-z] [A-Z]|[A-Z]\.? [A-Z][a-z])")

TOKEN = re.compile(r"[^\W\d_](?:[^\W_]|['’.\-](?=[^\W_]))*\.?")
POSTNOMINAL = re.compile(r"(?!II)[A-Z]{2,3}")  # letters behind a full name: «Ana Ruiz AM»
PARTY = re.compile(r"[DRI]-[A-Z][\w.]*")  # what stands behind an American politician's name: (D-Mont.)
POSSESSIVE = re.compile(r"['’]s?$")


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name taken apart: titles as printed, and the parts of the name without them.

    `title_end` is where, in the printed words, the name itself begins, and `title_starts` where each title does.
    """

    titles: tuple[str, ...]
    parts: tuple[str, ...]
    title_end: int = 0
    title_starts: tuple[int, ...] = ()

    @property
    def bare(self) -> tuple[str, ...]:
        """The parts in lower case, without «Jr.» and the like, dots and curly apostrophes."""
        return _bare(self.parts)

    @property
    def full(self) -> str:
        """The parts as printed, a blank between them."""
        return " ".join(self.parts)

    @property
    def family(self) -> str:
        """The last part, in lower case."""
        return self.bare[-1] if self.parts else ""


@lru_cache(maxsize=10_000)
def _bare(parts: tuple[str, ...]) -> tuple[str, ...]:
    keys = tuple(key(p) for p in parts)
    return tuple(k for k in keys if k not in SUFFIXES) or keys


@lru_cache(maxsize=50_000)
def key(word: str) -> str:
    """A word as names are compared: lower case, no dots, straight apostrophes, no accents."""
    plain = word.casefold().replace(".", "").replace("’", "'")
    if plain.isascii():
        return plain
    return "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))


@lru_cache(maxsize=10_000)
def parse(printed: str) -> Name:
    """The titles and name parts of `printed`: «Lt. Gen. Ana Ruiz’s» has two titles and two parts."""
    printed = POSSESSIVE.sub("", printed.rstrip())
    tokens = list(TOKEN.finditer(printed))
    tokens = tokens[: next((i for i, t in enumerate(tokens) if i and PARTY.fullmatch(t.group())), None)]
    n = _office(tokens)
    while n < len(tokens) - 1 and (more := _title(printed, tokens, n)):
        n = min(n + more, len(tokens) - 1)
    where = next((i for i in range(n + 2, len(tokens)) if tokens[i].group() == "of"), len(tokens))
    tokens = tokens[:where]  # «Ana Ruiz of Maryland»
    while len(tokens) > n + 1 and tokens[-1].group().islower():
        tokens.pop()  # «Ana Ruiz of»: a name does not end in a small word
    while len(tokens) > n + 2 - (n > 0) and POSTNOMINAL.fullmatch(tokens[-1].group()) and not printed.isupper():
        tokens.pop()
    titles = tuple(t.group() for t in tokens[:n])
    parts = tuple(t.group() if key(t.group()) in SUFFIXES else _undotted(t.group()) for t in tokens[n:])
    starts = tuple(t.start() for t in tokens[:n])
    return Name(titles, parts, tokens[n].start() if n < len(tokens) else 0, starts)


def _title(printed: str, tokens: Sequence[re.Match[str]], at: int) -> int:
    """How many tokens from `at` on are a title, a style or letters for a rank: «Col», «Hojjat al-Islam», «MK»."""
    found = STYLES.match(printed, tokens[at].start()) or LETTERS.match(printed, tokens[at].start())
    if found:
        return sum(tokens[at].start() <= t.start() < found.end() for t in tokens)
    # «Del.» is a delegate, «del Toro» a family.
    return int(key(tokens[at].group()) in TITLES or tokens[at].group() == "Del.")


def _office(tokens: Sequence[re.Match[str]]) -> int:
    """Where an office begins that stands before the name with the place it is held in: «Port Ellery Mayor Ana Ruiz»."""
    offices = (
        i
        for i, token in enumerate(tokens[:-2])
        if token.group() in PLACED_OFFICES or (i and LETTERS.match(token.string, token.start()))
    )
    return next(offices, 0)


def _undotted(part: str) -> str:
    """«Butler.» at the end of a sentence is «Butler»; the initial «J.» keeps its dot."""
    return part if len(part) <= 2 or part.count(".") > 1 else part.rstrip(".")


def fits(short: Name, full: Name) -> bool:
    """Whether `short` can name the bearer of `full`: same family name or given name alone, or parts that agree.

    «Butler» and «David» fit «David Butler»; «D. Butler» and «David J. Butler» do; «Sarah Butler» does not.
    """
    a, b = short.bare, full.bare
    if not a or not b:
        return False
    if len(a) == 1:
        return a[0] == b[-1] or a[0] == b[0] or (len(b) > 2 and a[0] in b[1:] and a[0] not in PARTICLES)
    if a[-1] != b[-1]:
        return len(b) > len(a) and b[: len(a)] == a
    return b[-len(a) :] == a or _given_agree(a[0], b[0])


def _given_agree(a: str, b: str) -> bool:
    """The same given name, or one is the other's initial or beginning («Joe», «Joseph»: two letters will do)."""
    if a == b or (1 in (len(a), len(b)) and a[0] == b[0]):
        return True
    return len(a) > 2 and len(b) > 2 and (a.startswith(b[:3]) or SHORT.get(a, a) == SHORT.get(b, b))


# Short forms in wide use, each with the full form it stands for.
SHORT = dict(
    pair.split("=")
    for pair in """bill=william will=william bob=robert rob=robert dick=richard rick=richard jim=james joe=joseph
    mike=michael tom=thomas tony=anthony ted=edward ed=edward jeff=jeffrey liz=elizabeth beth=elizabeth kate=katherine
    peggy=margaret maggie=margaret meg=margaret chuck=charles charlie=charles jack=john hank=henry harry=henry
    larry=lawrence andy=andrew drew=andrew steve=stephen dave=david dan=daniel matt=matthew greg=gregory ben=benjamin
    sam=samuel alex=alexander nick=nicholas ron=ronald don=donald ken=kenneth tim=timothy chris=christopher
    patty=patricia pat=patricia sue=susan debbie=deborah barb=barbara bernie=bernard gerry=gerald jerry=gerald
    al=albert fred=frederick gus=august hal=harold ray=raymond stan=stanley walt=walter jon=jonathan
    mitch=mitchell newt=newton rudy=rudolph sandy=alexandra nikki=nicole abby=abigail becky=rebecca
    cathy=catherine cindy=cynthia""".split()
)


def initials(words: Sequence[str]) -> str:
    """The first letters of the words, small joining words left out: «XLD» of «Xavier Luc Duval»."""
    return "".join(w[0] for word in words for w in re.split(r"[-–]", word) if w[:1].isalpha() and w not in JOINING)


JOINING = frozenset("of the and for in on at de del la y e to a an".split())
