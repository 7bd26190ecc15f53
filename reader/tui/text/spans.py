"""Spans over a text, and what lies over a stretch of it.

Invariant: what ``flatten`` returns covers the stretch asked for exactly once, in order, with the
kinds of each piece from the faintest to the strongest, so that later ones may paint over earlier.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

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


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text with a kind."""

    start: int
    """Code-point offset."""
    end: int
    """Exclusive."""
    kind: str
    key: str = ""
    """What the span stands for, such as an entity's name or an annotation's id."""


class SpanIndex:
    """Spans that can be asked for by place: sorted by start, with a running maximum of ends."""

    __slots__ = ("_reach", "_spans", "_starts")

    def __init__(self, spans: Iterable[Span] = ()) -> None:
        kept = (span for span in spans if span.start < span.end)
        self._spans = sorted(kept, key=lambda span: (span.start, span.end))
        self._starts = [span.start for span in self._spans]
        self._reach = list(accumulate((span.end for span in self._spans), max))

    def __len__(self) -> int:
        return len(self._spans)

    def over(self, start: int, end: int) -> list[Span]:
        """The spans that share a code point with ``[start, end)``, by start."""
        found: list[Span] = []
        if start >= end:
            return found
        at = bisect_left(self._starts, end) - 1
        while at >= 0 and self._reach[at] > start:
            if self._spans[at].end > start:
                found.append(self._spans[at])
            at -= 1
        found.reverse()
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
