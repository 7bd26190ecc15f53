"""A great many words with what is known of each, read in the blink of an eye.

The words stand in order, and what is known of each is one of a few thousand texts. A dictionary of
them would take four times as long to build as the whole table takes to read, and most runs of the
program ask for a few hundred words.
"""

from __future__ import annotations

import zlib
from bisect import bisect_left
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

MOST_VALUES = 1 << 16


class WordTable:
    """Words and a text about each, which has no line ends."""

    def __init__(self, words: Sequence[str], values: Sequence[str], numbers: bytes) -> None:
        """``numbers`` are those of the values, word by word: all low bytes, then all high ones."""
        self._words = words
        self._values = values
        self._low = numbers[: len(words)]
        self._high = numbers[len(words) :]

    def get(self, word: str) -> str:
        """What is known of ``word``, spelt so; "" if nothing."""
        at = bisect_left(self._words, word)
        if at == len(self._words) or self._words[at] != word:
            return ""
        return self._value(at)

    def items(self) -> Iterator[tuple[str, str]]:
        """All words, in order, with what is known of each."""
        return ((word, self._value(at)) for at, word in enumerate(self._words))

    def _value(self, at: int) -> str:
        return self._values[self._low[at] | self._high[at] << 8]


def pack(known: Mapping[str, str]) -> bytes:
    """A table of what is ``known`` of words, as the bytes of a file. The same for the same words.

    Neither words nor texts contain line ends or NUL, and none is empty.

    Raises:
        ValueError: what is known of them are more than 65,536 different texts.
    """
    words = sorted(known)
    values = sorted(set(known.values()))
    if len(values) > MOST_VALUES:
        message = f"Too many values for a table of words: {len(values):,}."
        raise ValueError(message)
    number = {value: at for at, value in enumerate(values)}
    numbers = [number[known[word]] for word in words]
    parts = (
        "\n".join(values).encode(),
        "\n".join(words).encode(),
        bytes(at & 0xFF for at in numbers) + bytes(at >> 8 for at in numbers),
    )
    return zlib.compress(b"\0".join(parts), 9)


def unpack(packed: bytes) -> WordTable:
    """The table that :func:`pack` made."""
    values, words, numbers = zlib.decompress(packed).split(b"\0", 2)
    return WordTable(_lines(words), _lines(values), numbers)


def _lines(joined: bytes) -> list[str]:
    return joined.decode().split("\n") if joined else []
