"""The catalog's ledger: what made its rows, and which articles failed."""

from sqlmodel import SQLModel

from quotecat.catalog.schema.columns import words
from quotecat.catalog.schema.rules import STRICT


class RunRow(SQLModel, table=True):
    """What made the rows: one row a pair of program version and models."""

    __tablename__ = "run"
    __table_args__ = (STRICT,)
    id: str = words("The run's id, made from the two columns that follow", primary_key=True)
    extractor: str = words("Name and version of the program")
    models: str = words("Fingerprint of the models' weights")
    started_at: str = words("When these two first wrote to this catalog", "ISO 8601, UTC")


class FailureRow(SQLModel, table=True):
    """Articles that could not be read, parsed, extracted or stored."""

    __tablename__ = "failure"
    __table_args__ = (STRICT,)
    id: str = words("The failure's id, made from the four columns that follow", primary_key=True)
    name: str = words("What the input calls the article")
    path: str | None = words("The file it should have been read from")
    stage: str = words("Where it failed: read, parse, extract or store")
    reason: str = words("Why it failed")
    at: str = words("When it first failed", "ISO 8601, UTC")
