"""Dates, in words and in figures."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("They met in September 2023 there.", "September 2023", "2023-09"),
        ("He left on 3 June 2024 by train.", "3 June 2024", "2024-06-03"),
        ("He left on June 3rd, 2024 by train.", "June 3rd, 2024", "2024-06-03"),
        ("It was filed 2024-06-03.", "2024-06-03", "2024-06-03"),
        ("It is the first since 2019, they say.", "2019", "2019"),
        ("He arrived on Tuesday.", "Tuesday", "Tuesday"),
        ("It is due on June 3.", "June 3", "June 3"),
    ],
)
def test_an_english_date_is_named_by_what_it_states(
    english: Any, text: str, words: str, name: str
) -> None:
    assert english(text).dates() == [(words, name)]


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Am 3. Oktober 1990 war es so weit.", "3. Oktober 1990", "1990-10-03"),
        ("Das war am 3.10.1990 so.", "3.10.1990", "1990-10-03"),
        ("Im Jahr 1990 war das anders.", "1990", "1990"),
    ],
)
def test_a_german_date_is_named_by_what_it_states(
    german: Any, text: str, words: str, name: str
) -> None:
    assert german(text).dates() == [(words, name)]


@pytest.mark.parametrize(
    "text",
    ["He may go. May I?", "They sent 2019 letters.", "It was 30 February 2020%.", "A 1300 km trip"],
)
def test_what_is_no_date_is_left_alone(english: Any, text: str) -> None:
    assert all(name != text for _, name in english(text).dates())
    assert not any(words in ("may", "May", "2019", "1300") for words, _ in english(text).dates())
