"""The words that a beginning, a pattern or a misspelling stands for, in one field of one segment.

They lie in order in one run of bytes, so beginnings are ranges, and patterns are looked for at
the speed at which bytes are compared.
"""

from __future__ import annotations

import fnmatch
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reader.index.segments.reading import Lines, Run

_LITERALS = re.compile(r"[^*?]+")
_BRACKETED = re.compile(r"\[(.)\]")


def beginning_with(words: Lines, prefix: str) -> list[Run]:
    """The ``words`` that begin with ``prefix``."""
    first, last = words.beginning_with(prefix.encode())
    return [(first, last)] if first < last else []


def within(words: Lines, start: str | None, end: str | None) -> list[Run]:
    """The ``words`` from ``start`` to before ``end``; None leaves an end open."""
    first = words.first_from(start.encode()) if start is not None else 0
    last = words.first_from(end.encode()) if end is not None else len(words)
    return [(first, last)] if first < last else []


def matching(words: Lines, pattern: str) -> list[Run]:
    """The ``words`` that match a pattern of :mod:`fnmatch`, with brackets only around one sign."""
    plain = _BRACKETED.sub(r"\1", pattern)
    literals = _LITERALS.findall(plain)
    beginning = literals[0] if literals and plain.startswith(literals[0]) else ""
    first, last = words.beginning_with(beginning.encode()) if beginning else (0, len(words))
    longest = max(literals, key=len, default="").encode()
    literal = longest.decode()
    candidates = (
        (number, word)
        for number, word in enumerate(words.between(first, last), first)
        if longest in word
    )
    if plain == f"*{literal}*":
        return _runs(number for number, _ in candidates)
    if plain == f"*{literal}":
        return _runs(number for number, word in candidates if word.endswith(longest))
    matches = matching_pattern(pattern)
    return _runs(number for number, word in candidates if matches(word.decode()))


def spelt_nearly(words: Lines, word: str, distance: int) -> list[Run]:
    """The ``words`` that are spelt nearly as ``word``; see :func:`nearly`."""
    first, last = words.beginning_with(word[:1].encode())
    near = nearly(word, distance)
    spelt = enumerate(words.between(first, last), first)
    return _runs(number for number, other in spelt if near(other.decode()))


def matching_pattern(pattern: str) -> Callable[[str], bool]:
    """Whether a word matches a ``pattern`` of :mod:`fnmatch`, wholly."""
    match = re.compile(fnmatch.translate(pattern)).match
    return lambda word: match(word) is not None


def nearly(word: str, distance: int) -> Callable[[str], bool]:
    """Whether another is within so many edits of ``word``, and begins with the same letter."""
    from rapidfuzz.distance import Levenshtein

    letter, length = word[:1], len(word)

    def near(other: str) -> bool:
        return (
            abs(len(other) - length) <= distance
            and other[:1] == letter
            and Levenshtein.distance(other, word, score_cutoff=distance) <= distance
        )

    return near


def _runs(numbers: Iterator[int]) -> list[Run]:
    runs: list[Run] = []
    start = end = -1
    for number in numbers:
        if number != end:
            if end > start:
                runs.append((start, end))
            start = number
        end = number + 1
    if end > start:
        runs.append((start, end))
    return runs
