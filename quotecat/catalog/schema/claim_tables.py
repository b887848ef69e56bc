"""The tables of claims: each claim with what was read in it, and the quotations that it stands next to.

What is missing in a claim of a catalog that an older version filled was not looked for then: add its article again
with `--replace`. See `quotecat.catalog.schema.tables` for places and times.
"""

from sqlmodel import SQLModel

from quotecat.catalog.schema.columns import count, figure, own_id, part_of, row_number, share, truth, words
from quotecat.catalog.schema.columns import place as offset  # «place» is a column of a claim
from quotecat.catalog.schema.rules import CLUSTERED, STRICT, one_of, ordered, probable
from quotecat.extract.claim import ClaimKind, Place
from quotecat.extract.cue import CueClass
from quotecat.extract.link import Relation
from quotecat.extract.period import Precision
from quotecat.extract.quantity import Bound
from quotecat.extract.signal import SignalKind
from quotecat.extract.stance import Certainty, Polarity
from quotecat.nlp.document import EntityType


class ClaimRow(SQLModel, table=True):
    """What is asserted outside quotation marks: by a source (reported) or by the writer (narrated)."""

    __tablename__ = "claim"
    __table_args__ = (
        *one_of(kind=ClaimKind, place=Place, cue_class=CueClass, polarity=Polarity, certainty=Certainty),
        *ordered("", "source_", "cue_", "subject_", "predicate_", "object_"),
        probable(),
        STRICT,
    )
    number: int | None = row_number()
    id: str = own_id("The claim's id")
    article_id: str = part_of("article", "The article", index=True)
    start: int = offset("Where the claim starts")
    end: int = offset("Where the claim ends")
    text: str = words("The claim's words")
    kind: str = words("reported or narrated")
    claimant_id: str | None = words("Who asserts it, if named", foreign_key="speaker.id", index=True)
    confidence: float = share("Probability that the kind and the claimant are right")
    source_start: int | None = offset("Where the words that name the source start")
    source_end: int | None = offset("Where the words that name the source end")
    source_text: str | None = words("The words that name the source")
    cue_start: int | None = offset("Where the reporting words start")
    cue_end: int | None = offset("Where the reporting words end")
    cue_text: str | None = words("The reporting words")
    quotation_id: str | None = words(
        "The nearest quotation that it is linked with", foreign_key="quotation.id", index=True
    )
    place: str = words("Where the claim stands as seen from that quotation: before, same sentence, after, elsewhere")
    cue_class: str | None = words(
        "How far the reporting words let the claim stand: neutral, assertive, doubting, denying, factive or volitional"
    )
    polarity: str | None = words("affirmed, negated in its own words, or denied by the reporting words")
    certainty: str | None = words("How firmly its claimant makes it: certain, probable, possible or uncommitted")
    conditional: int | None = truth("Whether it holds only if something else does")
    future: int | None = truth("Whether it is about what is still to come")
    subject_start: int | None = offset("Where its subject starts")
    subject_end: int | None = offset("Where its subject ends")
    subject_text: str | None = words("Who or what it is about")
    predicate_start: int | None = offset("Where its predicate starts")
    predicate_end: int | None = offset("Where its predicate ends")
    predicate_text: str | None = words("What the subject does, or the form of «be»")
    object_start: int | None = offset("Where its object or complement starts")
    object_end: int | None = offset("Where its object or complement ends")
    object_text: str | None = words("What the predicate is done to, or what the subject is")
    standalone: str | None = words(
        "Derived: the claim with pronouns and short names written out, missing where it says all itself"
    )


class ClaimQuantityRow(SQLModel, table=True):
    """The figures in a claim, with their values and units."""

    __tablename__ = "claim_quantity"
    __table_args__ = (*one_of(bound=Bound), *ordered(""), CLUSTERED)
    claim_id: str = part_of("claim", "The claim", primary_key=True)
    number: int = count("Order in the claim, from 1", primary_key=True)
    start: int = offset("Where the figure starts")
    end: int = offset("Where the figure ends")
    text: str = words("The figure as printed")
    low: float = figure("Its value, or the lower end of a range")
    high: float = figure("Its value, or the upper end of a range")
    unit: str = words("percent, an ISO 4217 currency, a measure or the noun counted; empty if there is none")
    bound: str = words("about, at least, at most, or empty for the figure itself")


class ClaimDateRow(SQLModel, table=True):
    """The dates in a claim, as printed and resolved against the date of publication."""

    __tablename__ = "claim_date"
    __table_args__ = (*one_of(precision=Precision), *ordered(""), CLUSTERED)
    claim_id: str = part_of("claim", "The claim", primary_key=True)
    number: int = count("Order in the claim, from 1", primary_key=True)
    start: int = offset("Where the date starts")
    end: int = offset("Where the date ends")
    text: str = words("The date as printed")
    first: str | None = words("The first day that is meant; missing if that cannot be told", "ISO 8601")
    last: str | None = words("The last day that is meant", "ISO 8601")
    precision: str = words("day, week, month, quarter, season, year, decade, century or range")


class ClaimEntityRow(SQLModel, table=True):
    """The people, organisations, places, dates and amounts that a claim names."""

    __tablename__ = "claim_entity"
    __table_args__ = (*one_of(type=EntityType), *ordered(""), CLUSTERED)
    claim_id: str = part_of("claim", "The claim", primary_key=True)
    number: int = count("Order in the claim, from 1", primary_key=True)
    start: int = offset("Where the name starts")
    end: int = offset("Where the name ends")
    text: str = words("The name as printed")
    type: str = words("person, organisation, location, norp (people, party), facility, product, date, money or misc")
    name: str = words("The fullest name that the article has for it", index=True)


class ClaimSignalRow(SQLModel, table=True):
    """What in a claim can be checked, and the words that show it; none says whether it is true."""

    __tablename__ = "claim_signal"
    __table_args__ = (*one_of(signal=SignalKind), *ordered(""), CLUSTERED)
    claim_id: str = part_of("claim", "The claim", primary_key=True)
    number: int = count("Order in the claim, from 1", primary_key=True)
    start: int = offset("Where the words that show it start")
    end: int = offset("Where the words that show it end")
    text: str = words("The words that show it")
    signal: str = words("quantity, date, comparison, superlative, cause or named actor")


class ClaimLinkRow(SQLModel, table=True):
    """The quotations that a claim stands next to, and how."""

    __tablename__ = "claim_link"
    __table_args__ = (*one_of(relation=Relation), CLUSTERED)
    claim_id: str = part_of("claim", "The claim", primary_key=True)
    quotation_id: str = part_of("quotation", "The quotation", primary_key=True, index=True)
    relation: str = words("same sentence, lead-in, follow-on, same paragraph or same claimant")
