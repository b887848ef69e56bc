"""Paragraphs end where the writer ended them, and lose nothing but white space."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotecat.nlp.paragraph import paragraphs

LONG = "The council voted on Monday to keep the old library open for another year, though its roof leaks when it rains."
WRAPPED = (
    "The council voted on Monday to keep the old library\n"
    "open for another year. Its roof leaks in the rain,\n"
    "Moss says."
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" \n\t ", []),
        ("One line", ["One line"]),
        ("One.\n\nTwo.", ["One.", "Two."]),
        ("  One.\r\n \r\n\tTwo. \n", ["One.", "Two."]),
        ("One.\n\x85\nTwo.", ["One.", "Two."]),
        (f"Library stays open\n{LONG}", ["Library stays open", LONG]),
        (f"Library stays open\nBy Ann Lee\n{LONG}", ["Library stays open", "By Ann Lee", LONG]),
        (f"{LONG}\n“It leaks,” he said.", [LONG, "“It leaks,” he said."]),
        (f"{LONG}\nand that was that.", [f"{LONG}\nand that was that."]),
        (WRAPPED, [WRAPPED]),
    ],
)
def test_a_paragraph_ends_at_a_blank_line_or_a_line_break_that_was_meant(text: str, expected: list[str]) -> None:
    assert [span.of(text) for span in paragraphs(text)] == expected


def test_an_endless_paragraph_is_cut_after_a_sentence_or_at_a_space() -> None:
    text = "One two. Three four five six."
    assert [span.of(text) for span in paragraphs(text, longest=14)] == ["One two.", "Three four", "five six."]


def test_a_paragraph_without_a_space_is_cut_all_the_same() -> None:
    assert [len(span) for span in paragraphs("x" * 25, longest=10)] == [10, 10, 5]


@given(st.text(st.sampled_from("aB. \n\r\x85“"), max_size=80), st.integers(2, 30))
def test_paragraphs_ascend_and_hold_all_but_white_space(text: str, longest: int) -> None:
    spans = paragraphs(text, longest)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert all(len(span) <= longest for span in spans)
    inked = {i for i, char in enumerate(text) if not char.isspace()}
    assert inked == {i for span in spans for i in range(span.start, span.end)} & inked
    assert all(span.of(text) == span.of(text).strip() for span in spans)
