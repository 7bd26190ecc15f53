"""The screens of the whole library, as they are reached from the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.marks import Kind
from reader.tui.library.annotations import AnnotationsScreen
from reader.tui.library.articles import OtherArticleScreen
from reader.tui.library.comparing import CompareScreen
from reader.tui.library.names import MentionsScreen, NamesScreen
from reader.tui.library.quotes import QuotationsScreen, SpeakersScreen
from reader.tui.library.tags import TagsScreen
from reader.tui.panel_items import Tab

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.screen import Screen

    from reader.tui.librarian import Librarian
    from reader.tui.panel_column import PanelColumn
    from reader.tui.text_column import TextColumn


class LibraryViews:
    """Opens them on top of the desk."""

    def __init__(self, text: TextColumn, panel: PanelColumn, librarian: Librarian) -> None:
        self._text = text
        self._panel = panel
        self._librarian = librarian

    def show(self, name: str) -> None:
        """Open the screen called ``names``, ``speakers``, ``tags`` or ``annotations``."""
        librarian = self._librarian
        screens: dict[str, Callable[[], Screen[str | None]]] = {
            "names": lambda: NamesScreen(librarian),
            "speakers": lambda: SpeakersScreen(librarian),
            "tags": lambda: TagsScreen(librarian),
            "annotations": lambda: AnnotationsScreen(librarian, self._text.colour_of),
        }
        self._text.app.push_screen(screens[name]())

    def look(self) -> Tab | bool:
        """Open what is under the cursor: a name's mentions, what a speaker says.

        The tab of the panel that shows it instead: of an annotation, or of an unknown speaker's
        quotation. Else whether there was anything.
        """
        offset = self._text.pane.cursor
        mark = self._text.mark_at(offset)
        if mark and mark.kind not in {Kind.QUOTATION, Kind.TERM, Kind.DATE}:
            self._text.app.push_screen(MentionsScreen(self._librarian, mark.name, mark.label))
            return True
        if self._text.annotation_at(offset):
            return Tab.ANNOTATIONS
        if mark and mark.kind is Kind.QUOTATION:
            if mark.speaker is None:
                return Tab.QUOTES
            self._text.app.push_screen(QuotationsScreen(self._librarian, mark.speaker.name))
            return True
        return False

    def compare(self) -> None:
        """Ask for the other article, and show both."""
        ours, cursor = self._text.opened, self._text.pane.cursor
        if ours is None:
            return

        def chosen(path: str | None) -> None:
            if path:
                screen = CompareScreen(self._librarian, ours, cursor, path)
                self._text.app.push_screen(screen)

        asked = OtherArticleScreen(self._librarian, ours.path, ours.article.metadata.title)
        self._text.app.push_screen(asked, chosen)
