"""The time of day, as the catalog stores it: the one place that asks for it."""

from __future__ import annotations

from datetime import UTC, datetime


def now() -> str:
    """This moment in ISO 8601 and UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")
