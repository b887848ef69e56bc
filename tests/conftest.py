"""What every test may use."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

# A catalog or a reviewer of whoever runs the tests is none of theirs.
for _own in ("QUOTECAT_DB", "QUOTECAT_REVIEWER"):
    os.environ.pop(_own, None)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of other people's data that lies beside the checkout on some machines; QUOTECAT_SHARED names it."""
    folder = Path(os.environ.get("QUOTECAT_SHARED", ROOT.parent / "shared"))
    if not folder.is_dir():
        pytest.skip("other people's data is not part of the project: name its folder in QUOTECAT_SHARED")
    return folder
