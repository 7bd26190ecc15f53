"""What is known of a word before it is met: whether it names people, places, organisations, or
is a common word.

The table was put together by :mod:`reader.marks.training.words` from free sources, which
``data/SOURCES.md`` names. It is read once per process, on first use.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from reader.articles.tokens import words_of
from reader.marks.tagging.word_table import unpack
from reader.marks.word_lists import DATA, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from reader.marks.tagging.word_table import WordTable

TABLE = DATA / "lexicon.z"
MOST_REMEMBERED = 200_000
"""Words whose entries are kept at hand; beyond, all are forgotten and looked up again."""
NOUN_ENDINGS = ("", "s", "n", "en", "e", "es", "nen")
"""What the cases and the plural of a German noun end in."""
SHORTEST_TAIL = 4
"""Letters of a German noun that may end a longer one."""


class Entry(NamedTuple):
    """What the lexicon says of a word."""

    classes: str
    """Its classes, one letter each: see :mod:`reader.marks.training.words`."""
    longest: int
    """How many words the longest name of several words has that begins with it; 0 if none."""


class Name(NamedTuple):
    """A name of several words that stands in a text."""

    start: int
    """The number of its first word."""
    stop: int
    """The number of the first word behind it."""
    classes: str


class Lexicon:
    """Words and names by their lower case."""

    def __init__(self, table: WordTable) -> None:
        """``table`` holds what :func:`entries` makes."""
        self._table = table
        self._remembered: dict[str, Entry] = {}

    def entry(self, word: str) -> Entry:
        """What is known of ``word``, given in lower case."""
        found = self._remembered.get(word)
        if found is None:
            if len(self._remembered) > MOST_REMEMBERED:
                self._remembered.clear()
            found = self._remembered[word] = _entry(self._table.get(word))
        return found

    def classes_of(self, word: str) -> str:
        """The classes of ``word``, given in lower case."""
        return self.entry(word).classes

    def names_in(self, words: Sequence[str], first: int, last: int, stop: int) -> Iterator[Name]:
        """The names that begin at words ``first`` to ``last`` and end before ``stop``.

        They are disjoint; of two that begin with one word, the longer one.
        """
        while first <= last:
            longest = self.entry(words[first]).longest
            for end in range(min(stop, first + longest), first + 1, -1):
                if classes := self._table.get(" ".join(words[first:end])):
                    yield Name(first, end, classes)
                    first = end - 1
                    break
            first += 1


def entries(classes: Mapping[str, str], names: Mapping[tuple[str, ...], str]) -> dict[str, str]:
    """What stands in the table for words of ``classes`` and for ``names`` of several words."""
    longest: dict[str, int] = {}
    for name in names:
        longest[name[0]] = max(len(name), longest.get(name[0], 0))
    found = {
        word: f"{classes.get(word, '')} {longest.get(word, 0)}"
        for word in classes.keys() | longest.keys()
    }
    return found | {" ".join(name): own for name, own in names.items()}


@cache
def _entry(value: str) -> Entry:
    classes, _, longest = value.partition(" ")
    return Entry(classes, int(longest or 0))


@cache
def lexicon() -> Lexicon:
    """The lexicon that ships with the package."""
    return Lexicon(unpack(TABLE.read_bytes()))


@cache
def german_nouns() -> frozenset[str]:
    """German common nouns in lower case."""
    return frozenset(noun.lower() for noun in words("nouns_de.txt"))


def is_german_noun(word: str) -> bool:
    """Whether ``word``, in lower case, is a common noun, perhaps inflected or a compound."""
    nouns = german_nouns()
    for ending in NOUN_ENDINGS:
        if not word.endswith(ending):
            continue
        stem = word[: len(word) - len(ending)]
        if stem in nouns or any(
            stem[at:] in nouns for at in range(2, len(stem) - SHORTEST_TAIL + 1)
        ):
            return True
    return False


def words_of_name(name: str) -> tuple[str, ...]:
    """The tokens of ``name`` in lower case, as the lexicon keeps them."""
    return tuple(form.lower() for form in words_of(name))
