"""A progress bar on standard error, where a person is looking; nothing elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from quotecat.cli.output import visible

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID


class Bar:
    """How far the work is: a bar on `display`, or nothing where there is none."""

    def __init__(self, display: Progress | None) -> None:
        self._display = display
        self._total = 0
        self._task: TaskID | None = display.add_task("reading", total=None) if display else None

    def expect(self, more: int) -> None:
        """So many more steps are to come."""
        self._total += more
        if self._display and self._task is not None:
            self._display.update(self._task, total=self._total)

    def say(self, what: str) -> None:
        """Name what is being done."""
        if self._display and self._task is not None:
            self._display.update(self._task, description=visible(what)[:40])

    def step(self, what: str) -> None:
        """One step is done: `what`."""
        self.say(what)
        if self._display and self._task is not None:
            self._display.advance(self._task)


@contextmanager
def progress(*, quiet: bool = False) -> Iterator[Bar]:
    """A bar for the work inside; only on a terminal, and not if `quiet`."""
    if quiet or not sys.stderr.isatty():
        yield Bar(None)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    # Standard output is data and stays where it goes, even while the bar is drawn.
    with Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False) as display:
        yield Bar(display)
