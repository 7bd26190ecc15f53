"""A list of the library on a screen of its own, narrowed as one types.

What all of them share: a heading, a line to narrow by, a list that fills while the library is
still being asked, and the way to the article from which an item is. Each kind of list says only
what it lists, how an item looks, and what choosing it means.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.events import DescendantFocus
from textual.screen import Screen
from textual.widgets import Input, Static

from reader.tui.chapters import Chapter, hints, hints_of
from reader.tui.narrowing import Facts, Narrowing
from reader.tui.telling import FAILURES, in_words
from reader.tui.widgets.item_list import CHOOSE, ItemList
from reader.tui.widgets.key_line import KeyLine
from reader.tui.widgets.line import TypedLine
from reader.wording import counted

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from textual.app import ComposeResult
    from textual.worker import Worker

    from reader.tui.librarian import Librarian
    from reader.tui.widgets.item_list import Line

T = TypeVar("T")
_PATIENCE = 0.7
"""Seconds that the list waits for the index to learn of what was said; then it is shown anew."""
_NEXT_LOOK = 1.0
"""Seconds between two looks at whether the library is still being indexed."""


class ListingLine(TypedLine):
    """Where it is typed what the list is narrowed to."""

    EMPTIED_BY = "listing.leave_line"
    MOVES: ClassVar[list[BindingType]] = [
        Binding("down", "screen.step(1)", "Next", tooltip="Next item", id="listing.down"),
        Binding("up", "screen.step(-1)", "Before", tooltip="Item before", id="listing.up"),
        Binding(
            "escape",
            "screen.leave_line",
            "Leave",
            tooltip="Empty the line, or go to the list",
            id="listing.leave_line",
        ),
    ]
    """What all such lines have beside what enter does."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "List", tooltip="Go to the list", id="listing.enter"),
        *MOVES,
    ]


class ListingScreen(Screen[str | None], Generic[T]):
    """Lists items of the library; what is chosen is up to each list."""

    AUTO_FOCUS = "ItemList"
    ROWS: ClassVar[int] = 2
    """Rows of an item."""
    LINE: ClassVar[type[ListingLine]] = ListingLine
    TITLE_OF_KEYS: ClassVar[str] = "This list"
    THING: ClassVar[str] = "item"
    """What is listed, in the singular."""
    PLACEHOLDER: ClassVar[str] = "/ narrow"
    WHOLE: ClassVar[bool] = False
    """Whether each batch is the whole list anew, rather than more of it."""
    OF_WHAT_WAS_SAID: ClassVar[bool] = False
    """Whether it lists what the reader said: the index is to learn of that first, and at once."""
    NOTHING: ClassVar[str] = "Nothing here yet"
    DEFAULT_CSS = """
    ListingScreen {
        & > #heading { height: 1; padding: 0 2; background: $surface; text-style: bold; }
        & > Input, & > Input:focus { border: none; height: 1; padding: 0 2; background: $surface; }
        & > Input:focus { background: $primary-muted; }
        & > #remark { height: 1; padding: 0 2; text-style: dim; margin-bottom: 1; }
        & > #problem { display: none; padding: 0 2; color: $text-error; margin-bottom: 1; }
        & > #problem.-told { display: block; max-height: 4; }
        & > #heading, & > #remark { text-wrap: nowrap; text-overflow: ellipsis; }
        & > ItemList { padding: 0 1; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "line", "Narrow", tooltip="Type to narrow the list", id="listing.line"),
        Binding(
            "escape,q,left,h",
            "leave",
            "Back",
            tooltip="Go back to where you were",
            id="listing.back",
        ),
        Binding("question_mark", "app.help", "Keys", tooltip="Show the keys", id="listing.help"),
    ]

    def __init__(self, librarian: Librarian, heading: str) -> None:
        super().__init__()
        self.librarian = librarian
        self._heading = heading
        self._all: list[T] = []
        self._facts: list[Facts] = []
        """Of the first of all, as far as somebody has narrowed the list."""
        self._shown: list[T] = []
        self._asking = False
        self._indexing = False
        """Whether there may be more when the library has been indexed."""
        self.asked: Worker[None] | None = None
        """The last time that the library was asked."""
        self.problem = ""
        """Why something is missing from the list; empty when all is there."""

    def compose(self) -> ComposeResult:
        """Heading, line, remark, list, keys."""
        yield Static(self._heading, id="heading", markup=False)
        yield self.LINE(placeholder=self.PLACEHOLDER, id="line", select_on_focus=False)
        yield Static(id="remark", markup=False)
        yield Static(id="problem", markup=False)
        yield ItemList()
        yield KeyLine()

    def on_mount(self) -> None:
        """Begin to ask the library."""
        self._show_keys()
        self.load()
        self.set_interval(_NEXT_LOOK, self._look_at_indexing)

    @on(DescendantFocus)
    def _show_keys(self) -> None:
        focused = self.focused
        if isinstance(focused, Input):
            shown = hints_of(focused)
        else:
            shown = [*hints([CHOOSE], self), *hints_of(self)]
        self.query_one(KeyLine).show(shown)

    # What each kind of list says

    def batches(self) -> AsyncIterator[Sequence[T]]:
        """The items, a few at a time, as the library finds them; sets ``problem`` on the way."""
        raise NotImplementedError

    def facts(self, item: T) -> Facts:
        """What ``item`` can be narrowed by."""
        raise NotImplementedError

    def lines(self, item: T, width: int) -> Sequence[Line]:
        """How ``item`` looks."""
        raise NotImplementedError

    def choose(self, item: T) -> None:
        """``item`` was chosen."""
        raise NotImplementedError

    def counted(self, shown: int, total: int) -> str:
        """How many items there are, in words."""
        all_of_them = counted(total, self.THING)
        return all_of_them if shown == total else f"{shown:,} of {all_of_them}"

    # What all of them do

    @property
    def items(self) -> ItemList:
        """The list."""
        return self.query_one(ItemList)

    @property
    def under_way(self) -> Worker[None] | None:
        """The loading, until there is something to choose from."""
        asked = self.asked
        return asked if asked and not asked.is_finished and not self._all else None

    @property
    def shown(self) -> Sequence[T]:
        """The items that are listed now."""
        return self._shown

    @property
    def all(self) -> Sequence[T]:
        """All items there are, listed now or not."""
        return self._all

    @property
    def highlighted(self) -> T | None:
        """The item that the keys act on."""
        number = self.items.highlighted
        return self._shown[number] if number < len(self._shown) else None

    @property
    def chapters(self) -> list[Chapter]:
        """The keys of this screen."""
        return [
            Chapter.of(self.TITLE_OF_KEYS, self, self.BINDINGS),
            Chapter.of_list(self.items),
            Chapter.of("The line above it", self.query_one("#line"), self.LINE.BINDINGS),
        ]

    def load(self) -> None:
        """Ask the library anew; the highlight stays on its row."""
        self.asked = self._load()

    def follow(self) -> None:
        """Something was said in the library, here or elsewhere."""
        if self.OF_WHAT_WAS_SAID:
            self.load()

    @work(exclusive=True, group="load")
    async def _load(self) -> None:
        self._asking, self.problem = True, ""
        number, fresh = self.items.highlighted, True
        try:
            if self.OF_WHAT_WAS_SAID:
                with suppress(TimeoutError):
                    async with asyncio.timeout(_PATIENCE):
                        await self.librarian.refresh()
            self._indexing = await self._is_being_indexed()
            async for batch in self.batches():
                if fresh or self.WHOLE:
                    self._all, self._facts, fresh = [], [], False
                self._all += batch
                self._narrow(max(number, self.items.highlighted))
        except FAILURES as error:
            self.problem = in_words(error)
        finally:
            if fresh:
                self._all, self._facts = [], []
            self._asking = False
            self._narrow(max(number, self.items.highlighted))

    async def _look_at_indexing(self) -> None:
        """Say that there is more to come, and fetch it when it is there."""
        before, self._indexing = self._indexing, await self._is_being_indexed()
        if before and not self._indexing:
            self.load()
        elif self._indexing and not before:
            self._narrow(self.items.highlighted)

    async def _is_being_indexed(self) -> bool:
        try:
            return await self.librarian.ask(lambda library: library.is_being_indexed)
        except FAILURES:
            return False  # Whoever loads the list tells.

    def _narrow(self, highlighted: int) -> None:
        narrowing = Narrowing.parse(self.query_one("#line", Input).value)
        self._shown = self._admitted(narrowing) if narrowing.parts else list(self._all)
        self.items.show(
            len(self._shown),
            self.ROWS,
            lambda number, width: self.lines(self._shown[number], width),
            highlighted=highlighted,
            steady=True,
            empty="" if self._asking or self.problem else self._nothing,
        )
        said = self.counted(len(self._shown), len(self._all))
        said += "   the library is still being indexed" if self._indexing else ""
        self.query_one("#remark", Static).update(f"{said}  …" if self._asking else said)
        problem = self.query_one("#problem", Static)
        problem.set_class(bool(self.problem), "-told")
        problem.update(self.problem)

    @property
    def _nothing(self) -> str:
        if self._all:
            return "Nothing fits"
        return "Nothing so far" if self._indexing else self.NOTHING

    def _admitted(self, narrowing: Narrowing) -> list[T]:
        self._facts += map(self.facts, self._all[len(self._facts) :])
        held = zip(self._all, self._facts, strict=True)
        return [item for item, facts in held if narrowing.admits(facts)]

    @on(Input.Changed, "#line")
    def _typed(self) -> None:
        self._narrow(0)
        self._show_keys()

    @on(Input.Submitted, "#line")
    def _entered(self) -> None:
        self.entered()

    def entered(self) -> None:
        """The line is as it is to be."""
        self.set_focus(self.items)

    @on(ItemList.Chosen)
    def _chosen(self, event: ItemList.Chosen) -> None:
        event.stop()
        if self.is_current and event.number < len(self._shown):
            self.choose(self._shown[event.number])

    def action_line(self) -> None:
        """Go to the line."""
        self.set_focus(self.query_one("#line", Input))

    def action_leave_line(self) -> None:
        """Empty the line; from an empty one, to the list."""
        line = self.query_one("#line", Input)
        if line.value:
            line.value = ""
        else:
            self.set_focus(self.items)

    def action_step(self, count: int) -> None:
        """Move in the list while typing."""
        self.items.highlighted += count

    def action_leave(self) -> None:
        """Back to the screen below."""
        self.dismiss(None)
