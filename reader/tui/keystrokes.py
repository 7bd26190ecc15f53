"""Each key is acted on where all keys before it have led, however fast they come.

Textual hands a key to the widget with the focus, and runs a binding only when the key has travelled
up to the application. Of keys that arrive in one burst, from a quick hand, a slow line or a script,
the later ones are thus handed out before the first has had its effect, and ``c`` and a note typed
at once lose letters to the text below. Here a binding runs at once, and before each key the
application waits until what the last one has set going has arrived.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from math import inf
from time import monotonic
from typing import TYPE_CHECKING

from textual.app import App
from textual.command import CommandPalette
from textual.events import Key, Paste
from textual.widgets import Input, TextArea

if TYPE_CHECKING:
    from textual.dom import DOMNode
    from textual.events import Event
    from textual.worker import Worker

_LOOK = 0.005
"""Seconds between two looks at whether something has ended."""
_PATIENCE = 1.0
"""Seconds that a key waits for those before it; then something hangs, and it is acted on anyway."""

_BLIND = 0.5
"""Seconds without a key after which a reader has seen what the screen tells him."""


class OrderlyApp(App[None]):
    """An application that acts on one key after another.

    A screen may name a worker as ``under_way`` that a key has started, as long as the reader has to
    wait for what it does.
    """

    _tired_of: Worker[None] | None = None
    """What was waited for in vain; further keys do not wait for it again."""
    words_refused = -inf
    """When words were last refused, or one of them came, as events have it."""

    async def on_event(self, event: Event) -> None:
        """As in ``App``, but in turn."""
        if isinstance(event, (Key, Paste)) and not event.is_forwarded:
            with suppress(TimeoutError):
                async with asyncio.timeout(_PATIENCE):
                    await self._settled()
                    if isinstance(event, Key) and not self._is_text(event):
                        await self._listed()
            if not self._goes_on or self._is_for_nobody(event):
                return  # As is what is typed after the end.
        if isinstance(event, Key) and not event.is_forwarded and not self._is_text(event):
            self.app_focus = True
            for priority in (True, False):
                if await self._check_bindings(event.key, priority=priority):
                    return
        await super().on_event(event)

    def _is_for_nobody(self, event: Key | Paste) -> bool:
        """Whether ``event`` belongs to words that were refused, and typed on without looking."""
        typed = isinstance(event, Paste) or event.is_printable or event.key == "enter"
        if not typed or event.time > self.words_refused + _BLIND:
            return False
        self.words_refused = max(self.words_refused, event.time)
        return True

    @property
    def _goes_on(self) -> bool:
        return self.is_running and not self._exit

    def _is_text(self, key: Key) -> bool:
        """Whether ``key`` is to be written where the focus is, rather than looked up."""
        if isinstance(self.focused, TextArea):
            return key.is_printable or key.key == "enter"
        return isinstance(self.focused, Input) and key.is_printable

    async def _settled(self) -> None:
        """Wait until the screen stands, and what its focus has to tell has come up to it."""
        screen = None
        while self._goes_on and screen is not self.screen:
            screen = self.screen
            if screen.focused is None:
                await _caught_up(screen)
            for node in (screen.focused or screen).ancestors_with_self:
                while node is not self and node.message_queue_size and await _caught_up(node):
                    pass
            await self._flush_next_callbacks()  # What the answers given to prompts lead to.
            work = self._under_way
            if work and work is not self._tired_of:
                self._tired_of = work
                while self._under_way is work:
                    await asyncio.sleep(_LOOK)
                screen = None

    async def _listed(self) -> None:
        """Wait until the palette lists what was typed, and its list has a place on the screen.

        It is filled by a worker, and before it stands, Textual fails to turn a page of it.
        """
        palette = self.screen
        if isinstance(palette, CommandPalette):
            while any(one.node is palette and not one.is_finished for one in self.workers):
                await asyncio.sleep(_LOOK)
            drawn = asyncio.Event()
            if palette.call_after_refresh(drawn.set):
                await drawn.wait()

    @property
    def _under_way(self) -> Worker[None] | None:
        work: Worker[None] | None = None
        if self._goes_on:
            work = getattr(self.screen, "under_way", None)
        return work


def words_are_for_nobody(node: DOMNode) -> None:
    """The reader wanted to type words and is not asked for them: they are not keys to act on."""
    if isinstance(node.app, OrderlyApp):
        node.app.words_refused = monotonic()


async def _caught_up(node: DOMNode) -> bool:
    """Wait until ``node`` has dealt with all messages that it has by now; False when it is gone."""
    caught_up = asyncio.Event()
    asked = node.call_later(caught_up.set)
    if asked:
        await caught_up.wait()
    return asked
