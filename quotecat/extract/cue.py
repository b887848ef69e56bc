"""Cues: the words that report somebody's words, and how much each lets its content stand as a fact.

The classes follow Hooper (1975), «On assertive predicates», and Kiparsky and Kiparsky (1970), «Fact», as far as news
writes such words; a cue of several words is read by the one that says most.
"""

from __future__ import annotations

import re
from typing import Literal, get_args

CueClass = Literal["neutral", "assertive", "doubting", "denying", "factive", "volitional"]
CLASSES: tuple[CueClass, ...] = get_args(CueClass)

_WORDS: dict[CueClass, str] = {
    # reports the words and takes no side
    "neutral": """say tell state write report add reply answer respond remark mention comment speak talk post tweet ask
        describe call name term label dub explain recall read testify announce inform brief quote cite recount relate
        continue conclude begin shout whisper joke quip chant message email text note word statement comment remark
        according per define sing recite wire cable explanation description announcement answer reply interview""",
    # the source stands by it, the reporter does not
    "assertive": """claim argue insist assert maintain contend allege accuse charge declare believe think feel consider
        warn predict forecast estimate project calculate reckon judge find-fault criticize criticise blame complain
        lament stress emphasize emphasise underscore reiterate repeat counter retort rule hold decide vouch swear boast
        praise hail slam blast condemn decry denounce mock defend interpret view see regard expect anticipate assume
        suppose conclude imagine determine certify belief claim argument allegation accusation assertion warning view
        opinion estimate prediction forecast complaint conviction impression sense theory conclusion contention""",
    # the source is not sure, or wonders
    "doubting": """doubt question suspect wonder speculate suggest hint imply fear worry seem appear guess hypothesize
        hypothesise surmise fret conjecture rumor rumour doubt suspicion fear concern worry question suggestion
        speculation skepticism scepticism concerned worried afraid unsure uncertain skeptical sceptical doubtful""",
    # the source says that it is not so
    "denying": """deny refute reject dismiss dispute contradict rebut disavow disagree repudiate disprove debunk
        disclaim denial rejection rebuttal dismissal""",
    # the reporter takes it for true, too
    "factive": """know realize realise reveal disclose discover admit acknowledge concede confess confirm recognize
        recognise show demonstrate prove find learn notice observe remember forget regret understand indicate establish
        detail expose point aware knowledge admission acknowledgement confirmation revelation finding discovery
        evidence fact""",
    # the source wants it: that it is so is not said
    "volitional": """want hope wish plan intend urge demand call-for promise vow pledge propose recommend advise request
        threaten seek aim order agree offer refuse decline prefer pray long desire try vow aspire beg plead insist-on
        encourage invite instruct command commit swear-to opt refuse hope plan intention promise pledge proposal demand
        request recommendation threat desire goal wish vow commitment order offer""",
}
_CLASS: dict[str, CueClass] = {}
for _name, _listed in _WORDS.items():
    for _word in _listed.split():
        _CLASS.setdefault(_word, _name)
# Where one word says who speaks and another how firmly («said he believes»), the one that says more is meant.
_WEIGHT: dict[CueClass, int] = {
    "neutral": 0,
    "factive": 1,
    "assertive": 2,
    "volitional": 3,
    "doubting": 4,
    "denying": 5,
}
_IRREGULAR = dict(
    pair.split(":")
    for pair in """said:say told:tell wrote:write written:write spoke:speak spoken:speak thought:think felt:feel
    found:find knew:know known:know saw:see seen:see shown:show held:hold swore:swear sworn:swear sought:seek sang:sing
    sung:sing understood:understand learnt:learn forgot:forget forgotten:forget began:begin begun:begin blew:blow
    read:read meant:mean longed:long foresaw:foresee foreseen:foresee overheard:overhear heard:hear""".split()
)
_NOT = re.compile(r"\b(?:not|never|no longer|n['’]t|cannot)\b|n['’]t\b", re.IGNORECASE)


def lemmas(word: str) -> tuple[str, ...]:
    """What a printed word may be a form of, likeliest first: «denied» of «deny», «claims» of «claim»."""
    word = word.casefold()
    found = [_IRREGULAR.get(word, word)]
    for ending, instead in (("ies", "y"), ("ied", "y"), ("es", "e"), ("es", ""), ("s", ""), ("ed", "e"), ("ed", ""),
                            ("ing", "e"), ("ing", "")):  # fmt: skip
        if word.endswith(ending) and len(word) > len(ending) + 1:
            stem = word.removesuffix(ending)
            found.append(stem + instead)
            if not instead and len(stem) > 3 and stem[-1] == stem[-2]:
                found.append(stem[:-1])
    return tuple(dict.fromkeys(found))


def classes(printed: str) -> list[CueClass]:
    """The classes of a cue's words, in their order; a word that is in no list has none."""
    found = []
    for word in re.findall(r"[^\W\d_]+", printed):
        known = next((_CLASS[form] for form in lemmas(word) if form in _CLASS), None)
        if known:
            found.append(known)
    return found


def cue_class(printed: str) -> CueClass:
    """How much a cue lets its content stand: «denied» is denying, «said» and unknown words are neutral."""
    if re.search(r"\bpoint\w* (?:finger|the finger)", printed, re.IGNORECASE):
        return "assertive"
    found: CueClass = max(classes(printed), key=_WEIGHT.__getitem__, default="neutral")
    return "neutral" if found == "denying" and is_negated(printed) else found


def is_negated(printed: str) -> bool:
    """Whether a cue itself is denied: «did not say», «never claimed»."""
    return bool(_NOT.search(printed))
