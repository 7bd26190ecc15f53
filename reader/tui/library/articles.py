"""The articles of the library as something to choose one from."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding

from reader.index.entries import Entry
from reader.index.ordering import Sort
from reader.tui.article_rows import LIST_ROWS, entry_lines
from reader.tui.library.listing import ListingLine, ListingScreen
from reader.tui.narrowing import Facts

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from textual.binding import BindingType

    from reader.tui.librarian import Librarian
    from reader.tui.widgets.item_list import Line


class ChoosingLine(ListingLine):
    """Where it is typed which article is meant."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "Compare", tooltip="That one", id="choosing.enter"),
        *ListingLine.MOVES,
    ]


class OtherArticleScreen(ListingScreen[Entry]):
    """Asks for another article than the one at ``path``; returns its path, or None."""

    AUTO_FOCUS = "ChoosingLine"
    LINE = ChoosingLine
    ROWS = LIST_ROWS
    THING = "article"
    TITLE_OF_KEYS = "Choosing an article"
    PLACEHOLDER = "words of its title, source, date  #tag"
    NOTHING = "There is no other article"

    def __init__(self, librarian: Librarian, path: str, title: str) -> None:
        super().__init__(librarian, f"Compare “{title}” with")
        self._path = path

    def batches(self) -> AsyncIterator[Sequence[Entry]]:
        """All others, the newest first."""
        path = self._path
        return self.librarian.stream(
            lambda library: (one for one in library.entries(Sort.DATE) if one.path != path)
        )

    def facts(self, item: Entry) -> Facts:
        """What a person remembers of an article."""
        date = f"{item.date:%Y-%m-%d}" if item.date else ""
        return Facts.of(
            item.title, item.source, item.path, date, *item.authors, *item.tags, tags=item.tags
        )

    def lines(self, item: Entry, width: int) -> Sequence[Line]:
        """As in the left column."""
        return entry_lines(item, width)

    def entered(self) -> None:
        """The highlighted one is meant."""
        self.items.action_choose()

    def choose(self, item: Entry) -> None:
        """That one."""
        self.dismiss(item.path)
