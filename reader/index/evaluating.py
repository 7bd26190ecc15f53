"""Answering Whoosh's queries by whole arrays, where Whoosh would go from posting to posting.

A query is evaluated from its leaves up, in each segment: to the documents it matches, with their
scores. What stands in a :class:`~reader.index.engine.Synonyms` is one term of BM25F; everything
else only decides which documents match.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING

from reader.index.engine import Near, Synonyms, query
from reader.index.expanding import beginning_with, matching, spelt_nearly, within
from reader.index.placing import near_each_other, phrase_starts
from reader.index.scoring import ONCE, Norms, idf, saturated
from reader.index.segments.joining import Postings, joined, listed
from reader.index.segments.keys import key, length_byte

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reader.index.segments.reading import FieldArrays, Lines, Run, SegmentArrays

_COUNTED = 50_000
"""Postings up to which those of a pattern are counted one by one. One that has more counts as
found once in every document that it matches."""
_COMMON = 50
"""A term is looked at first that is in more than one in so many documents."""

Scores = dict[int, float]
"""Of each document of a segment that matches."""


@dataclass(frozen=True, slots=True)
class _Part:
    """What one leaf finds in one field of one segment."""

    norms: Norms
    boost: float
    docs: list[int]
    keys: list[int]


class Evaluator:
    """Evaluates queries in the segments of one index, as they are at one time."""

    def __init__(self, segments: Sequence[SegmentArrays]) -> None:
        self._segments = segments
        self._documents = sum(segment.documents for segment in segments)
        self._norms: dict[str, Norms] = {}

    def evaluate(self, asked: query.Query) -> list[Scores]:
        """The documents that match in each segment, also those that were deleted meanwhile."""
        match asked:
            case Synonyms():
                return self._leaf(asked)
            case query.AndNot():
                pairs = zip(self.evaluate(asked.a), self.evaluate(asked.b), strict=True)
                return [_without(wanted, unwanted) for wanted, unwanted in pairs]
            case query.And():
                parts = [self.evaluate(part) for part in asked.subqueries]
                return [_in_all(found) for found in zip(*parts, strict=True)]
            case query.Or():
                parts = [self.evaluate(part) for part in asked.subqueries]
                return [reduce(_in_any, found) for found in zip(*parts, strict=True)]
            case query.Every():
                return [dict.fromkeys(range(s.documents), 0.0) for s in self._segments]
            case query.NullQuery:
                return [{} for _ in self._segments]
            case _:
                return [self._matching(asked, segment) for segment in self._segments]

    def _matching(self, asked: query.Query, segment: SegmentArrays) -> Scores:
        field = segment.field(asked.field())
        if field is None:
            return {}
        is_term = isinstance(asked, query.Term)
        runs = [field.run(asked.text.encode())] if is_term else _terms(asked, field)
        return dict.fromkeys(_documents(field, runs, segment.documents), 0.0)

    def _leaf(self, leaf: Synonyms) -> list[Scores]:
        """The documents of each segment in which ``leaf`` is found, scored as one term."""
        parts = [self._parts(leaf, segment) for segment in self._segments]
        summed = [_summed(found) for found in parts]
        having = sum(
            len(found[0].docs) + new if found else 0
            for found, (_, new) in zip(parts, summed, strict=True)
        )
        worth = idf(self._documents, having)
        scores = []
        for found, (special, _) in zip(parts, summed, strict=True):
            own: Scores = {}
            if found:
                main = found[0]
                table = {k: worth * saturated(main.boost * main.norms[k]) for k in set(main.keys)}
                own = dict(zip(main.docs, map(table.__getitem__, main.keys), strict=True))
                for document, frequency in special.items():
                    own[document] = worth * saturated(frequency)
            scores.append(own)
        return scores

    def _parts(self, leaf: Synonyms, segment: SegmentArrays) -> list[_Part]:
        """What ``leaf`` finds in each field of a segment; the one with most documents first."""
        ways: defaultdict[str, list[query.Query]] = defaultdict(list)
        for way in leaf.subqueries:
            ways[way.field()].append(way)
        parts = []
        for name, own in ways.items():
            field = segment.field(name)
            if field is None:
                continue
            docs, keys = joined([_postings(way, field, segment, name) for way in own])
            if docs:
                parts.append(_Part(self._norms_of(name), own[0].boost, docs, keys))
        return sorted(parts, key=lambda part: -len(part.docs))

    def _norms_of(self, name: str) -> Norms:
        norms = self._norms.get(name)
        if norms is None:
            lengths = [segment.length_of(name) for segment in self._segments]
            norms = self._norms[name] = Norms(
                sum(x for x, _ in lengths), sum(n for _, n in lengths)
            )
        return norms


def _summed(parts: Sequence[_Part]) -> tuple[dict[int, float], int]:
    """The normalised frequencies of documents in which a leaf is found in a field but the first.

    Also how many of them do not have it in the first.
    """
    special: defaultdict[int, float] = defaultdict(float)
    for part in parts[1:]:
        for document, k in zip(part.docs, part.keys, strict=True):
            special[document] += part.boost * part.norms[k]
    new = 0
    if special:
        main = parts[0]
        for document in special:
            at = bisect_left(main.docs, document)
            if at < len(main.docs) and main.docs[at] == document:
                special[document] += main.boost * main.norms[main.keys[at]]
            else:
                new += 1
    return special, new


def _postings(way: query.Query, field: FieldArrays, segment: SegmentArrays, name: str) -> Postings:
    """Where one ``way`` finds its leaf in one field."""
    match way:
        case query.Term():
            slices = field.postings_of_each(field.run(way.text.encode()))
            return joined(list(map(listed, slices)))
        case query.Phrase():
            return _together(way.words, 0, field, segment.lengths(name))
        case Near():
            words = [term.text for term in way.qs]
            return _together(words, way.slop, field, segment.lengths(name))
        case _:
            return _counted(_terms(way, field), field, segment.documents)


def _terms(way: query.Query, field: FieldArrays) -> list[Run]:
    return field.terms_spelt(_spellings(way, field.spellings))


def _spellings(way: query.Query, words: Lines) -> list[Run]:
    match way:
        case query.Prefix():
            return beginning_with(words, way.text)
        case query.Wildcard():
            return matching(words, way.text)
        case query.FuzzyTerm():
            return spelt_nearly(words, way.text, way.maxdist, way.prefixlength)
        case query.TermRange():
            return within(words, way.start, way.end)
    raise TypeError(way)


def _together(
    words: Sequence[str], slop: int, field: FieldArrays, lengths: Sequence[int]
) -> Postings:
    """Where ``words`` are a phrase, or near each other when there is a ``slop``."""
    runs = [field.run(word.encode()) for word in words]
    if any(first == last for first, last in runs):
        return [], []
    places = [field.places(run) for run in runs]
    found = near_each_other(places, slop) if slop else phrase_starts(places)
    docs, keys = [], []
    at = 0
    while at < len(found):
        document = bisect_right(field.bases, found[at]) - 1
        end = bisect_left(found, field.bases[document + 1], at)
        docs.append(document)
        keys.append(key(end - at, length_byte(lengths[document])))
        at = end
    return docs, keys


def _counted(runs: Sequence[Run], field: FieldArrays, documents: int) -> Postings:
    """The postings of many terms, taken as one."""
    parts: list[Postings] = []
    size = 0
    for run in runs:
        for slices in field.postings_of_each(run):
            parts.append(listed(slices))
            size += len(slices[0])
        if size > _COUNTED:
            docs = sorted(_documents(field, runs, documents))
            return docs, [ONCE] * len(docs)
    return joined(parts)


def _documents(field: FieldArrays, runs: Sequence[Run], documents: int) -> Iterable[int]:
    """The documents that have any of the terms in ``runs``."""
    found: set[int] = set()
    # Where a few common words are in all documents there is no need to look at the rare ones.
    least = documents // _COMMON
    for first, last in runs:
        for number, count in enumerate(field.document_counts((first, last)), first):
            if count > least:
                found.update(field.postings((number, number + 1))[0].tolist())
                if len(found) == documents:
                    return range(documents)
    for run in runs:
        found.update(field.postings(run)[0].tolist())
    return found


def _in_all(found: Sequence[Scores]) -> Scores:
    """The documents that are in all of ``found``."""
    first, *others = sorted(found, key=len)
    for other in others:
        first = {d: score + other[d] for d, score in first.items() if d in other}
    return first


def _in_any(one: Scores, other: Scores) -> Scores:
    """The documents that are in either."""
    if len(one) < len(other):
        one, other = other, one
    together = dict(one)
    for document, score in other.items():
        together[document] = together.get(document, 0.0) + score
    return together


def _without(wanted: Scores, unwanted: Scores) -> Scores:
    """The documents that are only in the first."""
    if not wanted.keys() & unwanted.keys():
        return wanted
    return {d: score for d, score in wanted.items() if d not in unwanted}
