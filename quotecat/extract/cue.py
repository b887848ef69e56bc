"""Cues: the words that report somebody's words, and how much each lets its content stand as a fact.

The classes follow Hooper (1975), «On assertive predicates», and Kiparsky and Kiparsky (1970), «Fact», as far as news
writes such words; a cue of several words is read by the one that says most.
"""

from __future__ import annotations

import re
from typing import Literal

CueClass = Literal["neutral", "assertive", "doubting", "denying", "factive", "volitional"]

_WORDS: dict[CueClass, str] = {
    # reports the words and takes no side
    "neutral": """according add address allude announce announcement answer apologise apologize articulate
        ask attribute author begin bill brief call chant characterise characterize cite clarify coin comment
        compare conclude congratulate connect continue convey deem deliver depict describe description
        detail discuss discussion display document dub echo elaborate email explain explanation express
        greet grill highlight identify illustrate inform interject interview introduce invoke issue joke
        label liken link list mention message muse name negotiate note opine outline paint per portray post
        present profile pronounce publish quip quiz quote react read recall recite recount refer reference
        relate relay remark remind reply report respond retweet say shout signal speak state statement talk
        tell term testify thank tip tweet utter voice weigh whisper word write yell""",
    # the source stands by it, or for or against it; the reporter does not say that it is so
    "assertive": """accusation accuse adamant admiration admire affirm allegation allege anger anticipate
        appear applaud appreciate approve argue argument assail assert assertion assume assumption assure
        attack back bash belief believe belittle bemoan blame blast boast brag calculate caution certify
        challenge champion charge chastise cheer chide claim commend complain complaint conclusion condemn
        consider contempt contend contention conviction convince counter credit critic critical criticise
        criticism criticize decide declare decry defend defender denounce deride determine detest
        disagreement disapprove disdain dislike disparage distance downplay embrace emphasise emphasize
        endorse envision estimate expect fault feel forecast foresee hail hate hold imagine impress
        impression insist insistence insult interpret judge justify lambast lament lash laud lean like love
        maintain mock opinion oppose opposition outrage outspoken passionate persuade praise predict
        prediction proclaim project proponent protest proud rail rattle reaffirm rebuke reckon regard
        reiterate repeat reproach resent respect retort ridicule rip rule savage scold scorn see seem sense
        shrug side slam stress support supportive suppose swear theory think thrill tout trumpet underscore
        unhappy view vouch warn warning welcome""",
    # the source is not sure, or wonders
    "doubting": """afraid concern concerned conjecture doubt doubtful fear fret guess hint hypothesise
        hypothesize imply question rumor rumour sceptical scepticism skeptical skepticism speculate
        speculation suggest suggestion surmise suspect suspicion uncertain unsure wary wonder worried worry""",
    # the source says that it is not so
    "denying": """contradict debunk denial deny disagree disavow disclaim dismiss dismissal disprove dispute
        rebuff rebut rebuttal refute reject rejection repudiate""",
    # the reporter takes it for true, too
    "factive": """acknowledge acknowledgement admission admit aware concede confess confirm confirmation
        demonstrate disclose discover discovery establish evidence expose fact find finding forget indicate
        know knowledge learn notice observe point prove realise realize recognise recognize regret remember
        reveal revelation show understand""",
    # the source wants it: that it is so is not said
    "volitional": """acquiesce advise advocate agree aim aspire authorise authorize balk beg campaign
        command commit commitment contemplate crave decline demand desire dream eager encourage goal hope
        implore inclined instruct intend intention invite keen lobby long mandate mull nominate offer opt
        order petition plan plead pledge pray prefer press promise promote proposal propose push recommend
        recommendation refuse reluctance reluctant request require resist seek threat threaten try urge vow
        want wish""",
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
_SPOKEN = frozenset(("neutral", "assertive", "denying"))
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


def forms(printed: str) -> set[str]:
    """What all words of a cue, parted by blanks, may be forms of."""
    return {form for word in printed.split() for form in lemmas(word)}


def classes(printed: str) -> list[CueClass]:
    """The classes of a cue's words, in their order; a word that is in no list has none."""
    found = []
    for word in re.findall(r"[^\W\d_]+", printed):
        known = next((_CLASS[form] for form in lemmas(word) if form in _CLASS), None)
        if known:
            found.append(known)
    return found


def reports(printed: str) -> bool:
    """Whether a cue is known to report: by one of its words, or as the colon of «Ruiz: it is shut»."""
    return printed == ":" or bool(classes(printed))


def says(printed: str) -> bool:
    """Whether a cue's word tells of speech: what is hoped, doubted or known is not spoken."""
    return bool(_SPOKEN & set(classes(printed)))


def cue_class(printed: str) -> CueClass:
    """How much a cue lets its content stand: «denied» is denying, «said» and unknown words are neutral."""
    if re.search(r"\bpoint\w* (?:finger|the finger)", printed, re.IGNORECASE):
        return "assertive"
    found: CueClass = max(classes(printed), key=_WEIGHT.__getitem__, default="neutral")
    return "neutral" if found == "denying" and is_negated(printed) else found


def is_negated(printed: str) -> bool:
    """Whether a cue itself is denied: «did not say», «never claimed»."""
    return bool(_NOT.search(printed))
