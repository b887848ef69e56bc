"""Main clauses, and who does what in them, in sentences parsed by hand."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotecat.extract.clause import clauses, is_finite, is_negated, statement
from quotecat.extract.narrated import is_statement, without_dateline
from quotecat.extract.untagged import told_by
from quotecat.nlp.document import Sentence, Word
from quotecat.text.span import Span


def tagged(line: str) -> tuple[str, Sentence]:
    """A sentence of words written form/UPOS/head/relation/lemma/XPOS, the last two of which may be missing."""
    text, words = "", list[Word]()
    for token in line.split():
        form, upos, head, relation, lemma, xpos, *_ = [*token.split("/"), "", ""]
        span = Span(len(text), len(text) + len(form))
        words.append(Word(span, lemma or form.lower(), upos, xpos, head=int(head) - 1, deprel=relation))
        text += form + " "
    return text, Sentence(Span(0, len(text) - 1), tuple(words))


RAIN = (
    "Rain/NOUN/2/nsubj fell/VERB/0/root/fall/VBD ,/PUNCT/6/punct and/CCONJ/6/cc rivers/NOUN/6/nsubj "
    "rose/VERB/2/conj/rise/VBD ./PUNCT/2/punct"
)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (RAIN, ["Rain fell", "rivers rose ."]),
        # a second verb of the same subject stays
        (
            "Rain/NOUN/2/nsubj fell/VERB/0/root/fall/VBD and/CCONJ/4/cc stopped/VERB/2/conj/stop/VBD ./PUNCT/2/punct",
            ["Rain fell and stopped ."],
        ),
        # so does a clause that hangs on the one before
        (
            "Rain/NOUN/2/nsubj fell/VERB/0/root/fall/VBD though/SCONJ/5/mark winds/NOUN/5/nsubj "
            "dropped/VERB/2/parataxis/drop/VBD ./PUNCT/2/punct",
            ["Rain fell though winds dropped ."],
        ),
    ],
)
def test_a_sentence_is_taken_apart_where_another_subject_begins(line: str, expected: list[str]) -> None:
    text, sentence = tagged(line)
    assert [clause.span.of(text) for clause in clauses(sentence)] == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "The/DET/2/det mayor/NOUN/5/nsubj has/AUX/5/aux/have/VBZ not/PART/5/advmod sold/VERB/0/root/sell/VBN "
            "the/DET/7/det boats/NOUN/5/obj",
            ("The mayor", "has not sold", "the boats"),
        ),
        ("Ana/PROPN/4/nsubj is/AUX/4/cop/be/VBZ the/DET/4/det mayor/NOUN/0/root", ("Ana", "is", "the mayor")),
        ("Rain/NOUN/2/nsubj fell/VERB/0/root/fall/VBD", ("Rain", "fell", None)),
        (
            "Ana/PROPN/2/nsubj hopes/VERB/0/root/hope/VBZ to/PART/4/mark win/VERB/2/xcomp/win/VB",
            ("Ana", "hopes", "to win"),
        ),
        ("Stop/VERB/0/root/stop/VB it/PRON/1/obj", (None, "Stop", "it")),
    ],
)
def test_a_statement_has_a_subject_a_predicate_and_an_object(line: str, expected: tuple[str | None, ...]) -> None:
    text, sentence = tagged(line)
    (clause,) = clauses(sentence)
    found = statement(clause.head, sentence.span)
    assert tuple(s and s.of(text) for s in (found.subject, found.predicate, found.object)) == expected


@pytest.mark.parametrize(
    ("line", "negated", "finite"),
    [
        ("Rain/NOUN/2/nsubj fell/VERB/0/root/fall/VBD", False, True),
        ("Rain/NOUN/3/nsubj never/ADV/3/advmod fell/VERB/0/root/fall/VBD", True, True),
        ("No/DET/2/det rain/NOUN/3/nsubj fell/VERB/0/root/fall/VBD", True, True),
        ("Nobody/PRON/2/nsubj left/VERB/0/root/leave/VBD", True, True),
        (
            "Rain/NOUN/5/nsubj not/PART/3/advmod only/ADV/5/advmod ever/ADV/5/advmod fell/VERB/0/root/fall/VBD",
            False,
            True,
        ),
        ("Rain/NOUN/2/nsubj falling/VERB/0/root/fall/VBG", False, False),
        (
            "shot/VERB/0/root/shoot/VBD by/ADP/3/case none/PRON/1/obl other/ADJ/3/amod",
            False,
            True,
        ),
    ],
)
def test_a_clause_is_negated_by_its_own_words(line: str, negated: bool, finite: bool) -> None:
    _, sentence = tagged(line)
    (clause,) = clauses(sentence)
    assert (is_negated(clause.head), is_finite(clause.head)) == (negated, finite)


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("The gates are shut.", True),
        ("The gates are shut.”", True),
        ("Are the gates shut?", False),
        ("Gates shut", False),
        ("Reporting by Ana Ruiz; editing by Tom Bell.", False),
        ("A ferry leaves Korso (Photo: Ana Ruiz).", False),
        ("© 2023 The Gull.", False),
    ],
)
def test_only_whole_sentences_state_something(printed: str, expected: bool) -> None:
    sentence = Sentence(Span(0, len(printed)), (Word(Span(0, 1)),))
    assert is_statement(sentence, printed) is expected


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("LONDON (Reuters) - The gates are shut.", "The gates are shut."),
        ("Abuja, Sept. 11 (Benue Wire) Depots reopened.", "Depots reopened."),
        ("PORT ELLERY, Ont. — The mayor left.", "The mayor left."),
        ("The mayor (a sailor) left.", "The mayor (a sailor) left."),
        ("Korso: the gates are shut.", "Korso: the gates are shut."),
        ("Ana Ruiz — a sailor — left.", "Ana Ruiz — a sailor — left."),
        ("Korso, 11 September 2023 (Benue Wire): Depots reopened.", "Depots reopened."),
        ("The mayor left.", "The mayor left."),
    ],
)
def test_a_dateline_is_no_part_of_the_claim(printed: str, expected: str) -> None:
    assert without_dateline(Span(0, len(printed)), printed).of(printed) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        # by a short clause beside it, whose subject the parser may miss
        (
            "Rain/NOUN/2/nsubj fell/VERB/0/root/fall/VBD ,/PUNCT/4/punct says/VERB/2/parataxis/say/VBZ "
            "Ana/PROPN/4/iobj ./PUNCT/2/punct",
            ("Rain fell", "Ana", "says"),
        ),
        # around it
        (
            "Ana/PROPN/2/nsubj said/VERB/0/root/say/VBD rain/NOUN/4/nsubj fell/VERB/2/ccomp/fall/VBD ./PUNCT/2/punct",
            ("rain fell", "Ana", "said"),
        ),
        (
            "Rain/NOUN/2/nsubj fell/VERB/0/root/fall/VBD ,/PUNCT/6/punct according/VERB/6/case to/ADP/4/fixed "
            "Ana/PROPN/2/obl ./PUNCT/2/punct",
            ("Rain fell", "Ana", "according to"),
        ),
        (RAIN, None),
        # nothing of its clause stands before
        (
            "Rain/NOUN/2/nsubj fell/VERB/0/root/fall/VBD ,/PUNCT/7/punct according/VERB/6/case to/ADP/4/fixed "
            "Ana/PROPN/7/obl rose/VERB/2/conj/rise/VBD rivers/NOUN/7/nsubj ./PUNCT/2/punct",
            None,
        ),
        ("Ana/PROPN/2/nsubj said/VERB/0/root/say/VBD no/INTJ/2/obj ./PUNCT/2/punct", None),
    ],
)
def test_what_the_model_overlooks_the_parse_may_show_to_be_reported(
    line: str, expected: tuple[str, str, str] | None
) -> None:
    text, sentence = tagged(line)
    main = clauses(sentence)
    found = next((told for clause in main if (told := told_by(clause, main, text))), None)
    assert (None if found is None else tuple(s.of(text) for s in found)) == expected


WORDS = st.sampled_from("Ana said rain fell , and according to not no never of that which had been . “".split())
RELATIONS = st.sampled_from(
    "nsubj csubj obj iobj obl ccomp xcomp conj cc parataxis mark advmod advcl acl:relcl cop aux expl det case".split()
)
TAGS = st.sampled_from("NOUN/NN VERB/VBD VERB/VBZ AUX/MD PRON/WDT ADP/IN PUNCT/. DET/DT".split())


@st.composite
def parses(draw: st.DrawFn) -> str:
    """A sentence of any words with any tree over them: heads come before or after, never below the word itself."""
    size = draw(st.integers(1, 12))
    order = draw(st.permutations(range(size)))
    above = {word: 0 if not at else order[draw(st.integers(0, at - 1))] + 1 for at, word in enumerate(order)}
    tagged = []
    for index in range(size):
        upos, _, xpos = draw(TAGS).partition("/")
        form = draw(WORDS)
        tagged.append(f"{form}/{upos}/{above[index]}/{draw(RELATIONS) if above[index] else 'root'}/{form}/{xpos}")
    return " ".join(tagged)


@given(parses())
def test_any_parse_can_be_taken_apart(line: str) -> None:
    text, sentence = tagged(line)
    main = clauses(sentence)
    assert all(a.span.end <= b.span.start for a, b in pairwise(main))
    for clause in main:
        parts = told_by(clause, main, text) or ()
        said = statement(clause.head, clause.span)
        for span in (*parts, said.subject, said.predicate, said.object):
            assert span is None or sentence.span.covers(span)
        assert is_negated(clause.head) in (True, False)
