"""Counting: one article's gold row against the system's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from quotecat.score.name import right

Row = Mapping[str, Any]
Pair = tuple[int, int]

MARKS = "\"'“”‘’«»„‟‹› \t\r\n"
ROLES = ("source", "cue", "content")
SAME_STRETCH = 0.8  # of the union, for two stretches to be one
REPORTED = 10  # characters outside marks, for an attribution to count as reported and a claim as told


@dataclass(frozen=True, slots=True)
class Named:
    """A gold quotation whose speaker is known, and who the system says it is (None: missed, or an orphan)."""

    article: str
    start: int
    text: str
    gold: str
    kind: str
    answer: str | None
    confidence: float

    @property
    def right(self) -> bool:
        """Whether the answer is the gold speaker, or one of them where several speak."""
        return right(self.answer, self.gold, self.kind)


@dataclass(slots=True)
class Tally:
    """What is counted while rows go by; `shares` has one of right speakers for each article with a known one."""

    counts: Counter[str] = field(default_factory=Counter)
    named: list[Named] = field(default_factory=list)
    shares: list[float] = field(default_factory=list)


def count(gold: Row, system: Row, tally: Tally) -> None:
    """Count one article into `tally`; an empty `system` row means that the system has no such article."""
    text = gold.get("text")
    parts = [(t, q) for q in system.get("quotations", ()) for p in q["parts"] if (t := _trim(p, text))[0] < t[1]]
    before = len(tally.named)
    _quotes(gold, parts, tally)
    if own := tally.named[before:]:
        tally.shares.append(sum(n.right for n in own) / len(own))
    if "attributions" in gold and "attributions" in system and not gold.get("direct left out"):
        for role in ROLES:
            _exact(role, gold, system, tally.counts)
    if "attributions" in gold:
        _claims(gold, system, tally.counts)


def _quotes(gold: Row, parts: Sequence[tuple[Pair, Row]], tally: Tally) -> None:
    counts, used = tally.counts, set[int]()
    for quote in gold["quotes"]:
        if not quote["attributed"] or quote.get("optional"):
            continue
        want = _trim((quote["start"], quote["end"]), gold.get("text"))
        shared = ((_shared(part, want), i) for i, (part, _) in enumerate(parts) if i not in used)
        best, place = max(shared, default=(0.0, -1))
        found = parts[place][1] if best >= SAME_STRETCH else None
        if found is not None:
            used.add(place)
        counts["gold"] += 1
        counts["found"] += found is not None
        _answer(gold["article"], quote, found, tally)
    spare = [(q["start"], q["end"]) for q in gold["quotes"] if q.get("optional")]
    excused = sum(i not in used and _meets(part, spare) for i, (part, _) in enumerate(parts))
    counts["system"] += len(parts) - excused


def _answer(article: str, quote: Row, found: Row | None, tally: Tally) -> None:
    """Count one gold quotation's source and speaker against the system's quotation, None where it was missed."""
    if quote.get("source"):
        tally.counts["sourced"] += 1
        tally.counts["source right"] += found is not None and _meets(found.get("source"), quote["source"])
    if quote.get("speaker"):
        answer = ((found or {}).get("speaker") or {}).get("name")
        sure = (found or {}).get("confidence", 0.0)
        words = str(quote.get("text", ""))
        tally.named.append(
            Named(article, quote["start"], words, quote["speaker"], quote.get("kind", "?"), answer, sure)
        )


def _exact(role: str, gold: Row, system: Row, counts: Counter[str]) -> None:
    text = gold.get("text")
    want = {_trim(span, text) for a in gold["attributions"] for span in a[role]}
    got = {_trim(span, text) for a in system["attributions"] for span in a[role]}
    counts[f"exact {role}, right"] += len(want & got)
    counts[f"exact {role}, system"] += len(got)
    counts[f"exact {role}, gold"] += len(want)


def _claims(gold: Row, system: Row, counts: Counter[str]) -> None:
    """Reported claims, letter by letter, outside of what stands between quotation marks."""
    text = gold.get("text")
    quoted = {i for q in gold["quotes"] for i in range(q["start"], q["end"])}
    claims = [c for c in system.get("claims", ()) if c.get("attributed")]
    told = [{i for i in range(c["start"], c["end"]) if _is_letter(i, text)} - quoted for c in claims]
    got, wanted = set[int]().union(*told), set[int]()
    for attribution in gold["attributions"]:
        letters = {i for start, end in attribution["content"] for i in range(start, end)} - quoted
        letters = {i for i in letters if text is None or not text[i].isspace()}
        wanted |= letters
        if len(letters) >= REPORTED:
            _reported(attribution, letters, claims, counts)
    counts["claims, right"] += len(wanted & got)
    counts["claims, system"] += len(got)
    counts["claims, gold"] += len(wanted)
    long = [letters for letters in told if len(letters) >= REPORTED]
    counts["told"] += len(long)
    counts["told, right"] += sum(2 * len(letters & wanted) >= len(letters) for letters in long)


def _reported(attribution: Row, letters: set[int], claims: Sequence[Row], counts: Counter[str]) -> None:
    """Count one reported attribution: whether a claim covers half of it, and has its source and its claimant."""
    covers = [sum(c["start"] <= i < c["end"] for i in letters) for c in claims]
    best = max(covers, default=0)
    counts["reported"] += 1
    if 2 * best < len(letters):
        return
    claim = claims[covers.index(best)]
    counts["reported, found"] += 1
    if attribution["source"]:
        counts["reported, sourced"] += 1
        counts["reported, source right"] += _meets(claim.get("source"), attribution["source"])
    if claimant := attribution.get("claimant"):
        counts["reported, claimed"] += 1
        counts["reported, claimant right"] += right(claim.get("claimant"), claimant, "unnamed")  # no kind is given


def _is_letter(place: int, text: str | None) -> bool:
    """Whether no blank, and nothing beyond the text, is at `place`; without a text all places count."""
    return text is None or (place < len(text) and not text[place].isspace())


def _trim(span: Sequence[int], text: str | None) -> Pair:
    start, end = span
    while text is not None and start < end and text[start] in MARKS:
        start += 1
    while text is not None and start < end and text[end - 1] in MARKS:
        end -= 1
    return start, end


def _shared(one: Pair, other: Pair) -> float:
    both = min(one[1], other[1]) - max(one[0], other[0])
    return both / (max(one[1], other[1]) - min(one[0], other[0])) if both > 0 else 0.0


def _meets(span: Sequence[int] | None, spans: Iterable[Sequence[int]]) -> bool:
    return span is not None and any(max(span[0], start) < min(span[1], end) for start, end in spans)
