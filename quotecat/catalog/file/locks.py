"""Taking turns with other programs: waiting for a lock, and who holds it."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

TURN = 0.25
"""Seconds that SQLite waits by itself: it hears no Ctrl-C meanwhile."""

LOCKS = range(0x40000000, 0x40000200)
"""The bytes of its file that SQLite locks, whether they are there or not; see its `os.h`."""

LONGEST = 80  # characters of a command


@dataclass(frozen=True, slots=True)
class Holder:
    """A process that has the catalog locked, and the command that started it."""

    pid: int
    command: str


def patiently(connection: sqlite3.Connection, statement: str, wait: float) -> None:
    """Run a statement that takes a lock, for up to `wait` seconds, in short turns between which Ctrl-C is heard.

    Raises:
        sqlite3.OperationalError: if another program has the lock for longer; a transaction that is open stays so.
    """
    until = time.monotonic() + wait
    try:
        while True:
            left = until - time.monotonic()
            _timeout(connection, min(left, TURN))
            try:
                connection.execute(statement)
                return
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or left <= TURN:
                    raise
    finally:
        _timeout(connection, wait)


def _timeout(connection: sqlite3.Connection, seconds: float) -> None:
    milliseconds = max(0, int(1000 * seconds))
    connection.execute(f"PRAGMA busy_timeout = {milliseconds}")


def holder(path: Path) -> Holder | None:
    """Another process that writes to the catalog or, if none does, reads it; None where the system does not tell.

    Linux lists all locks. To ask by opening the file would not do: closing it again would drop our own locks.
    """
    try:
        inode = path.stat().st_ino
        lines = Path("/proc/locks").read_text(encoding="ascii").splitlines()
    except (OSError, ValueError):
        return None
    held = sorted(_held(lines, inode), key=lambda lock: lock[0] != "WRITE")
    return next((Holder(pid, _command(pid)) for _, pid in held if pid != os.getpid()), None)


def _held(lines: list[str], inode: int) -> Iterator[tuple[str, int]]:
    """The kind (READ or WRITE) and the process of each of SQLite's locks on the file of this inode."""
    for line in lines:
        match line.split():
            case [_, "POSIX", _, kind, pid, file, start, _] if file.endswith(f":{inode}") and int(start) in LOCKS:
                yield kind, int(pid)


def _command(pid: int) -> str:
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes().decode("utf-8", "replace").rstrip("\0").split("\0")
    except OSError:
        return "?"
    if len(words) > 1 and Path(words[0]).name.startswith("python"):
        words = words[1:]
    return " ".join([Path(words[0]).name, *words[1:]])[:LONGEST]
