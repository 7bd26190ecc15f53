"""Help: the keys in force, the palette, what the bottom row offers, the guided start."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.containers import VerticalScroll
from textual.widgets import Static

from annotations.naming import sidecar_path
from reader.config import Settings
from reader.demo import articles_dir
from reader.tui.app import ReaderApp
from reader.tui.desk.guide import STEPS, Guide
from reader.tui.desk.keys import BINDINGS as DESK_KEYS
from reader.tui.help import HelpScreen
from reader.tui.keymap import shown
from reader.tui.scopes import LINES, SCOPES
from reader.tui.widgets.key_line import KeyLine
from tests.reader.tui.conftest import Desk
from tests.reader.tui.test_keeping_up import until

if TYPE_CHECKING:
    from pathlib import Path

    from tests.reader.tui.conftest import OpenDesk

HARBOUR = "2024-03-04-harbour.txt"


def offered(desk: Desk) -> list[str]:
    return [hint.label for hint in desk.app.screen.query_one(KeyLine).hints]


def help_text(desk: Desk) -> str:
    return "\n".join(str(one.content) for one in desk.app.screen.query(Static))


def test_every_key_has_room_for_its_id_in_the_help() -> None:
    room = 84 - 13
    for _, keys in (*SCOPES, *LINES):
        for key in keys:
            line = f"{shown(key.key):>14}  {key.tooltip or key.description}  {key.id or ''}"
            assert len(line) <= room, line


async def test_the_help_is_paged(open_desk: OpenDesk, library_folder: Path) -> None:
    async with open_desk(library_folder, size=(80, 24)) as desk:
        await desk.press("question_mark", "space")
        page = desk.app.screen.query_one(VerticalScroll)
        assert page.scroll_target_y > 0
        await desk.press("b")
        assert page.scroll_target_y == 0


@pytest.mark.parametrize(("opens", "column"), [("slash", "articles"), ("F", "text")])
async def test_escape_is_called_by_what_it_does_to_the_line(
    open_desk: OpenDesk, library_folder: Path, opens: str, column: str
) -> None:
    async with open_desk(library_folder, article=HARBOUR) as desk:
        await desk.press("1" if column == "text" else "tab", opens)
        assert "Leave" in offered(desk)
        await desk.press("g")
        assert "Empty" in offered(desk)
        await desk.press("escape")
        assert "Leave" in offered(desk)
        await desk.press("escape")
        assert desk.screen.column == "text"


async def test_escape_is_called_by_what_it_does_on_a_list_of_the_library(
    open_desk: OpenDesk, library_folder: Path
) -> None:
    async with open_desk(library_folder, article=HARBOUR) as desk:
        await desk.press("E", "slash", "g")
        assert "Empty" in offered(desk)
        await desk.press("escape")
        assert "Leave" in offered(desk)


async def test_the_bottom_row_offers_what_is_possible_now(
    open_desk: OpenDesk, library_folder: Path
) -> None:
    async with open_desk(library_folder) as desk:
        assert {"Open", "Search", "Names"} <= set(offered(desk))
        assert "Mark" not in offered(desk)
        await desk.press("enter", "j")
        assert {"Sentence", "Mark", "Tag", "Note"} <= set(offered(desk))
        assert "Delete" not in offered(desk)
        await desk.press("m")
        assert "Delete" in offered(desk)
        assert "Mark" not in offered(desk)
        await desk.press("v")
        assert {"Grow", "Shrink", "Other end", "Clear"} <= set(offered(desk))
        await desk.press("escape", "slash")
        assert {"Again", "Save", "Leave"} <= set(offered(desk))
        await desk.press("escape", "tab")
        assert {"Filter", "Delete"} <= set(offered(desk))


async def test_what_cannot_be_annotated_is_not_offered_to_be(
    open_desk: OpenDesk, library_folder: Path
) -> None:
    sidecar_path(library_folder / HARBOUR).write_text("a: [1")
    async with open_desk(library_folder, article=HARBOUR) as desk:
        assert {"Mark", "Tag", "Note"}.isdisjoint(offered(desk))
        assert "Sentence" in offered(desk)


async def test_a_click_on_the_bottom_row_does_what_the_key_does(
    open_desk: OpenDesk, library_folder: Path
) -> None:
    async with open_desk(library_folder, article=HARBOUR) as desk:
        await desk.press("j")
        width = 1
        for hint in desk.app.screen.query_one(KeyLine).hints:
            if hint.label == "Mark":
                break
            width += len(hint.sign) + 1 + len(hint.label) + 2
        await desk.pilot.click(KeyLine, offset=(width + 2, 0))
        await desk.settle()
        assert desk.screen.panel.items.count == 1


@pytest.mark.parametrize("width", [40, 60, 80, 200])
async def test_help_has_room_whatever_the_width(
    open_desk: OpenDesk, library_folder: Path, width: int
) -> None:
    async with open_desk(library_folder, size=(width, 24)) as desk:
        line = desk.app.screen.query_one(KeyLine)
        assert "Keys" in str(line.render())
        assert line.render().cell_length <= width


async def test_help_on_every_screen_shows_its_own_keys(
    open_desk: OpenDesk, library_folder: Path
) -> None:
    async with open_desk(library_folder, article=HARBOUR) as desk:
        await desk.press("question_mark")
        assert isinstance(desk.app.screen, HelpScreen)
        for key in DESK_KEYS:
            if not key.key.isdigit():
                assert key.tooltip in help_text(desk)
        await desk.press("escape", "T", "question_mark")
        assert "Make it one with another tag" in help_text(desk)


async def test_the_palette_holds_every_action_of_the_screen(
    open_desk: OpenDesk, library_folder: Path
) -> None:
    async with open_desk(library_folder, article=HARBOUR) as desk:
        commands = {c.title: c for c in desk.app.get_system_commands(desk.app.screen)}
        for chapter in desk.screen.chapters:
            assert {key.description for key in chapter.keys} <= commands.keys()
        await desk.press("j")
        await commands["Mark"].callback()
        await desk.settle()
        await commands["Sentence"].callback()
        await desk.settle()
        assert desk.screen.text.pane.selection


async def test_keys_are_rebound_and_shown_as_rebound(library_folder: Path) -> None:
    keys = {"desk.mark": "M", "desk.tag": "c", "desk.note": "t", "pane.down": "j,ctrl+n"}
    app = ReaderApp(library_folder, Settings(creator="ann", keys=keys), article=HARBOUR)
    async with app.run_test(size=(140, 40)) as pilot:
        desk = Desk(app, pilot)
        await desk.settle()
        assert desk.said == []
        await desk.press("ctrl+n", "m")
        assert desk.screen.panel.items.count == 0
        signs = {hint.label: hint.sign for hint in app.screen.query_one(KeyLine).hints}
        assert (signs["Mark"], signs["Tag"], signs["Note"]) == ("M", "c", "t")
        await desk.press("M")
        assert desk.screen.panel.items.count == 1
        await desk.press("c")
        await desk.type("port")
        await desk.press("enter", "question_mark")
        assert "M  Mark the selection" in help_text(desk)


async def test_what_is_wrong_with_the_keys_is_told_and_costs_only_itself(
    library_folder: Path,
) -> None:
    keys = {"desk.mrak": "M", "desk.tag": "c", "desk.delete": "X", "search.leave": "j"}
    app = ReaderApp(library_folder, Settings(keys=keys), article=HARBOUR)
    async with app.run_test(size=(140, 40)) as pilot:
        desk = Desk(app, pilot)
        await desk.settle()
        told = "\n".join(desk.said)
        assert "desk.mrak" in told
        assert "desk.mark" in told
        assert "“desk.tag” cannot have the key “c”" in told
        assert "“search.leave” cannot have the key “j”" in told
        assert app.keymap == {"desk.delete": "X"}


async def test_the_palette_key_cannot_be_taken(library_folder: Path) -> None:
    app = ReaderApp(library_folder, Settings(keys={"desk.mark": "ctrl+p"}))
    async with app.run_test() as pilot:
        desk = Desk(app, pilot)
        await desk.settle()
        assert any("ctrl+p" in said for said in desk.said)
        assert app.keymap == {}


@pytest.fixture
def demo_folder(tmp_path: Path) -> Path:
    """A copy of the library that is shown first."""
    folder = tmp_path / "demo"
    folder.mkdir()
    for article in articles_dir().iterdir():
        (folder / article.name).write_bytes(article.read_bytes())
    return folder


async def test_the_guided_start_goes_on_when_a_step_was_done(demo_folder: Path) -> None:
    app = ReaderApp(demo_folder, Settings(creator="ann"), guided=True)
    async with app.run_test(size=(140, 40)) as pilot:
        desk = Desk(app, pilot)
        await desk.settle()
        guide = app.screen.query_one(Guide)

        async def at(number: int) -> None:
            for _ in range(2_400):
                if guide.step is STEPS[number]:
                    return
                await pilot.pause(0.05)
            raise AssertionError(f"still at {guide.step.text}")

        await at(0)
        await desk.press("slash")
        await desk.type("harbour")
        await at(1)
        await desk.press("enter")
        await at(2)
        await desk.press("s")
        await at(3)
        await desk.press("t")
        await desk.type("port")
        await desk.press("enter")
        await at(4)
        await desk.press("c")
        await desk.type("to be checked")
        await desk.press("ctrl+s")
        await at(5)
        await desk.press("f2")
        await at(6)
        await desk.press("right_square_bracket", "enter")
        await at(7)


async def test_steps_of_the_guide_that_were_done_are_not_asked_for_again(demo_folder: Path) -> None:
    async def visit(*keys: str, then: str) -> None:
        app = ReaderApp(demo_folder, Settings(creator="ann"), guided=True)
        async with app.run_test(size=(140, 40)) as pilot:
            desk = Desk(app, pilot)
            await desk.settle()
            await desk.press(*keys)
            guide = app.screen.query_one(Guide)
            await until(desk, lambda: guide.step.name == then, f"{then} instead of {guide.step}")

    await visit(then="search")
    await visit("enter", "f2", "slash", *"harbour", "enter", then="select")
    await visit(then="select")
    await visit("s", then="tag")
    await visit("t", *"port", "enter", then="note")
    await visit("c", *"why", "ctrl+s", then="look")
