"""Pairing: which mark of one paragraph closes which; every mark is looked at once and put on the stack once."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from quotecat.text.quotes.diagnostic import Diagnostic, diagnose
from quotecat.text.quotes.marks import QuoteMark
from quotecat.text.quotes.style import QuoteStyle
from quotecat.text.span import Span

_PARTNERS: dict[str, tuple[str, ...]] = {
    '"': ('"',),
    "”": ("“", "„", "‟"),
    "“": ("„", "‟"),
    "〞": ("〝",),
    "''": ("''", "``"),
    "'": ("'", "`"),
    "’": ("‘", "‚", "‛"),
    "‘": ("‚",),
    "»": ("«", "»"),
    "«": ("»",),
    "›": ("‹", "›"),
    "‹": ("›",),
    "」": ("「",),
    "』": ("『",),
}
"""The opening marks that a closing mark is made for; any other of its family will do where none of these is open."""


@dataclass(frozen=True, slots=True)
class Pair:
    """An opening mark with its closing one; without one it reaches to `end`."""

    opening: QuoteMark
    closing: QuoteMark | None
    end: int
    codes: tuple[str, ...] = ()


@dataclass(slots=True)
class _Open:
    """An opening mark on the stack; `weak` may close it if nothing better comes, `child` is where its like opens."""

    glyph: QuoteMark
    tentative: bool
    guessed: bool
    weak: QuoteMark | None = None
    child: int | None = None


@dataclass(slots=True)
class _Desk:
    """Where one paragraph's marks are sorted."""

    how: QuoteStyle
    in_order: bool
    pairs: list[Pair] = field(default_factory=list)
    strays: list[Diagnostic] = field(default_factory=list)
    stack: list[_Open] = field(default_factory=list)
    printed: Counter[str] = field(default_factory=Counter)
    family: Counter[str] = field(default_factory=Counter)


def pair(
    marks: list[QuoteMark], paragraph: Span, how: QuoteStyle, goes_on: str | None
) -> tuple[list[Pair], list[Diagnostic]]:
    """The pairs of one paragraph in no special order, and what is said of the marks left over.

    Args:
        goes_on: the mark with which the next paragraph begins, if it begins with one.
    """
    desk = _sort(marks, paragraph, how, goes_on, in_order=False)
    straight = Counter(mark.printed for mark in marks if mark.family == "double" and mark.side == "either")
    if _loose_ends(desk) and any(n % 2 == 0 for n in straight.values()):
        # «"bad "and "good"»: where spaces turn a straight mark the wrong way, the order of marks may still add up.
        ordered = _sort(marks, paragraph, how, goes_on, in_order=True)
        if _loose_ends(ordered) < _loose_ends(desk):
            desk = ordered
    return desk.pairs, desk.strays


def _loose_ends(desk: _Desk) -> int:
    return len(desk.strays) + sum(p.closing is None for p in desk.pairs)


def _sort(marks: list[QuoteMark], paragraph: Span, how: QuoteStyle, goes_on: str | None, *, in_order: bool) -> _Desk:
    desk = _Desk(how, in_order)
    for mark in marks:
        if mark.family == "single":
            _place_single(desk, mark, last=mark.right >= paragraph.end)
        else:
            _place(desk, mark, last=mark.right >= paragraph.end)
    while desk.stack:
        _give_up(desk, paragraph, goes_on)
    return desk


def _place(desk: _Desk, mark: QuoteMark, *, last: bool) -> None:
    """Let a mark that is no apostrophe close what is open, or open."""
    role = _role(desk, mark, last=last)
    if role == "close":
        if _is_open(desk, mark):
            _close(desk, mark)
        elif not _is_inches(mark):
            desk.strays.append(diagnose("stray_closing", Span(mark.start, mark.end)))
        return
    if last:
        desk.strays.append(diagnose("stray_opening", Span(mark.start, mark.end)))
        return
    _make_room(desk)
    tentative = mark.side == "close" or mark.lean == "close"
    _open(desk, mark, tentative=tentative, guessed=mark.side == "either" and mark.lean == "either")


def _role(desk: _Desk, mark: QuoteMark, *, last: bool) -> str:
    opened = _is_open(desk, mark)
    if mark.side == "either":
        if mark.lean == "either" or desk.in_order:
            return "close" if opened or last else "open"
        return mark.lean
    if mark.side == "close":
        turned = not opened and (mark.lean == "open" or (mark.lean == "either" and mark.loose)) and not last
        return "open" if turned else "close"
    fits = any(desk.printed[partner] for partner in _PARTNERS.get(mark.printed, ()))
    return "close" if opened and (mark.lean == "close" or (fits and mark.lean != "open")) else "open"


def _place_single(desk: _Desk, mark: QuoteMark, *, last: bool) -> None:
    """Let a single mark open or close where its neighbours say so; else it is an apostrophe."""
    opened = _is_open(desk, mark)
    if mark.lean == "open" and mark.side != "close" and not last:
        top = desk.stack[-1] if desk.stack else None
        if top and top.weak:
            _settle(desk)
        _open(desk, mark, tentative=False, guessed=False)
    elif opened and (mark.lean == "close" or (mark.loose and mark.side != "open")):
        # Over a double mark left open only where single marks are the main ones; else this is an apostrophe.
        across = desk.how.single_outer and not mark.weak
        if across or desk.stack[-1].glyph.family == "single":
            _close(desk, mark)


def _is_open(desk: _Desk, mark: QuoteMark) -> bool:
    return desk.family[mark.family] > 0


def _is_inches(mark: QuoteMark) -> bool:
    return mark.weak and mark.printed == '"'


def _make_room(desk: _Desk) -> None:
    """Before a double mark opens: what was opened on trial, or may have ended by now, ends."""
    if desk.stack and desk.stack[-1].tentative:
        _drop(desk)
    if desk.stack and desk.stack[-1].weak and desk.stack[-1].glyph.family != "single":
        _settle(desk)


def _open(desk: _Desk, mark: QuoteMark, *, tentative: bool, guessed: bool) -> None:
    if desk.stack and desk.stack[-1].glyph.family == mark.family and desk.stack[-1].child is None:
        desk.stack[-1].child = mark.start
    desk.stack.append(_Open(mark, tentative, guessed))
    desk.printed[mark.printed] += 1
    desk.family[mark.family] += 1


def _pop(desk: _Desk) -> _Open:
    top = desk.stack.pop()
    desk.printed[top.glyph.printed] -= 1
    desk.family[top.glyph.family] -= 1
    return top


def _close(desk: _Desk, mark: QuoteMark) -> None:
    """Close the nearest mark of this one's own kind, or the nearest of its family; what lies over it falls."""
    partners = [p for p in _PARTNERS.get(mark.printed, ()) if desk.printed[p]]
    while True:
        top = desk.stack[-1].glyph
        if top.printed in partners if partners else top.family == mark.family:
            break
        _settle(desk)
    if mark.weak:
        desk.stack[-1].weak = desk.stack[-1].weak or mark
        return
    _finish(desk, _pop(desk), mark)


def _finish(desk: _Desk, opened: _Open, closing: QuoteMark) -> None:
    """Store a closed stretch, with what was odd about it."""
    opening = opened.glyph
    usual = opening.printed in _PARTNERS.get(closing.printed, ())
    codes = ["mismatched_marks"] * (not usual or opened.tentative)
    codes += ["straight_ambiguous"] * opened.guessed
    codes += ["weak_closing"] * closing.weak
    desk.pairs.append(Pair(opening, closing, closing.end, tuple(codes)))


def _settle(desk: _Desk) -> None:
    """End the mark on top: at the weak closing mark it met, or not at all."""
    closing = desk.stack[-1].weak
    if closing:
        _finish(desk, _pop(desk), closing)
    else:
        _drop(desk)


def _drop(desk: _Desk) -> None:
    """Read the mark on top as no mark; a single one as an apostrophe."""
    top = _pop(desk).glyph
    if top.family != "single":
        desk.strays.append(diagnose("stray_opening", Span(top.start, top.end)))


def _give_up(desk: _Desk, paragraph: Span, goes_on: str | None) -> None:
    """At the paragraph's end: what is open is unclosed, if it did open something."""
    top = desk.stack[-1]
    reopens = len(desk.stack) == 1 and goes_on == top.glyph.printed
    begins = top.glyph.start == paragraph.start
    keeps = not top.tentative
    if top.glyph.family == "single":
        keeps = desk.how.single_outer and len(desk.stack) == 1 and (begins or reopens)
    if not keeps or (top.weak and not (reopens and begins)):
        _settle(desk)
        return
    _pop(desk)
    end = paragraph.end if reopens or top.child is None else top.child
    desk.pairs.append(Pair(top.glyph, None, end, ("continued" if reopens else "unclosed",)))
