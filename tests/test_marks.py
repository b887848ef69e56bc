"""The quotation-mark scanner: ⟦ ⟧ stand round each stretch that it should find, nested ones inside their outer one."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quotecat.text.paragraphs import paragraphs
from quotecat.text.quotes.diagnostic import CODES
from quotecat.text.quotes.model_view import model_view
from quotecat.text.quotes.scanner import scan
from quotecat.text.span import Span

MARKS = "\"'“”„‘’‚`«»‹›「」"


def bracketed(text: str) -> str:
    """`text` with ⟦ ⟧ round each stretch."""
    shown: dict[int, str] = {}
    for stretch in scan(text).stretches:
        shown[stretch.span.start] = shown.get(stretch.span.start, "") + "⟦"
        shown[stretch.span.end] = shown.get(stretch.span.end, "") + "⟧"
    return "".join(shown.get(i, "") + char for i, char in enumerate(f"{text} "))[:-1]


def codes(text: str) -> list[str]:
    return [d.code for d in scan(text).diagnostics]


STYLES = [
    'She said: ⟦"We will not close the school."⟧ He agreed.',
    "She said: ⟦“We will not close the school.”⟧ He agreed.",
    "She said: ⟦''We will not close the school.''⟧ He agreed.",
    "She said: ⟦``We will not close the school.''⟧ He agreed.",
    "She said: ⟦‘We won’t close the school.’⟧ He agreed.",
    "She said: ⟦'We won't close the school.'⟧ He agreed.",
    "She said: ⟦`We won't close the school.'⟧ He agreed.",
    "She said: ⟦«We will not close the school.»⟧ He agreed.",
    "She said: ⟦« We will not close the school. »⟧ He agreed.",
    "She said: ⟦»We will not close the school.«⟧ He agreed.",
    "She said: ⟦‹We will not close the school.›⟧ He agreed.",
    "She said: ⟦›We will not close the school.‹⟧ He agreed.",
    "She said: ⟦„We will not close the school.“⟧ He agreed.",
    "She said: ⟦„We will not close the school.”⟧ He agreed.",
    "She said: ⟦「We will not close the school.」⟧ He agreed.",
    '⟦"We will not,"⟧ she said, ⟦"close the school."⟧',
    "⟦''We will not,''⟧ she said, ⟦''close the school.''⟧",
    '(⟦"Close it"⟧) and—⟦"never"⟧—anti-⟦"school"⟧ or ⟦"pro"⟧-school',
    'It is ⟦"odd"⟧.',
    "No marks at all.",
    "",
]

MIXED = [
    '⟦“We will not close it,"⟧ she said.',
    '⟦"We will not close it,”⟧ she said. ⟦“Never."⟧',
    "⟦„We will not close it,\"⟧ she said. ⟦“Never.''⟧",
    "He called it ⟦“a disgrace“⟧ and left.",
    "It was ⟦”a disgrace, in the case of the school,”⟧ he said.",
    "It was ⟦” a disgrace, in the case of the school, ”⟧ he said.",
    'He said⟦"no"⟧to it.',
    'He called it ⟦"bad "⟧and ⟦"good"⟧.',
    '⟦"A,"⟧⟦"B,"⟧ he said.',
]

NESTED = [
    "⟦\"He told me ⟦'never'⟧ and left,\"⟧ she said.",
    "⟦“He told me ⟦‘never’⟧ and left,”⟧ she said.",
    "⟦“He told me, ⟦‘Never!’⟧”⟧ she said.",
    "⟦''He told me, ⟦'Never!'⟧''⟧ she said.",
    "⟦'He told me ⟦\"never\"⟧ and left,'⟧ she said.",
    "⟦‘He told me ⟦“never”⟧ and left,’⟧ she said.",
    '⟦"He told me ⟦"never"⟧ and left,"⟧ she said.',
    "⟦“He told me ⟦“never”⟧ and left,”⟧ she said.",
    "⟦«He told me ⟦“never”⟧ and left,»⟧ she said.",
    "⟦“A ⟦‘b ⟦“c”⟧ d’⟧ e,”⟧ she said.",
    "⟦“⟦‘Never’⟧ is what he told me,”⟧ she said.",
]

APOSTROPHES = [
    "They don't and won’t; O'Neil's and O’Neil’s dogs' tails.",
    "The officers’ reports and the officers' reports agree.",
    "In the ’90s and '90s, 'tis said, rock ’n’ roll and rock 'n' roll were new.",
    "The class of '16 met the class of ’17.",
    "Guns N' Roses and the good ol' boys were talkin' about it.",
    "⟦‘I read the officers’ reports,’⟧ she said.",
    "⟦'I read the officers' reports,'⟧ she said.",
    "⟦'I'm goin' to town,'⟧ he said.",
    "The ⟦'officers'⟧ came in.",
    "The ⟦'officers'⟧ came with ⟦'reports'⟧ in hand.",
    '⟦"Read the officers\' reports,"⟧ she said, ⟦"or don\'t."⟧',
    "⟦“’Tis late,”⟧ she said. ⟦“'Twas ever so.”⟧",
    "Mayor‘s office calls plan ⟦‘a folly’⟧.\n\n⟦“No,”⟧ said the mayor.",
    'Fans saw the ⟦"Early Hour"⟧\'s last show.',
]

INCHES = [
    'He is 6\'2" tall and lays 5" pipe, or 12".',
    '⟦"We lay 5" pipe,"⟧ he said.',
    '⟦"I came in 2012"⟧ he said. ⟦"Early."⟧',
    '⟦"We are number 5"⟧ he said. ⟦"Not bad."⟧',
    '⟦"We are number 5"⟧ he said.',
]

UNCLOSED = [
    "⟦“We will not close it.⟧\n\nHe left. ⟦“Why?”⟧ she asked.",
    '⟦"We will not close it.⟧ \n\nHe left. ⟦"Why?"⟧ she asked.',
    "⟦“One.⟧\n\n⟦“Two.⟧\n\n⟦“Three,”⟧ she said.",
    '⟦"One.⟧\n\n⟦"Two.⟧\n\n⟦"Three,"⟧ she said.',
    "⟦''One.⟧\n\n⟦''Two.⟧\n\n⟦''Three,''⟧ she said.",
    "⟦‘One.⟧\n\n⟦‘Two.⟧\n\n⟦‘Three,’⟧ she said. ⟦‘Four.’⟧",
    "⟦'The officers' reports are late.⟧\n\n⟦'So are we,'⟧ she said. ⟦'Very.'⟧",
    "⟦“One.⟧\n⟦“Two,”⟧ she said.",
    "⟦“I went.⟧ ⟦“You too,”⟧ he said.",
    "⟦“He said ⟦“no”⟧ to me.⟧\n\n⟦“Then he left,”⟧ she said.",
    'She went home," he said. ⟦"Then I left."⟧',
    "A lone mark at the end ”",
    'A lone mark at the end "\n\nand ⟦"one"⟧ more',
    "The peace“ with them held.",
]

LINES = [
    "⟦“We will\nnot close\nthe school,”⟧ she\nsaid.",
    "⟦“We will not close it.⟧\nHe left.\n⟦“Why?”⟧ she asked.",
    "⟦“We will\nnot close it.⟧\n\nHe left\nthe room.",
    "⟦“We will\nnot close it.⟧\n  He left\nthe room.",
    '<a href="x" target=”_blank”>The school</a> ⟦"closes"⟧.',
]


@pytest.mark.parametrize("marked", [*STYLES, *MIXED, *NESTED, *APOSTROPHES, *INCHES, *UNCLOSED, *LINES])
def test_the_stretches_are_those_in_brackets(marked: str) -> None:
    assert bracketed(marked.replace("⟦", "").replace("⟧", "")) == marked


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“Yes,” she said.", []),
        ("The officers’ reports", []),
        ("“Yes.", ["unclosed"]),
        ("“Yes.\n\n“No.”", ["continued"]),
        ("“Yes.\n\nNo.”", ["unclosed", "stray_closing"]),
        ('“Yes," she said.', ["mismatched_marks"]),
        ("It was ”a disgrace,” he said.", ["mismatched_marks"]),
        ("“He said “no” to me.”", ["nested"]),
        ('He said"no"to it.', ["straight_ambiguous"]),
        ("The 'officers' came in.", ["weak_closing"]),
        ("The peace“ with them held.", ["stray_opening"]),
        ('An "" here.', ["straight_ambiguous", "empty"]),
        ("An “ ” here.", ["empty"]),
    ],
)
def test_each_repair_leaves_its_diagnostic(text: str, expected: list[str]) -> None:
    assert codes(text) == expected
    assert set(expected) <= set(CODES)


def test_a_stretch_knows_its_marks_and_its_words() -> None:
    text = "He: ''We won't.'' She: “"
    (stretch,) = scan(text).stretches
    assert stretch.span.of(text) == "''We won't.''"
    assert stretch.inner is not None
    assert stretch.inner.of(text) == "We won't."
    assert (stretch.open_span, stretch.close_span) == (Span(4, 6), Span(15, 17))
    assert (stretch.opening, stretch.closing, stretch.depth, stretch.paragraph) == ("''", "''", 0, 0)


def test_an_unclosed_stretch_has_no_closing_mark_and_ends_before_the_white_space() -> None:
    (stretch,) = scan("He: “Never. \t\n\nShe left.").stretches
    assert (stretch.span, stretch.closing, stretch.close_span) == (Span(4, 11), None, None)


def test_only_a_paragraph_that_reopens_the_same_mark_continues() -> None:
    found = scan('He: “One.\n\n“Two.\n\n“Three,” he said. “Four.”\n\n“Five.\n\n"Six."').stretches
    assert [s.continues for s in found] == [False, True, True, False, False, False]
    assert [s.paragraph for s in found] == [0, 1, 2, 2, 3, 4]


def test_outermost_stretches_leave_out_the_nested() -> None:
    found = scan("“A ‘b’ c,” he said. “D.”")
    assert [s.depth for s in found.stretches] == [0, 1, 0]
    assert [s.span.start for s in found.outermost] == [0, 20]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("“We don’t ‘do’ it.”", "\"We don't 'do' it.\""),
        ("''We don't 'do' it.''", "\" We don't 'do' it. \""),
        ("``We don't.''", '" We don\'t. "'),
        ("'We don't “do” it,' he said.", "\"We don't 'do' it,\" he said."),
        ('»We do«, 5" and “one', '"We do", 5" and "one'),
        ("“A “b” c”", "\"A 'b' c\""),
    ],
)
def test_every_style_looks_alike_in_the_view(text: str, shown: str) -> None:
    assert model_view(text, scan(text)) == shown


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One.\n\nTwo.", ["One.", "Two."]),
        (" One.\r\nTwo. \n \n", ["One.", "Two."]),
        ("One goes\non here.\n\nTwo.", ["One goes\non here.", "Two."]),
        ("One goes\non here.\n\tTwo goes\non.", ["One goes\non here.", "Two goes\non."]),
        (" \n\n", []),
    ],
)
def test_a_paragraph_is_a_line_unless_the_lines_are_wrapped(text: str, expected: list[str]) -> None:
    assert [p.of(text) for p in paragraphs(text)] == expected


any_text = st.text(st.sampled_from(MARKS + MARKS + "as N1590.,:?!—-( <>=\n\r\t\u2028é"), max_size=60) | st.text()


@given(any_text)
@settings(max_examples=400, deadline=None)
def test_spans_ascend_and_nest_in_any_text(text: str) -> None:
    found = scan(text)
    around: list[Span] = []
    for stretch in found.stretches:
        while around and around[-1].end <= stretch.span.start:
            around.pop()
        assert not around or around[-1].covers(stretch.span)
        assert stretch.depth == len(around)
        assert stretch.open_span.of(text) == stretch.opening
        assert (stretch.close_span and stretch.close_span.of(text)) == stretch.closing
        assert stretch.inner is None or stretch.inner.of(text).strip()
        around.append(stretch.span)
    starts = [s.span.start for s in found.stretches]
    assert starts == sorted(set(starts))
    assert all(d.span.end <= len(text) and d.message == CODES[d.code] for d in found.diagnostics)
    assert len(model_view(text, found)) == len(text)


@given(any_text)
@settings(max_examples=200, deadline=None)
def test_a_stretch_stays_in_its_paragraph(text: str) -> None:
    blocks = paragraphs(text)
    assert all(blocks[s.paragraph].covers(s.span) for s in scan(text).stretches)


@given(any_text)
@settings(max_examples=200, deadline=None)
def test_a_paragraph_before_shifts_every_span(text: str) -> None:
    # An indent or a line's wrapping may look to the text before; a full paragraph before tells neither.
    text = text.lstrip()
    before = "The Mayor spoke.\n\n"
    moved = scan(before + text).stretches
    assert [(s.span, s.depth, s.closing) for s in moved] == [
        (s.span.shift(len(before)), s.depth, s.closing) for s in scan(text).stretches
    ]


WORDS = ["we", "will", "not", "don't", "close", "the", "school", "officers", "Mayor", "O'Neil", "1990", "yes"]
word = st.sampled_from(WORDS)
words = st.lists(word, min_size=1, max_size=6).map(" ".join)
sentence = st.tuples(words, words, st.sampled_from([",{} he said.", ".{} He left.", "{} was said.", "?{} Then"]))


@st.composite
def article(draw: st.DrawFn) -> str:
    """An article with ⟦ and ⟧ for marks, each paragraph well formed."""
    blocks = draw(st.lists(st.lists(sentence, min_size=1, max_size=3), min_size=1, max_size=3))
    return "\n\n".join(" ".join(f"{a} ⟦{b}{end.format('⟧')}" for a, b, end in block) for block in blocks)


@given(article(), st.sampled_from(["“”", '""', "«»", "„“", "„”", "»«", "「」"]))
@settings(max_examples=200, deadline=None)
def test_every_style_gives_the_same_spans_on_well_formed_text(marked: str, pair: str) -> None:
    text = marked.replace("⟦", pair[0]).replace("⟧", pair[1])
    found = scan(text)
    assert [s.span.start for s in found.outermost] == [i for i, c in enumerate(marked) if c == "⟦"]
    assert [s.span.end - 1 for s in found.outermost] == [i for i, c in enumerate(marked) if c == "⟧"]


@pytest.mark.parametrize("unit", ["“a ", '"', "“a ‘b ", "a” ", "'players' ", "'", '“‘"«a ', "<a ", "“a\n", '5" '])
def test_time_grows_with_the_text_and_not_its_square(unit: str) -> None:
    def seconds(size: int) -> float:
        text = unit * (size // len(unit))
        start = time.process_time()
        scan(text)
        return time.process_time() - start

    # Eight times the text: linear is 8 times the time, square is 64; margin and repetition are for a busy machine.
    small, large = (min(seconds(size) for _ in range(2)) for size in (4_000, 32_000))
    assert large < 24 * small + 0.2


def test_deep_nesting_costs_no_more_than_flat_marks() -> None:
    start = time.process_time()
    assert len(scan("“a " * 20_000 + "”" * 20_000).stretches) == 20_000
    assert time.process_time() - start < 5
