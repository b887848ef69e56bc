"""Days on which two things were published, as far as a date tells."""

from __future__ import annotations

from datetime import date


def ordinal(published: str | None) -> int | None:
    """The day of an ISO 8601 date as a number, one more each day; None without a date that tells the day."""
    try:
        return date.fromisoformat((published or "")[:10]).toordinal()
    except ValueError:
        return None


def days_between(one: str | None, other: str | None) -> int | None:
    """How many days lie between two ISO 8601 dates; None if one of them does not tell the day."""
    days = ordinal(one), ordinal(other)
    return None if days[0] is None or days[1] is None else abs(days[0] - days[1])
