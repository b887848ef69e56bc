"""Periods of the calendar: days, weeks, months and longer, and the one that is nearest to a publication."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

Precision = Literal["day", "week", "month", "quarter", "season", "year", "decade", "century", "range"]
Sense = Literal["past", "future", "last", "next", "this"]

_ISO = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2})([T ].*)?)?)?")
# How precisely a publication must be known, in parts of an ISO date, to count such units from it.
_PARTS = {"day": 3, "week": 3, "month": 2, "quarter": 2, "season": 2, "year": 1, "decade": 1, "century": 1, "range": 3}


@dataclass(frozen=True, slots=True)
class Period:
    """The days from `first` to `last`, both included; `parts` says how much of an ISO date stood for it (1 to 3)."""

    first: date
    last: date
    parts: int = 3

    def tells(self, unit: str) -> bool:
        """Whether a publication known as this period is known precisely enough to count `unit` from it."""
        return self.parts >= _PARTS[unit]


def publication(printed: str | None) -> Period | None:
    """The period an ISO 8601 date as precise as known stands for; None if it is no date."""
    found = _ISO.fullmatch(printed.strip()) if printed else None
    if not found or not printed:
        return None
    with suppress(ValueError):
        if found[4]:
            datetime.fromisoformat(printed.strip())
        if found[3]:
            return day(date(int(found[1]), int(found[2]), int(found[3])))
        if found[2]:
            return month(int(found[1]), int(found[2]))
        return years(int(found[1]), 1)
    return None


def day(of: date) -> Period:
    """One day."""
    return Period(of, of)


def days(first: date, number: int) -> Period:
    """`number` days from `first`."""
    return Period(first, first + timedelta(number - 1))


def month(year: int, number: int, length: int = 1) -> Period:
    """`length` months from month `number`, which may lie outside of 1 to 12: month 0 is the December before."""
    year, zero = year + (number - 1) // 12, (number - 1) % 12
    end_year, end_zero = year + (zero + length - 1) // 12, (zero + length - 1) % 12
    last = date(end_year, end_zero + 1, monthrange(end_year, end_zero + 1)[1])
    return Period(date(year, zero + 1, 1), last, 2)


def years(first: int, number: int) -> Period:
    """`number` calendar years from the year `first`."""
    return Period(date(first, 1, 1), date(first + number - 1, 12, 31), 1)


def century(number: int) -> Period:
    """A century by its number; the first day of the 20th is the first of 1901."""
    return years((number - 1) * 100 + 1, 100)


def unit(name: str, at: date, by: int = 0) -> Period:
    """The week, month and so on that holds `at`, or the one `by` units after it. Weeks begin on Monday."""
    match name:
        case "day":
            return day(at + timedelta(by))
        case "week":
            return days(at + timedelta(7 * by - at.weekday()), 7)
        case "weekend":
            return days(at + timedelta(7 * by - at.weekday() + 5), 2)
        case "month":
            return month(at.year, at.month + by)
        case "quarter":
            return month(at.year, (at.month - 1) // 3 * 3 + 1 + 3 * by, 3)
        case "decade":
            return years(at.year // 10 * 10 + 10 * by, 10)
        case "century":
            return century((at.year - 1) // 100 + 1 + by)
    return years(at.year + by, 1)


def moved(at: date, name: str, by: int) -> date:
    """The day `by` days, weeks, months and so on after `at`; the last of the month where it has no such day."""
    if name in ("day", "week"):
        return at + timedelta(by * (7 if name == "week" else 1))
    months = by * {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}[name]
    target = month(at.year, at.month + months)
    return target.first.replace(day=min(at.day, target.last.day))


def nearest(make: Callable[[int], Period], now: Period, sense: Sense) -> Period | None:
    """Of the periods that `make` gives for each year, the one meant as seen from `now`.

    «past» and «future» take one that has begun or not yet ended, too; «last» and «next» lie wholly before or after
    `now`; «this» holds it or is of the same year.
    """
    # A 29 February comes every eighth year at the worst; anything else, every year.
    return _nearest(make, now, sense, 2) or _nearest(make, now, sense, 8)


def _nearest(make: Callable[[int], Period], now: Period, sense: Sense, reach: int) -> Period | None:
    found = []
    for year in range(now.first.year - reach, now.first.year + reach + 1):
        with suppress(ValueError):
            found.append(make(year))
    if sense == "this":
        holding = [p for p in found if p.first <= now.last and now.first <= p.last]
        return next(iter(holding or [p for p in found if p.first.year == now.first.year]), None)
    if sense in ("past", "last"):
        limit = now.last if sense == "past" else now.first - timedelta(1)
        earlier = [p for p in found if (p.first if sense == "past" else p.last) <= limit]
        return earlier[-1] if earlier else None
    limit = now.first if sense == "future" else now.last + timedelta(1)
    return next((p for p in found if (p.last if sense == "future" else p.first) >= limit), None)


def weekday(number: int, now: Period, sense: Sense) -> Period:
    """The weekday (Monday is 0) meant as seen from the day `now`: «past» and «future» may be that very day."""
    ahead = (number - now.first.weekday()) % 7
    by = {
        "past": ahead - 7 if ahead else 0,
        "future": ahead,
        "last": ahead - 7,
        "next": ahead or 7,
        "this": ahead if ahead <= 3 else ahead - 7,
    }[sense]
    return day(now.first + timedelta(by))
