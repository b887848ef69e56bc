"""manifest.json: what an export was made from, by what, how it was asked for, and which files it came to.

No time of day is in it: the same query of the same catalog gives the same bytes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from importlib.metadata import version as version_of
from pathlib import Path
from typing import Any

from quotecat import __version__
from quotecat.catalog.catalog import Catalog
from quotecat.catalog.schema.glossary import glossary
from quotecat.catalog.schema.migrations import version
from quotecat.export.format import FileFormat
from quotecat.export.query import Query

LIBRARIES = {FileFormat.parquet: "pyarrow", FileFormat.xlsx: "xlsxwriter"}
"""The libraries on whose version a format's bytes depend."""
GIVEN = ("article", "decision", "failure", "review", "run")
"""The tables of what a catalog was made from."""
_RUNS = """
SELECT r.extractor, r.models, (SELECT count(*) FROM article WHERE run_id = r.id) AS articles FROM run AS r ORDER BY r.id
"""


@dataclass(frozen=True, slots=True)
class File:
    """A file that was written: its name, its rows if it is a table, its bytes and their SHA-256 in hexadecimal."""

    name: str
    rows: int | None
    bytes: int
    sha256: str


def file_at(path: Path, rows: int | None = None) -> File:
    """The file at `path`, which is read."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256")
        return File(path.name, rows, file.tell(), digest.hexdigest())


def manifest(catalog: Catalog, query: Query, files: Iterable[File]) -> dict[str, Any]:
    """The manifest of an export that came to these files."""
    return {
        "program": f"quotecat {__version__}",
        "libraries": {LIBRARIES[form]: version_of(LIBRARIES[form]) for form in query.formats if form in LIBRARIES},
        "catalog": {
            "schema": version(catalog.connection),
            "sha256": catalog_hash(catalog),
            "runs": [dict(run) for run in catalog.query(_RUNS)],
        },
        "query": asdict(query),
        "files": [asdict(file) for file in files],
    }


def catalog_hash(catalog: Catalog) -> str:
    """The SHA-256 of what the catalog was made from, in hexadecimal: equal catalogs have equal hashes.

    It goes over the articles, the runs, the failures and what people decided, table by table and in the order of their
    ids or keys, without times of day, and with an article's own SHA-256 in place of its text. All else in a catalog is
    made from these.
    """
    digest = hashlib.sha256()
    for table in GIVEN:
        columns = glossary()[table]
        left = {name for name, entry in columns.items() if entry.unit == "ISO 8601, UTC"}
        left |= {"number"} if "id" in columns else set()
        left |= {"text"} if "sha256" in columns else set()
        names = ", ".join(f'"{name}"' for name in columns if name not in left)
        keys = ["id"] if "id" in columns else [name for name, entry in columns.items() if entry.key]
        for row in catalog.query(f"SELECT {names} FROM {table} ORDER BY {', '.join(keys)}"):
            digest.update(f"{table} {tuple(row)!r}\n".encode())
    return digest.hexdigest()
