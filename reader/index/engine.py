"""The one module that imports Whoosh, so that its warnings and its traps are met in one place.

Whoosh 2.7.4 carries string escapes that newer Pythons warn about while compiling them; they are
silenced here, once. Nothing outside ``reader.index`` may import this.
"""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from whoosh import query, versionstring
    from whoosh.analysis import IDAnalyzer
    from whoosh.codec import base as codec_base
    from whoosh.fields import FieldType, Schema
    from whoosh.formats import Format
    from whoosh.index import LockError, create_in, exists_in, open_dir
    from whoosh.matching import ListMatcher
    from whoosh.query import Query
    from whoosh.query.spans import SpanNear2
    from whoosh.reading import TermInfo
    from whoosh.writing import SegmentWriter

__all__ = [
    "FieldType",
    "Format",
    "IDAnalyzer",
    "ListMatcher",
    "LockError",
    "Near",
    "Query",
    "Schema",
    "SegmentWriter",
    "Synonyms",
    "TermInfo",
    "codec_base",
    "create_in",
    "exists_in",
    "open_dir",
    "query",
    "versionstring",
]


class Synonyms(query.Or):  # type: ignore[misc]
    """Ways of finding one word, or what stands for one: together they are one term to the scoring.

    Each is in one field, and those in one field have the same boost.
    """

    def __hash__(self) -> int:
        # Whoosh takes the hashes of one word in several fields together so that it falls out.
        return hash(tuple(map(hash, self.subqueries)))


class Near(SpanNear2):  # type: ignore[misc]
    """Terms of one field near each other, in any order."""

    def __init__(self, terms: Sequence[query.Term], slop: int, boost: float = 1.0) -> None:
        super().__init__(terms, slop=slop, ordered=False)
        self.boost = boost

    def __eq__(self, other: object) -> bool:
        """Whether ``other`` asks for the same, and counts as much."""
        return bool(super().__eq__(other)) and self.boost == other.boost  # type: ignore[attr-defined]

    __hash__ = SpanNear2.__hash__

    def field(self) -> str:
        """The one field of the terms."""
        return str(self.qs[0].fieldname)
