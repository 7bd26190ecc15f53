"""Asks where in the article an annotation belongs whose place was lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Label

from reader.articles.sanitising import sanitise_line
from reader.tui.prompts.box import BOX, Prompt
from reader.tui.widgets.item_list import ItemList, broken

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from reader.tui.widgets.item_list import Line

_ROWS = 5
_AROUND = 40
"""Code points shown on each side of a place."""


class PlacePrompt(Prompt[tuple[int, int] | None]):
    """Offers places in a text; returns the one chosen, or None."""

    CSS = BOX.format(name="PlacePrompt") + "PlacePrompt ItemList { max-height: 60vh; margin: 1 0; }"
    AUTO_FOCUS = "ItemList"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss(None)", "Leave", show=False, id="place.leave")
    ]

    def __init__(self, words: str, text: str, places: Sequence[tuple[int, int, str]]) -> None:
        """``places`` are start, end (code points, end exclusive) and a remark."""
        super().__init__()
        self._words = words
        self._text = text
        self._places = places

    def compose(self) -> ComposeResult:
        """The words whose place was lost, and the places."""
        with Vertical():
            yield Label(f"Where does “{self._words}” belong?", markup=False)
            yield ItemList()
            yield Label("enter attaches it there   escape leaves it as it is")

    def on_mount(self) -> None:
        """Draw the places with what stands around them."""
        items = self.query_one(ItemList)
        items.styles.height = len(self._places) * _ROWS
        items.show(len(self._places), _ROWS, self._draw)

    def _draw(self, number: int, width: int) -> Sequence[Line]:
        start, end, remark = self._places[number]
        around = self._text[max(0, start - _AROUND) : end + _AROUND]
        words = broken(f"“{sanitise_line(self._text[start:end])}”", width, 1)
        rows = broken(f"…{sanitise_line(around)}…", width, _ROWS - 3)
        return [
            *([(row, "title"), (f"  {remark}", "faint")] for row in words),
            *([(row, "faint")] for row in rows),
        ]

    @on(ItemList.Chosen)
    def _chosen(self, event: ItemList.Chosen) -> None:
        start, end, _ = self._places[event.number]
        self.answer((start, end))
