"""The reading pane: an article in rows, its marks in sight, a cursor and one selection.

Exists because no stock widget shows megabytes of wrapped prose with overlapping spans at once.
Invariant: the caret and the place of the view are code-point offsets into the
document; rows and cells are asked of the layout at the moment they are needed, so a new width or
an opened fold moves nothing the reader has chosen.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.actions import SkipAction
from textual.geometry import Offset, Region, Size
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from reader.articles.sentences import sentence_span
from reader.tui.reading import keys, looks, messages
from reader.tui.reading.drag import Drag
from reader.tui.reading.painter import Painter, overlay
from reader.tui.text import caret as carets
from reader.tui.text import motions, viewport
from reader.tui.text.caret import Caret
from reader.tui.text.folding import foldable_run, folded_at_first, unfolded_runs
from reader.tui.text.layout import Layout
from reader.tui.text.spans import Span, SpanIndex

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.binding import BindingType

Document = messages.Document
Standing = messages.Standing

WIDEST = 76
"""Cells of text in a row at most."""
_MARGIN = 2


class ReadingPane(ScrollView, can_focus=True, inherit_bindings=False):
    """Shows a ``Document``; reports ``CursorMoved``, ``Selected`` and ``Opened``."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = looks.COMPONENT_CLASSES
    DEFAULT_CSS = looks.CSS
    BINDINGS: ClassVar[list[BindingType]] = [*keys.BINDINGS]

    CursorMoved = messages.CursorMoved
    Selected = messages.Selected
    Opened = messages.Opened

    caret: reactive[Caret] = reactive(Caret(), repaint=False)
    """Cursor and selection, as offsets."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(id=id)
        self.document = Document("", ())
        self._laid_out: Layout | None = None
        self._folded: frozenset[int] = frozenset()
        self._current: Span | None = None
        self._painter: Painter | None = None
        self._top = 0
        self._relaying = False
        self._pending: tuple[int, int | None, bool] | None = None
        self._drag = Drag(self)

    def open(
        self, document: Document, *, cursor: int = 0, standing: Standing | None = None
    ) -> None:
        """Show ``document`` with the cursor at an offset, or as in an earlier text of its own.

        Its spans are to be set anew.
        """
        self.document = document
        self._folded = folded_at_first(document.blocks, standing.unfolded if standing else ())
        self._paint.open(document.blocks)
        self._laid_out = None
        self._current = None
        self._top = standing.top if standing else 0
        self.caret = Caret(standing.cursor, standing.mark) if standing else Caret()
        self._pending = None if standing else (cursor, None, False)
        self._lay_out()
        if standing and self._laid_out:
            self.caret = carets.on_graphemes(self._laid_out, self.caret)

    @property
    def standing(self) -> Standing:
        """Where the reader is now."""
        unfolded = unfolded_runs(self.document.blocks, self._folded)
        return Standing(self.caret.cursor, self._top, self.caret.mark, unfolded)

    def set_spans(self, group: str, spans: Sequence[Span] | SpanIndex) -> None:
        """Show ``spans`` in place of those set for ``group`` before."""
        held = spans if isinstance(spans, SpanIndex) else SpanIndex(spans)
        self._paint.set_spans(group, held)
        self.refresh()

    def go_to(self, start: int, end: int | None = None, *, select: bool = False) -> None:
        """Bring ``start`` to a third of the height, with ``[start, end)`` current or selected.

        Opens the fold that hides it. Before the pane has a size, it is done when it gets one.
        """
        layout = self._laid_out
        if layout is None:
            self._pending = (start, end, select)
            return
        fold = layout.fold_over(start)
        if fold:
            self._refold(self._folded.difference(range(fold.first, fold.last + 1)))
            self.go_to(start, end, select=select)
            return
        self._set_current(None)
        span = Span(start, start if end is None else end, "current")
        if select and span.start < span.end:
            self.caret = carets.selecting(layout, span.start, span.end, at_start=True)
        else:
            self.caret = Caret(motions.grapheme_start(layout, start))
            self._set_current(span if span.start < span.end else None)
        self._scroll_row(viewport.at_a_third(layout.row_of(self.cursor), self.size.height))

    def point_out(self, start: int, end: int) -> None:
        """Make ``[start, end)`` current while the cursor is in it; nothing moves."""
        self._set_current(Span(start, end, "current"))

    @property
    def cursor(self) -> int:
        """The cursor's code-point offset."""
        return self.caret.cursor

    @property
    def selection(self) -> tuple[int, int] | None:
        """The selected half-open code-point span, if any."""
        layout = self._laid_out
        return carets.selection(layout, self.caret) if layout else None

    def sentence_or_selection(self) -> tuple[int, int]:
        """The selected span, else that of the sentence at the cursor."""
        return self.selection or sentence_span(
            self.document.text, self.cursor, self.document.blocks
        )

    @property
    def in_fold(self) -> bool:
        """Whether the cursor stands on a fold, whose text is out of sight."""
        return bool(self._laid_out and self._laid_out.fold_over(self.cursor))

    @property
    def place(self) -> int:
        """The offset to remember the place by: the cursor's, or the view's when it is elsewhere."""
        layout = self._laid_out
        return self._in_view(layout).cursor if layout else self.cursor

    def _text_width(self) -> int:
        return min(WIDEST, self.scrollable_content_region.width - 2 * _MARGIN)

    @property
    def _text_left(self) -> int:
        """The cells left of the text."""
        width = self._laid_out.width if self._laid_out else self._text_width()
        return max(0, (self.scrollable_content_region.width - width) // 2)

    def _lay_out(self, *, refolded: bool = False) -> None:
        """Bring the layout up to the document, the width and the folds; the top row stays."""
        width = self._text_width()
        if width < 1 or not self.is_attached:
            return
        before = self._laid_out
        if before and before.width == width and not refolded:
            layout = before
        elif before:
            layout = before.again(width, self._folded)
        else:
            layout = Layout(self.document.text, self.document.blocks, width, self._folded)
        self._laid_out = layout
        self._paint.forget_strips()
        self._relaying = True
        self.virtual_size = Size(self.scrollable_content_region.width, len(layout))
        self._scroll_row(layout.row_of(self._top))
        self._relaying = False
        self.refresh()
        if self._pending:
            self._carry_out_pending(opening=before is None)
        self._report_terminal_cursor()

    def _carry_out_pending(self, *, opening: bool) -> None:
        layout = self._laid_out
        if layout is None or self._pending is None:
            return
        start, end, select = self._pending
        self._pending = None
        if start <= motions.first(layout) and end is None:
            self.caret = Caret(motions.first(layout))
            self._scroll_row(0)
        else:
            self.go_to(start, end, select=select)
        if opening:
            self.post_message(self.Opened(self.document))

    def _refold(self, folded: frozenset[int]) -> None:
        self._folded = folded
        self._lay_out(refolded=True)

    def on_resize(self) -> None:
        """Lay out anew for the new size; what was in the top row stays there."""
        self._lay_out()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Remember the place of the view as an offset."""
        super().watch_scroll_y(old_value, new_value)
        layout = self._laid_out
        if layout and not self._relaying:
            self._top = layout.rows[min(round(new_value), len(layout) - 1)]
            self._report_terminal_cursor()

    def notify_style_update(self) -> None:
        """Forget what was drawn in other colours."""
        super().notify_style_update()
        if self._painter:
            self._painter.forget_styles()

    def render_lines(self, crop: Region) -> list[Strip]:
        """As in ``Widget``; the base style is looked up once a frame."""
        self._paint.base = self.rich_style
        self._paint.ansi = self.app.current_theme.ansi
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """The strip for line ``y`` of the view."""
        layout = self._laid_out
        row = self.scroll_offset.y + y
        width = self.scrollable_content_region.width
        if layout is None or row >= len(layout):
            return Strip.blank(width, self._paint.base)
        spans = overlay(layout, row, self.caret, self._current)
        return self._paint.strip(layout, row, self._text_left, width, spans)

    @property
    def _paint(self) -> Painter:
        if self._painter is None:
            self._painter = Painter(
                self.rich_style, partial(self.get_component_rich_style, partial=True)
            )
        return self._painter

    def _refresh_span(self, start: int, end: int) -> None:
        """Draw anew the visible rows that ``[start, end]`` is in."""
        layout = self._laid_out
        if layout is None:
            return
        top = self.scroll_offset.y
        first = max(top, layout.row_of(start))
        last = min(top + self.size.height, layout.row_of(end))
        if first <= last:
            self.refresh_lines(first, last - first + 1)

    def _set_current(self, span: Span | None) -> None:
        for changed in (self._current, span):
            if changed:
                self._refresh_span(changed.start, changed.end)
        self._current = span

    def watch_caret(self, old: Caret, new: Caret) -> None:
        """Draw the rows touched, report the place."""
        for start, end in carets.touched(old, new):
            self._refresh_span(start, end)
        if self._current and not self._current.start <= new.cursor < self._current.end:
            self._set_current(None)
        self._report_terminal_cursor()
        if old.cursor != new.cursor:
            self.post_message(self.CursorMoved(new.cursor))

    def on_focus(self) -> None:
        """Show the cursor as active."""
        self._refresh_span(self.cursor, self.cursor)
        self._report_terminal_cursor()

    def on_blur(self) -> None:
        """Show the cursor as waiting."""
        self._refresh_span(self.cursor, self.cursor)

    def _report_selection(self) -> None:
        if selection := self.selection:
            self.post_message(self.Selected(*selection))

    def _report_terminal_cursor(self) -> None:
        """Tell the terminal where the cursor is: input methods and screen readers follow it."""
        layout = self._laid_out
        if layout and self.has_focus:
            region = self.scrollable_content_region
            x = region.x + self._text_left + layout.cell_of(self.cursor)
            y = region.y + layout.row_of(self.cursor) - self.scroll_offset.y
            if region.contains(x, y):
                self.app.cursor_position = Offset(x, y)

    def _scroll_row(self, row: int) -> None:
        self.scroll_to(y=row, animate=False, force=True)

    def _follow(self) -> None:
        """Scroll just so far that the cursor keeps its distance from the edges."""
        if layout := self._laid_out:
            row, top = layout.row_of(self.cursor), self.scroll_offset.y
            self._scroll_row(viewport.following(row, top, self.size.height))

    def _in_view(self, layout: Layout) -> Caret:
        return viewport.within(layout, self.caret, self.scroll_offset.y, self.size.height)

    def action_move(self, motion: str) -> None:
        """Move the cursor by a motion of ``MOTIONS``."""
        if layout := self._laid_out:
            caret = self._in_view(layout)
            self.caret = carets.moved(caret, motions.MOTIONS[motion](layout, caret.cursor))
            self._follow()

    def action_rows(self, count: int) -> None:
        """Move the cursor by rows."""
        if layout := self._laid_out:
            self.caret = carets.moved_by_rows(layout, self._in_view(layout), count)
            self._follow()

    def action_page(self, count: int) -> None:
        """Move the view by pages, two rows of the last page kept; the cursor goes along."""
        if layout := self._laid_out:
            top, last = self.scroll_offset.y, round(self.max_scroll_y)
            new_top, step = viewport.paged(top, last, self.size.height, count)
            self.caret = carets.moved_by_rows(layout, self._in_view(layout), step)
            self._scroll_row(new_top)

    def action_change(self, change: str) -> None:
        """Change the selection by a change of ``CHANGES``; report it unless it is being made."""
        if layout := self._laid_out:
            self._change(carets.CHANGES[change](layout, self.caret))

    def _change(self, caret: Caret) -> None:
        if caret != self.caret:
            self.caret = caret
            self._follow()
            if not caret.extending:
                self._report_selection()

    def action_clear(self) -> None:
        """Let go of selection and current place; without either the key is for others."""
        if self.caret.mark is None and self._current is None:
            raise SkipAction
        self.caret = Caret(self.cursor)
        self._set_current(None)

    def action_fold(self) -> None:
        """Open the fold at the cursor, or shut the boilerplate or comments around it."""
        layout = self._laid_out
        fold = layout.fold_over(self.cursor) if layout else None
        if fold:
            self._refold(self._folded.difference(range(fold.first, fold.last + 1)))
            return
        run = foldable_run(self.document.blocks, self.cursor)
        if not run:
            raise SkipAction
        self.caret = Caret(self.document.blocks[run.start].start)
        self._refold(self._folded.union(run))
        self._follow()

    def offset_under(self, place: Offset) -> int:
        """The code-point offset nearest to a place in the view."""
        row, cell = self.scroll_offset.y + place.y, place.x - self._text_left
        return self._laid_out.offset_near(row, cell) if self._laid_out else 0

    def place_cursor(self, offset: int) -> None:
        """Put the cursor at ``offset`` and let go of the selection, without scrolling."""
        self.caret = Caret(offset)

    def scroll_by(self, rows: int) -> None:
        """Scroll the view; the cursor stays where it is."""
        self._scroll_row(self.scroll_offset.y + rows)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Put the cursor under the mouse; a selection may begin there."""
        if event.button == 1 and self._laid_out:
            self._drag.press(event.offset)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Select from where the button was pressed; at an edge, scroll."""
        self._drag.move(event.offset)

    def on_mouse_up(self) -> None:
        """End a selection made by dragging."""
        if self._drag.release():
            self._report_selection()

    def on_click(self, event: events.Click) -> None:
        """Twice selects the word, three times the sentence; once opens a fold."""
        layout = self._laid_out
        if event.button == 1 and layout and not self._drag.moved:
            if event.chain == 1 and layout.fold_over(self.cursor):
                self.action_fold()
            elif selected := carets.clicked(layout, self.cursor, event.chain):
                self._change(selected)
