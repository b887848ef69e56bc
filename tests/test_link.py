"""Which quotations a claim is linked with, and how."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotecat.extract.attribution import Evidence
from quotecat.extract.link import Link, Relation, links
from quotecat.extract.quotation import Context, Part, Quotation
from quotecat.text.span import Span

# Two paragraphs of ten letters' sentences: the first 0-40 with a quotation in its third, the second 50-70 with one.
FIRST = Context(Span(20, 30), Span(10, 20), Span(30, 40), Span(0, 40))
SECOND = Context(Span(50, 60), None, Span(60, 70), Span(50, 70))


def quotation(start: int, end: int, where: Context, speaker: int | None) -> Quotation:
    span = Span(start, end)
    return Quotation((Part(span, span),), None, None, speaker, 1.0, Evidence("pointer"), where)


QUOTATIONS = (quotation(20, 28, FIRST, 0), quotation(50, 58, SECOND, 1))


@pytest.mark.parametrize(
    ("span", "claimant", "expected"),
    [
        ((28, 30), None, [(0, "same sentence")]),
        ((10, 20), None, [(0, "lead-in")]),
        ((30, 40), None, [(0, "follow-on")]),
        ((0, 10), None, [(0, "same paragraph")]),
        ((60, 70), None, [(1, "follow-on")]),
        ((80, 90), None, []),
        ((80, 90), 0, [(0, "same claimant")]),  # the nearest of his, however far
        ((80, 90), 7, []),
        ((60, 70), 0, [(0, "same claimant"), (1, "follow-on")]),
        ((60, 70), 1, [(1, "follow-on")]),
    ],
)
def test_a_claim_is_linked_with_the_quotations_it_stands_next_to(
    span: tuple[int, int], claimant: int | None, expected: list[tuple[int, str]]
) -> None:
    (found,) = links([(Span(*span), claimant)], QUOTATIONS)
    assert [(n.quotation, n.relation) for n in found] == expected


def test_a_sentence_that_outgrows_its_paragraph_still_holds_its_claims() -> None:
    where = Context(Span(0, 90), None, None, Span(20, 40))
    assert links([(Span(60, 70), 0)], [quotation(20, 28, where, 0)]) == [(Link(0, "same sentence"),)]


@given(st.lists(st.tuples(st.integers(0, 99), st.none() | st.integers(0, 1)), max_size=5))
def test_each_claim_is_read_by_itself(places: list[tuple[int, int | None]]) -> None:
    claims = [(Span(start, start + 5), claimant) for start, claimant in places]
    assert links(claims, QUOTATIONS) == [links([claim], QUOTATIONS)[0] for claim in claims]
    assert all({n.relation for n in found} <= set(get_args(Relation)) for found in links(claims, QUOTATIONS))


def test_many_quotations_are_passed_over_quickly() -> None:
    many = [
        quotation(i * 10, i * 10 + 5, Context(Span(i * 10, i * 10 + 9), None, None, Span(i * 10, i * 10 + 9)), i % 7)
        for i in range(3000)
    ]
    found = links([(Span(i * 10 + 6, i * 10 + 8), i % 7) for i in range(3000)], many)
    assert found[1234] == (Link(1234, "same sentence"),)
