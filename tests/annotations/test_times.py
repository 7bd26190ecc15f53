from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.times import utc

if TYPE_CHECKING:
    from datetime import datetime


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2026-11-21T10:00:00Z", "2026-11-21T10:00:00Z"),
        ("2026-11-21T10:00:00.999+02:00", "2026-11-21T08:00:00Z"),
        (" 2026-11-21 ", "2026-11-21T00:00:00Z"),
        ("0001-01-01T00:00:00+01:00", ""),
        ("yesterday", ""),
        ("", ""),
    ],
)
def test_times_are_told_in_utc_to_the_second(written: str, read: str) -> None:
    assert utc(written) == read


@given(st.datetimes(timezones=st.none() | st.timezones()))
def test_what_was_told_once_is_told_the_same_again(moment: datetime) -> None:
    assert utc(utc(moment)) == utc(moment)
