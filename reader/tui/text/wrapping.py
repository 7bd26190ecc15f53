"""Breaking a reading form into rows no wider than a number of cells.

Invariant: the rows tile what is wrapped, and no row is wider than asked but for spaces at its end
and a single grapheme that is itself too wide. Two ways lead to the same rows: one regular
expression for text of one-cell characters, and a walk over the graphemes for the rows that hold
any other.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from reader.tui.text.cells import HIDDEN, graphemes

if TYPE_CHECKING:
    from array import array
    from collections.abc import Iterator

    from reader.tui.text.cells import Odd

DASH = "—"
_OPENING = frozenset("（「『《〈【〔［｛“‘")
_AHEAD = 32
"""Code points beyond one for each cell that are looked at for one row, at first."""
_NO_BREAK = "\ue000"
_CLOSING = frozenset("）」』》〉】〕］｝”’。，、；：？！…ー々")


@lru_cache(16)
def _row_pattern(width: int) -> re.Pattern[str]:
    return re.compile(rf"[^\n]{{1,{width}}}(?: +\n?|\n|\Z|(?<={DASH}))| +\n?|[^\n]{{{width}}}|\n")


def wrap(form: str, start: int, end: int, width: int, odd: Odd | None, rows: array[int]) -> None:
    """Append to ``rows`` the offsets at which the rows of ``form[start:end]`` start.

    ``odd`` are the characters that are not one cell wide, as ``cells.odd_characters`` found them.
    """
    pattern = _row_pattern(width)
    at = start
    while at < end:
        found = odd.any.search(form, at, end) if odd else None
        line = end if found is None else max(at, form.rfind("\n", at, found.start()) + 1)
        rows.extend(match.start() for match in pattern.finditer(form, at, line))
        if found is None or odd is None:
            return
        line_end = form.find("\n", found.start(), end)
        at = end if line_end < 0 else line_end + 1
        if found.start() > line and (not odd.apart or not odd.apart.search(form, line, at)):
            rows.extend(_without_trifles(form, line, at, width, odd))
        else:
            rows.extend(_walk(form, line, at, width, odd))


def _without_trifles(form: str, start: int, end: int, width: int, odd: Odd) -> Iterator[int]:
    """Row starts of a line whose odd characters all hang on others: it is wrapped without them.

    A space or a dash that something is hung on is no place to break.
    """
    pieces: list[str] = []
    kept: list[int] = []
    taken: list[int] = []
    at, length = start, 0
    for match in odd.attached.finditer(form, start, end) if odd.attached else ():
        base, trifles = match.groups()
        pieces += [form[at : match.start()], base if not trifles.strip(HIDDEN) else _bound(base)]
        length += match.start() - at + 1
        kept.append(length)
        taken.append(match.end() - start - length)
        at = match.end()
    plain = "".join(pieces) + form[at:end]
    number = 0
    for row in _row_pattern(width).finditer(plain):
        while number < len(kept) and kept[number] <= row.start():
            number += 1
        yield start + row.start() + (taken[number - 1] if number else 0)


def _bound(base: str) -> str:
    return _NO_BREAK if base in {" ", DASH} else base


def _walk(form: str, start: int, end: int, width: int, odd: Odd) -> Iterator[int]:
    """Row starts of one line that holds something odd: by graphemes only where that is near."""
    pattern = _row_pattern(width)
    row, strange = start, start - 1
    while row < end:
        yield row
        if strange < row:
            found = odd.any.search(form, row, end)
            strange = found.start() if found else end + width + 2
        match = pattern.match(form, row, end)
        if match and strange > max(match.end(), row + width + 1):
            row = match.end()
        else:
            row = _row_end(form, row, end, width)


def _row_end(form: str, row: int, end: int, width: int) -> int:
    """Where the row that starts at ``row`` ends, grapheme by grapheme."""
    reach = width + _AHEAD
    while True:
        limit = min(end, row + reach)
        at_break = row
        cells = 0
        before = ""
        wide = False
        for grapheme in graphemes(form, row, limit):
            if grapheme.end == limit < end:
                break  # It may go on behind the limit.
            after = form[grapheme.start : grapheme.end].rstrip(HIDDEN)
            if grapheme.start > row and _breaks(before, after, wide=wide or grapheme.cells > 1):
                at_break = grapheme.start
            hangs = after == " " or not grapheme.cells
            if cells + grapheme.cells > width and not hangs and grapheme.start > row:
                return at_break if at_break > row else grapheme.start
            cells += grapheme.cells
            before, wide = after, grapheme.cells > 1
        else:
            return limit
        reach *= 4


def _breaks(before: str, after: str, *, wide: bool) -> bool:
    """Whether a row may end between two graphemes."""
    if after == " ":
        return False
    if before in {" ", DASH}:
        return True
    return wide and before[:1] not in _OPENING and after[:1] not in _CLOSING
