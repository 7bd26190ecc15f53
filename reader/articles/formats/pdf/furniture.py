"""Running heads, feet and page numbers, which belong to the paper and not to the text.

Told by their places: what stands near the edge of many pages, at one height and with the same
words but for the figures, is furniture where most of what stands at that height is such. So the
first line of the body, which is at one height too, stays. Invariant: a line that stands on one
page only is never dropped, unless it is or bears the page's number, counted as on other pages.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reader.articles.formats.pdf.layout import Line, PageLines

_MARGIN = 0.16
"""Share of the page's height, at the top and at the bottom, in which furniture stands."""
_ROWS = 3
"""At the top and at the bottom of the text that can be furniture."""
_SAME_HEIGHT = 1.5
"""Points."""
_SHARE_OF_SLOT = 0.5
"""Of the lines at one height that must repeat."""
_FEW_PAGES = 5
"""Up to so many pages two alike are enough, above it takes three."""
_FIGURES = re.compile(r"\d+")
_NUMBER = re.compile(
    r"(?:(?:page|p\.|seite|s\.)\s*)?[-–—\[(|\s]*(?P<number>\d{1,4}|[ivxlc]{1,7})[-–—\])|.\s]*",
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
    """Above the bottom of the page for feet, below its top, negative, for heads."""
    words: str
    """Its text with the figures made alike."""
    number: int | None
    """The page number that it is and nothing else."""
    edges: frozenset[int]
    """The numbers that it begins and ends with, less the page's own place in the file."""


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
    heads = list(_outermost(lines, downwards))
    feet = list(_outermost(lines, reversed(downwards)))
    for at in heads:
        if lines[at].base > page.top - margin:
            yield _spot(number, at, lines[at], page.top)
    for at in feet:
        if lines[at].base < page.bottom + margin:
            yield _spot(number, at, lines[at], page.bottom)


def _outermost(lines: Sequence[Line], order: Iterable[int]) -> Iterator[int]:
    """Those of ``order`` that are on its first few rows."""
    rows = 0
    height = None
    for at in order:
        if height is None or abs(lines[at].base - height) > _SAME_HEIGHT:
            rows += 1
            height = lines[at].base
        if rows > _ROWS:
            return
        yield at


def _spot(page: int, at: int, line: Line, edge: float) -> _Spot:
    text = line.text
    words = _FIGURES.sub("#", text.casefold())
    match = _NUMBER.fullmatch(text)
    number = _value(match["number"].lower()) if match else None
    edges = frozenset(
        int(figures) - page for figures in (*_LEADING.findall(text), *_TRAILING.findall(text))
    )
    return _Spot(page, at, line.base - edge, words, number, edges)


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


def _furniture(slot: Sequence[_Spot], pages: int) -> Iterator[_Spot]:
    """Those of ``slot``, which are at one height, that are furniture."""
    offsets = Counter(spot.number - spot.page for spot in slot if spot.number is not None)
    seen_on: dict[str, set[int]] = defaultdict(set)
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
    if len(alike) >= _SHARE_OF_SLOT * len(others):
        yield from alike
    carried = Counter(offset for spot in others for offset in spot.edges)
    offset, times = max(carried.items(), key=lambda item: item[1], default=(0, 0))
    if times >= max(enough, _SHARE_OF_SLOT * len(others)):
        yield from (spot for spot in others if offset in spot.edges)
