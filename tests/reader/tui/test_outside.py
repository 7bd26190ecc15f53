"""The reader among other programs: editor, pager, clipboard, shell; and how it leaves."""

from __future__ import annotations

import os
import shutil
import signal
import stat
from typing import TYPE_CHECKING

import pytest

from annotations.naming import sidecar_path
from annotations.sidecar import load
from reader.tui import clipboard

if TYPE_CHECKING:
    from pathlib import Path

    from tests.reader.tui.conftest import OpenDesk
    from tests.reader.tui.terminals import Terminal

needs_tmux = pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed")

HARBOUR = "2024-03-04-harbour.txt"


def program(folder: Path, name: str, text: str) -> str:
    """The path of a shell script."""
    file = folder / name
    file.write_text(f"#!/bin/sh\n{text}\n")
    file.chmod(file.stat().st_mode | stat.S_IXUSR)
    return str(file)


def notes(folder: Path) -> list[str]:
    said = load(sidecar_path(folder / HARBOUR))
    return [one.note for one in said.annotations.values()] if said else []


def assert_is_clean(terminal: Terminal) -> None:
    flags = [terminal.value(f) for f in ("alternate_on", "mouse_any_flag", "cursor_flag")]
    assert flags == ["0", "0", "1"]


@needs_tmux
def test_a_note_is_written_in_the_editor_and_gone_on_with(
    terminal: Terminal, library_folder: Path, tmp_path: Path
) -> None:
    editor = program(tmp_path, "ed", 'echo "an editor has it"; echo "one line more" >>"$1"; read x')
    terminal.read(library_folder / HARBOUR, EDITOR=editor, VISUAL="")
    terminal.wait_for("Nobody ordered this")
    terminal.press("j", "C")
    terminal.wait_for("an editor has it")
    assert terminal.value("alternate_on") == "0"
    terminal.press("Enter")
    terminal.wait_for("✎ one line more")
    assert notes(library_folder) == ["one line more"]
    terminal.press("C")
    terminal.wait_for("an editor has it")
    terminal.press("Enter")
    terminal.wait_for("one line more one line more")
    assert notes(library_folder) == ["one line more\none line more"]


@needs_tmux
def test_an_editor_that_fails_changes_nothing(
    terminal: Terminal, library_folder: Path, tmp_path: Path
) -> None:
    editor = program(tmp_path, "ed", 'echo "half" >>"$1"; exit 3')
    terminal.read(library_folder / HARBOUR, VISUAL=editor)
    terminal.wait_for("Nobody ordered this")
    terminal.press("j", "C")
    terminal.wait_for("ended with a failure")
    assert notes(library_folder) == []


@needs_tmux
def test_what_an_editor_that_died_has_left_is_gone_on_with(
    terminal: Terminal, library_folder: Path, tmp_path: Path
) -> None:
    died = tmp_path / "died"
    first = f'touch {died}; echo "half a" >>"$1"; kill -9 $$'
    editor = program(tmp_path, "ed", f'[ -e {died} ] && echo "thought" >>"$1" || {{ {first}; }}')
    terminal.read(library_folder / HARBOUR, VISUAL=editor)
    terminal.wait_for("Nobody ordered this")
    terminal.press("j", "C")
    terminal.wait_for("ended with a failure")
    assert notes(library_folder) == []
    terminal.press("C")
    terminal.wait_for("half a thought")
    assert notes(library_folder) == ["half a\nthought"]


@needs_tmux
@pytest.mark.parametrize(
    ("does", "told"), [('rm "$1"', "left no text"), ('rm "$1"; mkdir "$1"', "Move away what is")]
)
def test_an_editor_that_leaves_no_text_is_told_in_a_sentence(
    terminal: Terminal, library_folder: Path, tmp_path: Path, does: str, told: str
) -> None:
    editor = program(tmp_path, "ed", does)
    terminal.read(library_folder / HARBOUR, VISUAL=editor)
    terminal.wait_for("Nobody ordered this")
    terminal.press("j", "C")
    screen = terminal.wait_for(told)
    assert "Errno" not in screen
    terminal.press("m")
    terminal.wait_for("✎ marked")


@needs_tmux
def test_an_editor_that_is_not_there_is_named(terminal: Terminal, library_folder: Path) -> None:
    terminal.read(library_folder / HARBOUR, VISUAL="/no/such/editor")
    terminal.wait_for("Nobody ordered this")
    terminal.press("j", "C")
    terminal.wait_for("/no/such/editor")
    terminal.press("m")
    terminal.wait_for("✎ marked")


async def test_where_the_screen_cannot_be_lent_the_editor_is_refused(
    open_desk: OpenDesk, library_folder: Path
) -> None:
    async with open_desk(library_folder, article=HARBOUR) as desk:
        await desk.press("j", "C")
        assert any("cannot be lent" in said for said in desk.said)
        await desk.press("P")
        assert any("cannot be lent" in said for said in desk.said)


@needs_tmux
def test_the_pager_shows_the_article(
    terminal: Terminal, library_folder: Path, tmp_path: Path
) -> None:
    pager = program(tmp_path, "pg", "grep -c goat; read x </dev/tty")
    terminal.read(library_folder / HARBOUR, PAGER=pager)
    terminal.wait_for("Nobody ordered this")
    terminal.press("P")
    terminal.wait_until(lambda screen: screen.strip().endswith("1"), "what the pager counts")
    terminal.press("Enter")
    terminal.wait_for("Nobody ordered this")


@needs_tmux
def test_what_is_copied_is_in_the_buffer_of_tmux(terminal: Terminal, library_folder: Path) -> None:
    terminal.read(library_folder / HARBOUR)
    terminal.wait_for("Nobody ordered this")
    terminal.press("j", "y")
    terminal.wait_for("tmux has it")
    copied = terminal.tmux("show-buffer")
    assert copied.startswith("“The harbour of Rotterdam fell silent on Monday.” — ")


@needs_tmux
def test_behind_another_tmux_the_sequence_is_sent_for_both_ways(
    terminal: Terminal, library_folder: Path
) -> None:
    terminal.tmux("set-option", "-g", "set-clipboard", "on")
    terminal.type("unset TMUX")
    terminal.press("Enter")
    terminal.read(library_folder / HARBOUR, TERM="tmux-256color")
    terminal.wait_for("Nobody ordered this")
    terminal.press("j", "y")
    terminal.wait_for("set-clipboard on")
    assert "fell silent" in terminal.tmux("show-buffer")


def test_a_sequence_is_wrapped_for_tmux_to_pass_through() -> None:
    assert clipboard.wrapped("\x1b]52;c;YQ==\a") == "\x1bPtmux;\x1b\x1b]52;c;YQ==\a\x1b\\"


def test_what_is_said_of_a_copy_is_honest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TMUX", raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    assert "none says whether" in clipboard.remark(10, taken=False)
    assert "too long" in clipboard.remark(clipboard.LONGEST + 1, taken=False)
    assert "tmux has it" in clipboard.remark(clipboard.LONGEST + 1, taken=True)
    monkeypatch.setenv("TERM", "tmux-256color")
    assert "set-clipboard" in clipboard.remark(10, taken=False)


@needs_tmux
def test_ctrl_z_gives_the_shell_back_and_fg_the_reader(
    terminal: Terminal, library_folder: Path
) -> None:
    terminal.read(library_folder / HARBOUR)
    terminal.wait_for("Nobody ordered this")
    terminal.press("C-z")
    terminal.wait_for("Nobody ordered this", gone=True)
    terminal.press("Enter")
    terminal.type("fg")
    terminal.press("Enter")
    terminal.wait_for("Nobody ordered this")
    terminal.press("j", "m")
    terminal.wait_for("✎ marked")


@needs_tmux
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_it_with_its_status_and_leaves_the_terminal_as_it_was(
    terminal: Terminal, library_folder: Path, number: signal.Signals
) -> None:
    terminal.read(library_folder / HARBOUR)
    terminal.wait_for("Nobody ordered this")
    for process in terminal.children():
        os.kill(process, number)
    terminal.wait_until(lambda screen: screen.rstrip().endswith("ready>"), "the shell")
    terminal.type("echo status $?")
    terminal.press("Enter")
    terminal.wait_for(f"status {128 + number}")
    assert_is_clean(terminal)


@needs_tmux
def test_the_mouse_is_left_to_the_terminal_when_it_is_switched_off(
    terminal: Terminal, library_folder: Path
) -> None:
    terminal.read(library_folder / HARBOUR)
    terminal.wait_for("Nobody ordered this")
    assert terminal.value("mouse_any_flag") == "1"
    terminal.press("q")
    terminal.wait_for("Nobody ordered this", gone=True)
    terminal.read(library_folder / HARBOUR, READER_MOUSE="off")
    terminal.wait_for("Nobody ordered this")
    assert terminal.value("mouse_any_flag") == "0"


@needs_tmux
def test_without_colours_annotations_are_still_told_from_the_rest(
    terminal: Terminal, library_folder: Path
) -> None:
    terminal.read(library_folder / HARBOUR, NO_COLOR="1")
    terminal.wait_for("Nobody ordered this")
    terminal.press("j", "m")
    screen = terminal.wait_for("✎ marked")
    assert "▎ The harbour of Rotterdam" in screen


@needs_tmux
@pytest.mark.parametrize("theme", ["ansi-dark", "ansi-light", "textual-light", "no-such-theme"])
def test_every_theme_reads_and_a_wrong_one_is_told(
    terminal: Terminal, library_folder: Path, theme: str
) -> None:
    terminal.read(library_folder / HARBOUR, READER_THEME=theme)
    terminal.wait_for("Nobody ordered this")
    terminal.press("j", "m")
    terminal.wait_for("✎ marked")
    assert ("There is no theme" in terminal.screen) is (theme == "no-such-theme")
