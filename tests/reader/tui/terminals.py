"""One window of tmux, driven from a test: keys typed, the screen read back."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import time
from typing import TYPE_CHECKING

from tests.patience import LONG

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


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
            [*self._tmux, *words], check=True, capture_output=True, text=True, timeout=LONG
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
        deadline = time.monotonic() + LONG
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

    def value(self, name: str) -> str:
        """What tmux knows of the window under ``name``, such as ``cursor_flag``."""
        return self._run("display-message", "-p", f"#{{{name}}}").strip()

    def tmux(self, *words: str) -> str:
        """What a command of tmux prints."""
        return self._run(*words)

    def read(self, folder: Path, **variables: str) -> None:
        """Start the reader on ``folder`` with more ``variables`` in its environment."""
        given = [f"{name}={value}" for name, value in variables.items()]
        self.type(shlex.join(["env", *given, sys.executable, "-m", "reader", str(folder)]))
        self.press("Enter")
        self.wait_for("Quit")

    def resize(self, columns: int, rows: int) -> None:
        """Give the window another size."""
        self._run("resize-window", "-x", str(columns), "-y", str(rows))

    def close(self) -> None:
        """End the server and all that runs in it."""
        self._run("kill-server")
