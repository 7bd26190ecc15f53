"""The desk: articles on the left, the text in the middle, what is known about it on the right.

Wires the columns together and turns keys into acts; what an act takes is elsewhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.events import DescendantFocus
from textual.widgets import Input

from annotations.codebook import Codebook
from reader.drafts import Drafts
from reader.errors import ReaderError
from reader.recent import STEPS, TAGS, Recent
from reader.tui import outside
from reader.tui.articles_column import ArticlesColumn
from reader.tui.chapters import Chapter, hints, hints_of
from reader.tui.clipboard import copy
from reader.tui.colours import colours_of
from reader.tui.desk.annotating import Annotating, acts_done
from reader.tui.desk.columns import ColumnsScreen
from reader.tui.desk.correcting import Correcting
from reader.tui.desk.guide import Guide
from reader.tui.desk.keeping_up import KeepingUp
from reader.tui.desk.keys import BINDINGS as DESK_KEYS
from reader.tui.desk.opening import Opening
from reader.tui.desk.possible import Situation, possible, situation
from reader.tui.desk.search_memory import SearchMemory
from reader.tui.desk.strays import Strays
from reader.tui.desk.views import LibraryViews
from reader.tui.goals import Goal
from reader.tui.library.listing import ListingScreen
from reader.tui.panel_column import PanelColumn
from reader.tui.panel_items import Tab
from reader.tui.reading.keys import BINDINGS as PANE_KEYS
from reader.tui.reading.messages import CursorMoved
from reader.tui.telling import say
from reader.tui.text_column import TextColumn
from reader.tui.widgets.item_list import ItemList
from reader.tui.widgets.key_line import Hint, KeyLine

if TYPE_CHECKING:
    from pathlib import Path

    from textual.app import ComposeResult
    from textual.widget import Widget
    from textual.worker import Worker

    from reader.open_article import OpenArticle
    from reader.tui.librarian import Librarian

_SAVE_PLACES = 2.0
"""Seconds between two looks at whether the reading place must be written down."""
_BY_ID = {
    key.id: key for key in (*DESK_KEYS, *PANE_KEYS, *ItemList.BINDINGS) if isinstance(key, Binding)
}


class DeskScreen(ColumnsScreen):
    """The one screen on which reading happens."""

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [*DESK_KEYS]

    def __init__(
        self,
        root: Path,
        librarian: Librarian,
        article: str,
        *,
        guided: bool = False,
    ) -> None:
        super().__init__()
        self._librarian = librarian
        self._first = article
        self._root = root
        self._guided = guided
        self._strays = Strays(librarian)
        self._hints: dict[Situation, list[Hint]] = {}
        self._book = Codebook()
        self._asked: Worker[None] | None = None

    def compose(self) -> ComposeResult:
        """Three columns and the keys."""
        with Horizontal():
            yield ArticlesColumn(self._librarian)
            yield TextColumn()
            yield PanelColumn()
        if self._guided:
            yield Guide(self, Recent(self._root, STEPS))
        yield KeyLine()

    @property
    def chapters(self) -> list[Chapter]:
        """The keys of the desk."""
        desk = [key for key in DESK_KEYS if not key.key.isdigit()]
        return [
            Chapter.of("Library and annotations", self, desk),
            Chapter.of("Reading", self.text.pane, PANE_KEYS),
            Chapter.of_list(self.articles.items),
            Chapter.of("Search line", self.articles.line, self.articles.line.BINDINGS),
        ]

    def on_mount(self) -> None:
        """Show what the index knows, open where the reader left off, then look for changes."""
        columns = (self.articles, self.text, self.panel)
        self._opening = Opening(columns, self._librarian, self._root)
        self._views = LibraryViews(self.text, self.panel, self._librarian)
        self._searches = SearchMemory(self.articles, self._root)
        self._annotating = Annotating(
            self.text,
            self.panel,
            self._librarian,
            Drafts(self._root),
            Recent(self._root, TAGS),
            self._acted,
        )
        self._correcting = Correcting(self.text, self.panel, self._librarian, self._annotating)
        self.add_class("-at-articles")
        self.set_interval(_SAVE_PLACES, self._look_at_place)
        self._keeping_up = KeepingUp(
            self, columns, self._librarian, self._strays, self._opening, self._root
        )
        self.call_after_refresh(self._watch_caret)
        self._begin()

    def _watch_caret(self) -> None:
        """Every step may make something else possible."""
        self.watch(self.text.pane, "caret", self.show_possible)

    @work
    async def _begin(self) -> None:
        await self._learn_colours()
        await self.articles.load()
        if not self.articles.items.count:
            self.articles.remark("reading the folder…")
        if first := self._first or self._opening.last:
            self.open(Goal(first), asked=False)
        else:
            self.go_to_column("articles")
        try:
            await self._keeping_up.refresh()
            await self._annotating.recall_tags()
        finally:
            self._keeping_up.watch()
        if self.text.opened and not self.articles.has_focus_within:
            self.articles.highlight(self.text.opened.path)

    @work(group="learn")
    async def learn(self) -> None:
        """Let the index learn of what has changed, and show it."""
        await self._keeping_up.refresh()
        await self._learn_colours()
        for screen in self.app.screen_stack:
            if isinstance(screen, ListingScreen):
                screen.follow()

    async def _learn_colours(self) -> None:
        """Take up what the codebook says of colours, and show it where it is new."""
        book = await self._librarian.ask(lambda library: library.acts.usable_codebook())
        if book == self._book:
            return
        self._book = book
        self.text.colour_of = self.panel.colour_of = self.articles.colour_of = colours_of(book)
        self.articles.items.redraw()
        if opened := self.text.opened:
            self.text.show_said(opened)
            self.panel.show(opened)

    @work
    async def on_screen_resume(self) -> None:
        """Tags may have been given other colours on another screen."""
        await self._learn_colours()

    # Opening

    @on(ArticlesColumn.Chosen)
    def _chosen(self, event: ArticlesColumn.Chosen) -> None:
        if event.node is not None:
            self._searches.used()
        self.open(Goal(event.path, event.node))

    def open(self, goal: Goal, *, asked: bool = True) -> None:
        """Open an article; say why it cannot be done.

        One that was ``asked`` for gets the focus, unless the reader has gone elsewhere meanwhile;
        one that was not, only if the focus is nowhere.
        """
        self._look_at_place()
        opening = self._open(goal, self.attention if asked else (None, ""))
        self._asked = opening if asked else None

    @work(exclusive=True, group="open")
    async def _open(self, goal: Goal, held: tuple[Widget | None, str]) -> None:
        remark = await self._opening.open(goal)
        if remark:
            self.notify(remark, severity="error", markup=False)
        else:
            opened = self.text.opened
            if opened and opened.problem:
                self.notify(opened.problem, severity="warning", timeout=15, markup=False)
            self._keeping_up.offer_strays()
        if self.attention == held and (not remark or self.focused is None):
            self.go_to_column("articles" if remark else "text")
        self._complete()

    def action_back(self) -> None:
        """Go back to where the reader was before the last jump."""
        self._look_at_place()
        self._asked = self._go_back(self.attention)

    @work(exclusive=True, group="open")
    async def _go_back(self, held: tuple[Widget | None, str]) -> None:
        remark = await self._opening.back()
        if remark is None:
            say(self, "There is no earlier place to go back to.")
        elif remark:
            say(self, remark, error=True)
        elif self.attention == held:
            self.go_to_column("text")
        self._complete()

    @work(exclusive=True, group="complete")
    async def _complete(self) -> None:
        await self._opening.complete()

    @property
    def under_way(self) -> Worker[None] | None:
        """The search or the opening that the reader has asked for, and waits for."""
        searching = self.articles.under_way
        if searching or self._asked is None or self._asked.is_finished:
            return searching
        return self._asked

    @on(CursorMoved)
    def _moved(self, event: CursorMoved) -> None:
        if self.text.opened:
            self._opening.moved(event.offset)
            self.panel.follow(event.offset)

    def _look_at_place(self) -> None:
        if self.text.opened:
            self._opening.look_at_place()
            self.save_place()

    def save_place(self) -> None:
        """Write down where the reader is."""
        if remark := self._opening.save_place():
            self.notify(remark, markup=False)

    def on_unmount(self) -> None:
        """Write down where the reader was."""
        self._keeping_up.close()
        self.save_place()

    # What is possible

    @on(DescendantFocus)
    @on(ItemList.Highlighted)
    @on(Input.Changed)
    @on(TextColumn.Shown)
    def show_possible(self) -> None:
        """Show the keys that do something now."""
        focused = self.focused
        if isinstance(focused, Input):
            self.query_one(KeyLine).show(hints_of(focused))
        else:
            now = situation(self, jumped=self._opening.has_jumped)
            if now not in self._hints:
                self._hints[now] = hints([_BY_ID[name] for name in possible(now)], self)
            self.query_one(KeyLine).show(self._hints[now])

    # Searching and finding

    def action_recall_search(self) -> None:
        """Offer the searches of before."""
        self._searches.recall()

    def action_keep_search(self) -> None:
        """Save the search under a name."""
        self._searches.keep()

    def action_find_next(self, step: int) -> None:
        """Go to the next match, or to the one before."""
        if not self.text.find_next(step):
            say(self, "Nothing to walk: f finds words in the article.")

    def action_walk(self, step: int) -> None:
        """Go to the next place of the panel's tab, or to the one before."""
        if place := self.panel.beside(self.text.pane.cursor, step):
            self.text.pane.go_to(*place)

    @on(PanelColumn.PlaceChosen)
    def _place_chosen(self, event: PanelColumn.PlaceChosen) -> None:
        self._opening.leave()
        self.text.pane.go_to(event.start, event.end)
        if not self.has_class("-wide"):
            self.go_to_column("text")

    # The library

    def action_library(self, name: str) -> None:
        """Open a screen of the whole library."""
        self._views.show(name)

    def action_compare(self) -> None:
        """Ask for an article to read beside the open one."""
        if self.text.opened:
            self._views.compare()
        else:
            say(self, "Open an article first: enter opens the highlighted one.")

    def action_look(self) -> None:
        """Look at what is under the cursor."""
        if self.text.pane.in_fold:
            self.text.pane.action_fold()
        elif self.text.opened:
            found = self._views.look()
            if found is False:
                say(self, "No name, quotation or annotation is under the cursor.")
            elif isinstance(found, Tab):
                self.panel.turn(found)
                self.panel.follow(self.text.pane.cursor)
                self.go_to_column("panel")

    def action_page(self) -> None:
        """Show the open article in the pager."""
        if self.text.opened:
            try:
                outside.page(self.app, self.text.opened.article.text)
            except ReaderError as error:
                say(self, str(error), error=True)

    # Annotating

    async def action_annotate(self, act: str) -> None:
        """Carry out one of the acts of ``Annotating`` that need nothing else."""
        acts = {
            "mark": self._annotating.mark,
            "ask_tag": self._annotating.ask_tag,
            "ask_note": self._annotating.ask_note,
            "edit_note": self._annotating.edit_note,
            "delete": self._annotating.delete,
            "attach": self._annotating.attach,
            "pick_next": self._annotating.pick_next,
        }
        await acts_done(self.app)
        acts[act]()

    async def action_recent_tag(self, number: int) -> None:
        """Tag with the ``number``-th of the tags used last."""
        await acts_done(self.app)
        self._annotating.recent_tag(number)

    async def action_correct(self) -> None:
        """Ask what the name or the quotation is that is meant, or the selection."""
        await acts_done(self.app)
        self._correcting.ask()

    def action_adopt(self) -> None:
        """Fold in what a conflict copy, or a sidecar left behind, says of this article."""
        if self.text.opened:
            self._annotating.adopt(self._strays.take(self.text.opened.path))

    def action_turn_act(self, back: bool) -> None:
        """Take back the last act on this article, or do again what was taken back."""
        self._annotating.turn(back=back)

    @work(group="copy", exclusive=True)
    async def action_copy(self) -> None:
        """Copy the selection, or the sentence, with its source."""
        if citation := self._annotating.citation():
            say(self, await copy(self.app, citation))

    def _acted(self, fresh: OpenArticle) -> None:
        """Show what an act has made of an article, and let the index learn of it soon."""
        shown = self.text.opened
        same = (fresh.path, fresh.article.text_sha256)
        if shown and (shown.path, shown.article.text_sha256) == same:
            self.text.show_said(fresh)
            self.panel.show(fresh)
            if self.column == "text":
                self.panel.follow(self.text.pane.cursor)
        self._keeping_up.soon()
