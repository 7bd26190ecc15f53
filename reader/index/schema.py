"""The fields of the index, and how Whoosh is made to take postings that are already made.

Workers tokenise, stem and count; the writer only stores. So a field's value is a
:class:`~reader.index.segments.postings.FieldWords`, and positions are plain arrays instead of
pickles.
"""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

from reader.index.engine import FieldType, Format, IDAnalyzer, Schema

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.index.segments.postings import FieldWords

STEMMED = frozenset({"text", "title", "note", "quote", "tag_words"})
"""Fields whose words are stemmed by language; beginnings, patterns and misspellings are looked for
among the words as they are spelt."""
NAMES = frozenset({"author", "source", "person", "place", "organisation", "entity", "speaker"})
"""Fields whose words are names: folded, never stemmed."""
EXACT = frozenset({"path", "date", "language", "tag", "folder", "format", "has"})
"""Fields of whole values."""


class Positions(Format):  # type: ignore[misc]
    """Posting values that are arrays of unsigned 32-bit positions."""

    def decode_positions(self, value: bytes) -> list[int]:
        """The token positions in ``value``."""
        positions = array("I")
        positions.frombytes(value)
        return positions.tolist()

    def decode_frequency(self, value: bytes) -> int:
        """How many positions there are."""
        return max(1, len(value) // array("I").itemsize)

    def decode_weight(self, value: bytes) -> float:
        """The frequency; the true weight is stored beside the value."""
        return float(self.decode_frequency(value))


class Postings(FieldType):  # type: ignore[misc]
    """A field that is handed its postings ready made."""

    def __init__(self, *, scorable: bool, stored: bool = False, unique: bool = False) -> None:
        super().__init__(
            format=Positions(),
            analyzer=IDAnalyzer(),
            scorable=scorable,
            stored=stored,
            unique=unique,
        )

    def index(
        self, value: FieldWords, **_options: object
    ) -> Sequence[tuple[bytes, int, float, FieldWords]]:
        """Whoosh asks for the postings of ``value``; the pool takes it as it is."""
        return ((b"", value.length, 1.0, value),)


def make_schema() -> Schema:
    """The schema of every library's index."""
    fields = {name: Postings(scorable=True) for name in STEMMED | NAMES}
    fields |= {name: Postings(scorable=False) for name in EXACT}
    fields["path"] = Postings(scorable=False, stored=True)
    return Schema(**fields)
