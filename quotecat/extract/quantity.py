"""Figures printed in English news: money, shares, measures and counts, with their values, units and bounds.

What may be a date, a time, a score, a bare age or part of a name («Flight 370») is no quantity here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, NamedTuple, TypeAlias

from quotecat.nlp.document import Word
from quotecat.text.span import Span

Bound = Literal["", "about", "at least", "at most"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A printed figure with its value; `span` (code points, half-open) covers bound word, sign, number and unit.

    `low` and `high` differ in a range only. `unit` is an ISO 4217 code, a currency's bare word where several share it
    («dollars»), «percent», a measure in the singular («kilometre») or the counted noun as printed, in lower case.
    """

    span: Span
    low: float
    high: float
    unit: str
    bound: Bound


def _table(listed: str) -> dict[str, Any]:
    """«a,b=c» reads: a and b stand for c; `_` is a blank."""
    entries = (entry.replace("_", " ").split("=") for entry in listed.split())
    return {name: to for names, to in entries for name in names.split(",")}


def _any(words: Iterable[str]) -> str:
    return "(?:" + "|".join(re.escape(w).replace(r"\ ", "[ \xa0]") for w in sorted(words, key=len, reverse=True)) + ")"


_ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen".split()
_ONES += "seventeen eighteen nineteen".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_VALUE = {"half": 0.5} | {w: n for n, w in enumerate(_ONES)} | {w: 10 * n for n, w in enumerate(_TENS, 2)}
_SCALE = {"dozen": 12, "score": 20, "hundred": 100, "lakh": 10**5, "crore": 10**7}
_POWERS = ("thousand k", "million mn m", "billion bn b", "trillion tn")
_SCALE |= {word: 10 ** (3 * n) for n, words in enumerate(_POWERS, 1) for word in words.split()}
_PART = {w: n for n, w in enumerate("half third quarter fifth sixth seventh eighth ninth tenth".split(), 2)}
_CODES = "usd eur gbp jpy inr cny ngn kes zar aud cad nzd hkd sgd chf sek nok dkk rub krw brl mxn pkr ghs".split()
_SIGN = {c: c.upper() for c in _CODES} | _table("""$,us$=USD a$,au$=AUD c$,ca$=CAD nz$=NZD hk$=HKD s$=SGD r$=BRL €=EUR
    £=GBP ¥=JPY ₹,rs,rs.=INR ₦,n=NGN ₩=KRW ₽=RUB ₺=TRY ₱=PHP ₪=ILS ₵,gh₵,gh¢=GHS r=ZAR ksh=KES rm=MYR""")  # fmt: skip
_UNIT = {c: c.upper() for c in _CODES} | _table("""€,euro,euros=EUR rupee,rupees=INR naira=NGN yen=JPY won=KRW rand=ZAR
    yuan=CNY lira=TRY ha=hectare ruble,rubles,rouble,roubles=RUB baht=THB rupiah=IDR cedis=GHS swiss_francs=CHF
    pounds_sterling=GBP us_dollars,u.s._dollars=USD australian_dollars=AUD canadian_dollars=CAD dollar,dollars=dollars
    pound,pounds=pounds cent,cents=cents pence=pence francs=francs pesos=pesos %,percent,per_cent,pct=percent
    percentage_point,percentage_points=percentage_points km=kilometre foot,feet,ft=foot inches=inch kg,kilos=kilogram
    °,°c,°f=degree metric_tons=tonne seconds=second mw=megawatt gw=gigawatt mph=mile_per_hour""")  # fmt: skip
_PLAIN = """metre kilometre centimetre millimetre litre mile inch yard hectare acre tonne ton kilogram gram ounce gallon
    barrel degree hour day week month year decade century minute kilowatt megawatt gigawatt kilowatt-hour""".split()
_PLAIN += [f"{kind} {unit}" for kind in ("square", "cubic") for unit in ("metre", "kilometre", "mile", "yard")]
_UNIT |= {form + s: unit for unit in _PLAIN for form in (unit, re.sub("tre$", "ter", unit)) for s in ("", "s")}
_BOUND: dict[str, Bound] = _table("""about,around,roughly,approximately,some,estimated,close_to,~,or_so,-odd=about
    more_than,over,above,at_least,upwards_of,no_fewer_than,no_less_than,not_less_than,or_more,-plus,+=at_least
    less_than,fewer_than,almost,nearly,under,below,up_to,as_many_as,as_much_as,at_most,no_more_than,or_less=at_most""")
_B, _S = "[ \xa0]{1,9}", "(?:[ \xa0]{1,9}|-)"  # blanks; all repetitions are bounded, to keep the time linear
_DIGITS = r"(?:[0-9]{1,3}(?:,[0-9]{2,3}){0,6},[0-9]{3}|[0-9]{1,3}(?:\xa0[0-9]{3}){1,6}|[0-9]{1,9})(?:\.[0-9]{1,6})?"
_W99 = rf"(?:{_any(_TENS)}(?:{_S}{_any(_ONES[1:10])})?|{_any(_ONES)})\b"
_BIG = rf"(?:{_any(w for w in _SCALE if len(w) > 1)}|lakhs|crores)(?![^\W_])"
_NUMBER = re.compile(rf"""(?P<minus>minus{_B}|[-−])?
    (?:(?P<sign>{_any(_SIGN.keys() - {"n", "r"})}|[nr](?=[\d.,]+[ \xa0]?(?:m\b|{_BIG})))[ \xa0]?)?(?P<num>
    {_DIGITS}(?![0-9]|[.,:/\xa0][0-9])(?:(?:[ \xa0-]?{_BIG}){{1,2}}|[mkb]\b)?|\b(?:{_W99}(?:{_B}and{_B}a{_B}half\b)?
    |an?(?={_B}{_BIG})|half{_B}an?(?={_B}(?:{_BIG}|hour|mile|day|year|century)))
    (?:{_S}{_BIG}(?:(?:(?<=hundred){_B}and(?!{_S}{_W99}{_B}hundred))?{_S}{_W99})?){{0,4}})""", re.VERBOSE)  # fmt: skip
_HEAP = "(?:dozen|hundred|thousand|million|billion|lakh|crore)s"
_START = re.compile(rf"""(?<![\w.,:/\#@&'’$€£¥-])(?:(?P<part>(?<!first[ ])(?<!nd[ ])half(?!{_B}an?\b)
    (?:{_B}(?:the|its))?|(?P<over>an?|{_any(_ONES[1:10])}){_S}(?P<nth>{_any(_PART)})s?)\b
    (?:{_B}of{_B}an?{_B}(?P<times>{_BIG}))?|(?P<heap>(?:(?:several|many|a{_B}few|(?:ten|hundred|dozen)s{_B}of){_B}
    {_HEAP}?|{_HEAP}|scores(?={_B}of))\b)|{_NUMBER.pattern})""", re.VERBOSE)  # fmt: skip
_LATER = {word for word in _BOUND if re.match("[-+]|or ", word)}
_JOIN = re.compile(rf"-to-|[-–]|{_B}(?:to|or|and|in|out{_B}of){_B}")
_DIRECT = re.compile(rf"""{_S}?(?P<unit>(?<=-)second|{_any(_UNIT)})(?![^\W_])(?!-(?!old)[^\W\d])
    (?:{_S}olds?\b|{_B}of{_B}age\b|{_B}(?:celsius|fahrenheit)\b|
    (?:{_B}per{_B}|{_B}an?{_B}|/)(?P<per>second|minute|hour|day|week|month|year)\b)?""", re.VERBOSE)  # fmt: skip
_BEFORE = re.compile(rf"(?<!\w)(?:(?:just|well|far|an){_B})?(?P<word>{_any(_BOUND.keys() - _LATER)})(?:{_B}|(?<=~))$")
_AFTER = re.compile(rf"(?:{_B})?(?P<word>{_any(_LATER)})(?!{_B}than)(?![^\W_])")
_OF = re.compile(rf"{_B}of(?:{_B}(?:the|its|his|her|their|our|these|those))?(?={_B})")
_TOKEN = re.compile(rf"{_B}(?P<word>[^\W\d_]+(?:-[^\W\d_]+)*)")
_STOP = frozenset("""a an no the this that these those and or but nor of in on at to from by with for as after before
    than then over under into near against while when where who which if so is are was were be been has have had do not
    did will would can could may might must should i you he she it we they them us him me his her its their our my since
    there said told went came got took won lost rose fell left made today last next because about out up down off ago
    through until per between among across also only still now times yesterday says say does""".split())  # fmt: skip
_PLURAL = re.compile(r"(?:people|men|women|children|police|staff|troops|aircraft|.+(?<![sui])s)$|.*(?<=men)$")
_FORM = re.compile(r"(?:ed|ing|en|ly)$|^(?:more|other|new|extra|fewer)$")
_CONTESTS = frozenset("win victory defeat loss draw vote lead ruling decision season election elections games".split())
_MONTH = r"(?:(?:Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)(?:r?uary|ch|il|ust|(?:t?em|o)ber)?|May|June|July)(?:\b|\.)"
_NAMED = re.compile(rf"""(?:(?P<month>\b{_MONTH})|\bNo|(?i:\b(?:articles?|sections?|pages?|chapters?|rooms?|flights?|
    nos?\.|numbers?|stage|grade|top|level|boeing|airbus|apollo|resolutions?|titles?|route|highway|channel|aged?|phase|
    (?:group|class)[ ]of)))[ \xa0](?:[0-9]+(?:,|,?[ ]and|[ ]to|[-–])[ ]?)*$""", re.VERBOSE)  # fmt: skip
_CLOCK = re.compile(rf"[ \xa0](?:of )?(?:{_MONTH})|[ \xa0]?(?:(?i:[ap]\.?m\b|o['’]clock)|GMT\b|times\b)|\w|[-–'’(]\w")
_NAME = re.compile(r"\w,?[ \xa0][A-Z](?![\w’'-]*day[ \xa0])[\w’'-]*[ \xa0]$")
_LONE = re.compile(r"""(?:\b(?:these|other|at|(?P<year>in|since|until|during|the|late|early|mid|for|its|an?|this)
    )[ \xa0]|\()$""", re.VERBOSE)  # fmt: skip
_Match: TypeAlias = "re.Match[str]"
_Told: TypeAlias = tuple[list[Quantity], int]  # what was read, and where to read on


class _Line(NamedTuple):
    text: str  # the stretch of the words, with NUL for what is not in them
    low: str  # the same in lower case
    words: list[Word]  # for each code point the word it is in, or the one after it


def quantities(text: str, words: Sequence[Word]) -> tuple[Quantity, ...]:
    """The figures in a sentence or clause of `text`, in order and apart; only its `words` are read, tagged or not."""
    chars, owners, found, at = list[str](), list[Word](), list[Quantity](), 0
    base = end = words[0].span.start if words else 0
    for word in words:
        chars += [*(c if c.isspace() else "\0" for c in text[end : word.span.start]), *word.span.of(text)]
        owners += [word] * (len(chars) - len(owners))
        end = word.span.end
    kept = "".join(c if not c.isspace() else "\xa0" if c in "\xa0\u2009\u202f" else " " for c in chars)
    line = _Line(kept, "".join(c.lower() if len(c.lower()) == 1 else c for c in kept), owners)
    while match := _START.search(line.low, at):
        read, end = _read(line, match, at)
        found += [replace(quantity, span=quantity.span.shift(base)) for quantity in read]
        at = max(end, match.end())
    return tuple(found)


def _value(printed: str) -> float:
    total, now = 0.0, None
    for word in re.findall(r"[0-9][0-9,.\xa0]*|[a-z]+", printed):
        size = _SCALE.get(word) or _SCALE.get(word.rstrip("s"))
        number = float(re.sub("[,\xa0]", "", word)) if word[0].isdigit() else _VALUE.get(word)
        if number is not None:
            now = (now or 0) + number
        elif size == 100:
            now = 100 * (1 if now is None else now)
        elif size:
            total, now = ((total or 1) * size if now is None else total + now * size), None
    return round(total + (now or 0), 6)


def _amount(match: _Match) -> Quantity:
    value = _value(match["num"]) * (-1 if match["minus"] else 1)
    return Quantity(Span(*match.span()), value, value, _SIGN.get((match["sign"] or "").strip(" \xa0"), ""), "")


def _read(line: _Line, match: _Match, floor: int) -> _Told:
    """The quantities that begin with `match`, and where to read on; what is before `floor` is taken."""
    if not match["num"]:
        value = _value((match["heap"] or "").replace("tens", "ten"))
        if match["part"]:
            value = _VALUE.get(match["over"], 1) / _PART.get(match["nth"], 2) * _SCALE.get(match["times"], 1)
        return _finish(
            line, Quantity(Span(*match.span()), value, value, "", "at least" if match["heap"] else ""), floor
        )
    mid = _DIRECT.match(line.low, match.end())
    join = _JOIN.match(line.low, mid.end() if mid else match.end())
    other = _NUMBER.match(line.low, join.end()) if join else None
    two = _two(line, match, other, join[0].strip(" \xa0"), mid is not None, floor) if join and other else None
    return two or _finish(line, _amount(match), floor)


def _two(line: _Line, match: _Match, other: _Match, how: str, mid: bool, floor: int) -> _Told | None:
    """A share («one in five»), a change («from 5 to 10») or a range; a score is nothing; None: two of their own."""
    one, two, start = _amount(match), _amount(other), match.start()
    opener = re.search(r"\bbetween[ \xa0]$|(?<!rang)(?<!range)\bfrom[ \xa0]$", line.low[max(floor, start - 16) : start])
    between = len(opener[0]) if opener and opener[0][0] == "b" else 0
    scale = re.search(rf"(?<=.)(?:[ \xa0-]?{_BIG}|(?<=\d)[mkb])$", other["num"])
    if scale and not re.search(_BIG + r"|[,mkb]$", match["num"]) and one.low < _value(other["num"][: scale.start()]):
        one = replace(one, low=_value(match["num"] + scale[0]))  # «5 to 10 million»
    if how[0] in "io" and how != "or":
        fits = not mid and 0 < one.low < min(two.low, 10) and two.low <= 1000
        share = Quantity(Span(start, other.end()), one.low / (two.low or 1), one.low / (two.low or 1), "", "")
        return _finish(line, share, floor) if fits and not _DIRECT.match(line.low, other.end()) else None
    if (not between and (how == "and" or (mid and how in ("to", "or")))) or (two.unit and not one.unit):
        return None
    if how == "to" and opener:
        read, end = _finish(line, two, match.end())
        return [*(replace(one, high=one.low, unit=one.unit or q.unit) for q in read), *read], end
    if one.low < two.low:
        both = Quantity(Span(start - between, other.end()), one.low, two.low, one.unit or two.unit, "")
        return _finish(line, both, floor)
    return ([], other.end()) if between or how not in ("to", "or") else None


def _finish(line: _Line, read: Quantity, floor: int) -> _Told:
    """`read` with its unit and bound, if it is a quantity; and where to read on."""
    start, end, unit, bound, counted = read.span.start, read.span.end, read.unit, read.bound, ""
    if later := _AFTER.match(line.low, end):
        bound, end = _BOUND[later["word"].replace("\xa0", " ")], later.end()
    stop = end
    direct = None if unit else _DIRECT.match(line.low, end)
    if direct and (direct["unit"] != "won" or read.low >= 100):  # «three won»
        unit, end = _UNIT.get(word := direct["unit"].replace("\xa0", " "), word), direct.end()  # «30-second»
        if direct["per"] and not unit.isupper() and not unit.startswith("percent"):
            unit += f" per {direct['per']}"
    elif not unit and (noun := _noun(line, end)):
        counted, end = noun["word"], noun.end()
        unit = _UNIT.get(counted) or counted
    if later := _AFTER.match(line.low, end):
        bound, end = _BOUND[later["word"].replace("\xa0", " ")], later.end()
    while before := _BEFORE.search(line.low[max(floor, start - 30) : start]):
        bound, start = _BOUND[before["word"].replace("\xa0", " ")], start - len(before[0])
    if (counted not in _UNIT if counted else not unit) and _refused(line, replace(read, bound=bound), stop, counted):
        return [], stop
    return [Quantity(Span(start, end), read.low, read.high, unit, bound)], end


def _noun(line: _Line, at: int) -> _Match | None:
    """The last noun of what is counted behind a number: «40 of the wounded soldiers»; at best a likely one."""
    best = spare = None
    at = of.end() if (of := _OF.match(line.low, at)) else at
    for _ in range(4):
        token = _TOKEN.match(line.low, at)
        if not token or token["word"] in _STOP or (best and _PLURAL.match(best["word"])):
            break
        at, word, tag = token.end(), token["word"], line.words[token.end() - 1]
        upos = tag.upos or ("PROPN" if line.text[token.start("word")].isupper() else "")
        leads = upos in ("", "ADJ", "PROPN") or _FORM.search(word) or "Part" in tag.feats
        if upos == "NOUN" or (not upos and _PLURAL.match(word)):
            best = token
        elif best or not leads or "=Fin" in tag.feats:
            break
        elif upos in ("", "PROPN") and not spare and (_PLURAL.match(word) or not (upos or _FORM.search(word))):
            spare = token
    return best or spare


def _refused(line: _Line, read: Quantity, end: int, counted: str) -> bool:
    """Whether a number without a known unit is no figure: a date, a time, a score, an age, part of a name."""
    start, printed, plural = read.span.start, read.span.of(line.low), bool(_PLURAL.match(counted))
    before, after, digits = line.text[max(0, start - 40) : start], line.low[end : end + 1], printed.isdigit()
    named, lone, is_range = _NAMED.search(before), _LONE.search(before), read.low < read.high
    is_part = named is not None and (not named["month"] or read.low <= 31 or not plural)
    if is_part or printed == "one" or _CLOCK.match(line.text, end) or (counted in _CONTESTS and (is_range or digits)):
        return True
    if read.low < 1 and re.match(r"[a-z]+[ \xa0-](?:half|third|quarter|\w+th)s?$|half", printed):  # «a third party»
        return not (read.bound or re.search("-|the$|its$", printed) or _OF.match(line.low, end))
    if re.match(r"(?:1[5-9]|20)\d\d(?!\d|,|\.| [a-z])", printed.removeprefix("between ")):
        return not plural or bool(lone and lone["year"])
    follows_name = digits and _NAME.search(before) and line.words[start - 2].upos in ("", "PROPN")
    if not plural and (follows_name or re.search(r"\d[mkb]$|^zero$", printed) or (is_range and printed[-1].isdigit())):
        return True
    aside = digits and re.search(r",[ \xa0]$", before) and after in ",.;)"
    return not counted and bool(lone or aside or (start == 0 and after in ".)" and digits))
