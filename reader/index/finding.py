"""Where one way of finding a word finds it, in one field of one segment.

What is found very often is not counted: a beginning of one letter, or a phrase of the commonest
words, counts as found once in each document. Counting would take long, and rank nothing. Whether
to count is decided for all segments alike, by how much there would be to count.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Protocol

from reader.index.effort import LOOKING_UP
from reader.index.engine import Words, query
from reader.index.expanding import beginning_with, matching, spelt_nearly, within
from reader.index.placing import (
    by_document,
    counted_near,
    documents_with,
    holds,
    phrase_starts,
    phrase_starts_in_ways,
)
from reader.index.segments.joining import Postings, joined, listed
from reader.index.segments.keys import key, length_byte

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from reader.index.engine import SoughtTerms
    from reader.index.placing import Spend
    from reader.index.segments.reading import FieldArrays, SegmentArrays

_MANY_TERMS = 50_000
"""Terms from which on their number says enough of how much there would be to count."""
_QUICKER = 4
"""How many places of a phrase are counted while one is of words near each other."""
_DEARER = 4
"""How many places of a phrase are looked at while one is of three words or more near each other."""
_COMMON = 50
"""A term is looked at first that is in more than one in so many documents."""
_AT_ONCE = 16
"""So many common terms are looked at before it is asked whether they are in all documents."""


class Found(Protocol):
    """What one way finds in one field of one segment, not yet looked at."""

    size: int
    """How much there is to count."""
    cost: int
    """How much is looked at to find it: words, places or articles."""

    def postings(self) -> Postings:
        """What it finds, counted."""

    def documents(self) -> Iterable[int]:
        """The documents in which it finds anything."""


def found_by(
    way: query.Query, field: FieldArrays, segment: SegmentArrays, name: str, spend: Spend
) -> Found:
    """What ``way`` finds in the field called ``name``; ``spend`` counts what it costs beyond."""
    match way:
        case query.Term():
            return _Word(field, range(*field.run(way.text.encode())))
        case Words(words=(wanted,)):
            spend(LOOKING_UP * (1 + len(wanted.stems)))
            return _Word(field, _numbers(wanted, field))
        case Words(words=words, slop=slop):
            spend(LOOKING_UP * sum(1 + len(wanted.stems) for wanted in words))
            return _Together(words, slop, field, segment.lengths(name), spend)
        case _:
            numbers, read = _spellings(way, field)
            return _Spelt(field.terms_spelt(numbers), field, segment.documents, read)


class _Word:
    """A word, in all its forms; it is always counted."""

    size = 0

    def __init__(self, field: FieldArrays, numbers: Sequence[int]) -> None:
        """``numbers`` are those of its terms."""
        self._field = field
        self._numbers = numbers
        self.cost = sum(field.document_counts(numbers))

    def postings(self) -> Postings:
        return joined(list(map(listed, self._field.postings_of(self._numbers))))

    def documents(self) -> Iterable[int]:
        return self._field.documents_of(self._numbers)


class _Together:
    """Words that are a phrase, or near each other when there is a ``slop`` above 1."""

    def __init__(
        self,
        words: Sequence[SoughtTerms],
        slop: int,
        field: FieldArrays,
        lengths: Sequence[int],
        spend: Spend,
    ) -> None:
        self._spend = spend
        self._slop = slop if slop > 1 else 0
        self._bases = field.bases
        self._lengths = lengths
        counts = {word: field.by_count(_numbers(word, field)) for word in dict.fromkeys(words)}
        known = all(any(own.values()) for own in counts.values())
        places = {word: _places(own, field, known) for word, own in counts.items()}
        self._ways = [places[word] for word in words]
        """Of each word, its places by the number of tokens that it has there."""
        firsts = {word: _anywhere(own) for word, own in places.items()}
        self._places = [firsts[word] for word in words]
        numbers = [number for own in counts.values() for some in own.values() for number in some]
        self._simple = all(len(own) == 1 for own in places.values())
        self._overlapping = len(set(numbers)) < len(numbers) or any(
            _meet(joined, firsts[other])
            for word, own in places.items()
            for tokens, joined in own.items()
            if tokens > 1
            for other in firsts
            if other != word
        )
        dear = _DEARER if slop > 1 and len(words) > 2 else 1
        self.cost = len(words) + dear * sum(map(len, firsts.values()))
        self._nowhere = not all(map(len, self._places))
        self.size = min(map(len, self._places)) // (1 if self._slop else _QUICKER)

    def postings(self) -> Postings:
        if self._nowhere:
            return {}
        bases = self._bases
        if self._slop:
            found = counted_near(
                self._places, self._slop, bases, self._spend, overlapping=self._overlapping
            )
        else:
            found = by_document(self._starts(), bases)
        return {
            document: key(count, length_byte(self._lengths[document])) for document, count in found
        }

    def documents(self) -> Iterable[int]:
        if self._nowhere:
            return ()
        if not self._slop and not self._simple:
            return (document for document, _ in by_document(self._starts(), self._bases))
        return documents_with(
            self._places, self._slop, self._bases, self._spend, overlapping=self._overlapping
        )

    def _starts(self) -> list[int]:
        if self._simple:
            return phrase_starts(self._places, overlapping=self._overlapping)
        return phrase_starts_in_ways(self._ways)


def _numbers(word: SoughtTerms, field: FieldArrays) -> list[int]:
    """The terms of ``word``, in order."""
    numbers = field.terms_of(word.form, word.stems)
    return numbers if word.codes is None else field.single(numbers, word.codes)


def _places(
    counts: Mapping[int, Sequence[int]], field: FieldArrays, known: bool
) -> dict[int, Sequence[int]]:
    """Of terms by their number of tokens the places, if all words are ``known`` anywhere."""
    if not known:
        return {1: ()}
    return {count: field.places(own) for count, own in counts.items() if own or count == 1}


def _meet(few: Sequence[int], many: Sequence[int]) -> bool:
    """Whether two words have a place in common."""
    return any(holds(many, place) for place in few)


def _anywhere(places: Mapping[int, Sequence[int]]) -> Sequence[int]:
    """The places of a word, of whatever number of tokens."""
    if len(places) == 1:
        return places[1]
    return sorted(set(chain.from_iterable(places.values())))


class _Spelt:
    """Many terms, taken as one."""

    def __init__(
        self, numbers: Sequence[int], field: FieldArrays, documents: int, read: int
    ) -> None:
        """``documents`` is the number of those in the segment, ``read`` that of words read."""
        self._numbers = numbers
        self._field = field
        self._all = documents
        many = len(numbers) > _MANY_TERMS
        self.size = len(numbers) if many else sum(field.document_counts(numbers))
        self.cost = read + self.size

    def postings(self) -> Postings:
        return joined(list(map(listed, self._field.postings_of(self._numbers))))

    def documents(self) -> Iterable[int]:
        # Where a few common words are in all documents there is no need to look at the rare ones.
        counts = self._field.document_counts(self._numbers)
        least = self._all // _COMMON
        counted = zip(counts, self._numbers, strict=True)
        common = sorted((one for one in counted if one[0] > least), reverse=True)
        found: set[int] = set()
        for start in range(0, len(common), _AT_ONCE):
            found |= self._field.documents_of(n for _, n in common[start : start + _AT_ONCE])
            if len(found) == self._all:
                return found
        rare = (n for n, c in zip(self._numbers, counts, strict=True) if c <= least)
        return found | self._field.documents_of(rare)


def _spellings(way: query.Query, field: FieldArrays) -> tuple[range | list[int], int]:
    """The words that ``way`` stands for, and how many are read to find them."""
    match way:
        case query.Prefix():
            return beginning_with(field.spellings, way.text), 0
        case query.Wildcard():
            return matching(field.spellings, way.text), len(field.spellings)
        case query.FuzzyTerm():
            near = spelt_nearly(field.spellings, way.text, way.maxdist)
            return sorted(number for number, _ in near), len(field.spellings)
        case query.TermRange():
            return within(field.spellings, way.start, way.end), 0
    raise TypeError(way)
