"""Sessions in a real terminal: keys typed into tmux, the screen read back."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from annotations.naming import sidecar_path
from annotations.sidecar import load

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

pytestmark = pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed")

HARBOUR = "2024-03-04-harbour.txt"
_PATIENCE = 30.0
"""Seconds until what should appear must have appeared, on however slow a machine."""


def is_running(process: int) -> bool:
    """Whether a process runs; one that has ended and waits to be collected does not."""
    done = subprocess.run(
        ["ps", "-o", "stat=", "-p", str(process)], capture_output=True, text=True, check=False
    )
    return bool(done.stdout.strip()) and not done.stdout.startswith("Z")


class Terminal:
    """One tmux server with one window."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._started = 0
        self.start()

    def start(self) -> None:
        """Open a window of 130 columns with a shell in it, on a server of its own."""
        self._started += 1
        socket = self._folder / f"tmux-{self._started}"
        self._tmux = ["tmux", "-S", str(socket), "-f", os.devnull]
        shell = "env -u COLUMNS -u LINES PS1='ready> ' sh"
        self._run("new-session", "-d", "-x", "130", "-y", "30", shell)
        self.wait_for("ready>")

    def _run(self, *words: str) -> str:
        done = subprocess.run(
            [*self._tmux, *words], check=True, capture_output=True, text=True, timeout=10
        )
        return done.stdout

    @property
    def screen(self) -> str:
        """What can be seen now."""
        return self._run("capture-pane", "-p")

    def children(self) -> list[int]:
        """The processes that the shell runs."""
        shell = self._run("display-message", "-p", "#{pane_pid}").strip()
        done = subprocess.run(
            ["ps", "-o", "pid=", "--ppid", shell], capture_output=True, text=True, check=False
        )
        return [int(line) for line in done.stdout.split()]

    @property
    def title(self) -> str:
        """The window's title."""
        return self._run("display-message", "-p", "#{pane_title}").strip()

    def wait_for(self, text: str, *, gone: bool = False) -> str:
        """The screen once ``text`` is on it, or is ``gone`` from it."""
        return self.wait_until(lambda screen: (text in screen) is not gone, text)

    def wait_until(self, holds: Callable[[str], bool], what: str) -> str:
        """The screen once ``holds`` of it."""
        deadline = time.monotonic() + _PATIENCE
        while not holds(screen := self.screen):
            assert time.monotonic() < deadline, f"waited in vain for {what!r}:\n{screen}"
            time.sleep(0.05)
        return screen

    def press(self, *keys: str) -> None:
        """Press keys, by tmux's names for them."""
        self._run("send-keys", *keys)

    def type(self, text: str) -> None:
        """Type ``text`` as it stands."""
        self._run("send-keys", "-l", text)

    def read(self, folder: Path) -> None:
        """Start the reader on ``folder``."""
        self.type(shlex.join([sys.executable, "-m", "reader", str(folder)]))
        self.press("Enter")
        self.wait_for("Quit")

    def resize(self, columns: int, rows: int) -> None:
        """Give the window another size."""
        self._run("resize-window", "-x", str(columns), "-y", str(rows))

    def close(self) -> None:
        """End the server and all that runs in it."""
        self._run("kill-server")


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    """A terminal."""
    opened = Terminal(tmp_path)
    yield opened
    opened.close()


def test_read_search_annotate_quit_and_come_back(terminal: Terminal, library_folder: Path) -> None:
    terminal.read(library_folder)
    terminal.wait_for("2 articles")
    terminal.press("/")
    terminal.wait_for("ctrl+r Again")
    terminal.type("goat")
    terminal.wait_for("1 of 2 articles")
    terminal.press("Enter")
    terminal.wait_for("t Tag")
    terminal.press("t")
    terminal.wait_for("tag, or level/tag")
    terminal.type("animals")
    terminal.press("Enter")
    terminal.wait_for("#animals")
    terminal.press("q")
    terminal.wait_for("Quit", gone=True)
    said = load(sidecar_path(library_folder / HARBOUR))
    assert said is not None
    (annotation,) = said.annotations.values()
    assert annotation.anchor.exact.endswith("a goat.")
    terminal.read(library_folder)
    screen = terminal.wait_for("#animals")
    assert "The ferry sailed at noon" in screen


def test_a_burst_of_keys_in_a_prompt_keeps_its_order(
    terminal: Terminal, library_folder: Path
) -> None:
    terminal.read(library_folder)
    terminal.wait_for("2 articles")
    terminal.press("/")
    terminal.wait_for("ctrl+r Again")
    terminal.press(*"goat", "Enter")
    terminal.wait_for("98%")
    terminal.press("c")
    terminal.wait_for("ctrl+s saves")
    terminal.press(*"quite", "Space", *"mixed", "C-s")
    terminal.wait_for("✎ quite mixed")
    terminal.press("t")
    terminal.wait_for("tag, or level/tag")
    terminal.press(*"animals", "Enter", "j")
    terminal.wait_for("#animals quite mixed")
    said = load(sidecar_path(library_folder / HARBOUR))
    assert said is not None
    (annotation,) = said.annotations.values()
    assert (annotation.note, annotation.tags) == ("quite mixed", ("animals",))


def test_a_mark_is_on_disk_although_the_reader_left_at_once(
    terminal: Terminal, library_folder: Path
) -> None:
    terminal.read(library_folder / HARBOUR)
    terminal.wait_for("Nobody ordered this")
    terminal.press("j", "m", "q")
    terminal.wait_for("Quit", gone=True)
    said = load(sidecar_path(library_folder / HARBOUR))
    assert said is not None
    assert len(said.annotations) == 1


def test_a_terminal_that_is_closed_takes_the_reader_with_it_but_not_the_draft(
    terminal: Terminal, library_folder: Path, home: Path
) -> None:
    terminal.read(library_folder / HARBOUR)
    terminal.wait_for("Nobody ordered this")
    terminal.press("j", "c")
    terminal.wait_for("ctrl+s saves")
    terminal.type("half a thought")
    terminal.wait_for("half a thought")
    drafts = home / "state" / "florilegium" / "drafts"
    terminal.wait_until(
        lambda _screen: any("half a thought" in file.read_text() for file in drafts.glob("*.json")),
        "the draft on disk",
    )
    reader = terminal.children()
    assert reader
    terminal.close()
    deadline = time.monotonic() + _PATIENCE
    while any(map(is_running, reader)):
        assert time.monotonic() < deadline, "the reader runs on without a terminal"
        time.sleep(0.05)
    terminal.start()
    terminal.read(library_folder / HARBOUR)
    terminal.wait_for("Nobody ordered this")
    terminal.press("c")
    terminal.wait_for("half a thought")


def test_a_sidecar_of_a_stranger_cannot_steer_the_terminal(
    terminal: Terminal, library_folder: Path
) -> None:
    evil = "\\e]2;owned\\a\\e[31mwords"
    sidecar_path(library_folder / HARBOUR).write_text(
        'version: 1\narticle:\n  note: "' + evil + '"\nannotations:\n  a1:\n'
        '    kind: highlight\n    start: 0\n    end: 3\n    exact: "' + evil + '"\n'
        '    note: "' + evil + '"\n...\n',
        encoding="utf-8",
    )
    terminal.read(library_folder / HARBOUR)
    screen = terminal.wait_for("place lost")
    assert "␛" in screen
    assert terminal.title != "owned"


def test_a_new_library_is_indexed_by_workers_behind_the_screen(
    terminal: Terminal, tmp_path: Path
) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(30):
        (folder / f"{number:02}.txt").write_text(f"Number {number}\n\nThe heron stands still.\n")
    terminal.read(folder)
    terminal.wait_for("30 articles")
    terminal.press("/")
    terminal.wait_for("ctrl+r Again")
    terminal.type("heron")
    terminal.wait_for("30 of 30 articles")


def test_a_smaller_window_keeps_the_place(terminal: Terminal, library_folder: Path) -> None:
    terminal.read(library_folder / HARBOUR)
    terminal.wait_for("Nobody ordered this")
    terminal.resize(40, 12)
    terminal.wait_until(
        lambda screen: (
            "▕" not in screen and screen.splitlines()[1].strip() == "The Harbour at Night"
        ),
        "a single column, at the same place",
    )


def test_escapes_in_an_article_never_reach_the_terminal(
    terminal: Terminal, library_folder: Path
) -> None:
    title = "Title \x1b]2;owned\x07 here"
    evil = f"{title}\n\nBody \x1b[31mred\x1b[0m and \x9b2J cleared \u202eesrever.\n"
    (library_folder / "evil.txt").write_bytes(evil.encode())
    terminal.read(library_folder / "evil.txt")
    screen = terminal.wait_for("cleared")
    assert "Body ␛[31mred␛[0m" in screen
    assert terminal.title != "owned"


def test_killed_in_the_middle_of_reading_nothing_annotated_is_lost(
    terminal: Terminal, library_folder: Path
) -> None:
    terminal.read(library_folder / HARBOUR)
    terminal.wait_for("Nobody ordered this")
    terminal.press("j", "m")
    terminal.wait_for("✎ marked")
    terminal.close()
    said = load(sidecar_path(library_folder / HARBOUR))
    assert said is not None
    assert len(said.annotations) == 1
    terminal.start()
    terminal.read(library_folder / HARBOUR)
    terminal.wait_for("“The harbour of")
