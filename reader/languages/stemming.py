"""What all inflections of a word have in common, by the algorithms of Snowball.

A language without one has no stems: there a word is only itself. Porter, "Snowball: A language
for stemming algorithms", 2001; the algorithms come with PyStemmer.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, TypeVar

import Stemmer

from reader.languages.folding import fold, plain
from reader.languages.known import language

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

OWN = "="
"""Begins the stem of a word that is its own stem, so that it is the stem of no other word."""
_LONG = 5
"""Letters of a word from which on an ending is one."""
_MOST_KNOWN = 200_000
"""Forms of which something is remembered; then remembering starts anew."""


class OfForms(dict[str, T]):
    """What a function makes of each form, worked out once."""

    def __init__(self, function: Callable[[str], T]) -> None:
        super().__init__()
        self._function = function

    def __missing__(self, form: str) -> T:
        if len(self) >= _MOST_KNOWN:
            self.clear()
        made = self[form] = self._function(form)
        return made


@cache
def stems(code: str) -> OfForms[str]:
    """The folded stem of each form in the language of that code."""
    return OfForms(stemmer(code))


@cache
def stemmer(code: str) -> Callable[[str], str]:
    """What makes the folded stem of a form in a language; the folded form where it has none."""
    spoken = language(code)
    if not spoken.stemmer:
        return fold
    stem_word = Stemmer.Stemmer(spoken.stemmer).stemWord
    small_letters = str.maketrans(dict(spoken.small_letters))

    missed = spoken.missed_endings
    lengths = sorted(set(map(len, missed)), reverse=True)

    def stem(form: str) -> str:
        word = plain(form)
        if small_letters:
            word = word.translate(small_letters)
        word = word.lower()
        if missed and len(word) >= _LONG:
            for length in lengths:
                if other := missed.get(word[-length:]):
                    word = word[:-length] + other
                    break
        return fold(stem_word(word))

    if not spoken.unstemmed:
        return stem
    own = {word: f"{OWN}{word}" for word in spoken.unstemmed}
    return lambda form: own.get(fold(form)) or stem(form)
