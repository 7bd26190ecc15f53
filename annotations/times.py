"""Times as other programs write them, and as all our files hold them.

Invariant: ``utc`` gives ``YYYY-MM-DDTHH:MM:SSZ`` or nothing, and leaves what it gave unchanged.
"""

from __future__ import annotations

from datetime import UTC, datetime


def utc(time: str | datetime) -> str:
    """``time``, ISO 8601 or a datetime, in UTC to the second; empty when it is no time.

    A time without a zone is taken as UTC; fractions of a second are cut off.
    """
    try:
        moment = datetime.fromisoformat(time.strip()) if isinstance(time, str) else time
        aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        moved = aware.astimezone(UTC)
    except (ValueError, OverflowError):
        return ""
    return moved.replace(tzinfo=None).isoformat(timespec="seconds") + "Z"
