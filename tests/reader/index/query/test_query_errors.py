"""A query that cannot be understood says where, and what to do."""

from __future__ import annotations

import pytest

from reader.errors import QueryError
from reader.index.query import FIELDS, And, Or, parse


def error_of(query: str) -> QueryError:
    with pytest.raises(QueryError) as caught:
        parse(query)
    assert caught.value.query == query
    return caught.value


@pytest.mark.parametrize(
    ("query", "position", "remedy"),
    [
        ("", 0, "Type a word"),
        (" \n", 0, "Type a word"),
        ('kim "world order', 4, 'Add a closing "'),
        ('kim ""', 4, "Put words there"),
        ("“ ”", 0, "Put words there"),
        ('"a b"~', 5, "Write"),
        ('"a b"~0', 5, "from 1 to 999"),
        ('"a b"~1000', 5, "from 1 to 999"),
        ("kim (putin OR xi", 4, "Add a closing )"),
        ("kim (", 4, "closing )"),
        ("kim ()", 4, "Put a term inside"),
        ("kim) putin", 3, "Remove it"),
        (") kim", 0, "Remove it"),
        ("OR kim", 0, "something before it"),
        ("(AND kim)", 1, "something before it"),
        ("kim OR", 4, "something after it"),
        ("(kim AND) xi", 5, "something after it"),
        ("kim AND OR xi", 4, "something after it"),
        ("kim NOT", 4, '"NOT"'),
        ("NOT OR", 0, '"NOT"'),
        ("kim - xi", 4, "Close the gap"),
        ("kim -", 4, "Close the gap"),
        ("(kim -)", 5, "Close the gap"),
        ("kim = xi", 4, "Close the gap"),
        ("title:=", 6, "Close the gap"),
        ("tag:-draft", 4, "-tag:draft"),
        ("kim tag: draft", 4, "directly after the colon"),
        ("tag:", 0, "directly after the colon"),
        ("kim persn:xi", 4, "person:"),
        ("date:yesterday", 5, "2025-09-03"),
        ("date:2025-9", 5, "2025-09"),
        ("date:0999", 5, "1000 to 2999"),
        ("date:2025-13", 5, "Check the month"),
        ("date:2025..2025-02-30", 11, "Check the month"),
        ("date:..", 5, "at least one end"),
        ("date:2025-09..2025-08", 5, "date:2025-08..2025-09"),
        ('date:" 2025-13"', 7, "Check the month"),
        ("has:anotations", 4, "has:annotations"),
        ("has:*", 4, "annotations, author"),
        ("sanction~3", 8, "sanction~2"),
        ("sanc*~", 0, "Keep one"),
    ],
)
def test_an_error_points_at_the_place_and_names_a_remedy(
    query: str, position: int, remedy: str
) -> None:
    error = error_of(query)
    assert error.position == position
    assert remedy in error.message


def test_an_unknown_field_like_none_we_have_lists_them_all() -> None:
    message = error_of("zzz:x").message
    assert all(field in message for field in FIELDS)


def test_fifty_nested_parentheses_are_read_and_more_are_an_error() -> None:
    assert parse("(" * 50 + "a" + ")" * 50) == parse("a")
    assert "parentheses" in error_of("(" * 51 + "a" + ")" * 51).message
    assert error_of("-" * 9_000 + "a").position == 51
    assert error_of("(" * 9_000).position == 51


def test_a_query_of_fifty_thousand_characters_is_read_and_a_longer_one_is_an_error() -> None:
    longest = "a " + "b" * 49_998
    parse(longest)
    error = error_of(longest + "b")
    assert error.position == 50_000
    assert "Shorten it" in error.message


def test_a_query_of_two_thousand_parts_is_read_and_one_of_more_is_an_error() -> None:
    parse(" OR ".join(["a"] * 2_000))
    error = error_of("a " * 2_001)
    assert error.position == 4_000
    assert "fewer words" in error.message


def test_five_hundred_long_names_are_a_query() -> None:
    names = [f'organisation:"{"Ministry of Foreign Affairs " * 2}{n:03}"' for n in range(500)]
    assert isinstance(parse(" OR ".join(names)), Or)


def test_a_letter_has_thirty_accents_at_most() -> None:
    accents = "\u0301\u0323" * 15
    parse(f"a{accents} a{accents}")
    error = error_of(f"ab{accents}\u0301")
    assert error.position == 32
    assert "accents" in error.message


@pytest.mark.parametrize("pattern", ["?" * 501, "*" + "a?" * 250, "[" * 500 + "*?"])
def test_a_pattern_has_five_hundred_characters_at_most(pattern: str) -> None:
    assert isinstance(parse(f"kim {pattern[:499]}?*"[:504]), And)
    error = error_of(f"kim {pattern}")
    assert error.position == 4
    assert "at most 500" in error.message


@pytest.mark.parametrize("query", ["date:" + "9" * 9_000, "x" * 9_000 + ":a", "has:" + "x" * 9_000])
def test_an_error_repeats_only_the_beginning_of_what_is_long(query: str) -> None:
    assert len(error_of(query).message) < 500
