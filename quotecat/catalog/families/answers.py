"""What is told of a family: values that any program can print, named as the views name them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FamilyRow:
    """Quotations that are one utterance; a row of the view `families_overview`.

    `quotation` is the fullest form; `tellings` counts copies of one story once; `outlet_names`, `speakers`, `kinds`
    (how the wordings relate) and `flags` (what in the differences is worth a look) are parted by «; ».
    """

    family_id: str
    quotation: str
    fullest_id: str
    first_published: str | None
    first_outlet: str | None
    first_article: str
    last_published: str | None
    quotations: int
    tellings: int
    articles: int
    outlets: int
    outlet_names: str | None
    speakers: str | None
    kinds: str | None
    flags: str | None


@dataclass(frozen=True, slots=True)
class MemberRow:
    """One quotation of a family, and how it relates to the fullest form.

    `relation` is fullest, identical, contained, truncated, ellipsis, bracketed or changed; `difference` has in [- -]
    what only the fullest form says and in {+ +} what only this one does; `copy_of` is the id of the quotation, earlier
    in the family, in whose story this one stands again; `start` and `end` are code points into the article.
    """

    family_id: str
    relation: str
    difference: str
    flags: str
    quotation: str
    speaker: str | None
    kind: str | None
    outlet: str | None
    published: str | None
    title: str | None
    article: str
    copy_of: str | None
    start: int
    end: int
    quotation_id: str
    speaker_id: str | None
    article_id: str
