"""The catalog that lookups and exports are measured on is sound, and the same from the same seed."""

from __future__ import annotations

from pathlib import Path

from benchmarks.catalogue import make
from quotecat.catalog.catalog import Catalog
from quotecat.catalog.file.check import check
from quotecat.catalog.lookup import quotes
from quotecat.export.manifest import catalog_hash


def test_a_made_up_catalog_is_sound_and_made_alike_from_the_same_seed(tmp_path: Path) -> None:
    hashes = []
    for name, seed in (("one", 6), ("two", 6), ("three", 7)):
        make(tmp_path / name, 160, seed)
        with Catalog(tmp_path / name) as catalog:
            assert check(catalog) == []
            assert (catalog.counts()["articles"], catalog.counts()["quotations"]) == (20, 160)
            assert 0 < catalog.counts()["orphans"] < 30
            assert quotes(catalog, words="the")
            hashes.append(catalog_hash(catalog))
    assert hashes[0] == hashes[1] != hashes[2]
