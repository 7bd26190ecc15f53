"""The library in a thread of its own, so that the screen never waits for a disk.

Whoosh's readers and SQLite's connections belong to one thread; a librarian is that thread, and
answers one question after another.
"""

from __future__ import annotations

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from reader.library import Library

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterable, Iterator
    from pathlib import Path

    from reader.config import Settings

T = TypeVar("T")
_FIRST_FEW = 8
_MOST_AT_ONCE = 2_000
_PATIENCE = 0.02
"""Seconds that others wait at most while one long question is answered in parts."""


def _few(given: Iterator[T], most: int, _library: Library) -> list[T]:
    """At most ``most`` of what is ``given``, and what can be had without much waiting."""
    few: list[T] = []
    until = time.monotonic() + _PATIENCE
    for one in given:
        few.append(one)
        if len(few) == most or time.monotonic() > until:
            break
    return few


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

    async def stream(self, start: Callable[[Library], Iterable[T]]) -> AsyncIterator[list[T]]:
        """What ``start`` gives, in lists: the first at once, none so long that others wait."""
        given = iter(await self.ask(start))
        count = _FIRST_FEW
        while few := await self.ask(partial(_few, given, count)):
            yield few
            count = min(2 * count, _MOST_AT_ONCE)

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
