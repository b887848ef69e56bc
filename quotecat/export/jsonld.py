"""Claims as JSON-LD in the vocabulary of schema.org, which search engines and fact-checkers' tools read.

A claim is a `Claim` that appears in a `NewsArticle`; who makes it is its `author`, the article's own claims have the
outlet. It is no `ClaimReview`: nothing here says whether a claim is true.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from quotecat.catalog.catalog import Catalog

_CLAIMS = """
SELECT c.*, s.id AS claimant, a.id AS article_id, a.name AS article, a.title, a.outlet, a.author, a.url, a.published,
  s.name AS speaker, s.kind AS speaker_kind
FROM claim AS c JOIN article AS a ON a.id = c.article_id
LEFT JOIN speaker AS s ON s.id = c.claimant_id AND c.confidence >= :least
ORDER BY c.article_id, c.start, c.id
"""
_ENTITIES = "SELECT DISTINCT type, name FROM claim_entity WHERE claim_id = :id ORDER BY name, type"
TYPES = {
    "person": "Person",
    "organisation": "Organization",
    "location": "Place",
    "facility": "Place",
    "product": "Product",
}
"""What schema.org calls the kinds of entities and speakers; all others are a `Thing`."""


def claims_jsonld(catalog: Catalog, min_confidence: float = 0.0) -> Iterator[str]:
    """The lines of one JSON-LD document: a graph with every claim of the catalog, in the order of ids and places.

    Claimants who are less sure than `min_confidence`, 0 to 1, are not named.
    """
    yield '{"@context": "https://schema.org", "@graph": ['
    before = None
    for row in catalog.query(_CLAIMS, {"least": min_confidence}):
        if before is not None:
            yield f"{before},"
        about = [_entity(e["type"], e["name"]) for e in catalog.query(_ENTITIES, {"id": row["id"]})]
        before = json.dumps(_claim(dict(row), about), ensure_ascii=False)
    if before is not None:
        yield before
    yield "]}"


def _claim(row: dict[str, Any], about: list[dict[str, str]]) -> dict[str, Any]:
    properties = ("kind", "cue_class", "polarity", "certainty", "conditional", "future", "standalone", "confidence")
    told = [
        {"@type": "PropertyValue", "name": name, "value": row[name]} for name in properties if row[name] is not None
    ]
    found = {
        "@type": "Claim",
        "@id": f"urn:quotecat:{row['id']}",
        "text": row["text"],
        "author": _author(row),
        "appearance": _article(row),
        "about": about,
        "additionalProperty": told,
    }
    return {name: value for name, value in found.items() if value}


def _author(row: dict[str, Any]) -> dict[str, str] | None:
    if row["speaker"]:
        return _entity(row["speaker_kind"], row["speaker"])
    if row["kind"] == "narrated" and row["outlet"]:
        return _entity("organisation", row["outlet"])
    return None


def _article(row: dict[str, Any]) -> dict[str, Any]:
    named = {
        "@type": "NewsArticle",
        "@id": f"urn:quotecat:{row['article_id']}",
        "headline": row["title"] or row["article"],
        "url": row["url"],
        "datePublished": row["published"],
        "author": row["author"] and _entity("person", row["author"]),
        "publisher": row["outlet"] and _entity("organisation", row["outlet"]),
    }
    return {name: value for name, value in named.items() if value}


def _entity(kind: str, name: str) -> dict[str, str]:
    return {"@type": TYPES.get(kind, "Thing"), "name": name}
