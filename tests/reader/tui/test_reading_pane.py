from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.app import App, ComposeResult
from textual.geometry import Offset

from reader.articles.model import Block, Role
from reader.tui.reading.keys import BINDINGS
from reader.tui.reading.pane import Document, ReadingPane
from reader.tui.text.spans import PRIORITY, Span

if TYPE_CHECKING:
    from textual.message import Message

PARAGRAPHS = [
    f"Paragraph {n} speaks of Kim and Putin. It has a second sentence, which is rather long. "
    f"The third one ends here."
    for n in range(60)
]
TEXT = "A title\n" + "\n".join(PARAGRAPHS) + "\nPlease donate now.\nNice one."


def document() -> Document:
    blocks: list[Block] = []
    at = 0
    for line in TEXT.split("\n"):
        role = Role.PARAGRAPH
        if at == 0:
            role = Role.HEADING
        elif line.startswith("Please"):
            role = Role.BOILERPLATE
        elif line.startswith("Nice"):
            role = Role.COMMENT
        blocks.append(Block(at, at + len(line), role, "en"))
        at += len(line) + 1
    return Document(TEXT, tuple(blocks), "A title")


class Stage(App[None]):
    """One pane with the document open, and what it has reported."""

    def __init__(self, cursor: int = 0) -> None:
        super().__init__()
        self.first_cursor = cursor
        self.reports: list[Message] = []

    def compose(self) -> ComposeResult:
        yield ReadingPane()

    def on_mount(self) -> None:
        self.pane.focus()
        self.pane.open(document(), cursor=self.first_cursor)

    @property
    def pane(self) -> ReadingPane:
        return self.query_one(ReadingPane)

    @on(ReadingPane.CursorMoved)
    @on(ReadingPane.Selected)
    @on(ReadingPane.Opened)
    def note(self, message: Message) -> None:
        self.reports.append(message)

    def selections(self) -> list[str]:
        return [TEXT[m.start : m.end] for m in self.reports if isinstance(m, ReadingPane.Selected)]

    def lines(self) -> list[str]:
        pane = self.pane
        return [pane.render_line(y).text.rstrip() for y in range(pane.size.height)]

    def place_of(self, offset: int) -> Offset:
        """Where in the pane an offset's character is drawn, found by what is drawn."""
        self.pane.go_to(offset)
        return self.cursor_position - self.pane.region.offset


async def test_opening_reports_the_document_and_shows_its_beginning() -> None:
    app = Stage()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        opened = [m for m in app.reports if isinstance(m, ReadingPane.Opened)]
        assert [m.document.title for m in opened] == ["A title"]
        title, blank, first = app.lines()[:3]
        assert (title, blank) == ("  A title", "")
        assert first.startswith("  Paragraph 0 speaks")
        assert PARAGRAPHS[0].startswith(first.strip())


async def test_opening_at_a_place_shows_it_at_about_a_third_of_the_height() -> None:
    offset = TEXT.index("Paragraph 30")
    app = Stage(offset)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert app.pane.cursor == offset
        assert "Paragraph 30" in app.lines()[8]
        assert app.cursor_position == Offset(2, 8)


async def test_keys_move_the_cursor_and_report_where_it_is() -> None:
    app = Stage()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("j", "w", "e")
        await pilot.pause()
        assert app.pane.cursor == TEXT.index("speaks") + len("speaks") - 1
        assert app.reports[-1] == ReadingPane.CursorMoved(app.pane.cursor)
        await pilot.press("W", "W", "W", "h")
        assert app.pane.cursor == TEXT.index("A title") + len("A title") - 1
        await pilot.press("G")
        assert app.pane.cursor == TEXT.index("Nice one")
        await pilot.press("g")
        assert app.pane.cursor == 0
        assert app.pane.scroll_offset.y == 0


async def test_the_cursor_keeps_away_from_the_edge_while_it_moves_by_rows() -> None:
    app = Stage()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*["j"] * 30)
        await pilot.pause()
        assert app.pane.scroll_offset.y > 0
        assert app.cursor_position.y == 24 - 1 - 4


async def test_a_page_down_and_up_comes_back_to_the_same_place() -> None:
    app = Stage()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("j", "space", "space")
        assert app.pane.scroll_offset.y == 44
        await pilot.press("b", "b")
        assert app.pane.scroll_offset.y == 0
        assert app.pane.cursor == TEXT.index("Paragraph 0")


async def test_a_selection_is_made_with_keys_held_and_let_go() -> None:
    app = Stage(TEXT.index("Kim"))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("v", "w", "e", "v")
        await pilot.pause()
        assert app.selections() == ["Kim and"]
        assert app.pane.sentence_or_selection() == app.pane.selection
        await pilot.press("o")
        assert app.pane.cursor == TEXT.index("Kim")
        assert app.pane.selection is not None
        await pilot.press("j")
        assert app.pane.selection is None


async def test_the_sentence_grows_to_the_paragraph_and_on_and_shrinks() -> None:
    app = Stage(TEXT.index("It has"))
    sentence = "It has a second sentence, which is rather long."
    async with app.run_test(size=(80, 24)) as pilot:
        start, end = app.pane.sentence_or_selection()
        assert TEXT[start:end] == sentence
        await pilot.press("s", "plus", "minus", "s")
        await pilot.pause()
        assert app.selections() == [
            sentence,
            sentence + " The third one ends here.",
            sentence,
            PARAGRAPHS[0],
        ]
        await pilot.press("escape")
        assert app.pane.selection is None


async def test_a_click_places_the_cursor_and_more_clicks_take_word_and_sentence() -> None:
    app = Stage()
    async with app.run_test(size=(80, 24)) as pilot:
        offset = TEXT.index("Putin", TEXT.index("Paragraph 20"))
        place = app.place_of(offset)
        await pilot.pause()
        await pilot.press("g")
        app.pane.go_to(offset)
        await pilot.pause()
        await pilot.click(ReadingPane, offset=place + Offset(2, 0))
        assert app.pane.cursor == offset + 2
        assert app.pane.selection is None
        await pilot.double_click(ReadingPane, offset=place)
        await pilot.triple_click(ReadingPane, offset=place)
        await pilot.pause()
        assert "Putin" in app.selections()
        assert app.selections()[-1] == "Paragraph 20 speaks of Kim and Putin."


async def test_dragging_selects_from_press_to_release() -> None:
    app = Stage()
    async with app.run_test(size=(80, 24)) as pilot:
        start = TEXT.index("Kim")
        place = app.place_of(start)
        await pilot.pause()
        await pilot.mouse_down(ReadingPane, offset=place)
        await pilot.hover(ReadingPane, offset=place + Offset(2, 0))
        await pilot.mouse_up(ReadingPane, offset=place + Offset(2, 0))
        await pilot.pause()
        assert app.selections() == ["Kim"]


async def test_dragging_to_the_edge_scrolls_until_the_button_is_let_go() -> None:
    app = Stage()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.mouse_down(ReadingPane, offset=(10, 5))
        await pilot.hover(ReadingPane, offset=(10, 23))
        for _ in range(2_400):
            if app.pane.scroll_offset.y >= 3:
                break
            await pilot.pause(0.05)
        await pilot.mouse_up(ReadingPane, offset=(10, 23))
        await pilot.pause()
        assert app.pane.scroll_offset.y >= 3
        assert len(app.selections()) == 1
        assert len(app.selections()[0].split("\n")) > 4


async def test_a_new_size_keeps_the_place_at_the_top() -> None:
    app = Stage(TEXT.index("Paragraph 40"))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        top = app.pane.offset_under(Offset(0, 0))
        first = app.lines()[0].split()
        for width in (40, 120, 33, 80):
            await pilot.resize_terminal(width, 24)
            await pilot.pause()
        assert app.pane.offset_under(Offset(0, 0)) == top
        assert app.lines()[0].split() == first


async def test_lines_are_as_wide_as_the_pane_and_the_text_is_centred() -> None:
    for width in (12, 40, 81, 120):
        app = Stage()
        async with app.run_test(size=(width, 20)) as pilot:
            await pilot.pause()
            strips = [app.pane.render_line(y) for y in range(20)]
            inner = app.pane.scrollable_content_region.width
            assert {strip.cell_length for strip in strips} == {inner}
            left = len(strips[0].text) - len(strips[0].text.lstrip())
            assert left == max(2, (inner - 76) // 2)


async def test_boilerplate_and_comments_are_folded_until_wanted() -> None:
    app = Stage()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("G")
        await pilot.pause()
        shown = "\n".join(app.lines())
        assert "1 line of readers’ comments" in shown
        assert "1 line of notices of the site" in shown
        assert "Nice one" not in shown
        await pilot.press("z")
        assert "Nice one." in "\n".join(app.lines())
        app.pane.go_to(TEXT.index("donate"))
        assert "Please donate now." in "\n".join(app.lines())
        await pilot.press("z")
        assert "Please donate now." not in "\n".join(app.lines())


async def test_a_click_opens_a_fold() -> None:
    app = Stage()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("G")
        await pilot.pause()
        row = next(y for y, line in enumerate(app.lines()) if "comments" in line)
        await pilot.click(ReadingPane, offset=(6, row))
        assert "Nice one." in "\n".join(app.lines())


async def test_every_kind_looks_unlike_plain_text_and_unlike_the_others() -> None:
    app = Stage()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        looks = {}
        for kind in (*PRIORITY, "plain"):
            if kind in {"cursor", "selection", "heading", "dimmed"}:
                continue
            app.pane.set_spans("entities", [Span(10, 20, kind)])
            strip = app.pane.render_line(2)
            piece = next(s for s in strip.crop(4, 5))
            looks[kind] = str(piece.style)
        assert len(set(looks.values())) == len(looks)


async def test_spans_of_one_group_are_replaced_and_others_stay() -> None:
    app = Stage()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        plain = list(app.pane.render_line(2))
        app.pane.set_spans("entities", [Span(8, 17, "person")])
        app.pane.set_spans("matches", [Span(30, 33, "match")])
        both = list(app.pane.render_line(2))
        app.pane.set_spans("matches", [])
        assert len(plain) < len(list(app.pane.render_line(2))) < len(both)


async def test_going_to_a_span_marks_it_until_the_cursor_leaves_it() -> None:
    app = Stage()
    start = TEXT.index("Putin", TEXT.index("Paragraph 20"))
    async with app.run_test(size=(80, 24)) as pilot:
        app.pane.go_to(start, start + 5)
        await pilot.pause()
        place = app.cursor_position + Offset(1, 0)

        def look() -> str:
            strip = app.pane.render_line(place.y).crop(place.x, place.x + 1)
            return str([(piece.text, str(piece.style)) for piece in strip])

        marked = look()
        await pilot.press("l", "h")
        assert look() == marked
        await pilot.press("h")
        assert look() != marked
        app.pane.go_to(start, start + 5, select=True)
        assert app.pane.selection == (start, start + 5)
        assert app.pane.cursor == start


async def test_after_scrolling_away_the_next_row_is_one_in_view() -> None:
    app = Stage()
    async with app.run_test(size=(80, 24)) as pilot:
        app.pane.scroll_by(100)
        await pilot.press("j")
        await pilot.pause()
        assert app.pane.scroll_offset.y >= 90
        assert app.pane.cursor > TEXT.index("Paragraph 10")


def test_every_key_can_be_bound_anew_and_says_what_it_does() -> None:
    ids = [binding.id for binding in BINDINGS]
    assert len(set(ids)) == len(ids)
    assert all(str(one).startswith("pane.") for one in ids)
    assert all(binding.tooltip and binding.description for binding in BINDINGS)
