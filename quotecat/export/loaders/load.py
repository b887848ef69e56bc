"""Reads the CSV files of `quotecat export` into pandas; lies beside them.

from load import load, words

tables = load()  # or load("the/folder")
quotations = tables["quotations"]
quotations["speaker"].value_counts()
words(tables, quotations)  # what stands from start to end: the column as_printed
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd

HERE = Path(__file__).parent
TYPES = {"INTEGER": "Int64", "REAL": "float64", "TEXT": "string"}


def load(folder: Path | str = HERE) -> dict[str, pd.DataFrame]:
    """Every table by its name, with the types that codebook.csv tells."""
    codebook = read(Path(folder, "codebook.csv"), "string")
    return {
        str(name): read(
            Path(folder, f"{name}.csv"), dict(zip(columns["column"], columns["type"].map(TYPES), strict=True))
        )
        for name, columns in codebook.groupby("table", sort=False)
    }


def read(path: Path, types: Any) -> pd.DataFrame:
    """One table. An empty field is a missing value, and nothing else is: somebody may be called «NA»."""
    return pd.read_csv(path, dtype=types, keep_default_na=False, na_values=[""], encoding="utf-8")


def words(tables: dict[str, pd.DataFrame], table: pd.DataFrame) -> list[str]:
    """For each row of a table with `article_id`, `start` and `end` the words of its article from start to end."""
    texts = tables["articles"].set_index("article_id")["text"]
    places = zip(table["article_id"], table["start"], table["end"], strict=True)
    return [texts[article][start:end] for article, start, end in places]
