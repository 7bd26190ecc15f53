"""What can be done at the desk now: the keys that the bottom row shows, the likeliest first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.tui.desk.columns import ColumnsScreen


@dataclass(frozen=True, slots=True)
class Situation:
    """What the reader has before him."""

    column: str
    """The one with the focus: ``articles``, ``text`` or ``panel``."""
    opened: bool = False
    writable: bool = False
    """Whether the open article can be annotated."""
    selected: bool = False
    annotations: int = 0
    """How many stand under the cursor, or are highlighted."""
    mark: bool = False
    """Whether a name or a quotation is there."""
    matches: bool = False
    folded: bool = False
    jumped: bool = False
    """Whether there is a way back."""


def situation(desk: ColumnsScreen, *, jumped: bool) -> Situation:
    """What the reader has before him at ``desk``."""
    opened, pane, panel = desk.text.opened, desk.text.pane, desk.panel
    if desk.column == "panel":
        annotations, mark = int(panel.annotation is not None), bool(panel.marks)
    else:
        annotations = len(desk.text.annotations_at(pane.cursor))
        mark = desk.text.mark_at(pane.cursor) is not None
    return Situation(
        desk.column,
        opened=opened is not None,
        writable=opened is not None and not opened.problem,
        selected=pane.selection is not None,
        annotations=annotations,
        mark=mark,
        matches=desk.text.has_matches,
        folded=pane.in_fold,
        jumped=jumped,
    )


def possible(now: Situation) -> list[str]:
    """The ids of the keys worth showing ``now``, that of the help last."""
    in_column = {"articles": _in_articles, "text": _in_text, "panel": _in_panel}[now.column]
    return [*in_column(now), "desk.quit", "desk.help"]


def _in_articles(now: Situation) -> Iterator[str]:
    yield from ("list.choose", "desk.search", "desk.names", "desk.speakers", "desk.tags")
    yield "desk.all"
    if now.opened:
        yield "desk.next_column"


def _in_text(now: Situation) -> Iterator[str]:
    if not now.opened:
        yield "desk.search"
        return
    if now.folded:
        yield "pane.fold"
    elif now.selected:
        if now.writable:
            yield from ("desk.mark", "desk.tag", "desk.note")
        yield from ("pane.grow", "pane.shrink", "pane.other_end", "desk.copy")
        if now.writable:
            yield "desk.correct"
        yield "pane.clear"
        return
    elif now.annotations and now.writable:
        if now.annotations > 1:
            yield "desk.pick"
        yield from ("desk.tag", "desk.note", "desk.delete")
    if now.mark and not now.folded:
        yield "desk.look"
        if now.writable:
            yield "desk.correct"
    if now.matches:
        yield "desk.find_next"
    if not now.folded:
        yield "pane.sentence"
        if not now.annotations and now.writable:
            yield from ("desk.mark", "desk.tag", "desk.note")
    if now.jumped:
        yield "desk.back"
    yield from ("desk.search", "desk.find", "desk.next", "desk.next_column", "desk.undo")


def _in_panel(now: Situation) -> Iterator[str]:
    yield "list.choose"
    if now.annotations and now.writable:
        yield from ("desk.tag", "desk.note", "desk.delete", "desk.attach")
    if now.mark and now.writable:
        yield "desk.correct"
    yield from ("desk.narrow", "desk.next_column", "desk.undo")
