"""Who may be meant at all, and how possible sources and speakers are weighed together."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest

from quotecat.extract.attribution import Candidate
from quotecat.extract.cast import gather
from quotecat.extract.resolution.choice import choose
from quotecat.extract.resolution.resolve import resolve
from quotecat.extract.resolution.resolver import Resolver
from quotecat.extract.speech import Speech
from quotecat.text.quotes.scanner import scan
from quotecat.text.span import Span
from tests.test_resolve import read

STORY = "[Ana Ruiz] runs {Harbour Works}. [Tom Bell] was there. "


def names(marked: str) -> set[str]:
    """Who the last source of a story may refer to."""
    document, sources = read(marked)
    resolver = Resolver(document, gather(document), sources, [])
    for span in sources[:-1]:
        found = resolver.candidates(span)
        assert found is not None
        resolver.note(span, found.source, found.referents[-1])
    last = resolver.candidates(sources[-1])
    assert last is not None
    assert last.own == (False,) * (len(last.own) - 1) + (True,)
    assert last.rows.shape[0] == len(last.referents)
    assert np.isfinite(last.rows).all()
    return {r.name for r in last.referents[:-1]}


@pytest.mark.parametrize(
    ("marked", "may", "may_not"),
    [
        (STORY + "<He> said no.", {"Ana Ruiz", "Tom Bell"}, set()),
        (STORY + "<It> said no.", {"Harbour Works"}, {"Ana Ruiz", "Tom Bell"}),
        (STORY + "<The campaign> said no.", {"Harbour Works"}, {"Ana Ruiz", "Tom Bell"}),
        (STORY + "<The mayor> said no.", {"Ana Ruiz", "Tom Bell"}, {"Harbour Works"}),
        (STORY + "<Her father> said no.", {"Tom Bell"}, {"Ana Ruiz", "Harbour Works"}),
        (STORY + "<His wife> said no.", {"Ana Ruiz"}, {"Tom Bell"}),
        (STORY + "<Bell> said no.", {"Tom Bell"}, {"Ana Ruiz", "Harbour Works"}),
        (STORY + "<We> said no.", set(), {"Ana Ruiz", "Tom Bell", "Harbour Works"}),
        ("<No one> said yes. " + STORY + "<She> said no.", {"Ana Ruiz"}, {"No one"}),
        ("<A diver> said yes. " + STORY + "<She> said no.", {"A diver", "Ana Ruiz"}, set()),
    ],
)
def test_some_may_be_meant_and_others_cannot(marked: str, may: set[str], may_not: set[str]) -> None:
    found = names(marked)
    assert may <= found
    assert not may_not & found


@dataclass(frozen=True)
class Even:
    """Rankers for which all candidates are alike, and every answer as sure as it says."""

    sure: float

    @property
    def sources(self) -> Even:
        return self

    speakers = sources

    def probabilities(self, rows: np.ndarray) -> np.ndarray:
        return np.full(len(rows), 1 / len(rows))

    def calibrated(self, facts: object) -> float:
        return self.sure


def spoken(marked: str, shares: list[float]) -> tuple[Speech, list[Span]]:
    """A quotation at the beginning of a story whose sources are weighed so."""
    document, sources = read(marked)
    stretch = scan(document.article.text).stretches[0]
    weighed = tuple(Candidate(s, share) for s, share in zip(sources, shares, strict=True))
    return Speech((stretch,), sources[0], None, shares[0], "pointer", weighed), sources


def test_sources_that_lead_to_one_person_add_up() -> None:
    marked = "“No,” said <[Ruiz]>. [Tom Bell] was told by <[Ana Ruiz]>. So <[Bell]> left."
    document, sources = read(marked)
    speech, _ = spoken(marked, [0.26, 0.18, 0.4])
    chosen = choose(speech, 1.0, resolve(document, sources, []))
    resolved = resolve(document, sources, [])
    assert chosen.speaker is not None
    assert resolved.speakers[chosen.speaker].name == "Ana Ruiz"
    assert [r.name for r in chosen.rivals] == ["Ana Ruiz", "Tom Bell"]
    assert chosen.source == sources[0]


@pytest.mark.parametrize(("sure", "named"), [(0.9, "Ana Ruiz"), (0.5, "Ana Ruiz"), (0.49, None)])
def test_who_is_less_than_half_probable_is_not_named(sure: float, named: str | None) -> None:
    marked = "“No,” said <[Ana Ruiz]>."
    document, sources = read(marked)
    resolved = resolve(document, sources, [])
    chosen = choose(spoken(marked, [0.9])[0], 1.0, resolved, Even(sure))
    assert (chosen.speaker is not None) == (named is not None)
    assert chosen.source == sources[0]
    assert [r.name for r in chosen.rivals] == ["Ana Ruiz"]
    assert chosen.confidence == sure
    assert chosen.how == ("pointer" if named else "unresolved")


def test_a_description_stays_in_its_own_words_where_nobody_can_be_named() -> None:
    marked = STORY + "“No,” said <the diver>."
    document, sources = read(marked)
    resolved = resolve(document, sources, [], (), Even(0.2))
    speech, _ = spoken(marked, [0.9])
    chosen = choose(speech, 1.0, resolved, Even(0.2))
    assert chosen.speaker is not None
    assert resolved.speakers[chosen.speaker].name == "the diver"


def test_probabilities_of_a_source_are_of_distinct_speakers_and_fall() -> None:
    document, sources = read(STORY + "<The mayor> said no.")
    (found,) = resolve(document, sources, [], (), Even(1.0)).ranked.values()
    assert len({r.name for r in found.referents}) == len(found.referents)
    assert list(found.probabilities) == sorted(found.probabilities, reverse=True)
    assert sum(found.probabilities) == pytest.approx(1)
