"""Names taken apart, and which name can stand for which."""

from __future__ import annotations

import pytest

from quotecat.extract.name import fits, parse


@pytest.mark.parametrize(
    ("printed", "titles", "name"),
    [
        ("Ana Ruiz", (), "Ana Ruiz"),
        ("Lt. Gen. Ana Ruiz’s", ("Lt.", "Gen."), "Ana Ruiz"),
        ("Ruiz.", (), "Ruiz"),
        ("Mr. Justice Bell", ("Mr.", "Justice"), "Bell"),
        ("Port Ellery Mayor Ana Ruiz", ("Mayor",), "Ana Ruiz"),  # an office with its place
        ("Larry King", (), "Larry King"),  # the last word is the name, whatever it means elsewhere
        ("Joseph R. Biden Jr.", (), "Joseph R. Biden Jr."),
        ("Ana Ruiz of", (), "Ana Ruiz"),
        ("Ana Ruiz of Maryland", (), "Ana Ruiz"),
        ("Sens. Ana Ruiz", ("Sens.",), "Ana Ruiz"),
        ("House Speaker Ana Ruiz, R-Wis", ("Speaker",), "Ana Ruiz"),
        ("Air Force Gen Ana Ruiz", ("Gen",), "Ana Ruiz"),
        ("Del. Ana Ruiz (D-N.Y.)", ("Del.",), "Ana Ruiz"),
    ],
)
def test_titles_are_told_from_the_name(printed: str, titles: tuple[str, ...], name: str) -> None:
    found = parse(printed)
    assert (found.titles[-len(titles) :] if titles else found.titles, found.full) == (titles, name)


@pytest.mark.parametrize(
    ("short", "full", "expected"),
    [
        ("Butler", "David Butler", True),
        ("David", "David Butler", True),
        ("D. Butler", "David Butler", True),
        ("Dave Butler", "David Butler", True),
        ("David J. Butler", "David Butler", True),
        ("Sarah Butler", "David Butler", False),
        ("David Cutler", "David Butler", False),
        ("Guajardo Villarreal", "Ildefonso Guajardo Villarreal", True),  # a double family name
        ("Guajardo", "Ildefonso Guajardo Villarreal", True),
        ("de", "Ana de Ruiz", False),  # a particle is nobody's name
        ("Butler", "David Butler Jr.", True),
    ],
)
def test_a_short_name_fits_the_full_ones_it_can_stand_for(short: str, full: str, expected: bool) -> None:
    assert fits(parse(short), parse(full)) is expected
