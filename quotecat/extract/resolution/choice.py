"""A quotation's speaker: the possible sources, and who each may refer to, weighed together."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

from quotecat.extract.attribution import Rival
from quotecat.extract.referent import Referent
from quotecat.extract.resolution.resolve import Resolved
from quotecat.extract.resolution.resolver import Rankers
from quotecat.extract.speech import Speech
from quotecat.text.span import Span

KEPT = 5  # rivals that are stored
LEAST = 0.5  # somebody less probable is not named


@dataclass(frozen=True, slots=True)
class Choice:
    """Who said a quotation, by which source, how probable that is, and who else was weighed.

    `speaker` is an index into the speakers of the article; None if nobody can be named. `facts` are what the
    confidence was calibrated on.
    """

    source: Span | None
    speaker: int | None
    confidence: float
    how: str
    chain: tuple[str, ...] = ()
    rivals: tuple[Rival, ...] = ()
    facts: tuple[float, ...] = ()


def choose(speech: Speech, said: float, resolved: Resolved, rankers: Rankers | None = None) -> Choice:
    """Return the speaker that all possible sources together make most probable.

    Several sources that lead to one person add up: «Ruiz» with .26 and «Dr Ana Ruiz» with .18 are .44 for her.

    Args:
        speech: the quotation, with its possible sources weighed.
        said: P(somebody said it).
        resolved: whom each source may refer to.
        rankers: whose calibration makes a probability of the confidence; without them it is left as it is, and nobody
            is declined.
    """
    if speech.source is None:
        return Choice(None, None, _bounded(speech.share), "orphan")
    shares = {c.span: c.share for c in speech.candidates if c.span in resolved.ranked}
    if speech.source not in shares or speech.how in ("label", "hearsay"):  # the print or the parse has settled it
        shares = {speech.source: speech.share}
    weights: dict[int, float] = {}
    best: dict[int, tuple[float, Span, Referent]] = {}
    for span, share in shares.items():
        found = resolved.ranked.get(span)
        for referent, probability in zip(found.referents, found.probabilities, strict=True) if found else ():
            number, weight = resolved.number(referent), share * probability
            weights[number] = weights.get(number, 0.0) + weight
            if weight > best.get(number, (0.0,))[0]:
                best[number] = weight, span, referent
    if not weights:
        return Choice(speech.source, None, _bounded(speech.share * 0.3), "unresolved")
    ranked = sorted(weights, key=lambda n: (-weights[n], n))
    rivals = tuple(Rival(resolved.speakers[n].name, _bounded(weights[n])) for n in ranked[:KEPT])

    def answer(number: int) -> Choice:
        _, source, referent = best[number]
        known = tuple(facts(speech, said, weights, number, referent))
        confidence = rankers.calibrated(known) if rankers else weights[number]
        return Choice(source, number, _bounded(confidence), speech.how, referent.chain, rivals, known)

    first = answer(ranked[0])
    if not rankers or first.confidence >= LEAST or not best[ranked[0]][2].members:
        return first
    # Nobody is named who may be somebody else; but the source's own words, where they describe, are no guess.
    described = next((n for n in ranked if not best[n][2].members and best[n][1] == first.source), None)
    if described is not None:
        return answer(described)
    return replace(first, speaker=None, how="unresolved")


def facts(speech: Speech, said: float, weights: Mapping[int, float], number: int, referent: Referent) -> list[float]:
    """Return what the calibration looks at: how strong a speaker and the source are, how far the strongest other is
    ahead or behind, and how surely somebody speaks."""
    own, other = weights[number], max((w for n, w in weights.items() if n != number), default=0.0)
    return [
        _log_odds(own),
        _log_odds(own / (own + other)),
        _log_odds(speech.share),
        _log_odds(said),
        float(speech.how == "label"),
        float(referent.mention == "nominal"),
        float(referent.mention == "pronoun"),
        float(not referent.members),
    ]


def _log_odds(probability: float) -> float:
    bounded = min(max(probability, 0.002), 0.998)
    return math.log(bounded / (1 - bounded))


def _bounded(probability: float) -> float:
    return round(min(max(probability, 0.0), 1.0), 4)
