"""What is known of a word before it is met: whether it names people, places, organisations, or
is a common word, and which words are used like it.

The table was put together by :mod:`reader.marks.training.words` from free sources, which
``data/SOURCES.md`` names. It is read once per process, on first use.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from reader.articles.tokens import WORD
from reader.marks.word_lists import DATA, words

if TYPE_CHECKING:
    from collections.abc import Iterable

TABLE = DATA / "lexicon.z"
NO_CLUSTERS = ("", "")
NOUN_ENDINGS = ("", "s", "n", "en", "e", "es", "nen")
"""What the cases and the plural of a German noun end in."""
SHORTEST_TAIL = 4
"""Letters of a German noun that may end a longer one."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words by their lower case."""

    classes: dict[str, str]
    """The classes of each word, one letter a class: see :mod:`reader.marks.training.words`."""
    clusters: dict[str, tuple[str, str]]
    """The coarse and the fine cluster of words that are used alike."""
    names: dict[tuple[str, ...], str]
    """The classes of names of several words."""
    longest: dict[str, int]
    """How many words the longest of those names has that begin with a word."""

    def classes_of(self, word: str) -> str:
        """The classes of ``word``, given in lower case."""
        return self.classes.get(word, "")


def pack(lexicon: Lexicon) -> bytes:
    """``lexicon`` as the bytes of a file; :func:`unpack` is the way back."""
    groups: dict[str, list[str]] = {}
    for word in sorted(lexicon.classes.keys() | lexicon.clusters.keys()):
        coarse, fine = lexicon.clusters.get(word, NO_CLUSTERS)
        key = f"{lexicon.classes.get(word, '')},{coarse},{fine}"
        groups.setdefault(key, []).append(word)
    lines = [f"{key}\t{' '.join(members)}" for key, members in sorted(groups.items())]
    many: dict[str, list[str]] = {}
    for form, classes in lexicon.names.items():
        many.setdefault(classes, []).append(" ".join(form))
    lines += [f"{key}\t{'|'.join(sorted(members))}" for key, members in sorted(many.items())]
    return zlib.compress("\n".join(lines).encode(), 9)


def unpack(packed: bytes) -> Lexicon:
    """The lexicon in ``packed``."""
    classes: dict[str, str] = {}
    clusters: dict[str, tuple[str, str]] = {}
    names: dict[tuple[str, ...], str] = {}
    for line in zlib.decompress(packed).decode().split("\n"):
        key, _, members = line.partition("\t")
        if "," not in key:
            names.update((tuple(name.split(" ")), key) for name in members.split("|"))
            continue
        own, coarse, fine = key.split(",")
        listed = members.split(" ")
        if own:
            classes.update(dict.fromkeys(listed, own))
        if fine:
            clusters.update(dict.fromkeys(listed, (coarse, fine)))
    return Lexicon(classes, clusters, names, longest_of(names))


def longest_of(names: Iterable[tuple[str, ...]]) -> dict[str, int]:
    """How many words the longest of ``names`` has, by the first of them."""
    longest: dict[str, int] = {}
    for name in names:
        if len(name) > longest.get(name[0], 0):
            longest[name[0]] = len(name)
    return longest


@cache
def lexicon() -> Lexicon:
    """The lexicon that ships with the package."""
    return unpack(TABLE.read_bytes())


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
    return tuple(form.lower() for form in WORD.findall(name))
