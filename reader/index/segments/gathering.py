"""Documents in, sorted terms out: the postings of one segment while it is being made.

Takes the place of Whoosh's posting pool, which sorts one tuple for each posting. Here every word
has two growing arrays, and only the words are sorted, once. A word becomes its term only when
all documents are in: there are far fewer different words in them all than words in each.
"""

from __future__ import annotations

from array import array
from collections import defaultdict, deque
from itertools import chain
from typing import TYPE_CHECKING

from reader.index.analysis import terms_of
from reader.index.segments.keys import added
from reader.index.segments.merging import merged
from reader.index.segments.postings import TermPostings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reader.index.segments.merging import Source
    from reader.index.segments.postings import FieldWords, Spoken

_HALF = 32
_LOW = (1 << _HALF) - 1


class _Words:
    """The words of one language in one field so far."""

    def __init__(self) -> None:
        self.postings: defaultdict[str, array[int]] = defaultdict(lambda: array("Q"))
        """Of each word, document and key in one number."""
        self.places: defaultdict[str, array[int]] = defaultdict(lambda: array("I"))

    def add(self, document: int, base: int, words: Spoken) -> None:
        high = document << _HALF
        packed = map(high.__or__, memoryview(words.keys).cast("I").tolist())
        _append(self.postings, words.forms, packed)
        places = (range(base + first, base + last) for first, last in words.runs)
        _append(self.places, words.sequence, chain.from_iterable(places))


class _Field:
    """The postings of one field so far."""

    def __init__(self) -> None:
        self.words: defaultdict[str, _Words] = defaultdict(_Words)
        """By language."""
        self.bases = array("I")
        """The first place of each document that has any, and of those before it that have none."""
        self.end = 0
        """The first place that is free."""

    def add(self, document: int, words: FieldWords) -> None:
        self.bases.extend([self.end] * (document + 1 - len(self.bases)))
        for spoken in words.spoken:
            self.words[spoken.language].add(document, self.end, spoken)
        self.end += words.span

    def terms(self, name: str) -> Iterator[TermPostings]:
        """The terms of the words, in order."""
        known: defaultdict[str, list[tuple[array[int], array[int]]]] = defaultdict(list)
        nothing = array("I")
        for language, words in self.words.items():
            forms = list(words.postings)
            for form, term in zip(forms, terms_of(forms, language), strict=True):
                known[term].append((words.postings[form], words.places.get(form, nothing)))
        for term in sorted(known):
            parts = known.pop(term)
            postings = _together([postings for postings, _ in parts])
            yield TermPostings(name, term.encode(), postings, _in_order([p for _, p in parts]))


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


def _together(postings: list[array[int]]) -> array[int]:
    """The postings of several words as those of one; those of one document are added."""
    if len(postings) == 1:
        return postings[0]
    ordered = _in_order(postings)
    if len({posting >> _HALF for posting in ordered}) == len(ordered):
        return ordered
    whole = array("Q")
    last = -1
    for posting in ordered:
        document = posting >> _HALF
        if document == last:
            whole[-1] = document << _HALF | added(whole[-1] & _LOW, posting & _LOW)
        else:
            whole.append(posting)
        last = document
    return whole


def _in_order(parts: list[array[int]]) -> array[int]:
    """The numbers in ``parts``, each of which is in order, in one order."""
    first, *others = parts
    if not others:
        return first
    joined = first[:]
    for other in others:
        joined.extend(other)
    return array(first.typecode, sorted(joined))
