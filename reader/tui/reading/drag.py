"""A selection being made with the mouse: from the press of the button until its release.

Invariant: the edge timer runs only while the button is held at an edge of the view.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.geometry import Offset

from reader.tui.text.caret import Caret

if TYPE_CHECKING:
    from textual.timer import Timer

    from reader.tui.reading.pane import ReadingPane

_SECONDS_A_ROW = 1 / 20


class Drag:
    """Where the button was pressed in ``pane``, and where the mouse is now."""

    def __init__(self, pane: ReadingPane) -> None:
        self._pane = pane
        self._origin: int | None = None
        self._place = Offset(0, 0)
        self._timer: Timer | None = None
        self.moved = False
        """Whether the last press became a selection rather than a click."""

    def press(self, place: Offset) -> None:
        """The button goes down: the cursor comes, a selection goes."""
        self.moved = False
        self._origin = self._pane.offset_under(place)
        self._pane.place_cursor(self._origin)
        self._pane.capture_mouse()

    def move(self, place: Offset) -> None:
        """The mouse moves: select from the origin, scroll when it is at an edge."""
        if self._origin is None:
            return
        self._place = place
        self._select()
        at_edge = not 0 < place.y < self._pane.size.height - 1
        if at_edge and self.moved and self._timer is None:
            self._timer = self._pane.set_interval(_SECONDS_A_ROW, self._scroll)
        elif not at_edge:
            self._stop_timer()

    def release(self) -> bool:
        """The button goes up; whether that ends a selection."""
        if self._origin is None:
            return False
        self._origin = None
        self._stop_timer()
        self._pane.release_mouse()
        return self.moved

    def _select(self) -> None:
        if self._origin is None:
            return
        last = self._pane.size.height - 1
        offset = self._pane.offset_under(Offset(self._place.x, max(0, min(self._place.y, last))))
        if offset != self._origin or self.moved:
            self.moved = True
            self._pane.caret = Caret(offset, self._origin)

    def _scroll(self) -> None:
        self._pane.scroll_by(-1 if self._place.y <= 0 else 1)
        self._select()

    def _stop_timer(self) -> None:
        if self._timer:
            self._timer.stop()
            self._timer = None
