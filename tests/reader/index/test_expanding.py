"""Beginnings, patterns and misspellings stand for the words that their definitions say."""

from __future__ import annotations

import tempfile
from array import array
from fnmatch import fnmatchcase
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import example, given
from hypothesis import strategies as st

from reader.index.analysis import glob
from reader.index.expanding import beginning_with, matching, spelt_nearly, within
from reader.index.segments.files import SectionsFile, SectionsWriter
from reader.index.segments.reading import Lines
from reader.languages.folding import fold
from tests.reader.index.plain_search import edits

if TYPE_CHECKING:
    from collections.abc import Iterable

letters = st.text("abßé港*?[", min_size=1, max_size=5)
spelt = st.lists(letters.map(fold), min_size=1, max_size=12, unique=True).map(sorted)
patterns = st.text("ab港é*?[]!-", min_size=1, max_size=6)


def lines(words: list[str]) -> Lines:
    """``words`` as they are kept in a segment."""
    encoded = [word.encode() for word in words]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "file")
        writer = SectionsWriter(file)
        writer.add("words", b"".join(word + b"\n" for word in encoded))
        starts = accumulate((len(word) + 1 for word in encoded), initial=0)
        writer.add("words.starts", array("I", starts))
        writer.finish()
        return Lines(SectionsFile(file), "words")


def chosen(words: list[str], numbers: Iterable[int]) -> list[str]:
    return [words[number] for number in numbers]


@given(spelt, patterns)
@example(["a", "ab"], "**")
@example(["a", "ab", "b"], "*")
@example(["a", "ab"], "*?")
@example(["aa", "aba", "b"], "*a*")
@example(["aba", "abab"], "*ab*")
@example(["a", "ab", "ba"], "*a*")
@example(["a", "ab", "ba", "bba"], "*ba")
@example(["a*", "ab"], "a?")
@example(["港", "港é"], "?")
def test_a_pattern_matches_whole_words(words: list[str], pattern: str) -> None:
    asked = glob(pattern)
    expected = [word for word in words if fnmatchcase(word, asked)]
    assert chosen(words, matching(lines(words), asked)) == expected


@given(spelt, letters)
def test_a_beginning_is_that_of_the_word(words: list[str], prefix: str) -> None:
    own = fold(prefix)
    expected = [word for word in words if word.startswith(own)]
    assert chosen(words, beginning_with(lines(words), own)) == expected


@given(spelt, st.none() | letters, st.none() | letters)
def test_a_range_ends_before_its_end(words: list[str], start: str | None, end: str | None) -> None:
    expected = [
        word for word in words if (start is None or word >= start) and (end is None or word < end)
    ]
    assert chosen(words, within(lines(words), start, end)) == expected


@given(spelt, letters, st.sampled_from((1, 2)))
def test_a_misspelling_is_few_edits_away(words: list[str], word: str, most: int) -> None:
    own = fold(word)
    expected = [(n, edits(other, own)) for n, other in enumerate(words)]
    found = sorted(spelt_nearly(lines(words), own, most))
    assert found == [(number, count) for number, count in expected if count <= most]
