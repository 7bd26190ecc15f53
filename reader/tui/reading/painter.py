"""Keeps what the reading pane has drawn: spans by group, strips by row, styles by kinds.

Invariant: a kept strip shows the spans, the layout and the colours of now; whoever changes one of
them calls ``forget_strips`` or ``forget_styles``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.cache import LRUCache

from reader.articles.model import Role
from reader.tui.colours import base_name, ground, ink
from reader.tui.reading.looks import COMPONENT_CLASSES, PREFIX
from reader.tui.reading.strip import paint_row
from reader.tui.text.caret import selection
from reader.tui.text.folding import FOLDABLE
from reader.tui.text.motions import grapheme_end
from reader.tui.text.spans import Span, SpanIndex

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rich.style import Style
    from textual.strip import Strip

    from reader.articles.model import Block
    from reader.tui.text.caret import Caret
    from reader.tui.text.layout import Layout


class Painter:
    """Draws rows; ``component`` gives the partial style of a component class."""

    def __init__(self, base: Style, component: Callable[[str], Style]) -> None:
        self._component = component
        self._base = base
        self.ansi = False
        """Whether the terminal's own colours are used."""
        self._structure = SpanIndex()
        self._groups: dict[str, SpanIndex] = {}
        self._strips: LRUCache[int, Strip] = LRUCache(1024)
        self._styles: dict[tuple[str, ...], Style] = {}

    @property
    def base(self) -> Style:
        """The style of text that nothing is said about."""
        return self._base

    @base.setter
    def base(self, base: Style) -> None:
        if base != self._base:
            self._base = base
            self.forget_styles()

    def open(self, blocks: Sequence[Block]) -> None:
        """Start on another document: its headings and dimmed blocks, no other spans."""
        self._structure = SpanIndex(
            Span(b.start, b.end, "heading" if b.role is Role.HEADING else "dimmed")
            for b in blocks
            if b.role is Role.HEADING or b.role in FOLDABLE
        )
        self._groups.clear()
        self.forget_strips()

    def set_spans(self, group: str, spans: SpanIndex) -> None:
        """Put ``spans`` in place of those of ``group``."""
        self._groups[group] = spans
        self.forget_strips()

    def forget_strips(self) -> None:
        """Spans, folds or the width have changed."""
        self._strips.clear()

    def forget_styles(self) -> None:
        """Colours have changed."""
        self._styles.clear()
        self._strips.clear()

    def strip(
        self, layout: Layout, row: int, margin: int, width: int, overlay: Sequence[Span]
    ) -> Strip:
        """The strip of a row; rows under an ``overlay`` change too often to be kept."""
        if not overlay and (kept := self._strips.get(row)) is not None:
            return kept
        start, end = layout.row_span(row)
        spans = self._structure.over(start, end)
        for index in self._groups.values():
            spans += index.over(start, end)
        strip = paint_row(layout, row, [*spans, *overlay], margin, width, self._style_of)
        if not overlay:
            self._strips[row] = strip
        return strip

    def _style_of(self, kinds: tuple[str, ...]) -> Style:
        style = self._styles.get(kinds)
        if style is None:
            style = self._base
            for kind in kinds:
                name = base_name(kind)
                if PREFIX + name in COMPONENT_CLASSES:
                    style += self._component(PREFIX + name)
                    style += self._own_colour(name, kind)
            self._styles[kinds] = style
        return style

    def _own_colour(self, name: str, kind: str) -> Style:
        """The colour that the reader gave what is of ``kind``: a bar is drawn, a ground painted."""
        if name == "bar":
            return ink(kind, ansi=self.ansi)
        return ground(kind, self._base.bgcolor, ansi=self.ansi)


def overlay(layout: Layout, row: int, caret: Caret, current: Span | None) -> list[Span]:
    """The spans over a row that change from key to key, so are kept out of the kept strips."""
    start, end = layout.row_span(row)
    spans: list[Span] = []
    if current and current.start < end and current.end > start:
        spans.append(current)
    selected = selection(layout, caret)
    if selected and selected[0] < end and selected[1] > start:
        spans.append(Span(*selected, "selection"))
    if start <= caret.cursor < end:
        spans.append(Span(caret.cursor, grapheme_end(layout, caret.cursor), "cursor"))
    return spans
