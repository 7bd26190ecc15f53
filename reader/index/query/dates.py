"""Dates in queries: what ``date:`` may say, and the half-open span of time it means.

Invariant: both ends are midnights in UTC, and the end is after the start.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from reader.errors import QueryError
from reader.index.query.bounds import shortened
from reader.index.query.nodes import DateRange

_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_FIRST_YEAR, _LAST_YEAR = 1000, 2999
_DAY = timedelta(days=1)


def read_date_range(value: str, query: str, position: int) -> DateRange:
    """The span meant by ``value``: a year, month or day, or two of them around ``..``.

    ``position`` is the code-point offset of ``value`` in ``query``. Raises QueryError when it is
    not a date, when there is no such day, or when the span ends before it starts.
    """
    first, dots, last = value.partition("..")
    if not dots:
        start, end = _span(value, query, position)
        return DateRange(start, end, position=position)
    if not first and not last:
        raise QueryError(
            "A range of dates needs at least one end. Write date:2025.. or date:..2025, "
            "or date:* for any date at all.",
            query,
            position,
        )
    opening = _span(first, query, position)[0] if first else None
    last_position = position + len(first) + len(dots)
    closing = _span(last, query, last_position)[1] if last else None
    if opening is not None and closing is not None and closing <= opening:
        raise QueryError(
            f"This range ends before it starts. Write date:{last}..{first} instead.",
            query,
            position,
        )
    return DateRange(opening, closing, position=position)


def write_date_range(dates: DateRange) -> str:
    """The shortest value that `read_date_range` reads as ``dates``."""
    start, end = dates.start, dates.end
    if start is not None and end is not None:
        for written in (f"{start:%Y}", f"{start:%Y-%m}", f"{start:%Y-%m-%d}"):
            if _span(written, written, 0) == (start, end):
                return written
    first = f"{start:%Y-%m-%d}" if start else ""
    last = f"{end - _DAY:%Y-%m-%d}" if end else ""
    return f"{first}..{last}"


def _span(text: str, query: str, position: int) -> tuple[datetime, datetime]:
    """First midnight of a year, month or day, and the first midnight after it."""
    match = _DATE.fullmatch(text)
    if match is None:
        raise QueryError(
            f"{shortened(text)!r} is not a date. Write 2025, 2025-09 or 2025-09-03, "
            "and a range as 2025-08-30..2025-09-03.",
            query,
            position,
        )
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None  # noqa: S101 -- the pattern has no match without a year
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise QueryError(
            f"The year {text[:4]} is out of reach. Years run from {_FIRST_YEAR} to {_LAST_YEAR}.",
            query,
            position,
        )
    try:
        start = datetime(year, month or 1, day or 1, tzinfo=UTC)
    except ValueError as error:
        raise QueryError(
            f"There is no {text} in the calendar. Check the month and the day.", query, position
        ) from error
    if day is not None:
        return start, start + _DAY
    if month is not None:
        return start, (start.replace(day=28) + timedelta(days=4)).replace(day=1)
    return start, start.replace(year=year + 1)
