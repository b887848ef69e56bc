"""What each kind of printed date stands for, counted from the day of the publication where it says no year."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from quotecat.extract import period
from quotecat.extract.calendar_words import MONTHS, NUMBERS, ORDINALS, SEASONS, WEEKDAYS
from quotecat.extract.period import Period, Precision, Sense

Read = tuple[Precision, Period | None]
Match = re.Match[str]

_PRECISIONS: dict[str, Precision] = {
    "week": "week",
    "weekend": "range",
    "month": "month",
    "quarter": "quarter",
    "year": "year",
    "decade": "decade",
    "century": "century",
}
_MONTH = {name[:3]: number for number, name in enumerate(MONTHS, 1)}
_WEEKDAY = {name[:3]: number for number, name in enumerate(WEEKDAYS)}
_NUMERAL = re.compile("[0-9]+")
_OF_YEAR = re.compile(r"\b(this|last|next)\syear", re.IGNORECASE)
_DURING = re.compile(r"\b(?:in|within|over|for|during)\s$", re.IGNORECASE)
_WITHIN = re.compile(r"\b(?:in|by|until|during)\s$", re.IGNORECASE)
_STEP = {"last": -1, "this": 0, "next": 1}
_SENSE: dict[str, Sense] = {
    "last": "last",
    "this": "this",
    "next": "next",
    "this past": "last",
    "coming": "next",
    "this coming": "next",
    "the coming": "next",
}


def read(match: Match, now: Period | None, sense: Sense) -> Read | None:
    """What a match of `PATTERN` stands for, seen from `now`; None if no calendar has such a date.

    The period is None where nothing is known to count from.
    """
    kind = str(match.lastgroup)
    try:
        return _READERS[kind](match, match[kind], now, sense)
    except (ValueError, OverflowError):  # «31 June 2023», or beyond the years that can be written
        return None if now is None else read(match, None, sense)


def _numbers(printed: str) -> list[int]:
    return [int(found) for found in _NUMERAL.findall(printed)]


def _month_number(printed: str) -> int:
    return next(n for word in re.findall("[A-Z][a-z]{2}", printed) if (n := _MONTH.get(word.casefold())))


def _named_year(printed: str, now: Period | None) -> int | None:
    """The year an expression says: «of 2023», «last year»; None if it says none, or there is nothing to count from."""
    written = re.search("[0-9]{4}", printed)
    if written:
        return int(written[0])
    counted = _OF_YEAR.search(printed)
    return now.first.year + _STEP[counted[1].casefold()] if counted and now else None


def _yearly(printed: str, make: Callable[[int], Period], now: Period | None, sense: Sense) -> Period | None:
    """A period that comes once a year, in the year that is said or else in the nearest one."""
    year = _named_year(printed, now)
    if year is not None:
        return make(year)
    if now is None or _OF_YEAR.search(printed):
        return None
    return period.nearest(make, now, sense) if now.parts >= make(2024).parts else None  # a leap year has every day


def _iso(match: Match, printed: str, now: Period | None, sense: Sense) -> Read | None:
    return "day", period.day(date.fromisoformat(printed))


def _slash(match: Match, printed: str, now: Period | None, sense: Sense) -> Read | None:
    one, two, year = _numbers(printed)
    if one <= 12 and two <= 12 and one != two and "/" in printed:
        return None  # American or British: who knows
    number, day = (one, two) if two > 12 and "/" in printed else (two, one)
    return "day", period.day(date(year, number, day))


def _monthday(match: Match, printed: str, now: Period | None, sense: Sense) -> Read | None:
    number = _month_number(printed)
    days = [n for n in _numbers(printed) if n <= 31]
    if days != sorted(set(days)):
        return None
    date(2024, number, days[-1])  # raises if no year has such a day

    def make(year: int) -> Period:
        return Period(date(year, number, days[0]), date(year, number, days[-1]))

    return "day" if len(days) == 1 else "range", _yearly(printed, make, now, sense)


def _monthly(match: Match, printed: str, now: Period | None, sense: Sense) -> Read | None:
    number = _month_number(printed)
    return "month", _yearly(printed, lambda year: period.month(year, number), now, sense)


def _years(match: Match, printed: str, now: Period | None, sense: Sense) -> Read | None:
    one, two = _numbers(printed)
    two += one // 100 * 100 if two < 100 else 0
    return ("range", period.years(one, two - one + 1)) if one < two else None


def _reach(unit: str, by: int, now: Period | None) -> Read:
    """The stretch of so many units that ends with the publication, or begins with it."""
    if now is None or not now.tells(unit):
        return "range", None
    if by < 0:
        return "range", Period(period.moved(now.first, unit, by), now.last)
    return "range", Period(now.first, period.moved(now.last, unit, by))


def _count(printed: str) -> int:
    return NUMBERS.get(printed.casefold()) or int(printed)


def _length(match: Match, printed: str, now: Period | None, sense: Sense) -> Read | None:
    way, number = match["way"].casefold(), _count(match["many"])
    if way in ("previous", "following"):
        return "range", None
    return _reach(match["measure"].casefold(), -number if way in ("past", "last") else number, now)


def _ago(match: Match, printed: str, now: Period | None, sense: Sense) -> Read | None:
    unit = match["unit"].casefold().replace("centurie", "century")
    # Who says «a decade ago» means about that year.
    precision = "year" if unit in ("decade", "century") else _PRECISIONS.get(unit, "day")
    whence = match["whence"].casefold()
    if now is None or not now.tells(unit) or whence in ("later", "earlier"):
        return precision, None
    number = _count(match["count"])
    return precision, period.unit(precision, period.moved(now.first, unit, -number if whence == "ago" else number))


def _pointed(match: Match, printed: str, now: Period | None, sense: Sense) -> Read | None:
    det, what = " ".join(match["det"].casefold().split()), match["what"].casefold().split()[0]
    if what[:3] in _MONTH and what in MONTHS:
        return _pointed_name(det, "month", what, now)
    if what in WEEKDAYS or what in SEASONS:
        return _pointed_name(det, "day" if what in WEEKDAYS else "season", what, now)
    precision = _PRECISIONS.get(what, "day")
    if what in ("day", "morning", "afternoon", "evening", "night"):
        if det in ("this", "last") and what != "day":
            # «last night»; nobody says «last morning»
            step = _STEP[det] if what in ("night", "evening") or det == "this" else 0
            return "day", period.unit("day", now.first, step) if now and now.tells("day") else None
        return ("day", None) if det in ("that", "the next", "the following", "the previous", "the same") else None
    if det in _STEP:
        return precision, period.unit(what, now.first, _STEP[det]) if now and now.tells(precision) else None
    if (
        what == "weekend"
        or (what, det) == ("century", "the last")
        or det in ("that", "the same", "the previous", "the following")
    ):
        return precision, None
    if det == "the next" and not _DURING.search(match.string, max(0, match.start("det") - 8), match.start("det")):
        return precision, None
    return _reach(what, -1 if det in ("the past", "the last", "this past") else 1, now)


def _pointed_name(det: str, kind: Precision, name: str, now: Period | None) -> Read | None:
    """«last January», «next Friday», «this summer»."""
    if det not in _SENSE:
        return (kind, None) if det == "that" else None  # «that summer», «the last Friday of the month»
    if now is None or not now.tells(kind):
        return kind, None
    if kind == "day":
        return kind, period.weekday(WEEKDAYS.index(name), now, _SENSE[det])
    first, length = (MONTHS.index(name) + 1, 1) if kind == "month" else (SEASONS[name], 3)
    return kind, period.nearest(lambda year: period.month(year, first, length), now, _SENSE[det])


def _quarter(match: Match, printed: str, now: Period | None, sense: Sense) -> Read | None:
    word = re.search(r"(?i:first|second|third|fourth|final)|(?<=Q)[1-4]", printed)
    number = ORDINALS.get(word[0].casefold()) or int(word[0]) if word else 1
    # Who will report on a quarter reports on one that is over; what will happen in it is still to come.
    within = _WITHIN.search(match.string, max(0, match.start() - 8), match.start())
    sense = sense if within else "past"
    return "quarter", _yearly(printed, lambda year: period.month(year, number * 3 - 2, 3), now, sense)


def _season(match: Match, printed: str, now: Period | None, sense: Sense) -> Read | None:
    name = next(name for name in SEASONS if name in printed.casefold())
    return "season", _yearly(printed, lambda year: period.month(year, SEASONS[name], 3), now, sense)


def _decade(match: Match, printed: str, now: Period | None, sense: Sense) -> Read | None:
    (first,) = _numbers(printed)
    if first < 100:
        first += 2000 if first <= 10 else 1900  # «the ’90s»
    if first % 100 == 0 and first < 2000:
        return "century", period.years(first, 100)  # «the 1800s»
    return "decade", period.years(first, 10)


def _century(match: Match, printed: str, now: Period | None, sense: Sense) -> Read | None:
    number = _numbers(printed) or [
        n for word, n in ORDINALS.items() if re.search(rf"\b{word}[\s-]", printed.casefold())
    ]
    return "century", period.century(number[-1])


def _today(match: Match, printed: str, now: Period | None, sense: Sense) -> Read | None:
    words = printed.casefold()
    step = -1 if "yesterday" in words else 1 if "tomorrow" in words else 0
    step *= 2 if words.startswith("the ") else 1
    return "day", period.day(now.first + timedelta(step)) if now and now.tells("day") else None


def _weekday(match: Match, printed: str, now: Period | None, sense: Sense) -> Read | None:
    number = _WEEKDAY[printed[:3].casefold()]
    return "day", period.weekday(number, now, sense) if now and now.tells("day") else None


def _year(match: Match, printed: str, now: Period | None, sense: Sense) -> Read | None:
    return "year", period.years(int(printed), 1)


_READERS: dict[str, Callable[[Match, str, Period | None, Sense], Read | None]] = {
    "iso": _iso,
    "slash": _slash,
    "monthday": _monthday,
    "monthyear": _monthly,
    "years": _years,
    "length": _length,
    "pointed": _pointed,
    "ago": _ago,
    "quarter": _quarter,
    "season": _season,
    "decade": _decade,
    "century": _century,
    "today": _today,
    "weekday": _weekday,
    "month": _monthly,
    "year": _year,
}
