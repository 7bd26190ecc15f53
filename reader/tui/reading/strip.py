"""One row of the reading pane as a strip: text, pieces and grounds put together.

Invariant: a strip is exactly as wide as it is asked to be, its length known to Textual; a style
never changes within a grapheme, for a terminal would draw the two halves apart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.strip import Strip

from reader.articles.model import Role
from reader.tui.colours import base_name
from reader.tui.text.cells import HIDDEN
from reader.tui.text.spans import flatten

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rich.style import Style

    from reader.tui.text.layout import Fold, Layout
    from reader.tui.text.spans import Span

_BAR = "▎"
_SHUT = "▸"


def paint_row(
    layout: Layout,
    row: int,
    spans: Sequence[Span],
    margin: int,
    width: int,
    style_of: Callable[[tuple[str, ...]], Style],
) -> Strip:
    """The strip of a row, ``margin`` blank cells before it, ``width`` cells in all.

    ``spans`` are those over the row, ``style_of`` gives the whole style for kinds in order.
    """
    base = style_of(())
    segments = _left(margin, base, style_of, spans)
    indent = layout.indent(row)
    if indent:
        segments.append(Segment(" " * indent, base))
    cells = margin + indent
    fold = layout.fold_at(row)
    if fold:
        text = f"{_SHUT} {fold_label(fold)}"[: layout.width]
        kinds = tuple(span.kind for span in spans if span.kind == "cursor")
        segments.append(Segment(text, style_of(("fold", *kinds))))
        cells += len(text)
    else:
        pieces, drawn = _text(layout, row, spans, style_of)
        segments += pieces
        cells += drawn
    if cells < width:
        segments.append(Segment(" " * (width - cells), base))
    strip = Strip([segment for segment in segments if segment.text], max(cells, width))
    return strip if cells <= width else strip.crop(0, width)


def fold_label(fold: Fold) -> str:
    """What is said in place of folded blocks."""
    lines = "1 line" if fold.rows == 1 else f"{fold.rows} lines"
    what = "readers’ comments" if fold.role is Role.COMMENT else "notices of the site"
    return f"{lines} of {what}"


def _left(
    margin: int,
    base: Style,
    style_of: Callable[[tuple[str, ...]], Style],
    spans: Sequence[Span],
) -> list[Segment]:
    """The blank cells before a row; a bar in them tells of an annotation without any colour."""
    said = [span.kind for span in spans if base_name(span.kind) == "annotation"]
    if said and margin >= 2:
        bar = Segment(_BAR, style_of((said[0].replace("annotation", "bar"),)))
        return [Segment(" " * (margin - 2), base), bar, Segment(" ", base)]
    return [Segment(" " * margin, base)]


def _text(
    layout: Layout,
    row: int,
    spans: Sequence[Span],
    style_of: Callable[[tuple[str, ...]], Style],
) -> tuple[list[Segment], int]:
    """The segments of a row's text, and the cells they take."""
    shown = layout.row_graphemes(row)
    start, end = layout.row_span(row)
    if not shown:
        kinds = tuple(span.kind for span in spans if span.kind in {"selection", "cursor"})
        return ([Segment(" ", style_of(kinds))], 1) if kinds and end > start else ([], 0)
    segments: list[Segment] = []
    cells = 0
    at = 0
    for _, b, kinds in flatten(spans, shown[0].start, shown[-1].end):
        first = at
        while at < len(shown) and shown[at].start < b:
            cells += shown[at].cells
            at += 1
        if at > first:
            text = layout.form[shown[first].start : shown[at - 1].end].replace(HIDDEN, "")
            segments.append(Segment(text, style_of(kinds)))
    tail = tuple(s.kind for s in spans if s.kind == "cursor" and s.start >= shown[-1].end)
    if tail and start <= shown[-1].end:
        segments.append(Segment(" ", style_of(tail)))
        cells += 1
    return segments, cells
