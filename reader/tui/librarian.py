"""The library in threads of its own, so that the screen never waits for a disk.

Whoosh's readers and SQLite's connections belong to one thread: one answers one question after
another, and a second keeps the index up to date, which may take minutes.
"""

from __future__ import annotations

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Event
from typing import TYPE_CHECKING, TypeVar

from reader.library import Library

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterable, Iterator
    from concurrent.futures import Future
    from pathlib import Path

    from reader.config import Settings
    from reader.index.refreshing import RefreshReport

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
    """Answers questions about the library at ``root``, and sees to its index beside that."""

    def __init__(self, root: Path, settings: Settings) -> None:
        self._leaving = Event()
        self._desk = _Thread("librarian", root, settings, self._go_on)
        self._index = _Thread("indexer", root, settings, self._go_on)

    async def ask(self, question: Callable[[Library], T]) -> T:
        """What ``question`` returns when it is put to the library; its errors are raised here."""
        return await asyncio.wrap_future(self._desk.submit(question))

    async def stream(self, start: Callable[[Library], Iterable[T]]) -> AsyncIterator[list[T]]:
        """What ``start`` gives, in lists: the first at once, none so long that others wait."""
        given = iter(await self.ask(start))
        count = _FIRST_FEW
        while few := await self.ask(partial(_few, given, count)):
            yield few
            count = min(2 * count, _MOST_AT_ONCE)

    async def refresh(
        self, progress: Callable[[int, int], None] = lambda _done, _total: None
    ) -> RefreshReport:
        """Bring the index up to date, as :meth:`Library.refresh` does; no question waits for it.

        It learns of all that was done by the questions asked before.
        """

        def reported(done: int, total: int) -> None:
            self._go_on()
            progress(done, total)

        await self.ask(lambda _: None)
        return await asyncio.wrap_future(
            self._index.submit(lambda library: library.refresh(reported))
        )

    def close(self) -> None:
        """Answer what has been asked, break off what is being indexed, give all files back."""
        self._leaving.set()
        self._desk.close()
        self._index.close()

    def _go_on(self) -> None:
        """Raises ``InterruptedError`` where something long is to be broken off."""
        if self._leaving.is_set():
            raise InterruptedError


class _Thread:
    """A thread with a library of its own."""

    def __init__(
        self, name: str, root: Path, settings: Settings, go_on: Callable[[], None]
    ) -> None:
        self._root = root
        self._settings = settings
        self._go_on = go_on
        self._library: Library | None = None
        self._executor = ThreadPoolExecutor(1, thread_name_prefix=name)

    def submit(self, question: Callable[[Library], T]) -> Future[T]:
        """Have ``question`` answered after those before it."""
        return self._executor.submit(self._answer, question)

    def close(self) -> None:
        """Answer what has been asked, then give all files back."""
        self._executor.submit(self._leave)
        self._executor.shutdown()

    def _answer(self, question: Callable[[Library], T]) -> T:
        if self._library is None:
            self._library = Library(self._root, self._settings, go_on=self._go_on)
        return question(self._library)

    def _leave(self) -> None:
        if self._library is not None:
            self._library.close()
            self._library = None
