"""From words with places to lines, on a page turned upright.

Invariant: a word stands in one line exactly, except what is nowhere on the page, stamps and
watermarks at another angle than the text, and what is drawn twice in one place.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from statistics import median
from typing import TYPE_CHECKING

from reader.articles.formats.pdf.characters import read_places
from reader.articles.formats.pdf.layout import Line, PageLines, Word, line_of, turn
from reader.articles.formats.pdf.scans import straighten
from reader.articles.wrapping import UNSPACED

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pypdfium2 import PdfPage

    from reader.articles.formats.pdf.layout import Place

_STRAY_SHARE = 0.1
"""Text at another angle than the page's is a stamp or watermark when it is rarer than this."""
_SAME_LINE = 0.6
"""Of the smaller size: how far a word may be raised or lowered in its line."""
_RAISED = 0.5
"""Of the larger size: how far the mark of a footnote is raised."""
_LEAST_RAISED = 0.15
_WIDE_GAP = 1.5
"""Of the size: between words that PDFium put on two lines, though they are on one baseline."""
_BACKWARDS = 0.5
"""Of the size: how far back such a word may begin."""
_GLUED_GAP = 0.35
_CLOSE_GAP = 0.5
_MARK_GAP = 0.05
_MARKS = frozenset(".,;:!?)")
_TWICE = 0.2
"""Of the size: how far apart the two copies of a word that is drawn twice can be."""
_AROUND = tuple((dx, dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1))
_BULLETS = {
    "\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "➢", "\uf0a8": "▪", "\uf02d": "–", "\uf0fc": "✓",
}  # fmt: skip
"""What the codes mean that the symbol fonts of word processors use for list markers."""


def read_page(page: PdfPage) -> PageLines:
    """The lines of ``page`` in the order in which the file draws them.

    Raises ``PdfiumError`` when the page cannot be read.
    """
    left, bottom, right, top = page.get_cropbox()
    places, scanned = read_places(page)
    return lay_out(places, (left, bottom, right, top), scanned=scanned)


def lay_out(
    places: Sequence[Place], box: tuple[float, float, float, float], *, scanned: bool = False
) -> PageLines:
    """The lines that ``places`` make on a page that lies at ``box``: left, bottom, right, top."""
    counts: Counter[int] = Counter()
    for place in places:
        counts[place.quarter] += len(place.text)
    del counts[-1]
    main = max(counts, key=counts.__getitem__, default=0)
    lines: list[Line] = []
    for quarter, count in sorted(counts.items(), key=lambda item: item[0] != main):
        if quarter == main or count > _STRAY_SHARE * counts[main]:
            alike = [place for place in places if place.quarter == quarter]
            inside = _on_page(alike, _turned(box, quarter))
            upright = straighten(inside) if scanned else inside
            lines += _lines(_drawn_once(upright), scanned=scanned)
    _, bottom, _, top = _turned(box, main)
    return PageLines(tuple(lines), bottom, top, scanned)


def _turned(
    box: tuple[float, float, float, float], quarter: int
) -> tuple[float, float, float, float]:
    one, other = turn(box[0], box[1], quarter), turn(box[2], box[3], quarter)
    return (
        min(one[0], other[0]), min(one[1], other[1]), max(one[0], other[0]), max(one[1], other[1])
    )  # fmt: skip


def _on_page(places: Sequence[Place], box: tuple[float, float, float, float]) -> Sequence[Place]:
    """Those which begin on the page; all when none does, for then it is the box that is wrong."""
    left, bottom, right, top = box
    inside = [p for p in places if left <= p.left <= right and bottom <= p.base <= top]
    return inside or places


def _drawn_once(places: Iterable[Place]) -> Iterable[Place]:
    """``places`` without those that repeat a word in the same place, as for fake bold."""
    seen: dict[tuple[str, int], set[tuple[int, int]]] = {}
    for place in places:
        size = max(round(place.size), 1)
        step = size * _TWICE
        x, y = int(place.left / step), int(place.base / step)
        cells = seen.setdefault((place.text, size), set())
        if not cells or not any((x + dx, y + dy) in cells for dx, dy in _AROUND):
            yield place
        cells.add((x, y))


def _lines(places: Iterable[Place], *, scanned: bool) -> list[Line]:
    lines: list[Line] = []
    gathered: list[Place] = []
    for place in places:
        if gathered and not _goes_on(gathered[-1], place):
            lines.append(_line(gathered, scanned=scanned))
            gathered = []
        gathered.append(place)
    if gathered:
        lines.append(_line(gathered, scanned=scanned))
    return lines


def _goes_on(last: Place, place: Place) -> bool:
    """Whether ``place`` stands on the line of ``last``."""
    smaller, larger = sorted((last.size, place.size))
    if abs(last.base - place.base) > max(_SAME_LINE * smaller, _RAISED * larger):
        return False
    if not place.begins:
        return True
    gap = place.left - last.right
    return -_BACKWARDS * smaller <= gap <= _WIDE_GAP * larger


def _is_one_word(word: Word, place: Place) -> bool:
    """Whether the space that PDFium sees between the two is none."""
    gap = abs(place.left - word.right) / max(place.size, 1.0)
    if place.glued:
        return gap < _GLUED_GAP
    if UNSPACED.match(word.text[-1]) and UNSPACED.match(place.text):
        return gap < _CLOSE_GAP
    return gap < _MARK_GAP and place.text in _MARKS


def _line(places: Sequence[Place], *, scanned: bool) -> Line:
    words: list[Word] = []
    sizes: Counter[float] = Counter()
    for number, place in enumerate(places):
        sizes[round(place.size, 1)] += len(place.text)
        text, left = _BULLETS.get(place.text, place.text), place.left
        if number and _is_one_word(words[-1], place):
            last = words.pop()
            text, left = last.text + text, last.left
        words.append(Word(text, left, place.right, place.bold))
    size = max(sizes, key=sizes.__getitem__)
    base = next(place.base for place in places if round(place.size, 1) == size)
    if scanned:
        size = round(median([place.size for place in places for _ in place.text]), 1)
        base = median([place.base for place in places for _ in place.text])
    line = line_of(words, base, size)
    first = places[0]
    raised = first.base - base > _LEAST_RAISED * size and first.size < size
    return replace(line, marked=raised and not first.text[:1].isalpha())
