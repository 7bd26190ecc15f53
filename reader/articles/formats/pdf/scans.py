"""Scans with a layer of text that was recognised, whose places waver.

Recognition measures each word on a picture that lies a little crooked. So baselines slope, edges
fray, and the size of the font, which is guessed from the height of the letters in each line, says
little. Here all that is levelled once, so that the rest need not know of it. How wide the words are
is measured well, and tells sizes better. Invariant: every word stays, in its line and order.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby, pairwise
from statistics import median
from typing import TYPE_CHECKING

from reader.articles.formats.pdf.layout import overlap

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from reader.articles.formats.pdf.layout import Line, PageLines, Place

_LONG = 100.0
"""Points: lines from which a slope can be told."""
_STEEPEST = 0.06
"""Slope, about three and a half degrees."""
_STEP = 0.4
"""Of the size: how far the baselines of two words on one line lie apart at most."""
_FRAYED = 0.5
"""Of the size: the width of the strip that edges fray in."""
_FEW = 3
"""Lines that make an edge."""
_LARGE, _SMALL = 1.15, 0.9
"""Of the body: the sizes of headings and of footnotes."""
_DOUBT = 1.0
"""By how much more than that a line of one character must differ, longer ones by less."""
_WIDTHS = {
    **dict.fromkeys("ijl.,:;'!|‘’`", 0.28),
    **dict.fromkeys('frtI()[]-“”"/ ', 0.36),
    **dict.fromkeys("mwMW—", 0.85),
    **dict.fromkeys("ABCDEFGHJKLNOPQRSTUVXYZ&%", 0.68),
}
"""About how wide characters are in most fonts, by the size."""
_WIDTH = 0.5
"""The same of all others."""
_CLOSE = 1.2
"""Of the leading: the distance of baselines without white between them."""


def straighten(places: Sequence[Place]) -> Sequence[Place]:
    """``places``, words of one page, turned so that their baselines do not slope."""
    slopes: list[float] = []
    first = last = None
    for place in places:
        if first is None or last is None or not _is_beside(last, place):
            first = place
        elif place.left - first.left > _LONG:
            slopes.append((place.base - first.base) / (place.left - first.left))
        last = place
    slope = median(slopes) if slopes else 0.0
    if not 0 < abs(slope) < _STEEPEST:
        return places
    return [
        replace(
            place,
            left=place.left + slope * place.base,
            right=place.right + slope * place.base,
            base=place.base - slope * place.left,
        )
        for place in places
    ]


def _is_beside(last: Place, place: Place) -> bool:
    """Whether ``place`` surely stands on the line of ``last``, to the right of it."""
    return place.left > last.left and abs(place.base - last.base) < _STEP * place.size


def level(pages: Sequence[PageLines]) -> list[PageLines]:
    """``pages`` with the sizes and edges of those levelled that are scanned."""
    lines = [line for page in pages if page.scanned for line in page.lines]
    if not lines:
        return list(pages)
    body = _weighted(lines, lambda line: line.size)
    pitch = _weighted(lines, _pitch)
    return [
        replace(page, lines=tuple(_levelled(page.lines, body, pitch))) if page.scanned else page
        for page in pages
    ]


def _weighted(lines: Iterable[Line], measure: Callable[[Line], float]) -> float:
    """The median of what ``measure`` gives, lines counting by their length."""
    measures = sorted((measure(line), len(line.text)) for line in lines)
    half = sum(length for _, length in measures) / 2
    for value, length in measures:
        half -= length
        if half <= 0:
            return value
    return 0.0


def _pitch(line: Line) -> float:
    """How wide the words of ``line`` are by what they are at the size of one point."""
    widths = sum([_WIDTHS.get(letter, _WIDTH) for word in line.words for letter in word.text])
    return sum([word.right - word.left for word in line.words]) / widths


def _levelled(lines: Sequence[Line], body: float, pitch: float) -> list[Line]:
    ratios = [
        (_pitch(line) / pitch) ** (2 / 3) * (line.size / body) ** (1 / 3) if pitch > 0 else 1.0
        for line in lines
    ]
    classes = [
        (ratio > _LARGE + _DOUBT / len(line.text)) - (ratio < _SMALL - _DOUBT / len(line.text))
        for line, ratio in zip(lines, ratios, strict=True)
    ]
    classes = _among_their_like(lines, classes)
    sized: list[Line] = []
    for kind, run in groupby(zip(lines, ratios, classes, strict=True), key=lambda item: item[2]):
        alike = list(run)
        size = body * median([ratio for _, ratio, _ in alike]) if kind else body
        sized += [replace(line, size=round(size, 1)) for line, _, _ in alike]
    return _with_edges(sized, _FRAYED * body)


def _among_their_like(lines: Sequence[Line], classes: Sequence[int]) -> list[int]:
    """``classes``, but a line set closely between two of the body is of the body."""
    downs = [
        above.base - line.base
        for above, line in pairwise(lines)
        if 0 < above.base - line.base < 3 * line.size and overlap(above, line) > 0
    ]
    if not downs:
        return list(classes)
    close = _CLOSE * median(downs)
    kept = list(classes)
    for at in range(1, len(lines) - 1):
        above, line, below = lines[at - 1 : at + 2]
        if (
            classes[at - 1] == classes[at + 1] == 0
            and 0 < above.base - line.base < close
            and 0 < line.base - below.base < close
        ):
            kept[at] = 0
    return kept


def _with_edges(lines: Sequence[Line], strip: float) -> list[Line]:
    """``lines``, those that begin or end within a ``strip`` doing so at one place."""
    lefts = _edges([line.left for line in lines], strip)
    rights = _edges([line.right for line in lines], strip)
    return [
        replace(line, left=left, right=right)
        for line, left, right in zip(lines, lefts, rights, strict=True)
    ]


def _edges(ends: Sequence[float], strip: float) -> list[float]:
    """``ends``, those near one another made one, where most lie first."""
    levelled = list(ends)
    left = sorted(range(len(ends)), key=ends.__getitem__)
    while len(left) >= _FEW:
        start = stop = best_start = best_stop = 0
        while stop < len(left):
            if ends[left[stop]] - ends[left[start]] > strip:
                start += 1
                continue
            stop += 1
            if stop - start > best_stop - best_start:
                best_start, best_stop = start, stop
        if best_stop - best_start < _FEW:
            break
        near = left[best_start:best_stop]
        edge = median([ends[at] for at in near])
        for at in near:
            levelled[at] = edge
        del left[best_start:best_stop]
    return levelled
