"""The one module that imports Whoosh, so that its warnings and its traps are met in one place.

Whoosh 2.7.4 carries string escapes that newer Pythons warn about while compiling them; they are
silenced here, once. Nothing outside ``reader.index`` may import this.
"""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from whoosh.searching import SearchContext, Searcher

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from whoosh import query, scoring, versionstring
    from whoosh.analysis import IDAnalyzer
    from whoosh.fields import FieldType, Schema
    from whoosh.formats import Format
    from whoosh.index import LockError, create_in, exists_in, open_dir
    from whoosh.matching import AndNotMatcher, Matcher
    from whoosh.query.spans import SpanNear2

__all__ = [
    "FieldType",
    "Format",
    "IDAnalyzer",
    "LockError",
    "Near",
    "Schema",
    "Without",
    "create_in",
    "exists_in",
    "open_dir",
    "query",
    "scoring",
    "versionstring",
]


class Near(SpanNear2):  # type: ignore[misc]
    """Terms near each other; in 2.7.4 the base class names a module there that it lacks."""

    def _and_query(self) -> query.Query:
        return query.And(self.qs)


class Without(query.AndNot):  # type: ignore[misc]
    """What the first query finds without what the second finds."""

    def matcher(self, searcher: Searcher, context: SearchContext | None = None) -> Matcher:
        """Whoosh asks for the documents, one after another."""
        unwanted = self.b.matcher(searcher, searcher.boolean_context())
        return _WithoutMatcher(self.a.matcher(searcher, context), unwanted)


class _WithoutMatcher(AndNotMatcher):  # type: ignore[misc]
    """In 2.7.4 the base class lets its first document through when the unwanted start earlier."""

    def _find_first(self) -> None:
        self._find_next()

    def _find_next(self) -> bool:
        both = self.a.is_active() and self.b.is_active()
        return bool(both and super()._find_next())
