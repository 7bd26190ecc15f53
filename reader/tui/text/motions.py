"""Ways to move in a laid-out text: each takes an offset and gives one.

Invariant: what comes out is an offset into the text (never past its last character), and never
one that a fold hides other than the fold's first.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.articles.sentences import sentence_span

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.tui.text.layout import Layout

_WORD = re.compile(r"\w+(?:['’]\w+)*")


def settle(layout: Layout, offset: int, *, forward: bool = False) -> int:
    """``offset`` at the start of its grapheme, in the text and out of folds: or past them."""
    offset = _unfolded(layout, offset, forward=forward)
    for grapheme in layout.row_graphemes(layout.row_of(offset)):
        if grapheme.end > offset >= grapheme.start:
            return grapheme.start
    return offset


def _unfolded(layout: Layout, offset: int, *, forward: bool) -> int:
    offset = max(0, min(offset, len(layout.text) - 1))
    fold = layout.fold_over(offset)
    if fold is None or offset == fold.start:
        return offset
    after = layout.row_span(layout.row_of(offset))[1]
    return after if forward and after < len(layout.text) else fold.start


def right(layout: Layout, offset: int) -> int:
    """The next grapheme shown, in this row or the first of the next row that shows any."""
    row = layout.row_of(offset)
    for grapheme in layout.row_graphemes(row):
        if grapheme.start > offset:
            return grapheme.start
    following = _shown_row(layout, row + 1, 1)
    return offset if following is None else layout.offset_at(following, 0)


def left(layout: Layout, offset: int) -> int:
    """The grapheme shown before, in this row or the last of the row before that shows any."""
    row = layout.row_of(offset)
    for grapheme in reversed(layout.row_graphemes(row)):
        if grapheme.end <= offset:
            return grapheme.start
    before = _shown_row(layout, row - 1, -1)
    return offset if before is None else layout.offset_at(before, layout.width)


def grapheme_end(layout: Layout, offset: int) -> int:
    """The offset after the grapheme at ``offset``; after all it hides, for a fold."""
    row = layout.row_of(offset)
    fold = layout.fold_at(row)
    if fold:
        return fold.end
    for grapheme in layout.row_graphemes(row):
        if grapheme.end > offset >= grapheme.start:
            return grapheme.end
    return min(offset + 1, len(layout.text))


def grapheme_start(layout: Layout, offset: int) -> int:
    """The start of the grapheme that holds ``offset``."""
    return settle(layout, offset)


def by_rows(layout: Layout, offset: int, count: int, cell: int | None = None) -> int:
    """``count`` rows down (up when negative) at ``cell``, or at the offset's own cell."""
    row = layout.row_of(offset)
    if cell is None:
        cell = layout.cell_of(offset)
    step = 1 if count > 0 else -1
    goal = max(0, min(row + count, len(layout) - 1))
    target = _shown_row(layout, goal, step)
    if target is None:
        target = _shown_row(layout, goal, -step)
    return offset if target is None else layout.offset_at(target, cell)


def word_forward(layout: Layout, offset: int) -> int:
    """The start of the next word."""
    for match in _WORD.finditer(layout.text, _word_head(layout.text, offset)):
        if match.start() > offset:
            start = settle(layout, match.start(), forward=True)
            if start > offset:
                return start
    return last(layout)


def word_back(layout: Layout, offset: int) -> int:
    """The start of the word, or of the one before when already there."""
    reach = 64
    while True:
        low = max(0, offset - reach)
        head = _word_head(layout.text, low)
        starts = [m.start() for m in _WORD.finditer(layout.text, head, offset)]
        if starts and (starts[-1] > low or low == 0):
            return settle(layout, starts[-1])
        if low == 0:
            return first(layout)
        reach *= 2


def word_end(layout: Layout, offset: int) -> int:
    """The last character of the word, or of the next one when already there."""
    for match in _WORD.finditer(layout.text, _word_head(layout.text, offset)):
        if match.end() - 1 > offset:
            end = settle(layout, match.end() - 1, forward=True)
            if end > offset:
                return end
    return last(layout)


def word_span(layout: Layout, offset: int) -> tuple[int, int]:
    """The word at ``offset``, else the grapheme there."""
    match = _WORD.match(layout.text, _word_head(layout.text, offset))
    if match and match.end() > offset:
        return match.span()
    return offset, grapheme_end(layout, offset)


def sentence_start(layout: Layout, offset: int) -> int:
    """The start of the sentence, or of the one before when already there."""
    start, _ = sentence_span(layout.text, offset, layout.blocks)
    if start < offset:
        return settle(layout, start)
    before = _last_before(layout.text, start)
    if before < 0:
        return settle(layout, start)
    return settle(layout, sentence_span(layout.text, before, layout.blocks)[0])


def sentence_end(layout: Layout, offset: int) -> int:
    """The last character of the sentence, or of the next one when already there."""
    _, end = sentence_span(layout.text, offset, layout.blocks)
    if settle(layout, end - 1, forward=True) > offset:
        return settle(layout, end - 1, forward=True)
    after = _first_after(layout.text, end)
    if after >= len(layout.text):
        return settle(layout, end - 1)
    return settle(layout, sentence_span(layout.text, after, layout.blocks)[1] - 1, forward=True)


def first(layout: Layout) -> int:
    """The first character shown."""
    row = _shown_row(layout, 0, 1)
    return 0 if row is None else layout.offset_at(row, 0)


def last(layout: Layout) -> int:
    """The last character shown."""
    row = _shown_row(layout, len(layout) - 1, -1)
    return 0 if row is None else layout.offset_at(row, layout.width)


def grown(layout: Layout, start: int, end: int) -> tuple[int, int]:
    """A span whose end goes on to the end of its sentence, or of the next sentence."""
    return start, max(end, sentence_end(layout, end - 1) + 1)


def shrunk(layout: Layout, start: int, end: int) -> tuple[int, int]:
    """A span without its last sentence; within one sentence, without its last word."""
    head, _ = sentence_span(layout.text, end - 1, layout.blocks)
    if head <= start:
        head = max(start, word_span(layout, word_back(layout, end))[0])
    before = _last_before(layout.text, head)
    return (start, before + 1) if before > start else (start, end)


def _shown_row(layout: Layout, row: int, step: int) -> int | None:
    """The first row that is not blank from ``row`` on, going by ``step``."""
    while 0 <= row < len(layout):
        if not layout.is_blank(row):
            return row
        row += step
    return None


def _word_head(text: str, offset: int) -> int:
    """Where a search for words has to start so as to meet the word at ``offset`` whole."""
    while offset > 0 and (text[offset - 1].isalnum() or text[offset - 1] in "_'’"):
        offset -= 1
    return offset


def _last_before(text: str, offset: int) -> int:
    """The last offset before ``offset`` that is no white space, or -1."""
    offset -= 1
    while offset >= 0 and text[offset].isspace():
        offset -= 1
    return offset


def _first_after(text: str, offset: int) -> int:
    """The first offset from ``offset`` on that is no white space, or the text's length."""
    while offset < len(text) and text[offset].isspace():
        offset += 1
    return offset


MOTIONS: dict[str, Callable[[Layout, int], int]] = {
    "left": left,
    "right": right,
    "word_forward": word_forward,
    "word_back": word_back,
    "word_end": word_end,
    "sentence_start": sentence_start,
    "sentence_end": sentence_end,
    "first": lambda layout, _: first(layout),
    "last": lambda layout, _: last(layout),
}
"""The motions that need no count, by name."""
