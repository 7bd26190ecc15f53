"""Twice the text costs at most two and a half times as much to read, part and mark.

The texts are what a stranger could write to make the search for names and quotations work without
end: one thing over and over, or ever new ones of a kind.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader.index.preparing import read_and_mark
from tests.attacks.growth import excess

if TYPE_CHECKING:
    from pathlib import Path

SIZE = 8_000
"""Bytes of the smallest text."""
LIMIT = 10**8
OVER_AND_OVER = (
    "«a »b ",
    "“a ”",
    "“a ",
    "a” ",
    "“a” ",
    "“a,” he said. ",
    "„a ",
    "„a“ ",
    '"a ',
    'a" b ',
    "'a ",
    "‘as ’ ",
    "‘s’ ",
    "‘as’ “ ",
    "''a ",
    "``a ",
    "「あ",
    "『「",
    "»a« ",
    "“a “b” ",
    "“‘a’ ",
    "ABC ",
    "A ",
    "A-B'",
    "A: ",
    ":A:\n",
    "IV.\n\n",
    "A.B.C.",
    "A. B. ",
    "— ",
    "-",
    "1",
    "12 May 2020, ",
    "May ",
    "2020-01-02 ",
    "(",
    "(A) ",
    "[1]",
    ".[1] ",
    "a.[1][1]",
    ".",
    ". ",
    "! ",
    "…",
    ", ",
    "A, ",
    "a. ",
    "a.” ",
    ".)",
    "a",
    "a b ",
    "The man walked home. ",
    "漢字",
    "漢。",
    "ไทย",
    "aяa漢 ",
    "https://a.b/c ",
    "#a ",
    "C# ",
    "+",
    "'",
    "’s ",
    "A & ",
    "Kim said. ",
    "Mr. A said “x.” ",
    "A, B and C, ",
    "President ",
    "he ",
    "he said ",
    "said that she said ",
    ", who said ",
    "“Yes,” said John Smith. ",
    "according to ",
    "Germany, France and Spain ",
    "Germany beat France 3-1. ",
    "Bank of ",
    "A von der ",
    "U.S. ",
    "Lear Corp. ",
    "Kim Jong-un ",
    "Smith's ",
    "the president of the ",
    "X, 45, of Y, Va., ",
    "„Ja“, sagte Müller. ",
    "He said: “x” ",
    ", but he said “x” ",
    "a\n",
    "a\n\n",
    "A\n\n",
    "- a\n",
    "> a\n",
    "ABCDEFGH: b\n\n",
    "Q  Why?\n\nA: b c d\n\n",
    "Reply\n\n",
    "wor-\n",
    " \n",
    " ",
    "Subscribe now\n\n",
)


def _letters(number: int) -> str:
    return "".join(chr(ord("a") + int(digit, 16)) for digit in f"{number:x}")


EVER_NEW = {
    "words": "wa{} ",
    "words in capitals": "Wa{} ",
    "people": "John Wa{} said yes. ",
    "people with titles": "Mr. Wa{} said “yes.”\n\n",
    "people of one surname": "Wa{} Smith said yes. Smith left. ",
    "people of one given name": "John Wa{} said yes. John left. ",
    "people who are quoted": "John Wa{} said “yes, he is.” He said: “no”. ",
    "people in one sentence": "John Wa{}, “yes,” he said, ",
    "bodies": "Wa{} Bank said yes. ",
    "bodies with short names": "The Wa{} Group (WG) said yes. WG left. ",
    "titles of works": "“The Wa{}” ",
    "initials": "J. Wa{} and ",
    "offices": "Mary Wa{}, the wa{} minister, left. “Yes,” the wa{} minister said. ",
    "labels": "Wa{}: yes it is\n\n",
    "hyphens": "Wa{}-",
    "languages": "Der Mann ging nach Hause und aß {}.\n\nThe man went home and ate it {}.\n\n",
}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "article.txt"


def _mark(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8")
    read_and_mark(file, LIMIT)


@pytest.fixture(autouse=True)
def _warm(tmp_path: Path) -> None:
    """Have all lists and models read before anything is measured."""
    _mark(tmp_path / "first.txt", "Kim Lee said “yes”.\n\nDie Frau sagte nichts.\n")


@pytest.mark.parametrize("unit", OVER_AND_OVER)
def test_the_same_over_and_over(file: Path, unit: str) -> None:
    def of(size: int) -> str:
        return unit * (size // len(unit.encode())) + "end"

    assert not excess(of, lambda text: _mark(file, text), SIZE)


@pytest.mark.parametrize("kind", EVER_NEW)
def test_ever_new_ones(file: Path, kind: str) -> None:
    unit = EVER_NEW[kind]

    def of(size: int) -> str:
        count = size // len(unit.encode())
        return "".join(unit.replace("{}", _letters(number)) for number in range(count))

    assert not excess(of, lambda text: _mark(file, text), SIZE)


@pytest.mark.parametrize(("unit", "count"), [("«a »b ", 2_500), ("“a ”", 2_500), ("a b ", 30_000)])
def test_what_took_minutes_only_when_it_was_long(file: Path, unit: str, count: int) -> None:
    assert not excess(lambda size: unit * size, lambda text: _mark(file, text), count)


def test_a_label_in_capitals_that_never_ends(file: Path) -> None:
    def of(size: int) -> str:
        return "".join(f"{name * size}: yes\n\n" for name in ("A.", "AB-", "A’", "A.B "))

    assert not excess(of, lambda text: _mark(file, text), 15)
