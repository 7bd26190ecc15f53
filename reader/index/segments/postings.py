"""What is written of words: one document's in one field, and one term's in all documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from array import array


class Spoken(NamedTuple):
    """The words of one language in one field of one document."""

    language: str
    """Whose stemmer makes the terms; empty where words are not stemmed."""
    forms: list[str]
    """The different words, as they are written."""
    keys: bytes
    """The key of each, as unsigned 32-bit integers; see :mod:`keys`."""
    sequence: list[str]
    """All words in the order of the text; empty in fields without places."""
    runs: list[tuple[int, int]]
    """Of the words that stand together: the place of the first, and that after the last."""

    def __reduce__(self) -> tuple[object, ...]:
        """Two long strings go much more quickly from process to process than many short ones."""
        forms, sequence = "\n".join(self.forms), "\n".join(self.sequence)
        return _spoken, (self.language, forms, self.keys, sequence, self.runs)


def _spoken(
    language: str, forms: str, keys: bytes, sequence: str, runs: list[tuple[int, int]]
) -> Spoken:
    return Spoken(language, forms.split("\n"), keys, sequence.split("\n") if runs else [], runs)


class FieldWords(NamedTuple):
    """What one document says in one field."""

    spoken: tuple[Spoken, ...]
    length: int = 0
    """Tokens of the document in the field."""
    span: int = 0
    """Above every place."""


class TermPostings(NamedTuple):
    """All that a segment holds of one term."""

    field: str
    term: bytes
    postings: array[int]
    """Of each document its number and the key, in the high and the low half of 64 bits."""
    places: array[int]
    """Empty in fields without places."""
