"""Lines and areas to type in, whose closing keys count at the moment they are pressed.

Textual runs a binding only after the key has travelled up to the application; what is typed
meanwhile would be taken in before it. Here enter, escape and the like are acted on in their turn.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widgets import Input, TextArea

if TYPE_CHECKING:
    from textual import events


class EagerInput(Input):
    """A line: enter submits what is in it now."""

    def on_key(self, event: events.Key) -> None:
        """Submit at once."""
        if event.key == "enter":
            event.stop()
            event.prevent_default()
            self.post_message(self.Submitted(self, self.value))


class EagerArea(TextArea):
    """An area: ctrl+s and escape settle what is in it now, by the screen's action ``settle``."""

    async def on_key(self, event: events.Key) -> None:
        """Settle at once."""
        if event.key in ("ctrl+s", "escape"):
            event.stop()
            event.prevent_default()
            await self.run_action(f"screen.settle({event.key == 'ctrl+s'})")
