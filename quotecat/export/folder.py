"""A catalog as a folder of files: every sheet as CSV, a codebook that says what each column means, and JSON-LD.

Rows come in the order of their ids and places, so the same catalog gives the same bytes.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from quotecat.catalog.catalog import Catalog
from quotecat.errors import QuotecatError
from quotecat.export.codebook import HEADER, codebook
from quotecat.export.csv import write_csv
from quotecat.export.jsonld import claims_jsonld
from quotecat.export.sheet import sheets


def export_folder(
    catalog: Catalog,
    folder: Path | str,
    *,
    force: bool = False,
    excel: bool = False,
    texts: bool = True,
    min_confidence: float = 0.0,
    json_ld: bool = False,
) -> list[Path]:
    """Write every sheet and codebook.csv to `folder`, which is made if need be; the paths of the files.

    All files are written beside it first and then moved in, so that a failure leaves what was there.

    Args:
        catalog: an open catalog, of which one moment is written, whatever is added meanwhile.
        folder: where to write.
        force: replace files that are there.
        excel: for Excel: with a byte order mark, with ' before whatever would be run as a formula, and without the
            articles' texts, which do not fit in its cells.
        texts: with the articles' texts.
        json_ld: write claims.jsonld too: the claims in the vocabulary of schema.org.
        min_confidence: speakers and claimants who are less sure, 0 to 1, are not named beside what they said.

    Raises:
        QuotecatError: if a file is there already, or the folder cannot be written.
    """
    folder, least = Path(folder), {"least": min_confidence}
    chosen = sheets(texts=texts and not excel)
    names = [f"{sheet.name}.csv" for sheet in chosen] + ["codebook.csv"] + ["claims.jsonld"] * json_ld
    if not force and (there := [name for name in names if os.path.lexists(folder / name)]):
        raise QuotecatError(f"{folder / there[0]} is there already: name another folder, or replace it with --force")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".quotecat-", dir=folder) as drafts, catalog.snapshot():
            for sheet in chosen:
                header = [column.name for column in sheet.columns]
                write_csv(Path(drafts, f"{sheet.name}.csv"), header, catalog.query(sheet.sql, least), excel=excel)
            write_csv(Path(drafts, "codebook.csv"), HEADER, codebook(chosen), excel=excel)
            if json_ld:
                with Path(drafts, "claims.jsonld").open("w", encoding="utf-8") as file:
                    file.writelines(f"{line}\n" for line in claims_jsonld(catalog, min_confidence))
            for name in names:
                Path(drafts, name).replace(folder / name)
    except OSError as error:
        raise QuotecatError(f"{error.filename or folder}: {error.strerror}; nothing was exported") from error
    return [folder / name for name in names]
