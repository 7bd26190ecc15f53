"""Spans over a text, and what lies over a stretch of it.

Invariant: what ``flatten`` returns covers the stretch asked for exactly once, in order, with the
kinds of each piece from the faintest to the strongest, so that later ones may paint over earlier.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

PRIORITY = (
    "dimmed",
    "heading",
    "quotation",
    "term",
    "date",
    "place",
    "organisation",
    "person",
    "other",
    "annotation",
    "match",
    "current",
    "selection",
    "cursor",
)
"""Kinds from the faintest to the strongest; a kind not named here is fainter than all.

A kind may carry a colour behind its name, as ``annotation#d1453b``.
"""

_RANK = {kind: rank for rank, kind in enumerate(PRIORITY)}

_BITS_A_LEVEL = 3
"""Spans of a level differ in length at most so many powers of two."""


class Span(NamedTuple):
    """A stretch of text with a kind."""

    start: int
    """Code-point offset."""
    end: int
    """Exclusive."""
    kind: str
    key: str = ""
    """What the span stands for, such as an entity's name or an annotation's id."""


class SpanIndex:
    """Spans that can be asked for by place, kept apart by length.

    Invariant: within a level, sorted by start, no span is as long as ``longest``; so one that
    reaches a place starts at most that far before it, and a few long spans cost the short nothing.
    """

    __slots__ = ("_count", "_levels")

    def __init__(self, spans: Iterable[Span] = ()) -> None:
        levels: dict[int, list[Span]] = {}
        for span in spans:
            length = span.end - span.start
            if length > 0:
                levels.setdefault(length.bit_length() // _BITS_A_LEVEL, []).append(span)
        self._levels: list[tuple[int, list[int], list[Span]]] = []
        self._count = 0
        for level, held in levels.items():
            held.sort()
            longest = 1 << (level + 1) * _BITS_A_LEVEL
            self._levels.append((longest, [span.start for span in held], held))
            self._count += len(held)

    def __len__(self) -> int:
        return self._count

    def over(self, start: int, end: int) -> list[Span]:
        """The spans that share a code point with ``[start, end)``, by start."""
        found: list[Span] = []
        if start >= end:
            return found
        for longest, starts, held in self._levels:
            first, last = bisect_right(starts, start - longest), bisect_left(starts, end)
            found += [span for span in held[first:last] if span.end > start]
        found.sort()
        return found

    def flatten(self, start: int, end: int) -> list[tuple[int, int, tuple[str, ...]]]:
        """Pieces ``(start, end, kinds)`` that tile ``[start, end)``, cut at every boundary."""
        return flatten(self.over(start, end), start, end)


def flatten(spans: Iterable[Span], start: int, end: int) -> list[tuple[int, int, tuple[str, ...]]]:
    """As ``SpanIndex.flatten``, for spans at hand in any order."""
    if start >= end:
        return []
    spans = [span for span in spans if span.start < end and span.end > start]
    cuts = {start, end}
    for span in spans:
        cuts.add(max(start, span.start))
        cuts.add(min(end, span.end))
    pieces: list[tuple[int, int, tuple[str, ...]]] = []
    for a, b in pairwise(sorted(cuts)):
        kinds = {span.kind for span in spans if span.start <= a and span.end >= b}
        pieces.append((a, b, tuple(sorted(kinds, key=_rank))))
    return pieces


def _rank(kind: str) -> tuple[int, str]:
    return _RANK.get(kind.partition("#")[0], -1), kind
