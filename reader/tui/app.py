"""The application: two librarians, one desk, a theme."""

from __future__ import annotations

import asyncio
import os
import signal
import threading
from contextlib import suppress
from typing import TYPE_CHECKING, ClassVar

from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.worker import WorkerError

from reader.tui.librarian import Librarian
from reader.tui.reading.keys import BINDINGS as PANE_KEYS
from reader.tui.screens.annotating import ACTS
from reader.tui.screens.desk import DeskScreen
from reader.tui.screens.desk_keys import BINDINGS as DESK_KEYS
from reader.tui.screens.prompts import NotePrompt

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from textual.screen import Screen

    from reader.config import Settings


_HUNG_UP = 129
"""The exit status of a program whose terminal was closed."""
_PATIENCE = 2.0
"""Seconds for the toolkit's threads to end by themselves."""


def run(app: ReaderApp) -> int:
    """Run ``app`` to its end; its exit status.

    When the terminal goes while the program is leaving it, Textual's threads may wait for it for
    ever; then the process ends without them. All that was done is on disk by now.
    """
    try:
        app.run()
    finally:
        threads = [one for one in threading.enumerate() if one.name.startswith("textual-")]
        for thread in threads:
            thread.join(_PATIENCE / len(threads))
        if any(thread.is_alive() for thread in threads):
            os._exit(_HUNG_UP)
    return app.return_code or 0


class ReaderApp(App[None]):
    """The terminal interface on the library at ``root``, at ``article`` when it is given."""

    TITLE = "florilegium"
    ENABLE_COMMAND_PALETTE = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "quit", "Quit", show=False, priority=True, id="app.quit")
    ]

    def __init__(self, root: Path, settings: Settings, *, article: str = "") -> None:
        super().__init__()
        self._root = root
        self._settings = settings
        self._article = article
        self._librarian = Librarian(root, settings)
        self._indexer = Librarian(root, settings)

    def on_mount(self) -> None:
        """Sit down at the desk."""
        if self._settings.theme in self.available_themes:
            self.theme = self._settings.theme
        elif self._settings.theme:
            names = ", ".join(sorted(self.available_themes))
            self.notify(
                f"There is no theme “{self._settings.theme}”. There are: {names}", markup=False
            )
        loop = asyncio.get_running_loop()
        with suppress(RuntimeError):  # Only the main thread can listen.
            loop.add_signal_handler(signal.SIGTERM, self._end)
            loop.add_signal_handler(signal.SIGHUP, self._hang_up)
        self.push_screen(DeskScreen(self._root, self._librarian, self._indexer, self._article))

    def _end(self) -> None:
        """Somebody outside wants the program to end: leave the terminal as it was."""
        self.run_worker(self.action_quit(), exit_on_error=False)

    def _hang_up(self) -> None:
        """The terminal is gone, and writing to it would never end: save, and be gone too."""
        for screen in self.screen_stack:
            if isinstance(screen, DeskScreen):
                screen.save_place()
        self._librarian.close()
        os._exit(_HUNG_UP)

    async def action_quit(self) -> None:
        """Leave when what was done is on disk and what was begun is a draft."""
        if isinstance(self.screen, NotePrompt):
            self.screen.action_settle(keep=False)
        for worker in list(self.workers):
            if worker.group == ACTS and not worker.is_finished:
                with suppress(WorkerError):
                    await worker.wait()
        self.exit()

    def on_unmount(self) -> None:
        """Finish what was asked, and give all files back."""
        self._librarian.close()
        self._indexer.close()

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Every action of the desk by name, beside Textual's own."""
        yield from super().get_system_commands(screen)
        if isinstance(screen, DeskScreen):
            for binding in DESK_KEYS:
                if not binding.key.isdigit():
                    yield SystemCommand(
                        binding.description,
                        f"{binding.tooltip} ({binding.key})",
                        lambda action=binding.action: screen.run_action(action),
                    )
            for binding in PANE_KEYS:
                yield SystemCommand(
                    binding.description,
                    f"{binding.tooltip} ({binding.key})",
                    lambda action=binding.action: screen.text.pane.run_action(action),
                )
