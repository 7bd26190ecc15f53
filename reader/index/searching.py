"""Searching: one long-lived reader of the index, replaced whole when the index has moved on.

Invariant: no object of Whoosh's leaves this module; hits are our own.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from reader.index.compiling import compile_query
from reader.index.engine import open_dir, scoring

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from reader.index.catalogue import Catalogue
    from reader.index.entries import Entry
    from reader.index.query import Node


class Sort(StrEnum):
    """In what order hits come."""

    RELEVANCE = "relevance"
    DATE = "date"
    """Newest first, undated last."""
    TITLE = "title"
    PATH = "path"


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
        self._searcher = self._index.searcher(weighting=scoring.BM25F())

    def close(self) -> None:
        """Give the files back."""
        self._searcher.close()
        self._index.close()

    def refresh(self) -> None:
        """See what has been committed since."""
        if not self._searcher.up_to_date():
            searcher = self._index.searcher(weighting=scoring.BM25F())
            self._searcher.close()
            self._searcher = searcher

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

        At most ``limit`` are returned; None means all.
        """
        self.refresh()
        compiled = compile_query(node, languages)
        if sort is Sort.RELEVANCE and not folder:
            results = self._searcher.search(compiled, limit=limit)
            found = self._hits((hit["path"], float(hit.score)) for hit in results)
            if limit is None or results.scored_length() < limit:
                return Hits(tuple(found), len(found))
            # Not ``len(results)``: what a limited search has skipped over it counts wrongly.
            return Hits(tuple(found), sum(1 for _ in self._searcher.docs_for_query(compiled)))
        if sort is Sort.RELEVANCE:
            results = self._searcher.search(compiled, limit=None)
            scored = [(hit["path"], float(hit.score)) for hit in results]
        else:
            documents = self._searcher.docs_for_query(compiled)
            scored = [(self._searcher.stored_fields(n)["path"], 0.0) for n in documents]
        if folder:
            scored = [(path, score) for path, score in scored if path.startswith(folder + "/")]
        hits = self._hits(scored)
        if sort is not Sort.RELEVANCE:
            hits.sort(key=lambda hit: sort_key(sort)(hit.entry))
        return Hits(tuple(hits[:limit]), len(hits))

    def _hits(self, found: Iterable[tuple[str, float]]) -> list[Hit]:
        return [
            Hit(entry, score)
            for path, score in found
            if (entry := self._catalogue.entry(path)) is not None
        ]


def sort_key(sort: Sort) -> Callable[[Entry], tuple[object, ...]]:
    """The key that puts entries in the order of ``sort``; relevance counts as path here."""
    match sort:
        case Sort.DATE:
            return lambda e: (e.date is None, -e.date.timestamp() if e.date else 0.0, e.path)
        case Sort.TITLE:
            return lambda e: (e.title.casefold(), e.path)
        case _:
            return lambda e: (e.path,)
