"""Which rows are in view: where to scroll so that the reader sees what matters.

Invariant: only arithmetic on rows; what comes out may lie beyond the ends and is for the caller
to clamp, as scrolling does anyway.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.tui.text.caret import Caret, moved_by_rows

if TYPE_CHECKING:
    from reader.tui.text.layout import Layout

_DISTANCE = 4


def following(row: int, top: int, height: int) -> int:
    """The top row nearest to ``top`` that keeps ``row`` some rows away from the edges."""
    distance = max(0, min(_DISTANCE, (height - 1) // 2))
    return max(row - height + 1 + distance, min(top, row - distance))


def at_a_third(row: int, height: int) -> int:
    """The top row with which ``row`` is a third of the height down."""
    return row - height // 3


def paged(top: int, last: int, height: int, count: int) -> tuple[int, int]:
    """The top row ``count`` pages on, two rows of each kept, and the rows the cursor moves.

    ``last`` is the lowest top row there is; at the end, the cursor still goes a page on.
    """
    rows = count * max(1, height - 2)
    new_top = max(0, min(top + rows, last))
    return new_top, new_top - top or rows


def within(layout: Layout, caret: Caret, top: int, height: int) -> Caret:
    """The caret; when it is out of view, its like in the nearest row, unless it selects."""
    row = layout.row_of(caret.cursor)
    nearest = max(top, min(row, top + height - 1))
    if caret.mark is not None or nearest == row:
        return caret
    return moved_by_rows(layout, caret, nearest - row)
