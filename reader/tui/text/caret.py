"""Where the reader is: the cursor, and the selection that hangs on it.

Invariant: cursor and mark are starts of graphemes; the selection takes in both. A selection is
*extending* while motions stretch it; once ended it is *held*, and the next motion lets go of it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reader.articles.sentences import paragraph_span, sentence_span
from reader.tui.text import motions

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.tui.text.layout import Layout


@dataclass(frozen=True, slots=True)
class Caret:
    """The reader's place in a text."""

    cursor: int = 0
    """Code-point offset."""
    mark: int | None = None
    """The end of the selection at which the cursor is not; None without a selection."""
    extending: bool = False
    """Whether motions stretch the selection."""
    goal: int | None = None
    """The cell that moves by rows try to keep; None when the cursor's own counts."""


def selection(layout: Layout, caret: Caret) -> tuple[int, int] | None:
    """The selected half-open code-point span, if any."""
    if caret.mark is None:
        return None
    start, last = sorted((caret.mark, caret.cursor))
    return start, motions.grapheme_end(layout, last)


def on_graphemes(layout: Layout, caret: Caret) -> Caret:
    """The same caret with its ends at the starts of graphemes."""
    mark = None if caret.mark is None else motions.grapheme_start(layout, caret.mark)
    return replace(caret, cursor=motions.grapheme_start(layout, caret.cursor), mark=mark)


def touched(old: Caret, new: Caret) -> list[tuple[int, int]]:
    """The stretches that look otherwise when ``old`` becomes ``new``, both ends inclusive."""
    selected = [caret.mark for caret in (old, new) if caret.mark is not None]
    if selected:
        ends = [*selected, old.cursor, new.cursor]
        return [(min(ends), max(ends))]
    return [(old.cursor, old.cursor), (new.cursor, new.cursor)]


def moved(caret: Caret, cursor: int, goal: int | None = None) -> Caret:
    """The cursor elsewhere, the selection stretched or let go."""
    return Caret(cursor, caret.mark if caret.extending else None, caret.extending, goal)


def moved_by_rows(layout: Layout, caret: Caret, count: int) -> Caret:
    """The cursor some rows further down, or up; it keeps its cell through shorter rows."""
    goal = layout.cell_of(caret.cursor) if caret.goal is None else caret.goal
    return moved(caret, motions.by_rows(layout, caret.cursor, count, goal), goal)


def selecting(layout: Layout, start: int, end: int, *, at_start: bool = False) -> Caret:
    """``[start, end)`` held, the cursor at its last grapheme or at its first."""
    first = motions.grapheme_start(layout, start)
    last = motions.grapheme_start(layout, max(start, end - 1))
    return Caret(first, last) if at_start else Caret(last, first)


def clicked(layout: Layout, offset: int, times: int) -> Caret | None:
    """What ``times`` clicks at ``offset`` select: the word, the sentence, else nothing."""
    if times == 2:
        return selecting(layout, *motions.word_span(layout, offset))
    if times == 3:
        return selecting(layout, *sentence_span(layout.text, offset, layout.blocks))
    return None


def toggle(layout: Layout, caret: Caret) -> Caret:  # noqa: ARG001 - one signature for all changes
    """Start a selection, or end the one being made; a held one goes on."""
    if caret.mark is None:
        return Caret(caret.cursor, caret.cursor, extending=True)
    return replace(caret, extending=not caret.extending)


def sentence(layout: Layout, caret: Caret) -> Caret:
    """The sentence selected; when it is already, the paragraph."""
    start, end = sentence_span(layout.text, caret.cursor, layout.blocks)
    selected = selection(layout, caret)
    if selected and selected[0] <= start and selected[1] >= end:
        start, end = paragraph_span(layout.text, caret.cursor, layout.blocks)
    return selecting(layout, start, end) if start < end else caret


def grow(layout: Layout, caret: Caret) -> Caret:
    """The selection up to the end of a sentence; without one, the sentence."""
    selected = selection(layout, caret)
    if selected is None:
        return sentence(layout, caret)
    return selecting(layout, *motions.grown(layout, *selected))


def shrink(layout: Layout, caret: Caret) -> Caret:
    """The selection without its last sentence, or the last word of its only one."""
    selected = selection(layout, caret)
    return selecting(layout, *motions.shrunk(layout, *selected)) if selected else caret


def other_end(layout: Layout, caret: Caret) -> Caret:  # noqa: ARG001 - one signature for all changes
    """The cursor at the selection's other end."""
    if caret.mark is None:
        return caret
    return Caret(caret.mark, caret.cursor, caret.extending)


CHANGES: dict[str, Callable[[Layout, Caret], Caret]] = {
    "select": toggle,
    "sentence": sentence,
    "grow": grow,
    "shrink": shrink,
    "other_end": other_end,
}
"""The changes of a selection that have a key, by name."""
