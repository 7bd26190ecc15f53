"""What is written of words: one document's in one field, and one term's in all documents."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence


class FieldWords(NamedTuple):
    """What one document says in one field."""

    terms: Sequence[str] = ()
    """The different terms; none has a line end in it."""
    keys: Sequence[int] = ()
    """The key of each, in 32 bits without a sign; see :mod:`keys`."""
    sequence: Sequence[str] = ()
    """The terms of all words in the order of the text; empty in fields without places."""
    runs: Sequence[tuple[int, int]] = ()
    """Of the words that stand together: the place of the first, and that after the last."""
    length: int = 0
    """Tokens of the document in the field."""
    span: int = 0
    """Above every place."""

    def __reduce__(self) -> tuple[object, ...]:
        """One long string and numbers go much more quickly between processes than many strings."""
        numbers = {term: number for number, term in enumerate(self.terms)}
        sequence = array("I", map(numbers.__getitem__, self.sequence)).tobytes()
        keys = array("I", self.keys).tobytes()
        return _received, ("\n".join(self.terms), keys, sequence, *self[3:])


def _received(
    joined: str, keys: bytes, numbers: bytes, runs: list[tuple[int, int]], length: int, span: int
) -> FieldWords:
    terms = joined.split("\n") if joined else []
    sequence = list(map(terms.__getitem__, memoryview(numbers).cast("I")))
    return FieldWords(terms, memoryview(keys).cast("I").tolist(), sequence, runs, length, span)


class TermPostings(NamedTuple):
    """All that a segment holds of one term."""

    field: str
    term: bytes
    postings: array[int]
    """Of each document its number and the key, in the high and the low half of 64 bits."""
    places: array[int]
    """Empty in fields without places."""
