"""The measures, on an article small enough to read, and against the scorer that the project is judged by."""

from __future__ import annotations

import random
import runpy
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from quotecat.errors import GoldError
from quotecat.score import score
from quotecat.score.name import akin, described, norm, right, same

TEXT = (
    "“We won,” said Ana Ruiz, the mayor. She called it “a relief.” Critics cited the “Big Deal” act.\n\n"
    "“And now we rest."
)
QUOTED = ("“We won,”", "“a relief.”", "“Big Deal”", "“And now we rest.")
NOBODY = 2  # the scare quote
CLOSE, STRIKE, RAIN = "the harbour will close", "a long strike", "It rained all day"
HEARSAY = f"Ana Ruiz said {CLOSE}. Police feared {STRIKE}. {RAIN}."
RIGHT: dict[int, str | None] = {0: "Ana Ruiz", 1: "Mayor Ana Ruiz", 3: "ANA RUIZ’s"}
KINDS = ("unnamed", "document", "person", "organisation", "none", "?")
NAMES: tuple[Any, ...] = (None, "Ana Ruiz", "Ruiz", "Mayor Ana Ruiz | Bo Day", "a guard", "“…”", "")


def stretch(words: str, text: str = TEXT) -> list[int]:
    return [text.index(words), text.index(words) + len(words)]


def gold(**changes: Any) -> dict[str, Any]:
    """The article's gold row; `changes` apply to its last quotation."""
    quotes = [
        {"start": stretch(words)[0], "end": stretch(words)[1], "text": words, "kind": "person"}
        | {"attributed": True, "source": [stretch("She" if i else "Ana Ruiz")], "speaker": "Ana Ruiz"}
        | ({"attributed": False, "source": [], "speaker": None} if i == NOBODY else {})
        for i, words in enumerate(QUOTED)
    ]
    quotes[-1] |= changes
    return {"article": "a", "text": TEXT, "quotes": quotes}


def system(names: Mapping[int, str | None], **changes: Any) -> dict[str, Any]:
    """The system's row with the quotations of these numbers, each with this name."""
    rows = gold()["quotes"]
    quotations = [
        {"parts": [[rows[i]["start"] + 1, rows[i]["end"]]], "source": (rows[i]["source"] or [None])[0]}
        | {"speaker": {"name": name} if name else None, "confidence": 0.9 - i / 10}
        | changes
        for i, name in names.items()
    ]
    return {"article": "a", "quotations": quotations, "claims": []}


def reported() -> dict[str, Any]:
    """The gold row of an article with two reported claims."""
    relations = [
        {"source": [stretch(who, HEARSAY)], "cue": [stretch(cue, HEARSAY)], "content": [stretch(words, HEARSAY)]}
        | {"claimant": f"the {who} here"}
        for who, cue, words in (("Ana Ruiz", "said", CLOSE), ("Police", "feared", STRIKE))
    ]
    return {"article": "r", "text": HEARSAY, "quotes": [], "attributions": relations}


def claiming(*claims: tuple[str, str | None]) -> dict[str, Any]:
    """The system's row with these words claimed by these, and with the gold's attributions."""
    places = [(*stretch(words, HEARSAY), claimant) for words, claimant in claims]
    rows = [{"start": start, "end": end, "attributed": True, "claimant": who} for start, end, who in places]
    return {"article": "r", "quotations": [], "claims": rows, "attributions": reported()["attributions"]}


def test_names_are_compared_without_titles_case_and_possessives():
    names = ("Mayor Ana Ruiz's", "the Prime Minister", "Jean-Luc O’Neil", "“…”", "The")
    assert [" ".join(norm(name)) for name in names] == ["ana ruiz", "minister", "jean-luc o'neil", "", "the"]


def test_a_surname_alone_is_akin_but_not_the_same():
    pairs = (("Ruiz", "Ana Ruiz"), ("Ann Lee | Bo Day", "Bo Day"), ("Bo Lee", "Bo Day"), ("…", "…"))
    assert [same(*pair) for pair in pairs] == [False, True, False, False]
    assert [akin(*pair) for pair in pairs] == [True, True, False, False]


LIKE = (("police", "the police of the town"), ("officials | a spokesman", "a source | senior officials"))
UNLIKE = (("an official", "officials"), ("town police", "police of a city"), ("…", "the report"), ("…", "…"))


@pytest.mark.parametrize(("answer", "wanted"), LIKE + UNLIKE)
def test_words_among_the_others_are_enough_for_who_is_never_named(answer: str, wanted: str):
    is_like = (answer, wanted) in LIKE
    assert described(answer, wanted) == described(wanted, answer) == is_like
    assert [kind for kind in KINDS if right(answer, wanted, kind)] == (["unnamed", "document"] if is_like else [])


def test_the_same_name_is_right_for_every_kind_and_no_name_for_none():
    assert all(right("Mayor Ana Ruiz", "Bo Day | Ana Ruiz", kind) for kind in KINDS)
    assert not any(right(answer, "Ana Ruiz", kind) for answer in (None, "", "…", "Bo Day") for kind in KINDS)


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
def test_what_is_missed_wrong_or_too_much_counts(names: Any, changes: dict[str, Any], expected: dict[str, float]):
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
    reports = [score([gold()], [system({**RIGHT, worst: "Bo Day"})])[0] for worst in (0, 1, 3)]
    areas = [report["area under risk-coverage"] for report in reports]
    assert areas[0] > areas[1] > areas[2] > 0


MADE: list[tuple[list[Any], list[Any], dict[str, float | None]]] = [
    ([], [], {"articles": 0, "speaker accuracy": None, "claims found": None}),
    ([gold(), gold(speaker=None) | {"article": "b"}, gold(attributed=False) | {"article": "c"}],
     [system(RIGHT), system({0: "Ana Ruiz", 1: "Bo Day"}) | {"article": "b"}],
     {"speaker accuracy": 4 / 7, "speaker accuracy, mean over articles": 1 / 2, "articles missing": 1}),
    ([gold(kind="document", speaker="the final report")], [system({**RIGHT, 3: "Report"})],
     {"speaker accuracy, document (1)": 1, "speaker accuracy, person (2)": 1}),
    ([gold(kind="organisation", speaker="Big Oil")], [system({3: "Oil"})], {"speaker accuracy, organisation (1)": 0}),
    ([gold(kind="unnamed", speaker="a guard")], [system({3: "Guard"})], {"speaker accuracy, unnamed (1)": 1}),
    ([gold()], [system(RIGHT)], {"confidence >= 0.95, share": 0, "confidence >= 0.95, speaker accuracy": None}),
    ([gold()], [system({0: "Ana Ruiz", 1: "Bo Day"}, confidence=0.95)],
     {"confidence >= 0.95, share": 2 / 3, "confidence >= 0.95, speaker accuracy": 1 / 2}),
    ([reported()], [claiming((CLOSE, "Mayor Ana Ruiz"), (STRIKE, "Bo Day"), (RAIN, None))],
     {"claims found": 1, "claims, precision": 2 / 3, "claims, claimant accuracy of found": 1 / 2}),
    ([reported()], [claiming((RAIN, "Ana Ruiz"), ("Police", "Police"))],
     {"claims found": 0, "claims, precision": 0, "claims, claimant accuracy of found": None}),
    ([reported()], [], {"claims found": 0, "claims, precision": None}),
    ([reported() | {"direct left out": True}], [claiming((CLOSE, None))],
     {"claims found": 1 / 2, "claims, claimant accuracy of found": 0, "exact source": None, "exact content": None}),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "answers", "expected"), MADE)
def test_rows_made_by_hand_come_to_what_one_counts(rows: Any, answers: Any, expected: dict[str, float | None]):
    report, _ = score(rows, answers)
    assert {name: report.get(name) for name in expected} == pytest.approx(expected)


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


@pytest.fixture(scope="module")
def theirs(shared: Path) -> dict[str, Any]:
    """What the scorer that the project is judged by defines, by name."""
    path = shared / "eval" / "score.py"
    if not path.is_file():
        pytest.skip("the scorer that the project is judged by is not here")
    return runpy.run_path(str(path))


def places(dice: random.Random, most: int = 2) -> list[list[int]]:
    """Few are possible, so that those of the gold and the system often meet, wholly or partly."""
    starts = [dice.choice((0, 12, 36, 60)) for _ in range(dice.randint(0, most))]
    return [[start, start + dice.choice((3, 11, 12, 24))] for start in starts]


def relations(dice: random.Random) -> dict[str, Any]:
    rows = [(places(dice), places(dice), places(dice), dice.choice(NAMES)) for _ in range(4)]
    return {"attributions": [dict(zip(("source", "cue", "content", "claimant"), row, strict=True)) for row in rows]}


def random_gold(dice: random.Random) -> dict[str, Any]:
    text = "".join(dice.choice('abcd “”’`"\n.') for _ in range(84))
    quotes = [
        {"start": start, "end": end, "text": text[start:end], "attributed": dice.random() < 0.8}
        | {"source": places(dice), "speaker": dice.choice(NAMES[:4]), "kind": dice.choice(KINDS)}
        | {"optional": dice.random() < 0.1}
        for start, end in places(dice, 5)
    ]
    told = relations(dice) | {"direct left out": dice.random() < 0.3} if dice.random() < 0.7 else {}
    return {"quotes": quotes} | told | ({"text": text} if dice.random() < 0.8 else {})


def random_system(dice: random.Random) -> dict[str, Any]:
    quotations = [
        {"parts": [part, *places(dice, 1)], "source": dice.choice([None, *places(dice)])}
        | {"speaker": dice.choice((None, {"name": dice.choice(NAMES)})), "confidence": dice.choice((0.3, 0.5, 0.95, 1))}
        for part in places(dice, 8)
    ]
    claims = [
        {"start": start, "end": end, "attributed": dice.random() < 0.7, "source": dice.choice([None, *places(dice)])}
        | {"claimant": dice.choice(NAMES)}
        for start, end in places(dice, 6)
    ]
    return {"quotations": quotations, "claims": claims} | (relations(dice) if dice.random() < 0.8 else {})


def assert_alike(rows: list[Any], answers: list[Any], theirs: dict[str, Any]) -> None:
    """Both scorers have the same measures in the same order, and all figures of each are the same to the last bit."""
    report, expected = score(rows, answers)[0], theirs["score"](rows, answers)
    assert list(report.items()) == list(expected.items())


@pytest.mark.parametrize("seed", range(80))
def test_every_measure_is_that_of_the_scorer(seed: int, theirs: dict[str, Any]):
    dice = random.Random(seed)
    rows = [{"article": str(i)} | random_gold(dice) for i in range(dice.randint(0, 8))]
    answers = [{"article": row["article"]} | random_system(dice) for row in rows if dice.random() < 0.9]
    assert_alike(rows, answers, theirs)


@pytest.mark.parametrize(("rows", "answers", "_"), MADE)
def test_rows_made_by_hand_come_to_what_the_scorer_counts(rows: Any, answers: Any, _: Any, theirs: dict[str, Any]):
    assert_alike(rows, answers, theirs)


def test_names_are_right_where_the_scorer_says_so(theirs: dict[str, Any]):
    cases = [(answer, wanted, kind) for answer in NAMES for wanted in NAMES[1:] for kind in KINDS]
    assert [right(*case) for case in cases] == [theirs["right"](*case) for case in cases]
