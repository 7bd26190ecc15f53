from __future__ import annotations

import re
from functools import reduce

from hypothesis import example, given
from hypothesis import strategies as st

from reader.articles.model import Block, Role
from reader.tui.text import motions
from reader.tui.text.caret import (
    CHANGES,
    Caret,
    moved,
    moved_by_rows,
    on_graphemes,
    selecting,
    selection,
)
from reader.tui.text.layout import Layout
from reader.tui.text.motions import MOTIONS

TEXT = "One two. Three four.\nFive six."
BLOCKS = (Block(0, 20, Role.PARAGRAPH), Block(21, 30, Role.PARAGRAPH))
LAYOUT = Layout(TEXT, BLOCKS, 40)

STEPS = st.lists(st.sampled_from([*MOTIONS, *CHANGES, "down", "up"]), max_size=12)


@st.composite
def layouts(draw: st.DrawFn) -> Layout:
    """Lines or paragraphs with signs of no, one and two cells, some of them folded."""
    text = draw(st.text(alphabet="ab. \n漢\u0301👩\u200d’”", min_size=1, max_size=60))
    wrapped = draw(st.booleans())
    pattern = r"\S(?:[^\n]*(?:\n(?!\n)[^\n]*)*\S)?" if wrapped else r"\S(?:[^\n]*\S)?"
    found = re.finditer(pattern, text)
    blocks = tuple(Block(m.start(), m.end(), Role.COMMENT, wrapped=wrapped) for m in found)
    folded = draw(st.sets(st.integers(0, 4)))
    return Layout(text, blocks, draw(st.integers(2, 20)), frozenset(folded))


def step(layout: Layout, caret: Caret, name: str) -> Caret:
    if name in CHANGES:
        return CHANGES[name](layout, caret)
    if name in MOTIONS:
        return moved(caret, MOTIONS[name](layout, caret.cursor))
    return moved_by_rows(layout, caret, 1 if name == "down" else -1)


def after(layout: Layout, steps: list[str]) -> Caret:
    first = Caret(motions.first(layout))
    return reduce(lambda caret, name: step(layout, caret, name), steps, first)


@given(layouts(), STEPS)
@example(Layout("a\u0301", (), 20), ["sentence_end"])
@example(Layout("a\u200db", (), 20), ["word_forward"])
def test_whatever_is_pressed_the_caret_stands_on_graphemes(
    layout: Layout, steps: list[str]
) -> None:
    caret = after(layout, steps)
    assert on_graphemes(layout, caret) == caret
    assert caret.mark is not None or not caret.extending


@given(layouts(), STEPS)
def test_whatever_is_pressed_the_selection_runs_from_end_to_end(
    layout: Layout, steps: list[str]
) -> None:
    caret = after(layout, steps)
    selected = selection(layout, caret)
    assert (selected is None) == (caret.mark is None)
    if selected and caret.mark is not None:
        assert selected[0] == min(caret.cursor, caret.mark)
        assert max(caret.cursor, caret.mark) < selected[1] <= len(layout.text)


@given(layouts(), STEPS)
def test_growing_keeps_what_is_selected_and_shrinking_takes_nothing_in(
    layout: Layout, steps: list[str]
) -> None:
    caret = on_graphemes(layout, after(layout, steps))
    swapped = CHANGES["other_end"](layout, caret)
    assert selection(layout, swapped) == selection(layout, caret)
    if selected := selection(layout, caret):
        start, end = selected
        grown = selection(layout, CHANGES["grow"](layout, caret))
        shrunk = selection(layout, CHANGES["shrink"](layout, caret))
        assert grown is not None
        assert shrunk is not None
        assert grown[0] == start == shrunk[0]
        assert shrunk[1] <= end <= grown[1]


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
