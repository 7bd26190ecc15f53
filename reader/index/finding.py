"""Where one way of finding a word finds it, in one field of one segment.

What is found very often is not counted: a beginning of one letter, or a phrase of the commonest
words, counts as found once in each document. Counting would take long, and rank nothing.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from reader.index.engine import Near, query
from reader.index.expanding import beginning_with, matching, spelt_nearly, within
from reader.index.placing import documents_with, near_each_other, phrase_starts
from reader.index.scoring import ONCE
from reader.index.segments.joining import Postings, joined, listed
from reader.index.segments.keys import key, length_byte

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reader.index.segments.reading import FieldArrays, Run, SegmentArrays

_COUNTED = 50_000
"""Postings of the words of a pattern, or places of the rarest word of a phrase, up to which they
are counted."""
_COMMON = 50
"""A term is looked at first that is in more than one in so many documents."""


def documents_found(asked: query.Query, field: FieldArrays, documents: int) -> Iterable[int]:
    """The documents of a segment of so many ``documents`` in which ``asked`` is found."""
    if isinstance(asked, query.Term):
        return field.documents_of(range(*field.run(asked.text.encode())))
    return _documents(field, field.terms_spelt(_spellings(asked, field)), documents)


def postings_found(
    way: query.Query, field: FieldArrays, segment: SegmentArrays, name: str
) -> Postings:
    """The postings of what one ``way`` finds in the field called ``name``."""
    match way:
        case query.Term():
            return joined(
                list(map(listed, field.postings_of(range(*field.run(way.text.encode())))))
            )
        case query.Phrase():
            return _together(way.words, 0, field, segment.lengths(name))
        case Near():
            words = [term.text for term in way.qs]
            return _together(words, way.slop, field, segment.lengths(name))
        case _:
            spelt = field.terms_spelt(_spellings(way, field))
            return _counted(spelt, field, segment.documents)


def _spellings(way: query.Query, field: FieldArrays) -> list[Run]:
    match way:
        case query.Prefix():
            return beginning_with(field.spellings, way.text)
        case query.Wildcard():
            return matching(field.spellings, way.text)
        case query.FuzzyTerm():
            return spelt_nearly(field.spellings, way.text, way.maxdist, way.prefixlength)
        case query.TermRange():
            return within(field.spellings, way.start, way.end)
    raise TypeError(way)


def _together(
    words: Sequence[str], slop: int, field: FieldArrays, lengths: Sequence[int]
) -> Postings:
    """Where ``words`` are a phrase, or near each other when there is a ``slop``."""
    runs = [field.run(word.encode()) for word in words]
    if any(first == last for first, last in runs):
        return {}
    places = [field.places(run) for run in runs]
    if min(map(len, places)) > _COUNTED:
        return dict.fromkeys(documents_with(places, slop, field.bases), ONCE)
    found = near_each_other(places, slop) if slop else phrase_starts(places)
    postings: Postings = {}
    bases = field.bases
    at = 0
    while at < len(found):
        document = bisect_right(bases, found[at]) - 1
        end = bisect_left(found, bases[document + 1], at)
        postings[document] = key(end - at, length_byte(lengths[document]))
        at = end
    return postings


def _counted(numbers: Sequence[int], field: FieldArrays, documents: int) -> Postings:
    """The postings of many terms, taken as one."""
    if sum(field.document_counts(numbers)) <= _COUNTED:
        return joined(list(map(listed, field.postings_of(numbers))))
    return dict.fromkeys(_documents(field, numbers, documents), ONCE)


def _documents(field: FieldArrays, numbers: Sequence[int], documents: int) -> Iterable[int]:
    """The documents that have any of the terms of those ``numbers``."""
    # Where a few common words are in all documents there is no need to look at the rare ones.
    least = documents // _COMMON
    counts = field.document_counts(numbers)
    common = [number for number, count in zip(numbers, counts, strict=True) if count > least]
    found = field.documents_of(common)
    if len(found) == documents:
        return range(documents)
    rare = [number for number, count in zip(numbers, counts, strict=True) if count <= least]
    return found | field.documents_of(rare)
