"""Answering Whoosh's queries by whole arrays, where Whoosh would go from posting to posting.

A query is evaluated from its leaves up, in each segment: to the documents it matches, with what
is needed to score them. What stands in a :class:`~reader.index.engine.Synonyms` is one term of
BM25F; everything else only decides which documents match.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import chain
from operator import add
from typing import TYPE_CHECKING

from reader.index.effort import LOOKING_UP, Effort, TooMuchWorkError
from reader.index.engine import Synonyms, query
from reader.index.finding import found_by
from reader.index.scoring import ONCE, Norms, Worth, idf
from reader.index.segments.joining import joined

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from reader.index.finding import Found
    from reader.index.segments.joining import Postings
    from reader.index.segments.reading import FieldArrays, SegmentArrays

_COUNTED = 50_000
"""Postings of the words of a pattern, or places of the rarest word of a phrase, up to which they
are counted, in all segments together."""
_MOST_KEPT = 400_000
"""Documents in what is kept of earlier queries; a hundred bytes each."""
_KEEPING = 20
"""What keeping something takes by itself, in such documents."""
_AT_ONCE = 50
"""Parts of a query that all have to match, of which what they find is in memory together."""


@dataclass(frozen=True, slots=True)
class Matches:
    """The documents of one segment that match, and what each is worth."""

    values: Mapping[int, float]
    """Of each document its score, or what ``worth`` makes the score of."""
    worth: Worth | None = None
    """None where the values are the scores."""

    def scores(self) -> Iterable[float]:
        """The scores in the order of the documents; worked out only now."""
        return self.scores_of(self.values)

    def scores_of(self, documents: Iterable[int]) -> Iterable[float]:
        """The scores of some of the documents."""
        values = map(self.values.__getitem__, documents)
        return values if self.worth is None else map(self.worth.__getitem__, values)


class Evaluator:
    """Evaluates queries in the segments of one index, as they are at one time."""

    def __init__(self, segments: Sequence[SegmentArrays]) -> None:
        self._segments = segments
        self._documents = sum(segment.documents for segment in segments)
        self._words = sum(segment.length_of("text")[0] for segment in segments)
        self._effort = Effort(self._words)
        self._norms: dict[tuple[str, float], Norms] = {}
        self._kept: dict[Synonyms, list[Matches]] = {}
        """The leaves that were asked for last, the last of them at the end."""
        self._room = _MOST_KEPT

    def evaluate(self, asked: query.Query) -> list[Matches]:
        """The documents that match in each segment, also those that were deleted meanwhile.

        Raises :class:`TooMuchWorkError`.
        """
        self._effort = Effort(self._words)
        return self._evaluate(asked)

    def _evaluate(self, asked: query.Query) -> list[Matches]:
        match asked:
            case Synonyms():
                return self._kept_leaf(asked)
            case query.AndNot():
                pairs = zip(self._evaluate(asked.a), self._evaluate(asked.b), strict=True)
                return [_without(wanted, unwanted) for wanted, unwanted in pairs]
            case query.And():
                return self._all_of(asked.subqueries)
            case query.Or():
                return self._any_of(asked.subqueries)
            case query.Every():
                self._effort.spend(self._documents)
                return [Matches(dict.fromkeys(range(s.documents), 0.0)) for s in self._segments]
            case query.NullQuery:
                return [Matches({}) for _ in self._segments]
            case _:
                return [self._matching(asked, segment) for segment in self._segments]

    def _all_of(self, parts: Sequence[query.Query]) -> list[Matches]:
        """The documents that all of ``parts`` match."""
        found: list[Matches] = []
        for start in range(0, len(parts), _AT_ONCE):
            more = map(self._evaluate, parts[start : start + _AT_ONCE])
            together = zip(*([found] if found else []), *more, strict=True)
            found = [self._in_all(own) for own in together]
            if not _size(found):
                break
        return found

    def _in_all(self, found: Sequence[Matches]) -> Matches:
        fewest = min(len(matches.values) for matches in found)
        self._effort.spend(fewest * len(found))
        return _in_all(found)

    def _any_of(self, parts: Sequence[query.Query]) -> list[Matches]:
        """The documents that any of ``parts`` matches."""
        sums: list[dict[int, float]] = [{} for _ in self._segments]
        for part in parts:
            found = self._evaluate(part)
            self._effort.spend(_size(found))
            for together, matches in zip(sums, found, strict=True):
                _add(together, matches)
        return [Matches(together) for together in sums]

    def _matching(self, asked: query.Query, segment: SegmentArrays) -> Matches:
        name = asked.field()
        field = segment.field(name)
        if field is None:
            return Matches({})
        found = self._found_by(asked, field, segment, name)
        return Matches(dict.fromkeys(found.documents(), 0.0))

    def _found_by(
        self, way: query.Query, field: FieldArrays, segment: SegmentArrays, name: str
    ) -> Found:
        found = found_by(way, field, segment, name, self._effort.spend)
        self._effort.spend(found.cost + LOOKING_UP)
        return found

    def _kept_leaf(self, leaf: Synonyms) -> list[Matches]:
        """What :meth:`_leaf` finds; whoever types a query asks for its first words again and again.

        ``_MOST_KEPT`` documents are kept in all.
        """
        found = self._kept.pop(leaf, None)
        if found is None:
            try:
                found = self._leaf(leaf)
            except TooMuchWorkError as error:
                error.asked = error.asked or leaf
                raise
            self._room -= _size(found) + _KEEPING
            while self._room < 0 and self._kept:
                oldest = next(iter(self._kept))
                self._room += _size(self._kept.pop(oldest)) + _KEEPING
        self._kept[leaf] = found
        return found

    def _leaf(self, leaf: Synonyms) -> list[Matches]:
        """The documents of each segment in which ``leaf`` is found, scored as one term."""
        ways = [self._ways(leaf, segment) for segment in self._segments]
        sizes: Counter[str] = Counter()
        for own in ways:
            for name, found in own.items():
                sizes[name] += sum(one.size for one in found)
        counted = {name: size <= _COUNTED for name, size in sizes.items()}
        boosts = {way.field(): way.boost for way in leaf.subqueries}
        held = [
            self._held(
                [
                    (
                        _counted(found) if counted[name] else _once(found),
                        self._norms_of(name, boosts[name]),
                    )
                    for name, found in own.items()
                ]
            )
            for own in ways
        ]
        value = idf(self._documents, sum(len(keys) for keys, *_ in held))
        return [
            Matches(keys, Worth(value, norms, frequencies)) for keys, norms, frequencies in held
        ]

    def _ways(self, leaf: Synonyms, segment: SegmentArrays) -> dict[str, list[Found]]:
        """What the ways of ``leaf`` find in the fields of a segment."""
        ways: defaultdict[str, list[Found]] = defaultdict(list)
        for way in leaf.subqueries:
            name = way.field()
            field = segment.field(name)
            if field is not None:
                ways[name].append(self._found_by(way, field, segment, name))
        return ways

    def _held(
        self, parts: list[tuple[Postings, Norms]]
    ) -> tuple[Mapping[int, float], Norms, dict[float, float]]:
        """What each document of a segment has of a leaf: a key of the field most have it in.

        For those that have it in another field too, a negative number takes the place of the key,
        the same for the same keys. Also what the keys mean in that field, and the normalised
        frequency behind those numbers.
        """
        parts.sort(key=lambda part: -len(part[0]))
        if not parts:
            return {}, Norms(0, 0), {}
        (keys, norms), *others = parts
        others = [part for part in others if part[0]]
        if not others:
            return keys, norms, {}
        together: dict[int, float] = {**keys}
        numbers: dict[tuple[float, int, int], float] = {}
        frequencies: dict[float, float] = {}
        for field, (postings, own_norms) in enumerate(others):
            for document, key in postings.items():
                here = together.get(document, 0)  # A key of 0 weighs nothing.
                number = numbers.get((here, field, key))
                if number is None:
                    number = numbers[here, field, key] = -len(numbers) - 1
                    before = frequencies[here] if here < 0 else norms[here]
                    frequencies[number] = before + own_norms[key]
                together[document] = number
        return together, norms, frequencies

    def _norms_of(self, name: str, boost: float) -> Norms:
        norms = self._norms.get((name, boost))
        if norms is None:
            lengths = [segment.length_of(name) for segment in self._segments]
            length, documents = sum(x for x, _ in lengths), sum(n for _, n in lengths)
            norms = self._norms[name, boost] = Norms(length, documents, boost)
        return norms


def _size(found: Sequence[Matches]) -> int:
    return sum(len(matches.values) for matches in found)


def _counted(found: Sequence[Found]) -> Postings:
    """The postings of what several ways find in one field."""
    return joined([one.postings() for one in found])


def _once(found: Sequence[Found]) -> Postings:
    """The same, as if it were found once in each document."""
    return dict.fromkeys(chain.from_iterable(one.documents() for one in found), ONCE)


def _in_all(found: Sequence[Matches]) -> Matches:
    """The documents that are in all of ``found``."""
    first, *others = sorted(found, key=lambda matches: len(matches.values))
    documents = list(first.values)
    for other in others:
        values = other.values
        documents = [document for document in documents if document in values]
    scores = first.scores_of(documents)
    for other in others:
        scores = map(add, scores, other.scores_of(documents))
    return Matches(dict(zip(documents, scores, strict=True)))


def _add(together: dict[int, float], other: Matches) -> None:
    """Add the documents of ``other``, with their scores, to those that are ``together``."""
    if not together:
        together.update(zip(other.values, other.scores(), strict=True))
        return
    for document, score in zip(other.values, other.scores(), strict=True):
        together[document] = together.get(document, 0.0) + score


def _without(wanted: Matches, unwanted: Matches) -> Matches:
    """The documents that are only in the first."""
    left = wanted.values.keys() - unwanted.values.keys()
    return Matches({d: wanted.values[d] for d in left}, wanted.worth)
