"""A desk on a small library in a folder of its own, driven as a reader drives it."""

from __future__ import annotations

import asyncio
import time
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Protocol

import pytest
from textual.events import Key
from textual.keys import _character_to_key
from textual.widgets import Static

from reader.config import Settings
from reader.tui.app import ReaderApp
from reader.tui.failure_log import log_file
from tests.patience import LONG
from tests.reader.tui.terminals import Terminal

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator, Sequence
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    from textual.pilot import Pilot

    from reader.tui.desk.screen import DeskScreen

HARBOUR = """\
The Harbour at Night

The harbour of Rotterdam fell silent on Monday. Mayor Ada Quill said: “Nobody ordered this.”
Three ships waited outside.

The Morning After

By Tuesday the cranes moved again. The ferry sailed at noon with forty passengers and a goat.
"""
RIVER = """\
The River Treaty

Two states signed a treaty about the river Issel. Rice growers cheered in Rotterdam.
"""


class Desk:
    """One running terminal interface and what a test asks of it."""

    def __init__(self, app: ReaderApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    @property
    def screen(self) -> DeskScreen:
        """The desk itself, also when something is asked on top of it."""
        from reader.tui.desk.screen import DeskScreen

        return next(s for s in self.app.screen_stack if isinstance(s, DeskScreen))

    async def press(self, *keys: str) -> None:
        """Press keys and wait until everything they set off is done."""
        await self.pilot.press(*keys)
        await self.settle()

    async def type(self, text: str) -> None:
        """Type ``text``, letter by letter."""
        names = {" ": "space", "/": "slash", "#": "number_sign", ":": "colon", "@": "at"}
        await self.press(*(names.get(letter, letter) for letter in text))

    async def burst(self, *keys: str) -> None:
        """Press keys that arrive all at once: single letters as they are, others by name."""
        for key in keys:
            self.send(key)
        acted_on = asyncio.Event()
        self.app.call_later(acted_on.set)
        await acted_on.wait()
        await self.settle()

    def send(self, key: str) -> None:
        """Press a key without waiting for anything."""
        letter = len(key) == 1
        self.app.post_message(
            Key(_character_to_key(key) if letter else key, key if letter else None)
        )

    async def settle(self) -> None:
        """Wait until nothing is under way."""
        deadline = time.monotonic() + LONG
        while time.monotonic() < deadline:
            await self.pilot.pause()
            at_work = any(not worker.is_finished for worker in self.app.workers)
            if self.has_begun and not at_work:
                return
            await self.pilot.pause(0.01)
        raise AssertionError(f"still at work: {list(self.app.workers)}")

    async def until(self, holds: Callable[[], bool]) -> None:
        """Wait for what must come, on however slow a machine."""
        deadline = time.monotonic() + LONG
        while not holds():
            assert time.monotonic() < deadline, self.said
            await asyncio.sleep(0.01)

    @property
    def has_begun(self) -> bool:
        """Whether the desk stands and has read its articles once."""
        return len(self.app.screen_stack) > 1 and bool(
            str(self.screen.query_one("#found", Static).content)
        )

    @property
    def shown(self) -> str:
        """Path of the open article."""
        opened = self.screen.text.opened
        return opened.path if opened else ""

    @property
    def said(self) -> list[str]:
        """What was said in notifications."""
        return [note.message for note in self.app._notifications]


class OpenDesk(Protocol):
    """Opens a desk on a folder."""

    def __call__(
        self,
        root: Path,
        *,
        size: tuple[int, int] = (140, 40),
        article: str = "",
        early: Sequence[str] = (),
    ) -> AbstractAsyncContextManager[Desk]:
        """A desk of ``size`` cells on the library at ``root``.

        ``early`` keys are pressed as soon as the desk can be seen.
        """
        ...


class Failures:
    """What went wrong in the program meanwhile, in this process or in a terminal."""

    @property
    def written(self) -> str:
        """What the program has written down."""
        file = log_file()
        return file.read_text(encoding="utf-8") if file.exists() else ""

    def take(self) -> str:
        """The same, as something that was to be expected."""
        written = self.written
        log_file().unlink(missing_ok=True)
        return written


@pytest.fixture(autouse=True)
def failures(home: Path) -> Iterator[Failures]:
    """The program outlives what goes wrong in it; a test in which something did, has failed."""
    met = Failures()
    yield met
    assert not met.written


@pytest.fixture
def library_folder(tmp_path: Path) -> Path:
    """Two articles."""
    folder = tmp_path / "library"
    folder.mkdir()
    (folder / "2024-03-04-harbour.txt").write_text(HARBOUR, encoding="utf-8")
    (folder / "2023-01-02-river.txt").write_text(RIVER, encoding="utf-8")
    return folder


@pytest.fixture
def open_desk() -> OpenDesk:
    """Opens desks."""

    @asynccontextmanager
    async def opening(
        root: Path,
        *,
        size: tuple[int, int] = (140, 40),
        article: str = "",
        early: Sequence[str] = (),
    ) -> AsyncIterator[Desk]:
        app = ReaderApp(root, Settings(creator="ann"), article=article)
        app.animation_level = "none"  # What a test sees shall not depend on when it looks.
        async with app.run_test(size=size) as pilot:
            desk = Desk(app, pilot)
            await desk.burst(*early)
            yield desk

    return opening


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    """A terminal."""
    opened = Terminal(tmp_path)
    yield opened
    opened.close()
