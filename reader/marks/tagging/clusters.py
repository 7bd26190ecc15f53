"""Which words are used alike: those that stand in the same company share a cluster.

So the tagger knows what a name looks like that stood in none of the texts it learned from. After
Miller, Guinness and Zamanian, "Name tagging with word clusters and discriminative training" (HLT-
NAACL 2004). The tables were made by :mod:`reader.marks.training.clusters` from free sources, which
``data/SOURCES.md`` names. Each is read once per process, on first use.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from reader.marks.tagging.word_table import unpack
from reader.marks.word_lists import DATA

if TYPE_CHECKING:
    from reader.marks.tagging.word_table import WordTable

Clusters = tuple[str, ...]
"""From coarse to fine; empty for a word that is not known."""

UNKNOWN: Clusters = ("?",)
"""Of a capitalised German word that cannot be placed."""
SHORTEST_TAIL = 5
"""Letters of a word that may end a compound and tell what it is."""
SHORTEST_HEAD = 3
LIKE = "~"
"""Stands before the clusters that a compound has from its last part."""


class Alike:
    """The clusters of the words of one language."""

    def __init__(self, table: WordTable, *, compounds: bool = False) -> None:
        """``compounds`` says whether words that are not known are placed by their last part."""
        self._table = table
        self._compounds = compounds

    def of(self, form: str) -> Clusters:
        """The clusters of ``form``."""
        found = self._known(form)
        if found or not self._compounds or not form[0].isupper():
            return _split(found)
        if form[-1] == "s" and (found := self._known(form[:-1])):
            return _split(found)
        return tuple(LIKE + each for each in _split(self._tail(form))) or UNKNOWN

    def _known(self, form: str) -> str:
        get = self._table.get
        return get(form) or get(form.lower()) or get(form.title())

    def _tail(self, form: str) -> str:
        """What is known of the longest known word that ends ``form``."""
        last = form.rpartition("-")[2]
        if last != form and last:
            return self._known(last)
        tails = (form[at:].title() for at in range(SHORTEST_HEAD, len(form) - SHORTEST_TAIL + 1))
        return next(filter(None, map(self._table.get, tails)), "")


@cache
def _split(value: str) -> Clusters:
    return tuple(value.split())


@cache
def alike(language: str) -> Alike:
    """What ships with the package for ``language``: "en" or "de"."""
    table = unpack((DATA / f"clusters_{language}.z").read_bytes())
    return Alike(table, compounds=language == "de")
