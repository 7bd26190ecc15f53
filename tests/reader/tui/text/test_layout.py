from __future__ import annotations

import re
from array import array

from hypothesis import example, given
from hypothesis import strategies as st

from reader.articles.model import Block, Role
from reader.tui.text.cells import HIDDEN, Odd, cells_of, odd_characters
from reader.tui.text.layout import Layout
from reader.tui.text.wrapping import wrap

PLAIN = st.text(alphabet="ab cdé.—-\n", max_size=200)
ANY = st.text(
    alphabet=st.one_of(
        st.sampled_from("ab  \n\t—漢字。（）é\u0301\u200d\ufe0f☺👩👧\u200b"),
        st.characters(exclude_categories=("Cs", "Cc")),
    ),
    max_size=120,
)
WIDTHS = st.integers(2, 40)


def blocks_of(
    text: str, *, wrapped: bool = False, role: Role = Role.PARAGRAPH
) -> tuple[Block, ...]:
    """A block for every run of lines (when wrapped) or every line."""
    pattern = r"\S(?:[^\n]*(?:\n(?!\n)[^\n]*)*\S)?" if wrapped else r"\S(?:[^\n]*\S)?"
    return tuple(
        Block(m.start(), m.end(), role, wrapped=wrapped) for m in re.finditer(pattern, text)
    )


def shown(layout: Layout) -> list[str]:
    return [
        " " * layout.indent(row) * bool(layout.row_text(row)) + layout.row_text(row)
        for row in range(len(layout))
    ]


@given(ANY, WIDTHS, st.booleans())
def test_rows_tile_the_text(text: str, width: int, wrapped: bool) -> None:
    for blocks in ((), blocks_of(text, wrapped=wrapped)):
        layout = Layout(text, blocks, width)
        spans = [layout.row_span(row) for row in range(len(layout))]
        assert "".join(text[a:b] for a, b in spans) == text
        assert spans[0][0] == 0


@given(ANY, WIDTHS, st.booleans(), st.sampled_from(list(Role)))
def test_no_row_is_wider_than_the_width(text: str, width: int, wrapped: bool, role: Role) -> None:
    layout = Layout(text, blocks_of(text, wrapped=wrapped, role=role), width)
    for row in range(len(layout)):
        assert layout.indent(row) + cells_of(layout.row_text(row)) <= width


@given(ANY, st.integers(1, 12), st.booleans(), st.sets(st.integers(0, 9)))
def test_rows_tile_the_text_whatever_is_folded(
    text: str, width: int, wrapped: bool, folded: set[int]
) -> None:
    blocks = blocks_of(text, wrapped=wrapped, role=Role.COMMENT)
    layout = Layout(text, blocks, width, frozenset(folded))
    spans = [layout.row_span(row) for row in range(len(layout))]
    assert "".join(text[a:b] for a, b in spans) == text


@given(st.text(alphabet="ab 漢\u0301\n", max_size=60), st.booleans())
def test_where_nothing_fits_a_row_shows_one_grapheme(text: str, wrapped: bool) -> None:
    layout = Layout(text, blocks_of(text, wrapped=wrapped), 1)
    assert all(len(layout.row_graphemes(row)) <= 1 for row in range(len(layout)))


@given(st.text(alphabet="ab。 \n\u3000\xa0", max_size=60), WIDTHS, st.booleans())
@example("一。\n\u3000\u3000二。", 4, False)
@example("one\n\xa0\ntwo", 10, False)
def test_no_white_space_between_blocks_is_shown(text: str, width: int, wrapped: bool) -> None:
    layout = Layout(text, blocks_of(text, wrapped=wrapped), width)
    for row in map(layout.row_text, range(len(layout))):
        assert "\n" not in row
        assert cells_of(row) <= width


@given(ANY, WIDTHS, WIDTHS, st.booleans(), st.sets(st.integers(0, 9)), st.data())
def test_a_place_is_kept_through_another_width(
    text: str, width: int, other: int, wrapped: bool, folded: set[int], data: st.DataObject
) -> None:
    blocks = blocks_of(text, wrapped=wrapped, role=Role.COMMENT)
    before = Layout(text, blocks, width)
    offset = data.draw(st.integers(0, max(0, len(text) - 1)))
    after = before.again(other, frozenset(folded))
    for layout in (before, after):
        start, end = layout.row_span(layout.row_of(offset))
        assert start <= offset < max(end, 1)
    assert after.again(width, frozenset()).rows == before.rows


@given(ANY, WIDTHS, st.booleans(), st.integers(-3, 99), st.integers(-3, 45))
def test_wherever_one_points_there_is_a_place_in_that_row_or_the_nearest(
    text: str, width: int, wrapped: bool, row: int, cell: int
) -> None:
    layout = Layout(text, blocks_of(text, wrapped=wrapped), width)
    offset = layout.offset_near(row, cell)
    nearest = max(0, min(row, len(layout) - 1))
    assert 0 <= offset <= len(text)
    assert layout.row_of(offset) == nearest - layout.is_blank(nearest)
    starts = [g.start for g in layout.row_graphemes(layout.row_of(offset))]
    assert offset in starts or not starts


@given(PLAIN, WIDTHS)
def test_both_ways_of_wrapping_lead_to_the_same_rows(text: str, width: int) -> None:
    everything = re.compile("[^\n]")
    by_pattern, by_walking = array("L"), array("L")
    wrap(text, 0, len(text), width, None, by_pattern)
    wrap(text, 0, len(text), width, Odd(everything, everything, None), by_walking)
    assert by_walking == by_pattern


@given(st.text(alphabet="ab cd.—-\n\0\u2060\u200b\u0301漢", max_size=200), WIDTHS)
def test_what_hangs_on_other_characters_wraps_as_graphemes_do(text: str, width: int) -> None:
    odd = odd_characters(text)
    quickly, by_walking = array("L"), array("L")
    wrap(text, 0, len(text), width, odd, quickly)
    wrap(text, 0, len(text), width, odd and Odd(odd.any, odd.any, None), by_walking)
    assert quickly == by_walking


@given(ANY, WIDTHS, st.booleans())
def test_every_grapheme_shown_is_found_again_at_its_cell(
    text: str, width: int, wrapped: bool
) -> None:
    layout = Layout(text, blocks_of(text, wrapped=wrapped), width)
    for row in range(len(layout)):
        for grapheme in layout.row_graphemes(row):
            assert layout.row_of(grapheme.start) == row
            cell = layout.cell_of(grapheme.start)
            assert layout.offset_at(row, cell) == grapheme.start


@given(st.text(alphabet="ab \n\té漢", max_size=150), st.integers(3, 40))
def test_reflow_shows_the_same_words(text: str, width: int) -> None:
    layout = Layout(text, blocks_of(text, wrapped=True), width)
    assert len(layout.form) == len(text)
    assert "".join("".join(shown(layout)).split()) == "".join(text.split())
    assert HIDDEN not in "".join(shown(layout))


def test_hard_wrapped_lines_are_read_as_one_paragraph_with_single_spaces() -> None:
    text = "one two  \n   three\nfour"
    layout = Layout(text, (Block(0, len(text), Role.PARAGRAPH, wrapped=True),), 40)
    assert shown(layout) == ["one two three four"]
    assert layout.cell_of(text.index("four")) == 14
    assert layout.offset_at(0, 14) == text.index("four")


def test_one_blank_row_stands_between_blocks_however_the_text_has_it() -> None:
    text = "one\ntwo\n\nthree\n\n\n\nfour"
    layout = Layout(text, blocks_of(text), 40)
    assert shown(layout) == ["one", "", "two", "", "three", "", "four"]
    assert layout.is_blank(1)
    assert layout.row_of(text.index("two")) == 2


def test_white_space_before_the_first_block_is_not_shown() -> None:
    layout = Layout("\n\n  one", blocks_of("\n\n  one"), 40)
    assert shown(layout) == ["one"]
    assert layout.offset_at(0, 0) == 4


def test_without_blocks_blank_lines_stay_as_they_are() -> None:
    assert shown(Layout("one\n\n\ntwo", (), 40)) == ["one", "", "", "two"]


def test_list_items_stay_together_and_hang() -> None:
    text = "- one two three\n- four"
    layout = Layout(text, blocks_of(text, role=Role.LIST_ITEM), 10)
    assert shown(layout) == ["- one two", "  three", "- four"]


def test_a_long_dash_and_ideographs_may_end_a_row_and_closing_marks_start_none() -> None:
    assert shown(Layout("word—another", (), 8)) == ["word—", "another"]
    assert shown(Layout("漢字漢字。", (), 8)) == ["漢字漢", "字。"]


def test_neighbouring_folded_blocks_are_one_row_that_says_how_much_it_hides() -> None:
    text = "Article.\nNice one.\nI disagree.\nEnd."
    blocks = blocks_of(text)
    layout = Layout(text, blocks, 40, frozenset({1, 2}))
    fold = layout.fold_over(text.index("disagree"))
    assert fold is not None
    assert (fold.first, fold.last, fold.rows) == (1, 2, 2)
    assert (fold.start, fold.end) == (blocks[1].start, blocks[2].end)
    assert shown(layout) == ["Article.", "", "", "", "End."]
    assert layout.offset_at(2, 9) == fold.start
    assert layout.fold_over(0) is None


def test_laying_out_again_is_like_laying_out_anew() -> None:
    text = "one two three\nfour 漢字"
    blocks = blocks_of(text)
    again = Layout(text, blocks, 40).again(7, frozenset({1}))
    assert again.rows == Layout(text, blocks, 7, frozenset({1})).rows


def test_a_family_of_emoji_is_one_grapheme() -> None:
    family = "👩\u200d👩\u200d👧"
    layout = Layout(f"a{family}b", (), 10)
    assert layout.offset_at(0, 2) == 1
    assert layout.cell_of(1 + len(family)) == 3


def test_an_empty_text_has_one_row() -> None:
    layout = Layout("", (), 10)
    assert (len(layout), layout.row_of(0), layout.offset_at(0, 5)) == (1, 0, 0)
