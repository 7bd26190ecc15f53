"""The keys in force, read from the bindings themselves so that the page is never wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

_SIGNS = {
    "slash": "/",
    "question_mark": "?",
    "right_square_bracket": "]",
    "left_square_bracket": "[",
    "plus": "+",
    "minus": "-",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
}


class HelpScreen(ModalScreen[None]):
    """Lists keys under headings."""

    CSS = """
    HelpScreen {
        align: center middle;
        & > VerticalScroll {
            width: 72; max-width: 96%; height: auto; max-height: 92%;
            padding: 1 2; background: $surface; border: round $primary;
        }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark", "dismiss", "Close", id="help.close")
    ]

    def __init__(self, chapters: Sequence[tuple[str, Sequence[Binding]]]) -> None:
        super().__init__()
        self._chapters = chapters

    def compose(self) -> ComposeResult:
        """One page that scrolls."""
        with VerticalScroll():
            for title, bindings in self._chapters:
                yield Static(Content.styled(title, "bold $primary"))
                yield Static(Content("\n").join(map(_line, bindings)).append("\n"))


def _line(binding: Binding) -> Content:
    keys = " ".join(_SIGNS.get(key, key) for key in binding.key.split(","))
    return Content.assemble((f"{keys:>16}", "bold"), "  ", binding.tooltip or binding.description)
