"""What a quotation is looked up by: hashes that two of the same words have in common, whichever comes first.

Neighbouring words that tell something, function words between them passed over, make a key: any run that two
quotations share and that has two such words is found. (Winnowed runs of three words, as Schleimer, Wilkerson and Aiken
chose them in 2003, need twice as many, miss a run of four and break at every «the» that is dropped.) In quotations of
few words one changed word would leave nothing to be found by: there also every second neighbour makes a key, and all
words together but one.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import blake2b
from itertools import pairwise

from quotecat.across.wording import Wording

SHORT = 7
"""Up to how many words a quotation is looked up as a whole too, with any one word changed."""
FEW = 6
"""Up to how many telling words every second neighbour makes a key too."""
LEAST = 3
"""With fewer telling words than this the runs of three words make keys too, function words and all."""


def fingerprint(said: Wording) -> frozenset[int]:
    """The keys of a quotation: whole numbers of 48 bits, the same on every machine."""
    return frozenset(int.from_bytes(blake2b(" ".join(key).encode(), digest_size=6).digest()) for key in _keys(said))


def _keys(said: Wording) -> Iterator[tuple[str, ...]]:
    words, telling = said.words, said.telling
    yield from pairwise(telling)
    if len(telling) <= FEW:
        yield from zip(telling, telling[2:], strict=False)
    if len(telling) < LEAST:
        yield from (("run", *run) for run in zip(words, words[1:], words[2:], strict=False))
    if 0 < len(words) <= SHORT:
        yield ("all", *words)
        if len(words) > 2:  # of two words one alone is nothing to go by
            yield from (("all", *words[:i], *words[i + 1 :]) for i in range(len(words)))
