"""Recall of quotation families: plant variants of a catalog's own quotations as new articles, and count those found.

`python benchmarks/planted.py catalog.db` works on a copy of the catalog; every variant is added by `Catalog.add`, as an
article of its own that another outlet prints within two days. A variant is found if it is in the family of the
quotation that it was made from; `kind` and `flag` say whether the difference was named rightly too.
"""

from __future__ import annotations

import argparse
import random
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from quotecat.across.function_words import FUNCTION_WORDS, HEDGES, NEGATIONS
from quotecat.across.wording import wording
from quotecat.catalog.catalog import Catalog
from quotecat.extract.attribution import Evidence
from quotecat.extract.extraction import Extraction
from quotecat.extract.quotation import Context, Part, Quotation
from quotecat.extract.speaker import Mention, Speaker, SpeakerKind
from quotecat.text.article import Article
from quotecat.text.span import Span

LEAST = 12  # words of a quotation that variants of most kinds are made of
FRAGMENT = range(4, 8)  # words of a short fragment
NAMES = ("Ann Smith", "Bob Lane", "Eve Brook", "Max Stone")

_SAID = """
SELECT q.id, q.text, s.name, s.kind, a.published FROM quotation AS q
JOIN article AS a ON a.id = q.article_id JOIN speaker AS s ON s.id = q.speaker_id
WHERE s.kind <> 'unnamed' AND length(a.published) >= 10 AND q.within_id IS NULL ORDER BY q.id
"""
_SAME = """
SELECT 1 FROM family_members AS a JOIN family_members AS b ON b.family_id = a.family_id
WHERE a.quotation_id = :one AND b.article_id = :other
"""
_PAIR = """
SELECT v.kind, v.flags FROM variant AS v JOIN quotation AS x ON x.number IN (v.shorter, v.longer)
JOIN quotation AS y ON y.number = v.shorter + v.longer - x.number WHERE x.id = :one AND y.article_id = :other
"""


@dataclass(frozen=True, slots=True)
class Said:
    """A quotation to make variants of."""

    id: str
    words: str
    speaker: str
    kind: SpeakerKind
    published: str


@dataclass(frozen=True, slots=True)
class Plant:
    """A variant: what became of the words, and how that is to be called; None where there is no one name for it."""

    words: str
    kind: str | None
    flag: str | None = None
    other_speaker: bool = False


Planter = Callable[[str, random.Random], Plant | None]


def article_of(
    words: str, speaker: str, kind: SpeakerKind, published: str, outlet: str, *, around: str = ""
) -> Extraction:
    """An article with one quotation, as the extractor would find it; `around` makes its other sentences its own."""
    before, after = f"There was news of {around or outlet} in town.", f"Nobody at {around or outlet} would say more."
    text = f"{before} “{words},” said {speaker}. {after}"
    span = Span(len(before) + 1, len(before) + len(words) + 4)
    source = Span(span.end + 6, span.end + 6 + len(speaker))
    sentence, whole = Span(span.start, source.end + 1), Span(0, len(text))
    context = Context(sentence, Span(0, len(before)), Span(sentence.end + 1, len(text)), whole)
    part = Part(span, Span(span.start + 1, span.end - 2))
    quotation = Quotation((part,), source, None, 0, 0.9, Evidence("pointer", (speaker,), ()), context)
    return Extraction(
        article=Article(text, f"planted-{outlet}-{published}", outlet=outlet, published=published),
        quotations=(quotation,),
        left_out=(),
        attributions=(),
        speakers=(Speaker(speaker, kind, (), (Mention(source, "name"),)),),
        claims=(),
        diagnostics=(),
        extractor="planted",
        models="none",
    )


def identical(words: str, chance: random.Random) -> Plant | None:
    """The same words in another typography."""
    turned = words.replace("’", "'") if "’" in words else words.replace("'", "’")
    return Plant(turned[:1].swapcase() + turned[1:].replace("—", "--"), "identical")


def contained(words: str, chance: random.Random) -> Plant | None:
    """A stretch of the middle."""
    return _stretch(
        words, chance, lambda n: (chance.randint(1, n // 3), chance.randint(2 * n // 3, n - 1)), "contained"
    )


def fragment(words: str, chance: random.Random) -> Plant | None:
    """A few words of the middle."""

    def place(n: int) -> tuple[int, int]:
        start = chance.randint(1, n - FRAGMENT[-1] - 1)
        return start, start + chance.choice(FRAGMENT)

    return _stretch(words, chance, place, "contained")


def beheaded(words: str, chance: random.Random) -> Plant | None:
    """The start is cut off."""
    return _stretch(words, chance, lambda n: (chance.randint(1, n // 2), n), "truncated")


def curtailed(words: str, chance: random.Random) -> Plant | None:
    """The end is cut off."""
    return _stretch(words, chance, lambda n: (0, chance.randint((n + 1) // 2, n - 1)), "truncated")


def ellipsis(words: str, chance: random.Random) -> Plant | None:
    """Words of the middle are left out, with an ellipsis."""
    tokens = words.split()
    start = chance.randint(4, len(tokens) - 6)
    end = start + chance.randint(1, len(tokens) - start - 4)
    mark = chance.choice(["…", "...", ". . .", "[…]"])
    return Plant(" ".join([*tokens[:start], mark, *tokens[end:]]), "ellipsis")


def bracketed(words: str, chance: random.Random) -> Plant | None:
    """Words in brackets explain or replace a word."""
    tokens = words.split()
    at = chance.randint(1, len(tokens) - 2)
    instead = chance.random() < 0.5
    return Plant(" ".join([*tokens[:at], "[the harbour master]", *tokens[at + instead :]]), "bracketed")


def changed(words: str, chance: random.Random) -> Plant | None:
    """A telling word is another."""
    return _swap(words, chance, lambda w: w.isalpha() and w.islower() and w not in FUNCTION_WORDS, "gravel", None)


def renumbered(words: str, chance: random.Random) -> Plant | None:
    """A figure is another."""
    return _swap(words, chance, str.isdigit, "731", "number")


def renamed(words: str, chance: random.Random) -> Plant | None:
    """A name is another."""

    def name(word: str) -> bool:
        return word.isalpha() and word.istitle() and word.lower() not in FUNCTION_WORDS

    return _swap(words, chance, name, "Zakarias", "name", first=1)


def negated(words: str, chance: random.Random) -> Plant | None:
    """A «not» is gone."""
    return _swap(words, chance, lambda w: w in NEGATIONS, "", "negation", first=1)


def unhedged(words: str, chance: random.Random) -> Plant | None:
    """A word that softened it is gone."""
    return _swap(words, chance, lambda w: w in HEDGES, "", "hedge", first=1)


def brief(words: str, chance: random.Random) -> Plant | None:
    """A word of a few is another."""
    return changed(words, chance) if 5 <= len(words.split()) < LEAST else None


def respoken(words: str, chance: random.Random) -> Plant | None:
    """Somebody else says it."""
    telling = set(wording(words).telling)
    return Plant(words, "identical", "speaker", other_speaker=True) if len(telling) > 4 else None


KINDS: dict[str, Planter] = {
    planter.__name__: planter
    for planter in (
        identical,
        contained,
        fragment,
        beheaded,
        curtailed,
        ellipsis,
        bracketed,
        changed,
        renumbered,
        renamed,
        negated,
        unhedged,
        brief,
        respoken,
    )
}
"""Every kind of variant, and what makes one of a quotation's words; None where they do not lend themselves."""


def _stretch(words: str, chance: random.Random, place: Callable[[int], tuple[int, int]], kind: str) -> Plant | None:
    tokens = words.split()
    start, end = place(len(tokens))
    cut = " ".join(tokens[start:end]).strip(",;:—- ")
    return Plant(cut, kind) if len(set(wording(cut).telling)) >= 2 and len(cut.split()) > 3 else None


def _swap(
    words: str, chance: random.Random, which: Callable[[str], bool], by: str, flag: str | None, first: int = 0
) -> Plant | None:
    tokens = words.split()
    places = [i for i, token in enumerate(tokens) if i >= first and i < len(tokens) - 1 and which(token)]
    if not places:
        return None
    at = chance.choice(places)
    return Plant(" ".join([*tokens[:at], *([by] if by else []), *tokens[at + 1 :]]), "changed", flag)


def said(catalog: Catalog) -> list[Said]:
    """The quotations of a catalog that variants can be made of: those with a named speaker and a date."""
    return [Said(*row) for row in catalog.query(_SAID)]


@dataclass(frozen=True, slots=True)
class Found:
    """What became of one plant."""

    planter: str
    original: str
    plant: Plant
    found: bool
    kind: bool
    flag: bool


def plant(catalog: Catalog, quotations: Iterable[Said], seed: int, each: int) -> Iterator[Found]:
    """Plant up to `each` variants of every kind in the catalog, and tell what became of each."""
    chance = random.Random(seed)
    originals = list(quotations)
    for name, planter in KINDS.items():
        chance.shuffle(originals)
        planted = 0
        for original in originals:
            long = len(original.words.split()) >= LEAST
            variant = planter(original.words, chance) if long or name == "brief" else None
            if variant and planted < each:
                planted += 1
                yield _one(catalog, name, original, variant, chance)


def _one(catalog: Catalog, name: str, original: Said, variant: Plant, chance: random.Random) -> Found:
    day = date.fromisoformat(original.published[:10]) + timedelta(days=chance.randint(0, 2))
    speaker = chance.choice(NAMES) if variant.other_speaker else original.speaker
    kind: SpeakerKind = "person" if variant.other_speaker else original.kind
    outlet = f"The {name.title()} {chance.randrange(10**9)}"
    article = article_of(variant.words, speaker, kind, day.isoformat(), outlet)
    catalog.add(article)
    ids = {"one": original.id, "other": article.article.id}
    pair = next(catalog.query(_PAIR, ids), None)
    return Found(
        name,
        original.words,
        variant,
        any(catalog.query(_SAME, ids)),
        pair is not None and variant.kind in (None, pair["kind"]),
        pair is not None and (variant.flag is None or variant.flag in pair["flags"]),
    )


def main() -> None:
    """Plant in a copy of the catalog that the command line names, and print a line a kind."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("catalog", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--each", type=int, default=40, help="variants of each kind")
    parser.add_argument("--missed", action="store_true", help="print those that were missed")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        copy = shutil.copy(asked.catalog, folder)
        with Catalog(copy, write=True) as catalog:
            results = list(plant(catalog, said(catalog), asked.seed, asked.each))
    print(f"{'kind':<12}{'planted':>8}{'found':>8}{'kind':>8}{'flag':>8}")
    for name in [*KINDS, "all"]:
        rows = [row for row in results if name in ("all", row.planter)]
        counts = (len(rows), *(sum(getattr(row, column) for row in rows) for column in ("found", "kind", "flag")))
        print(f"{name:<12}" + "".join(f"{count:>8}" for count in counts))
    print(f"recall {sum(row.found for row in results) / len(results):.3f}")
    for row in results if asked.missed else ():
        if not row.found:
            print(f"missed {row.planter}: {row.plant.words!r} of {row.original!r}")


if __name__ == "__main__":
    main()
