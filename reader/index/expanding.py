"""The words that a beginning, a pattern or a misspelling stands for, in one field of one segment.

They lie in order in one run of bytes, so beginnings are ranges, and patterns are looked for in all
of it at once.
"""

from __future__ import annotations

import fnmatch
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from reader.index.segments.reading import Lines

_BRACKETED, _STARS = re.compile(r"\[(.)\]"), re.compile(r"\*+")
_SIGN = rb"(?:[\x00-\x09\x0b-\x7f]|[\xc0-\xff][\x80-\xbf]*)"
"""One character in UTF-8, but for the end of a line."""


def beginning_with(words: Lines, prefix: str) -> range:
    """The numbers of the ``words`` that begin with ``prefix``."""
    return range(*words.beginning_with(prefix.encode()))


def within(words: Lines, start: str | None, end: str | None) -> range:
    """Those from ``start`` to before ``end``; None leaves an end open."""
    first = words.first_from(start.encode()) if start is not None else 0
    last = words.first_from(end.encode()) if end is not None else len(words)
    return range(first, last)


def matching(words: Lines, pattern: str) -> list[int]:
    """Those that match a pattern of :mod:`fnmatch`, with brackets only around one sign."""
    parts = [part.encode() for part in _STARS.split(_BRACKETED.sub(r"\1", pattern))]
    if b"?" not in pattern.encode() and not any((parts[0], *parts[2:])) and len(parts) > 1:
        literal = re.escape(parts[1])
        if len(parts) == 2:
            return words.with_match(re.compile(literal + b"$", re.MULTILINE))
        if len(parts[1]) == 1:
            return words.with_byte(parts[1])
        return words.with_match(re.compile(literal + rb"[^\n]*"))
    beginning = parts[0].partition(b"?")[0]
    return words.with_match(_expression(parts), words.beginning_with(beginning))


def _expression(parts: Sequence[bytes]) -> re.Pattern[bytes]:
    """A line that is ``parts`` with anything between them, and any character for each ``?``.

    No part but the last is looked for again once it was found, so that no line takes long.
    """
    first, *others = (_SIGN.join(map(re.escape, part.split(b"?"))) for part in parts)
    expression = b"^" + first
    if others:
        *middle, last = others
        expression += b"".join(rb"(?>[^\n]*?" + part + b")" for part in middle if part)
        expression += rb"[^\n]*" + last
    return re.compile(expression + b"$", re.MULTILINE)


def spelt_nearly(words: Lines, word: str, distance: int) -> list[tuple[int, int]]:
    """The numbers of the ``words`` within so many edits of ``word``, each with the edits.

    An edit adds, drops or changes a letter, whichever it is, or swaps two neighbours (the optimal
    string alignment of Boytsov, "Indexing methods for approximate dictionary searching", 2011).
    """
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    found = process.extract(
        word, words.texts(), scorer=OSA.distance, score_cutoff=distance, limit=None
    )
    return [(number, int(edits)) for _, edits, number in found]


def matching_any(patterns: Collection[str]) -> Callable[[str], bool]:
    """Whether a word matches any of some ``patterns`` of :mod:`fnmatch`, wholly.

    What stands between two stars is looked for once in each word, from left to right: none is
    tried in all the places where it could be.
    """
    match = re.compile("|".join(map(fnmatch.translate, sorted(patterns)))).match
    return lambda word: match(word) is not None


def nearly(word: str, distance: int) -> Callable[[str], bool]:
    """Whether another is within so many edits of ``word``; see :func:`spelt_nearly`."""
    from rapidfuzz.distance import OSA

    return lambda other: OSA.distance(other, word, score_cutoff=distance) <= distance
