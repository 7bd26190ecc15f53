"""A list of any length, of items with the same number of rows each, drawn only where it is seen.

Twenty thousand articles open as fast as twenty: nothing is made for an item until its row is on
the screen. What an item looks like is a function handed in, so that one widget serves articles,
hits, annotations, entities, quotations and the outline.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, TypeAlias

from rich.cells import cell_len, chop_cells, set_cell_size
from rich.segment import Segment
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from reader.articles.sanitising import is_harmless, sanitise_line
from reader.tui.colours import base_name, ink

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rich.style import Style
    from textual import events

Line: TypeAlias = "Sequence[tuple[str, str]]"
"""Pieces of one row: a text, and the look it has (empty for plain), perhaps with a colour."""

LOOKS = (
    "title",
    "faint",
    "match",
    "tag",
    "person",
    "organisation",
    "place",
    "other",
    "date",
    "alert",
)


_SPARE = 8
"""How many times the room there is is looked at, in case much of it is white space."""


def one_row(pieces: Line, width: int) -> list[tuple[str, str]]:
    """``pieces`` cut to ``width`` cells, with an ellipsis where something was cut.

    Sidecars come from strangers too: what could steer a terminal is made visible here.
    """
    row: list[tuple[str, str]] = []
    left = width
    for piece, look in pieces:
        text = sanitise_line(piece) if not is_harmless(piece) else piece
        size = cell_len(text)
        if size <= left:
            row.append((text, look))
            left -= size
            continue
        if left > 0:
            row.append((set_cell_size(text, left - 1) + "…", look))
        break
    return row


def broken(text: str, width: int, rows: int) -> list[str]:
    """``text`` broken into at most ``rows`` rows of ``width`` cells; the last may be too long.

    A path, or Chinese, which has no spaces, is broken where the row ends. What can only be behind
    the last row, as in a note of a megabyte, is not even looked at.
    """
    width = max(2, width)  # No character is wider.
    seen = text[: _SPARE * rows * width].split()
    words = [part for word in seen for part in chop_cells(word, width)]
    found: list[str] = []
    while words and len(found) < rows - 1:
        row = words.pop(0)
        while words and cell_len(row) + 1 + cell_len(words[0]) <= width:
            row += " " + words.pop(0)
        found.append(row)
    return [*found, " ".join(words)] if words and rows > 0 else found


CHOOSE = Binding("enter,l,right", "choose", "Open", show=False, id="list.choose")

_MOST_SAID = 12
"""Rows that are taken by what is said where nothing is listed."""


class ItemList(ScrollView, can_focus=True, inherit_bindings=False):
    """Shows items; reports ``Highlighted``, ``Chosen`` and ``Scrolled``."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        *(f"item-list--{look}" for look in LOOKS),
        "item-list--highlight",
    }
    DEFAULT_CSS = """
    ItemList {
        height: 1fr;
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-size-vertical: 1;
        background: $background;
        scrollbar-color: $surface-lighten-2;
        scrollbar-background: $background;

        & .item-list--highlight { background: $surface-lighten-1; }
        &:focus .item-list--highlight { background: $primary-muted; }
        & .item-list--title { text-style: bold; }
        & .item-list--faint { text-style: dim; }
        & .item-list--match { color: $text-success; text-style: bold underline; }
        & .item-list--tag { color: $text-warning; }
        & .item-list--person { color: $text-accent; text-style: bold; }
        & .item-list--organisation { color: $text-warning; text-style: bold underline; }
        & .item-list--place { color: $text-success; text-style: underline; }
        & .item-list--other { color: $text-secondary; text-style: underline; }
        & .item-list--date { color: $text-success; }
        & .item-list--alert { color: $text-error; text-style: bold; }

        &:ansi .item-list--highlight { background: ansi_bright_black; }
        &:ansi:focus .item-list--highlight { background: ansi_blue; color: ansi_bright_white; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "step(1)", "Down", show=False, id="list.down"),
        Binding("k,up", "step(-1)", "Up", show=False, id="list.up"),
        Binding("space,pagedown", "page(1)", "Page", show=False, id="list.page_down"),
        Binding("b,pageup", "page(-1)", "Page back", show=False, id="list.page_up"),
        Binding("g,home", "edge(0)", "Top", show=False, id="list.top"),
        Binding("G,end", "edge(-1)", "End", show=False, id="list.end"),
        CHOOSE,
    ]

    highlighted: reactive[int] = reactive(0, repaint=False)
    """Number of the item the keys act on."""

    @dataclass
    class Highlighted(Message):
        """Another item is highlighted."""

        items: ItemList
        number: int

        @property
        def control(self) -> ItemList:
            """The list, for selectors."""
            return self.items

        def can_replace(self, message: Message) -> bool:
            """Only the last of several counts."""
            return isinstance(message, ItemList.Highlighted) and message.items is self.items

    @dataclass
    class Chosen(Message):
        """An item was chosen, with enter or the mouse."""

        items: ItemList
        number: int

        @property
        def control(self) -> ItemList:
            """The list, for selectors."""
            return self.items

    @dataclass
    class Scrolled(Message):
        """Other items have come into view."""

        items: ItemList

        @property
        def control(self) -> ItemList:
            """The list, for selectors."""
            return self.items

        def can_replace(self, message: Message) -> bool:
            """Only the last of several counts."""
            return isinstance(message, ItemList.Scrolled) and message.items is self.items

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(id=id)
        self._count = 0
        self._rows = 1
        self._draw: Callable[[int, int], Sequence[Line]] = lambda _number, _width: []
        self._drawn: dict[int, list[Strip]] = {}
        self._empty = ""

    @property
    def count(self) -> int:
        """How many items there are."""
        return self._count

    def show(
        self,
        count: int,
        rows: int,
        draw: Callable[[int, int], Sequence[Line]],
        *,
        highlighted: int = 0,
        steady: bool = False,
        empty: str = "",
    ) -> None:
        """Show ``count`` items of ``rows`` rows; ``draw(number, width)`` gives an item's lines.

        With ``steady`` the highlighted item stays on its row of the view, unless the view is at
        the top, where what is new shall be seen. ``empty`` is said when there are no items.
        """
        top, row = self.scroll_offset.y, self.highlighted * self._rows - self.scroll_offset.y
        self._count, self._rows, self._draw, self._empty = count, max(1, rows), draw, empty
        self._drawn.clear()
        self._lay_out()
        self.set_reactive(ItemList.highlighted, max(0, min(highlighted, count - 1)))
        if steady and top:
            y = self.highlighted * self._rows - row
            self.scroll_to(y=y, animate=False, force=True, immediate=True)
        else:
            self._reveal()
        self.refresh()
        self.post_message(self.Scrolled(self))

    def redraw(self) -> None:
        """The same items look otherwise now."""
        self._drawn.clear()
        self.refresh()

    def in_view(self) -> range:
        """The numbers of the items in view."""
        first = self.scroll_offset.y // self._rows
        last = (self.scroll_offset.y + self.size.height) // self._rows + 1
        return range(min(first, self._count), min(last, self._count))

    def validate_highlighted(self, number: int) -> int:
        """There is no item before the first or after the last."""
        return max(0, min(number, self._count - 1))

    def watch_highlighted(self, old: int, new: int) -> None:
        """Draw the two items anew and report."""
        for number in (old, new):
            self._drawn.pop(number, None)
            self.refresh_lines(number * self._rows, self._rows)
        self._reveal()
        if self._count:
            self.post_message(self.Highlighted(self, new))

    def _reveal(self) -> None:
        self.scroll_to_region(
            Region(0, self.highlighted * self._rows, 1, self._rows), animate=False, force=True
        )

    def _lay_out(self) -> None:
        self.virtual_size = Size(self.scrollable_content_region.width, self._count * self._rows)

    def on_resize(self) -> None:
        """Draw for the new width."""
        self._drawn.clear()
        self._lay_out()
        self.post_message(self.Scrolled(self))

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Report that other items are in view."""
        super().watch_scroll_y(old_value, new_value)
        self.post_message(self.Scrolled(self))

    def on_focus(self) -> None:
        """The highlight looks otherwise with the focus here."""
        self.redraw()

    def on_blur(self) -> None:
        """The highlight looks otherwise with the focus elsewhere."""
        self.redraw()

    def notify_style_update(self) -> None:
        """Forget what was drawn in other colours."""
        super().notify_style_update()
        self._drawn.clear()

    def render_line(self, y: int) -> Strip:
        """The strip for line ``y`` of the view."""
        width = self.scrollable_content_region.width
        number, row = divmod(self.scroll_offset.y + y, self._rows)
        if number >= self._count:
            lines = [] if self._count else ["", *broken(self._empty, width - 2, _MOST_SAID)]
            said = lines[y] if y < len(lines) else ""
            faint = self.rich_style + self._look("faint")
            return Strip([Segment(f" {said}", faint)]).adjust_cell_length(width, self.rich_style)
        if number not in self._drawn:
            self._drawn[number] = self._strips(number, width)
        return self._drawn[number][row]

    def _look(self, look: str) -> Style:
        style = self.get_component_rich_style(f"item-list--{base_name(look)}", partial=True)
        return style + ink(look, ansi=self.app.current_theme.ansi)

    def _strips(self, number: int, width: int) -> list[Strip]:
        base = self.rich_style
        if number == self.highlighted:
            base += self._look("highlight")
        lines = list(self._draw(number, width - 2))[: self._rows]
        lines += [[]] * (self._rows - len(lines))
        return [
            Strip(
                [
                    Segment(" ", base),
                    *(
                        Segment(text, base + self._look(look) if look else base)
                        for text, look in one_row(line, width - 2)
                    ),
                ]
            ).adjust_cell_length(width, base)
            for line in lines
        ]

    def action_step(self, count: int) -> None:
        """Highlight the item ``count`` further."""
        self.highlighted += count

    def action_page(self, count: int) -> None:
        """Highlight the item a screenful further."""
        self.highlighted += count * max(1, self.size.height // self._rows - 1)

    def action_edge(self, number: int) -> None:
        """Highlight the first item, or the last."""
        self.highlighted = number if number >= 0 else self._count - 1

    def action_choose(self) -> None:
        """Choose the highlighted item."""
        if self._count:
            self.post_message(self.Chosen(self, self.highlighted))

    def on_click(self, event: events.Click) -> None:
        """Choose the item under the mouse."""
        number = (self.scroll_offset.y + event.y) // self._rows
        if event.button == 1 and number < self._count:
            self.highlighted = number
            self.post_message(self.Chosen(self, number))
