"""The arguments and options that commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from quotecat.cli.output import Format

Paths = Annotated[
    list[str],
    typer.Argument(help="Files (.txt .md .html .jsonl .csv), folders, or - for standard input.", metavar="PATH"),
]
Db = Annotated[
    str, typer.Option("--db", envvar="QUOTECAT_DB", help="The catalog: a file or a database URL.", metavar="CATALOG")
]
DB = "catalog.db"
MAX_BYTES = 5_000_000  # as the reader has it, which is not loaded to say so
Form = Annotated[Format, typer.Option("--format", "-f", help="How to print the rows.")]
MaxBytes = Annotated[int, typer.Option(min=1, help="Refuse a file or a row larger than this.")]
StanzaModels = Annotated[
    str | None,
    typer.Option(help="Official Stanza models to parse with: a folder, or a package's name.", metavar="FOLDER|PACKAGE"),
]
Jobs = Annotated[
    int | None,
    typer.Option(
        "--jobs",
        "-j",
        min=1,
        help="Processes side by side, of about 1 GB each. [default: one a core for many articles]",
    ),
]
LeastSure = Annotated[
    float,
    typer.Option(
        "--min-confidence", min=0, max=1, help="Name no speaker or claimant who is less sure than this, 0 to 1."
    ),
]
WAIT = 30.0  # as the catalog has it
Wait = Annotated[
    float,
    typer.Option("--wait", min=0, help="Seconds to wait while another program uses the catalog.", metavar="SECONDS"),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print errors only.")]
Limit = Annotated[int | None, typer.Option(min=1, help="Print no more rows than this.")]
Out = Annotated[Path, typer.Option("--out", help="The folder to write to; it is made if it is not there.")]
