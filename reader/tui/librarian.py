"""The library in a thread of its own, so that the screen never waits for a disk.

Whoosh's readers and SQLite's connections belong to one thread; a librarian is that thread, and
answers one question after another.
"""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

from reader.library import Library

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reader.config import Settings

T = TypeVar("T")


class Librarian:
    """Answers questions about the library at ``root``."""

    def __init__(self, root: Path, settings: Settings) -> None:
        self._root = root
        self._settings = settings
        self._library: Library | None = None
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="librarian")

    async def ask(self, question: Callable[[Library], T]) -> T:
        """What ``question`` returns when it is put to the library; its errors are raised here."""
        return await asyncio.wrap_future(self._thread.submit(self._answer, question))

    def close(self) -> None:
        """Answer what has been asked, then give all files back."""
        self._thread.submit(self._leave)
        self._thread.shutdown()

    def _answer(self, question: Callable[[Library], T]) -> T:
        if self._library is None:
            self._library = Library(self._root, self._settings)
        return question(self._library)

    def _leave(self) -> None:
        if self._library is not None:
            self._library.close()
            self._library = None
