"""Asks for a note. Nothing typed here is lost by leaving: it waits as a draft."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Label, TextArea

from reader.tui.prompts.box import BOX, Prompt

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult


@dataclass(frozen=True, slots=True)
class Written:
    """What was typed as a note."""

    text: str
    keep: bool
    """False when the prompt was left: then it is only a draft."""


_KEEP_DRAFT = 1.0
"""Seconds between two looks at whether a draft must be written down."""


class NotePrompt(Prompt[Written]):
    """Asks for a note; leaving keeps what was typed as a draft."""

    CSS = BOX.format(name="NotePrompt") + (
        "NotePrompt TextArea { height: 8; max-height: 40vh; min-height: 3; margin: 1 0; }"
        "NotePrompt.-low { & #words { height: 1; } & TextArea { margin: 0; } }"
    )
    AUTO_FOCUS = "TextArea"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "settle(True)", "Save", show=False, id="note.save"),
        Binding("escape", "settle(False)", "Leave", show=False, id="note.leave"),
    ]

    def __init__(self, words: str, text: str, keep_draft: Callable[[str], object]) -> None:
        super().__init__()
        self._words = words
        self._text = self._kept = text
        self._keep_draft = keep_draft

    def compose(self) -> ComposeResult:
        """The words, the note, the two keys."""
        with Vertical():
            yield Label(f"“{self._words}”", id="words", markup=False)
            yield TextArea(self._text, show_line_numbers=False, soft_wrap=True)
            yield Label("ctrl+s saves   escape leaves; what you typed waits for the next c")

    def on_mount(self) -> None:
        """Go on at the end of what was written before."""
        area = self.query_one(TextArea)
        area.move_cursor(area.document.end)
        self.set_interval(_KEEP_DRAFT, self.keep)

    def keep(self) -> None:
        """Have what was typed written down, whatever becomes of the program."""
        text = self.query_one(TextArea).text
        if text != self._kept:
            self._kept = text
            self._keep_draft(text)

    def action_settle(self, keep: bool) -> None:
        """Give back what was typed."""
        self.answer(Written(self.query_one(TextArea).text, keep))
