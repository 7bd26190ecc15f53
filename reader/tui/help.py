"""The keys in force, read from the bindings themselves so that the page is never wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from reader.tui.chapters import signs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from reader.tui.chapters import Chapter


_WIDEST = 84
_FRAME = 13
"""Cells around the lines."""


class HelpScreen(ModalScreen[None]):
    """Lists keys under headings."""

    CSS = """
    HelpScreen {
        align: center middle;
        & > VerticalScroll {
            width: 84; max-width: 96%; height: auto; max-height: 92%;
            padding: 1 2; background: $surface; border: round $primary;
        }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark", "dismiss", "Close", id="help.close"),
        Binding("space", "page(1)", "Page", id="help.page"),
        Binding("b", "page(-1)", "Page back", id="help.page_back"),
    ]

    def __init__(self, chapters: Sequence[Chapter]) -> None:
        super().__init__()
        self._chapters = chapters

    def compose(self) -> ComposeResult:
        """One page that scrolls."""
        with VerticalScroll():
            for chapter in self._chapters:
                yield Static(Content.styled(chapter.title, "bold $primary"))
                lines = [self._line(key) for key in chapter.keys]
                yield Static(Content("\n").join(lines).append("\n"))

    def action_page(self, step: int) -> None:
        """Show the next page, or the one before."""
        page = self.query_one(VerticalScroll)
        (page.scroll_page_down if step > 0 else page.scroll_page_up)()

    def _line(self, key: Binding) -> Content:
        keys = signs(key, self)
        line = Content.assemble((f"{keys:>14}", "bold"), f"  {key.tooltip or key.description}")
        name = f"  {key.id or ''}"
        room = min(_WIDEST, self.app.size.width) - _FRAME
        if line.cell_length + len(name) <= room:
            line = line.append(Content.styled(name, "dim"))
        return line
