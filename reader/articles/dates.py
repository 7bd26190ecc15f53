"""Dates as files state them, kept as aware UTC."""

from __future__ import annotations

from datetime import UTC, datetime


def parse_date(text: str) -> datetime | None:
    """An ISO 8601 date or time as aware UTC, or None when ``text`` is not one."""
    try:
        moment = datetime.fromisoformat(text.strip())
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None
