"""Ctrl-C and `kill`: what is begun is left as it was, and the exit code says which it was (130 or 143)."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Interrupted(KeyboardInterrupt):
    """A signal asked us to end, by its number."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number


@contextmanager
def interruptible() -> Iterator[None]:
    """The first signal raises `Interrupted` inside; the second one ends the process there and then.

    A signal that whoever started us has turned off, as `nohup` does, stays so.
    """
    heard = [number for number in SIGNALS if signal.getsignal(number) is not signal.SIG_IGN]
    for number in heard:
        signal.signal(number, _interrupt)
    try:
        yield
    finally:
        for number in heard:
            signal.signal(number, signal.SIG_DFL)


def exit_code(stop: KeyboardInterrupt) -> int:
    """128 and the number of the signal, as shells have it."""
    return 128 + (stop.number if isinstance(stop, Interrupted) else signal.SIGINT)


def _interrupt(number: int, frame: FrameType | None) -> None:
    for each in SIGNALS:
        signal.signal(each, signal.SIG_DFL)
    raise Interrupted(number)
