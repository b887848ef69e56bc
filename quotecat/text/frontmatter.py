"""Markdown with front matter: what stands between two lines of dashes tells of the article, the rest is its text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from quotecat.errors import ReadError

BLOCK = re.compile(r"---[ \t]*\r?\n(.*?)(?:\r?\n)?^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)


def split(text: str, path: str | None) -> tuple[Mapping[str, Any], str]:
    """The front matter as a mapping, empty if there is none, and the text after it, without blank lines at its head.

    Raises:
        ReadError: if the front matter is not YAML, or not a mapping.
    """
    found = BLOCK.match(text)
    if not found:
        return {}, text
    import yaml

    try:
        told = yaml.load(found[1], Loader=yaml.BaseLoader)  # dates and numbers stay the words they are
    except yaml.YAMLError as error:
        line = getattr(getattr(error, "problem_mark", None), "line", 0) + 2
        raise ReadError(
            "the front matter is not YAML; put values with a colon in quotes", path=path, line=line
        ) from error
    if told is not None and not isinstance(told, dict):
        raise ReadError("the front matter must be lines of «name: value»", path=path, line=2)
    return told or {}, re.sub(r"\A(?:[ \t]*\r?\n)+", "", text[found.end() :])
