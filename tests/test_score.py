"""The measures, on an article small enough to read, and against the scorer that the project is judged by."""

from __future__ import annotations

import importlib.util
import random
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from quotecat.errors import GoldError
from quotecat.score import score
from quotecat.score.name import akin, norm, same

TEXT = (
    "“We won,” said Ana Ruiz, the mayor. She called it “a relief.” Critics cited the “Big Deal” act.\n\n"
    "“And now we rest."
)
QUOTED = ("“We won,”", "“a relief.”", "“Big Deal”", "“And now we rest.")
NOBODY = 2  # the scare quote


def stretch(words: str) -> list[int]:
    return [TEXT.index(words), TEXT.index(words) + len(words)]


def gold(**changes: Any) -> dict[str, Any]:
    """The article's gold row; `changes` apply to its last quotation."""
    quotes = [
        {
            "start": stretch(words)[0],
            "end": stretch(words)[1],
            "text": words,
            "attributed": i != NOBODY,
            "source": [stretch("Ana Ruiz" if i == 0 else "She")] if i != NOBODY else [],
            "speaker": "Ana Ruiz" if i != NOBODY else None,
            "kind": "person",
        }
        for i, words in enumerate(QUOTED)
    ]
    quotes[-1] |= changes
    return {"article": "a", "text": TEXT, "quotes": quotes}


def system(names: Mapping[int, str | None], **changes: Any) -> dict[str, Any]:
    """The system's row with the quotations of these numbers, each with this name."""
    rows = gold()["quotes"]
    quotations = [
        {
            "parts": [[rows[i]["start"] + 1, rows[i]["end"]]],
            "source": (rows[i]["source"] or [None])[0],
            "speaker": {"name": name} if name else None,
            "confidence": 0.9 - i / 10,
        }
        | changes
        for i, name in names.items()
    ]
    return {"article": "a", "quotations": quotations, "claims": []}


RIGHT: dict[int, str | None] = {0: "Ana Ruiz", 1: "Mayor Ana Ruiz", 3: "ANA RUIZ’s"}


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Mayor Ana Ruiz's", ("ana", "ruiz")),
        ("the Prime Minister", ("minister",)),
        ("Jean-Luc O’Neil", ("jean-luc", "o'neil")),
        ("“…”", ()),
        ("The", ("the",)),
    ],
)
def test_names_are_compared_without_titles_case_and_possessives(name: str, words: tuple[str, ...]):
    assert norm(name) == words


@pytest.mark.parametrize(
    ("answer", "wanted", "is_same", "is_akin"),
    [
        ("Ruiz", "Ana Ruiz", False, True),
        ("Ann Lee | Bo Day", "Bo Day", True, True),
        ("Bo Lee", "Bo Day", False, False),
        ("…", "…", False, False),
    ],
)
def test_a_surname_alone_is_akin_but_not_the_same(answer: str, wanted: str, is_same: bool, is_akin: bool):
    assert (same(answer, wanted), akin(answer, wanted)) == (is_same, is_akin)


@pytest.mark.parametrize(
    ("names", "changes", "expected"),
    [
        (RIGHT, {}, {"P": 1, "R": 1, "mention": 1, "speaker": 1}),
        ({**RIGHT, 0: "Ruiz"}, {}, {"P": 1, "R": 1, "mention": 1, "speaker": 2 / 3}),
        (RIGHT, {"source": None}, {"P": 1, "R": 1, "mention": 0, "speaker": 1}),
        ({0: "Ana Ruiz", NOBODY: "Ana Ruiz"}, {}, {"P": 1 / 2, "R": 1 / 3, "mention": 1 / 3, "speaker": 1 / 3}),
        ({}, {}, {"P": 0, "R": 0, "mention": 0, "speaker": 0}),
        ({**RIGHT, 1: None}, {}, {"P": 1, "R": 1, "mention": 1, "speaker": 2 / 3}),
    ],
)
def test_what_is_missed_wrong_or_too_much_counts(
    names: dict[int, str | None], changes: dict[str, Any], expected: dict[str, float]
):
    report, wrong = score([gold()], [system(names, **changes)])
    measured = {"P": report["quotes"]["P"], "R": report["quotes"]["R"]}
    measured |= {"mention": report["mention accuracy"], "speaker": report["speaker accuracy"]}
    assert measured == pytest.approx(expected)
    assert len(wrong) == round(3 * (1 - expected["speaker"]))


def test_an_optional_stretch_is_neither_demanded_nor_held_against():
    for names in (RIGHT, {0: "Ana Ruiz", 1: "Ana Ruiz"}):
        report, _ = score([gold(optional=True)], [system(names)])
        assert report["quotes"] | {"F1": 1} == report["quotes"]
        assert report["quotes"]["gold"] == 2


def test_an_article_without_an_answer_is_all_wrong():
    report, wrong = score([gold()], [])
    assert (report["articles missing"], report["quotes"]["F1"], len(wrong)) == (1, 0, 3)


def test_a_wrong_answer_that_is_sure_costs_more_than_one_that_is_not():
    def area(worst: int) -> float:
        report, _ = score([gold()], [system({**RIGHT, worst: "Bo Day"})])
        return float(report["area under risk-coverage"])

    assert area(0) > area(1) > area(3) > 0


@pytest.mark.parametrize(
    ("rows", "answers"),
    [
        ([gold()], [system(RIGHT), system(RIGHT)]),
        ([{"quotes": []}], []),
        ([{"article": "a"}], []),
        ([{"article": "a", "quotes": [{"start": 0}]}], []),
        ([gold()], [{"article": "a", "quotations": [{"parts": [1]}]}]),
        ([gold()], [{"article": "a", "quotations": [[]]}]),
    ],
)
def test_rows_of_another_format_are_refused(rows: list[Any], answers: list[Any]):
    with pytest.raises(GoldError):
        score(rows, answers)


# Against the scorer itself

NAMES = ("Ana Ruiz", "Mayor Ana Ruiz", "Ruiz", "Bo Day", "Ana Ruiz | Bo Day", "the town’s", "")


def reference(shared: Path) -> Callable[[list[Any], list[Any]], dict[str, Any]]:
    path = shared / "eval" / "score.py"
    if not path.is_file():
        pytest.skip("the scorer that the project is judged by is not here")
    spec = importlib.util.spec_from_file_location("reference_score", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.score  # type: ignore[no-any-return]


def spans(dice: random.Random, most: int, length: int) -> list[list[int]]:
    starts = [dice.randrange(length - 1) for _ in range(dice.randint(0, most))]
    return [[start, min(length, start + dice.randint(1, 40))] for start in starts]


def relations(dice: random.Random, length: int) -> list[dict[str, Any]]:
    return [{r: spans(dice, 2, length) for r in ("source", "cue", "content")} for _ in range(dice.randint(0, 4))]


def random_gold(dice: random.Random, name: str) -> dict[str, Any]:
    text = "".join(dice.choice('ab “”’"\n .') for _ in range(dice.randint(50, 300)))
    quotes = [
        {
            "start": start,
            "end": end,
            "text": text[start:end],
            "attributed": dice.random() < 0.8,
            "source": spans(dice, 2, len(text)),
            "speaker": dice.choice((None, *NAMES)),
            "kind": dice.choice(("person", "organisation", "unnamed", "none")),
            "optional": dice.random() < 0.1,
        }
        for start, end in spans(dice, 6, len(text))
    ]
    row: dict[str, Any] = {"article": name, "text": text, "quotes": quotes}
    if dice.random() < 0.7:
        row["attributions"] = relations(dice, len(text))
    if dice.random() < 0.2:
        del row["text"]
    return row


def random_system(dice: random.Random, row: dict[str, Any]) -> dict[str, Any]:
    length = max([50, *(q["end"] for q in row["quotes"])])  # no more than the text has
    near = [[max(0, q["start"] + dice.randint(-1, 1)), q["end"] - dice.randint(0, 1)] for q in row["quotes"]]
    quotations = [
        {
            "parts": [part, *spans(dice, 1, length)] if dice.random() < 0.2 else [part],
            "source": next(iter(spans(dice, 1, length)), None),
            "speaker": dice.choice((None, {"name": dice.choice(NAMES)})),
            "confidence": dice.choice((0.25, 0.5, dice.random())),
        }
        for part in near + spans(dice, 2, length)
        if part[0] < part[1] and dice.random() < 0.9
    ]
    claims = [
        {"start": s, "end": e, "attributed": dice.random() < 0.7, "source": next(iter(spans(dice, 1, length)), None)}
        for s, e in spans(dice, 4, length)
    ]
    answer: dict[str, Any] = {"article": row["article"], "quotations": quotations, "claims": claims}
    return answer | ({"attributions": relations(dice, length)} if dice.random() < 0.8 else {})


@pytest.mark.parametrize("seed", range(60))
def test_every_measure_is_that_of_the_scorer(seed: int, shared: Path):
    dice = random.Random(seed)
    golds = [random_gold(dice, str(i)) for i in range(dice.randint(0, 8))]
    answers = [random_system(dice, row) for row in golds if dice.random() < 0.9]
    report, _ = score(golds, answers)
    expected = reference(shared)(golds, answers)
    assert list(report) == list(expected)
    for name, value in expected.items():
        assert report[name] == pytest.approx(value), name
