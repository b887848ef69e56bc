"""Review: what people decide about quotations shows everywhere, survives new extractions, and can be taken back."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner, Result

from quotecat.catalog import lookup
from quotecat.catalog.catalog import Catalog
from quotecat.catalog.file.check import check
from quotecat.catalog.registry import decide as registry
from quotecat.catalog.review import review
from quotecat.catalog.review.gold import confidences, gold_rows, judged
from quotecat.catalog.review.verdict import Decision, imported, placed
from quotecat.catalog.why import why
from quotecat.cli.app import app
from quotecat.errors import UsageError
from quotecat.extract.extraction import Extraction
from quotecat.extract.quotation import Part
from quotecat.score import score
from quotecat.score.reviewed import EDGES, accuracy, stratified, wilson
from quotecat.text.span import Span
from tests.builders import extractions, story

BOB = Decision("speaker fixed", "Bob Day", "person")
NOBODY = Decision("speaker fixed")
ACCEPT = Decision("accepted")
SCARE = Decision("rejected", reason="scare quote")


@pytest.fixture
def catalog(tmp_path: Path) -> Iterator[Catalog]:
    with Catalog(tmp_path / "c.db", create=True) as opened:
        opened.add(story(outlet="Daily Tide", published="2023-02-02"))
        yield opened


def ids(catalog: Catalog) -> list[str]:
    return [row["id"] for row in catalog.query("SELECT id FROM quotation ORDER BY start, id")]


def span(words: str) -> Decision:
    at = story().article.text.index(words)
    return Decision("span fixed", parts=((at, at + len(words)),))


def rows(catalog: Catalog) -> dict[str, Any]:
    """All that a decision may touch, as it stands."""
    tables = "quotation quotation_part candidate speaker identification identity identity_name wording fingerprint "
    tables += "variant family_member reviewed claim mention"
    return {table: sorted(map(tuple, catalog.query(f"SELECT * FROM {table}")), key=repr) for table in tables.split()}


# What is decided about the first quotation; then its speaker, words, confidence, how, and whether it is listed.
SAID = "We will not close the harbour,"
DECIDED = [
    (ACCEPT, "Ana Ruiz", SAID, 1.0, "pointer"),
    (BOB, "Bob Day", SAID, 1.0, "review"),
    (Decision("speaker fixed", "the town"), "the town", SAID, 1.0, "review"),
    (Decision("speaker fixed", "  Ana\tRuiz "), "Ana Ruiz", SAID, 1.0, "pointer"),
    (NOBODY, None, SAID, 1.0, "review"),
    (span("close the harbour"), "Ana Ruiz", "close the harbour", 1.0, "pointer"),
    (span("“We will"), "Ana Ruiz", "We will", 1.0, "pointer"),
    (SCARE, "Ana Ruiz", SAID, 0.9, "pointer"),
]


@pytest.mark.parametrize(("decision", "speaker", "words", "sure", "how"), DECIDED)
def test_a_decision_shows_in_every_list_and_undone_leaves_no_trace(
    decision: Decision, speaker: str | None, words: str, sure: float, how: str, catalog: Catalog
) -> None:
    before, first = rows(catalog), ids(catalog)[0]
    review.decide(catalog, first, decision, "ana")
    quote = lookup.quotation(catalog, first)
    assert (quote.speaker, quote.quotation, quote.confidence, quote.how) == (speaker, words, sure, how)
    assert quote.review == decision.verdict
    listed = [row.quotation_id for row in lookup.quotes(catalog)]
    assert (first in listed) == (decision.verdict != "rejected")
    assert [row.quotation_id for row in lookup.quotes(catalog, rejected=True)] == [first] * (decision == SCARE)
    assert catalog.counts()["quotations"] == len(listed) == lookup.articles(catalog)[0].quotations
    told = why(catalog, first).review
    assert told
    assert (told.said, told.confidence, told.reviewer, told.reason) == ("Ana Ruiz", 0.9, "ana", decision.reason)
    assert check(catalog) == []
    assert review.undo(catalog) == (1, first)
    assert rows(catalog) == before
    assert [row.undone for row in review.history(catalog)] == [1]


def test_whom_a_person_names_is_somebody_of_the_registry_and_is_found(catalog: Catalog) -> None:
    first, second, _ = ids(catalog)
    review.decide(catalog, first, BOB)
    review.decide(catalog, second, BOB)
    assert [row.quotation_id for row in lookup.quotes(catalog, speaker="bob")] == [first, second]
    assert registry.entry(catalog, "Bob Day")[1] == "Bob Day"
    assert {row.speaker: row.quotations for row in lookup.speakers(catalog)}["Bob Day"] == 2
    review.undo(catalog, 1)
    assert [row.quotation_id for row in lookup.quotes(catalog, speaker="bob")] == [second]
    review.undo(catalog)
    assert lookup.quotes(catalog, speaker="bob") == []
    with pytest.raises(UsageError):
        registry.entry(catalog, "Bob Day")


def test_a_later_decision_stands_on_the_one_before(catalog: Catalog) -> None:
    first = ids(catalog)[0]
    for decision in (span("close the harbour"), BOB, SCARE):
        review.decide(catalog, first, decision)
    assert lookup.quotation(catalog, first).review == "rejected"
    review.undo(catalog)
    quote = lookup.quotation(catalog, first)
    assert (quote.speaker, quote.quotation, quote.review) == ("Bob Day", "close the harbour", "speaker fixed")
    review.undo(catalog, 1)
    assert lookup.quotation(catalog, first).quotation == "close the harbour"
    with pytest.raises(UsageError, match="no review 1 that holds"):
        review.undo(catalog, 1)


WRONG = [
    Decision("wrong"),
    Decision("rejected"),
    Decision("accepted", reason="title"),
    Decision("rejected", reason="boring"),
    Decision("span fixed"),
    Decision("span fixed", parts=((5, 5),)),
    Decision("span fixed", parts=((0, 100_000),)),
    Decision("span fixed", parts=((11, 12),)),
    Decision("span fixed", parts=((12, 20), (15, 25))),
    Decision("speaker fixed", "…"),
    Decision("speaker fixed", "Jos\udce9"),
    Decision("speaker fixed", "Bob Day", "ghost"),
    Decision("accepted", "Bob Day"),
]


@pytest.mark.parametrize("decision", WRONG)
def test_what_makes_no_sense_is_refused_and_nothing_is_done(decision: Decision, catalog: Catalog) -> None:
    before = rows(catalog)
    first, second, _ = ids(catalog)
    with pytest.raises(UsageError):
        review.decide_all(catalog, [(first, ACCEPT), (second, decision)])
    with pytest.raises(UsageError):
        review.decide(catalog, "q_none", ACCEPT)
    with pytest.raises(UsageError):
        review.undo(catalog)
    assert (rows(catalog), review.history(catalog)) == (before, [])


@st.composite
def decisions(draw: st.DrawFn, length: int) -> Decision:
    verdict = draw(st.sampled_from(["accepted", "speaker fixed", "span fixed", "rejected"]))
    if verdict == "speaker fixed":
        name = draw(st.none() | st.sampled_from(["Ana Ruiz", "Bob Day", "the Coast Guild", "Zoë O’Neil"]))
        return Decision(verdict, name, name and draw(st.sampled_from(["person", "organisation", "unnamed"])))
    if verdict == "span fixed":
        start = draw(st.integers(0, length - 1))
        return Decision(verdict, parts=((start, draw(st.integers(start + 1, length))),))
    return Decision(verdict, reason="term" if verdict == "rejected" else None)


@settings(deadline=None, max_examples=40)
@given(found=extractions(), data=st.data())
def test_any_decisions_undone_in_any_order_restore_the_rows(found: Extraction, data: st.DataObject) -> None:
    with TemporaryDirectory() as folder, Catalog(Path(folder, "c.db"), create=True) as catalog:
        catalog.add(found)
        before = rows(catalog)
        done = []
        for id in data.draw(st.lists(st.sampled_from(ids(catalog)), max_size=4)) if ids(catalog) else []:
            try:
                done.append(review.decide(catalog, id, data.draw(decisions(len(found.article.text)))))
            except UsageError:  # no words at that place
                continue
            assert not [p for p in check(catalog) if p.what == "reference"]
        for number in data.draw(st.permutations(done)):
            review.undo(catalog, number)
        assert rows(catalog) == before


# Extraction anew


def without(found: Extraction, *gone: int) -> Extraction:
    """The extraction without some of its quotations, and without claims, which name them by number."""
    left = tuple(q for i, q in enumerate(found.quotations) if i not in gone)
    return replace(found, quotations=left, claims=(), models="newer models")


def moved(found: Extraction, by: int) -> Extraction:
    """The first quotation starts later, ends where it ended, and is somebody else's."""
    first, *others = found.quotations
    end = first.parts[0].span.end
    span = Span(first.parts[0].span.start + by, end)
    part = replace(first, parts=(Part(span, Span(span.start + 1, end - 1)),), speaker=1)
    return replace(found, quotations=(part, *others), models="newer models")


@pytest.mark.parametrize("decision", [ACCEPT, BOB, NOBODY, span("close the harbour"), SCARE])
@pytest.mark.parametrize("newer", [story(), moved(story(), 8), without(story(), 0), without(story(), 0, 1, 2)])
def test_a_decision_holds_when_the_article_is_extracted_again(
    decision: Decision, newer: Extraction, catalog: Catalog
) -> None:
    first = ids(catalog)[0]
    review.decide(catalog, first, decision)
    told = lookup.quotation(catalog, first)
    catalog.add(newer, replace=True)
    found = [q for q in lookup.quotes(catalog, rejected=decision == SCARE) if q.review]
    gone = len(newer.quotations) < 3
    assert len(found) == (0 if gone and decision == SCARE else 1)
    if found and decision != SCARE:
        names = ("speaker", "kind", "quotation", "start", "end", "confidence", "review", "sentence")
        assert [getattr(found[0], n) for n in names] == [getattr(told, n) for n in names]
    assert check(catalog) == []
    review.undo(catalog)
    with TemporaryDirectory() as folder, Catalog(Path(folder, "d.db"), create=True) as plain:
        plain.add(newer)
        for table in ("quotation", "quotation_part", "speaker"):
            assert _unnumbered(catalog, table) == _unnumbered(plain, table)


def _unnumbered(catalog: Catalog, table: str) -> list[Any]:
    found = [dict(row) for row in catalog.query(f"SELECT * FROM {table}")]
    return sorted(({k: v for k, v in row.items() if k != "number"} for row in found), key=repr)


def test_a_decision_waits_for_an_article_that_went_and_came_back(catalog: Catalog) -> None:
    review.decide(catalog, ids(catalog)[0], BOB)
    catalog.connection.execute("DELETE FROM article")
    assert review.history(catalog)[0].article is None
    catalog.add(story())
    assert [q.speaker for q in lookup.quotes(catalog, speaker="bob")] == ["Bob Day"]


# The queue


def test_the_least_sure_and_most_used_come_first(catalog: Catalog) -> None:
    first, second, orphan = ids(catalog)
    catalog.add(story("other", "We closed it after all"))
    waiting = review.queue(catalog)
    assert len(waiting) == 6
    assert orphan in waiting[:2]
    review.decide(catalog, first, ACCEPT)
    assert first not in review.queue(catalog)
    assert review.queue(catalog, outlet="Daily Tide", speaker="ruiz") == [second]
    assert review.queue(catalog, limit=1) == waiting[:1]


def test_a_sample_is_the_same_for_one_seed_and_keeps_its_order_while_it_is_worked_off(catalog: Catalog) -> None:
    catalog.add(story("other", "We closed it after all"))
    drawn = review.queue(catalog, seed=7)
    assert sorted(drawn) == sorted(review.queue(catalog))
    assert len({tuple(review.queue(catalog, seed=seed)) for seed in range(9)}) > 3
    review.decide(catalog, drawn[2], ACCEPT)
    assert review.queue(catalog, seed=7) == [*drawn[:2], *drawn[3:]]


# Accuracy


@pytest.mark.parametrize(
    ("right", "n", "low", "high"),
    [(0, 0, 0, 1), (0, 10, 0, 0.2775), (10, 10, 0.7225, 1), (81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605)],
)
def test_wilsons_interval_is_that_of_the_books(right: int, n: int, low: float, high: float) -> None:
    assert wilson(right, n) == pytest.approx((low, high), abs=5e-5)  # the last two: Newcombe 1998, table I


def test_the_estimate_weighs_each_bin_by_its_size() -> None:
    marks = [(0.3, False), (0.3, True), (0.99, True), (0.99, True)]
    estimate, (low, high), unknown = stratified(marks, [0.3] * 2 + [0.99] * 8)
    assert estimate == pytest.approx(0.9)
    assert unknown == 0
    assert low < 0.9 < high <= 1
    estimate, (low, high), unknown = stratified(marks[:2], [0.3] * 2 + [0.99] * 8)
    assert (estimate, low, high, unknown) == pytest.approx((0.5, 0.1, 0.9, 0.8))
    assert stratified([], [0.3]) == (None, (0, 1), 1)


def test_the_interval_holds_the_truth_about_as_often_as_it_says() -> None:
    dice, held = random.Random(11), 0
    for _ in range(300):
        sure = [dice.choice((0.4, 0.6, 0.85, 0.97)) for _ in range(600)]
        marks = [(s, dice.random() < s) for s in sure]
        reviewed = [m for edge in (0, *EDGES) for m in [m for m in marks if m[0] >= edge][:25]]
        seen = list(dict.fromkeys(map(id, reviewed)))
        some = [m for m in marks if id(m) in set(seen)]
        found = accuracy("speaker", some, sure)
        held += found.estimate_low <= sum(right for _, right in marks) / len(marks) <= found.estimate_high
    assert held / 300 >= 0.92


@pytest.mark.parametrize("drawn", [0, 100])
def test_the_interval_holds_the_truth_where_the_least_sure_were_taken_first(drawn: int) -> None:
    dice, held, widths = random.Random(3), 0, 0.0
    for _ in range(200):
        sure = sorted(1 - dice.random() ** 3 * 0.8 for _ in range(1500))
        marks = [(s, dice.random() < s) for s in sure]
        found = accuracy("speaker", marks[:150] + dice.sample(marks[150:], drawn), sure)
        held += found.estimate_low <= sum(right for _, right in marks) / len(marks) <= found.estimate_high
        widths += found.estimate_high - found.estimate_low
        assert found.vague == (not drawn)
    assert held / 200 >= 0.92
    assert (widths / 200 > 0.5) == (not drawn)


def test_gold_is_scored_and_is_right_about_itself(catalog: Catalog) -> None:
    first, second, orphan = ids(catalog)
    review.decide(catalog, first, BOB)
    review.decide(catalog, second, span("Not this"))
    assert list(gold_rows(catalog)) == []
    review.decide(catalog, orphan, SCARE)
    (gold,) = gold_rows(catalog)
    assert [(q["text"], q["attributed"], q["speaker"], q["kind"]) for q in gold["quotes"]] == [
        (f"“{SAID}”", True, "Bob Day", "person"),
        ("“Not this", True, "Ana Ruiz", "person"),
        ("“Never!”", False, None, "none"),
    ]
    said = [
        {
            "parts": [[q["start"], q["end"]]],
            "speaker": q["speaker"] and {"name": q["speaker"]},
            "source": q["source"][0] if q["source"] else None,
            "confidence": 1.0,
        }
        for q in gold["quotes"]
        if q["attributed"]
    ]
    report, wrong = score([gold], [{"article": gold["article"], "quotations": said}])
    assert (report["quotes"]["F1"], report["speaker accuracy"], report["mention accuracy"], wrong) == (1, 1, 1, [])
    assert [(j.confidence, j.rejected, j.speaker, j.decided_speaker) for j in sorted(judged(catalog), key=repr)]
    assert sorted(confidences(catalog)) == [0.25, 0.9, 0.9]


# The command line


def run(catalog: Catalog, *arguments: str, keys: str = "", code: int = 0) -> Result:
    result = CliRunner().invoke(app, [*arguments, "--db", str(catalog.path)], input=keys, prog_name="quotecat")
    assert result.exit_code == code, result.output
    return result


def test_keys_decide(catalog: Catalog) -> None:
    result = run(catalog, "review", "--reviewer", "bo", keys="r\ns\ns\nBob Day (person)\np\nNot … year\nq\n")
    assert "3 decided, 0 not looked at" in result.stderr
    assert "[content: Never!]" in result.stdout
    told = {(row.verdict, row.speaker, row.reason, row.reviewer) for row in review.history(catalog)}
    assert told == {
        ("rejected", None, "scare quote", "bo"),
        ("speaker fixed", "Bob Day", None, "bo"),
        ("span fixed", "Ana Ruiz", None, "bo"),
    }
    assert "Nothing to review" in run(catalog, "review").stderr
    shown = run(catalog, "show", "harbour").stdout
    assert "Bob Day (person), speaker fixed by a person" in shown
    assert "Never" not in shown.split("«1» ")[-1]
    assert "rejected (scare quote) by bo" in run(catalog, "why", ids(catalog)[2]).stdout


def test_keys_are_explained_undone_and_passed_over(catalog: Catalog) -> None:
    result = run(catalog, "review", "--limit", "2", keys="x\nw\na\nu\nr\nz\nn\ns\n9\ns\n2\n")
    assert "no such key: 'x'" in result.stderr
    assert "decided by" in result.stdout
    assert "not rejected: no such reason" in result.stderr
    assert "there is no 9 in the list" in result.stderr
    assert [(row.verdict, row.speaker, row.undone) for row in review.history(catalog)] == [
        ("accepted", None, 1),
        ("speaker fixed", "the town", 0),
    ]


def test_a_walk_goes_on_past_what_is_no_longer_there(catalog: Catalog) -> None:
    first = ids(catalog)[0]
    review.decide(catalog, first, ACCEPT)
    catalog.add(without(story(), 0, 1, 2), replace=True)
    catalog.add(story("other", "We closed it after all"))
    result = run(catalog, "review", "--limit", "1", keys="u\na\n")  # what it undoes goes, and it is shown no more
    assert f"{first} is no longer there" in result.stderr
    assert "0 decided, 0 not looked at" in result.stderr
    assert [row.undone for row in review.history(catalog)] == [1, 0]


@pytest.mark.parametrize("lost", ["quotations", "article"])
def test_what_the_program_no_longer_finds_is_told_and_in_no_figure(lost: str, catalog: Catalog) -> None:
    for id in ids(catalog):
        review.decide(catalog, id, ACCEPT)
    catalog.add(without(story(), 0), replace=True)
    if lost == "article":
        catalog.connection.execute("DELETE FROM article")
    told = run(catalog, "score", "--reviewed")
    assert ("1 quotations that people kept are not found" in told.stderr) == (lost == "quotations")
    assert f"{2 if lost == 'quotations' else 0} of " in told.stderr
    assert "Too few to tell for the whole catalog" in told.stderr or lost == "quotations"


@pytest.mark.parametrize("typed", [b"s\nJos\xe9\nq\n", b"p\nwe \xff\nq\n", b"\xff\nq\n"])
def test_what_is_typed_and_is_not_utf8_is_asked_for_again(typed: bytes, catalog: Catalog) -> None:
    arguments = ["review", "--limit", "1", "--db", str(catalog.path)]
    result = CliRunner().invoke(app, arguments, input=typed, prog_name="quotecat")
    assert (result.exit_code, review.history(catalog)) == (0, [])
    assert len(result.stderr.splitlines()) == 2
    assert "Jos" not in result.stderr or "'Jos\\udce9' is not UTF-8" in result.stderr


def test_a_reviewer_whose_name_is_not_utf8_is_refused(catalog: Catalog) -> None:
    assert "is not UTF-8" in run(catalog, "review", "--reviewer", "caf\udce9", keys="a\nq\n", code=2).stderr
    with pytest.raises(UsageError):
        review.decide(catalog, ids(catalog)[0], ACCEPT, "caf\udce9")
    assert review.history(catalog) == []


def test_one_key_each_on_a_terminal(catalog: Catalog) -> None:
    pty = pytest.importorskip("pty", reason="only Unix has terminals that a program can play")
    import termios

    for keys, code in ((["a", "s", "Bob Day\n", "\x04"], 0), (["u", "\x1b[A", "q"], 0), (["\x03"], 130)):
        ours, theirs = pty.openpty()
        command = [sys.executable, "-m", "quotecat", "review", "--db", str(catalog.path)]
        started = subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env={**os.environ})
        os.close(theirs)
        for key in keys:
            heard(ours, b"nobody: " if key.endswith("\n") else b"q quit] ")
            while not key.endswith("\n") and termios.tcgetattr(ours)[3] & termios.ICANON:
                time.sleep(0.01)  # what is typed before it listens for one key is lost
            os.write(ours, key.encode())
        heard(ours, b"")
        os.close(ours)
        assert started.wait(timeout=30) == code
    assert [(row.verdict, row.speaker, row.undone) for row in review.history(catalog)] == [
        ("accepted", None, 0),
        ("speaker fixed", "Bob Day", 1),
    ]


def heard(terminal: int, awaited: bytes) -> None:
    """Listen until a terminal says what is awaited; if that is nothing, until the other side closes it."""
    told = b""
    while not awaited or awaited not in told:
        try:
            said = os.read(terminal, 4096)
        except OSError:
            said = b""
        if not said:
            assert not awaited, told.decode()
            return
        told += said


def test_decisions_are_brought_in_all_or_none(catalog: Catalog, tmp_path: Path) -> None:
    first, second, _ = ids(catalog)
    lines = [
        {"quotation_id": first, "verdict": "speaker fixed", "speaker": "Bob Day"},
        {"quotation_id": second, "verdict": "rejected", "reason": "title"},
    ]
    file = tmp_path / "decisions.jsonl"
    for broken in ('{"quotation_id": "q_x", "verdict": "accepted"}', "[]", "{", '{"mood": 1}', '{"verdict": 1}'):
        file.write_text("".join(json.dumps(line) + "\n" for line in lines) + broken + "\n", encoding="utf-8")
        assert f"{file}:3: " in run(catalog, "review", "import", str(file), code=2).stderr
        assert review.history(catalog) == []
    file.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    run(catalog, "review", "import", str(file))
    listed = json.loads(run(catalog, "review", "history", "--format", "json").stdout)
    assert [row["verdict"] for row in listed] == ["speaker fixed", "rejected"]
    run(catalog, "review", "undo", "1")
    assert [row.quotation_id for row in lookup.quotes(catalog, rejected=True)] == [second]
    assert second in run(catalog, "quotes", "--rejected", "--format", "jsonl").stdout


def test_gold_is_never_overwritten_and_what_is_unfinished_is_told(catalog: Catalog, tmp_path: Path) -> None:
    out = tmp_path / "gold.jsonl"
    review.decide(catalog, ids(catalog)[0], ACCEPT)
    assert "1 articles are left out" in run(catalog, "review", "gold", str(out)).stderr
    run(catalog, "review", "gold", str(out), code=1)
    for id in ids(catalog)[1:]:
        review.decide(catalog, id, ACCEPT)
    run(catalog, "review", "gold", str(out), "--force")
    assert json.loads(out.read_text(encoding="utf-8"))["article"] == "harbour"


def test_the_accuracy_is_that_of_the_program_not_of_what_was_decided(catalog: Catalog) -> None:
    first, second, orphan = ids(catalog)
    for id, decision in ((first, BOB), (second, ACCEPT), (orphan, SCARE)):
        review.decide(catalog, id, decision)
    found = [json.loads(line) for line in run(catalog, "score", "--reviewed", "-f", "jsonl").stdout.splitlines()]
    assert {row["measure"]: row["right"] for row in found} == {
        "is a quotation": 2,
        "span": 2,
        "speaker": 1,
        "all three": 1,
    }
    assert all(row["n"] == 3 and row["estimate"] == pytest.approx(row["right"] / 3) for row in found)
    run(catalog, "score", code=2)
    run(catalog, "score", "gold.jsonl", "--reviewed", code=2)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("will … harbour", ["will not close the harbour"]),
        ("will ... harbour", ["will not close the harbour"]),
        ("We  will", ["We will"]),
        ("We | harbour", ["We", "harbour"]),
        ("We … this", ["We will not close the harbour,", "Not this"]),
        ("Never", None),
        ("harbour … Rain", None),
        ("…", None),
        (" ", None),
    ],
)
def test_a_span_is_found_by_its_first_and_last_words(typed: str, expected: list[str] | None, catalog: Catalog) -> None:
    text = story().article.text
    told = [why(catalog, id) for id in ids(catalog)]
    parts, paragraph = [told[0].parts[0], told[1].parts[0]], told[0].paragraph
    if expected is None:
        with pytest.raises(UsageError):
            placed(paragraph.text, paragraph.start, parts, typed)
        return
    assert [text[start:end] for start, end in placed(paragraph.text, paragraph.start, parts, typed)] == expected


def test_a_line_of_a_file_is_a_decision() -> None:
    row = {"quotation_id": "q_1", "verdict": "span fixed", "parts": [[1, 5]]}
    assert imported(row) == ("q_1", Decision("span fixed", parts=((1, 5),)))
    for wrong in (
        {"parts": [[1]]},
        {"parts": [1, 5]},
        {"parts": "1-5"},
        {"parts": [[True, 5]]},
        {"speaker": 3},
        {"quotation_id": "\ud800"},
    ):
        with pytest.raises(UsageError):
            imported(row | wrong)
