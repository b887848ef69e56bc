"""What a lookup answers with: values that any program can print, named as the catalog's views name them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class QuoteRow:
    """A quotation with its speaker, its article and the sentences around it; a row of the view `who_said_what`.

    `speaker` and all that is known of it is None in an orphan; `start` and `end` are code points into the article. A
    quotation inside another one has that one's id in `within_id`, and in `told_by` its speaker. `review` is what a
    person decided, if one did.
    """

    speaker: str | None
    titles: str | None
    roles: str | None
    kind: str | None
    quotation: str
    outlet: str | None
    published: str | None
    title: str | None
    author: str | None
    url: str | None
    article: str
    sentence: str
    sentence_before: str | None
    sentence_after: str | None
    source: str | None
    cue: str | None
    chain: str
    how: str
    confidence: float
    told_by: str | None
    start: int
    end: int
    quotation_id: str
    speaker_id: str | None
    within_id: str | None
    article_id: str
    identity_id: str | None
    review: str | None


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim, who asserts it how firmly, what is in it and the quotation it stands near; of the view `claims_around`.

    `conditional` and `future` are 0 or 1; what is several (quantities, dates, entities, signals) is parted by «; ».
    """

    claim: str
    kind: str
    claimant: str | None
    source: str | None
    cue: str | None
    cue_class: str | None
    polarity: str | None
    certainty: str | None
    conditional: int | None
    future: int | None
    subject: str | None
    predicate: str | None
    object: str | None
    standalone: str | None
    quantities: str | None
    dates: str | None
    entities: str | None
    signals: str | None
    place: str
    quotation: str | None
    outlet: str | None
    published: str | None
    title: str | None
    article: str
    confidence: float
    start: int
    end: int
    claim_id: str
    claimant_id: str | None
    quotation_id: str | None
    article_id: str


@dataclass(frozen=True, slots=True)
class SpeakerRow:
    """A speaker over all articles, the most quoted first; a row of the view `speakers_overview`.

    `identity_id` is the entry in the registry; those who have none (unnamed sources, «his campaign») go by name.
    """

    speaker: str
    kind: str
    quotations: int
    claims: int
    articles: int
    outlets: int
    first_published: str | None
    last_published: str | None
    identity_id: str | None


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """An article and what was found in it; a row of the view `articles_overview`."""

    article: str
    title: str | None
    outlet: str | None
    author: str | None
    published: str | None
    url: str | None
    quotations: int
    orphans: int
    speakers: int
    claims: int
    left_out: int
    extractor: str
    models: str
    article_id: str


@dataclass(frozen=True, slots=True)
class LeftOutRow:
    """A stretch between marks that is no quotation, and why; a row of the view `left_out_stretches`."""

    text: str
    reason: str
    confidence: float
    outlet: str | None
    published: str | None
    title: str | None
    article: str
    start: int
    end: int
    article_id: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words and where they stand: code points into the article, half-open."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Weighed:
    """A source that was weighed for a quotation, with the model's share of belief, 0 to 1."""

    start: int
    end: int
    text: str
    share: float


@dataclass(frozen=True, slots=True)
class Described:
    """A title or a role as printed beside the speaker's name, and where."""

    kind: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Oddity:
    """Something odd about a quotation's marks, and how it was read."""

    code: str
    start: int
    end: int
    text: str
    message: str


@dataclass(frozen=True, slots=True)
class Linked:
    """A claim that stands next to a quotation, and how: same sentence, lead-in, follow-on and so on."""

    relation: str
    claim: ClaimRow


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """What a person decided about a quotation; `said` and `confidence` are what the program had said; of `reviews`.

    `undone` is 0 or 1; `article` and `outlet` are None while the article is not stored.
    """

    number: int
    at: str
    reviewer: str | None
    verdict: str
    quotation: str
    speaker: str | None
    kind: str | None
    reason: str | None
    said: str | None
    confidence: float
    outlet: str | None
    article: str | None
    undone: int
    start: int
    end: int
    quotation_id: str
    article_id: str
    extractor: str
    models: str


@dataclass(frozen=True, slots=True)
class Why:
    """Everything that led to a quotation and its speaker.

    `chain` leads from the words in the text to the speaker's name; `candidates` come strongest first; `described` has
    the speaker's titles and roles; `mentions` are all the words of the article that refer to the speaker; `extractor`
    and `models` made it all; `review` is the decision of a person that holds, if there is one.
    """

    quotation: QuoteRow
    parts: tuple[Stretch, ...]
    source: Stretch | None
    cue: Stretch | None
    paragraph: Stretch
    chain: tuple[str, ...]
    candidates: tuple[Weighed, ...]
    described: tuple[Described, ...]
    mentions: tuple[Stretch, ...]
    diagnostics: tuple[Oddity, ...]
    claims: tuple[Linked, ...]
    extractor: str
    models: str
    review: ReviewRow | None
