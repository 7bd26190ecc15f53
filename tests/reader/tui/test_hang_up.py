"""The terminal goes, at any moment: the program goes too."""

from __future__ import annotations

import os
import pty
import signal
import sys
import time
from typing import TYPE_CHECKING

import pytest

from tests.patience import LONG

if TYPE_CHECKING:
    from pathlib import Path

PROGRAM = [sys.executable, "-m", "reader"]


def start(folder: Path) -> tuple[int, int]:
    """The terminal interface on ``folder`` in a terminal of its own: its process, our end."""
    process, terminal = pty.fork()
    if process == 0:
        os.environ["TERM"] = "xterm-256color"
        os.execv(PROGRAM[0], [*PROGRAM, str(folder)])
    return process, terminal


def read_until(terminal: int, words: bytes) -> None:
    seen = b""
    while words not in seen:
        seen = seen[-2000:] + os.read(terminal, 4096)


def has_ended(process: int) -> bool:
    deadline = time.monotonic() + LONG
    while time.monotonic() < deadline:
        ended, _ = os.waitpid(process, os.WNOHANG)
        if ended:
            return True
        time.sleep(0.02)
    os.kill(process, signal.SIGKILL)
    os.waitpid(process, 0)
    return False


@pytest.mark.parametrize("moment", [0.0, 0.02, 0.06, 0.15])
def test_a_terminal_that_goes_while_the_program_is_leaving_takes_it_along(
    library_folder: Path, moment: float
) -> None:
    process, terminal = start(library_folder)
    read_until(terminal, b"Quit")
    os.write(terminal, b"q")
    time.sleep(moment)
    os.close(terminal)
    assert has_ended(process)
