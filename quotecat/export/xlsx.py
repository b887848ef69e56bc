"""A catalog as one workbook for Excel: a sheet a table, a «read me» before them and the codebook after them.

Nothing in it can be run: text is text, whatever it begins with, and no link. XlsxWriter keeps one row in memory.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import datetime
from html import escape
from math import isfinite
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from xlsxwriter import Workbook
from xlsxwriter.exceptions import FileCreateError, XlsxWriterException
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from quotecat.errors import QuotecatError
from quotecat.export.codebook import HEADER, codebook
from quotecat.export.sheet import Sheet

ROWS = 1_048_575
"""How many rows an Excel sheet has room for below its header."""
UNITS = 32_767
"""How long an Excel cell can be, in UTF-16 code units."""
MADE = datetime(1980, 1, 1)
"""When every workbook says that it was made: the same catalog gives the same bytes."""
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
    "nan_inf_to_errors": False,
}
WIDTHS = {"INTEGER": 10, "REAL": 10, "TEXT": 30}

README = (
    "Made by quotecat: who said what in news articles. One sheet a table, joined by the columns that end in _id.",
    "The last sheet, codebook, says what every column of every sheet means.",
    "An empty cell is a missing value. Nothing is a formula or a link, whatever it looks like.",
    "Places (start, end) count the characters (Unicode code points) of the article's text, from 0, end exclusive.",
    "A cell holds 32,767 characters: a longer text is cut and ends in «[cut: it has N characters]»; its start and end",
    "are still those of the whole.",
    "The articles' texts are left out, as they may not fit: `quotecat export` writes them in all other formats.",
)


def write_xlsx(path: Path, sheets: Sequence[Sheet], rows_of: Callable[[Sheet], Iterable[Sequence[Any]]]) -> int:
    """Write the sheets to a workbook at `path`; how many rows they have together.

    Raises:
        QuotecatError: if a sheet has more rows than Excel has room for, or the workbook is too large for its format.
        OSError: if it cannot be written.
    """
    workbook = Workbook(path, {**OPTIONS, "tmpdir": str(path.parent)})
    workbook.set_properties({"title": "quotecat", "created": MADE})
    bold = workbook.add_format({"bold": True})
    try:
        opening = workbook.add_worksheet("read me")
        counts = {sheet.name: _sheet(workbook, sheet, rows_of(sheet), bold) for sheet in sheets}
        _table(workbook.add_worksheet("codebook"), HEADER, [30] * len(HEADER), codebook(sheets), bold)
        _read_me(opening, sheets, counts, bold)
        workbook.close()
    except FileCreateError as error:
        raise error.args[0] from error
    except XlsxWriterException as error:
        raise QuotecatError(f"{path.name}: {error}; export it as CSV") from error
    finally:
        for worksheet in workbook.worksheets():
            with suppress(OSError):  # a full disk fails here once more
                worksheet.row_data_fh.close()
    _make_portable(path)
    return sum(counts.values())


def _read_me(worksheet: Worksheet, sheets: Iterable[Sheet], counts: dict[str, int], bold: Format) -> None:
    worksheet.set_column(0, 0, 24)
    worksheet.set_column(1, 1, 10)
    worksheet.set_column(2, 2, 100)
    lines: list[tuple[Any, ...]] = [(line,) for line in README]
    lines += [(), ("sheet", "rows", "what it has")]
    lines += [(sheet.name, counts[sheet.name], sheet.meaning) for sheet in sheets]
    for number, line in enumerate(lines):
        _row(worksheet, number, line, bold if line[1:2] == ("rows",) else None)


def _sheet(workbook: Workbook, sheet: Sheet, rows: Iterable[Sequence[Any]], bold: Format) -> int:
    worksheet = workbook.add_worksheet(sheet.name)
    return _table(worksheet, sheet.header, [WIDTHS[column.type] for column in sheet.columns], rows, bold)


def _table(
    worksheet: Worksheet, header: Sequence[str], widths: Sequence[int], rows: Iterable[Sequence[Any]], bold: Format
) -> int:
    """Write a header that stays in sight and can be filtered by, and what it heads; how many rows there were."""
    for column, width in enumerate(widths):
        worksheet.set_column(column, column, width)
    worksheet.freeze_panes(1, 0)
    worksheet.ignore_errors({"number_stored_as_text": f"A1:XFD{ROWS + 1}"})
    _row(worksheet, 0, header, bold)
    count = 0
    for count, row in enumerate(rows, 1):
        if count > ROWS:
            raise _too_long(worksheet.name)
        _row(worksheet, count, row)
    worksheet.autofilter(0, 0, count, len(header) - 1)
    return count


def _too_long(name: str) -> QuotecatError:
    return QuotecatError(
        f"{name} has more rows than an Excel sheet, which ends at {ROWS:,}: "
        f"write it as CSV with `quotecat export --format csv --only {name} --out FOLDER`"
    )


def _row(worksheet: Worksheet, number: int, row: Iterable[Any], style: Format | None = None) -> None:
    for column, value in enumerate(row):
        if isinstance(value, str):
            if value:
                worksheet.write_string(number, column, _cell(value), style)
        elif value is not None and isfinite(value):
            worksheet.write_number(number, column, value)


def _cell(text: str) -> str:
    """`text` as XlsxWriter takes it, cut to what a cell can hold."""
    if text.startswith("<r>") and text.endswith("</r>"):  # which it would take for markup of its own
        marked = f'<r><t xml:space="preserve">{escape(text, quote=False)}</t></r>'
        return marked if _units(marked) <= UNITS else _cut(text)
    return text if len(text) <= UNITS // 2 or _units(text) <= UNITS else _cut(text)


def _cut(text: str) -> str:
    note = f" … [cut: it has {len(text):,} characters]"
    kept = text.encode("utf-16-le")[: 2 * (UNITS - len(note))].decode("utf-16-le", errors="ignore")
    return kept + note


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _make_portable(path: Path) -> None:
    """Make the workbook's bytes those of any machine: a zip file also has its members' permissions."""
    with ZipFile(path, "a") as file:
        for member in file.infolist():
            member.external_attr = 0o600 << 16
        file.comment = b"quotecat"  # so that the list of members is written anew
