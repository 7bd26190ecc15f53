"""Breaking a reading form into rows no wider than a number of cells.

Invariant: the rows tile what is wrapped, and no row is wider than asked but for spaces at its end
and a single grapheme that is itself too wide. Two ways lead to the same rows: one regular
expression for text of one-cell characters, and a walk over the graphemes for any other line.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from reader.tui.text.cells import HIDDEN, graphemes

if TYPE_CHECKING:
    from array import array
    from collections.abc import Iterator

DASH = "—"
_OPENING = frozenset("（「『《〈【〔［｛“‘")
_CLOSING = frozenset("）」』》〉】〕］｝”’。，、；：？！…ー々")


@lru_cache(16)
def _row_pattern(width: int) -> re.Pattern[str]:
    return re.compile(rf"[^\n]{{1,{width}}}(?: +\n?|\n|\Z|(?<={DASH}))| +\n?|[^\n]{{{width}}}|\n")


def wrap(
    form: str,
    start: int,
    end: int,
    width: int,
    odd: re.Pattern[str] | None,
    rows: array[int],
) -> None:
    """Append to ``rows`` the offsets at which the rows of ``form[start:end]`` start.

    ``odd`` finds the characters that are not one cell wide, as ``cells.odd_characters`` made it.
    """
    pattern = _row_pattern(width)
    at = start
    while at < end:
        found = odd.search(form, at, end) if odd else None
        line = end if found is None else max(at, form.rfind("\n", at, found.start()) + 1)
        rows.extend(match.start() for match in pattern.finditer(form, at, line))
        if found is None:
            return
        line_end = form.find("\n", found.start(), end)
        at = end if line_end < 0 else line_end + 1
        rows.extend(_walk(form, line, at, width))


def _walk(form: str, start: int, end: int, width: int) -> Iterator[int]:
    """Row starts of one line, grapheme by grapheme."""
    yield start
    row = at_break = start
    cells = cells_to_break = 0
    before = ""
    wide = False
    for grapheme in graphemes(form, start, end):
        after = form[grapheme.start : grapheme.end].rstrip(HIDDEN)
        if grapheme.start > row and _breaks(before, after, wide=wide or grapheme.cells > 1):
            at_break, cells_to_break = grapheme.start, cells
        hangs = after == " " or not grapheme.cells
        while cells + grapheme.cells > width and not hangs and grapheme.start > row:
            if at_break > row:
                row, cells = at_break, cells - cells_to_break
            else:
                row, cells = grapheme.start, 0
            at_break, cells_to_break = row, 0
            yield row
        cells += grapheme.cells
        before, wide = after, grapheme.cells > 1


def _breaks(before: str, after: str, *, wide: bool) -> bool:
    """Whether a row may end between two graphemes."""
    if after == " ":
        return False
    if before in {" ", DASH}:
        return True
    return wide and before[:1] not in _OPENING and after[:1] not in _CLOSING
