"""What is asked of an export: which sheets, as what, with what left out."""

from __future__ import annotations

from dataclasses import dataclass

from quotecat.errors import UsageError
from quotecat.export.format import FileFormat
from quotecat.export.sheet import Sheet, sheets


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked of an export; the same query of the same catalog gives the same bytes.

    Args:
        formats: the kinds of files to write.
        only: the names of the sheets to write; none means all.
        excel: CSV for Excel: with a byte order mark, with ' before whatever would be run as a formula, and without
            the articles' texts, which do not fit in its cells.
        texts: with the articles' texts; a workbook never has them.
        min_confidence: speakers and claimants who are less sure, 0 to 1, are not named beside what they said.
        json_ld: with claims.jsonld too: the claims in the vocabulary of schema.org.

    Raises:
        UsageError: if there is no sheet of such a name, or `excel` is asked for without CSV.
    """

    formats: tuple[FileFormat, ...] = (FileFormat.csv,)
    only: tuple[str, ...] = ()
    excel: bool = False
    texts: bool = True
    min_confidence: float = 0.0
    json_ld: bool = False

    def __post_init__(self) -> None:
        names = [sheet.name for sheet in sheets()]
        if unknown := [name for name in self.only if name not in names]:
            raise UsageError(f"there is no sheet {unknown[0]}: name some of {', '.join(names)}")
        if self.excel and FileFormat.csv not in self.formats:
            raise UsageError("--excel is about CSV: leave it out, a workbook is safe without it")

    @property
    def first(self) -> FileFormat:
        """The kind of files that the data package describes: the plainest of those asked for."""
        return min(self.formats, key=list(FileFormat).index)

    def sheets(self, form: FileFormat) -> tuple[Sheet, ...]:
        """The sheets to write in this form, in their order."""
        texts = self.texts and form is not FileFormat.xlsx and not (self.excel and form is FileFormat.csv)
        return tuple(sheet for sheet in sheets(texts=texts) if not self.only or sheet.name in self.only)
