"""What can be asked of a catalog, and the SQL conditions that it comes to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypedDict

from quotecat.across.fold import folded
from quotecat.catalog.catalog import Catalog
from quotecat.catalog.words import date, figures, match

ORDER = "a.published IS NULL, a.published, a.name, a.id"
"""The order of the articles `a` in every answer."""

# All who are called so in their article, and whoever in other articles is the same by the registry. CROSS JOIN goes
# from the few entries to their many speakers, never the other way round.
_ENTRIES = """
  SELECT m.master_id FROM identity_fts AS f CROSS JOIN identity AS m ON m.number = f.rowid
  WHERE f.identity_fts MATCH :speaker
"""
_NAMED = f"""IN (
  SELECT s.id FROM speaker_fts AS f CROSS JOIN speaker AS s ON s.number = f.rowid WHERE f.speaker_fts MATCH :speaker
  UNION ALL
  SELECT d.speaker_id FROM ({_ENTRIES}) AS m CROSS JOIN identity AS i ON i.master_id = m.master_id
  CROSS JOIN identification AS d ON d.identity_id = i.id
)"""
# The same, asked of one row of the table speaker after the other.
IS_NAMED = f"""(+s.number IN (SELECT rowid FROM speaker_fts WHERE speaker_fts MATCH :speaker) OR EXISTS (
  SELECT 1 FROM identification AS d JOIN identity AS i ON i.id = d.identity_id
  WHERE d.speaker_id = s.id AND i.master_id IN ({_ENTRIES})
))"""
_ENTRY = """IN (
  SELECT d.speaker_id FROM identity AS m CROSS JOIN identity AS i ON i.master_id = m.master_id
  CROSS JOIN identification AS d ON d.identity_id = i.id WHERE m.id = :identity
)"""
_ANY = {
    "outlet": "a.outlet = :outlet COLLATE NOCASE",
    "since": "substr(a.published, 1, length(:since)) >= substr(:since, 1, length(a.published))",
    "until": "substr(a.published, 1, length(:until)) <= substr(:until, 1, length(a.published))",
    "article": "(a.id = :article OR a.name = :article)",
}
OF_QUOTATIONS = _ANY | {
    "speaker": f"q.speaker_id {_NAMED}",
    "identity": f"q.speaker_id {_ENTRY}",
    "words": "q.number IN (SELECT rowid FROM quotation_fts WHERE quotation_fts MATCH :words)",
    "ids": "q.id IN (SELECT value FROM json_each(:ids))",
    "kind": "s.kind = :kind",
    "orphans": "(q.speaker_id IS NULL) = :orphans",
    "rejected": "(q.review IS 'rejected') = :rejected",
    "min_confidence": "q.confidence >= :min_confidence",
}
OF_CLAIMS = _ANY | {
    "speaker": f"c.claimant_id {_NAMED}",
    "identity": f"c.claimant_id {_ENTRY}",
    "words": "c.number IN (SELECT rowid FROM claim_fts WHERE claim_fts MATCH :words)",
    "ids": "c.id IN (SELECT value FROM json_each(:ids))",
    "kind": "c.kind = :kind",
    "quotation": "c.id IN (SELECT claim_id FROM claim_link WHERE quotation_id = :quotation)",
    "certainty": "c.certainty = :certainty",
    "polarity": "c.polarity = :polarity",
    "cue_class": "c.cue_class = :cue_class",
    "signal": "c.id IN (SELECT claim_id FROM claim_signal WHERE signal = :signal)",
    "entity": "c.id IN (SELECT claim_id FROM claim_entity WHERE instr(lower(name), lower(:entity)))",
    "number": "c.id IN (SELECT claim_id FROM claim_quantity WHERE low <= :most AND high >= :least)",
    "about": "c.id IN (SELECT claim_id FROM claim_date WHERE first <= :about || '-99' AND last >= :about)",
    "min_confidence": "c.confidence >= :min_confidence",
}
OF_SPEAKERS = _ANY | {"speaker": f"s.id {_NAMED}", "identity": f"s.id {_ENTRY}", "kind": "s.kind = :kind"}
OF_ARTICLES = _ANY | {"words": "a.number IN (SELECT rowid FROM article_fts WHERE article_fts MATCH :words)"}


class Question(TypedDict, total=False):
    """What to ask for; what is left out, None or blank asks for nothing in particular.

    Dates are compared as precisely as both sides are; an article without a date meets none. Names and words are found
    whatever their case and accents.
    """

    speaker: str | None
    """A name or part of one, «butler» or «Col. David Butler»; titles are passed over if nobody is called so."""
    identity: str | None
    """The id of an entry of the registry."""
    ids: str | None
    """The ids of the quotations or claims to choose from, as a JSON list."""
    words: str | None
    """Words that it has, see `quotecat.catalog.words.match`."""
    kind: str | None
    """The kind of speaker (person, organisation, document, unnamed) or of claim (reported, narrated)."""
    outlet: str | None
    """The whole name of the outlet."""
    since: str | None
    """The first date: 2023, 2023-01 or 2023-01-31."""
    until: str | None
    """The last date; 2023-01 takes in all of January."""
    article: str | None
    """The id or the name of an article."""
    quotation: str | None
    """The id of the quotation that claims stand near."""
    certainty: str | None
    """How firm a claim is: certain, probable, possible or uncommitted."""
    polarity: str | None
    """affirmed, negated or denied."""
    cue_class: str | None
    """How far its reporting words let it stand, see `quotecat.extract.cue`."""
    signal: str | None
    """What in it can be checked, see `quotecat.extract.signal`."""
    entity: str | None
    """A name or part of one that it has, whatever its case; a pronoun's and a short name's full name counts."""
    number: str | None
    """A figure that it has: «40», or «10..20» for any between."""
    about: str | None
    """A date that it has, as resolved: 2023, 2023-01 or 2023-01-31."""
    orphans: bool | None
    """True for quotations without a speaker, False for those with one."""
    rejected: bool
    """True for only what a person rejected as no quotation; if it is left out, all but that."""
    min_confidence: float | None
    """The least confidence, 0 to 1."""
    limit: int | None
    """How many at most."""
    offset: int
    """How many to pass over first."""


def where(catalog: Catalog, conditions: Mapping[str, str], question: Question) -> tuple[str, dict[str, Any]]:
    """The condition that a question comes to, with values for its :names and those of a page, :limit and :offset.

    Raises:
        TypeError: if this cannot be asked of these rows.
        UsageError: if a date or a figure is none.
    """
    asked: dict[str, Any] = {name: value for name, value in question.items() if not _blank(value)}
    if "rejected" in conditions:
        asked.setdefault("rejected", False)
    page = {"limit": asked.pop("limit", -1), "offset": asked.pop("offset", 0)}
    if unknown := asked.keys() - conditions.keys():
        raise TypeError(f"cannot ask by {', '.join(sorted(unknown))}")
    if "number" in asked:
        page["least"], page["most"] = figures(asked["number"])
    for name, translate in (("since", date), ("until", date), ("about", date), ("words", match)):
        if name in asked:
            asked[name] = translate(asked[name])
    if "speaker" in asked:
        asked["speaker"] = _named(catalog, asked["speaker"])
    return all_of(conditions, asked), asked | page


def all_of(conditions: Mapping[str, str], asked: Iterable[str]) -> str:
    """The conditions of these names in one."""
    return " AND ".join(["TRUE", *(conditions[name] for name in asked)])


def _blank(value: object) -> bool:
    return value is None or (isinstance(value, str) and not value.strip("\0 \t\r\n"))


def _named(catalog: Catalog, typed: str) -> str:
    """Speakers with all the words in their names; if there are none, the words that are titles are passed over."""
    wanted = match(typed)
    if any(catalog.query("SELECT 1 FROM speaker_fts WHERE speaker_fts MATCH :wanted LIMIT 1", {"wanted": wanted})):
        return wanted
    printed = catalog.query("SELECT DISTINCT titles FROM speaker WHERE titles <> ''")
    titles = {folded(word) for row in printed for word in row["titles"].split()}
    return match(" ".join(word for word in typed.split() if folded(word) not in titles))
