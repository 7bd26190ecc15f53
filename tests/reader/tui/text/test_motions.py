from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.articles.model import Block, Role
from reader.tui.text import motions
from reader.tui.text.layout import Layout
from reader.tui.text.motions import MOTIONS

TEXT = "One two three. Four don’t five.\nSix."
BLOCKS = (Block(0, 31, Role.PARAGRAPH), Block(32, 36, Role.PARAGRAPH))
LAYOUT = Layout(TEXT, BLOCKS, 15)


@given(
    st.text(alphabet="ab. \n漢\u0301'", min_size=1, max_size=80),
    st.data(),
    st.sampled_from(sorted(MOTIONS)),
)
def test_every_motion_stays_in_the_text(text: str, data: st.DataObject, name: str) -> None:
    offset = data.draw(st.integers(0, len(text) - 1))
    layout = Layout(text, (), data.draw(st.integers(2, 20)))
    assert 0 <= MOTIONS[name](layout, offset) < len(text)


@given(st.text(alphabet="ab. \n漢\u0301", min_size=1, max_size=80), st.integers(2, 20))
def test_going_right_meets_every_grapheme_shown_in_order(text: str, width: int) -> None:
    layout = Layout(text, (), width)
    expected = [g.start for row in range(len(layout)) for g in layout.row_graphemes(row)]
    offset = motions.first(layout)
    met = [offset]
    while (after := motions.right(layout, offset)) != offset:
        assert motions.left(layout, after) == offset
        met.append(after)
        offset = after
    assert set(expected) <= set(met)
    assert met == sorted(met)


def test_word_motions_take_a_contraction_as_one_word() -> None:
    four, dont, five = TEXT.index("Four"), TEXT.index("don’t"), TEXT.index("five")
    assert motions.word_forward(LAYOUT, four) == dont
    assert motions.word_forward(LAYOUT, dont) == five
    assert motions.word_back(LAYOUT, five) == dont
    assert motions.word_back(LAYOUT, dont + 2) == dont
    assert motions.word_end(LAYOUT, four) == four + 3
    assert motions.word_end(LAYOUT, four + 3) == dont + 4
    assert motions.word_span(LAYOUT, dont + 4) == (dont, dont + 5)


def test_moving_by_rows_keeps_the_cell_and_passes_blank_rows() -> None:
    assert [LAYOUT.row_text(row) for row in range(len(LAYOUT))] == [
        "One two three.",
        "Four don’t",
        "five.",
        "",
        "Six.",
    ]
    five = TEXT.index("five.")
    assert motions.by_rows(LAYOUT, five + 1, 1) == TEXT.index("Six") + 1
    assert motions.by_rows(LAYOUT, five + 1, 99) == TEXT.index("Six") + 1
    assert motions.by_rows(LAYOUT, five + 4, -1, 9) == TEXT.index("Four") + 9
    assert motions.by_rows(LAYOUT, five, -99, 3) == 3


def test_sentence_motions_go_on_when_they_are_there() -> None:
    four = TEXT.index("Four")
    assert motions.sentence_start(LAYOUT, four + 2) == four
    assert motions.sentence_start(LAYOUT, four) == 0
    assert motions.sentence_end(LAYOUT, 0) == TEXT.index(". Four")
    assert motions.sentence_end(LAYOUT, TEXT.index(". Four")) == 30
    assert motions.sentence_end(LAYOUT, 30) == len(TEXT) - 1


def test_growing_and_shrinking_go_sentence_by_sentence() -> None:
    first = (0, 14)
    second = motions.grown(LAYOUT, *first)
    third = motions.grown(LAYOUT, *second)
    assert (second, third) == ((0, 31), (0, 36))
    assert motions.grown(LAYOUT, *third) == third
    assert motions.shrunk(LAYOUT, *third) == second
    assert motions.shrunk(LAYOUT, *second) == first
    assert motions.shrunk(LAYOUT, *first) == (0, 7)
    assert motions.shrunk(LAYOUT, 0, 3) == (0, 3)


def test_a_fold_is_passed_as_one_place() -> None:
    text = "One.\nTwo two.\nThree."
    blocks = (
        Block(0, 4, Role.PARAGRAPH),
        Block(5, 13, Role.COMMENT),
        Block(14, 20, Role.PARAGRAPH),
    )
    layout = Layout(text, blocks, 20, frozenset({1}))
    assert motions.right(layout, 3) == 5
    assert motions.right(layout, 5) == 14
    assert motions.left(layout, 14) == 5
    assert motions.word_forward(layout, 5) == 14
    assert motions.word_back(layout, 14) == 5
    assert motions.grapheme_end(layout, 5) == 13
