"""A text as anchors see it: typography folded away, with a way back to the true offsets.

Runs of white space are one space, quotation marks and dashes are the plain ones, soft hyphens and
characters without width are gone; case is kept. Invariant: every place in the view stands for one
place in the text, in the same order.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections import defaultdict

_SPACES = "".join(chr(code) for code in range(0x3001) if chr(code).isspace())
_FOLDED = str.maketrans(
    dict.fromkeys(_SPACES, " ")
    | dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u2039\u203a\u0060\u00b4", "'")
    | dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb", '"')
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-")
)
"""Changes that keep the length."""
_WIDTHLESS = "\u00ad\u200b-\u200d\u2060\ufeff"
_SHORTENED = re.compile(f"[ {_WIDTHLESS}]{{2,}}|[{_WIDTHLESS}]")

GRAM = 5
"""Characters of one seed."""
_COMMON = 60
"""A seed that occurs more often than this tells nothing about the place."""
_DENSE_UP_TO = 500_000
"""Characters of a view up to which each of its places is a seed; beyond, fewer are."""


class TextView:
    """The folded view of one text, made once and shared by all anchors that are placed in it."""

    __slots__ = ("_grams", "_text_starts", "_view_starts", "folded", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.folded, self._view_starts, self._text_starts = _fold(text)
        self._grams: dict[str, list[int]] | None = None

    def text_span(self, start: int, end: int) -> tuple[int, int]:
        """The code-point span in the text of a span of the view that is not empty."""
        return self._to_text(start), self._to_text(end - 1) + 1

    def view_offset(self, offset: int) -> int:
        """The place in the view of the code-point ``offset`` in the text, or right after it."""
        segment = bisect_right(self._text_starts, offset) - 1
        place = self._view_starts[segment] + offset - self._text_starts[segment]
        following = segment + 1
        if following < len(self._view_starts):
            place = min(place, self._view_starts[following])
        return max(0, min(place, len(self.folded)))

    def seeds(self, pattern: str, most: int) -> list[int]:
        """Up to ``most`` places where something like ``pattern`` may begin, likeliest first.

        Five-grams that the pattern and the view share vote for the diagonal they lie on, a rare
        one with more weight; a place may lie before the view's beginning.
        """
        grams = self._gram_places()
        width = max(16, len(pattern) // 6)
        votes: defaultdict[int, float] = defaultdict(float)
        for offset in range(len(pattern) - GRAM + 1):
            places = grams.get(pattern[offset : offset + GRAM], ())
            if 0 < len(places) <= _COMMON:
                for place in places:
                    votes[(place - offset) // width] += 1 / len(places)
        smoothed = {
            band: weight + (votes.get(band - 1, 0) + votes.get(band + 1, 0)) / 2
            for band, weight in votes.items()
        }
        chosen: list[int] = []
        for band in sorted(smoothed, key=lambda band: (-smoothed[band], band)):
            if len(chosen) == most:
                break
            if all(abs(band - other) > 1 for other in chosen):
                chosen.append(band)
        return [band * width for band in chosen]

    def _gram_places(self) -> dict[str, list[int]]:
        if self._grams is None:
            grams: dict[str, list[int]] = {}
            folded = self.folded
            step = min(GRAM, 1 + len(folded) // _DENSE_UP_TO)
            for place in range(0, len(folded) - GRAM + 1, step):
                grams.setdefault(folded[place : place + GRAM], []).append(place)
            self._grams = grams
        return self._grams

    def _to_text(self, place: int) -> int:
        segment = bisect_right(self._view_starts, place) - 1
        return self._text_starts[segment] + place - self._view_starts[segment]


def fold(text: str) -> str:
    """``text`` as a view shows it."""
    return _fold(text)[0]


def _fold(text: str) -> tuple[str, array[int], array[int]]:
    """The view, and where its segments of unchanged length begin: in the view, in the text."""
    level = text.translate(_FOLDED)
    pieces: list[str] = []
    view_starts, text_starts = array("q", [0]), array("q", [0])
    done = length = 0
    for match in _SHORTENED.finditer(level):
        start, end = match.span()
        space = " " if " " in match.group() else ""
        pieces += (level[done:start], space)
        length += start - done
        if space:
            view_starts.append(length)
            text_starts.append(start)
            length += 1
        view_starts.append(length)
        text_starts.append(end)
        done = end
    pieces.append(level[done:])
    return "".join(pieces), view_starts, text_starts
