"""The names of people as articles print them, and whether two of them can be one person's."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from quotecat.across.fold import folded
from quotecat.extract.name import PARTICLES, SHORT, parse

Agreement = Literal["same", "initial", "short", "different"]

GENERATIONS = {"jr": "jr", "junior": "jr", "sr": "sr", "senior": "sr", "ii": "ii", "iii": "iii", "iv": "iv"}
# Family names that many people bear who have nothing to do with each other.
COMMON = frozenset(
    """smith johnson williams brown jones garcia miller davis rodriguez martinez hernandez lopez gonzalez gonzales
    wilson anderson thomas taylor moore jackson martin lee perez thompson white harris sanchez clark ramirez lewis
    robinson walker young allen king wright scott torres nguyen hill flores green adams nelson baker hall rivera
    campbell mitchell carter roberts gomez phillips evans turner diaz parker cruz edwards collins reyes stewart
    morris morales murphy cook rogers gutierrez ortiz morgan cooper peterson bailey reed kelly howard ramos kim cox
    ward richardson watson brooks chavez wood james bennett gray mendoza ruiz hughes price alvarez castillo sanders
    patel myers long ross foster jimenez powell jenkins perry russell sullivan bell coleman butler henderson barnes
    fisher vasquez simmons graham murray ford castro marshall owens harrison fernandez mcdonald woods washington
    kennedy wells vargas henry freeman webb tucker guzman burns crawford olson simpson porter hunter gordon mendez
    silva shaw snyder mason dixon munoz hunt hicks holmes palmer wagner black robertson boyd rose stone salazar fox
    warren mills meyer rice schmidt daniels ferguson nichols stephens soto weaver ryan gardner payne grant dunn
    kelley spencer hawkins arnold khan ali ahmed ahmad hussain hussein mohamed mohammed muhammad hassan ibrahim
    abdullah singh kumar sharma gupta shah das rahman islam begum akhtar malik iqbal wang li zhang liu chen yang
    huang zhao wu zhou xu sun zhu lin tan lim wong chan cheung ng park choi jung kang cho tran pham le santos silva
    souza oliveira pereira costa ferreira alves dossantos reyes cruz bautista ocampo okafor okeke eze mensah owusu
    banda phiri mwale moyo ndlovu dlamini mokoena nkosi mohamud abdi osman kamau mwangi otieno ivanov petrov
    kowalski nowak muller schneider fischer weber bauer hoffmann rossi russo ferrari dubois durand bernard cohen
    levy yilmaz kaya demir nkosi naidoo pillay""".split()
)
# Given names that many bear: with a common family name they name nobody in particular.
COMMON_GIVEN = frozenset(
    """james john robert michael william david richard joseph thomas charles christopher daniel matthew anthony mark
    paul steven andrew joshua kenneth kevin brian george edward ronald timothy jason jeffrey ryan jacob gary
    nicholas eric jonathan stephen larry justin scott brandon benjamin samuel gregory frank alexander patrick
    raymond jack dennis jerry mary patricia jennifer linda elizabeth barbara susan jessica sarah karen lisa nancy
    betty sandra margaret ashley kimberly emily donna michelle carol amanda melissa deborah stephanie rebecca laura
    sharon cynthia kathleen amy angela anna ruth maria jose juan luis carlos jorge manuel francisco antonio ana
    miguel pedro mohammed mohamed muhammad mohammad ahmed ali hassan hussein ibrahim omar abdul fatima aisha wei li
    jun min hui kim ji hyun raj kumar amit sunil priya joe tom mike jim bob dave chris steve dan matt peter simon
    alan ian martin adam tony sam ben kate jane anne ann helen emma alice henry ivan olga elena sergei natalia jean
    pierre marie paulo joao thabo sipho grace""".split()
)


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name taken apart, folded: «Col. George H. W. Bush Jr.» is george, (h, w), bush, jr.

    `given` is empty where only one name is printed, which is then `family`; `generation` is empty or «jr», «sr», «ii» …
    """

    given: str
    middle: tuple[str, ...]
    family: str
    generation: str

    @staticmethod
    @lru_cache(maxsize=20_000)
    def of(printed: str) -> PersonName:
        """The name in what is printed, without titles, small words before it, and particles within."""
        parts = list(parse(printed).parts)
        while len(parts) > 1 and parts[0][:1].islower() and any(p[:1].isupper() for p in parts):
            parts.pop(0)  # «neurosurgeon Ana Ruiz»
        keys = [folded(part) for whole in parts for part in _taken_apart(whole)]
        generation = next((GENERATIONS[k] for k in keys[1:] if k in GENERATIONS), "")
        keys = [k for i, k in enumerate(keys) if k and not (i and k in GENERATIONS)]
        bare = [k for i, k in enumerate(keys) if not (0 < i < len(keys) - 1 and k in PARTICLES)] or [""]
        return PersonName(bare[0] if len(bare) > 1 else "", tuple(bare[1:-1]), bare[-1], generation)

    @property
    def key(self) -> str:
        """All of the name in one string, for looking it up; equal names have equal keys."""
        return " ".join(filter(None, (self.given, *self.middle, self.family, self.generation)))

    @property
    def full(self) -> bool:
        """Whether a given and a family name are printed, more of the given one than its initial."""
        return len(self.given) > 1

    @property
    def common(self) -> bool:
        """Whether others are likely to bear the name too: «John Smith», «Smith», not «Bernie Sanders»."""
        return self.family in COMMON and (len(self.given) < 2 or SHORT.get(self.given, self.given) in COMMON_GIVEN)


def agreement(a: PersonName, b: PersonName) -> Agreement:
    """How two names agree, whichever is which.

    `same`: given and family name, and nothing that speaks against it; a middle name may be missing in one.
    `initial`: the same but for a given name that is only an initial in one, or a short form.
    `short`: one of them is a family name alone.
    `different`: another given name, middle name («George W.», «George H. W.») or generation («Jr.»).
    """
    if a.family != b.family or a.generation != b.generation:
        return "different"
    if not a.given or not b.given:
        return "short" if a.given or b.given else "same"
    if not _within(a.middle, b.middle) and not _within(b.middle, a.middle):
        return "different"
    if a.given == b.given:
        return "same" if a.full else "initial"
    initial = 1 in (len(a.given), len(b.given)) and a.given[0] == b.given[0]
    return "initial" if initial or SHORT.get(a.given, a.given) == SHORT.get(b.given, b.given) else "different"


def _within(some: tuple[str, ...], all_: tuple[str, ...]) -> bool:
    """Whether the middle names in `some` come in `all_` in this order.

    An initial stands for a name only where both print as many: «W.» is no «H. W.».
    """
    if len(some) == len(all_):
        return all(a == b or (1 in (len(a), len(b)) and a[0] == b[0]) for a, b in zip(some, all_, strict=True))
    rest = iter(all_)
    return all(len(one) > 1 and one in rest for one in some)


def _taken_apart(part: str) -> list[str]:
    """«al-Assad» is «al» and «Assad», so that it is found without the article; «Jean-Claude» and «J.R.» stay one."""
    first, hyphen, rest = part.partition("-")
    return [first, rest] if hyphen and rest and folded(first) in PARTICLES else [part]
