"""Everything found in one article, or why nothing was."""

from __future__ import annotations

from dataclasses import dataclass

from quotecat.extract.attribution import Attribution
from quotecat.extract.claim import Claim
from quotecat.extract.quotation import LeftOut, Quotation
from quotecat.extract.speaker import Speaker
from quotecat.text.article import Article
from quotecat.text.quotes.diagnostic import Diagnostic


@dataclass(frozen=True, slots=True)
class Extraction:
    """Everything found in one article: the single value that crosses process and storage borders.

    Quotations, claims and left-out stretches ascend. `extractor` and `models` name the code and the weights.
    """

    article: Article
    quotations: tuple[Quotation, ...]
    left_out: tuple[LeftOut, ...]
    attributions: tuple[Attribution, ...]
    speakers: tuple[Speaker, ...]
    claims: tuple[Claim, ...]
    diagnostics: tuple[Diagnostic, ...]
    extractor: str
    models: str


@dataclass(frozen=True, slots=True)
class Failure:
    """An article that failed: what it is called, its path, at which stage (read, parse, extract, store) and why."""

    name: str
    path: str | None
    stage: str
    reason: str
