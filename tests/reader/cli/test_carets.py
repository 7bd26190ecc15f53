"""The caret stands under the place: in cells, on one line, in any terminal."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from reader.cli.carets import pointed, told
from reader.errors import QueryError

TEXTS = st.text() | st.text("abc (日本é́é\t\n👩", max_size=60)


@st.composite
def places(draw: st.DrawFn) -> tuple[str, int]:
    text = draw(TEXTS)
    return text, draw(st.integers(0, len(text)))


def test_wide_and_combining_characters_take_the_cells_they_take() -> None:
    assert pointed("kim (x", 4) == ("kim (x", "    ^")
    assert pointed("日本 (x", 3) == ("日本 (x", "     ^")
    assert pointed("cafe\u0301 (x", 6) == ("cafe\u0301 (x", "     ^")
    assert pointed("a\tb\nc", 5) == ("a b c", "     ^")


def test_a_long_query_is_cut_around_the_place() -> None:
    query = "a" * 100 + "(" + "b" * 100
    line, caret = pointed(query, 100, 30)
    assert line == "…" + "a" * 18 + "(" + "b" * 9 + "…"
    assert line[len(caret) - 1] == "("
    assert pointed("a" * 50, 0, 20) == ("a" * 19 + "…", "^")
    line, caret = pointed("a" * 50, 50, 20)
    assert (line, caret) == ("…" + "a" * 18, " " * 19 + "^")


@given(places(), st.integers(8, 80))
def test_the_query_fits_and_the_place_is_always_shown(place: tuple[str, int], room: int) -> None:
    query, position = place
    line, caret = pointed(query, position, room)
    assert "\n" not in line
    assert cell_len(line) <= room
    assert len(caret) <= room
    whole, _ = pointed(query, position)
    if cell_len(whole) < room:
        assert line == whole


@given(places())
def test_without_a_terminal_nothing_is_cut(place: tuple[str, int]) -> None:
    query, position = place
    line, caret = pointed(query, position)
    assert len(line) == len(query)
    assert len(caret) == cell_len(line[:position]) + 1


def test_the_sentence_comes_first() -> None:
    error = QueryError("It is never closed.", "kim (x", 4)
    assert told(error) == "It is never closed.\n  kim (x\n      ^"
