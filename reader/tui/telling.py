"""What the reader is told: remarks, one in the place of the other, and never a silence.

What nobody expected to go wrong is told by :mod:`reader.tui.failures`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotations.errors import AnnotationsError
from reader.errors import ReaderError

if TYPE_CHECKING:
    from textual.dom import DOMNode

FAILURES = (AnnotationsError, ReaderError, OSError)
"""What an act may raise that a person can mend; the error says how."""


def in_words(error: Exception) -> str:
    """``error`` as a sentence, also where it comes from the system."""
    if isinstance(error, OSError) and error.strerror:
        what = f"{error.filename} cannot be used" if error.filename else "That cannot be done"
        return f"{what} ({error.strerror}). See to its permissions, and to the room on the disk."
    return str(error)


def say(node: DOMNode, text: str, *, error: bool = False) -> None:
    """Show a remark in the place of those before it."""
    node.app.clear_notifications()
    if error:
        node.app.notify(text, severity="error", timeout=15, markup=False)
    else:
        node.app.notify(text, timeout=4, markup=False)
