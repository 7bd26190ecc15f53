"""What can be asked of a library in its query language, beside the search itself.

Part of the façade: reached as ``library.queries``. Every query that a person types is parsed
here, so saved searches count everywhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader import searches
from reader.errors import QueryError
from reader.index import query

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from reader.index.explaining import Explained
    from reader.index.facets import Facet
    from reader.index.library_index import LibraryIndex
    from reader.index.ordering import Sort
    from reader.index.query import Node


class LibraryQueries:
    """What ``library.queries`` can do."""

    def __init__(self, root: Path, index: LibraryIndex) -> None:
        self._root = root
        self._index = index

    def parse(self, text: str) -> Node:
        """The tree of the query ``text``; raises :class:`~reader.errors.QueryError`."""
        return searches.parse(text, self._root)

    def as_typed(self, typed: str) -> Node:
        """The tree of an unfinished query, whose last word may be only a beginning."""
        return query.as_typed(typed, searches.texts(self._root, for_query=typed))

    def saved_in(self, text: str) -> dict[str, str]:
        """The saved searches that the query ``text`` names, with what each stands for."""
        return query.saved_in(text, searches.texts(self._root, for_query=text))

    def paths(self, node: Node, sort: Sort | None = None) -> list[str]:
        """The paths of all articles that ``node`` matches; in no order without ``sort``."""
        return self._index.paths(node, sort)

    def count(self, node: Node) -> int:
        """How many articles ``node`` matches."""
        return self._index.search(node, limit=1).total

    def found_by(self, asked: str) -> frozenset[str]:
        """The paths of the articles that a query finds; raises as parsing it does."""
        return frozenset(self.paths(self.parse(asked)))

    def facets(self, node: Node, names: Sequence[str]) -> list[Facet]:
        """How all articles that ``node`` matches spread over the facets called ``names``.

        See :data:`reader.index.facets.FACETS` for those.
        """
        return self._index.facets(self.paths(node), names)

    def explain(self, node: Node) -> Explained:
        """How ``node`` was understood, and what each part of it finds."""
        from reader.index.explaining import explained

        languages = self._index.languages()
        return explained(node, languages, self.paths)

    def did_you_mean(self, asked: str) -> str | None:
        """A query like ``asked``, which found nothing, that finds something; None without any."""
        from reader.index.suggesting import corrected

        node = self.parse(asked)
        try:
            other = corrected(asked, node, self.count, self._index.suggestion)
            return other if other is not None and self.count(self.parse(other)) else None
        except QueryError:
            # What would be suggested is too long, or too much work.
            return None
