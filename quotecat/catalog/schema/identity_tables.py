"""The tables of the registry: who is whom across articles, and what people decided about it."""

from typing import Literal

from sqlmodel import SQLModel

from quotecat.catalog.schema.columns import count, part_of, row_number, truth, words
from quotecat.catalog.schema.decision_words import Action
from quotecat.catalog.schema.rules import CLUSTERED, STRICT, one_of

Registered = Literal["person", "organisation", "document"]
How = Literal["founded", "automatic", "by hand"]


class ArticleNameRow(SQLModel, table=True):
    """The people and organisations that an article names, each once: the company in which its speakers stand."""

    __tablename__ = "article_name"
    __table_args__ = (CLUSTERED,)
    article_id: str = part_of("article", "The article", primary_key=True)
    key: str = words("The name, folded", primary_key=True, index=True)
    name: str = words("The fullest name that the article has")


class IdentityRow(SQLModel, table=True):
    """The registry: one entry a person, organisation or document over all articles."""

    __tablename__ = "identity"
    __table_args__ = (*one_of(kind=Registered), STRICT)
    number: int | None = row_number()
    id: str = words("The entry's id, made from kind and name, of a second one of the name with its number", unique=True)
    kind: str = words("person, organisation or document")
    name: str = words("The name that is printed most, or that a person gave it", index=True)
    named_by_hand: int = truth("Whether a person gave the name")
    master_id: str = words("The entry that it was merged into by hand; its own id if it was not", index=True)


class IdentityNameRow(SQLModel, table=True):
    """The names that an entry of the registry is printed with."""

    __tablename__ = "identity_name"
    __table_args__ = (CLUSTERED,)
    identity_id: str = part_of("identity", "The entry", primary_key=True)
    name: str = words("The name as printed, without titles", primary_key=True)
    key: str = words("The name, folded", index=True)
    family: str = words("The family name, folded; an organisation's whole name", index=True)
    articles: int = count("In how many articles it is the speaker's fullest name")
    by_hand: int = truth("Whether a person added it")


class IdentificationRow(SQLModel, table=True):
    """Which entry of the registry each article's speaker is, and why; joint speakers are several."""

    __tablename__ = "identification"
    __table_args__ = (*one_of(how=How), STRICT)
    speaker_id: str = part_of("speaker", "The speaker", primary_key=True)
    number: int = count("Order among joint speakers, from 1", primary_key=True)
    identity_id: str = words("The entry, before merges by hand", foreign_key="identity.id", index=True)
    name: str = words("The speaker's name in the article")
    how: str = words("founded: the entry began with this speaker; automatic; or by hand")
    reasons: str = words("What speaks for it, parted by «; »")


class ProposalRow(SQLModel, table=True):
    """Two entries of the registry that may be one: for a person to decide."""

    __tablename__ = "proposal"
    __table_args__ = (CLUSTERED,)
    identity_id: str = part_of("identity", "The later entry", primary_key=True)
    other_id: str = part_of("identity", "The earlier entry", primary_key=True, index=True)
    weight: int = count("How much speaks for it; the heaviest first")
    reasons: str = words("What speaks for it, parted by «; »")
    rejected: int = truth("Whether a person decided that they are two")


class DecisionRow(SQLModel, table=True):
    """What people decided about the registry, in order; it outlives the articles that it is about."""

    __tablename__ = "decision"
    __table_args__ = (*one_of(action=Action), CLUSTERED)
    step: int = count("Which decision, from 1", primary_key=True)
    number: int = count("Order in the decision, from 1", primary_key=True)
    at: str = words("When", "ISO 8601, UTC")
    action: str = words("merge (other into identity), split (speaker to other), apart, rename or alias")
    identity_id: str = words("The entry it is about", index=True)
    other_id: str | None = words("The other entry", index=True)
    speaker_id: str | None = words("The speaker that was moved", index=True)
    name: str | None = words("The name that was given")
    undone: int = truth("Whether it was taken back")
