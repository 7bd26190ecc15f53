"""Two articles side by side; what stands in both, word for word, is lit up and walked together."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import Screen
from textual.widgets import Static

from reader.articles.find import next_match, previous_match
from reader.comparing import compare
from reader.errors import ReaderError
from reader.tui.chapters import Chapter, hints_of
from reader.tui.goals import Goal, Wanted
from reader.tui.reading.keys import BINDINGS as PANE_KEYS
from reader.tui.reading.pane import Document, ReadingPane
from reader.tui.text.spans import Span
from reader.tui.widgets.key_line import KeyLine
from reader.wording import counted

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from reader.comparing import Comparison
    from reader.library import Library
    from reader.open_article import OpenArticle
    from reader.tui.librarian import Librarian


class Side(Vertical):
    """One of the two articles."""

    def compose(self) -> ComposeResult:
        """Title and text."""
        yield Static(classes="title", markup=False)
        yield ReadingPane()

    @property
    def pane(self) -> ReadingPane:
        """The text."""
        return self.query_one(ReadingPane)

    def show(self, opened: OpenArticle, cursor: int) -> None:
        """Show an article with its marks."""
        article, title = opened.article, opened.article.metadata.title
        self.query_one(Static).update(title)
        self.pane.open(Document(article.text, article.blocks, title), cursor=cursor)
        marks = [Span(m.start, m.end, m.kind.value, m.name) for m in opened.marks]
        self.pane.set_spans("marks", marks)


class CompareScreen(Screen[None]):
    """Shows the open article beside another."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (80, "-wide")]  # noqa: RUF012
    AUTO_FOCUS = "#ours ReadingPane"
    CSS = """
    CompareScreen {
        & Side { width: 1fr; height: 1fr; }
        & #theirs { border-left: vkey $surface-lighten-1; }
        & .title {
            height: 1; padding: 0 2; background: $surface; text-style: bold;
            text-wrap: nowrap; text-overflow: ellipsis;
        }
        & #said {
            height: 1; padding: 0 2; color: $text-muted;
            text-wrap: nowrap; text-overflow: ellipsis;
        }
        &.-narrow Horizontal { layout: vertical; }
        &.-narrow #theirs { border-left: none; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "tab", "other", "Other side", tooltip="Go to the other article", id="compare.other"
        ),
        Binding(
            "right_square_bracket",
            "walk(1)",
            "Next in both",
            tooltip="Go to the next passage in both",
            id="compare.next",
        ),
        Binding(
            "left_square_bracket",
            "walk(-1)",
            "Before",
            tooltip="Go to the passage before",
            id="compare.previous",
        ),
        Binding("enter", "read", "Read", tooltip="Read this article here", id="compare.read"),
        Binding("q,escape", "leave", "Back", tooltip="Go back to the desk", id="compare.back"),
        Binding("question_mark", "app.help", "Keys", tooltip="Show the keys", id="compare.help"),
    ]

    def __init__(self, librarian: Librarian, ours: OpenArticle, cursor: int, theirs: str) -> None:
        """``theirs`` is the path of the other article; ``cursor`` is the place in ours."""
        super().__init__()
        self._librarian = librarian
        self._paths = [ours.path, theirs]
        self._ours = ours
        self._cursor = cursor
        self._spans: tuple[list[tuple[int, int]], list[tuple[int, int]]] = ([], [])
        """The passages in either text, those of the same number the same words."""

    def compose(self) -> ComposeResult:
        """Two sides, a line about both, the keys."""
        with Horizontal():
            yield Side(id="ours")
            yield Side(id="theirs")
        yield Static(id="said", markup=False)
        yield KeyLine()

    @property
    def sides(self) -> list[Side]:
        """Ours and theirs."""
        return list(self.query(Side))

    @property
    def chapters(self) -> list[Chapter]:
        """The keys of this screen."""
        return [
            Chapter.of("Comparing", self, self.BINDINGS),
            Chapter.of("Reading", self.sides[self._at].pane, PANE_KEYS),
        ]

    def on_mount(self) -> None:
        """Show ours at once, theirs when it is read."""
        self.query_one(KeyLine).show(hints_of(self))
        self.sides[0].show(self._ours, self._cursor)
        self._load()

    @work
    async def _load(self) -> None:
        def question(library: Library) -> tuple[OpenArticle, Comparison]:
            theirs = library.open(self._paths[1])
            return theirs, compare(self._ours, theirs)

        try:
            theirs, common = await self._librarian.ask(question)
        except ReaderError as error:
            self.notify(str(error), severity="error", markup=False)
            self.dismiss()
            return
        self.sides[1].show(theirs, 0)
        self._spans = ([p.ours for p in common.passages], [p.theirs for p in common.passages])
        for side, spans in zip(self.sides, self._spans, strict=True):
            side.pane.set_spans("matches", [Span(*span, "match") for span in spans])
        names = ", ".join(common.names[:8]) + (" …" if len(common.names) > 8 else "")
        passages = counted(len(common.passages), "passage")
        self.query_one("#said", Static).update(
            f"{passages} word for word in both   {counted(len(common.names), 'name')}: {names}"
        )

    @property
    def _at(self) -> int:
        return int(self.sides[1].pane.has_focus)

    def action_other(self) -> None:
        """Go to the other side."""
        self.set_focus(self.sides[1 - self._at].pane)

    def action_walk(self, step: int) -> None:
        """Bring the next passage into view on both sides."""
        own = self._spans[self._at]
        beside = next_match if step > 0 else previous_match
        found = beside(sorted(own), self.sides[self._at].pane.cursor)
        if found is None:
            self.notify("No passage stands in both word for word.", timeout=4)
            return
        number = own.index(found)
        for side, spans in zip(self.sides, self._spans, strict=True):
            side.pane.go_to(*spans[number])

    def action_read(self) -> None:
        """Read the article of this side at the desk, at this place."""
        pane = self.sides[self._at].pane
        self.post_message(Wanted(Goal(self._paths[self._at], span=(pane.cursor, pane.cursor))))

    def action_leave(self) -> None:
        """Back to the desk."""
        self.dismiss()
