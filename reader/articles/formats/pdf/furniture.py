"""Running heads, feet and page numbers, which belong to the paper and not to the text.

Told by their places: what stands near the edge of many pages, at one height and with the same
words but for the figures, is furniture where most of what stands at that height is such. So the
first line of the body, which is at one height too, stays. Of a scan, the pages lie differently and
letters are misread: there rows are counted instead of heights, and words are much the same.
Invariant: a line that stands on one
page only is never dropped, unless it is or bears the page's number, counted as on other pages.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from rapidfuzz.distance import Indel

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reader.articles.formats.pdf.layout import PageLines

_MARGIN = 0.16
"""Share of the page's height, at the top and at the bottom, in which furniture stands."""
_ROWS = 3
"""At the top and at the bottom of the text that can be furniture."""
_SAME_HEIGHT = 1.5
"""Points."""
_SAME_ROW = 0.5
"""Of the size."""
_ROW = 15_000.0
"""Points, more than any page is high."""
_ALIKE = 0.75
"""Share of the letters that two readings of one running head have in common."""
_PAGES_BACK = 6
_LONGEST_NUMBER = 4
"""Characters of a page number that was misread."""
_SHARE_OF_SLOT = 0.5
"""Of the lines at one height that must repeat."""
_FEW_PAGES = 5
"""Up to so many pages two alike are enough, above it takes three."""
_FIGURES = re.compile(r"\d+")
_NUMBER = re.compile(
    r"(?:(?:page|p\.|seite|s\.)\s*+)?[-–—\[(|\s]*+(?P<number>\d{1,4}|[ivxlc]{1,7})[-–—\])|.\s]*",
    re.IGNORECASE,
)
_LEADING = re.compile(r"^(\d{1,4})\s")
_TRAILING = re.compile(r"\s(\d{1,4})$")
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


@dataclass(frozen=True, slots=True)
class _Spot:
    """A line near the edge of a page."""

    page: int
    line: int
    height: float
    """Above the bottom of the page for feet, below its top, negative, for heads.

    On a scan rows are counted, each as high as a page.
    """
    words: str
    """Its text with the figures made alike."""
    number: int | None
    """The page number that it is and nothing else."""
    edges: frozenset[int]
    """The numbers that it begins and ends with, less the page's own place in the file."""
    scanned: bool


def drop_furniture(pages: Sequence[PageLines]) -> list[PageLines]:
    """``pages`` without running heads, feet and page numbers.

    When nothing would be left, nothing is dropped.
    """
    spots = [spot for number, page in enumerate(pages) for spot in _spots(number, page)]
    dropped: dict[int, set[int]] = defaultdict(set)
    for slot in _slots(spots):
        for spot in _furniture(slot, len(pages)):
            dropped[spot.page].add(spot.line)
    kept = [
        replace(
            page,
            lines=tuple(line for at, line in enumerate(page.lines) if at not in dropped[number]),
        )
        if number in dropped
        else page
        for number, page in enumerate(pages)
    ]
    return kept if any(page.lines for page in kept) else list(pages)


def _spots(number: int, page: PageLines) -> Iterator[_Spot]:
    lines = page.lines
    margin = _MARGIN * (page.top - page.bottom)
    downwards = sorted(range(len(lines)), key=lambda at: -lines[at].base)
    heads = list(_outermost(page, downwards))
    feet = list(_outermost(page, downwards[::-1]))
    for row, at in heads:
        if lines[at].base > page.top - margin:
            height = -row * _ROW if page.scanned else lines[at].base - page.top
            yield _spot(number, at, page, height)
    for row, at in feet:
        if lines[at].base < page.bottom + margin:
            height = row * _ROW if page.scanned else lines[at].base - page.bottom
            yield _spot(number, at, page, height)


def _outermost(page: PageLines, order: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Those of ``order`` that are on its first few rows, with the numbers of the rows from 1."""
    row = 0
    height = None
    for at in order:
        line = page.lines[at]
        same = _SAME_ROW * line.size if page.scanned else _SAME_HEIGHT
        if height is None or abs(line.base - height) > same:
            row += 1
            height = line.base
        if row > _ROWS:
            return
        yield row, at


def _spot(number: int, at: int, page: PageLines, height: float) -> _Spot:
    text = page.lines[at].text
    words = _FIGURES.sub("#", text.casefold())
    match = _NUMBER.fullmatch(text)
    own = _value(match["number"].lower()) if match else None
    edges = frozenset(
        int(figures) - number for figures in (*_LEADING.findall(text), *_TRAILING.findall(text))
    )
    return _Spot(number, at, height, words, own, edges, page.scanned)


def _value(figures: str) -> int:
    if figures.isdecimal():
        return int(figures)
    values = [_ROMAN[letter] for letter in figures]
    return values[-1] + sum(
        -value if value < following else value for value, following in pairwise(values)
    )


def _slots(spots: Iterable[_Spot]) -> Iterator[list[_Spot]]:
    """``spots`` by their height."""
    slot: list[_Spot] = []
    for spot in sorted(spots, key=lambda spot: spot.height):
        if slot and spot.height - slot[-1].height > _SAME_HEIGHT:
            yield slot
            slot = []
        slot.append(spot)
    if slot:
        yield slot


def _as_first_read(slot: Sequence[_Spot]) -> Sequence[_Spot]:
    """``slot``, each of a scan with the words of one on the pages before that are much the same."""
    read: list[_Spot] = []
    for spot in slot:
        if spot.scanned and spot.number is None:
            words = (other.words for other in reversed(read[-_PAGES_BACK:]))
            like = (other for other in words if _is_like(spot.words, other))
            spot = replace(spot, words=next(like, spot.words))
        read.append(spot)
    return read


def _is_like(words: str, other: str) -> bool:
    return Indel.normalized_similarity(words, other, score_cutoff=_ALIKE) > 0


def _furniture(slot: Sequence[_Spot], pages: int) -> Iterator[_Spot]:
    """Those of ``slot``, which are at one height, that are furniture."""
    offsets = Counter(spot.number - spot.page for spot in slot if spot.number is not None)
    seen_on: dict[str, set[int]] = defaultdict(set)
    slot = _as_first_read(slot)
    for spot in slot:
        if spot.number is None:
            seen_on[spot.words].add(spot.page)
    enough = 2 if pages <= _FEW_PAGES else 3
    repeated = {words for words, on in seen_on.items() if len(on) >= enough}
    alike = [spot for spot in slot if spot.number is None and spot.words in repeated]
    numbers = [
        spot
        for spot in slot
        if spot.number is not None
        and (spot.number == spot.page + 1 or offsets[spot.number - spot.page] > 1)
    ]
    yield from numbers
    others = [spot for spot in slot if spot.number is None]
    if len(numbers) >= len(others):
        yield from (spot for spot in others if spot.scanned and len(spot.words) <= _LONGEST_NUMBER)
    if len(alike) >= _SHARE_OF_SLOT * len(others):
        yield from alike
    carried = Counter(offset for spot in others for offset in spot.edges)
    offset, times = max(carried.items(), key=lambda item: item[1], default=(0, 0))
    if times >= max(enough, _SHARE_OF_SLOT * len(others)):
        yield from (spot for spot in others if offset in spot.edges)
