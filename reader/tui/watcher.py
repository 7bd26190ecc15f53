"""The thread that listens for changes in the library while the terminal interface is open.

It touches neither the library nor the screen: all it does is call, and whoever is called sees to
it that the answer happens in the right thread.
"""

from __future__ import annotations

from contextlib import suppress
from threading import Event, Thread
from typing import TYPE_CHECKING

from reader.index.watching import changes

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_PATIENCE = 2.0
"""Seconds for the thread to end; it is not waited for at a disk that does not answer."""


class Watcher:
    """Listens for changes in the folder ``root``."""

    def __init__(
        self, root: Path, *, changed: Callable[[], object], remark: Callable[[str], object]
    ) -> None:
        """Both are called in the watcher's thread: ``remark`` with a sentence for the reader."""
        self._root = root.resolve()
        self._changed = changed
        self._remark = remark
        self._stop = Event()
        self._thread = Thread(target=self._listen, name="watcher", daemon=True)

    def start(self) -> None:
        """Begin to listen; does nothing after :meth:`close`."""
        if not self._stop.is_set():
            self._thread.start()

    def close(self) -> None:
        """Stop listening."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join(_PATIENCE)

    def _listen(self) -> None:
        # The event loop may be gone a moment before it was said that nobody listens.
        with suppress(RuntimeError):
            for _ in changes(self._root, self._stop, remark=self._remark):
                if self._stop.is_set():
                    break
                self._changed()
