"""Texts that are no ordinary news, through the shipped models: no crash, and no absurd speaker."""

from __future__ import annotations

import time

import pytest

from quotecat.extract.engine import Engine
from quotecat.extract.extraction import Extraction
from quotecat.text.article import Article

pytestmark = pytest.mark.models
NAMES = "Ana Ruiz, Tom Bell, Amélie Dupont, Jürgen Mass, Ngozi Eze, Kim Min-ji, Nguyễn Văn An. " * 6
LONG = "The board, " + "which met on a wet day in a cold hall by the old quay, " * 30 + "said “no.”"
SPOKEN = "“We will not close the harbour,” Ana Ruiz told reporters on Monday. “Not this year,” she said."
CODE = 'for (i = 0; i < n; i++) { if (strcmp(x[i], "none")) printf("%d\\n", total); }\n' * 12
POEM = "O harbour cold, O harbour grey,\nWhose gulls are “gone”, whose ships are fled,\n" * 6
LIST = "- bread\n- 12\" pipes\n- 5' boards\n- the “good” nails\n- milk\n" * 5
TRANSCRIPT = "RUIZ: We will not close it.\n\nBELL: When was that decided?\n\nRUIZ: Last night, by all of us.\n\n" * 4
QUESTIONS = "Q: When did you decide?\n\nA: Last night, and by all of us who were there.\n\n" * 6


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine.load()


def found(engine: Engine, text: str) -> Extraction:
    (result,) = engine.extract([Article(text)])
    assert isinstance(result, Extraction), result
    return result


def speakers(extraction: Extraction) -> list[str | None]:
    return [None if q.speaker is None else extraction.speakers[q.speaker].name for q in extraction.quotations]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (NAMES, []),
        (LIST, []),
        (TRANSCRIPT, []),  # nothing stands between marks
        (QUESTIONS, []),
        (SPOKEN, ["Ana Ruiz", "Ana Ruiz"]),
        (SPOKEN.lower(), ["ana ruiz", "ana ruiz"]),
        (SPOKEN.upper(), ["ANA RUIZ", "ANA RUIZ"]),
    ],
    ids=["names", "list", "transcript", "questions", "news", "no capitals", "all capitals"],
)
def test_nobody_is_named_who_did_not_speak(engine: Engine, text: str, expected: list[str]) -> None:
    named = speakers(found(engine, text))
    assert len(named) == len(expected)
    # Without capitals a name may be found in part.
    assert all(name is None or name.casefold() in want.casefold() for name, want in zip(named, expected, strict=True))


@pytest.mark.parametrize("text", [CODE, POEM, LONG], ids=["code", "poem", "a sentence of 400 words"])
def test_what_is_no_news_costs_nothing_but_a_look(engine: Engine, text: str) -> None:
    assert all(name is None or name in text for name in speakers(found(engine, text)))


def test_four_times_the_quotations_take_four_times_the_time(engine: Engine) -> None:
    """Twenty-five speakers and a hundred: eight times as long at most, for the machine may be busy; not sixteen."""

    def seconds(people: int) -> float:
        given, families = (
            ("Ana", "Tom", "Eva", "Leo", "Ida"),
            [f"R{a}{b}n" for a in "aeiou" for b in "bcdfghjklmnpqrstvwxz"],
        )
        text = "\n\n".join(
            f"“We will not close harbour {i},” said {given[i % 5]} {families[i]}. “Not this year,” {families[i]} added."
            for i in range(people)
        )
        began = time.process_time()
        assert len(found(engine, text).quotations) >= people
        return time.process_time() - began

    seconds(5)
    assert seconds(100) < 8 * seconds(25)
