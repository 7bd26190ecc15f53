"""The bottom row: the keys that do something now, as many as there is room for.

Shows only what is possible at the moment, so that a reader need not know the manual; a click does
what the key does.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.content import Content
from textual.widget import Widget

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events

_GAP = 2


@dataclass(frozen=True, slots=True)
class Hint:
    """A key and what it does."""

    sign: str
    """The key as the reader knows it."""
    label: str
    key: str
    """Its name."""


class KeyLine(Widget):
    """Shows hints."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    KeyLine { height: 1; padding: 0 1; background: $surface; color: $text-muted; }
    """

    def __init__(self, hints: Sequence[Hint] = ()) -> None:
        super().__init__()
        self._hints = tuple(hints)
        self._ends: list[int] = []
        self._hit: list[Hint] = []

    @property
    def hints(self) -> tuple[Hint, ...]:
        """What is shown, if there is room."""
        return self._hints

    def show(self, hints: Sequence[Hint]) -> None:
        """Show ``hints``, the most useful first; the last one always has room."""
        if tuple(hints) != self._hints:
            self._hints = tuple(hints)
            self.refresh()

    def render(self) -> Content:
        """The hints that there is room for."""
        width = self.size.width
        shown: list[Content] = []
        self._ends = []
        at = 0
        *others, last = self._hints or (Hint("", "", ""),)
        kept = _cells(last) + _GAP
        for hint in others:
            cells = _cells(hint) + _GAP
            if at + cells + kept > width:
                break
            shown.append(_drawn(hint))
            at += cells
            self._ends.append(at)
        shown.append(_drawn(last))
        self._hit = [*others[: len(self._ends)], last]
        self._ends.append(at + kept)
        return Content(" " * _GAP).join(shown)

    def on_click(self, event: events.Click) -> None:
        """Press the key under the mouse."""
        x = event.get_content_offset(self)
        if x is None:
            return
        number = sum(end <= x.x for end in self._ends)
        if number < len(self._hit):
            self.app.simulate_key(self._hit[number].key)


def _drawn(hint: Hint) -> Content:
    return Content.assemble((hint.sign, "bold $text-accent"), " ", hint.label)


def _cells(hint: Hint) -> int:
    return cell_len(hint.sign) + 1 + cell_len(hint.label)
