"""Copying to the reader's clipboard, also through tmux and ssh, and saying honestly how far it got.

A terminal takes text by OSC 52 and never says whether it did. Inside tmux, tmux itself is asked
first, which answers; where it is on another machine, the sequence is sent to it twice: as it is,
for ``set-clipboard on``, and wrapped to be passed through, for ``allow-passthrough on``.
"""

from __future__ import annotations

import asyncio
import os
import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.app import App
    from textual.driver import Driver

LONGEST = 74_994
"""Bytes that terminals take: more than 100,000 of base 64 are dropped by many."""
_OSC_52 = "\x1b]52;"
_PATIENCE = 2.0
"""Seconds for tmux to answer."""


async def copy(app: App[None], text: str) -> str:
    """Copy ``text``; what can be said of how far it got."""
    taken = await asyncio.to_thread(hand_to_tmux, text)
    size = len(text.encode("utf-8", "replace"))
    if not taken and size <= LONGEST:
        app.copy_to_clipboard(text)
    return remark(size, taken=taken)


def in_tmux(environment: Mapping[str, str] = os.environ) -> bool:
    """Whether what is written here goes to tmux, or to its like on another machine."""
    return bool(environment.get("TMUX")) or environment.get("TERM", "").startswith(
        ("tmux", "screen")
    )


def hand_to_tmux(text: str) -> bool:
    """Have tmux take ``text`` into its buffer and pass it on; whether it has taken it."""
    if not os.environ.get("TMUX"):
        return False
    try:
        done = subprocess.run(
            ["tmux", "load-buffer", "-w", "-"],  # noqa: S607 - the reader's own tmux
            input=text.encode("utf-8", "replace"),
            capture_output=True,
            timeout=_PATIENCE,
            check=False,
        )
    except (OSError, subprocess.SubprocessError):
        return False
    return done.returncode == 0


def passing(driver: type[Driver]) -> type[Driver]:
    """``driver``, with OSC 52 made to reach the terminal behind a tmux."""

    class Passing(driver):  # type: ignore[misc, valid-type]
        """Writes OSC 52 once more, wrapped."""

        def write(self, data: str) -> None:
            """As in ``Driver``."""
            super().write(data + wrapped(data) if data.startswith(_OSC_52) and in_tmux() else data)

    return Passing


def wrapped(sequence: str) -> str:
    """``sequence`` for tmux to pass through to the terminal."""
    return "\x1bPtmux;" + sequence.replace("\x1b", "\x1b\x1b") + "\x1b\\"


def remark(size: int, *, taken: bool) -> str:
    """What can be said honestly of ``size`` bytes that were sent, or ``taken`` by tmux."""
    if taken:
        return "Copied: tmux has it (prefix ] pastes), and sends it to the terminal."
    if size > LONGEST:
        return f"That is too long for a terminal's clipboard ({size // 1000:,} kB). Select less."
    if in_tmux():
        return "Sent to tmux. It passes it on with “set-clipboard on” in its configuration."
    return "Sent to the terminal’s clipboard. Most take it; none says whether it did."
