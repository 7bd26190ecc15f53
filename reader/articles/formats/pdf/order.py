"""The order in which the lines of a page are read, where the file does not draw them in it.

Most files do draw in reading order, and know better than any guess. So a page is put in order by
its geometry only when that makes clearly more lines follow on their neighbours than the file's own
order does: row by row across columns, or line by line in no order. Columns are told by gutters,
strips of the page that few lines cross while many end and begin beside them; the lines that do
cross, such as headings and abstracts, part the page into bands (after the XY-cut of Nagy and Seth,
1984, which cuts at white strips only). Invariant: every word comes out exactly once.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from reader.articles.formats.pdf.layout import line_of, overlap

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reader.articles.formats.pdf.layout import Line, Word

_FEW = 4
"""Lines beside a gutter at least, and beyond those that cross it."""
_GUTTER_GAP = 0.7
"""Of the size: white between two words of a line that can be a gutter."""
_LEAST_GUTTER = 5.0
"""Points."""
_MOST_GUTTERS = 8
"""A page with more is a table or a drawing."""
_PROSE = 14
"""Code points on the average that the lines of a column have, and the cells of a table have not."""
_SHARE_BETTER = 0.1
_NEAR = 2.6
"""Sizes between the baselines of neighbours at most."""
_SAME_ROW = 0.4
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")


def in_reading_order(lines: Sequence[Line]) -> list[Line]:
    """``lines``, one page in the order the file draws it, as they are read.

    A line that spans columns of a page drawn row by row comes back as one line for each column.
    """
    if len(lines) < 2:
        return list(lines)
    gutters = find_gutters(lines)
    drawn = [part for line in lines for part in _split(line, gutters)]
    placed = _by_geometry(drawn, gutters)
    gained = _followed(placed) - _followed(drawn)
    if gained >= max(3, _SHARE_BETTER * len(drawn)):
        return placed
    return list(lines)


def _followed(lines: Sequence[Line]) -> int:
    """How many of ``lines`` stand right below the line before, or beside it in its row."""
    return sum(_follows(above, line) for above, line in pairwise(lines))


def _follows(above: Line, line: Line) -> bool:
    size = max(above.size, line.size)
    down = above.base - line.base
    if abs(down) <= _SAME_ROW * size:
        return 0 <= line.left - above.right < size
    return 0 < down <= _NEAR * size and overlap(above, line) > 0.3 * min(above.width, line.width)


def _runs(line: Line) -> Iterator[tuple[float, float]]:
    """The stretches of ``line`` without white that is wide enough for a gutter."""
    least = max(_GUTTER_GAP * line.size, _LEAST_GUTTER)
    words = sorted(line.words, key=lambda word: word.left)
    left, right = words[0].left, words[0].right
    for word in words[1:]:
        if word.left - right >= least:
            yield left, right
            left = word.left
        right = max(right, word.right)
    yield left, right


def find_gutters(lines: Sequence[Line]) -> list[float]:
    """Where strips of white part columns of prose, from left to right."""
    runs = [run for line in lines for run in _runs(line)]
    valleys = list(islice(_valleys(runs), _MOST_GUTTERS + 1))
    if len(valleys) > _MOST_GUTTERS:
        return []
    return [gutter for gutter in valleys if _parts_prose(gutter, lines)]


def _valleys(runs: Sequence[tuple[float, float]]) -> Iterator[float]:
    """The middles of the lowest stretches between two that clearly more ``runs`` cover."""
    events = sorted([(left, 1) for left, _ in runs] + [(right, -1) for _, right in runs])
    covered = peak = 0
    lowest: tuple[int, float, float] | None = None
    """How many cover it, its width with the sign turned, its middle."""
    for (left, change), (right, _) in pairwise(events):
        covered += change
        if right <= left:
            continue
        if lowest is not None and covered >= lowest[0] + _FEW:
            yield lowest[2]
            lowest, peak = None, covered
        peak = max(peak, covered)
        if covered <= peak - _FEW:
            stretch = (covered, left - right, (left + right) / 2)
            lowest = min(lowest or stretch, stretch)


def _parts_prose(gutter: float, lines: Sequence[Line]) -> bool:
    """Whether the lines on both sides of ``gutter`` are as long as those of prose."""
    lengths: tuple[list[int], list[int]] = ([], [])
    for line in lines:
        for part in _split(line, [gutter]):
            if part.right <= gutter:
                lengths[0].append(len(part.text))
            elif part.left >= gutter:
                lengths[1].append(len(part.text))
    return all(len(side) >= _FEW and sum(side) >= _PROSE * len(side) for side in lengths)


def _split(line: Line, gutters: Sequence[float]) -> Iterator[Line]:
    """The parts of ``line`` between those ``gutters`` where it has a wide gap."""
    least = max(_GUTTER_GAP * line.size, _LEAST_GUTTER)
    part: list[Word] = []
    for word in line.words:
        if part:
            one, other = sorted((part[-1], word), key=lambda word: word.left)
            if other.left - one.right >= least and (
                bisect_right(gutters, one.right) != bisect_right(gutters, other.left)
            ):
                yield line_of(part, line.base, line.size)
                part = []
        part.append(word)
    yield line_of(part, line.base, line.size)


def _by_geometry(parts: Sequence[Line], gutters: Sequence[float]) -> list[Line]:
    """``parts`` from the top down, column by column between those that cross a gutter."""
    letters = sum(len(part.text) for part in parts)
    turned = sum(len(_RIGHT_TO_LEFT.findall(part.text)) for part in parts) > letters / 3
    columns: list[list[Line]] = [[] for _ in range(len(gutters) + 1)]
    placed: list[Line] = []

    def flush() -> None:
        for column in reversed(columns) if turned else columns:
            placed.extend(_rows(column, turned=turned))
            column.clear()

    for part in sorted(parts, key=lambda part: -part.base):
        column = bisect_right(gutters, part.left)
        if column != bisect_right(gutters, part.right):
            flush()
            column = 0
            columns[column].append(part)
            flush()
        else:
            columns[column].append(part)
    flush()
    return placed


def _rows(parts: Sequence[Line], *, turned: bool) -> Iterator[Line]:
    """``parts``, sorted from the top down, with those on one row from left to right."""
    row: list[Line] = []
    for part in parts:
        if row and row[0].base - part.base > _SAME_ROW * min(row[0].size, part.size):
            yield from sorted(row, key=lambda part: -part.right if turned else part.left)
            row = []
        row.append(part)
    yield from sorted(row, key=lambda part: -part.right if turned else part.left)
