"""What befalls a catalog, at any scale: each function does it, holds what must hold, and tells figures.

The tests call them for a few articles, `make hardship` for as many as a sceptic asks for.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from multiprocessing.process import BaseProcess
from pathlib import Path
from statistics import quantiles

from typer.testing import CliRunner

from quotecat.catalog.catalog import Catalog
from quotecat.catalog.file.backup import backup
from quotecat.catalog.file.check import check
from quotecat.catalog.lookup import quotes
from quotecat.cli import app
from quotecat.export.folder import export_folder
from tests.builders import story
from tests.newsroom import main_with_stub, stored

ROOT = Path(__file__).parents[1]
TIMES = ("run SET started_at", "article SET added_at", "failure SET at")  # all that tells one run from another
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT)}


def write_articles(folder: Path, count: int, called: str = "harbour") -> Path:
    """A folder of so many articles, no two alike."""
    folder.mkdir(parents=True)
    for number in range(count):
        text = story(words=f"We will not close {called} {number}").article.text
        (folder / f"{number:04}.txt").write_text(text, encoding="utf-8")
    return folder


def start(*arguments: str | Path, delay: float = 0.0) -> subprocess.Popen[str]:
    """The command line in a process of its own, with an engine that takes `delay` seconds an article."""
    code = f"from tests.newsroom import main_with_stub; main_with_stub({delay})"
    command = [sys.executable, "-c", code, *map(str, arguments)]
    # Whatever runs in the background of a shell has Ctrl-C turned off, and so have those that it starts.
    hears = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    return subprocess.Popen(
        command, env=ENVIRONMENT, text=True, preexec_fn=hears, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )


def fork(*arguments: str | Path, delay: float) -> BaseProcess:
    """The same in a copy of this process, which starts at once."""

    def run() -> None:
        sys.argv = ["quotecat", *map(str, arguments)]
        main_with_stub(delay)

    process = multiprocessing.get_context("fork").Process(target=run)
    process.start()
    return process


def running(process: subprocess.Popen[str]) -> Callable[[], bool]:
    """What tells whether it has not ended yet."""
    return lambda: process.poll() is None


def finish(process: subprocess.Popen[str], seconds: float = 600) -> tuple[int, str]:
    """Its exit code, and what it told on standard error."""
    _, told = process.communicate(timeout=seconds)
    return process.returncode, told


def listens(process: subprocess.Popen[str]) -> bool:
    """Whether it has told the system that it wants to hear of SIGTERM."""
    status = Path(f"/proc/{process.pid}/status")
    caught = next(line for line in status.read_text().splitlines() if line.startswith("SigCgt"))
    return bool(int(caught.split()[1], 16) >> (signal.SIGTERM - 1) & 1)


def until(met: Callable[[], bool], goes_on: Callable[[], bool], seconds: float = 60) -> None:
    """Wait until it is met, whatever goes on has ended or the time is up."""
    waited = time.monotonic()
    while not met() and goes_on() and time.monotonic() < waited + seconds:
        time.sleep(0.002)


def whole(path: Path) -> int:
    """How many articles there are, each of them whole and the file as it should be."""
    if not path.exists() or not path.stat().st_size:
        return 0
    with Catalog(path, create=True) as catalog:
        assert check(catalog) == []
        found = [row["quotations"] for row in catalog.query("SELECT quotations FROM articles_overview")]
    assert set(found) <= {3}
    return len(found)


def exported(path: Path, folder: Path) -> dict[str, bytes]:
    """What `export` makes of the catalog but for the times at which things were done."""
    with Catalog(path, write=True) as catalog:
        for column in TIMES:
            catalog.connection.execute(f"UPDATE {column} = 'then'")
        return {file.name: file.read_bytes() for file in export_folder(catalog, folder, force=True)}


def killed(folder: Path, *, articles: int, kills: int) -> str:
    """`add` killed again and again (SIGKILL) and run once more: the same export as of an undisturbed run."""
    given = write_articles(folder / "articles", articles)
    assert finish(start("add", given, "--db", folder / "calm.db"))[0] == 0
    broken, chance, seen = folder / "killed.db", random.Random(20230117), list[int]()
    for kill in range(kills):
        process = fork("add", given, "--quiet", "--db", broken, delay=0.01)
        wanted = min(stored(broken) + chance.randint(0, 2), articles * (kill + 1) // kills)
        until(lambda wanted=wanted: stored(broken) >= wanted and broken.exists(), process.is_alive)  # type: ignore[misc]
        time.sleep(chance.uniform(0, 0.03))
        acknowledged = stored(broken)
        process.kill()
        process.join()
        seen.append(whole(broken))
        assert seen[-1] >= acknowledged, "what was stored is lost"
    assert finish(start("add", given, "--db", broken))[0] == 0
    assert exported(broken, folder / "a") == exported(folder / "calm.db", folder / "b")
    cut = sum(0 < found < articles for found in seen)
    assert cut > kills // 2, "most kills must come in the middle of the work"
    return f"{kills} kills over {articles} articles, {cut} in the middle: 0 torn, 0 lost, export identical"


def signalled(folder: Path, *, articles: int, points: int, most: float = 2) -> str:
    """`add` stopped by Ctrl-C and `kill` in turn, at random moments, each within `most` seconds."""
    given, path, chance = write_articles(folder / "articles", articles), folder / "c.db", random.Random(5)
    slowest = 0.0
    for point in range(points):
        number, code = ((signal.SIGINT, 130), (signal.SIGTERM, 143))[point % 2]
        before, unchanged = whole(path), _changed(path)
        process = start("add", given, "--db", path, "--replace", delay=0.02)
        until(lambda unchanged=unchanged: _changed(path) != unchanged, running(process))  # type: ignore[misc]
        time.sleep(chance.uniform(0, 0.3))
        sent = time.monotonic()
        process.send_signal(number)
        ended, told = finish(process)
        slowest = max(slowest, time.monotonic() - sent)
        assert (ended, told.count("\n")) == (code, 1), told
        assert "run the same command again to go on" in told
        assert whole(path) >= before
    assert slowest <= most, slowest
    assert finish(start("add", given, "--db", path))[0] == 0
    assert whole(path) == articles
    return f"{points} signals: exit 130 or 143 after {slowest:.2f} s at most, one line, 0 tracebacks"


def _changed(path: Path) -> int:
    """When the file was last written to, in nanoseconds."""
    return path.stat().st_mtime_ns if path.exists() else 0


def two_writers(folder: Path, *, each: int) -> str:
    """Two `add` of different articles to one catalog at once."""
    path, began = folder / "c.db", time.monotonic()
    given = [write_articles(folder / name, each, name) for name in ("harbour", "school")]
    for process in [start("add", articles, "--db", path, "--jobs", "1") for articles in given]:
        code, told = finish(process)
        assert code == 0, told
    assert whole(path) == 2 * each
    return f"2 x {each} articles at once: {whole(path)} stored, 0 lost, in {time.monotonic() - began:.0f} s"


def read_meanwhile(folder: Path, *, articles: int, delay: float) -> tuple[str, float]:
    """Lookups while `add` writes, against the same on the same catalog when nobody does; p95 over p95 too."""
    path = folder / "c.db"
    given = [write_articles(folder / name, articles, name) for name in ("harbour", "school")]
    assert finish(start("add", given[0], "--db", path))[0] == 0
    process, busy = start("add", given[1], "--db", path, delay=delay), list[float]()
    while process.poll() is None:
        if stored(path) > articles:
            busy.append(_lookup(path))
        time.sleep(0.005)
    assert finish(process)[0] == 0
    idle = [_lookup(path) for _ in range(max(len(busy), 20))]
    assert len(busy) >= articles // 4
    mid, calm = quantiles(busy, n=20)[-1], quantiles(idle, n=20)[-1]
    told = (
        f"{len(busy)} lookups while {articles} articles came: 0 errors, p95 {1e3 * mid:.0f} ms, idle {1e3 * calm:.0f}"
    )
    return f"{told} ms", mid / calm


def _lookup(path: Path) -> float:
    """Seconds that it takes to open the catalog and ask."""
    began = time.perf_counter()
    with Catalog(path) as catalog:
        assert len(quotes(catalog, words="harbour", limit=20)) == 20
    return time.perf_counter() - began


def copied(folder: Path, *, articles: int, copies: int) -> str:
    """`backup` again and again while `add` writes: each copy is whole, and has what was there when it was made."""
    path, target, counts = folder / "c.db", folder / "copy.db", list[int]()
    process = start("add", write_articles(folder / "articles", articles), "--db", path, delay=0.02)
    until(lambda: stored(path) > 0, running(process))
    while len(counts) < copies:
        before = stored(path)
        with Catalog(path) as catalog:
            backup(catalog, target, force=True)
        counts.append(whole(target))
        assert counts[-1] >= before
        time.sleep(0.02)
    during = process.poll() is None
    assert finish(process)[0] == 0
    assert counts == sorted(counts)
    assert len(set(counts)) > copies // 2
    assert during, "the copies must be made while somebody writes"
    return f"{copies} of {copies} copies whole while {articles} articles came ({counts[0]} to {counts[-1]} in them)"


def flipped(folder: Path, *, flips: int) -> str:
    """One byte changed at a random place: each command answers, or ends in one line; none changes the file."""
    path, chance, told = folder / "c.db", random.Random(6), {0: 0, 1: 0}
    with Catalog(path, create=True) as catalog:
        for number in range(12):
            catalog.add(story(f"s{number}", f"We sail at {number}", outlet="Gull", published="2023-01-17"))
        quotation, article = quotes(catalog)[4].quotation_id, quotes(catalog)[4].article_id
    sound = path.read_bytes()
    more = write_articles(folder / "more", 1)
    for _ in range(flips):
        at = chance.randrange(len(sound))
        data = bytearray(sound)
        data[at] ^= chance.randrange(1, 256)
        path.write_bytes(data)
        for command in _commands(article, quotation, folder):
            told[_end(command, path, at)] += 1
            assert path.read_bytes() == data, f"byte {at}: {command} changed it"
        _end(["add", str(more), "--quiet"], path, at)
        for beside in folder.glob("c.db-*"):
            beside.unlink()
    ran = sum(told.values())
    return f"{flips} bytes flipped, {ran} commands: {told[1]} ended in one line, {told[0]} answered, 0 tracebacks"


def _commands(article: str, quotation: str, folder: Path) -> Iterator[list[str]]:
    for name in ("quotes", "speakers", "articles", "claims", "left-out"):
        yield [name, "--format", "jsonl"]
    yield ["quotes", "--words", "sail", "--speaker", "ruiz"]
    yield ["show", article]
    yield ["why", quotation]
    yield ["check"]
    yield ["export", "--out", str(folder / "out"), "--force"]
    yield ["backup", str(folder / "copy.db"), "--force"]


def _end(command: list[str], path: Path, at: int) -> int:
    """0 or 1, as the command ends: by itself, with what it has to say in lines that say so."""
    result = CliRunner().invoke(app, [*command, "--db", str(path)], prog_name="quotecat")
    assert result.exception is None or isinstance(result.exception, SystemExit), (
        f"byte {at}: {command}: {result.exc_info}"
    )
    assert result.exit_code in (0, 1, 2), result.output
    assert "Traceback" not in result.output
    assert not result.exit_code or len(result.stderr.strip().splitlines()) == 1, result.stderr
    return min(result.exit_code, 1)


def disk_full(folder: Path) -> str:
    """`add` onto a disk with no room left, a real one of 1.2 MB, then onto one with room."""
    disk, given = folder / "disk", write_articles(folder / "articles", 150)
    disk.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1200k", "none", str(disk)], check=True, capture_output=True)
    try:
        path = disk / "c.db"
        code, told = finish(start("add", given, "--db", path))
        assert (code, "the disk is full (0." in told, told.count("\n")) == (1, True, 1), told
        kept = whole(path)
        subprocess.run(["mount", "-o", "remount,size=64m", str(disk)], check=True)
        assert finish(start("add", given, "--db", path))[0] == 0
        assert (0 < kept < 150, whole(path)) == (True, 150)
    finally:
        subprocess.run(["umount", str(disk)], check=True)
    return f"disk of 1.2 MB full after {kept} of 150 articles: exit 1, one line, file whole; all 150 after the rerun"


def raw_version(path: Path) -> int:
    """The version of its schema, read without quotecat."""
    with closing(sqlite3.connect(path)) as plain:
        return int(plain.execute("PRAGMA user_version").fetchone()[0])
