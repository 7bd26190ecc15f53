"""The application: a librarian, one desk, a theme."""

from __future__ import annotations

import asyncio
import os
import signal
import threading
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import SystemCommand

from reader.errors import ReaderError
from reader.tui.chapters import chapters_of, signs
from reader.tui.clipboard import passing
from reader.tui.desk.annotating import acts_done
from reader.tui.desk.screen import DeskScreen
from reader.tui.failures import SteadyApp, listening
from reader.tui.goals import Wanted
from reader.tui.help import HelpScreen
from reader.tui.keymap import checked
from reader.tui.keystrokes import OrderlyApp
from reader.tui.librarian import Librarian
from reader.tui.prompts.note import NotePrompt
from reader.tui.scopes import APP_KEYS, LINES, SCOPES

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from textual.binding import BindingType
    from textual.driver import Driver
    from textual.screen import Screen

    from reader.config import Settings


_HUNG_UP, _TERMINATED = 129, 143
"""The exit status of a program whose terminal was closed, and of one that was told to end."""
_LONG = 20
"""Seconds that a remark on the configuration stays."""
_MOST_TOLD = 4
"""Remarks on the configuration that are told at once; the rest when those are mended."""
_PATIENCE = 2.0
"""Seconds for the toolkit's threads to end by themselves."""


def run(app: ReaderApp) -> int:
    """Run ``app`` to its end; its exit status. Raises ReaderError when it ended by itself.

    When the terminal goes while the program is leaving it, Textual's threads may wait for it for
    ever; then the process ends without them. All that was done is on disk by now.
    """
    try:
        app.run(mouse=app.uses_mouse)
    finally:
        threads = [one for one in threading.enumerate() if one.name.startswith("textual-")]
        for thread in threads:
            thread.join(_PATIENCE / len(threads))
        if any(thread.is_alive() for thread in threads):
            os._exit(_HUNG_UP)
    if app.last_words and not app.was_told_to_end:
        raise ReaderError(app.last_words)
    return app.return_code or 0


class ReaderApp(SteadyApp, OrderlyApp):
    """The terminal interface on the library at ``root``, at ``article`` when it is given."""

    TITLE = "florilegium"
    CSS = "Toast { max-width: 94%; padding: 0 1; }"
    ENABLE_COMMAND_PALETTE = True
    BINDINGS: ClassVar[list[BindingType]] = [*APP_KEYS]

    def __init__(
        self, root: Path, settings: Settings, *, article: str = "", guided: bool = False
    ) -> None:
        """``guided`` leads a first-time reader through what can be done."""
        super().__init__()
        self._guided = guided
        self.keymap: dict[str, str] = {}
        """The keys that the configuration has rebound, by id."""
        self._root = root
        self._settings = settings
        self._article = article
        self._librarian = Librarian(root, settings)

    @property
    def uses_mouse(self) -> bool:
        """Whether the mouse acts here, rather than being left to the terminal."""
        return self._settings.mouse != "off"

    @property
    def was_told_to_end(self) -> bool:
        """Whether a signal ended it."""
        return self.return_code == _TERMINATED

    def on_mount(self) -> None:
        """Sit down at the desk."""
        if self._settings.theme in self.available_themes:
            self.theme = self._settings.theme
        elif self._settings.theme:
            names = ", ".join(sorted(self.available_themes))
            self.notify(
                f"There is no theme “{self._settings.theme}”. There are: {names}", markup=False
            )
        self.keymap, on_keys = checked(self._settings.keys, SCOPES, LINES)
        self.set_keymap(self.keymap)
        if remarks := [*self._settings.remarks, *on_keys]:
            more = len(remarks) - _MOST_TOLD
            told = [*remarks[:_MOST_TOLD], *([f"And {more} more."] if more > 0 else [])]
            self.notify("\n".join(told), severity="warning", timeout=_LONG, markup=False)
        loop = asyncio.get_running_loop()
        with suppress(RuntimeError):  # Only the main thread can listen.
            loop.add_signal_handler(signal.SIGTERM, self._end)
            loop.add_signal_handler(signal.SIGHUP, self._hang_up)
        desk = DeskScreen(self._root, self._librarian, self._article, guided=self._guided)
        self.push_screen(desk)

    def get_driver_class(self) -> type[Driver]:
        """As in ``App``, with copying made to reach the terminal behind a tmux; no key ends it."""
        return listening(passing(super().get_driver_class()), self)

    @on(Wanted)
    def _read(self, event: Wanted) -> None:
        """Read an article that was chosen on a screen of the library."""
        while not isinstance(self.screen, DeskScreen):
            self.pop_screen()
        self.screen.open(event.goal)

    def action_help(self) -> None:
        """Show the keys in force."""
        self.push_screen(HelpScreen(chapters_of(self.screen)))

    def _end(self) -> None:
        """Somebody outside wants the program to end: leave the terminal as it was."""
        self.run_worker(self.leave(_TERMINATED))

    def _hang_up(self) -> None:
        """The terminal is gone, as a rule: save, and be gone too.

        Should it still be there, it is left as it was found; if not, writing to it may never end.
        """
        for screen in self.screen_stack:
            if isinstance(screen, DeskScreen):
                screen.save_place()
        self._librarian.close()
        threading.Timer(_PATIENCE, os._exit, [_HUNG_UP]).start()
        if self._driver is not None:
            self._driver.stop_application_mode()
            self._driver.close()
        os._exit(_HUNG_UP)

    async def action_quit(self) -> None:
        """Leave when what was done is on disk and what was begun is a draft."""
        await self.leave()

    def put_by(self, screen: Screen[object]) -> None:
        """A note that is being written is a draft."""
        if isinstance(screen, NotePrompt):
            screen.keep()

    async def leave(self, status: int = 0) -> None:
        """As :meth:`action_quit`, with another ``status``."""
        if isinstance(self.screen, NotePrompt):
            self.screen.action_settle(keep=False)
        await acts_done(self)
        self.exit(return_code=status)

    def on_unmount(self) -> None:
        """Finish what was asked, and give all files back."""
        self._librarian.close()

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Every action of the screen by name, beside Textual's own."""
        yield from super().get_system_commands(screen)
        for chapter in chapters_of(screen):
            for key in chapter.keys:
                yield SystemCommand(
                    key.description,
                    f"{key.tooltip or key.description} ({signs(key, screen)})",
                    partial(chapter.target.run_action, key.action),
                )
