"""Dates as they are stated and as first lines write them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.articles.dates import find_date, parse_date


@pytest.mark.parametrize(
    ("stated", "moment"),
    [
        ("2024-03-05", "2024-03-05T00:00:00"),
        ("2024-03-05T10:30:00+02:00", "2024-03-05T08:30:00"),
        ("2024-03-05T10:30:00+0200", "2024-03-05T08:30:00"),
        ("2024-03-05 10:30:00-04:00", "2024-03-05T14:30:00"),
        ("2024-03-05T10:30Z", "2024-03-05T10:30:00"),
        ("2024-03-05 9:30 UTC", "2024-03-05T09:30:00"),
        ("2024-03-05T10:30:00.123Z", "2024-03-05T10:30:00"),
        ("2024/03/05", "2024-03-05T00:00:00"),
        ("20240305", "2024-03-05T00:00:00"),
        ("2024-03", "2024-03-01T00:00:00"),
        ("2005", "2005-01-01T00:00:00"),
        ("Tue, 05 Mar 2024 10:30:00 +0100", "2024-03-05T09:30:00"),
        ("March 5, 2024", "2024-03-05T00:00:00"),
        ("Tuesday, 5 March 2024", "2024-03-05T00:00:00"),
    ],
)
def test_stated_dates_become_utc(stated: str, moment: str) -> None:
    assert parse_date(stated) == datetime.fromisoformat(moment).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    "stated", ["", "gestern", "2024-13-05", "2024-02-30", "99999", "0001-01-01T00:00:00+14:00"]
)
def test_what_is_no_date_is_none(stated: str) -> None:
    assert parse_date(stated) is None


@given(st.datetimes(), st.integers(-14 * 60, 14 * 60))
def test_iso_dates_of_any_zone_are_the_same_moment(moment: datetime, minutes: int) -> None:
    zoned = moment.replace(microsecond=0, tzinfo=timezone(timedelta(minutes=minutes)))
    try:
        expected = zoned.astimezone(UTC)
    except OverflowError:
        assert parse_date(zoned.isoformat()) is None
    else:
        assert parse_date(zoned.isoformat()) == expected


@pytest.mark.parametrize(
    "line",
    [
        "Berlin, 5. März 2024",
        "Published on March 5, 2024 at 10 a.m.",
        "5 mars 2024",
        "5 de marzo de 2024",
        "5 marzo 2024",
        "5 de março de 2024",
        "5 maart 2024",
        "5 marca 2024",
        "5 марта 2024",
        "5 Mart 2024",
        "Stand: 05.03.2024",
        "2024年3月5日",
        "2024-03-05 | Politics",
        "Mar. 5th, 2024",
    ],
)
def test_dates_in_many_languages_are_found(line: str) -> None:
    assert find_date(line) == datetime(2024, 3, 5, tzinfo=UTC)


@pytest.mark.parametrize("line", ["in March 2024", "on 5 March", "10.5.2 was released", "3/5/2024"])
def test_what_is_no_full_or_no_certain_date_is_not_found(line: str) -> None:
    assert find_date(line) is None
