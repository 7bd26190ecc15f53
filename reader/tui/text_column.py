"""The middle column: the open article, a line that names it, a line that explains it."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from annotations.model import CORRECTIONS
from reader.articles.find import find_all, next_match, previous_match
from reader.articles.sanitising import sanitise_line
from reader.marks import Kind, Mark, Origin
from reader.tui.colours import coloured, no_colours
from reader.tui.reading.pane import Document, ReadingPane, Standing
from reader.tui.text.spans import Span, SpanIndex
from reader.tui.widgets.line import TypedLine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from annotations.model import Annotation
    from reader.annotating import Placed
    from reader.open_article import OpenArticle
    from reader.tui.colours import TagColours


_MOST_SAID = 500
"""Code points of a note in the line below the text; no screen has room for more."""
_WELCOME = "enter opens   / searches   ? shows the keys"


class FindLine(TypedLine):
    """Where words to find in the article are typed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "To the text", tooltip="Go there", id="find.enter"),
        Binding("down", "screen.find_next(1)", "Next", tooltip="Next match", id="find.down"),
        Binding("up", "screen.find_next(-1)", "Before", tooltip="Match before", id="find.up"),
        Binding("escape", "screen.leave_find", "Leave", tooltip="Back", id="find.leave"),
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

    class Shown(Message):
        """An article is shown, or more is shown of it, or less."""

    def __init__(self) -> None:
        super().__init__(id="text-column")
        self.pane = ReadingPane(id="pane")
        self.opened: OpenArticle | None = None
        self.colour_of: TagColours = no_colours
        """The colours of tags, shown from the next :meth:`show_said` on."""
        self._matches: list[tuple[int, int]] = []
        self._words = ""
        self._marks = SpanIndex()
        self._placed: list[Placed] = []
        self._annotations = SpanIndex()
        self._picked = ""

    def compose(self) -> ComposeResult:
        """Headline, pane, find line, status."""
        yield Static(_WELCOME, id="headline", markup=False)
        yield self.pane
        yield FindLine(placeholder="find in the article", id="find", select_on_focus=True)
        yield Static(id="status", markup=False)

    def on_mount(self) -> None:
        """What is explained is drawn together with the cursor."""
        self.watch(self.pane, "caret", self.explain, init=False)

    @property
    def find_line(self) -> Input:
        """The line for words to find."""
        return self.query_one("#find", Input)

    def show(
        self,
        opened: OpenArticle,
        *,
        cursor: int = 0,
        matches: Sequence[tuple[int, int]] = (),
        standing: Standing | None = None,
    ) -> None:
        """Show ``opened`` with the cursor at an offset, or at the first of ``matches``.

        ``standing`` is where the reader was in the same article when it had another text.
        """
        article = opened.article
        meta = article.metadata
        self.pane.open(
            Document(article.text, article.blocks, meta.title),
            cursor=matches[0][0] if matches else cursor,
            standing=standing,
        )
        self.show_said(opened)
        if standing and self._words:
            self._show_found(self._words)
        else:
            self.show_matches(matches)
        about = [meta.source, f"{meta.date:%Y-%m-%d}" if meta.date else ""]
        faint = "  ".join(part for part in about if part)
        self.query_one("#headline", Static).update(
            Content.assemble((meta.title, "bold"), "  ", (faint, "dim"))
        )
        if matches and not standing:
            self.pane.go_to(*matches[0])
        self.explain()

    def show_said(self, opened: OpenArticle) -> None:
        """Show the marks and the annotations as ``opened`` has them now."""
        marked = self.opened.marks if self.opened else None
        self.opened = opened
        if opened.marks is not marked:
            self._marks = SpanIndex(
                Span(mark.start, mark.end, str(mark.kind), str(number))
                for number, mark in enumerate(opened.marks)
            )
        self._placed = [
            placed
            for placed in opened.placed
            if not placed.is_orphan and placed.annotation.kind not in CORRECTIONS
        ]
        self._annotations = SpanIndex(
            Span(
                placed.start,
                placed.end,
                coloured("annotation", placed.annotation.tags, self.colour_of),
                str(number),
            )
            for number, placed in enumerate(self._placed)
        )
        self.pane.set_spans("marks", self._marks)
        self.pane.set_spans("annotations", self._annotations)
        self.explain()
        self.post_message(self.Shown())

    def show_matches(self, matches: Sequence[tuple[int, int]], words: str = "") -> None:
        """Show ``matches`` of a search, or of ``words`` found; ``n`` and ``N`` walk them."""
        self._words = words
        self._matches = list(matches)
        self.pane.set_spans("matches", [Span(start, end, "match") for start, end in matches])

    @property
    def has_matches(self) -> bool:
        """Whether ``n`` and ``N`` have somewhere to go."""
        return bool(self._matches)

    def find(self, words: str) -> None:
        """Show every match of ``words`` and go to the first from the cursor on."""
        if self.opened is None:
            return
        self._show_found(words)
        if self._matches:
            found = next_match(self._matches, self.pane.cursor - 1)
            if found:
                self.pane.go_to(*found)
        self.explain()

    def _show_found(self, words: str) -> None:
        article = self.pane.document
        self.show_matches(find_all(article.text, words, article.blocks), words)

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

    def annotations_at(self, offset: int) -> list[Placed]:
        """The annotations over ``offset``, the shortest first."""
        over = self._annotations.over(offset, offset + 1)
        held = [self._placed[int(span.key)] for span in over]
        return sorted(held, key=lambda placed: placed.end - placed.start)

    def annotation_at(self, offset: int) -> Annotation | None:
        """The annotation over ``offset`` that was picked, else the shortest."""
        over = self.annotations_at(offset)
        return over[self._pick(over)].annotation if over else None

    def _pick(self, over: Sequence[Placed]) -> int:
        ids = [placed.annotation.id for placed in over]
        return ids.index(self._picked) if self._picked in ids else 0

    def pick_next(self) -> int:
        """Pick the next of the annotations under the cursor, and show how far it reaches.

        How many there are.
        """
        over = self.annotations_at(self.pane.cursor)
        if over:
            picked = over[(self._pick(over) + 1) % len(over)]
            self._picked = picked.annotation.id
            self.pane.point_out(picked.start, picked.end)
            self.explain()
        return len(over)

    def explain(self) -> None:
        """Say in the line below what is under the cursor, and how far the reader is."""
        if self.opened is None:
            return
        offset = self.pane.cursor
        remarks = [*self._counted(offset), *self._noted(offset), *self._marked(offset)]
        if self.opened.problem:
            remarks.insert(0, "! its annotations cannot be used, nothing is written")
        share = offset / max(1, len(self.opened.article.text))
        said = sanitise_line("   ".join(remarks)) if remarks else ""
        page = self.opened.article.page_at(offset)
        where = f"{share:4.0%}   p. {page}" if page else f"{share:4.0%}"
        status = self.query_one("#status", Static)
        if status.content != f"{where}   {said}":
            status.update(f"{where}   {said}", layout=False)

    def _counted(self, offset: int) -> list[str]:
        if not self._matches:
            asked = self.find_line.has_class("-open") and self.find_line.value
            return [f"“{asked}” not found"] if asked else []
        number = bisect_right(self._matches, offset, key=lambda match: match[0])
        return [f"{max(1, number)}/{len(self._matches)}"]

    def _noted(self, offset: int) -> list[str]:
        over = self.annotations_at(offset)
        if not over:
            return []
        number = self._pick(over)
        annotation = over[number].annotation
        said = [f"{number + 1}/{len(over)}"] if len(over) > 1 else []
        said += [f"#{tag}" for tag in annotation.tags]
        if annotation.note:
            said.append(annotation.note[:_MOST_SAID].replace("\n", " "))
        return ["✎ " + " ".join(said if annotation.tags or annotation.note else [*said, "marked"])]

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
