"""The right column: what is known about the open article, under four tabs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input, Tabs
from textual.widgets import Tab as TabWidget

from reader.articles.find import next_match, previous_match
from reader.tui.colours import no_colours
from reader.tui.narrowing import HINT, Narrowing
from reader.tui.panel_items import EMPTY, NARROWED, ROWS, Item, Tab, items_of, places_of
from reader.tui.text.spans import Span, SpanIndex
from reader.tui.widgets.item_list import ItemList
from reader.tui.widgets.line import TypedLine

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from annotations.model import Annotation
    from reader.marks import Mark
    from reader.open_article import OpenArticle
    from reader.tui.colours import TagColours


class NarrowLine(TypedLine):
    """Where it is typed what the list is to be narrowed to."""

    EMPTIED_BY = "narrow.leave"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "List", tooltip="Go to the list", id="narrow.enter"),
        Binding("down", "screen.panel_step(1)", "Next", tooltip="Next item", id="narrow.down"),
        Binding("up", "screen.panel_step(-1)", "Before", tooltip="Item before", id="narrow.up"),
        Binding("escape", "screen.leave_narrow", "Leave", tooltip="Show all", id="narrow.leave"),
    ]


class PanelColumn(Vertical):
    """Lists the items of a tab; reports ``PlaceChosen``."""

    DEFAULT_CSS = """
    PanelColumn {
        & > Tabs { margin-bottom: 1; }
        & > Input, & > Input:focus {
            display: none; border: none; height: 1; padding: 0 1; background: $surface;
        }
        & > Input.-open { display: block; }
        & > Input:focus { display: block; background: $primary-muted; }
    }
    """

    @dataclass
    class PlaceChosen(Message):
        """A place in the text is to be shown."""

        start: int
        end: int

    def __init__(self) -> None:
        super().__init__(id="panel-column")
        self._opened: OpenArticle | None = None
        self._items: list[Item] = []
        self._places: list[tuple[int, int]] = []
        self._index = SpanIndex()
        self._cursor = 0
        self.colour_of: TagColours = no_colours
        """The colours of tags, shown from the next :meth:`show` on."""

    def compose(self) -> ComposeResult:
        """Tabs and the list below them."""
        yield Tabs(
            TabWidget("Notes", id=Tab.ANNOTATIONS.value),
            TabWidget("Names", id=Tab.ENTITIES.value),
            TabWidget("Quotes", id=Tab.QUOTES.value),
            TabWidget("Outline", id=Tab.OUTLINE.value),
        )
        yield NarrowLine(placeholder=HINT, id="narrow", select_on_focus=False)
        yield ItemList(id="panel")

    def on_mount(self) -> None:
        """The tabs are reached by their keys and the mouse; the focus belongs to the list."""
        self.query_one(Tabs).can_focus = False

    @property
    def items(self) -> ItemList:
        """The list."""
        return self.query_one(ItemList)

    @property
    def line(self) -> Input:
        """The line that narrows the list."""
        return self.query_one("#narrow", Input)

    @property
    def annotation(self) -> Annotation | None:
        """The highlighted annotation; None on other tabs, and for what is said of the whole."""
        number = self.items.highlighted
        said = self._opened.sidecar if self._opened else None
        if said is None or number >= len(self._items):
            return None
        return said.annotations.get(self._items[number].key)

    @property
    def marks(self) -> tuple[Mark, ...]:
        """The marks of the highlighted name or quotation; none on other tabs."""
        number = self.items.highlighted
        return tuple(self._items[number].marks()) if number < len(self._items) else ()

    @property
    def tab(self) -> Tab:
        """The active tab."""
        return Tab(self.query_one(Tabs).active or Tab.ANNOTATIONS.value)

    def show(self, opened: OpenArticle) -> None:
        """Show what is known about ``opened``."""
        held = self._opened
        fresh = held is None or held.path != opened.path
        if held and not fresh and self.tab is not Tab.ANNOTATIONS and _alike(held, opened):
            self._opened = opened
            return
        number = self.items.highlighted
        kept = self._items[number].key if number < len(self._items) and not fresh else ""
        self._opened = opened
        self._fill(highlighted=0 if fresh else number, kept=kept)

    def turn(self, tab: Tab) -> None:
        """Make ``tab`` the active one."""
        self.query_one(Tabs).active = tab.value

    def follow(self, offset: int) -> None:
        """The cursor stands at ``offset``: highlight what is listed there."""
        self._cursor = offset
        if listed := self._index.over(offset, offset + 1):
            self.items.highlighted = int(listed[0].key)

    def beside(self, offset: int, step: int) -> tuple[int, int] | None:
        """The next place of the active tab after ``offset``, or before it; round at the ends."""
        beside = next_match if step > 0 else previous_match
        return beside(self._places, offset)

    def _fill(self, highlighted: int = 0, kept: str = "") -> None:
        """List the items of the tab; one with the key ``kept`` is highlighted if there is one."""
        if self._opened is None:
            return
        tab = self.tab
        narrowing = Narrowing.parse(self.line.value)
        self._items = [
            item
            for item in items_of(tab, self._opened, self.colour_of)
            if not narrowing.parts or narrowing.admits(item.facts())
        ]
        numbers = (n for n, item in enumerate(self._items) if kept and item.key == kept)
        highlighted = next(numbers, highlighted)
        self._places = places_of(self._items)
        self._index = SpanIndex(
            Span(start, end, tab, str(number))
            for number, item in enumerate(self._items)
            for start, end in item.places
        )
        self.items.show(
            len(self._items),
            ROWS[tab],
            lambda number, width: self._items[number].lines(max(10, width)),
            highlighted=highlighted,
            empty=self._empty(tab, narrowing),
        )

    def _empty(self, tab: Tab, narrowing: Narrowing) -> str:
        """What is said where nothing is listed."""
        opened = self._opened
        if opened and not opened.whole and tab in (Tab.ENTITIES, Tab.QUOTES):
            return "…"
        if opened and opened.problem and tab is Tab.ANNOTATIONS:
            return opened.problem
        return NARROWED if narrowing.parts else EMPTY[tab]

    @on(Input.Changed, "#narrow")
    def _narrowed(self) -> None:
        self.line.set_class(bool(self.line.value), "-open")
        self._fill()

    @on(Tabs.TabActivated)
    def _turned(self) -> None:
        self._fill()

    @on(ItemList.Chosen, "#panel")
    def _chosen(self, event: ItemList.Chosen) -> None:
        """Show the item's place; when the cursor is at one of several, the next."""
        event.stop()
        if event.number >= len(self._items):
            return  # The list has become shorter since the key was pressed.
        places = self._items[event.number].places
        if places:
            later = [place for place in places if place[0] > self._cursor]
            self.post_message(self.PlaceChosen(*(later or places)[0]))


def _alike(held: OpenArticle, opened: OpenArticle) -> bool:
    """Whether the same names, quotations and headings are listed of both."""
    return held.marks is opened.marks and held.article is opened.article
