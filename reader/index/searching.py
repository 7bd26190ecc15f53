"""Searching: one long-lived reader of the index, replaced whole when the index has moved on.

Invariant: no object of Whoosh's leaves this module; hits are our own.
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any

from reader.index.compiling import compile_query
from reader.index.engine import open_dir
from reader.index.evaluating import Evaluator
from reader.index.ordering import Sort

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from reader.index.catalogue import Catalogue
    from reader.index.engine import Query
    from reader.index.entries import Entry
    from reader.index.evaluating import Scores
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
        languages: Sequence[str],
        limit: int | None,
        sort: Sort = Sort.RELEVANCE,
        folder: str = "",
    ) -> Hits:
        """The articles that ``node`` matches, of ``folder`` and below when it is given.

        At most ``limit`` are returned; None means all. Those that score alike come in the order
        of their paths.
        """
        found = self._found(node, languages, folder)
        total = sum(map(len, found))
        if sort is Sort.RELEVANCE:
            chosen = self._opened.best(found, limit)
        else:
            rank = self._catalogue.ranks(sort)
            last = len(rank)
            paths = self._opened.paths(found)
            ordered = heapq.nsmallest(limit or total, paths, key=lambda path: rank.get(path, last))
            chosen = [(path, 0.0) for path in ordered]
        entries = self._catalogue.entries_of([path for path, _ in chosen])
        hits = (Hit(entries[path], score) for path, score in chosen if path in entries)
        return Hits(tuple(hits), total)

    def paths(self, node: Node, *, languages: Sequence[str], folder: str = "") -> list[str]:
        """The paths of all articles that ``node`` matches, in no order."""
        return self._opened.paths(self._found(node, languages, folder))

    def _found(self, node: Node, languages: Sequence[str], folder: str) -> list[Scores]:
        self.refresh()
        return self._opened.found(compile_query(node, languages), folder)


class _Opened:
    """The index as it was at one time."""

    def __init__(self, reader: Any) -> None:
        self._reader = reader
        self.generation = reader.generation()
        leaves = [leaf for leaf, _ in reader.leaf_readers()] if reader.doc_count_all() else []
        self._segments: list[SegmentArrays] = [leaf._terms.arrays for leaf in leaves]
        self._deleted = [frozenset(leaf.segment().deleted_docs()) for leaf in leaves]
        self._evaluator = Evaluator(self._segments)

    def close(self) -> None:
        """Give the files back."""
        self._reader.close()

    def found(self, compiled: Query, folder: str) -> list[Scores]:
        """What matches in each segment, of ``folder`` and below when it is given."""
        found = self._evaluator.evaluate(compiled)
        for segment, deleted, scores in zip(self._segments, self._deleted, found, strict=True):
            for document in deleted & scores.keys():
                del scores[document]
            if folder:
                paths = segment.paths()
                beginning = f"{folder}/"
                for document in list(scores):
                    if not paths[document].startswith(beginning):
                        del scores[document]
        return found

    def paths(self, found: Sequence[Scores]) -> list[str]:
        """The paths of all that was ``found``."""
        return [
            path
            for segment, scores in zip(self._segments, found, strict=True)
            for path in map(segment.paths().__getitem__, scores)
        ]

    def best(self, found: Sequence[Scores], limit: int | None) -> list[tuple[str, float]]:
        """Path and score of the ``limit`` best of what was ``found``, or of all."""
        scores = chain.from_iterable(own.values() for own in found)
        least = heapq.nlargest(limit, scores)[-1:] if limit else []
        chosen = [
            (segment.path(document), score)
            for segment, own in zip(self._segments, found, strict=True)
            for document, score in own.items()
            if not least or score >= least[0]
        ]
        chosen.sort(key=lambda hit: (-hit[1], hit[0]))
        return chosen[:limit]
