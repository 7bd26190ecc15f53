"""The left column: the search line, and the articles or what the search found of them.

Hits narrow as one types. A search runs in the librarian's thread; one that is overtaken by the
next keystroke is dropped before it begins.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input, Static

from reader.errors import QueryError, ReaderError
from reader.index.ordering import Sort
from reader.tui.article_rows import HIT_ROWS, LIST_ROWS, entry_lines, hit_lines
from reader.tui.colours import no_colours
from reader.tui.widgets.item_list import ItemList
from reader.tui.widgets.line import TypedLine
from reader.wording import counted

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.worker import Worker

    from reader.index.entries import Entry
    from reader.index.query import Node
    from reader.index.searching import Hits
    from reader.index.snippets import Snippet
    from reader.library import Library
    from reader.tui.colours import TagColours
    from reader.tui.librarian import Librarian

_MOST_HITS = 500
"""Hits listed; nobody pages further, everybody types another word."""
_SNIPPETS_AT_ONCE = 6


class SearchLine(TypedLine):
    """Where a query is typed; the arrows move in the list below."""

    EMPTIED_BY = "search.leave"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "Open", tooltip="Open the hit", id="search.open"),
        Binding("down", "screen.articles_step(1)", "Next", tooltip="Next hit", id="search.down"),
        Binding(
            "up",
            "screen.articles_step(-1)",
            "Before",
            tooltip="Hit before",
            id="search.up",
        ),
        Binding(
            "ctrl+r",
            "screen.recall_search",
            "Again",
            tooltip="Searches of before, and saved ones",
            id="search.recall",
        ),
        Binding(
            "ctrl+s",
            "screen.keep_search",
            "Save",
            tooltip="Save the search under a name",
            id="search.keep",
        ),
        Binding(
            "escape",
            "screen.leave_search",
            "Leave",
            tooltip="Empty the line, or go to the text",
            id="search.leave",
        ),
    ]


class ArticlesColumn(Vertical):
    """Lists articles; reports ``Chosen``."""

    DEFAULT_CSS = """
    ArticlesColumn {
        & > Input, & > Input:focus { border: none; height: 1; padding: 0 1; background: $surface; }
        & > Input:focus { background: $primary-muted; }
        & > Static {
            height: 1; padding: 0 1; text-style: dim; margin-bottom: 1;
            text-wrap: nowrap; text-overflow: ellipsis;
        }
        & > Static.-error {
            color: $text-error; text-style: none; height: auto; max-height: 4; text-wrap: wrap;
        }
    }
    """

    @dataclass
    class Chosen(Message):
        """An article is to be opened."""

        path: str
        node: Node | None
        """The query that found it, if there was one."""

    def __init__(self, librarian: Librarian) -> None:
        super().__init__(id="articles-column")
        self._librarian = librarian
        self.colour_of: TagColours = no_colours
        """The colours of tags."""
        self._entries: list[Entry] = []
        self._loaded = False
        self._shown: list[Entry] = []
        self._node: Node | None = None
        self._found = 0
        self._snippets: dict[str, Snippet | None] = {}
        self._asked = 0
        self._answered = 0
        self._searching: Worker[None] | None = None
        self._open_when_found = False
        self._remark = ""

    def compose(self) -> ComposeResult:
        """Search line, one line of talk, the list."""
        yield SearchLine(placeholder="/ search", id="search", select_on_focus=False)
        yield Static(id="found", markup=False)
        yield ItemList(id="articles")

    @property
    def items(self) -> ItemList:
        """The list."""
        return self.query_one(ItemList)

    @property
    def line(self) -> Input:
        """The search line."""
        return self.query_one("#search", Input)

    @property
    def has_hits(self) -> bool:
        """Whether what is listed was searched for."""
        return self._node is not None

    @property
    def under_way(self) -> Worker[None] | None:
        """The search whose first hit is to be opened; None when nobody waits for it."""
        return self._searching if self._open_when_found else None

    def search_for(self, typed: str) -> None:
        """Put ``typed`` into the line, which searches for it."""
        self.line.value = typed
        self.line.cursor_position = len(typed)
        self.screen.set_focus(self.line)

    @property
    def highlighted_path(self) -> str:
        """Path of the highlighted article; empty when there is none."""
        number = self.items.highlighted
        return self._shown[number].path if number < len(self._shown) else ""

    async def load(self, *, anew: bool = True) -> bool:
        """Read the list of articles; the highlighted one stays, and so does the view.

        Without ``anew`` nothing is shown anew when it is the same list. Whether it was.
        """
        held = self._entries if self._loaded and not anew else None

        def question(library: Library) -> list[Entry] | None:
            entries = library.entries(Sort.DATE)
            return None if entries == held else entries

        entries = await self._librarian.ask(question)
        if entries is None:
            return False
        self._entries, self._loaded = entries, True
        if typed := self.line.value.strip():
            self._search(typed, self._asked)
        else:
            self._show_entries(steady=True)
        return True

    def remark(self, text: str) -> None:
        """Say ``text`` under the search line until there is something else to say."""
        if text != self._remark:
            self._remark = text
            if self.query_one("#found").has_class("-error"):
                return  # What is wrong with the query is not to be talked over.
            if self._entries or self._node:
                self._say_count()
            else:
                self._show_entries()

    def open_highlighted(self) -> None:
        """Report the highlighted article as chosen."""
        if path := self.highlighted_path:
            self.post_message(self.Chosen(path, self._node))

    def highlight(self, path: str) -> None:
        """Highlight the article at ``path`` if it is listed."""
        for number, entry in enumerate(self._shown):
            if entry.path == path:
                self.items.highlighted = number

    def _say(self, text: str, *, error: bool = False) -> None:
        found = self.query_one("#found", Static)
        found.set_class(error, "-error")
        found.update(text)

    def _say_count(self) -> None:
        articles = counted(len(self._entries), "article")
        if self._node is None:
            self._say(self._remark or articles)
        elif more := self._remark or _hint(self.line.value):
            self._say(f"{self._found:,} of {len(self._entries):,}   {more}")
        else:
            self._say(f"{self._found:,} of {articles}")

    def _place_in(self, entries: list[Entry]) -> int:
        """The number of the highlighted article among ``entries``; its old one if it is gone."""
        kept, number = self.highlighted_path, self.items.highlighted
        return next((n for n, entry in enumerate(entries) if entry.path == kept), number)

    def _show_entries(self, *, steady: bool = False) -> None:
        highlighted = self._place_in(self._entries)
        self._shown, self._node = self._entries, None
        self.items.show(
            len(self._shown),
            LIST_ROWS,
            lambda number, width: entry_lines(self._shown[number], width, self.colour_of),
            highlighted=highlighted,
            steady=steady,
            empty="" if self._remark else "No articles here",
        )
        self._say_count()

    def _show_hits(self, node: Node, hits: Hits, *, again: bool) -> None:
        """Show ``hits``; ``again`` when they answer what was asked before."""
        fresh = [hit.entry for hit in hits.hits]
        highlighted = self._place_in(fresh) if again else 0
        same = {(entry.path, entry.stamp) for entry in self._shown if again}
        self._snippets = {
            entry.path: self._snippets[entry.path]
            for entry in fresh
            if entry.path in self._snippets and (entry.path, entry.stamp) in same
        }
        self._node, self._shown, self._found = node, fresh, hits.total
        self.items.show(
            len(self._shown),
            HIT_ROWS,
            lambda number, width: hit_lines(
                self._shown[number],
                self._snippets.get(self._shown[number].path),
                width,
                self.colour_of,
            ),
            highlighted=highlighted,
            steady=again,
            empty="Nothing found yet" if self._remark else "Nothing found",
        )
        self._say_count()

    @on(Input.Changed, "#search")
    def _typed(self, event: Input.Changed) -> None:
        self._asked += 1
        self._open_when_found = False
        if event.value.strip():
            self._searching = self._search(event.value.strip(), self._asked)
        else:
            self._answered = self._asked
            self._show_entries()

    @work(exclusive=True, group="search")
    async def _search(self, typed: str, asked: int) -> None:
        def question(library: Library) -> tuple[Node, Hits] | None:
            overtaken = asked != self._asked
            return None if overtaken else library.search_as_typed(typed, limit=_MOST_HITS)

        try:
            answer = await self._librarian.ask(question)
        except ReaderError as error:
            self._answered, self._open_when_found = asked, False
            told = error.message if isinstance(error, QueryError) else str(error)
            self._say(told, error=True)
            return
        if answer is not None and asked == self._asked:
            again = self._answered == asked
            self._answered = asked
            self._show_hits(*answer, again=again)
            if self._open_when_found:
                self._open_when_found = False
                self.open_highlighted()

    @on(ItemList.Scrolled, "#articles")
    def _scrolled(self) -> None:
        if self._node is not None:
            self._find_snippets(self._node, self._asked)

    @work(exclusive=True, group="snippets")
    async def _find_snippets(self, node: Node, asked: int) -> None:
        """The passages of the hits in view, a few at a time so that typing never waits."""
        width = 2 * self.items.size.width
        seen = [self._shown[number].path for number in self.items.in_view()]
        missing = [path for path in seen if path not in self._snippets]
        for start in range(0, len(missing), _SNIPPETS_AT_ONCE):
            paths = missing[start : start + _SNIPPETS_AT_ONCE]

            def question(library: Library, paths: list[str] = paths) -> dict[str, Snippet | None]:
                if asked != self._asked:
                    return {}
                found = {path: library.snippets(node, path, width=width) for path in paths}
                return {path: passages[0] if passages else None for path, passages in found.items()}

            self._snippets |= await self._librarian.ask(question)
            self.items.redraw()

    @on(Input.Submitted, "#search")
    def _submitted(self) -> None:
        """Open the first hit: of what was typed, so wait for its answer if it is not here yet."""
        if self._answered == self._asked:
            self.open_highlighted()
        else:
            self._open_when_found = True

    @on(ItemList.Chosen, "#articles")
    def _chosen(self, event: ItemList.Chosen) -> None:
        event.stop()
        self.open_highlighted()


def _hint(typed: str) -> str:
    """How tags are searched for, to one who types them as they are shown."""
    tags = [word[1:] for word in typed.split() if word[0] == "#" and word[1:]]
    return f"try tag:{tags[0]}" if tags else ""
