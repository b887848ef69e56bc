"""Whether two quotations are one utterance: by kinds of difference, by flags, and what is declined."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotecat.across.difference import difference, rendered
from quotecat.across.family import Place, brief_families, components, core_id, home
from quotecat.across.saying import Saying, days_apart, speakers
from quotecat.across.variant import compare, fuller, relation
from quotecat.across.wording import wording

REST = "before winter, and the fishing fleet of Port"
FULL = f"We will not close the harbour {REST} Ellery can count on 40 berths."


def said(words: str, speaker: str | None = "Ana Ruiz", day: str | None = "2023-01-17", article: str = "b") -> Saying:
    return Saying(words, speaker, "person" if speaker else None, day, article, 0, 10)


ORIGINAL = said(FULL, article="a")


@pytest.mark.parametrize(
    ("words", "kind", "flags"),
    [
        (f"We won’t close the harbour {REST} Ellery can count on 40 berths,", "identical", ()),
        ("the fishing fleet of Port Ellery can count on", "contained", ()),
        ("the fishing fleet", "contained", ()),
        ("We will not close the harbour before winter", "truncated", ()),
        ("the fishing fleet of Port Ellery can count on 40 berths", "truncated", ()),
        ("We will not close the harbour … the fishing fleet of Port Ellery can count on 40 berths", "ellipsis", ()),
        ("We will not close the harbour before winter … can count on 40 berths", "ellipsis", ()),
        ("We will not close the [old] harbour before winter, and the fishing fleet can count on", "changed", ("name",)),
        ("We will not close the [old] harbour before winter", "bracketed", ()),
        (f"[They] will not close the harbour {REST} Ellery can count on it", "changed", ("number",)),
        ("We will not close it [the harbour] before winter, and the fishing fleet of Port Ellery", "bracketed", ()),
        (f"We will close the harbour {REST} Ellery can count on 40 berths", "changed", ("negation",)),
        (f"close the harbour {REST} Ellery can count on 40 berths", "truncated", ("negation",)),
        (f"We will not close the harbour {REST} Ellery can count on 50 berths", "changed", ("number",)),
        (f"We will not close the harbour {REST} Amber can count on 40 berths", "changed", ("name",)),
        (f"We may not close the harbour {REST} Ellery can count on 40 berths", "changed", ("hedge",)),
        ("We will not shut the harbour before winter", "changed", ()),
    ],
)  # fmt: skip
def test_each_kind_of_difference_is_named_and_flagged(words: str, kind: str, flags: tuple[str, ...]) -> None:
    found = compare(ORIGINAL, said(words))
    assert found is not None
    assert (found.relation.kind, found.relation.flags) == (kind, flags)


def test_another_speaker_of_many_words_is_flagged_and_of_few_is_another_utterance() -> None:
    found = compare(ORIGINAL, said(FULL, "Max Stone"))
    assert found is not None
    assert found.relation.flags == ("speaker",)
    assert compare(ORIGINAL, said("the fishing fleet of Port Ellery", "Max Stone")) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (said("No comment."), said("No comment", "Max Stone")),
        (said("No comment.", day=None), said("No comment", day=None, article="c")),
        (said("I have no comment."), said("I have no comment", day="2023-02-17")),
        (said("Thank you."), said("Thank you", day="2023-01-19")),
        (said("Never!"), said("Never")),
        (said("on paper"), said("on paper")),
        (said("zero tolerance"), Saying("zero tolerance", "Ana Ruiz", "person", "2023-01-17", "b", 50, 60)),
        (said("I do not think that Mr. D’Souza must go to jail for this"), said("Mr. D’Souza?")),
        (ORIGINAL, said("Port Ellery")),  # a name
        (ORIGINAL, said("before winter")),  # little is said
        (ORIGINAL, said("the fishing fleet", day="2023-03-17")),
        (ORIGINAL, said("the fishing fleet", day=None)),
        (ORIGINAL, said("the fishing fleet", None)),
        (said("We will win Ohio"), said("We will win Iowa")),
        (said("We are going to win in the state of Ohio"), said("We are going to win in the state of Iowa")),
        (said(FULL), said("We will open the ferry after summer, and the old town of Port Amber can wait for it.")),
        (said("I meant exactly that, he is the founder"), said("I never meant he is not the founder of it")),
        (ORIGINAL, Saying("the fishing fleet of Port Ellery", "Ana Ruiz", "person", "2023-01-17", "a", 5, 9)),  # inside
        (said(""), said("")),
        (said("…"), said("…")),
    ],
)
def test_what_is_only_alike_is_declined(one: Saying, other: Saying) -> None:
    assert compare(one, other) is None
    assert compare(other, one) is None


@pytest.mark.parametrize(
    ("one", "other", "by"),
    [
        ("Ana Ruiz", "Ruiz", "same"),
        ("Ana Ruiz", "Ana B. Ruiz", "same"),
        ("Ana Ruiz | Max Stone", "Max Stone", "same"),
        ("The Port Authority", "Port Authority", "same"),
        ("IMF", "International Monetary Fund", "same"),
        ("M.K.Ruiz", "MK Ruiz", "same"),
        ("Ana Ruiz", "Rosa Ruiz", "other"),
        ("Ana Ruiz", None, "unknown"),
    ],
)
def test_speakers_are_compared_by_name(one: str, other: str | None, by: str) -> None:
    assert speakers(said("x", one), said("x", other)) == by
    assert speakers(said("x", other), said("x", one)) == by


@pytest.mark.parametrize(
    ("one", "other", "days"),
    [("2023-01-17", "2023-01-31T10:00:00Z", 14), ("2023-01-17", "2023-01", None), (None, "2023-01-17", None)],
)
def test_days_are_counted_where_both_are_known(one: str | None, other: str, days: int | None) -> None:
    assert days_apart(said("x", day=one), said("x", day=other, article="c")) == days
    assert days_apart(said("x", day=one), said("x", day=other)) == 0  # in one article


@pytest.mark.parametrize(
    ("one", "other", "line"),
    [
        ("We will not raise taxes", "We will now raise taxes", "We will [-not-] {+now+} raise taxes"),
        ("We won’t raise taxes", "we will raise taxes", "We wo [-n’t-] raise taxes"),
        ("It costs 5 million", "It costs 50 million", "It costs [-5-] {+50+} million"),
        (FULL, "close the harbour", "[-We will not-] close the harbour [-before winter, and … on 40 berths-]"),
    ],
)
def test_a_difference_reads_as_one_line_in_the_printed_words(one: str, other: str, line: str) -> None:
    a, b = wording(one), wording(other)
    assert rendered(difference(a, b), a, b, one, other) == line


VOCABULARY = (
    "We will not may close the [old] harbour … before winter. Port Ellery has 40 50 berths and I think so".split()
)
sayings = st.builds(
    Saying,
    st.lists(st.sampled_from(VOCABULARY), max_size=25).map(" ".join) | st.just(FULL),
    st.sampled_from(["Ana Ruiz", "Ruiz", "Max Stone", None]),
    st.just("person"),
    st.sampled_from(["2023-01-17", "2023-01-18", "2023-06-01", "2023", None]),
    st.sampled_from("ab"),
    st.integers(0, 40),
    st.integers(41, 90),
)


@given(sayings, sayings)
def test_the_order_of_two_quotations_makes_no_difference(one: Saying, other: Saying) -> None:
    assert compare(one, other) == compare(other, one)
    assert fuller(one, other) or fuller(other, one)


@given(sayings)
def test_a_quotation_relates_to_itself_as_identical(one: Saying) -> None:
    assert not one.wording.words or relation(one, one).kind == "identical"
    assert relation(one, one).flags == ()


@given(sayings, sayings)
def test_steps_take_in_every_word_of_both_once(one: Saying, other: Saying) -> None:
    a, b = one.wording, other.wording
    steps = difference(a, b)
    assert [i for s in steps for i in range(s.a_start, s.a_end)] == list(range(len(a.words)))
    assert [i for s in steps for i in range(s.b_start, s.b_end)] == list(range(len(b.words)))
    for s in steps:
        assert (a.words[s.a_start : s.a_end] == b.words[s.b_start : s.b_end]) == (s.manner == "same")


def test_a_phrase_goes_to_its_own_article_then_to_the_nearest_day_and_nowhere_if_two_are_as_near() -> None:
    near, far, own = Place("x", 1, True), Place("y", 2, True), Place("z", 0, False)
    assert home([far, near]) == "x"
    assert home([near, far, own]) == "z"
    assert home([near, Place("y", 1, True)]) is None
    assert home([]) is None


def test_what_is_repeated_for_longer_than_a_week_is_a_slogan() -> None:
    links = [(1, 2), (2, 3)]
    assert brief_families([1, 2, 3], links, {1: 10, 2: 13, 3: 16}) == [[1, 2, 3]]
    assert brief_families([1, 2, 3], links, {1: 10, 2: 13, 3: 30}) == []
    assert brief_families([1, 3], links, {1: 10, 3: 10}) == []


@given(st.permutations([(1, 2), (2, 3), (5, 6), (8, 5)]))
def test_components_do_not_depend_on_the_order_of_links(links: list[tuple[int, int]]) -> None:
    assert components([9, 8, 6, 5, 3, 2, 1], links) == [[1, 2, 3], [5, 6, 8], [9]]
    assert core_id(["q_b", "q_a"]) == "fam_a"
