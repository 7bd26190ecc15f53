"""Whatever fails in the program, it is told, and the work goes on."""

from __future__ import annotations

import asyncio
import gc
import os
import shlex
import shutil
import sys
from typing import TYPE_CHECKING

import pytest
from textual.screen import Screen
from textual.widgets import Static, TextArea

from annotations.naming import sidecar_path
from annotations.sidecar import load
from reader.config import Settings
from reader.tui import failure_log
from reader.tui.app import ReaderApp
from reader.tui.desk.screen import DeskScreen
from reader.tui.failure_log import log_file, write_down
from reader.tui.help import HelpScreen
from reader.tui.panel_column import PanelColumn
from reader.tui.prompts.note import NotePrompt
from reader.tui.widgets.item_list import ItemList
from reader.tui.widgets.key_line import KeyLine
from tests.reader.tui.conftest import Desk

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from textual.app import ComposeResult

    from tests.reader.tui.conftest import Failures, OpenDesk
    from tests.reader.tui.terminals import Terminal

needs_tmux = pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed")

HARBOUR = "2024-03-04-harbour.txt"
TOLD = "Something went wrong: ZeroDivisionError: division by zero. What you wrote is not lost."


def fail(*_given: object, **_named: object) -> None:
    _ = 1 / 0


async def fail_later() -> None:
    fail()


def wrong_tick(desk: Desk) -> None:
    desk.screen.set_timer(0.001, fail)


def wrong_work(desk: Desk) -> None:
    desk.app.run_worker(fail_later(), name="wrong")


def wrong_handler_of_the_toolkit(desk: Desk) -> None:
    desk.screen.query_one("#status", Static).call_later(fail)


def wrong_handler_after_a_repaint(desk: Desk) -> None:
    desk.screen.call_after_refresh(fail)


def wrong_handler_of_the_application(desk: Desk) -> None:
    desk.app.call_next(fail)


def wrong_task(_desk: Desk) -> None:
    asyncio.get_running_loop().call_soon(fail)


WRONG = (
    wrong_tick,
    wrong_work,
    wrong_handler_of_the_toolkit,
    wrong_handler_after_a_repaint,
    wrong_handler_of_the_application,
    wrong_task,
)


@pytest.mark.parametrize("do_wrong", WRONG, ids=lambda one: one.__name__)
async def test_what_fails_anywhere_is_told_and_written_down_and_the_work_goes_on(
    open_desk: OpenDesk,
    library_folder: Path,
    failures: Failures,
    do_wrong: Callable[[Desk], None],
) -> None:
    async with open_desk(library_folder, article=HARBOUR) as desk:
        do_wrong(desk)
        await desk.until(lambda: bool(desk.said))
        (said,) = desk.said
        assert said.startswith(TOLD)
        assert said.endswith(str(log_file()))
        assert "ZeroDivisionError" in failures.take()
        await desk.press("j", "m", "E", "escape")
        assert desk.app.screen is desk.screen
    saved = load(sidecar_path(library_folder / HARBOUR))
    assert saved is not None
    assert len(saved.annotations) == 1


async def test_a_widget_whose_handler_has_failed_takes_the_next_message(
    open_desk: OpenDesk, library_folder: Path, failures: Failures
) -> None:
    async with open_desk(library_folder, article=HARBOUR) as desk:
        status = desk.screen.query_one("#status", Static)
        reached = asyncio.Event()
        status.call_later(fail)
        status.call_later(reached.set)
        await desk.until(reached.is_set)
        failures.take()


async def test_an_action_that_fails_does_so_each_time_and_is_told_again_after_a_while(
    open_desk: OpenDesk,
    library_folder: Path,
    failures: Failures,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(DeskScreen, "action_library", fail)
    async with open_desk(library_folder, article=HARBOUR) as desk:
        await desk.press("E")
        await desk.press("Q")
        assert len(desk.said) == 1
        assert failures.take().count("Traceback") == 1
        monkeypatch.setattr("reader.tui.failures._QUIET", 0.0)
        await desk.press("E")
        assert failures.take().count("Traceback") == 1


async def test_what_follows_the_cursor_may_fail_at_each_step(
    open_desk: OpenDesk,
    library_folder: Path,
    failures: Failures,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with open_desk(library_folder, article=HARBOUR) as desk:
        with monkeypatch.context() as wrong:
            wrong.setattr(PanelColumn, "follow", fail)
            await desk.burst(*"jjjj")
            assert len(desk.said) == 1
        before = desk.screen.text.pane.cursor
        await desk.burst(*"jjw")
        assert desk.screen.text.pane.cursor != before
        assert failures.take().count("Traceback") == 1


@pytest.mark.parametrize("widget", [ItemList, KeyLine])
async def test_a_widget_that_cannot_be_drawn_has_a_stand_in_and_is_told_once(
    open_desk: OpenDesk,
    library_folder: Path,
    failures: Failures,
    monkeypatch: pytest.MonkeyPatch,
    widget: type[ItemList | KeyLine],
) -> None:
    monkeypatch.setattr(widget, "render_lines", fail)
    monkeypatch.setattr(widget, "get_content_height", fail)
    async with open_desk(library_folder, article=HARBOUR) as desk:
        await desk.press("j", "m", "u", "j")
        assert failures.take().count("Traceback") <= 2
        shown = desk.screen.query(widget).first()
        first, *_ = shown.render_lines(shown.size.region)
        assert first.text.startswith("✗ cannot be sho"[: shown.size.width])
        assert first.cell_length == shown.size.width
        await desk.press("E", "escape")
        assert desk.app.screen is desk.screen


@pytest.mark.parametrize("part", ["compose", "on_mount"])
async def test_a_screen_that_cannot_be_built_is_left(
    open_desk: OpenDesk,
    library_folder: Path,
    failures: Failures,
    monkeypatch: pytest.MonkeyPatch,
    part: str,
) -> None:
    monkeypatch.setattr(HelpScreen, part, fail, raising=False)
    async with open_desk(library_folder, article=HARBOUR) as desk:
        await desk.press("question_mark")
        assert desk.app.screen is desk.screen
        assert desk.said[0].startswith(TOLD)
        failures.take()
        await desk.press("j", "m")
        assert sidecar_path(library_folder / HARBOUR).exists()


class Crooked(Screen[None]):
    """Cannot be laid out."""

    process_layout = fail  # type: ignore[assignment]

    def compose(self) -> ComposeResult:
        yield Static("never seen")


async def test_a_screen_that_cannot_be_laid_out_is_left(
    open_desk: OpenDesk, library_folder: Path, failures: Failures
) -> None:
    async with open_desk(library_folder, article=HARBOUR) as desk:
        desk.app.push_screen(Crooked())
        await desk.until(lambda: desk.app.screen is desk.screen and bool(desk.said))
        assert failures.take().count("Traceback") == 1
        await desk.press("j", "m")
        assert sidecar_path(library_folder / HARBOUR).exists()


async def test_a_screen_that_cannot_be_laid_out_any_more_is_left(
    open_desk: OpenDesk,
    library_folder: Path,
    failures: Failures,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with open_desk(library_folder, article=HARBOUR) as desk:
        await desk.press("question_mark")
        monkeypatch.setattr(HelpScreen, "process_layout", fail)
        await desk.pilot.resize_terminal(100, 30)
        await desk.until(lambda: desk.app.screen is desk.screen and bool(desk.said))
        assert failures.take().count("Traceback") == 1
        await desk.press("j", "m")
        assert sidecar_path(library_folder / HARBOUR).exists()


async def test_a_desk_that_cannot_be_shown_ends_the_program_with_a_sentence(
    library_folder: Path, failures: Failures, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(DeskScreen, "compose", fail)
    app = ReaderApp(library_folder, Settings(creator="ann"))
    async with app.run_test() as pilot:
        await Desk(app, pilot).until(lambda: not app.is_running)
    assert app.return_code == 2
    assert app.last_words.startswith("The reader has ended")
    assert "ZeroDivisionError" in failures.take()


async def test_a_desk_that_cannot_be_laid_out_any_more_is_tried_again_and_then_ends_the_program(
    open_desk: OpenDesk,
    library_folder: Path,
    failures: Failures,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with open_desk(library_folder, article=HARBOUR) as desk:
        monkeypatch.setattr(DeskScreen, "process_layout", fail)
        await desk.pilot.resize_terminal(100, 30)
        await desk.until(lambda: not desk.app.is_running)
        assert desk.app.return_code == 2
        assert failures.take().count("Traceback") == 1


async def test_a_note_on_a_screen_that_must_be_left_is_a_draft(
    open_desk: OpenDesk,
    library_folder: Path,
    failures: Failures,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with open_desk(library_folder, article=HARBOUR) as desk:
        await desk.burst("j", "c", *"half")
        with monkeypatch.context() as wrong:
            wrong.setattr(NotePrompt, "process_layout", fail)
            await desk.pilot.resize_terminal(100, 30)
            await desk.until(lambda: desk.app.screen is desk.screen)
        await desk.press("c")
        assert desk.app.screen.query_one(TextArea).text == "half"
        failures.take()


async def test_a_task_that_nobody_waits_for_is_told_too(
    open_desk: OpenDesk, library_folder: Path, failures: Failures
) -> None:
    async with open_desk(library_folder, article=HARBOUR) as desk:
        task = asyncio.create_task(fail_later())
        await asyncio.wait([task])
        del task
        gc.collect()
        await desk.until(lambda: bool(desk.said))
        failures.take()


async def test_a_list_that_is_left_while_it_is_filled_has_not_failed(
    open_desk: OpenDesk, library_folder: Path
) -> None:
    async with open_desk(library_folder, article=HARBOUR) as desk:
        for key in "LTEQ":
            await desk.burst(key, "escape")
        assert not desk.said


# Where it is written down


def test_the_log_is_for_the_reader_alone_and_stays_small(
    failures: Failures, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(failure_log, "_MOST", 2_000)
    file = log_file()
    file.touch(0o644)
    for number in range(50):
        write_down(ValueError(f"number {number} \x1b]2;owned\a \ud800"))
    assert file.stat().st_mode & 0o777 == 0o600
    kept = [one.stat().st_size for one in file.parent.glob("failures*")]
    assert len(kept) == 2
    assert sum(kept) <= 4_000
    written = failures.take()
    assert "number 49" in written
    assert "\x1b" not in written


def test_the_log_follows_no_link_and_waits_for_no_pipe(tmp_path: Path, failures: Failures) -> None:
    target = tmp_path / "precious"
    target.write_text("mine")
    log_file().symlink_to(target)
    assert write_down(ValueError("no")).startswith("It cannot be written down")
    assert target.read_text() == "mine"
    log_file().unlink()
    os.mkfifo(log_file())
    assert write_down(ValueError("no")).startswith("It cannot be written down")
    log_file().unlink()


def test_an_endless_recursion_is_written_down_in_short(failures: Failures) -> None:
    def deeper(depth: int) -> int:
        return deeper(depth + 1) + 1

    with pytest.raises(RecursionError) as caught:
        deeper(0)
    write_down(caught.value)
    assert len(failures.take()) < 20_100


# In a real terminal


@needs_tmux
def test_a_page_of_the_palette_asked_for_at_once_ends_nothing(
    terminal: Terminal, library_folder: Path
) -> None:
    terminal.read(library_folder / HARBOUR)
    terminal.wait_for("Nobody ordered this")
    for _ in range(3):
        terminal.press("C-p", "PPage")
        terminal.wait_for("Search for commands")
        terminal.press("C-u", "NPage", "PPage", "Escape")
        terminal.wait_for("Search for commands", gone=True)
    terminal.press("/")
    terminal.wait_for("ctrl+r Again")
    terminal.type("goat")
    terminal.wait_for("1 of 2 articles")
    terminal.press("Enter")
    terminal.wait_for("t Tag")
    terminal.press("m")
    terminal.wait_for("✎ marked")


@needs_tmux
def test_a_key_that_the_toolkit_does_not_understand_ends_nothing(
    terminal: Terminal, library_folder: Path, failures: Failures
) -> None:
    terminal.read(library_folder / HARBOUR)
    terminal.wait_for("Nobody ordered this")
    for sequence in ("\x1b[97;1:3u", "\x1b[1114112u", "\x1b[97;;1114112u"):
        terminal.type(sequence)
    terminal.wait_for("Something went wrong")
    terminal.press("j", "m")
    terminal.wait_for("✎ marked")
    failures.take()


def broken(tmp_path: Path, change: str) -> list[str]:
    """The program, with something in it changed."""
    script = tmp_path / "broken.py"
    script.write_text(f"from reader.cli import main\n{change}\nmain()\n")
    return [sys.executable, str(script)]


@needs_tmux
def test_where_nothing_can_be_shown_the_terminal_is_left_as_it_was(
    terminal: Terminal, library_folder: Path, tmp_path: Path, failures: Failures
) -> None:
    change = "from reader.tui.desk.screen import DeskScreen\nDeskScreen.compose = lambda s: 1 / 0"
    command = shlex.join([*broken(tmp_path, change), str(library_folder)])
    terminal.type(f"{command} 2>{tmp_path}/said; echo status $?")
    terminal.press("Enter")
    terminal.wait_for("status 2")
    flags = [terminal.value(f) for f in ("alternate_on", "mouse_any_flag", "cursor_flag")]
    assert flags == ["0", "0", "1"]
    said = (tmp_path / "said").read_text()
    assert "The reader has ended, for nothing could be shown any more." in said
    assert str(log_file()) in said
    assert "Traceback" not in said
    failures.take()
