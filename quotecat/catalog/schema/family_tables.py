"""The tables of families: what a quotation is found by, which quotations are one utterance, and why.

All rows are made from the quotations, and again whenever an article comes or goes; `number` is `quotation.number`.
"""

from typing import Any

from sqlmodel import SQLModel

from quotecat.across.variant import Bond, VariantKind
from quotecat.catalog.schema.columns import count, words
from quotecat.catalog.schema.rules import CLUSTERED, STRICT, one_of


def _quotation(meaning: str, **options: Any) -> Any:
    """The number of a quotation that the row goes with."""
    return count(meaning, foreign_key="quotation.number", ondelete="CASCADE", **options)


class WordingRow(SQLModel, table=True):
    """What the words of a quotation come to when they are compared: one row a quotation that has been compared."""

    __tablename__ = "wording"
    __table_args__ = (STRICT,)
    number: int = _quotation("The quotation", primary_key=True)
    words: int = count("How many words it has, «don’t» being two", "words")
    fingerprints: int = count("How many rows of `fingerprint` it has")
    telling: int = count("Hash of the sentences around it: two copies of one story have the same", "48 bits")


class FingerprintRow(SQLModel, table=True):
    """Hashes of neighbouring words, by which quotations with words in common are found."""

    __tablename__ = "fingerprint"
    __table_args__ = (CLUSTERED,)
    hash: int = count("The hash", "48 bits", primary_key=True)
    number: int = _quotation("The quotation", primary_key=True, index=True)


class VariantRow(SQLModel, table=True):
    """Pairs of quotations that are taken for one utterance, and how their words differ."""

    __tablename__ = "variant"
    __table_args__ = (*one_of(kind=VariantKind, bond=Bond), CLUSTERED)
    shorter: int = _quotation("The quotation with fewer words, or the later one", primary_key=True)
    longer: int = _quotation("The other quotation", primary_key=True, index=True)
    kind: str = words("How it relates to the longer: identical, contained, truncated, ellipsis, bracketed or changed")
    bond: str = words("firm: many words in common; fragment: few, of a longer quotation; brief: both have few words")
    flags: str = words("What is worth a look: negation, number, name, hedge, speaker; parted by «; »")


class FamilyMemberRow(SQLModel, table=True):
    """Which quotations are of one family: the same utterance, as far as words, speakers and dates tell."""

    __tablename__ = "family_member"
    __table_args__ = (STRICT,)
    number: int = _quotation("The quotation", primary_key=True)
    family_id: str = words("The family's id, made from the smallest id of the quotations at its core", index=True)
