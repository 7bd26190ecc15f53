"""One line to type in, as all of them behave: what is pasted is one line, too."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.widgets import Input

if TYPE_CHECKING:
    from textual.events import Paste


class TypedLine(Input):
    """A line to type in."""

    EMPTIED_BY: ClassVar[str] = ""
    """The id of the key that empties it while something stands in it, and leaves it else."""

    def on_paste(self, event: Paste) -> None:
        """What stood on several lines is put on one; the toolkit would take the first."""
        event.text = " ".join(event.text.split())
