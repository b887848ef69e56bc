"""How often the program is right by what a person reviewed, and what that says about the whole catalog.

Review takes the least sure first, so the plain share of what was reviewed is too low for the whole. Therefore the
catalog is parted by confidence, each part is judged by its own reviews, and the parts are weighed by their size
(post-stratification, Cochran 1977, 5A.9). Nothing is known of a part without a review: there anything may be so.

Within a part those reviewed stand for the others. Strictly they do so only where they were drawn by chance; that the
parts are narrow bounds what is lost where they were not. In a catalog of 11,633 quotations whose true answers were
drawn by their confidence, the interval held the truth 93 to 100 times of 100, whether the reviews were drawn by chance,
by the queue, or some by each; but 1,500 reviews by the queue alone leave half of the catalog unknown, where 200 drawn
by chance tell it to 5 points.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from quotecat.score.name import same

EDGES = (0.5, 0.7, 0.8, 0.9, 0.95)
"""Where one bin of confidence ends and the next begins."""
Z = 1.959964
"""Standard errors to either side that hold the truth 95 times of 100."""
VAGUE = 0.2
"""An interval that is wider than this does not tell how right the program is."""
Interval = tuple[float, float]
Mark = tuple[float, bool]
"""How sure the program was of a quotation that was reviewed, 0 to 1, and whether it was right."""


@dataclass(frozen=True, slots=True)
class Accuracy:
    """How often the program is right in one respect; all shares 0 to 1, intervals of 95 %.

    `share` is that of the `n` reviewed, `low` and `high` its interval. `estimate` is that of all quotations of the
    bins with reviews; `estimate_low` and `estimate_high` hold that of the whole catalog, of which the share `unknown`
    lies in bins without one. Where nothing was reviewed there is no share and no estimate.
    """

    measure: str
    n: int
    right: int
    share: float | None
    low: float
    high: float
    estimate: float | None
    estimate_low: float
    estimate_high: float
    unknown: float

    @property
    def vague(self) -> bool:
        """Whether too little is reviewed for the estimate to say anything about the whole catalog."""
        return self.estimate_high - self.estimate_low > VAGUE


def accuracy(measure: str, marks: Sequence[Mark], confidences: Sequence[float]) -> Accuracy:
    """How often the program is right, by `marks`, in a catalog whose quotations, those reviewed too, have these
    confidences."""
    right = sum(mark for _, mark in marks)
    low, high = wilson(right, len(marks))
    share = right / len(marks) if marks else None
    estimate, (least, most), unknown = stratified(marks, confidences)
    return Accuracy(measure, len(marks), right, share, low, high, estimate, least, most, unknown)


def wilson(right: int, n: int) -> Interval:
    """The interval that holds the true share 95 times of 100 when `right` of `n` are so (Wilson 1927)."""
    if not n:
        return 0.0, 1.0
    share, square = right / n, Z * Z
    middle = (share + square / (2 * n)) / (1 + square / n)
    half = Z / (1 + square / n) * sqrt(share * (1 - share) / n + square / (4 * n * n))
    return (0.0 if right == 0 else middle - half), (1.0 if right == n else middle + half)


def stratified(marks: Sequence[Mark], confidences: Sequence[float]) -> tuple[float | None, Interval, float]:
    """The estimate for the bins with reviews, an interval for all of the catalog, and the share of the other bins.

    A bin's variance is reckoned with one right and one wrong more (Agresti and Coull 1998), so that a bin with few
    reviews, all right, does not pass for certain; what of a bin was reviewed is known, and adds nothing.
    """
    sizes = Counter(_bin(sure) for sure in confidences)
    reviewed = Counter(_bin(sure) for sure, _ in marks)
    right = Counter(_bin(sure) for sure, mark in marks if mark)
    whole = sum(sizes.values())
    if not whole or not reviewed:
        return None, (0.0, 1.0), 1.0
    known = sum(sizes[b] for b in reviewed)
    mean = sum(sizes[b] / whole * right[b] / reviewed[b] for b in reviewed)
    variance = 0.0
    for b, n in reviewed.items():
        careful = (right[b] + 1) / (n + 2)
        variance += (sizes[b] / whole) ** 2 * careful * (1 - careful) / n * (1 - n / sizes[b])
    unknown, half = 1 - known / whole, Z * sqrt(variance)
    return mean * whole / known, (max(0.0, mean - half), min(1.0, mean + half + unknown)), unknown


def speaker_right(said: str | None, decided: str | None) -> bool:
    """Whether the program names who a person says it was, or nobody where nobody is named."""
    return said == decided or (said is not None and decided is not None and same(said, decided))


def _bin(confidence: float) -> int:
    return bisect_right(EDGES, confidence)
