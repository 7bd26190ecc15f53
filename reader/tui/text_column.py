"""The middle column: the open article, a line that names it, a line that explains it."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from annotations.model import CORRECTIONS
from reader.articles.find import find_all, next_match, previous_match
from reader.articles.sanitising import sanitise_line
from reader.marks import Kind, Mark, Origin
from reader.tui.failures import tell_failure
from reader.tui.reading.messages import CursorMoved
from reader.tui.reading.pane import Document, ReadingPane
from reader.tui.text.spans import Span, SpanIndex
from reader.tui.widgets.eager import EagerInput

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.worker import Worker

    from annotations.model import Annotation
    from reader.open_article import OpenArticle


_WELCOME = "enter opens an article   / searches them all   ? shows the keys"


class FindLine(EagerInput):
    """Where words to find in the article are typed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "screen.leave_find", "Leave", show=False, id="find.leave"),
        Binding("down", "screen.find_next(1)", "Next", show=False, id="find.down"),
        Binding("up", "screen.find_next(-1)", "Before", show=False, id="find.up"),
    ]


class TextColumn(Vertical):
    """Shows one article."""

    DEFAULT_CSS = """
    TextColumn {
        & > #headline { height: 1; padding: 0 2; background: $surface; text-overflow: ellipsis; }
        & > #status { height: 1; padding: 0 2; color: $text-muted; text-overflow: ellipsis; }
        & > #find, & > #find:focus {
            display: none; border: none; height: 1; padding: 0 2; background: $surface;
        }
        & > #find.-open { display: block; }
        & > #find:focus { display: block; background: $primary-muted; }
        & > Static { text-wrap: nowrap; }
    }
    """

    def __init__(self) -> None:
        super().__init__(id="text-column")
        self.opened: OpenArticle | None = None
        self._matches: list[tuple[int, int]] = []
        self._marks = SpanIndex()

    def compose(self) -> ComposeResult:
        """Headline, pane, find line, status."""
        yield Static(_WELCOME, id="headline", markup=False)
        yield ReadingPane(id="pane")
        yield FindLine(placeholder="find in the article", id="find", select_on_focus=True)
        yield Static(id="status", markup=False)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Say what went wrong."""
        tell_failure(self, event)

    @property
    def pane(self) -> ReadingPane:
        """The reading pane."""
        return self.query_one(ReadingPane)

    @property
    def find_line(self) -> Input:
        """The line for words to find."""
        return self.query_one("#find", Input)

    def show(
        self, opened: OpenArticle, *, cursor: int, matches: Sequence[tuple[int, int]] = ()
    ) -> None:
        """Show ``opened`` with the cursor at an offset, or at the first of ``matches``."""
        article = opened.article
        meta = article.metadata
        self.pane.open(
            Document(article.text, article.blocks, meta.title),
            cursor=matches[0][0] if matches else cursor,
        )
        self.show_said(opened)
        self.show_matches(matches)
        about = [meta.source, f"{meta.date:%Y-%m-%d}" if meta.date else ""]
        faint = "  ".join(part for part in about if part)
        self.query_one("#headline", Static).update(
            Content.assemble((meta.title, "bold"), "  ", (faint, "dim"))
        )
        if matches:
            self.pane.go_to(*matches[0])
        self.explain()

    def show_said(self, opened: OpenArticle) -> None:
        """Show the marks and the annotations as ``opened`` has them now."""
        self.opened = opened
        marks = opened.marks
        self._marks = SpanIndex(
            Span(mark.start, mark.end, mark.kind.value, str(number))
            for number, mark in enumerate(marks)
        )
        self.pane.set_spans("marks", [Span(m.start, m.end, m.kind.value, m.name) for m in marks])
        self.pane.set_spans(
            "annotations",
            [
                Span(p.start, p.end, "annotation", p.annotation.id)
                for p in opened.placed
                if not p.is_orphan and p.annotation.kind not in CORRECTIONS
            ],
        )
        self.explain()

    def show_matches(self, matches: Sequence[tuple[int, int]]) -> None:
        """Show ``matches`` of a search; ``n`` and ``N`` walk them."""
        self._matches = list(matches)
        self.pane.set_spans("matches", [Span(start, end, "match") for start, end in matches])

    def find(self, words: str) -> None:
        """Show every match of ``words`` and go to the first from the cursor on."""
        if self.opened is None:
            return
        article = self.opened.article
        self.show_matches(find_all(article.text, words, article.blocks))
        if self._matches:
            found = next_match(self._matches, self.pane.cursor - 1)
            if found:
                self.pane.go_to(*found)
        self.explain()

    def find_next(self, step: int) -> bool:
        """Go to the next match, or to the one before; whether there is one."""
        beside = next_match if step > 0 else previous_match
        found = beside(self._matches, self.pane.cursor)
        if found is not None:
            self.pane.go_to(*found)
            self.explain()
        return found is not None

    def mark_at(self, offset: int) -> Mark | None:
        """The shortest mark over ``offset``."""
        marks = self.opened.marks if self.opened else ()
        over = [marks[int(span.key)] for span in self._marks.over(offset, offset + 1)]
        return min(over, key=lambda mark: mark.end - mark.start) if over else None

    def annotation_at(self, offset: int) -> Annotation | None:
        """The shortest annotation over ``offset``."""
        over = [
            placed
            for placed in (self.opened.placed if self.opened else ())
            if placed.start <= offset < placed.end and placed.annotation.kind not in CORRECTIONS
        ]
        return min(over, key=lambda p: p.end - p.start).annotation if over else None

    @on(CursorMoved)
    def explain(self) -> None:
        """Say in the line below what is under the cursor, and how far the reader is."""
        if self.opened is None:
            return
        offset = self.pane.cursor
        remarks = [*self._counted(offset), *self._noted(offset), *self._marked(offset)]
        share = offset / max(1, len(self.opened.article.text))
        said = sanitise_line("   ".join(remarks)) if remarks else ""
        page = self.opened.article.page_at(offset)
        where = f"{share:4.0%}   p. {page}" if page else f"{share:4.0%}"
        self.query_one("#status", Static).update(f"{where}   {said}")

    def _counted(self, offset: int) -> list[str]:
        if not self._matches:
            return [f"“{self.find_line.value}” not found"] if self.find_line.has_focus else []
        number = bisect_right(self._matches, offset, key=lambda match: match[0])
        return [f"{max(1, number)}/{len(self._matches)}"]

    def _noted(self, offset: int) -> list[str]:
        annotation = self.annotation_at(offset)
        if annotation is None:
            return []
        said = [f"#{tag}" for tag in annotation.tags]
        if annotation.note:
            said.append(annotation.note.replace("\n", " "))
        return ["✎ " + " ".join(said or ["marked"])]

    def _marked(self, offset: int) -> list[str]:
        remarks = []
        marks = self.opened.marks if self.opened else ()
        for span in self._marks.over(offset, offset + 1):
            mark = marks[int(span.key)]
            if mark.kind is Kind.QUOTATION:
                speaker = mark.speaker
                who = f"{speaker.name} ({speaker.rule})" if speaker else "somebody"
                remarks.append(f"quotation — {who}, {mark.confidence:.0%}")
            elif mark.kind is not Kind.TERM:
                sure = "✓ " if mark.origin is not Origin.MACHINE else ""
                remarks.append(f"{sure}{mark.label} — {mark.name}")
        return remarks
