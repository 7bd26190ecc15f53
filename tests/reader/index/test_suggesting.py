"""“Did you mean”: what is suggested for words that no article has."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader.index import query

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.library import Library

    Make = Callable[[dict[str, str | bytes]], Library]

LIBRARY: dict[str, str | bytes] = {
    "a.txt": "The parades\n\nKim watched the parades in Pyongyang. The sanctions stayed.",
    "b.txt": "The parade\n\nA parade in Paris. Nobody spoke of the parade afterwards.",
    "c.txt": "Häuser\n\nDie Häuser in der Straße sind alt, und die Straße ist es auch.",
    "e.txt": "Die Wirtschaftssanktionen treffen alle, und die Wirtschaft leidet darunter sehr.",
    "d.md": "---\ntitle: Zelensky speaks\nauthor: Jörg Müller\n---\nHe said nothing new.",
}


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("parrade", "parade"),
        ("kim parrade", "kim parade"),
        ("kmi", "kim"),
        ('"kim wached"', '"kim watched"'),
        ("title:zelenksy", "title:zelensky"),
        ("author:mulller", "author:muller"),
        ("zelenksy OR xqzw", None),
        ("sactions -xqzw", "sanctions -xqzw"),
        ("(pyongjang)", "(pyongyang)"),
        ("strase", "strasse"),
        ("pyongja*", None),
        ("pyongyanf*", "pyongyang*"),
        ("xq", None),
        ("xqzwkk", None),
        ("date:1812", None),
        ("C++ parrade", None),
        ("sanktion", "*sanktion*"),
        ('"sanktion"', '"sanctions"'),
    ],
)
def test_what_is_suggested_finds_something(
    make_library: Make, asked: str, meant: str | None
) -> None:
    library = make_library(LIBRARY)
    assert library.search(query.parse(asked)).total == 0
    assert library.queries.did_you_mean(asked) == meant
    if meant:
        assert library.search(query.parse(meant)).total


def test_of_words_alike_the_most_frequent_is_suggested_and_none_that_is_gone(
    make_library: Make,
) -> None:
    library = make_library({"a.txt": "sonata", "b.txt": "senate", "c.txt": "senate"})
    assert library.queries.did_you_mean("sonate") == "senate"
    for name in ("b.txt", "c.txt"):
        (library.root / name).unlink()
    library.refresh()
    assert library.queries.did_you_mean("sonate") == "sonata"


def test_words_that_never_meet_are_not_misspelt(make_library: Make) -> None:
    library = make_library({"a.txt": "senate", "b.txt": "sonata"})
    assert library.queries.did_you_mean("senate sonata") is None
