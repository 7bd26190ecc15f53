"""Searching: one long-lived reader of the index, replaced whole when the index has moved on.

Invariant: no object of Whoosh's leaves this module; hits are our own.
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reader.errors import QueryError
from reader.index.compiling import compile_query
from reader.index.effort import TooMuchWorkError
from reader.index.engine import open_dir
from reader.index.evaluating import Evaluator, Matches
from reader.index.ordering import Sort
from reader.index.query import unparse
from reader.index.ranking import best

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from reader.index.catalogue import Catalogue
    from reader.index.engine import Query
    from reader.index.entries import Entry
    from reader.index.query import Node
    from reader.index.segments.reading import SegmentArrays


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that was found."""

    entry: Entry
    score: float
    """BM25F over the fields; 0 when hits are not sorted by relevance."""


@dataclass(frozen=True, slots=True)
class Hits:
    """What a search found."""

    hits: tuple[Hit, ...]
    """At most as many as were asked for."""
    total: int


_MANY = 500
"""Documents from which on it is quicker to read all paths at once."""


class IndexSearcher:
    """Searches one library's index. Belongs to one thread, like the reader of Whoosh's inside."""

    def __init__(self, folder: Path, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._index = open_dir(str(folder))
        self._opened = _Opened(self._index.reader())

    def close(self) -> None:
        """Give the files back."""
        self._opened.close()
        self._index.close()

    def refresh(self) -> None:
        """See what has been committed since."""
        if self._index.latest_generation() != self._opened.generation:
            opened = _Opened(self._index.reader())
            self._opened.close()
            self._opened = opened

    def search(
        self,
        node: Node,
        *,
        limit: int | None,
        sort: Sort = Sort.RELEVANCE,
        folder: str = "",
    ) -> Hits:
        """The articles that ``node`` matches, of ``folder`` and below when it is given.

        At most ``limit`` are returned; None means all. Those that score alike come in the order
        of their paths. Raises :class:`~reader.errors.QueryError` when it is too much work.
        """
        found = self._found(node, folder)
        total = sum(len(matches.values) for matches in found)
        chosen = self._chosen(found, limit, sort)
        entries = self._catalogue.entries_of([path for path, _ in chosen])
        hits = (Hit(entries[path], score) for path, score in chosen if path in entries)
        return Hits(tuple(hits), total)

    def paths(self, node: Node, sort: Sort | None = None) -> list[str]:
        """The paths of all articles that ``node`` matches; in no order without ``sort``.

        Raises as :meth:`search` does.
        """
        found = self._found(node)
        if sort is None:
            return self._opened.paths(found)
        return [path for path, _ in self._chosen(found, None, sort)]

    def _chosen(
        self, found: Sequence[Matches], limit: int | None, sort: Sort
    ) -> list[tuple[str, float]]:
        """Path and score of the first ``limit`` of what was ``found``, or of all."""
        if sort is Sort.RELEVANCE:
            return self._opened.best(found, limit)
        paths = self._opened.paths(found)
        if sort is Sort.PATH:
            ordered = sorted(paths)[:limit]
        else:
            rank = self._catalogue.ranks(sort)
            last = len(rank)
            ordered = sorted(paths, key=lambda path: rank.get(path, last))[:limit]
        return [(path, 0.0) for path in ordered]

    def suggestion(self, word: str, field: str) -> str | None:
        """See :func:`reader.index.suggesting.suggestion`."""
        from reader.index.suggesting import suggestion

        self.refresh()
        return suggestion(word, field, self._opened.segments)

    def _found(self, node: Node, folder: str = "") -> list[Matches]:
        self.refresh()
        try:
            return self._opened.found(compile_query(node, self._catalogue.languages()), folder)
        except TooMuchWorkError as error:
            part = getattr(error.asked, "leaf", None) or node
            raise QueryError(f"{error.message}.", unparse(part), 0) from error


class _Opened:
    """The index as it was at one time."""

    def __init__(self, reader: Any) -> None:
        self._reader = reader
        self.generation = reader.generation()
        leaves = [leaf for leaf, _ in reader.leaf_readers()] if reader.doc_count_all() else []
        self.segments: list[SegmentArrays] = [leaf._terms.arrays for leaf in leaves]
        self._deleted = [frozenset(leaf.segment().deleted_docs()) for leaf in leaves]
        self._evaluator = Evaluator(self.segments)

    def close(self) -> None:
        """Give the files back."""
        self._reader.close()

    def found(self, compiled: Query, folder: str) -> list[Matches]:
        """What matches in each segment, of ``folder`` and below when it is given."""
        found = self._evaluator.evaluate(compiled)
        return [
            self._standing(matches, segment, deleted, folder)
            for matches, segment, deleted in zip(found, self.segments, self._deleted, strict=True)
        ]

    def _standing(
        self, matches: Matches, segment: SegmentArrays, deleted: frozenset[int], folder: str
    ) -> Matches:
        """``matches`` without what was deleted, or is not below ``folder``."""
        left = matches.values
        if deleted and not deleted.isdisjoint(left):
            left = {document: left[document] for document in left.keys() - deleted}
        if folder:
            paths, beginning = segment.paths(), f"{folder}/"
            left = {d: value for d, value in left.items() if paths[d].startswith(beginning)}
        return Matches(left, matches.worth)

    def paths(self, found: Sequence[Matches]) -> list[str]:
        """The paths of all that was ``found``."""
        return [
            path
            for segment, matches in zip(self.segments, found, strict=True)
            for path in map(segment.paths().__getitem__, matches.values)
        ]

    def best(self, found: Sequence[Matches], limit: int | None) -> list[tuple[str, float]]:
        """Path and score of the ``limit`` best of what was ``found``, or of all."""
        candidates, least = best(found, limit)
        better: list[tuple[str, float]] = []
        alike: list[str] = []
        for segment, chosen in zip(self.segments, candidates, strict=True):
            path = segment.path if len(chosen) < _MANY else segment.paths().__getitem__
            better += ((path(document), score) for document, score in chosen if score > least)
            alike += (path(document) for document, score in chosen if score == least)
        better.sort(key=lambda hit: (-hit[1], hit[0]))
        wanted = limit - len(better) if limit else len(alike)
        return better + [(path, least) for path in heapq.nsmallest(wanted, alike)]
