from __future__ import annotations

from reader.articles.model import Block, Role
from reader.tui.text.caret import (
    CHANGES,
    Caret,
    moved,
    moved_by_rows,
    selecting,
    selection,
)
from reader.tui.text.layout import Layout

TEXT = "One two. Three four.\nFive six."
BLOCKS = (Block(0, 20, Role.PARAGRAPH), Block(21, 30, Role.PARAGRAPH))
LAYOUT = Layout(TEXT, BLOCKS, 40)


def test_the_selection_takes_in_both_ends() -> None:
    caret = moved(CHANGES["select"](LAYOUT, Caret(4)), 6)
    assert selection(LAYOUT, caret) == (4, 7)
    swapped = CHANGES["other_end"](LAYOUT, caret)
    assert (swapped.cursor, swapped.mark, swapped.extending) == (4, 6, True)


def test_a_held_selection_is_let_go_by_a_motion_and_taken_up_again_by_its_key() -> None:
    held = CHANGES["select"](LAYOUT, moved(CHANGES["select"](LAYOUT, Caret(4)), 6))
    assert moved(held, 9) == Caret(9)
    again = moved(CHANGES["select"](LAYOUT, held), 9)
    assert selection(LAYOUT, again) == (4, 10)


def test_a_sentence_is_selected_and_then_its_paragraph() -> None:
    once = CHANGES["sentence"](LAYOUT, Caret(10))
    assert selection(LAYOUT, once) == (9, 20)
    assert selection(LAYOUT, CHANGES["sentence"](LAYOUT, once)) == (0, 20)


def test_growing_starts_with_the_sentence_and_shrinking_undoes_it() -> None:
    once = CHANGES["grow"](LAYOUT, Caret(0))
    twice = CHANGES["grow"](LAYOUT, once)
    assert (selection(LAYOUT, once), selection(LAYOUT, twice)) == ((0, 8), (0, 20))
    assert selection(LAYOUT, CHANGES["shrink"](LAYOUT, twice)) == (0, 8)
    assert CHANGES["shrink"](LAYOUT, Caret(3)) == Caret(3)


def test_the_cell_is_kept_through_a_shorter_row() -> None:
    down = moved_by_rows(LAYOUT, Caret(15), 1)
    assert down.cursor == 29
    assert moved_by_rows(LAYOUT, down, -1).cursor == 15


def test_a_span_can_be_selected_with_the_cursor_at_either_end() -> None:
    assert selecting(LAYOUT, 4, 7) == Caret(6, 4)
    assert selecting(LAYOUT, 4, 7, at_start=True) == Caret(4, 6)
