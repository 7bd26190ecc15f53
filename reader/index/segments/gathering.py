"""Documents in, sorted terms out: the postings of one segment while it is being made.

Takes the place of Whoosh's posting pool, which sorts one tuple for each posting. Here every term
has two growing arrays, and only the terms are sorted, once.
"""

from __future__ import annotations

from array import array
from collections import defaultdict, deque
from itertools import chain
from typing import TYPE_CHECKING

from reader.index.segments.merging import merged
from reader.index.segments.postings import TermPostings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reader.index.segments.merging import Source
    from reader.index.segments.postings import FieldWords

_HALF = 32


class _Field:
    """The postings of one field so far."""

    def __init__(self) -> None:
        self._postings: defaultdict[str, array[int]] = defaultdict(lambda: array("Q"))
        """Of each term, document and key in one number."""
        self._places: defaultdict[str, array[int]] = defaultdict(lambda: array("I"))
        self.bases = array("I")
        """The first place of each document that has any, and of those before it that have none."""
        self.end = 0
        """The first place that is free."""

    def add(self, document: int, words: FieldWords) -> None:
        self.bases.extend([self.end] * (document + 1 - len(self.bases)))
        high = document << _HALF
        _append(self._postings, words.terms, [high | key for key in words.keys])
        base = self.end
        places = (range(base + first, base + last) for first, last in words.runs)
        _append(self._places, words.sequence, chain.from_iterable(places))
        self.end += words.span

    def terms(self, name: str) -> Iterator[TermPostings]:
        """The postings of each term, in order; they are forgotten here."""
        places_of, nothing = self._places.pop, array("I")
        for term in sorted(self._postings):
            own = self._postings.pop(term)
            yield TermPostings(name, term.encode(), own, places_of(term, nothing))


class Gathering:
    """The postings of the segment being written; what Whoosh's writer has for its pool."""

    def __init__(self) -> None:
        self._fields: defaultdict[str, _Field] = defaultdict(_Field)
        self._sources: list[Source] = []

    def add(self, item: tuple[str, bytes, int, float, FieldWords]) -> None:
        """Whoosh hands over a posting: here, all that one document says in one field."""
        field, _, document, _, words = item
        self._fields[field].add(document, words)

    def add_segment(self, source: Source) -> None:
        """Take in the postings of another segment."""
        self._sources.append(source)

    def field_names(self) -> set[str]:
        """The fields that hold anything."""
        return {*self._fields, *(name for source in self._sources for name in source.fields())}

    def bases(self, name: str, documents: int) -> array[int]:
        """The first place of each document in a field, and the end of the last."""
        field = self._fields.get(name)
        bases = array("I", field.bases) if field else array("I")
        end = field.end if field else 0
        first = documents - sum(len(source.kept) for source in self._sources)
        bases.extend([end] * (first - len(bases)))
        for source in self._sources:
            own, span = source.bases(name)
            source.move_places(name, end)
            bases.extend(map(end.__add__, own))
            end += span
        bases.append(end)
        return bases

    def iter_postings(self) -> Iterator[TermPostings]:
        """All terms, in the order of fields and of their bytes."""
        for name in sorted(self.field_names()):
            own = self._fields[name].terms(name) if name in self._fields else iter(())
            theirs = [source.terms(name) for source in self._sources]
            yield from merged([own, *theirs]) if theirs else own

    def cleanup(self) -> None:
        """Whoosh is done with the pool."""
        self._fields.clear()
        for source in self._sources:
            source.close()
        self._sources.clear()


def _append(arrays: dict[str, array[int]], words: Iterable[str], numbers: Iterable[int]) -> None:
    """Append to the array of each word its number, at the speed of C."""
    deque(map(array.append, map(arrays.__getitem__, words), numbers), maxlen=0)
