"""Whether two printed names can be one person's."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotecat.across.person import PersonName, agreement


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("David Butler", "david butler"),
        ("Col. David J. Butler Jr.", "david j butler jr"),
        ("Butler", "butler"),
        ("neurosurgeon Ana Ruiz", "ana ruiz"),
        ("Bashar al-Assad", "bashar assad"),
        ("Bashar al Assad", "bashar assad"),
        ("Ludwig van der Berg", "ludwig berg"),
        ("Zoë O’Neil", "zoe oneil"),
        ("Rihanna", "rihanna"),
        ("George H. W. Bush", "george h w bush"),
    ],
)
def test_a_name_is_taken_apart(printed: str, expected: str) -> None:
    assert PersonName.of(printed).key == expected


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("David Butler", "David Butler", "same"),
        ("David Butler", "DAVID BUTLER", "same"),
        ("David J. Butler", "David Butler", "same"),
        ("David John Butler", "David J. Butler", "same"),
        ("Andrés Manuel López Obrador", "Andres Lopez Obrador", "same"),
        ("Bashar al-Assad", "Bashar Assad", "same"),
        ("D. Butler", "David Butler", "initial"),
        ("Joe Butler", "Joseph Butler", "initial"),
        ("Bob Butler", "Robert Butler", "initial"),
        ("Butler", "David Butler", "short"),
        ("Col. Butler", "David Butler", "short"),
        ("Butler", "Butler", "same"),
        # two people
        ("George W. Bush", "George H. W. Bush", "different"),
        ("George W. Bush", "Jeb Bush", "different"),
        ("Donald Trump", "Donald Trump Jr.", "different"),
        ("Martin Luther King Sr.", "Martin Luther King Jr.", "different"),
        ("Ana Ruiz", "Eva Ruiz", "different"),
        ("Kim Jong Il", "Kim Jong Un", "different"),
        ("Dave Butler", "Sarah Butler", "different"),
        ("María Torres López", "María García López", "different"),
        ("Juan Pérez", "Juana Pérez", "different"),
        ("Theresa May", "Theresa Mayer", "different"),
    ],
)
def test_two_names_agree_or_do_not(a: str, b: str, expected: str) -> None:
    assert agreement(PersonName.of(a), PersonName.of(b)) == expected
    assert agreement(PersonName.of(b), PersonName.of(a)) == expected


NAMES = st.lists(
    st.sampled_from(["Ana", "J.", "Jr.", "al-Din", "de", "Ruiz", "Mc Ewan", "O’Neil", "dr", "Sen.", "of", "’s", "…"]),
    min_size=1,
    max_size=5,
).map(" ".join)


@given(NAMES | st.text(min_size=1, max_size=20))
def test_any_name_agrees_with_itself(printed: str) -> None:
    name = PersonName.of(printed)
    assert agreement(name, name) in ("same", "initial")
    assert PersonName.of(name.key).key == PersonName.of(PersonName.of(name.key).key).key
