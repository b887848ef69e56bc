"""Only what is surely in another language is declined; texts of our own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from quotecat.text import language
from quotecat.text.language import foreign

GOLD = Path(__file__).parents[1] / "corpus" / "gold.jsonl"
GERMAN = (
    "Die Ministerin sagte am Montag, dass der Hafen nicht geschlossen werde. „Wir werden kämpfen“, sagte sie vor den "
    "Arbeitern, die seit Wochen streiken. Der Betreiber wollte sich dazu nicht äußern und verwies auf die laufenden "
    "Gespräche, die am Freitag fortgesetzt werden sollen."
)
SPANISH = (
    "La alcaldesa dijo el lunes que el puerto no se cerrará este año. «Vamos a luchar», declaró ante los trabajadores, "
    "que llevan semanas en huelga. La empresa no quiso hacer comentarios y remitió a las negociaciones en curso, que "
    "deberían continuar el viernes en la capital."
)
REPORT = "The mayor said that the harbour, which they have kept open, stays so with this money from the county. "
NAMES = "Ana Ruiz, Tom Bell, Jürgen Maßmann, Amélie Dupont, José Álvarez, Nguyễn Văn An, Ngozi Eze, Kim Min-ji. " * 4
POEM = "O harbour, harbour, cold and grey,\nWhose ships have sailed, whose gulls are fled,\nWe ask thee still, " * 3


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (GERMAN, "de"),
        (SPANISH, "es"),
        (GERMAN.upper(), "de"),
        # An English sentence, thick with words that tell, makes no English text.
        (GERMAN * 2 + REPORT, "de"),
        (REPORT + SPANISH * 2, "es"),
    ],
)
def test_another_language_is_recognised(text: str, expected: str) -> None:
    assert foreign(text) == expected


@pytest.mark.parametrize("text", ["", "Nein!", GERMAN[:150], NAMES, POEM, POEM.upper(), POEM.lower(), "123 " * 200])
def test_what_may_be_english_is_not_declined(text: str) -> None:
    assert foreign(text) is None


def test_a_plainly_english_text_is_not_shown_to_the_identifier(monkeypatch: pytest.MonkeyPatch) -> None:
    def asked() -> None:
        raise AssertionError("asked")

    monkeypatch.setattr(language, "_identifier", asked)
    assert foreign(REPORT * 3) is None
    with pytest.raises(AssertionError, match="asked"):
        foreign(GERMAN + REPORT)


@pytest.mark.parametrize("row", GOLD.read_text(encoding="utf-8").splitlines(), ids=lambda r: json.loads(r)["article"])
def test_our_own_articles_are_english(row: str) -> None:
    text = json.loads(row)["text"]
    assert foreign(text) is None
    assert foreign(text.upper()) is None
