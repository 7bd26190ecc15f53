"""The desk: articles on the left, the text in the middle, what is known about it on the right.

Wires the columns together and turns keys into acts. Three columns from 120 cells, two from 80,
one below; the column with the focus is always in sight.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.containers import Horizontal
from textual.screen import Screen
from textual.widgets import Footer, Input

from reader.drafts import Drafts
from reader.errors import ReaderError
from reader.places import Places
from reader.tui.articles_column import ArticlesColumn
from reader.tui.failures import tell_failure
from reader.tui.panel_column import PanelColumn
from reader.tui.panel_items import Tab
from reader.tui.reading.keys import BINDINGS as PANE_KEYS
from reader.tui.reading.messages import CursorMoved
from reader.tui.screens.annotating import Annotating
from reader.tui.screens.correcting import Correcting
from reader.tui.screens.desk_keys import BINDINGS as DESK_KEYS
from reader.tui.screens.help import HelpScreen
from reader.tui.screens.keeping_up import KeepingUp
from reader.tui.screens.strays import Strays
from reader.tui.text_column import TextColumn
from reader.tui.widgets.item_list import ItemList

if TYPE_CHECKING:
    from pathlib import Path

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.widget import Widget
    from textual.worker import Worker

    from reader.index.query import Node
    from reader.library import Library
    from reader.open_article import OpenArticle
    from reader.tui.librarian import Librarian

_SAVE_PLACES = 2.0
"""Seconds between two looks at whether the reading place must be written down."""
_COLUMNS = ("articles", "text", "panel")


class DeskScreen(Screen[None]):
    """The one screen on which reading happens."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (80, "-medium"), (120, "-wide")]  # noqa: RUF012
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [*DESK_KEYS]
    CSS = """
    DeskScreen {
        & ArticlesColumn { width: 24%; max-width: 40; border-right: vkey $surface-lighten-1; }
        & TextColumn { width: 1fr; }
        & PanelColumn { width: 26%; max-width: 42; border-left: vkey $surface-lighten-1; }

        &.-medium ArticlesColumn { width: 30%; }
        &.-medium PanelColumn { width: 34%; display: none; }
        &.-medium.-at-panel PanelColumn { display: block; }
        &.-medium.-at-panel ArticlesColumn { display: none; }

        &.-narrow ArticlesColumn, &.-narrow TextColumn, &.-narrow PanelColumn {
            display: none; width: 1fr; border: none;
        }
        &.-narrow.-at-articles ArticlesColumn { display: block; }
        &.-narrow.-at-text TextColumn { display: block; }
        &.-narrow.-at-panel PanelColumn { display: block; }
    }
    """

    def __init__(self, root: Path, librarian: Librarian, indexer: Librarian, article: str) -> None:
        super().__init__()
        self._librarian = librarian
        self._indexer = indexer
        self._first = article
        self._root = root
        self._places = Places(root)
        self._here = self._saved = ("", 0)
        self._wanted: Widget | None = None
        self._strays = Strays(librarian)

    def compose(self) -> ComposeResult:
        """Three columns and the footer."""
        with Horizontal():
            yield ArticlesColumn(self._librarian)
            yield TextColumn()
            yield PanelColumn()
        yield Footer(show_command_palette=False)

    @property
    def articles(self) -> ArticlesColumn:
        """The left column."""
        return self.query_one(ArticlesColumn)

    @property
    def text(self) -> TextColumn:
        """The middle column."""
        return self.query_one(TextColumn)

    @property
    def panel(self) -> PanelColumn:
        """The right column."""
        return self.query_one(PanelColumn)

    def on_mount(self) -> None:
        """Show what the index knows, open where the reader left off, then look for changes."""
        self._annotating = Annotating(
            self.text, self.panel, self._librarian, Drafts(self._root), self._acted
        )
        self._correcting = Correcting(self.text, self.panel, self._librarian, self._annotating)
        self.add_class("-at-articles")
        self.set_interval(_SAVE_PLACES, self._look_at_place)
        self._keeping_up = KeepingUp(
            self,
            (self.articles, self.text, self.panel),
            self._librarian,
            self._indexer,
            self._strays,
            self._root,
            self._learn,
        )
        self._begin()

    @work(exit_on_error=False)
    async def _begin(self) -> None:
        await self.articles.load()
        if not self.articles.items.count:
            self.articles.remark("reading the folder…")
        if first := self._first or self._places.last:
            self._open(first)
        else:
            self._go_to_column("articles")
        try:
            await self._keeping_up.refresh()
        finally:
            self._keeping_up.watch()
        if self.text.opened and not self.articles.has_focus_within:
            self.articles.highlight(self.text.opened.path)

    @work(group="learn", exit_on_error=False)
    async def _learn(self) -> None:
        await self._keeping_up.refresh()

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Say what went wrong."""
        tell_failure(self, event)

    # Opening

    @on(ArticlesColumn.Chosen)
    def _chosen(self, event: ArticlesColumn.Chosen) -> None:
        self._open(event.path, event.node)

    @work(exclusive=True, group="open", exit_on_error=False)
    async def _open(self, path: str, node: Node | None = None) -> None:
        def question(library: Library) -> tuple[OpenArticle, list[tuple[int, int]]]:
            opened = library.open(path)
            return opened, library.matches(node, opened) if node else []

        try:
            opened, matches = await self._librarian.ask(question)
        except ReaderError as error:
            self.notify(str(error), severity="error", markup=False)
            self._go_to_column("articles")
            return
        self.text.show(opened, cursor=self._places.offset(path), matches=matches)
        self.panel.show(opened)
        self.articles.highlight(path)
        self._here = (path, self.text.pane.cursor)
        if opened.problem:
            self.notify(opened.problem, severity="warning", timeout=15, markup=False)
        self._keeping_up.offer_strays()
        self._go_to_column("text")

    @on(CursorMoved)
    def _moved(self, event: CursorMoved) -> None:
        if self.text.opened:
            self._here = (self.text.opened.path, event.offset)
            self.panel.follow(event.offset)

    def _look_at_place(self) -> None:
        """Remember where the reader is, also when only the view has moved."""
        if opened := self.text.opened:
            self._here = (opened.path, self.text.pane.place)
            self.save_place()

    def save_place(self) -> None:
        """Write down where the reader is, if that is not where he was."""
        if self._here in (self._saved, ("", 0)):
            return
        self._saved = self._here
        self._places.remember(*self._here)
        try:
            self._places.save()
        except OSError as error:
            why = error.strerror or str(error)
            self.notify(f"The place cannot be remembered ({why}).", markup=False)

    def on_unmount(self) -> None:
        """Write down where the reader was."""
        self._keeping_up.close()
        self.save_place()

    # Columns

    def _go_to_column(self, column: str) -> None:
        targets = {
            "articles": self.articles.items,
            "text": self.text.pane,
            "panel": self.panel.items,
        }
        self._go_to(column, targets[column])

    def _go_to(self, column: str, target: Widget) -> None:
        """Focus ``target``: at once, so that no key goes astray, or as soon as it is in sight."""
        for name in _COLUMNS:
            self.set_class(name == column, f"-at-{name}")
        self._wanted = target
        self.set_focus(target)
        self.call_after_refresh(self._focus_wanted)

    def _focus_wanted(self) -> None:
        """What was out of sight may have lost the focus again while it came into sight."""
        if self.focused is None:
            self.set_focus(self._wanted)

    def on_descendant_focus(self) -> None:
        """The column with the focus is the one in sight when there is room for one."""
        focused = self.focused
        for name in _COLUMNS:
            column = self.query_one(f"#{name}-column")
            self.set_class(focused is not None and column in focused.ancestors, f"-at-{name}")

    def action_column(self, step: int) -> None:
        """Go to the next column, or to the one before."""
        at = next((n for n, name in enumerate(_COLUMNS) if self.has_class(f"-at-{name}")), 0)
        self._go_to_column(_COLUMNS[(at + step) % len(_COLUMNS)])

    def action_turn(self, tab: str) -> None:
        """Show another tab of the panel."""
        self.panel.turn(Tab(tab))
        if not self.has_class("-wide"):
            self._go_to_column("panel")

    # Searching and finding

    def action_search(self) -> None:
        """Go to the search line."""
        self._go_to("articles", self.query_one("#search", Input))

    def action_leave_search(self) -> None:
        """From the search line to the list; with an empty line, to the text."""
        line = self.query_one("#search", Input)
        if line.value:
            line.value = ""
        elif self.text.opened:
            self._go_to_column("text")
        else:
            self._go_to_column("articles")

    def action_articles_step(self, count: int) -> None:
        """Move in the list while typing."""
        self.articles.items.highlighted += count

    def action_find(self) -> None:
        """Open the line for words to find in the article."""
        if self.text.opened:
            self.text.find_line.add_class("-open")
            self._go_to("text", self.text.find_line)

    def action_leave_find(self) -> None:
        """Close the find line and let go of its matches."""
        self.text.find_line.remove_class("-open")
        self.text.show_matches(())
        self._go_to_column("text")

    @on(Input.Changed, "#find")
    def _finding(self, event: Input.Changed) -> None:
        self.text.find(event.value)

    @on(Input.Submitted, "#find")
    def _found(self) -> None:
        self.text.find_line.remove_class("-open")
        self._go_to_column("text")

    def action_find_next(self, step: int) -> None:
        """Go to the next match, or to the one before."""
        if not self.text.find_next(step):
            self.notify("Nothing to walk: f finds words in the article.")

    def action_walk(self, step: int) -> None:
        """Go to the next place of the panel's tab, or to the one before."""
        if place := self.panel.beside(self.text.pane.cursor, step):
            self.text.pane.go_to(*place)

    @on(PanelColumn.PlaceChosen)
    def _place_chosen(self, event: PanelColumn.PlaceChosen) -> None:
        self.text.pane.go_to(event.start, event.end)
        if not self.has_class("-wide"):
            self._go_to_column("text")

    # Annotating

    def action_mark(self) -> None:
        """Mark the selection, or the sentence under the cursor."""
        self._annotating.mark()

    def action_tag(self) -> None:
        """Ask for a tag, for the annotation under the cursor or for the selection."""
        self._annotating.ask_tag()

    def action_recent_tag(self, number: int) -> None:
        """Tag with the ``number``-th of the tags used last."""
        self._annotating.recent_tag(number)

    def action_note(self) -> None:
        """Ask for a note, on the annotation under the cursor or on the selection."""
        self._annotating.ask_note()

    def action_correct(self) -> None:
        """Ask what the name or the quotation is that is meant, or the selection."""
        self._correcting.ask()

    def action_delete(self) -> None:
        """Delete the annotation under the cursor."""
        self._annotating.delete()

    def action_attach(self) -> None:
        """Ask where the annotation that is meant belongs."""
        self._annotating.attach()

    def action_adopt(self) -> None:
        """Fold in what a conflict copy, or a sidecar left behind, says of this article."""
        if self.text.opened:
            self._annotating.adopt(self._strays.take(self.text.opened.path))

    def action_turn_act(self, back: bool) -> None:
        """Take back the last act on this article, or do again what was taken back."""
        self._annotating.turn(back=back)

    def action_copy(self) -> None:
        """Copy the selection, or the sentence, with its source."""
        if citation := self._annotating.citation():
            self.app.copy_to_clipboard(citation)
            self.notify("Sent to the clipboard, if the terminal allows it.")

    def _acted(self, fresh: OpenArticle) -> None:
        """Show what an act has made of an article, and let the index learn of it soon."""
        shown = self.text.opened
        if shown and shown.path == fresh.path:
            self.text.show_said(fresh)
            self.panel.show(fresh)
        self._keeping_up.soon()

    def action_help(self) -> None:
        """Show the keys in force."""
        lists = [binding for binding in ItemList.BINDINGS if not isinstance(binding, tuple)]
        desk = [binding for binding in DESK_KEYS if not binding.key.isdigit()]
        keys = [("Library and annotations", desk), ("Reading", PANE_KEYS), ("Lists", lists)]
        self.app.push_screen(HelpScreen(keys))
