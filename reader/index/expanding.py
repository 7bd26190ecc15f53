"""The words that a beginning, a pattern or a misspelling stands for, in one field of one segment.

They lie in order in one run of bytes, so beginnings are ranges, and patterns are looked for at
the speed at which bytes are compared.
"""

from __future__ import annotations

import fnmatch
import re
from typing import TYPE_CHECKING

from rapidfuzz.distance import Levenshtein

if TYPE_CHECKING:
    from collections.abc import Iterator

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
    terms = words.between(first, last)
    if plain == f"*{longest.decode()}*":
        return _runs(n for n, term in enumerate(terms, first) if longest in term)
    matches = re.compile(fnmatch.translate(pattern)).match
    candidates = [(n, term) for n, term in enumerate(terms, first) if longest in term]
    if plain == f"*{longest.decode()}":
        return _runs(n for n, term in candidates if term.endswith(longest))
    return _runs(n for n, term in candidates if matches(term.decode()))


def spelt_nearly(words: Lines, word: str, distance: int, kept: int) -> list[Run]:
    """The ``words`` within so many edits of ``word`` that share its first ``kept`` characters."""
    first, last = words.beginning_with(word[:kept].encode())
    wanted = len(word)
    spelt = (
        (number, term.decode())
        for number, term in enumerate(words.between(first, last), first)
        if len(term) >= wanted - distance
    )
    return _runs(
        number
        for number, term in spelt
        if abs(len(term) - wanted) <= distance
        and Levenshtein.distance(word, term, score_cutoff=distance) <= distance
    )


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
