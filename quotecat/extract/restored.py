"""An extraction of an article's plain view, carried back to the article as it was given."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any

from quotecat.extract.extraction import Extraction
from quotecat.text.article import Article
from quotecat.text.plain import Plain
from quotecat.text.span import Span


def restored(extraction: Extraction, article: Article, plain: Plain) -> Extraction:
    """The extraction with `article` for the plain one and each of its spans where it stands in that article's text.

    Names, titles, roles and other readings stay as the plain view has them, without what nobody sees.
    """
    carried: Extraction = _carried(extraction, article, plain)
    return carried


def _carried(thing: Any, article: Article, plain: Plain) -> Any:
    """Anything that an extraction holds, whatever it is made of."""
    if isinstance(thing, Span):
        return plain.span(thing)
    if isinstance(thing, Article):
        return article
    if isinstance(thing, tuple):
        return tuple(_carried(part, article, plain) for part in thing)
    if is_dataclass(thing) and not isinstance(thing, type):
        return replace(thing, **{f.name: _carried(getattr(thing, f.name), article, plain) for f in fields(thing)})
    return thing
