"""Lookups: who said it, what did they say, what stands around it, by words, by speaker, by outlet and by date."""

from __future__ import annotations

from typing import Unpack

from quotecat.catalog.answers import ArticleRow, ClaimRow, LeftOutRow, QuoteRow, SpeakerRow
from quotecat.catalog.catalog import Catalog
from quotecat.catalog.page import CLAIMS, QUOTATIONS, page
from quotecat.catalog.question import OF_ARTICLES, OF_SPEAKERS, ORDER, Question, where
from quotecat.errors import UsageError

# The ids of one page are found first: sentences are then cut out of the articles for that page alone.
_QUOTES = """
SELECT * FROM who_said_what WHERE quotation_id IN ({})
ORDER BY published IS NULL, published, article, article_id, start
"""
_CLAIMS = """
SELECT * FROM claims_around WHERE claim_id IN ({})
ORDER BY published IS NULL, published, article, article_id, start, claim_id
"""
_SPEAKERS = """
SELECT
  speaker, kind, sum(quotations) AS quotations, sum(claims) AS claims, count(DISTINCT article_id) AS articles,
  count(DISTINCT outlet) AS outlets, min(published) AS first_published, max(published) AS last_published, identity_id
FROM (
  SELECT
    coalesce(i.identity, s.name) AS speaker, s.kind, a.id AS article_id, a.outlet, a.published, i.identity_id,
    (SELECT count(*) FROM quotation AS q WHERE q.speaker_id = s.id AND q.confidence >= :least
     AND q.review IS NOT 'rejected') AS quotations,
    (SELECT count(*) FROM claim AS c WHERE c.claimant_id = s.id AND c.confidence >= :least) AS claims
  FROM speaker AS s JOIN article AS a ON a.id = s.article_id LEFT JOIN identified AS i ON i.speaker_id = s.id WHERE {}
) WHERE :least = 0 OR quotations + claims > 0
GROUP BY coalesce(identity_id, speaker), kind
ORDER BY sum(quotations) DESC, sum(claims) DESC, speaker, kind, identity_id LIMIT :limit OFFSET :offset
"""
_ARTICLES = f"""
SELECT * FROM articles_overview WHERE article_id IN (
  SELECT a.id FROM article AS a
  WHERE {{}} ORDER BY {ORDER} LIMIT :limit OFFSET :offset
) ORDER BY published IS NULL, published, article, article_id
"""
_LEFT_OUT = """
SELECT * FROM left_out_stretches WHERE :article IS NULL OR article_id = :article
ORDER BY published IS NULL, published, article, article_id, start
"""


def quotes(catalog: Catalog, **question: Unpack[Question]) -> list[QuoteRow]:
    """The quotations that meet all that is asked, by date, article and place; those without a date come last."""
    ids, values = page(catalog, QUOTATIONS, question)
    return [QuoteRow(**row) for row in catalog.query(_QUOTES.format(ids), values)]


def claims(catalog: Catalog, **question: Unpack[Question]) -> list[ClaimRow]:
    """The claims that meet all that is asked, in the order of `quotes`; the `speaker` asked for is the claimant."""
    ids, values = page(catalog, CLAIMS, question)
    return [ClaimRow(**row) for row in catalog.query(_CLAIMS.format(ids), values)]


def speakers(catalog: Catalog, **question: Unpack[Question]) -> list[SpeakerRow]:
    """The speakers who meet all that is asked, the most quoted first, with what they said where it was asked for.

    Those of the registry are one row an entry, all others one row a name. With `min_confidence` only what is so sure
    counts, and who has said nothing so surely is no row.
    """
    least = question.pop("min_confidence", None) or 0.0
    condition, values = where(catalog, OF_SPEAKERS, question)
    return [SpeakerRow(**row) for row in catalog.query(_SPEAKERS.format(condition), values | {"least": least})]


def articles(catalog: Catalog, **question: Unpack[Question]) -> list[ArticleRow]:
    """The articles that meet all that is asked, by date and name; `words` are those of title and text."""
    condition, values = where(catalog, OF_ARTICLES, question)
    return [ArticleRow(**row) for row in catalog.query(_ARTICLES.format(condition), values)]


def article(catalog: Catalog, key: str) -> ArticleRow:
    """The article of this id, name or start of an id.

    Raises:
        UsageError: if there is none, or more than one.
    """
    called = "SELECT id, coalesce(title, name) AS words FROM article WHERE id = :key OR name = :key"
    begins = "SELECT id, coalesce(title, name) AS words FROM article WHERE id > :key AND id < :key || '~'"
    return articles(catalog, article=_only(catalog, "article", key, called, begins))[0]


def quotation(catalog: Catalog, key: str) -> QuoteRow:
    """The quotation of this id or start of an id.

    Raises:
        UsageError: if there is none, or more than one.
    """
    called = "SELECT id, text AS words FROM quotation WHERE id = :key"
    begins = "SELECT id, text AS words FROM quotation WHERE id > :key AND id < :key || '~'"
    id = _only(catalog, "quotation", key, called, begins)
    found = catalog.query("SELECT * FROM who_said_what WHERE quotation_id = :id", {"id": id})
    return QuoteRow(**next(found))


def left_out(catalog: Catalog, article_id: str | None = None) -> list[LeftOutRow]:
    """What stands between marks but is no quotation, in one article (by its id) or in all."""
    return [LeftOutRow(**row) for row in catalog.query(_LEFT_OUT, {"article": article_id})]


def text(catalog: Catalog, article_id: str) -> str:
    """The text of the article of this id, as it was given; empty if there is none."""
    found = catalog.query("SELECT text FROM article WHERE id = :id", {"id": article_id})
    return next((str(row["text"]) for row in found), "")


def _only(catalog: Catalog, noun: str, key: str, called: str, begins: str) -> str:
    """The one id that `called` finds or, where that finds none and the key looks like an id, that `begins` finds."""
    found = list(catalog.query(called, {"key": key}))
    if not found and key.startswith(f"{noun[0]}_"):
        found = list(catalog.query(f"{begins} LIMIT 9", {"key": key}))
    if not found:
        raise UsageError(f"there is no {noun} {key!r} in {catalog.path}; give {_KEYS[noun]}")
    if len(found) > 1:
        choices = ", ".join(f"{row['id']} ({row['words'][:40]})" for row in found[:8])
        raise UsageError(f"{key!r} is more than one {noun}: {choices}; give the whole id")
    return str(found[0]["id"])


_KEYS = {"article": "its name, its id or the start of its id", "quotation": "its id or the start of its id"}
