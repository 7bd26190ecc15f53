"""The columns of text that paragraphs run through, and their edges.

Invariant: the columns hold every line once, in the order given.
"""

from __future__ import annotations

from bisect import bisect
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reader.articles.formats.pdf.layout import overlap
from reader.articles.formats.pdf.order import find_gutters

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reader.articles.formats.pdf.layout import Line, PageLines

_LONG = 8
"""Lines from which a column tells its edges."""
_SHARE_AT_EDGE = 0.15
_SHARE_JUSTIFIED = 0.4
_NEIGHBOURS = 4
"""Columns before and after a short one that are asked for its edges."""
_SAME_EDGE = 2.0
"""Points."""


@dataclass(frozen=True, slots=True)
class Column:
    """Lines one below the other on one page."""

    page: int
    """Number of the page, from 0."""
    lines: tuple[Line, ...]
    left: float
    """Where lines begin that are not indented."""
    right: float
    """Where lines end that are full."""
    justified: bool
    """Whether most lines end there."""


def find_columns(pages: Sequence[PageLines]) -> list[Column]:
    """The columns of all ``pages`` in reading order."""
    columns = [
        Column(number, tuple(lines), _left_edge(lines), *_right_edge(lines))
        for number, page in enumerate(pages)
        for lines in _stacks(page.lines, find_gutters(page.lines))
    ]
    return [_with_edges_of_neighbours(columns, at) for at in range(len(columns))]


def _stacks(lines: Sequence[Line], gutters: Sequence[float]) -> Iterator[list[Line]]:
    """``lines`` parted where the next one does not stand below, in the same column."""
    stack: list[Line] = []
    spot = (0, 0)
    left = right = 0.0
    for line in lines:
        last_spot, spot = spot, (bisect(gutters, line.left), bisect(gutters, line.right))
        if stack and (
            spot != last_spot
            or line.base > stack[-1].base + 0.5 * stack[-1].size
            or min(right, line.right) - max(left, line.left) <= 0
            or (line.base > stack[-1].base - 0.3 * line.size and overlap(stack[-1], line) <= 0)
        ):
            yield stack
            stack = []
        left = min(left, line.left) if stack else line.left
        right = max(right, line.right) if stack else line.right
        stack.append(line)
    if stack:
        yield stack


def _left_edge(lines: Sequence[Line]) -> float:
    """The leftmost place at which a fair share of ``lines`` begins."""
    counts = Counter(round(line.left) for line in lines)
    common = [
        at
        for at in counts
        if sum(counts[near] for near in (at - 1, at, at + 1)) >= _SHARE_AT_EDGE * len(lines)
    ]
    edge = min(common, default=0)
    return min([line.left for line in lines if line.left >= edge - 1.5], default=edge)


def _right_edge(lines: Sequence[Line]) -> tuple[float, bool]:
    """Where full ``lines`` end, and whether they are justified.

    Of justified ones that is where most end; of others where the longest do, but for a stray one.
    """
    ends = sorted(line.right for line in lines)
    counts = Counter(round(end) for end in ends)
    at, _ = max(counts.items(), key=lambda item: (item[1], item[0]))
    alike = sum(counts[near] for near in (at - 1, at, at + 1))
    if len(lines) >= _LONG and alike >= _SHARE_JUSTIFIED * len(lines):
        return float(at), True
    stray = (len(ends) + _LONG) // 20 if len(ends) >= _LONG else 0
    return ends[-1 - stray], False


def _with_edges_of_neighbours(columns: Sequence[Column], at: int) -> Column:
    """The column; when it is too short to tell its edges, with those of a like one nearby."""
    column = columns[at]
    if len(column.lines) >= _LONG:
        return column
    for distance in range(1, _NEIGHBOURS + 1):
        for other in (at - distance, at + distance):
            if not 0 <= other < len(columns) or len(columns[other].lines) < _LONG:
                continue
            near = columns[other]
            inside = near.left - _SAME_EDGE <= column.left
            if inside and column.right <= near.right + _SAME_EDGE:
                return replace(near, page=column.page, lines=column.lines)
    return column
