"""The tables of reviews: what people decided about quotations, and what the program had said of them.

A decision is kept by content: by the article's id, which is made from its text, and by places in that text. So it
outlives the rows it was made on; whenever those come anew, it is applied to them.
"""

from sqlmodel import SQLModel

from quotecat.catalog.schema.columns import count, part_of, place, share, truth, words
from quotecat.catalog.schema.decision_words import Reason, Verdict
from quotecat.catalog.schema.rules import CLUSTERED, STRICT, one_of, ordered, probable
from quotecat.extract.speaker import SpeakerKind


class ReviewRow(SQLModel, table=True):
    """What people decided about quotations, in order: each row all that holds of its quotation from then on."""

    __tablename__ = "review"
    __table_args__ = (*one_of(verdict=Verdict, kind=SpeakerKind, reason=Reason), *ordered(""), probable(), STRICT)
    number: int | None = count("Which decision, from 1", primary_key=True)
    subject: int = count("The first decision about the same quotation: its own number if it is that", index=True)
    at: str = words("When", "ISO 8601, UTC")
    reviewer: str | None = words("Who decided, as they call themselves")
    article_id: str = words("The article, whether it is stored now or not", index=True)
    quotation_id: str = words("What the quotation's id was")
    start: int = place("Where the quotation starts as the program had it")
    end: int = place("Where the quotation ends as the program had it")
    text: str = words("The quotation's words as decided")
    verdict: str = words("accepted, speaker fixed, span fixed or rejected")
    speaker: str | None = words("Who said it, as decided; missing where nobody is named")
    kind: str | None = words("What kind of speaker that is")
    parts: str = words("Its parts as decided: [start, end, marked start, marked end] of each", "JSON")
    around: str = words("The other columns of the quotation's row, to put it in again", "JSON")
    reason: str | None = words("Why it is no quotation: title, term, scare quote, not speech or other")
    said: str | None = words("Who the program said it was")
    confidence: float = share("How sure the program was of that")
    extractor: str = words("Name and version of the program that had said so")
    models: str = words("Fingerprint of its models' weights")
    undone: int = truth("Whether it was taken back")


class ReviewedRow(SQLModel, table=True):
    """The quotations that a person decided about, with what the program itself says of them."""

    __tablename__ = "reviewed"
    __table_args__ = (CLUSTERED,)
    quotation_id: str = part_of("quotation", "The quotation", primary_key=True)
    review: int = count("The decision that holds", foreign_key="review.number", index=True)
    machine: str | None = words("The row as the program made it; missing where it found no such quotation", "JSON")
