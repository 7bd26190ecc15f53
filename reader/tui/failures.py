"""What nobody has caught: it is told to the reader and written down, and the work goes on.

Textual ends the program at the first exception in a handler, an action, a timer, a worker or a
repaint, also where only a list of its own was asked too early for a page. A reader must not lose
his place for that. Invariant: only when the screen that everything else stands on cannot be shown
does the program end by itself, and then with a sentence.

All of Textual's failures come to ``App._handle_exception``, which is this module's one door. Three
more private names are needed, for there is no public one: a widget whose handler has failed takes
no further message, so ``_dispatch_message`` of each is shielded when it comes to life, which is
in ``_register`` or ``_start_widget``. What is missed here costs that widget, not the program.
"""

from __future__ import annotations

import asyncio
import os
import time
from collections import deque
from traceback import walk_tb
from typing import TYPE_CHECKING, Any, ClassVar

from rich.segment import Segment
from textual.app import App, ScreenStackError
from textual.css.query import NoMatches
from textual.dom import NoScreen
from textual.events import Compose, Mount
from textual.messages import CloseMessages
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget
from textual.worker import WorkerFailed, get_current_worker

from reader.tui.failure_log import short, write_down
from reader.tui.telling import FAILURES, in_words, say

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.dom import DOMNode
    from textual.driver import Driver
    from textual.geometry import Region
    from textual.message import Message

_QUIET = 20.0
"""Seconds without a failure after which it is told again."""
_BREATH = 0.02
"""Seconds that a widget pauses that fails in the same way again, so that it cannot spin."""
_STRIKES, _LATELY = 3, 10.0
"""How often a screen may fail to be shown, in so many seconds, before it is left."""
_BROKEN = 2
"""The exit status when nothing could be shown any more."""
_GONE = (ScreenStackError, NoScreen, NoMatches)
"""What comes of a handler whose screen, or all of them, is left: there is nothing to act on."""
_INPUT_IS_GONE = "No keys can be read any more, so the reader has ended."
_NOTHING_SHOWS = "The reader has ended, for nothing could be shown any more."
_LEFT_BADLY = "Something went wrong when the reader was leaving."


class SteadyApp(App[None]):
    """An application that outlives the failures of its parts."""

    GROUND: ClassVar[int] = 2
    """Screens at the bottom that are never left: Textual's own, and the one of the program."""

    def __init__(self) -> None:
        super().__init__()
        self._seen: dict[tuple[object, ...], float] = {}
        """When each kind of failure was met last."""
        self._strikes: deque[tuple[Screen[Any], float]] = deque(maxlen=_STRIKES)
        self._details = ""
        """Where more can be read of what was told last."""
        self.last_words = ""
        """Why the program has ended by itself; empty when it has not."""

    def failed(self, error: BaseException) -> bool:
        """Tell the reader of an ``error`` that nobody has caught, and go on; whether it is news.

        Anything can be handed in, from anywhere in the application's thread.
        """
        if isinstance(error, WorkerFailed):
            error = error.error
            meant_for_readers = isinstance(error, FAILURES)
        else:
            meant_for_readers = False
        over = self._exit or (self._is_mounted and not self.is_running)
        if over and (meant_for_readers or isinstance(error, _GONE)):
            return False
        fresh = self._is_news(error)
        if fresh:
            where = "" if meant_for_readers else write_down(error)
            if over:
                self.last_words = self.last_words or f"{_LEFT_BADLY} {where}"
            else:
                self._tell(error, where)
        if not over:
            self._see_to_screen(error)
        return fresh

    def panic(self, *_told: object) -> None:
        """Nothing can be typed any more; this is what Textual calls then."""
        self.give_up(_INPUT_IS_GONE)

    def give_up(self, why: str) -> None:
        """End the program by itself, with a sentence."""
        if not self.last_words:
            self.last_words = f"{why} Nothing that was written down is lost. {self._details}"
            if self.is_running:
                self.call_later(self._leave_for_good)
            else:
                self.exit(return_code=_BROKEN)

    async def leave(self, status: int = 0) -> None:
        """Leave as the reader leaves, with another ``status``."""
        self.exit(return_code=status)

    def put_by(self, screen: Screen[Any]) -> None:
        """Keep what was begun on a ``screen`` that must be left."""

    async def _leave_for_good(self) -> None:
        try:
            await self.leave(_BROKEN)
        finally:
            self.exit(return_code=_BROKEN)

    # Whether and what to tell

    def _is_news(self, error: BaseException) -> bool:
        """Whether the failure is another, or has not been met for a while."""
        place: tuple[object, ...] = ()
        for frame, line in walk_tb(error.__traceback__):
            place = (frame.f_code.co_filename, line)
        key, now = (type(error), *place), time.monotonic()
        before = self._seen.get(key)
        self._seen[key] = now
        return before is None or now > before + _QUIET

    def _tell(self, error: BaseException, where: str) -> None:
        self._details = where
        if isinstance(error, FAILURES):
            text = in_words(error)
        else:
            text = f"Something went wrong: {short(error)}. What you wrote is not lost. {where}"
        if self.screen_stack:
            say(self, text, error=True)

    # Screens that cannot be shown

    def _see_to_screen(self, error: BaseException) -> None:
        """Leave the screen that could not be shown; one of the ground is tried again first."""
        if len(self.screen_stack) < self.GROUND:
            self.give_up(_NOTHING_SHOWS)
            return
        screen, has_stood = _not_shown(error)
        if screen is None:
            return
        now = time.monotonic()
        self._strikes.append((screen, now))
        recent = [one for one, when in self._strikes if one is screen and when > now - _LATELY]
        ground = screen in self.screen_stack[: self.GROUND]
        if ground and has_stood and len(recent) < _STRIKES:
            self.call_later(screen.refresh, layout=True)
        else:
            self._abandon(screen)

    def _abandon(self, screen: Screen[Any]) -> None:
        if screen in self.screen_stack[: self.GROUND]:
            self.give_up(_NOTHING_SHOWS)
        else:
            self.call_later(self._leave_screen, screen)

    def _leave_screen(self, screen: Screen[Any]) -> None:
        self.put_by(screen)
        while screen in self.screen_stack:
            self.pop_screen()

    # Where failures come from

    def _handle_exception(self, error: Exception) -> None:
        """In place of Textual's, which ends the program."""
        if isinstance(error, WorkerFailed):
            node = get_current_worker().node
            if isinstance(error.error, _GONE) and self._is_left(node):
                return
        self.failed(error)

    def _is_left(self, node: DOMNode) -> bool:
        """Whether ``node`` stood on a screen that is being taken down."""
        try:
            return node is not self and node.screen not in self.screen_stack
        except _GONE:
            return True

    def on_load(self) -> None:
        """Learn also of what fails where nobody waits for it."""
        asyncio.get_running_loop().set_exception_handler(self._unwaited)

    def _unwaited(self, loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        error = context.get("exception")
        if isinstance(error, Exception):
            self.failed(error)
        else:
            loop.default_exception_handler(context)

    async def _dispatch_message(self, message: Message) -> None:
        """As in ``App``, and never the end of it."""
        await self._shielded(super()._dispatch_message, self, message)

    async def _shielded(
        self, dispatch: Callable[[Message], Any], node: DOMNode, message: Message
    ) -> None:
        try:
            await dispatch(message)
        except Exception as error:
            if isinstance(error, _GONE) and self._is_left(node):
                return
            if not self.failed(error):
                await asyncio.sleep(_BREATH)
            if isinstance(message, CloseMessages):
                raise  # Else it would be waited for, for ever.
            if isinstance(node, Screen) and isinstance(message, (Compose, Mount)):
                self._abandon(node)

    def _register(self, parent: DOMNode, *widgets: Widget, **where: Any) -> list[Widget]:
        """As in ``App``, with shields on."""
        for widget in widgets:
            self._shield(widget)
        return super()._register(parent, *widgets, **where)

    def _start_widget(self, parent: Widget, widget: Widget) -> None:
        """As in ``App``, with a shield on: scroll bars come this way."""
        self._shield(widget)
        super()._start_widget(parent, widget)

    def _shield(self, widget: Widget) -> None:
        """Have ``widget`` outlive its failures: as a pump of messages, and on the screen."""
        if "render_lines" in vars(widget):
            return
        dispatch = widget._dispatch_message

        async def dispatched(message: Message) -> None:
            await self._shielded(dispatch, widget, message)

        vars(widget)["_dispatch_message"] = dispatched
        for name, stand_in in _STAND_INS.items():
            vars(widget)[name] = self._drawn(getattr(widget, name), stand_in)

    def _drawn(self, draw: Callable[..., Any], stand_in: Callable[..., Any]) -> Callable[..., Any]:
        """``draw``, with ``stand_in`` instead where it fails, which is told once."""
        told = False

        def drawn(*given: Any, **named: Any) -> Any:
            nonlocal told
            try:
                return draw(*given, **named)
            except Exception as error:  # noqa: BLE001 - as above.
                if not told:
                    told = True
                    self.failed(error)
                return stand_in(*given, **named)

        return drawn


def _blank(crop: Region) -> list[Strip]:
    """Stands where a widget cannot be drawn."""
    first = Strip([Segment("✗ cannot be shown")]).adjust_cell_length(crop.width)
    return [first, *[Strip([Segment(" " * crop.width)], crop.width)] * (crop.height - 1)]


_STAND_INS: dict[str, Callable[..., Any]] = {
    "render_lines": _blank,
    "get_content_width": lambda container, _viewport: container.width,
    "get_content_height": lambda _container, _viewport, _width: 1,
}
"""What of a widget is asked for whenever the screen is drawn, and what stands in for it."""
_DRAWING = ("_refresh_layout", "_compositor_refresh", "_display")
"""Where Textual draws a screen."""


def _not_shown(error: BaseException) -> tuple[Screen[Any] | None, bool]:
    """The screen that Textual was about to show; and whether it has ever stood."""
    for frame, _ in walk_tb(error.__traceback__):
        if not str(frame.f_globals.get("__name__")).startswith("textual."):
            continue
        node = frame.f_locals.get("screen", frame.f_locals.get("self"))
        if frame.f_code.co_name in _DRAWING and isinstance(node, Screen):
            return node, bool(node.size)
        if frame.f_code.co_name == "_compose" and isinstance(node, Widget) and node.is_attached:
            return node.screen, False
    return None, True


def listening(driver: type[Driver], app: SteadyApp) -> type[Driver]:
    """``driver``, that goes on to listen after what it does not understand.

    A terminal may send anything; a key that Textual cannot make sense of ends its thread.
    """

    class Listening(driver):  # type: ignore[misc, valid-type]
        """Reads keys to the end."""

        def run_input_thread(self) -> None:
            """As in the driver of the system; only a terminal that is gone ends it."""
            while True:
                try:
                    super().run_input_thread()
                except OSError:
                    raise
                except Exception as error:  # noqa: BLE001 - told in the application's thread.
                    app.call_later(app.failed, error)
                    os.fstat(self.fileno)  # Where nothing can be read any more, it is over.
                else:
                    return

    return Listening
