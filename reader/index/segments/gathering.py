"""Documents in, sorted terms out: the postings of one segment while it is being made.

Takes the place of Whoosh's posting pool, which sorts one tuple for each posting. Here every term
has three growing arrays, and only the terms are sorted, once.
"""

from __future__ import annotations

import sys
from array import array
from collections import defaultdict, deque
from itertools import pairwise
from typing import TYPE_CHECKING

from reader.index.segments.merging import merged
from reader.index.segments.postings import TermPostings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reader.index.segments.merging import Source
    from reader.index.segments.postings import FieldWords

_KEY, _DOCUMENT = (0, 1) if sys.byteorder == "little" else (1, 0)
"""Which half of a number of 64 bits is which."""


class _Field:
    """The postings of one field so far."""

    def __init__(self) -> None:
        self.postings: defaultdict[str, array[int]] = defaultdict(lambda: array("Q"))
        """Of each term, document and key in one number."""
        self.places: defaultdict[str, array[int]] = defaultdict(lambda: array("I"))
        self.bases = array("I")
        """The first place of each document that has any, and of those before it that have none."""
        self.end = 0
        """The first place that is free."""

    def add(self, document: int, words: FieldWords) -> None:
        self.bases.extend([self.end] * (document + 1 - len(self.bases)))
        terms = words.terms.split("\n")
        high = document << 32
        packed = [high | key for key in memoryview(words.keys).cast("I")]
        _each(array.append, map(self.postings.__getitem__, terms), packed)
        if not words.places:
            return
        base = self.end
        places = array("I", map(base.__add__, memoryview(words.places).cast("I")))
        ends = [0]
        total = 0
        for count in memoryview(words.counts).cast("I"):
            total += count
            ends.append(total)
        parts = [places[start:end] for start, end in pairwise(ends)]
        _each(array.extend, map(self.places.__getitem__, terms), parts)
        self.end = base + words.span

    def sorted(self, name: str) -> Iterator[TermPostings]:
        nothing = array("I")
        for term in sorted(self.postings):
            both = memoryview(self.postings[term]).cast("B").cast("I").tolist()
            yield TermPostings(
                name,
                term.encode(),
                array("I", both[_DOCUMENT::2]),
                array("I", both[_KEY::2]),
                self.places.get(term, nothing),
            )


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
        first = documents - sum(source.documents for source in self._sources)
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
            own = self._fields.pop(name).sorted(name) if name in self._fields else iter(())
            if self._sources:
                yield from merged([own, *(source.terms(name) for source in self._sources)])
            else:
                yield from own

    def cleanup(self) -> None:
        """Whoosh is done with the pool."""
        self._fields.clear()
        for source in self._sources:
            source.close()
        self._sources.clear()


def _each(method: object, arrays: Iterable[array[int]], values: Iterable[object]) -> None:
    """Call ``method`` on each array with its value, at the speed of C."""
    deque(map(method, arrays, values), maxlen=0)  # type: ignore[call-overload]
