"""The box in which something is asked on top of a screen, and what all who ask have in common.

Invariant: a prompt gives one answer, however many keys or clicks arrive before it has gone.
"""

from __future__ import annotations

from typing import TypeVar

from textual.screen import ModalScreen

Result = TypeVar("Result")

_LOW = 20
"""Rows below which a box does without all that is only for the eye."""
BOX = """
    {name} {{
        align: center middle;
        & > Vertical {{
            width: 64;
            max-width: 94%;
            height: auto;
            max-height: 90%;
            padding: 1 2;
            background: $surface;
            border: round $primary;
        }}
        & Label {{ width: 1fr; color: $text-muted; }}
        &.-low {{
            & > Vertical {{ padding: 0 1; max-height: 100%; }}
            & Input {{ border: none; height: 1; padding: 0; }}
            & ItemList {{ margin-top: 0; }}
        }}
    }}
"""


class Prompt(ModalScreen[Result]):
    """Asks for something, and gives it back once."""

    VERTICAL_BREAKPOINTS = [(0, "-low"), (_LOW, "-high")]  # noqa: RUF012

    def on_mount(self) -> None:
        """What was told on the screen below is not to lie over what is asked."""
        self.app.clear_notifications()

    def answer(self, result: Result) -> None:
        """Give ``result`` back and go; nothing when that was done already."""
        if self.is_current:
            self.dismiss(result)
