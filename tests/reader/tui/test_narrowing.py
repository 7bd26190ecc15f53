from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reader.tui.narrowing import Facts, Narrowing, exactly

FACTS = Facts.of(
    "Prime Minister José Ñandú said: “No harbour.”",
    tags=["places/Port", "to check"],
    creator="Ann",
    colours=["#d1453b", "red"],
    kind="highlight",
)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "  ",
        "harb",
        "jose nandu",
        "JOSÉ",
        "#places",
        "#places/port",
        "#to",
        "by:a",
        "by:ANN",
        "colour:red",
        "color:r",
        "colour:#d1",
        "kind:high",
        "#",
        "minister #places by:ann colour:red kind:h",
        "said:",
        '#"to check"',
        '#"to c',
        '#"places"',
        '#"PLACES/port"',
        '"prime minister jose"',
        'by:"ann" #"places',
    ],
)
def test_what_fits_is_admitted(typed: str) -> None:
    assert Narrowing.parse(typed).admits(FACTS)


@pytest.mark.parametrize(
    "typed",
    [
        *("goat", "#port", "by:bob", "colour:blue", "harbour goat", "kind:note", "http:x", "#red"),
        *('#"to"', '#"place"', '#"places/p"', '"minister prime"', 'by:"an"'),
    ],
)
def test_what_does_not_fit_is_left_out(typed: str) -> None:
    assert not Narrowing.parse(typed).admits(FACTS)


@given(st.text(max_size=40))
def test_any_line_means_something_and_more_of_it_narrows(typed: str) -> None:
    assert not Narrowing.parse(typed + " qqqqq").admits(FACTS)
    if Narrowing.parse(typed + " harbour").admits(FACTS):
        assert Narrowing.parse(typed).admits(FACTS)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20))
@example('"0')
@example('a "quoted" tag')
@example("\u0301")
@example("0\u00af")
def test_a_tag_narrows_to_itself_and_what_stands_below_it(tag: str) -> None:
    tag = " ".join(tag.split()) or "x"
    narrowing = Narrowing.parse(exactly(tag))
    assert narrowing.admits(Facts.of(tags=[tag]))
    assert narrowing.admits(Facts.of(tags=[f"{tag}/below"]))
    assert not narrowing.admits(Facts.of(tags=[f"{tag}x"]))
