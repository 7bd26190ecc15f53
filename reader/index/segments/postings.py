"""What is written of words: one document's in one field, and one term's in all documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from array import array


class FieldWords(NamedTuple):
    """What one document says in one field: its postings, made before they come to the writer.

    The parts are plain bytes so that they go quickly from one process to another.
    """

    terms: str
    """The different terms, one a line."""
    keys: bytes
    """The key of each, as unsigned 32-bit integers; see :mod:`keys`."""
    counts: bytes = b""
    """How often each occurs, as unsigned 32-bit integers; empty in fields without places."""
    places: bytes = b""
    """Where, those of the first term first, as unsigned 32-bit integers."""
    length: int = 0
    """Tokens of the document in the field."""
    span: int = 0
    """Above every place."""


class TermPostings(NamedTuple):
    """All that a segment holds of one term."""

    field: str
    term: bytes
    docs: array[int]
    keys: array[int]
    places: array[int]
    """Empty in fields without places."""
