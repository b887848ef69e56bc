"""What is written out is each file whole, old or new, whenever the writer dies."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import time
from pathlib import Path

import pytest

from quotecat.catalog.catalog import Catalog
from quotecat.export.folder import export_folder
from tests.builders import story


def read(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills a forked process")
def test_killed_at_any_moment_an_export_leaves_whole_files(tmp_path: Path) -> None:
    path, out, chance, outcomes = tmp_path / "c.db", tmp_path / "out", random.Random(20), set[str]()
    with Catalog(path, create=True) as catalog:
        for number in range(30):
            catalog.add(story(f"s{number}", f"We sail at {number}"))
        began = time.monotonic()
        export_folder(catalog, out)
        took, old = time.monotonic() - began, read(out)
        catalog.add(story(words="We sail no more"))
        export_folder(catalog, tmp_path / "new")
    new = read(tmp_path / "new")

    def again() -> None:
        with Catalog(path) as reader:
            export_folder(reader, out, force=True)

    for _ in range(12):
        for name, content in old.items():
            (out / name).write_bytes(content)
        process = multiprocessing.get_context("fork").Process(target=again)
        process.start()
        time.sleep(chance.uniform(0, 1.2 * took))
        process.kill()
        process.join()
        now = read(out)
        assert now.keys() == old.keys()
        assert all(content in (old[name], new[name]) for name, content in now.items())
        outcomes.add("old" if now == old else "new" if now == new else "some")
        if process.exitcode == -signal.SIGKILL and now == old:
            outcomes.add("killed before")
    assert "killed before" in outcomes
