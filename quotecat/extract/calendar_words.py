"""The words and numbers by which news English prints dates, as one pattern, and what only looks like one of them."""

from __future__ import annotations

import re

MONTHS = "january february march april may june july august september october november december".split()
WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_COUNTED = """one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen twenty""".split()
NUMBERS = {word: n for n, word in enumerate(_COUNTED, 1)} | {"a": 1, "an": 1}
_ORDERED = """first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth
    fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty-first""".split()
ORDINALS = {word: n for n, word in enumerate(_ORDERED, 1)} | {"final": 4}
# Each with the month it begins in, as the weather is counted on the northern half of the globe.
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}

_FULL = "|".join(month.capitalize() for month in MONTHS)
_MONTH = rf"(?:(?:{_FULL})\b|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
_WEEKDAY = rf"(?:{'|'.join(day.capitalize() for day in WEEKDAYS)})\b"
_SHORT_DAY = r"(?:Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun)\."
_SEASON = "(?i:spring|summer|autumn|fall|winter)"
_HOUR = r"(?:morning|afternoon|evening|night)\b"
_DAY = r"(?:3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)?(?![\w:%]|[.,][0-9]|-[a-z]|\s[ap]\.?m\b)"
_NOT_ON = r"(?![\w%]|[.,/][0-9]|-[^\W\d])"  # a number or a unit that does not go on: «2019.5», «2000-foot»
_YEAR = rf"(?:1[0-9]|20)[0-9]{{2}}{_NOT_ON}"
_NUMBER = rf"(?:[1-9][0-9]{{0,2}}|{'|'.join(sorted(_COUNTED, key=len, reverse=True))})"
_LENGTH = "(?:day|week|month|quarter|year|decade)"
_ONE_OF = rf"(?:day|{_HOUR}|week(?:end)?|month|quarter|year|decade|century){_NOT_ON}"
# «Tuesday, Jan. 17»: one date, and the day of the month tells it.
_NAMED_DAY = rf"(?:(?:{_WEEKDAY}(?:\s{_HOUR})?|{_SHORT_DAY}),?\s(?:the\s)?)?"
_OR_OF_YEAR = rf"(?:(?:\sof|,)?\s(?:{_YEAR}|(?:this|last|next)\syear\b))"

# One alternative for each kind of expression; the name of the one that matched is the match's `lastgroup`.
PATTERN = re.compile(
    rf"""(?<![\w$£€¥])(?<![0-9][.,/])(?<!\w-(?=[0-9]))
    (?:(?:[Tt]he\s)?(?:[Ee]arl(?:y|ier)|[Ll]ater?|[Mm]id)[\s-](?:[io]n\s)?)?
    (?:(?P<iso>[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}(?![0-9-]))
    |(?P<slash>[0-9]{{1,2}}(?P<stroke>[/.])[0-9]{{1,2}}(?P=stroke)[0-9]{{4}}(?![\w/]))
    |(?P<monthday>{_NAMED_DAY}(?:{_MONTH}\s{_DAY}(?:(?:\s?[-–]\s?|\s(?:to|through)\s){_DAY})?
        |{_DAY}(?:(?:\s?[-–]\s?|\s(?:to|and)\s){_DAY})?\s(?:of\s)?{_MONTH})(?:,?\s{_YEAR})?)
    |(?P<monthyear>{_MONTH}{_OR_OF_YEAR})
    |(?P<years>(?:1[6-9]|20)[0-9]{{2}}\s?[-–/]\s?(?:(?:1[6-9]|20)[0-9]{{2}}|[0-9]{{2}})(?![\w-]|[.,/][0-9]))
    |(?P<length>(?i:(?:the\s)?(?P<way>past|last|next|coming|previous|following)\s
        (?P<many>{_NUMBER})\s(?P<measure>{_LENGTH})s?){_NOT_ON})
    |(?P<pointed>(?P<det>(?i:the\s(?:same|last|past|next|coming|previous|following)|this\s(?:past|coming)|last|next
        |this|coming)|[Tt]hat(?=\s[a-z]))\s(?P<what>(?:{_FULL}|{_WEEKDAY})\b(?:\s{_HOUR})?|{_SEASON}\b|{_ONE_OF}))
    |(?P<ago>(?i:(?P<count>{_NUMBER}|an?)\s(?P<unit>{_LENGTH}|centurie|century)s?\s
        (?P<whence>ago|later|earlier|from\snow|from\stoday))\b)
    |(?P<quarter>(?:(?i:(?:the\s)?(?:first|second|third|fourth|final)[\s-]quarter)|Q[1-4])\b{_OR_OF_YEAR}?)
    |(?P<season>(?:[Tt]he\s)?{_SEASON}{_OR_OF_YEAR}(?:-[0-9]{{2}}\b)?)
    |(?P<decade>(?:[Tt]he\s)?(?:(?:1[0-9]|20)|['’‘])[0-9]0s\b)
    |(?P<century>(?i:(?:the\s)?(?:2[0-1]|1[0-9]|[1-9])(?:st|nd|rd|th)[\s-]century
        |(?:the\s)?(?:{"|".join(reversed(_ORDERED[11:]))})[\s-]century)\b(?!,?\sB))
    |(?P<today>(?i:today|tonight|yesterday|tomorrow)\b(?:\s{_HOUR})?
        |[Tt]he\sday\s(?:before\syesterday|after\stomorrow)\b)
    |(?P<weekday>(?:{_WEEKDAY}|{_SHORT_DAY})(?:\s{_HOUR})?)
    |(?P<month>(?:{_FULL})\b)
    |(?P<year>(?:1[6-9]|20)[0-9]{{2}}{_NOT_ON}))""",
    re.VERBOSE,
)
# No date is printed without a digit or one of these.
_DIGIT = re.compile("[0-9]")
_NEEDED = ("day", "week", "month", "year", "decade", "centur", "Centur", "quarter", "Quarter", "tomorrow", "Tomorrow",
           "tonight", "Tonight", "night", "morning", "afternoon", "evening", "summer", "winter", "spring", "fall",
           "autumn", "Summer", "Winter", "Spring", "Fall", "Autumn", "Year", "Week", "Month", "Decade", "Day",
           *(f"{d}." for d in ("Mon", "Tue", "Tues", "Wed", "Thu", "Thurs", "Fri", "Sat", "Sun")),
           *(month.capitalize() for month in MONTHS))  # fmt: skip


def may_hold(words: str) -> bool:
    """Whether it is worth looking for a date in `words` at all; quick, and true far too often."""
    return _DIGIT.search(words) is not None or any(needed in words for needed in _NEEDED)


_IN = r"in|since|until|till|by|from|during|between|through|throughout|of"
_BEFORE_MONTH = re.compile(rf"\b(?:{_IN}|before|after|for|to|through)\s$", re.IGNORECASE)
_BEFORE_MAY = re.compile(rf"\b(?:{_IN}|for)\s$", re.IGNORECASE)  # «after May resigned» is about Theresa May
_BEFORE_YEAR = re.compile(rf"(?:\b(?:{_IN}|for|before|after|around|circa|year)\s|\()$", re.IGNORECASE)
_OF_MANY = re.compile(
    r"\b(?:total|crowd|population|maximum|minimum|sum|average|limit|cost|price|group|force|fine|crew)\sof\s$"
)
_OWNER = re.compile(r"(?:\b(?:the|a|an|his|her|its|their|our|my)|['’]s|s['’])\s$", re.IGNORECASE)
_NAMED_AFTER = re.compile(
    r"\b(?:(?:Black|Good|Super|Ash|Cyber|Palm|Easter|Bloody|Holy|Maundy|Shrove|Giving|Fat|Sheffield|Whit|Spy|The|Joe)"
    r"|(?i:every|each|any|on\sa|of\sa))\s$"
)
_TITLED = re.compile(
    r"\s(?:Times|Mirror|Telegraph|Express|Mail|Post|Herald|Star|Sun|Review|Magazine|World|Independent|Night|Addams|School"
    r"|[Pp]rayers?|Club|Morning)\b"
)
_IN_THE_LAST = re.compile(r"(?:^|\b(?:the|these|in|over|for|during|within|of)\s|[,.]\s)$", re.IGNORECASE)
_ITEM = re.compile(r"(?:,\s|(?:,?\s)(?:and|or|to|through|until|till)\s|\s?[-–—]\s?)$")
_WORD = re.compile(r"\s([^\W\d_]+)")
# Nouns in the plural that a year stands before, where other plurals are counted: «2022 elections», «2022 voters».
_EVENTS = frozenset(
    """elections midterms primaries protests riots attacks bombings floods wildfires fires talks games championships
    finals results earnings profits sales figures rankings guidelines sanctions hearings remarks murders killings
    shootings negotiations accords reforms returns standards levels prices hurricanes hostilities clashes""".split()
)
_COUNTS = frozenset(
    """people men women children police dead wounded percent per mile foot feet metre meter kilometre kilometer km pound
    ton tonne dollar euro acre hectare seat page square strong watt gmt utc bst est local troops million billion kg
    sheep cattle personnel""".split()
)
_WHEN = re.compile(r"\b(?:in|since|until|during|before|after)\s$", re.IGNORECASE)
_NO_PLURALS = frozenset("was has as does says his its this towards always perhaps besides thus afterwards".split())


def _counted(after: str) -> bool:
    """Whether what follows a number is a thing that is counted, so that the number is no year."""
    found = _WORD.match(after)
    if not found:
        return bool(re.match(r"\s(?:to|and|or)\s[0-9]{1,3}(?:,[0-9]{3})+", after))
    word = found[1]
    if word in ("to", "or") and re.match(r"\s(?:to|or)\s(?!(?:1[6-9]|20)[0-9]{2}\b)[0-9]", after):
        return True  # «from 2000 to 2500»
    if word.casefold() in _COUNTS:
        return True
    plural = word.endswith("s") and not word.endswith(("ss", "us", "is"))
    return plural and word.islower() and word not in _EVENTS | _NO_PLURALS


def _year(before: str, after: str) -> bool:
    # «In 2019 voters chose»: a year rather than so many voters; «in 2000 people» is so many people
    follows = _WORD.match(after)
    surely = _WHEN.search(before) and follows and follows[1].casefold() not in _COUNTS | {"to", "or"}
    if not surely and _counted(after):
        return False
    if _BEFORE_YEAR.search(before):
        return not _OF_MANY.search(before)
    if _OWNER.search(before):
        return bool(_WORD.match(after))
    if re.search(r"[^\W\d_],\s$", before):
        return bool(re.match(r"[,.;)]|$", after))
    return not before and bool(re.match(r"\s(?:was|is|will|has|saw|brought|began|ended)\b", after))


def _month(name: str, before: str, after: str) -> bool:
    told = (_BEFORE_MAY if name == "May" else _BEFORE_MONTH).search(before)
    person = bool(re.match(r"\s[A-Z][a-z]", after)) and not re.search(r"\bin\s$", before, re.IGNORECASE)
    if told or name not in ("March", "May", "April", "June", "August"):
        return not person  # «by June Smith», «January Jones»
    noun = re.match(r"\s(?!(?:on|for|against|of|and)\b)[a-z]", after)
    return bool(_OWNER.search(before) and noun)


def _weekday(printed: str, before: str, after: str) -> bool:
    if _NAMED_AFTER.search(before) or _TITLED.match(after):
        return False
    return "." not in printed or bool(re.search(r"\b[Oo]n\s$", before) or re.match(r"\s[0-9]", after))


def _listed(found: re.Match[str], last: re.Match[str] | None) -> bool:
    """Whether a date is the next in a list or the end of a stretch: «in 2010 and 2014», «between March and May»."""
    if last is None or not (joint := _ITEM.fullmatch(found.string, last.end(), found.start())):
        return False
    if joint[0].strip() == ",":  # «On Tuesday, May said»
        goes_on = re.compile(r",|\s(?:and|or)\b").match(found.string, found.end())
        return last.lastgroup == found.lastgroup and goes_on is not None
    return last.lastgroup in ("month", "monthyear", "monthday", "year", "weekday", "decade")


def is_date(found: re.Match[str], last: re.Match[str] | None) -> bool:
    """Whether a match of `PATTERN` is a date and not a verb, a name or an amount; `last` is the date before it."""
    words, start, end = found.string, found.start(), found.end()
    before, after = words[max(0, start - 24) : start], words[end : end + 24]
    bare = found.start(found.lastgroup or 0) == start  # nothing like «early» stands before it
    listed = _listed(found, last)
    match found.lastgroup:
        case "year":
            return not _counted(after) if listed or not bare else _year(before, after)
        case "month":
            return listed or not bare or _month(found["month"], before, after)
        case "weekday":
            return _weekday(found["weekday"], before, after)
        case "today":  # «USA Today», «the Tonight Show»
            return not (found["today"][0].isupper() and before[-2:-1].isalpha())
        case "pointed" | "length":  # «the last week of the war», «that day care»
            if found["length"] and found["way"] == "last" and found["length"][0] == "l":
                return bool(_IN_THE_LAST.search(before))  # «made to last two years»
            measured = found["length"] or found["det"][:4].casefold() == "the "
            return not (measured and re.match(r"\sof\b", after)) and not re.match(r"\scare\b", after)
        case "quarter":
            return found["quarter"][0] == "Q" or bool(re.search(r"[Tt]he\s|-|\s(?:of|[0-9]{4}|year)", found["quarter"]))
        case "decade" | "century":  # ages and runs: «in his ’80s», «her 20th century»
            return not re.search(r"\b(?:his|her|their|my|our)\s$", before)
    return True
