"""What the reader is told: remarks, one in the place of the other, and never a silence.

A worker's unexpected failure becomes a sentence on the screen, too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.worker import WorkerState

from annotations.errors import AnnotationsError
from reader.errors import ReaderError

if TYPE_CHECKING:
    from textual.dom import DOMNode
    from textual.widget import Widget
    from textual.worker import Worker

FAILURES = (AnnotationsError, ReaderError, OSError)
"""What an act may raise that a person can mend; the error says how."""
_LONG = 20
"""Seconds, enough to read it twice."""


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


def tell_failure(widget: Widget, event: Worker.StateChanged) -> None:
    """Say what went wrong in a worker of ``widget``; nothing the reader wrote depends on it."""
    error = event.worker.error
    if event.state is WorkerState.ERROR and isinstance(error, Exception) and widget.app.is_running:
        known = isinstance(error, FAILURES)
        text = in_words(error) if known else f"{type(error).__name__}: {error}"
        widget.notify(text, severity="error", timeout=_LONG, markup=False)
