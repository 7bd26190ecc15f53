"""The one module that imports Whoosh, so that its warnings and its traps are met in one place.

Whoosh 2.7.4 carries string escapes that newer Pythons warn about while compiling them; they are
silenced here, once. Nothing outside ``reader.index`` may import this.
"""

from __future__ import annotations

import warnings
from typing import NamedTuple

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
    from whoosh.reading import TermInfo
    from whoosh.writing import SegmentWriter

__all__ = [
    "FieldType",
    "Format",
    "IDAnalyzer",
    "ListMatcher",
    "LockError",
    "Query",
    "Schema",
    "SegmentWriter",
    "SoughtTerms",
    "Synonyms",
    "TermInfo",
    "Words",
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


class Words(query.Query):  # type: ignore[misc]
    """Words of one field, in all their forms: one, or several as a phrase or near each other."""

    def __init__(
        self, fieldname: str, words: tuple[SoughtTerms, ...], slop: int = 1, boost: float = 1.0
    ) -> None:
        """``slop`` is the greatest distance between neighbours; 1 is that of a phrase."""
        self.fieldname, self.words, self.slop, self.boost = fieldname, words, slop, boost

    def __eq__(self, other: object) -> bool:
        """Whether ``other`` asks for the same, and counts as much."""
        return isinstance(other, Words) and self._key() == other._key()

    def __hash__(self) -> int:
        return hash(self._key())

    def _key(self) -> tuple[object, ...]:
        return self.fieldname, self.words, self.slop, self.boost

    def is_leaf(self) -> bool:
        """Whoosh asks whether there are queries inside."""
        return True

    def field(self) -> str:
        """The one field."""
        return self.fieldname


class SoughtTerms(NamedTuple):
    """A word as it is looked for in one field."""

    form: str
    """Folded: it is found in whatever language it stands."""
    stems: tuple[tuple[str, str], ...] = ()
    """The code of a language, and the stem that is found in texts of that language."""
    codes: tuple[str, ...] | None = None
    """If given, it is to be one token, in a language of one of these codes."""
