"""Whether a speaker of one article is a person, organisation or document that other articles have: the judgement alone.

Names decide who may be meant, evidence beside the name decides whether the link is made: the same role or title, the
same people and organisations named beside, the same outlet within weeks. What is only fair is proposed, never made.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from quotecat.across.day import days_between
from quotecat.across.fold import words
from quotecat.across.organisation import is_generic
from quotecat.across.person import Agreement, PersonName, agreement
from quotecat.extract.given_name import pronoun
from quotecat.extract.name import HE_TITLES, SHE_TITLES
from quotecat.extract.role import office

Verdict = Literal["same", "perhaps", "different"]

WEEKS = 45  # days within which one outlet's «Butler» is likely to be its last «Butler»
COMPANY = 2  # names beside that two articles have in common
# Words of roles that say nothing of who it is.
_EMPTY = frozenset(
    """a an the of for in on at to and or by with from as who his her their its former ex acting deputy senior chief
    head member new old local spokesman spokeswoman spokesperson man woman mr mrs ms year years us american""".split()
)


@dataclass(frozen=True, slots=True)
class Printed:
    """What articles print of a speaker: one article's for a newcomer, several articles' for whom the registry knows.

    Args:
        names: the names, the fullest first.
        kind: person, organisation or document.
        described: titles and roles as printed.
        outlets: (outlet, ISO date) of the articles, either of which may be missing.
        beside: other people and organisations that are named in the articles, folded.
    """

    names: tuple[str, ...]
    kind: str
    described: tuple[str, ...] = ()
    outlets: tuple[tuple[str | None, str | None], ...] = ()
    beside: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Judgement:
    """What was found, with the reasons in words; `weight` ranks what is proposed."""

    verdict: Verdict
    weight: int
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for two being one beside the name."""

    roles: tuple[str, ...]
    company: tuple[str, ...]
    outlet: str | None
    at_odds: bool

    @property
    def weight(self) -> int:
        """How much it is: a role counts for two, each name beside and the outlet for one."""
        return 2 * bool(self.roles) + min(len(self.company), 3) + bool(self.outlet)

    def reasons(self) -> tuple[str, ...]:
        """It in words."""
        found = [f"role: {', '.join(self.roles)}"] if self.roles else []
        found += [f"beside: {', '.join(self.company[:3])}"] if self.company else []
        found += [f"outlet: {self.outlet}"] if self.outlet else []
        return (*found, *(["roles have nothing in common"] if self.at_odds else []))


def named(new: Printed, known: Printed) -> Agreement:
    """How a newcomer's name agrees with the known ones: as with the one most like it, if at odds with no full one."""
    if new.kind != "person":
        return "same"
    name = PersonName.of(new.names[0])
    found = {agreement(name, other) for other in map(PersonName.of, known.names)}
    full = {agreement(name, other) for other in map(PersonName.of, known.names) if other.full}
    if "different" in full or _differ(_gender(new), _gender(known)):
        return "different"
    return next((how for how in _HOW if how in found), "different")


def at_odds(one: Printed, other: Printed) -> bool:
    """Whether two whom the registry knows cannot be one: both are people with full names, which differ."""
    full = [[n for n in map(PersonName.of, known.names) if n.full] for known in (one, other)]
    return any(agreement(a, b) == "different" for a in full[0] for b in full[1])


def judge(new: Printed, known: Printed, how: Agreement, *, rivals: int = 0) -> Judgement:
    """Whether a newcomer is whom the registry knows.

    Args:
        new, known: what is printed of them; the company of one in which everybody stands should be left out.
        how: how their names agree, see `named`.
        rivals: how many others the name may mean as well.
    """
    if how == "different":
        return Judgement("different", 0, ("another name",))
    evidence = weigh(new, known)
    if new.kind != "person":
        return _organisation(new, evidence)
    reasons = (f"{_HOW[how]}: {new.names[0]}", *evidence.reasons())
    return Judgement(
        _verdict(how, PersonName.of(new.names[0]), evidence, rivals), _NAMED[how] + evidence.weight, reasons
    )


def weigh(new: Printed, known: Printed) -> Evidence:
    """What two have in common beside their names."""
    ours, theirs = (_role_words(p.described) for p in (new, known))
    shared = tuple(sorted(ours & theirs))
    met = (o for o, day in new.outlets for p, other in known.outlets if o and o == p and _near(day, other))
    return Evidence(
        shared, tuple(sorted(new.beside & known.beside)), next(met, None), bool(ours and theirs and not shared)
    )


def _verdict(how: Agreement, name: PersonName, evidence: Evidence, rivals: int) -> Verdict:
    company = len(evidence.company) >= COMPANY
    if how == "same" and name.full:
        alone = not name.common and not rivals
        return "same" if alone or company or (evidence.roles and not rivals) else "perhaps"
    if rivals:
        return "same" if evidence.roles and company else "perhaps" if evidence.weight else "different"
    # A family name or an initial alone: a role and company, or much company in the same outlet.
    good = bool(evidence.roles) and bool(evidence.company or evidence.outlet)
    good = good or (company and bool(evidence.outlet) and not evidence.at_odds)
    return "same" if good else "perhaps" if evidence.weight or not name.common else "different"


def _organisation(new: Printed, evidence: Evidence) -> Judgement:
    reasons = (f"same name: {new.names[0]}", *evidence.reasons())
    if not is_generic(new.names[0]):
        return Judgement("same", 3 + evidence.weight, reasons)
    near = bool(evidence.outlet) or len(evidence.company) > COMPANY
    return Judgement("same" if near else "perhaps" if evidence.company else "different", evidence.weight, reasons)


_NAMED: dict[Agreement, int] = {"same": 3, "initial": 1, "short": 1, "different": 0}
_HOW: dict[Agreement, str] = {
    "same": "same name",
    "initial": "same family name and initial",
    "short": "same family name",
}


def _gender(printed: Printed) -> str | None:
    """«he» or «she», where a title or else the given name tells; never stored."""
    titles = {office(told.split()[0]) for told in printed.described if told.split()}
    told = {"he" for _ in titles & HE_TITLES} | {"she" for _ in titles & SHE_TITLES}
    if not told:
        given = (PersonName.of(name).given for name in printed.names)
        told = {p for g in given if (p := pronoun(g))}
    return told.pop() if len(told) == 1 else None


def _role_words(described: Iterable[str]) -> frozenset[str]:
    """The words that tell who somebody is: «Sen.» and «senator» are one."""
    return frozenset(office(word) for told in described for word in words(told) if word not in _EMPTY and len(word) > 1)


def _differ(one: str | None, other: str | None) -> bool:
    return bool(one and other and one != other)


def _near(one: str | None, other: str | None) -> bool:
    """Whether two days are known to lie within weeks of each other."""
    days = days_between(one, other)
    return days is not None and days <= WEEKS
