"""From counts to measures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from quotecat.score.name import akin
from quotecat.score.tally import ROLES, Named, Tally

KINDS = ("person", "organisation", "document", "unnamed")
SURE = 0.95  # the confidence from which an answer counts as sure


def report_of(tally: Tally) -> dict[str, Any]:
    """The measures by name; what the gold rows do not allow to be measured is left out."""
    counts = tally.counts
    report: dict[str, Any] = {"articles": counts["articles"], "articles missing": counts["articles missing"]}
    report["quotes"] = _measure(counts["found"], counts["system"], counts["gold"])
    if counts["sourced"]:
        report["mention accuracy"] = counts["source right"] / counts["sourced"]
    if tally.named:
        report |= _speakers(tally.named, tally.shares) | _calibration(tally.named)
    if counts["reported"]:
        report |= _claims(counts)
    for role in ROLES:
        if counts[f"exact {role}, gold"]:
            report[f"exact {role}"] = _measure(*(counts[f"exact {role}, {n}"] for n in ("right", "system", "gold")))
    return report


def _speakers(named: Sequence[Named], shares: Sequence[float]) -> dict[str, float]:
    """Accuracies by name, by article and by kind."""
    report = {"speaker accuracy": _rate([n.right for n in named])}
    report["speaker accuracy, lenient"] = _rate([bool(n.answer) and akin(n.answer or "", n.gold) for n in named])
    report["speaker accuracy, mean over articles"] = sum(shares) / len(shares)
    for kind in KINDS:
        if of_kind := [n.right for n in named if n.kind == kind]:
            report[f"speaker accuracy, {kind} ({len(of_kind)})"] = _rate(of_kind)
    return report


def _calibration(named: Sequence[Named]) -> dict[str, float]:
    """How well the confidence tells right from wrong."""
    surest_first = [n.right for n in sorted(named, key=lambda n: -n.confidence)]
    risks, wrong = 0.0, 0
    for i, right in enumerate(surest_first, 1):
        wrong += not right
        risks += wrong / i
    report = {"area under risk-coverage": risks / len(named)}
    report["speaker accuracy, most confident half"] = _rate(surest_first[: max(1, len(named) // 2)])
    sure = [n.right for n in named if n.confidence >= SURE]
    report[f"confidence >= {SURE}, share"] = len(sure) / len(named)
    if sure:
        report[f"confidence >= {SURE}, speaker accuracy"] = _rate(sure)
    return report


def _claims(counts: Counter[str]) -> dict[str, Any]:
    """How much of what is reported is claimed, by whom, and how much of what is claimed is reported."""
    report: dict[str, Any] = {
        "claims, characters": _measure(*(counts[f"claims, {n}"] for n in ("right", "system", "gold"))),
        "claims found": counts["reported, found"] / counts["reported"],
        "claims, source accuracy of found": _share(counts["reported, source right"], counts["reported, sourced"]),
        "claims, precision": _share(counts["told, right"], counts["told"]),
    }
    if claimed := counts["reported, claimed"]:
        report["claims, claimant accuracy of found"] = counts["reported, claimant right"] / claimed
    return report


def _share(right: int, of: int) -> float | None:
    return right / of if of else None


def _rate(right: Sequence[bool]) -> float:
    return sum(right) / len(right)


def _measure(right: int, system: int, gold: int) -> dict[str, float]:
    precision, recall = right / system if system else 0.0, right / gold if gold else 0.0
    both = precision + recall
    return {"P": precision, "R": recall, "F1": 2 * precision * recall / both if both else 0.0} | {
        "system": system,
        "gold": gold,
    }
