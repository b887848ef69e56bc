"""Dates and times as news English prints them, each resolved against the day its article was published.

A bare weekday, a month or a day of a month is the nearest one before the publication, or the nearest one after it where
the words around speak of what is to come. What has no publication to count from, or points to a day told elsewhere
(«that day», «two weeks later»), is found and not resolved; what says no time at all («recently») is not found.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from quotecat.extract import period
from quotecat.extract.calendar_reading import Read, read
from quotecat.extract.calendar_words import PATTERN, is_date, may_hold
from quotecat.extract.period import Period, Precision, Sense
from quotecat.text.span import Span

# What says that the date near it is still to come, and what says that it is over; the nearest one counts.
_TENSE = re.compile(
    r"""(?P<future>\b(?:(?:will|won['’]t|would)(?!\s(?:not\s)?have\b)(?:\s(?:not|also|likely|now))?(?:\sbe)?\s[a-z]+
    |(?:set|plan|plans|planned|planning|expected|expects|scheduled|slated|due|going|hopes|intends|is|are)\sto\b
    |next\s(?:week|month|year)|due|scheduled|upcoming|coming|ahead\sof|deadline\sof|expected|slated)\b|['’]ll\b)
    |(?P<past>\b(?:said|told|wrote|was|were|had|did|came|went|began|took|met|held|won|lost
    |(?<!the\s)(?<!\sa\s)(?<!\san\s)(?!hundred)[a-z]{2,14}(?<!e)ed)\b)
    |(?P<stop>(?<=(?-i:[a-z]{4}))[.!?]["”’']?\s|\n)""",
    re.VERBOSE | re.IGNORECASE,
)
# «by Friday», «called a meeting for Saturday»; but «blamed him for Saturday’s fire».
_BY = re.compile(r"\b(?:by|(?P<on>for))\s$", re.IGNORECASE)
_SINCE = re.compile(r"\bsince\s$", re.IGNORECASE)
_FROM = re.compile(r"\b(?:from|between)\s$", re.IGNORECASE)
_TO = re.compile(r"\s?[–—-]\s?|\s(?:to|through|until|till)\s")
_JOINED = frozenset("iso slash monthday monthyear month year weekday decade century quarter season".split())


@dataclass(frozen=True, slots=True)
class Dated:
    """A printed date, and the days it stands for.

    `span` is the expression as printed, in Unicode code points of the text, half-open. `first` and `last` are ISO 8601
    days, both included; both are None where the date cannot be resolved.
    """

    span: Span
    first: str | None
    last: str | None
    precision: Precision


def dates(text: str, span: Span, published: str | None) -> tuple[Dated, ...]:
    """All dates printed in ``text[span.start:span.end]``, ascending, not overlapping.

    `published` is the article's date in ISO 8601, as precise as known («2023», «2023-01», «2023-01-18T06:40:00Z»); None
    or no date at all leaves open what has to be counted from it.
    """
    words = span.of(text)
    if not may_hold(words):
        return ()
    found: list[re.Match[str]] = []
    for match in PATTERN.finditer(words):
        if is_date(match, found[-1] if found else None) and read(match, None, "past"):
            found.append(match)
    if not found:
        return ()
    now = period.publication(published)
    senses = _senses(words, found)
    made, i = [], 0
    while i < len(found):
        stretch = _stretch(words, found[i : i + 2], now, senses[i : i + 2])
        made.append(stretch or _single(words, found[i], now, senses[i]))
        i += 2 if stretch else 1
    return tuple(_dated(Span(start, end).shift(span.start), told) for start, end, told in made)


def _dated(span: Span, found: Read) -> Dated:
    precision, days = found
    if days is None:
        return Dated(span, None, None, precision)
    return Dated(span, days.first.isoformat(), days.last.isoformat(), precision)


def _senses(words: str, found: Sequence[re.Match[str]]) -> list[Sense]:
    """For each date, whether the words around speak of the past or of what is to come."""
    marks = list(_TENSE.finditer(words))
    starts = [mark.start() for mark in marks]
    senses: list[Sense] = []
    for match in found:
        at = bisect_left(starts, match.start())
        # What stands before it in the same sentence, or else what stands behind it.
        mark = marks[at - 1] if at and not marks[at - 1]["stop"] else marks[at] if at < len(marks) else None
        by = _BY.search(words, max(0, match.start() - 5), match.start())
        if (
            by
            and by["on"]
            and (match.lastgroup not in ("weekday", "monthday") or words.startswith(("'", "’"), match.end()))
        ):
            by = None
        senses.append("future" if by or (mark and mark["future"]) else "past")
    return senses


def _single(words: str, match: re.Match[str], now: Period | None, sense: Sense) -> tuple[int, int, Read]:
    start = match.start()
    since = _SINCE.search(words, max(0, start - 7), start)
    precision, days = read(match, now, "past" if since else sense) or ("range", None)
    if since:
        start = since.start()
        if days and now and days.first <= now.last:
            precision, days = "range", Period(days.first, now.last)
    return start, match.end(), (precision, days)


def _stretch(
    words: str, pair: Sequence[re.Match[str]], now: Period | None, senses: Sequence[Sense]
) -> tuple[int, int, Read] | None:
    """Two dates as the ends of one stretch: «between March and May», «from 2010 to 2014», «Monday through Friday»."""
    if len(pair) < 2 or not _JOINED.issuperset(str(match.lastgroup) for match in pair):
        return None
    one, two = pair
    opening = _FROM.search(words, max(0, one.start() - 8), one.start())
    between = words[one.end() : two.start()]
    if not _TO.fullmatch(between) and not (opening and between == " and " and opening[0][0] in "Bb"):
        return None
    if not opening and one.lastgroup != two.lastgroup:
        return None
    start = opening.start() if opening else one.start()
    ends = _first(read(one, now, senses[0])), _first(read(two, now, senses[1]))
    fixed = [_is_fixed(match) for match in pair]
    if ends[1] and fixed[1] and not fixed[0]:  # «from March to May 2022»: the year counts for both
        ends = _first(read(one, period.day(ends[1].first), "past")), ends[1]
    elif ends[0] and not fixed[1]:  # the end lies behind the beginning
        ends = ends[0], _first(read(two, period.day(ends[0].first), "future"))
    if not ends[0] or not ends[1] or ends[0].first > ends[1].last:
        return start, two.end(), ("range", None)
    return start, two.end(), ("range", Period(ends[0].first, ends[1].last))


def _first(told: Read | None) -> Period | None:
    return told[1] if told else None


def _is_fixed(match: re.Match[str]) -> bool:
    """Whether a date says its year, and so needs no publication."""
    return bool(re.search(r"[0-9]{4}|century|0s", match[0]))
