"""Asks for a note. Nothing typed here is lost by leaving: it waits as a draft."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Label, TextArea

from reader.tui.prompts.box import BOX
from reader.tui.widgets.eager import EagerArea

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual import events
    from textual.app import ComposeResult


@dataclass(frozen=True, slots=True)
class Written:
    """What was typed as a note."""

    text: str
    keep: bool
    """False when the prompt was left: then it is only a draft."""


_KEEP_DRAFT = 1.0
"""Seconds between two looks at whether a draft must be written down."""


class NotePrompt(ModalScreen[Written]):
    """Asks for a note; leaving keeps what was typed as a draft."""

    CSS = BOX.format(name="NotePrompt") + (
        "NotePrompt TextArea { height: 8; max-height: 40vh; min-height: 3; margin: 1 0; }"
    )
    AUTO_FOCUS = "EagerArea"

    def __init__(self, words: str, text: str, keep_draft: Callable[[str], object]) -> None:
        super().__init__()
        self._words = words
        self._text = self._kept = text
        self._keep_draft = keep_draft

    def compose(self) -> ComposeResult:
        """The words, the note, the two keys."""
        with Vertical():
            yield Label(f"“{self._words}”", markup=False)
            yield EagerArea(self._text, show_line_numbers=False, soft_wrap=True)
            yield Label("ctrl+s saves   escape leaves; what you typed waits for the next c")

    def on_mount(self) -> None:
        """Go on at the end of what was written before."""
        area = self.query_one(TextArea)
        area.move_cursor(area.document.end)
        self.set_interval(_KEEP_DRAFT, self._keep)

    def _keep(self) -> None:
        """Have what was typed written down, whatever becomes of the program."""
        text = self.query_one(TextArea).text
        if text != self._kept:
            self._kept = text
            self._keep_draft(text)

    def on_key(self, event: events.Key) -> None:
        """A letter typed before the note was there."""
        if event.is_printable and event.character:
            self.query_one(TextArea).insert(event.character)

    def action_settle(self, keep: bool) -> None:
        """Give back what was typed."""
        self.dismiss(Written(self.query_one(TextArea).text, keep))
