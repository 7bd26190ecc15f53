"""Joining segments: which are worth it, and how the postings of several become those of one.

A commit adds a segment, which is quick; every query looks into every segment, which is not. So
past a few segments the small ones are joined. Documents that were deleted go then; the places
they had are left free.
"""

from __future__ import annotations

import heapq
from array import array
from bisect import bisect_left
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from reader.index.segments.postings import TermPostings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reader.index.segments.codec import ArraySegment
    from reader.index.segments.reading import FieldArrays, SegmentArrays

MANY = 8
"""Segments up to which nothing is joined."""
HALF = 0.5
"""Share of a segment's documents past which, once they are deleted, it is written anew."""
_PLACES = 1 << 32
"""Places that one segment has room for, in each field."""


def worth_joining(
    segments: Sequence[ArraySegment], most: int = MANY, gone: float = HALF
) -> list[ArraySegment]:
    """The segments to be joined with the next one: the smallest, as long as they are alike in size.

    Nothing is as long as there are at most so many, but for those of which more than the share
    ``gone`` is deleted.
    """
    holed = [s for s in segments if s.deleted_count() > gone * s.doc_count_all()]
    if len(segments) - len(holed) < most:
        return holed
    chosen: list[ArraySegment] = []
    size = places = 0
    for segment in sorted(segments, key=lambda s: s.doc_count_all()):
        if len(chosen) > 1 and segment.doc_count_all() > 2 * size and segment not in holed:
            continue
        if places + segment.span >= _PLACES // 2:
            continue
        chosen.append(segment)
        size += segment.doc_count_all()
        places += segment.span
    return chosen


class Source:
    """A segment whose postings go into another one."""

    def __init__(self, arrays: SegmentArrays, deleted: frozenset[int], first: int) -> None:
        """``first`` is the number that the first document that is left will have."""
        self._arrays = arrays
        self._deleted = deleted
        self.kept = [n for n in range(arrays.documents) if n not in deleted]
        """The documents that are left."""
        self._moved: dict[str, int] = {}
        self._numbers = array("I", bytes(4 * arrays.documents))
        for number, old in enumerate(self.kept, first):
            self._numbers[old] = number

    def close(self) -> None:
        """Give the segment's file back."""
        self._arrays.close()

    def fields(self) -> Iterable[str]:
        """The names of the fields it has."""
        return self._arrays.field_names()

    def bases(self, name: str) -> tuple[list[int], int]:
        """The first place of each document that is left in a field, and the end of all places."""
        field = self._arrays.field(name)
        if field is None or not field.bases:
            return [0] * len(self.kept), 0
        return [field.bases[old] for old in self.kept], field.bases[-1]

    def move_places(self, name: str, offset: int) -> None:
        """Let the places of a field start at ``offset``."""
        self._moved[name] = offset

    def terms(self, name: str) -> Iterator[TermPostings]:
        """The postings of a field as they will be."""
        field = self._arrays.field(name)
        if field is None:
            return
        offset = self._moved.get(name, 0)
        for number, term in enumerate(field.terms.between(0, len(field.terms))):
            postings = self._of(field, number, name, term, offset)
            if postings.postings:
                yield postings

    def _of(
        self, field: FieldArrays, number: int, name: str, term: bytes, offset: int
    ) -> TermPostings:
        docs, keys = field.postings((number, number + 1))
        places: Sequence[int] = field.places((number,))
        numbers = map(self._numbers.__getitem__, docs)
        if self._deleted.isdisjoint(docs):
            postings = [high << 32 | key for high, key in zip(numbers, keys, strict=True)]
        else:
            postings = [
                high << 32 | key
                for doc, high, key in zip(docs, numbers, keys, strict=True)
                if doc not in self._deleted
            ]
            places = _without(places, field.bases, self._deleted.intersection(docs))
        return TermPostings(
            name, term, array("Q", postings), array("I", map(offset.__add__, places))
        )


def _without(places: Sequence[int], bases: Sequence[int], deleted: Iterable[int]) -> list[int]:
    """``places`` but for those in the documents ``deleted``."""
    kept: list[int] = []
    start = 0
    for document in sorted(deleted):
        end = bisect_left(places, bases[document]) if places else 0
        kept += places[start:end]
        start = bisect_left(places, bases[document + 1]) if places else 0
    kept += places[start:]
    return kept


def merged(sources: Iterable[Iterator[TermPostings]]) -> Iterator[TermPostings]:
    """The postings of all ``sources``, each sorted by term; documents of the first come first."""
    together = heapq.merge(*sources, key=itemgetter(1))
    for _, group in groupby(together, key=itemgetter(1)):
        whole, *others = group
        for other in others:
            whole.postings.extend(other.postings)
            whole.places.extend(other.places)
        yield whole
