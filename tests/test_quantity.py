"""Figures in news English: what is read, what is left alone; on sentences of our own, with and without tags."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from quotecat.extract.quantity import quantities
from quotecat.nlp.document import Word
from quotecat.text.span import Span

WHOLE = re.compile(r"\S+")  # a word is what blanks part
CUT = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+|[^\w\s]|_")  # «$1.2m» is three words, «34-year-old» five


def words_of(text: str, cut: re.Pattern[str] = CUT) -> list[Word]:
    return [Word(Span(*token.span())) for token in cut.finditer(text)]


def marked(sentence: str) -> tuple[str, list[Word]]:
    """«12/NUM wounded/VERB men/NOUN» as its text and its words with their tags."""
    text, words = "", []
    for part in sentence.split():
        word, _, tag = part.rpartition("/")
        text += " " * bool(text)
        words.append(Word(Span(len(text), len(text) + len(word)), upos=tag))
        text += word
    return text, words


def read(text: str, words: list[Word]) -> list[tuple[str, float, float, str, str]]:
    return [(q.span.of(text), q.low, q.high, q.unit, q.bound) for q in quantities(text, words)]


Expected = list[tuple[str, float, float, str, str]]


def just(printed: str, value: float, unit: str, bound: str = "") -> Expected:
    return [(printed, value, value, unit, bound)]


# (sentence, what is read)
PLAIN: list[tuple[str, Expected]] = [
    # money
    ("The ferry cost $1.2 million to mend.", just("$1.2 million", 1.2e6, "USD")),
    ("The port owes £3.4m to the bank.", just("£3.4m", 3.4e6, "GBP")),
    ("A loan of US$5bn was signed.", just("US$5bn", 5e9, "USD")),
    ("The fine was A$250,000 in all.", just("A$250,000", 250_000, "AUD")),
    ("The levy is €20 each.", just("€20", 20, "EUR")),
    ("Repairs took Rs 20 lakh of it.", just("Rs 20 lakh", 2e6, "INR")),
    ("The dam needs Rs. 3,400 crore more.", just("Rs. 3,400 crore", 3.4e10, "INR")),
    ("The state lost ₦12 billion to theft.", just("₦12 billion", 1.2e10, "NGN")),
    ("The town paid N5 million for sand.", just("N5 million", 5e6, "NGN")),
    ("The bus costs R2.5m to run.", just("R2.5m", 2.5e6, "ZAR")),
    ("They raised KSh 500 for him.", just("KSh 500", 500, "KES")),
    ("He paid 5,000 rupees for a pump.", just("5,000 rupees", 5000, "INR")),
    ("A goat sells for 90 dollars there.", just("90 dollars", 90, "dollars")),
    ("The sack weighs 40 pounds.", just("40 pounds", 40, "pounds")),
    ("A ticket is 300 yen now.", just("300 yen", 300, "JPY")),
    ("A 30-second spot runs in Iowa.", just("30-second", 30, "second")),
    ("It cost 2 million euros.", just("2 million euros", 2e6, "EUR")),
    ("It pays $15 an hour.", just("$15", 15, "USD")),
    ("It made more than $3 trillion.", just("more than $3 trillion", 3e12, "USD", "at least")),
    ("The firm lost -$5 million.", just("-$5 million", -5e6, "USD")),
    # shares
    ("Turnout fell by 20%.", just("20%", 20, "percent")),
    ("Rents rose 4.5 per cent.", just("4.5 per cent", 4.5, "percent")),
    ("Nearly 60 percent of farmers agreed.", just("Nearly 60 percent", 60, "percent", "at most")),
    ("The gap is two percentage points.", just("two percentage points", 2, "percentage points")),
    ("One percent of it leaked.", just("One percent", 1, "percent")),
    ("Two-thirds of voters stayed away.", just("Two-thirds of voters", 2 / 3, "voters")),
    ("A third of the boats sank.", just("A third of the boats", 1 / 3, "boats")),
    ("About half of the members left.", just("About half of the members", 0.5, "members", "about")),
    ("More than half voted no.", just("More than half", 0.5, "", "at least")),
    ("Three-quarters of homes lack water.", just("Three-quarters of homes", 0.75, "homes")),
    ("One in five adults cannot swim.", just("One in five adults", 0.2, "adults")),
    ("Some 3 out of 10 pupils walk.", just("Some 3 out of 10 pupils", 0.3, "pupils", "about")),
    ("A quarter of a million people came.", just("A quarter of a million people", 250_000, "people")),
    # measures
    ("The road is 60 kilometers long.", just("60 kilometers", 60, "kilometre")),
    ("Gusts hit 90 km per hour.", just("90 km per hour", 90, "kilometre per hour")),
    ("Trains reach 80 miles an hour.", just("80 miles an hour", 80, "mile per hour")),
    ("Fire took 1,500 hectares.", just("1,500 hectares", 1500, "hectare")),
    ("It was -5 degrees Celsius.", just("-5 degrees Celsius", -5, "degree")),
    ("It was minus 12 degrees.", just("minus 12 degrees", -12, "degree")),
    ("A 34-year-old man drowned.", just("34-year-old", 34, "year")),
    ("She is 71 years old.", just("71 years old", 71, "year")),
    ("The wall runs 200 square miles.", just("200 square miles", 200, "square mile")),
    ("The plant makes 40 MW.", just("40 MW", 40, "megawatt")),
    ("They waited two and a half hours.", just("two and a half hours", 2.5, "hour")),
    ("They waited half an hour.", just("half an hour", 0.5, "hour")),
    ("The five-day strike ended.", just("five-day", 5, "day")),
    ("Wells pump 5,000 barrels a day.", just("5,000 barrels a day", 5000, "barrel per day")),
    # counts
    ("More than 40 soldiers fled.", just("More than 40 soldiers", 40, "soldiers", "at least")),
    ("They built 200 new homes.", just("200 new homes", 200, "homes")),
    ("Police held 12 wounded soldiers.", just("12 wounded soldiers", 12, "soldiers")),
    ("40 of the soldiers fled.", just("40 of the soldiers", 40, "soldiers")),
    ("Twenty-five people were saved.", just("Twenty-five people", 25, "people")),
    ("Two hundred and five homes burnt.", just("Two hundred and five homes", 205, "homes")),
    ("A dozen boats sank.", just("A dozen boats", 12, "boats")),
    ("Half a million people came.", just("Half a million people", 500_000, "people")),
    ("A hundred nurses quit.", just("A hundred nurses", 100, "nurses")),
    ("Three thousand two hundred cows died.", just("Three thousand two hundred cows", 3200, "cows")),
    ("Hundreds of families fled.", just("Hundreds of families", 100, "families", "at least")),
    ("Tens of thousands of people came.", just("Tens of thousands of people", 10_000, "people", "at least")),
    ("Dozens of shops shut.", just("Dozens of shops", 12, "shops", "at least")),
    ("Millions of dollars vanished.", just("Millions of dollars", 1e6, "dollars", "at least")),
    ("The crash killed 2000 people.", just("2000 people", 2000, "people")),
    ("Relief reached 3.4m people.", just("3.4m people", 3.4e6, "people")),
    ("Relief reached 1\u00a0200 villages.", just("1\u00a0200 villages", 1200, "villages")),
    ("Relief reached 1\u2009200 villages.", just("1\u2009200 villages", 1200, "villages")),
    ("He met 40 Syrian refugees.", just("40 Syrian refugees", 40, "refugees")),
    ("The toll rose to 52.", just("52", 52, "")),
    ("Three died in the fire.", just("Three", 3, "")),
    # bounds
    ("As many as 30 monks fasted.", just("As many as 30 monks", 30, "monks", "at most")),
    ("Up to 9 ships wait.", just("Up to 9 ships", 9, "ships", "at most")),
    ("Fewer than ten voters came.", just("Fewer than ten voters", 10, "voters", "at most")),
    ("An estimated 400 trees fell.", just("An estimated 400 trees", 400, "trees", "about")),
    ("Some 40 trees fell.", just("Some 40 trees", 40, "trees", "about")),
    ("About ~40 trees fell.", just("About ~40 trees", 40, "trees", "about")),
    ("Just over 70 trees fell.", just("Just over 70 trees", 70, "trees", "at least")),
    ("It has 40-plus members.", just("40-plus members", 40, "members", "at least")),
    ("It has 50 or more members.", just("50 or more members", 50, "members", "at least")),
    ("No more than six guests came.", just("No more than six guests", 6, "guests", "at most")),
    # ranges and changes
    ("Prices rose 5-10 per cent.", [("5-10 per cent", 5, 10, "percent", "")]),
    ("Prices rose 5–10%.", [("5–10%", 5, 10, "percent", "")]),
    ("Prices rose 5%-10%.", [("5%-10%", 5, 10, "percent", "")]),
    ("Prices rose 5 to 10 per cent.", [("5 to 10 per cent", 5, 10, "percent", "")]),
    ("Between 5 and 10 ships wait.", [("Between 5 and 10 ships", 5, 10, "ships", "")]),
    ("It costs between $2 and $4 million.", [("between $2 and $4 million", 2e6, 4e6, "USD", "")]),
    ("Five or six people fled.", [("Five or six people", 5, 6, "people", "")]),
    ("It needs 5 to 10 million litres.", [("5 to 10 million litres", 5e6, 1e7, "litre", "")]),
    ("Two gold medals were won.", just("Two gold medals", 2, "medals")),
    (
        "Rates rose from 5 to 10 percent.",
        [("5", 5, 5, "percent", ""), ("10 percent", 10, 10, "percent", "")],
    ),
    (
        "Fares rose from $2 to $3.",
        [("$2", 2, 2, "USD", ""), ("$3", 3, 3, "USD", "")],
    ),
    ("Some 20 cows and six goats died.", [("Some 20 cows", 20, 20, "cows", "about"), ("six goats", 6, 6, "goats", "")]),
]

NOTHING = """The bridge opened in 2019.
The 2016 election was close.
The law of 1998 still stands.
Between 2014 and 2016 it rained.
The vote is on May 5.
The vote is on 5 May.
They met on 17 January 2023 in private.
It sank on March 11, 2011.
It began at 6:40 a.m. sharp.
It began at 5 p.m. sharp.
Doors open at 9.
Doors open at 10am.
A 3-1 win put them through.
It was a 2–2 draw.
Article 5 was invoked.
He slept in Room 12 there.
A Boeing 737 skidded.
See No. 3 above.
Flight 370 never landed.
Covid-19 spread.
The G20 met.
An F-16 crashed.
Section 8 was cut.
It is on page 4.
The Group of 7 agreed.
He recalled 9/11 well.
Ana Ruiz, 34, was rescued.
One of them spoke.
The one who left was late.
No one came.
He came third.
It was the 21st century.
The twenty-first guest left.
Sales doubled.
He called twice.
He called three times.
A third party signed.
It fell in the first half of it.
A 7.2-magnitude quake hit.
They split it 80-20 then.
The 2012 Games were held.
The other two agreed.
He called 555-0142 again.
It was the 1990s.
The Apollo 11 crew waved.
The firm is in the top 10 now.""".splitlines()

TAGGED: list[tuple[str, Expected]] = [
    ("12/NUM wounded/VERB soldiers/NOUN fled/VERB", just("12 wounded soldiers", 12, "soldiers")),
    ("some/DET 40/NUM police/NOUN officers/NOUN fled/VERB", just("some 40 police", 40, "police", "about")),
    ("three/NUM army/NOUN trucks/NOUN burnt/VERB", just("three army trucks", 3, "trucks")),
    ("six/NUM Red/PROPN Cross/PROPN workers/NOUN left/VERB", just("six Red Cross workers", 6, "workers")),
    ("nine/NUM Democrats/PROPN agreed/VERB", just("nine Democrats", 9, "democrats")),
    ("seven/NUM sheep/NOUN died/VERB", just("seven sheep", 7, "sheep")),
    ("40/NUM died/VERB on/ADP Monday/PROPN", just("40", 40, "")),
    ("$/SYM 1.2/NUM million/NUM deal/NOUN", just("$ 1.2 million", 1.2e6, "USD")),
    ("20/NUM %/SYM of/ADP voters/NOUN", just("20 %", 20, "percent")),
    ("five/NUM long/ADJ years/NOUN", just("five long years", 5, "year")),
    ("one/PRON of/ADP them/PRON", []),
    ("Flight/PROPN 370/NUM vanished/VERB", []),
]


@pytest.mark.parametrize("cut", [WHOLE, CUT], ids=["whole", "cut"])
@pytest.mark.parametrize(("sentence", "expected"), PLAIN)
def test_a_figure_is_read_however_its_words_are_cut(sentence: str, expected: Expected, cut: re.Pattern[str]):
    assert read(sentence, words_of(sentence, cut)) == expected


@pytest.mark.parametrize("cut", [WHOLE, CUT], ids=["whole", "cut"])
@pytest.mark.parametrize("sentence", NOTHING)
def test_what_is_no_figure_is_left_alone(sentence: str, cut: re.Pattern[str]):
    assert read(sentence, words_of(sentence, cut)) == []


@pytest.mark.parametrize(("sentence", "expected"), TAGGED)
def test_the_tags_tell_what_is_counted(sentence: str, expected: Expected):
    assert read(*marked(sentence)) == expected


def test_only_the_words_are_read():
    text = "“Some 40 cows,” he said, “and 6 goats died.”"
    words = [w for w in words_of(text) if w.span.start < 12 or w.span.start > 24]
    assert [q[0] for q in read(text, words)] == ["Some 40 cows", "6 goats"]
    assert quantities(text, ()) == ()
    assert quantities(text, words_of(text)[-5:])[0].span.start > 24


def test_a_long_sentence_takes_no_longer_a_word():
    text = "between five or six hundred and half of 1,200 -" + " " * 50_000 + "one in " * 5_000 + "1,2" * 5_000
    assert isinstance(quantities(text, words_of(text)), tuple)


PIECES = st.sampled_from(
    """5 10 2019 1,200 3.4 - – % $ £ m bn million hundred and a half third of the two five one in to from between about
    more than or km per hour people soldiers May Rs ~ + 's , . : ) new killed zero İ ſ K minus dozen s""".split()
)


@given(st.one_of(st.text(), st.lists(st.tuples(PIECES, st.sampled_from(["", " ", "\u00a0"]))).map(
    lambda parts: "".join(map("".join, parts)))))  # fmt: skip
@example("or\u00a0more 5 or\u00a0more cows, at\u00a0least 5 per\u00a0cent")
def test_any_text_is_read_in_order_without_overlap(text: str):
    words = words_of(text)
    found = quantities(text, words)
    at = words[0].span.start if words else 0
    for quantity in found:
        assert at <= quantity.span.start
        assert quantity.span.end <= words[-1].span.end
        assert quantity.low <= quantity.high
        at = quantity.span.end


@given(st.integers(0, 10**9))
def test_a_grouped_number_is_read_back(n: int):
    text = f"{n:,} people"
    assert read(text, words_of(text)) == just(text, n, "people")
