"""What a worker's unexpected failure looks like: a sentence on the screen, never a silence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.worker import WorkerState

if TYPE_CHECKING:
    from textual.widget import Widget
    from textual.worker import Worker

_LONG = 20
"""Seconds, enough to read it twice."""


def tell_failure(widget: Widget, event: Worker.StateChanged) -> None:
    """Say what went wrong in a worker of ``widget``; nothing the reader wrote depends on it."""
    error = event.worker.error
    if event.state is WorkerState.ERROR and error is not None and widget.app.is_running:
        known = hasattr(error, "exit_status")
        text = str(error) if known else f"{type(error).__name__}: {error}"
        widget.notify(text, severity="error", timeout=_LONG, markup=False)
