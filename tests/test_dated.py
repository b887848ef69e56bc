"""Dates as printed and as meant, on sentences of our own."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotecat.extract.dated import Dated, dates
from quotecat.text.span import Span

WEDNESDAY = "2023-01-18"
APRIL = "2023-04-20"  # a Thursday
Told = tuple[str, str | None, str | None, str]


def day(printed: str, first: str | None) -> Told:
    return printed, first, first, "day"


def month(printed: str, first: str, last: str) -> Told:
    return printed, f"{first}-01", f"{first}-{last}", "month"


def year(printed: str, number: int) -> Told:
    return printed, f"{number}-01-01", f"{number}-12-31", "year"


# (the sentence, the publication, each date in it: as printed, first day, last day, precision)
CASES: list[tuple[str, str | None, list[Told]]] = [
    # a year after «in» is one, whatever plural follows
    ("In 2019 voters chose a mayor.", None, [year("2019", 2019)]),
    # full dates
    ("The bridge opened on Jan. 17, 2023, after a delay.", None, [day("Jan. 17, 2023", "2023-01-17")]),
    ("The bridge opened on 17 January 2023.", None, [day("17 January 2023", "2023-01-17")]),
    ("The treaty was signed on the 3rd of March, 1921.", None, [day("3rd of March, 1921", "1921-03-03")]),
    ("The mill burned down on July 4, 1876.", None, [day("July 4, 1876", "1876-07-04")]),
    ("The ferry sank on Sept. 9 2011 off the cape.", None, [day("Sept. 9 2011", "2011-09-09")]),
    ("They met on Tuesday, Jan. 17, to talk.", WEDNESDAY, [day("Tuesday, Jan. 17", "2023-01-17")]),
    ("The note is dated 2023-01-17 and unsigned.", None, [day("2023-01-17", "2023-01-17")]),
    ("The form says 17/01/2023 at the top.", None, [day("17/01/2023", "2023-01-17")]),
    ("The form says 01/17/2023 at the top.", None, [day("01/17/2023", "2023-01-17")]),
    ("The fair ran Jan. 17-19, 2023, in Ellery.", None, [("Jan. 17-19, 2023", "2023-01-17", "2023-01-19", "range")]),
    ("It lasted from 2 to 5 May 2021.", None, [("2 to 5 May 2021", "2021-05-02", "2021-05-05", "range")]),
    ("He left on June 31, 2023, the forger wrote.", None, []),
    # a day without a year
    ("The dam broke on January 17.", WEDNESDAY, [day("January 17", "2023-01-17")]),
    ("The dam broke on January 18.", WEDNESDAY, [day("January 18", "2023-01-18")]),
    ("The dam broke on December 3.", WEDNESDAY, [day("December 3", "2022-12-03")]),
    ("The dam broke on 17th of January.", WEDNESDAY, [day("17th of January", "2023-01-17")]),
    ("The trial will open on March 6 in Ellery.", WEDNESDAY, [day("March 6", "2023-03-06")]),
    ("The trial is expected to open on Jan. 9.", WEDNESDAY, [day("Jan. 9", "2024-01-09")]),
    ("Leap babies met on Feb. 29 at the hall.", WEDNESDAY, [day("Feb. 29", "2020-02-29")]),
    ("The dam broke on January 17.", None, [day("January 17", None)]),
    ("The dam broke on January 17.", "2023", [day("January 17", None)]),
    ("The dam broke on January 17.", "2023-01", [day("January 17", None)]),
    ("The dam broke on January 17.", "soon", [day("January 17", None)]),
    # months
    ("Prices fell in January 2023.", None, [month("January 2023", "2023-01", "31")]),
    ("Prices fell in February of 2024.", None, [month("February of 2024", "2024-02", "29")]),
    ("Prices fell in January.", WEDNESDAY, [month("January", "2023-01", "31")]),
    ("Prices fell in November.", WEDNESDAY, [month("November", "2022-11", "30")]),
    ("Prices fell in November.", "2023-01", [month("November", "2022-11", "30")]),
    ("Prices fell in November.", "2023", [("November", None, None, "month")]),
    ("Prices fell in November.", None, [("November", None, None, "month")]),
    ("The law will take effect in July.", WEDNESDAY, [month("July", "2023-07", "31")]),
    ("Last January the harbour froze.", WEDNESDAY, [month("Last January", "2022-01", "31")]),
    ("They marry next May.", WEDNESDAY, [month("next May", "2023-05", "31")]),
    ("They marry this May.", WEDNESDAY, [month("this May", "2023-05", "31")]),
    ("They married in May.", WEDNESDAY, [month("May", "2022-05", "31")]),
    ("They married in early March.", WEDNESDAY, [month("early March", "2022-03", "31")]),
    ("They married in mid-August.", WEDNESDAY, [month("mid-August", "2022-08", "31")]),
    ("The May election was close.", WEDNESDAY, [month("May", "2022-05", "31")]),
    ("He left in March last year.", WEDNESDAY, [month("March last year", "2022-03", "31")]),
    ("He left in March last year.", "2023", [month("March last year", "2022-03", "31")]),
    ("He left in March last year.", None, [("March last year", None, None, "month")]),
    ("It rained in April and May.", "2023-06-10", [month("April", "2023-04", "30"), month("May", "2023-05", "31")]),
    # years
    ("The plant closed in 2019.", None, [year("2019", 2019)]),
    ("In 2019, the plant closed.", None, [year("2019", 2019)]),
    ("In 2010 and 2014 the bank failed.", None, [year("2010", 2010), year("2014", 2014)]),
    ("She lost the 2019 election.", None, [year("2019", 2019)]),
    ("The 2022 midterms were close.", None, [year("2022", 2022)]),
    ("Her 2016 campaign was short.", None, [year("2016", 2016)]),
    ("The city’s 2024 Olympics went well.", None, [year("2024", 2024)]),
    ("The mine opened in Ellery, 1987.", None, [year("1987", 1987)]),
    ("The plant (2004) is the last of its kind.", None, [year("2004", 2004)]),
    ("The mill has stood since at least late 1955.", None, [year("late 1955", 1955)]),
    ("2019 was a hard year for the fishers.", None, [year("2019", 2019)]),
    # decades and centuries
    ("In the 1990s the harbour was full.", None, [("the 1990s", "1990-01-01", "1999-12-31", "decade")]),
    ("In the ’90s the harbour was full.", None, [("the ’90s", "1990-01-01", "1999-12-31", "decade")]),
    ("In the late 1970s it was sold.", None, [("the late 1970s", "1970-01-01", "1979-12-31", "decade")]),
    ("The church dates from the 1800s.", None, [("the 1800s", "1800-01-01", "1899-12-31", "century")]),
    ("A 19th-century barn burned.", None, [("19th-century", "1801-01-01", "1900-12-31", "century")]),
    ("It is from the twentieth century.", None, [("the twentieth century", "1901-01-01", "2000-12-31", "century")]),
    # seasons and quarters
    ("Wages rose in spring 2021.", None, [("spring 2021", "2021-03-01", "2021-05-31", "season")]),
    ("Wages rose in the winter of 2021.", None, [("the winter of 2021", "2021-12-01", "2022-02-28", "season")]),
    ("Wages rose last summer.", WEDNESDAY, [("last summer", "2022-06-01", "2022-08-31", "season")]),
    ("Wages rose this winter.", WEDNESDAY, [("this winter", "2022-12-01", "2023-02-28", "season")]),
    ("Wages rose last fall.", "2023", [("last fall", None, None, "season")]),
    ("Sales fell in the third quarter of 2022.", None,
     [("the third quarter of 2022", "2022-07-01", "2022-09-30", "quarter")]),
    ("Sales fell in Q3 2022.", None, [("Q3 2022", "2022-07-01", "2022-09-30", "quarter")]),
    ("Sales fell in the first quarter.", APRIL, [("the first quarter", "2023-01-01", "2023-03-31", "quarter")]),
    ("It will report first-quarter sales.", APRIL, [("first-quarter", "2023-01-01", "2023-03-31", "quarter")]),
    ("It will close in the third quarter.", APRIL, [("the third quarter", "2023-07-01", "2023-09-30", "quarter")]),
    ("Sales fell last quarter.", APRIL, [("last quarter", "2023-01-01", "2023-03-31", "quarter")]),
    # weekdays
    ("She resigned on Tuesday.", WEDNESDAY, [day("Tuesday", "2023-01-17")]),
    ("She resigned Wednesday.", WEDNESDAY, [day("Wednesday", "2023-01-18")]),
    ("She resigned on Thursday.", WEDNESDAY, [day("Thursday", "2023-01-12")]),
    ("She resigned on Tuesday night.", WEDNESDAY, [day("Tuesday night", "2023-01-17")]),
    ("She resigned on Tuesday.", "2023-01-18T06:40:00Z", [day("Tuesday", "2023-01-17")]),
    ("She resigned on Tuesday.", "2023-01", [day("Tuesday", None)]),
    ("She resigned on Tuesday.", None, [day("Tuesday", None)]),
    ("She resigned on Tues. 17 January.", WEDNESDAY, [day("Tues. 17 January", "2023-01-17")]),
    ("The shop reopens on Fri. at noon, as is due.", WEDNESDAY, [day("Fri.", "2023-01-20")]),
    ("She resigned last Wednesday.", WEDNESDAY, [day("last Wednesday", "2023-01-11")]),
    ("The council votes next Friday.", WEDNESDAY, [day("next Friday", "2023-01-20")]),
    ("The council will vote on Friday.", WEDNESDAY, [day("Friday", "2023-01-20")]),
    ("On Friday, the council will vote.", WEDNESDAY, [day("Friday", "2023-01-20")]),
    ("The report is due on Friday.", WEDNESDAY, [day("Friday", "2023-01-20")]),
    ("She plans to speak on Friday.", WEDNESDAY, [day("Friday", "2023-01-20")]),
    ("Fans gathered ahead of Friday’s match.", WEDNESDAY, [day("Friday", "2023-01-20")]),
    ("Owners must pay by Friday.", WEDNESDAY, [day("Friday", "2023-01-20")]),
    ("The board called a meeting for Saturday.", WEDNESDAY, [day("Saturday", "2023-01-21")]),
    ("They blamed him for Saturday’s fire.", WEDNESDAY, [day("Saturday", "2023-01-14")]),
    ("She said that Monday’s talks would go ahead.", WEDNESDAY, [day("Monday", "2023-01-16")]),
    ("The pool will close. It opened on Monday.", WEDNESDAY, [day("Monday", "2023-01-16")]),
    ("In March, May said she would go.", WEDNESDAY, [month("March", "2022-03", "31")]),
    ("We’ll know more on Monday.", WEDNESDAY, [day("Monday", "2023-01-23")]),
    ("Officials said Tuesday the school will close Friday.", WEDNESDAY,
     [day("Tuesday", "2023-01-17"), day("Friday", "2023-01-20")]),
    ("He will be charged on Friday, police said.", WEDNESDAY, [day("Friday", "2023-01-20")]),
    # relative days
    ("The vote is today.", WEDNESDAY, [day("today", "2023-01-18")]),
    ("The vote was yesterday.", "2023-03-01", [day("yesterday", "2023-02-28")]),
    ("The vote is tomorrow.", "2022-12-31", [day("tomorrow", "2023-01-01")]),
    ("The vote is tomorrow.", None, [day("tomorrow", None)]),
    ("It snowed last night.", WEDNESDAY, [day("last night", "2023-01-17")]),
    ("It snowed this morning.", WEDNESDAY, [day("this morning", "2023-01-18")]),
    ("It snowed the day before yesterday.", WEDNESDAY, [day("the day before yesterday", "2023-01-16")]),
    ("Tonight the lights go out.", WEDNESDAY, [day("Tonight", "2023-01-18")]),
    # relative periods
    ("Rents rose this year.", WEDNESDAY, [year("this year", 2023)]),
    ("Rents rose last year.", "2023", [year("last year", 2022)]),
    ("Rents rose late last year.", "2023-01", [year("late last year", 2022)]),
    ("Rents rose earlier this year.", APRIL, [year("earlier this year", 2023)]),
    ("Rents rise next year.", None, [("next year", None, None, "year")]),
    ("Rents rose last week.", WEDNESDAY, [("last week", "2023-01-09", "2023-01-15", "week")]),
    ("Rents rise next week.", WEDNESDAY, [("next week", "2023-01-23", "2023-01-29", "week")]),
    ("Rents rise later this month.", WEDNESDAY, [month("later this month", "2023-01", "31")]),
    ("Rents rose last month.", "2023-01", [month("last month", "2022-12", "31")]),
    ("Boats sank last weekend.", WEDNESDAY, [("last weekend", "2023-01-14", "2023-01-15", "range")]),
    ("Few spoke of it last century.", WEDNESDAY, [("last century", "1901-01-01", "2000-12-31", "century")]),
    # ago
    ("He died three days ago.", WEDNESDAY, [day("three days ago", "2023-01-15")]),
    ("He died two weeks ago.", WEDNESDAY, [("two weeks ago", "2023-01-02", "2023-01-08", "week")]),
    ("He died 2 months ago.", "2023-01", [month("2 months ago", "2022-11", "30")]),
    ("He died a year ago.", "2023", [year("a year ago", 2022)]),
    ("He died nearly a decade ago.", WEDNESDAY, [year("a decade ago", 2013)]),
    ("He died twelve years ago.", WEDNESDAY, [year("twelve years ago", 2011)]),
    ("He died two weeks ago.", None, [("two weeks ago", None, None, "week")]),
    # stretches
    ("It grew in the past two weeks.", WEDNESDAY, [("the past two weeks", "2023-01-04", "2023-01-18", "range")]),
    ("It grew for the past decade.", WEDNESDAY, [("the past decade", "2013-01-18", "2023-01-18", "range")]),
    ("It grew in the last 10 years.", "2023", [("the last 10 years", "2013-01-01", "2023-12-31", "range")]),
    ("It could sink within the next five years.", WEDNESDAY,
     [("the next five years", "2023-01-18", "2028-01-18", "range")]),
    ("It has grown since 2015.", WEDNESDAY, [("since 2015", "2015-01-01", "2023-01-18", "range")]),
    ("It has grown since 2015.", None, [year("since 2015", 2015)]),
    ("It has grown since last May.", WEDNESDAY, [("since last May", "2022-05-01", "2023-01-18", "range")]),
    ("It grew between 2010 and 2014.", None, [("between 2010 and 2014", "2010-01-01", "2014-12-31", "range")]),
    ("It grew from 2010 to 2014.", None, [("from 2010 to 2014", "2010-01-01", "2014-12-31", "range")]),
    ("In the 2010-14 parliament he slept.", None, [("2010-14", "2010-01-01", "2014-12-31", "range")]),
    ("The drought (2019–2021) was long.", None, [("2019–2021", "2019-01-01", "2021-12-31", "range")]),
    ("It grew between March and May.", WEDNESDAY, [("between March and May", "2022-03-01", "2022-05-31", "range")]),
    ("It grew from November to March.", APRIL, [("from November to March", "2022-11-01", "2023-03-31", "range")]),
    ("It grew from March to May 2021.", None, [("from March to May 2021", "2021-03-01", "2021-05-31", "range")]),
    ("Shops shut Friday through Sunday.", "2023-01-16",
     [("Friday through Sunday", "2023-01-13", "2023-01-15", "range")]),
    # what points to a day told elsewhere
    ("Two days later the roof fell in.", WEDNESDAY, [day("Two days later", None)]),
    ("The roof fell in that day.", WEDNESDAY, [day("that day", None)]),
    ("The roof fell in the following week.", WEDNESDAY, [("the following week", None, None, "week")]),
    # at the edges of the calendar
    ("It ends next year.", "9999-12-31", [("next year", None, None, "year")]),
    ("It ended three years ago.", "0001", [("three years ago", None, None, "year")]),
]  # fmt: skip

NOTHING = [
    "",
    "May I come in, he asked the guard.",
    "You may march where you like.",
    "The town held a March for Life at noon.",
    "Theresa May resigned.",
    "After May resigned, the party split.",
    "An august body of judges listened.",
    "It took a second.",
    "He reads the Sun every morning.",
    "Crowds filled the shops on Black Friday.",
    "Candidates shook hands on Super Tuesday.",
    "The Sunday Times reported the theft.",
    "He plays for Sheffield Wednesday.",
    "She told USA Today that it was over.",
    "The shop is closed on Sundays.",
    "They meet every Tuesday in the hall.",
    "The hall was full on a Monday.",
    "He was 45 and had lived there for three weeks.",
    "She got two years in prison.",
    "The doors open at 5 p.m. and close at 9:30.",
    "The 24-hour strike is over.",
    "The town has lost ways of life in recent years.",
    "He recently sold it and will soon move.",
    "The fund paid $2019 for the boat.",
    "They counted 2019 ballots by hand.",
    "A crowd of 2000 filled the square.",
    "The force of 2000 soldiers withdrew.",
    "The 2000-foot tower fell.",
    "A 2000 mile walk awaits him.",
    "The form says 03/04/2023 at the top.",
    "The flat has 1,990 books and 2,010 plates.",
    "It rose from 2000 to 2500 in one go.",
    "She is in her 80s and he in his 90s.",
    "It was the last week of the war.",
    "By June Smith and Tom Bell",
    "Jan Novak and April Jones sang.",
    "It was his 20th century for the club.",
    "Prices fall and spring is far away.",
    "The stores are built to last two years.",
    "The second quarterback limped.",
]


def told(sentence: str, published: str | None) -> list[Told]:
    found = dates(sentence, Span(0, len(sentence) or 1), published)
    return [(d.span.of(sentence), d.first, d.last, d.precision) for d in found]


@pytest.mark.parametrize(("sentence", "published", "expected"), CASES)
def test_a_date_is_read_as_printed_and_as_meant(sentence: str, published: str | None, expected: list[Told]) -> None:
    assert told(sentence, published) == expected


@pytest.mark.parametrize("sentence", NOTHING)
def test_what_only_looks_like_a_date_is_none(sentence: str) -> None:
    assert told(sentence, WEDNESDAY) == []


def test_only_the_given_stretch_is_read_and_told_in_places_of_the_whole_text() -> None:
    text = "On Monday it rained. On Tuesday it cleared. On Friday it will rain."
    found = dates(text, Span(21, 43), WEDNESDAY)
    assert found == (Dated(Span(24, 31), "2023-01-17", "2023-01-17", "day"),)


PIECES = st.sampled_from(
    """January May March Jan. 17 31 2023 2010-14 1990s ’90s the last next this past two weeks ago later since between
    and from to Tuesday Fri. Q3 quarter of third year day today summer will said by , . - – 19th century 0000 31/12/2022
    in early mid- February 29 9999""".split()
)
TEXTS = st.one_of(st.text(min_size=1), st.lists(PIECES, min_size=1, max_size=14).map(" ".join))
PUBLISHED = st.one_of(
    st.none(),
    st.text(),
    st.dates().map(str),
    st.datetimes().map(lambda d: d.isoformat() + "Z"),
    st.dates().map(lambda d: str(d)[:7]),
    st.dates().map(lambda d: str(d)[:4]),
    st.sampled_from(["0000", "0001-01-01", "9999-12-31", "2023-13", "2023-02-30", "2023-01-18Tnoon", "٢٠٢٣"]),
)


@given(TEXTS, PUBLISHED, st.data())
def test_nothing_raises_and_dates_ascend_within_the_stretch(
    text: str, published: str | None, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(text))))
    end = span.start
    for found in dates(text, span, published):
        assert found.span.start >= end
        end = found.span.end
        assert (found.first is None) == (found.last is None)
        if found.first and found.last:
            assert date.fromisoformat(found.first) <= date.fromisoformat(found.last)
    assert end <= span.end


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.sampled_from([None, WEDNESDAY, "2023"]))
def test_a_date_in_full_is_read_back(of: date, published: str | None) -> None:
    for printed in (f"{of:%B} {of.day}, {of.year}", f"{of.day} {of:%B} {of.year}", of.isoformat()):
        assert told(f"It was {printed}.", published) == [day(printed, of.isoformat())]


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_a_bare_weekday_lies_in_the_week_that_ends_with_the_publication(published: date) -> None:
    for name in ("Monday", "Sunday"):
        ((_, first, _, _),) = told(f"It rained on {name}.", str(published))
        assert first
        meant = date.fromisoformat(first)
        assert 0 <= (published - meant).days < 7
        assert f"{meant:%A}" == name


@pytest.mark.parametrize("words", ["May ", "in May ", "the past ", "20 ", "late ", "will said by Friday ", "2010-"])
def test_the_time_it_takes_grows_with_the_text_and_no_faster(words: str) -> None:
    def seconds(times: int) -> float:
        text = words * times
        began = time.process_time()
        dates(text, Span(0, len(text)), WEDNESDAY)
        return time.process_time() - began

    # The better of two: what else the machine does is not the reading's fault.
    assert min(seconds(20_000) for _ in range(2)) < 40 * max(seconds(1_000), 0.005)
