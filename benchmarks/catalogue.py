"""A catalog of any size from a fixed seed, to measure lookups and exports on: `python -m benchmarks.catalogue PATH N`.

Its articles are of about 2 KB with eight quotations each, by one speaker in twenty quotations over all; words and
speakers are as uneven as in news: some are everywhere, most are rare; one quotation in thirteen has no speaker. What is
stored is sound: `quotecat check` passes.
"""

from __future__ import annotations

import argparse
import hashlib
import sqlite3
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from quotecat.catalog.catalog import Catalog
from quotecat.catalog.rows import run_id
from quotecat.text.article import content_id

SEED = 6
QUOTATIONS = 8  # in an article
PER_SPEAKER = 20  # quotations, in the mean
WORDS = 30_000  # in the vocabulary
AT_ONCE = 1_000  # articles in a transaction
MADE_BY = ("quotecat 0 (made up)", "no models")
COMMON = (
    "the of and to a in that is for it we will not be on with as this have by are from they at what but our there has "
    "was more people who year all when can if one government would said minister new city tax law school water police "
    "court vote party border harbour housing health train money million percent union council election president"
).split()
TITLES = "Gen. Dr. Sen. Prof. Mr. Ms.".split()
ROLES = ("the harbour master", "a spokesman for the ministry", "who chairs the union", "the city’s mayor")
OUTLETS = ("The Coast Post", "Harbour Times", "The Gull", "Evening Ledger", "Daily Tide", "North Wire", "The Inlet")
CUES = "said told admitted added warned insisted".split()
SYLLABLES = (
    "ba be bo da de di fa ga ha ka ko la le lo ma mi mo na ne no pa ra re ri ro sa se ta te ti to va ve za".split()
)

Rows = dict[str, list[dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class World:
    """What there is to write about: words and speakers, each with how often they come, summed up to 1."""

    words: np.ndarray[Any, Any]
    words_upto: np.ndarray[Any, Any]
    speakers: tuple[str, ...]
    speakers_upto: np.ndarray[Any, Any]


@dataclass(slots=True)
class Draft:
    """An article as it grows: its text so far, and where its sentences are."""

    text: str = ""
    sentences: list[tuple[int, int]] = field(default_factory=list)

    def write(self, words: str, after: str = " ") -> tuple[int, int]:
        """Add a sentence and what parts it from the next; its place."""
        place = (len(self.text), len(self.text) + len(words))
        self.text += words + after
        self.sentences.append(place)
        return place


def make(path: Path | str, quotations: int, seed: int = SEED) -> None:
    """Fill a new catalog at `path` with about so many quotations; the same arguments give the same rows.

    Only the times differ: an article added now has another `added_at`.
    """
    random = np.random.default_rng(seed)
    world = _world(random, quotations)
    run = run_id(*MADE_BY)
    with Catalog(path, create=True) as catalog:
        catalog.start_run(*MADE_BY)
        catalog.connection.execute("PRAGMA cache_size = -200000")
        articles = -(-quotations // QUOTATIONS)
        for first in range(0, articles, AT_ONCE):
            rows: Rows = defaultdict(list)
            count = min(AT_ONCE, articles - first)
            words = iter(_drawn(random, world.words, world.words_upto, count * 600))
            speakers = iter(_drawn(random, np.arange(len(world.speakers)), world.speakers_upto, count * 3))
            for number in range(first, first + count):
                _article(rows, number, run, words, [world.speakers[next(speakers)] for _ in range(3)])
            with catalog.writing():
                for table, entering in rows.items():
                    columns = entering[0]
                    names, places = ", ".join(f'"{c}"' for c in columns), ", ".join(f":{c}" for c in columns)
                    catalog.connection.executemany(f"INSERT INTO {table} ({names}) VALUES ({places})", entering)
        with catalog.writing():
            _register(catalog.connection)


def _register(connection: sqlite3.Connection) -> None:
    """Give every name one entry in the registry, as if each had been linked: here no two people have the same name."""
    names = connection.execute("SELECT name, count(*) FROM speaker GROUP BY name ORDER BY min(number)").fetchall()
    for name, articles in names:
        key = name.lower()
        id = content_id("i", "person", key)
        connection.execute(_ENTERED, (id, name))
        connection.execute(_NAMED, (id, name, key, key.split()[1], articles))
    connection.execute(_IDENTIFIED)
    connection.execute("INSERT INTO article_name SELECT article_id, lower(name), name FROM speaker")


_ENTERED = "INSERT INTO identity (id, kind, name, named_by_hand, master_id) VALUES (?1, 'person', ?2, 0, ?1)"
_NAMED = "INSERT INTO identity_name VALUES (?, ?, ?, ?, ?, 0)"
_IDENTIFIED = """
INSERT INTO identification SELECT s.id, 1, i.id, s.name, 'automatic', 'full name'
FROM speaker AS s JOIN identity AS i ON i.name = s.name ORDER BY s.number
"""


def _world(random: np.random.Generator, quotations: int) -> World:
    def name(length: int) -> str:
        return "".join(SYLLABLES[i] for i in random.integers(0, len(SYLLABLES), length)).capitalize()

    speakers = max(20, quotations // PER_SPEAKER)
    firsts = [name(2) for _ in range(400)]
    lasts = sorted({name(3) for _ in range(speakers)})
    people = tuple(
        f"{firsts[int(a)]} {lasts[int(b)]}"
        for a, b in zip(random.integers(0, 400, speakers), random.integers(0, len(lasts), speakers), strict=True)
    )
    made = {name(int(length)).lower() for length in random.integers(2, 5, WORDS)}
    words = np.array([*COMMON, *sorted(made - set(COMMON))], dtype=object)
    return World(words, _zipf(len(words)), people, _zipf(len(people)))


def _zipf(count: int) -> np.ndarray[Any, Any]:
    """How often each of so many things comes, the n-th 1/n as often as the first; summed up, to 1."""
    upto = np.cumsum(1 / np.arange(1, count + 1))
    return np.asarray(upto / upto[-1])


def _drawn(random: np.random.Generator, things: np.ndarray[Any, Any], upto: np.ndarray[Any, Any], count: int) -> Any:
    return things[np.searchsorted(upto, random.random(count))].tolist()


def _article(rows: Rows, number: int, run: str, words: Iterator[str], people: list[str]) -> None:
    """The rows of one article; speakers of the same name are one."""
    people = list(dict.fromkeys(people))
    draft, quoted, claims = Draft(), [], []
    mentions: dict[int, list[tuple[int, int]]] = defaultdict(list)
    draft.write(f"{_phrase(words, 8).capitalize()}, edition {number}.", "\n\n")
    for nth in range(QUOTATIONS):
        speaker = nth * len(people) // QUOTATIONS
        first = not mentions[speaker]
        title, role = TITLES[(number + speaker) % len(TITLES)], ROLES[(number + nth) % len(ROLES)]
        source = f"{title} {people[speaker]}" if first else people[speaker].split()[1]
        said, cue = _phrase(words, 12 + (number * 7 + nth * 5) % 20), CUES[(number + nth) % len(CUES)]
        start = len(draft.text)
        sentence = draft.write(f"“{said.capitalize()},” {cue} {source}{f', {role}' if first else ''}.")
        end, cued = start + len(said) + 3, start + len(said) + 4
        named = cued + len(cue) + 1
        quoted.append((speaker, (start, end), (cued, cued + len(cue)), (named, named + len(source)), sentence))
        mentions[speaker].append((named, named + len(source)))
        claims.append(draft.write(f"{_phrase(words, 10 + nth).capitalize()}.", "\n\n"))
    _store(rows, number, run, draft, people, quoted, mentions, claims)


def _phrase(words: Iterator[str], count: int) -> str:
    return " ".join(next(words) for _ in range(count))


Quoted = tuple[int, tuple[int, int], tuple[int, int], tuple[int, int], tuple[int, int]]


def _store(
    rows: Rows,
    number: int,
    run: str,
    draft: Draft,
    people: list[str],
    quoted: list[Quoted],
    mentions: dict[int, list[tuple[int, int]]],
    claims: list[tuple[int, int]],
) -> None:
    text = draft.text.rstrip()
    sha256 = hashlib.sha256(text.encode("utf-8")).hexdigest()
    article = content_id("a", sha256)
    outlet = OUTLETS[(number * number) % len(OUTLETS)]
    day = f"{2015 + number % 10}-{1 + number % 12:02}-{1 + number % 28:02}"
    rows["article"].append(
        {"id": article, "name": f"article-{number}", "title": text[: draft.sentences[0][1]], "outlet": outlet,
         "author": None, "url": f"https://news.example/{number}", "published": day, "path": f"{number}.txt",
         "encoding": "utf-8", "sha256": sha256, "run_id": run, "added_at": f"{day}T12:00:00+00:00", "text": text}
    )  # fmt: skip
    ids = [content_id("s", article, person, "person") for person in people]
    for nth, (id, person) in enumerate(zip(ids, people, strict=True)):
        title = TITLES[(number + nth) % len(TITLES)]
        rows["speaker"].append(
            {"id": id, "article_id": article, "name": person, "kind": "person", "titles": title, "roles": ""}
        )
        for order, place in enumerate(mentions[nth], 1):
            rows["mention"].append({"speaker_id": id, "number": order, **_at(text, place), "kind": "name"})
    for nth, (speaker, span, cue, source, sentence) in enumerate(quoted):
        id, said, orphan = content_id("q", article, span[0]), (span[0] + 1, span[1] - 1), (number + nth) % 13 == 0
        at = draft.sentences.index(sentence)
        rows["quotation"].append(
            {"id": id, "article_id": article, **_place(span), "text": text[slice(*said)],
             "speaker_id": None if orphan else ids[speaker], "confidence": 0.5 + (number * 31 + nth * 17) % 50 / 100,
             "how": "orphan" if orphan else "pointer",
             "chain": "" if orphan else f"{text[slice(*source)]} → {people[speaker]}",
             **_at(text, None if orphan else source, "source_"), **_at(text, cue, "cue_"),
             **_place(sentence, "sentence_"), **_place(draft.sentences[at - 1], "before_"),
             **_place(draft.sentences[at + 1], "after_"),
             **_place((sentence[0], draft.sentences[at + 1][1]), "paragraph_")}
        )  # fmt: skip
        rows["quotation_part"].append({"quotation_id": id, "number": 1, **_at(text, said), **_place(span, "marked_")})
        rows["candidate"].append({"quotation_id": id, "number": 1, **_at(text, source), "share": 0.75})
    for place in claims[:: 1 + number % 3]:
        rows["claim"].append(
            {"id": content_id("c", article, place[0]), "article_id": article, **_at(text, place), "kind": "narrated",
             "confidence": 0.75, "place": "elsewhere"}
        )  # fmt: skip


def _place(place: tuple[int, int] | None, prefix: str = "") -> dict[str, Any]:
    return {f"{prefix}start": place and place[0], f"{prefix}end": place and place[1]}


def _at(text: str, place: tuple[int, int] | None, prefix: str = "") -> dict[str, Any]:
    return _place(place, prefix) | {f"{prefix}text": place and text[slice(*place)]}


def main() -> None:
    """Make the catalog and say how long that took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", type=Path, help="where the catalog goes")
    parser.add_argument("quotations", type=int, help="about how many")
    arguments = parser.parse_args()
    began = time.perf_counter()
    make(arguments.path, arguments.quotations)
    with Catalog(arguments.path) as catalog:
        print(f"{catalog.counts()} in {time.perf_counter() - began:.0f} s")


if __name__ == "__main__":
    main()
