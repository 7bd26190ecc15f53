"""Bringing the index up to date: what changed since last time, prepared by workers, one writer.

A refresh can be interrupted at any moment: what was prepared by then is committed, and the rest
is found again next time, because the catalogue still shows it as changed.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import sys
import threading
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from multiprocessing import connection, resource_tracker
from typing import TYPE_CHECKING

from reader.errors import LibraryError
from reader.index.damage import damage_told
from reader.index.entries import Entry, Stamp
from reader.index.old_texts import OldTexts
from reader.index.preparing import Prepared, Task, prepare
from reader.index.scanning import scan
from reader.index.writing import batch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from reader.index.catalogue import Catalogue

_FEW, _LITTLE = 12, 1_000_000
"""Up to so many files of so many bytes are prepared here; starting workers would take longer."""
_CHUNK = 8
"""Files handed to a worker at a time."""
_FIRST_BATCH, _LARGEST_BATCH = 1_000_000, 12_000_000
"""Bytes of article files committed at a time: few at first, so that there is soon something to
read, and never so many that memory grows with the library."""


@dataclass(frozen=True, slots=True)
class RefreshReport:
    """What a refresh did."""

    added: int = 0
    updated: int = 0
    removed: int = 0
    unreadable: tuple[tuple[str, str], ...] = ()
    """Path and reason of each file that was looked at now and could not be read."""
    strays: int = 0
    """Sidecars, and conflict copies of sidecars, that stand beside no article of theirs."""
    busy: bool = False
    """True when another process was at it, and nothing was done here."""
    notice: str = ""
    """One line about something unusual, such as a rebuild; empty otherwise."""

    @property
    def changed(self) -> bool:
        """Whether the index is another than before."""
        return bool(self.added or self.updated or self.removed)


def refresh(
    root: Path,
    folder: Path,
    catalogue: Catalogue,
    *,
    size_limit: int,
    progress: Callable[[int, int], None] | None = None,
) -> RefreshReport:
    """Bring the Whoosh index in ``folder`` and ``catalogue`` up to date with the files in ``root``.

    ``size_limit`` is in bytes; ``progress`` is called with the number of files done and in all,
    and may raise to stop the work. The caller holds the library's lock.
    """
    found = scan(root)
    with damage_told():
        known, cut_off = catalogue.stamps(), set(catalogue.pending())
    changed = [
        Task(path, stamp)
        for path, stamp in sorted(found.stamps.items())
        if known.get(path) != stamp or path in cut_off
    ]
    hopeless = {path: why for path, why in found.problems.items() if path not in found.stamps}
    removed = [p for p in known.keys() | cut_off if p not in found.stamps and p not in hopeless]
    unreadable: list[tuple[str, str]] = []
    texts = OldTexts(folder.parent)
    done = 0
    for tasks in _batches(changed):
        with damage_told():
            tasks = [_with_reading(task, known, catalogue) for task in tasks]
        with batch(folder, catalogue) as writing:
            for one in _prepare_all(root, tasks, size_limit):
                writing.add(one)
                _keep_text(texts, catalogue, known, one.entry)
                if not one.entry.readable:
                    unreadable.append((one.entry.path, one.entry.problem))
                done += 1
                if progress is not None:
                    progress(done, len(changed))
    unheard = [Entry(path, Stamp(0, 0), problem=why) for path, why in hopeless.items()]
    unheard = [entry for entry in unheard if entry.path not in known]
    if removed or unheard:
        for path in removed:
            _keep_text(texts, catalogue, known, Entry(path, Stamp(0, 0)))
        with batch(folder, catalogue) as writing:
            writing.drop(removed)
            for entry in unheard:
                writing.add(Prepared(entry))
                unreadable.append((entry.path, entry.problem))
    if changed:
        texts.forget_old()
    added = sum(task.path not in known for task in changed)
    strays = len(found.strays)
    return RefreshReport(added, len(changed) - added, len(removed), tuple(unreadable), strays)


def _keep_text(
    texts: OldTexts, catalogue: Catalogue, known: dict[str, Stamp], fresh: Entry
) -> None:
    """Keep the text that is about to be forgotten, if annotations were made on it."""
    before = known.get(fresh.path)
    if before is None or before.same_file(fresh.stamp):
        return
    if before.has_sidecar or fresh.stamp.has_sidecar:
        with damage_told():
            reading = catalogue.reading(fresh.path)
        if reading and reading.article.text_sha256 != fresh.text_sha256:
            texts.keep(reading.article.text)


def _with_reading(task: Task, known: dict[str, Stamp], catalogue: Catalogue) -> Task:
    """``task`` with the reading as it was, when only the sidecar has changed."""
    before = known.get(task.path)
    if before is None or not before.same_file(task.stamp):
        return task
    return replace(task, packed=catalogue.packed(task.path))


def _batches(changed: Iterable[Task]) -> Iterator[list[Task]]:
    tasks: list[Task] = []
    size, enough = 0, _FIRST_BATCH
    for task in changed:
        tasks.append(task)
        size += task.stamp.size
        if size >= enough:
            yield tasks
            tasks, size, enough = [], 0, min(4 * enough, _LARGEST_BATCH)
    if tasks:
        yield tasks


def _prepare_all(root: Path, tasks: list[Task], size_limit: int) -> Iterator[Prepared]:
    work = partial(_prepare_chunk, root, size_limit)
    if len(tasks) <= _FEW and sum(task.stamp.size for task in tasks) <= _LITTLE:
        for task in tasks:
            yield from work([task])
        return
    with _workers() as pool, _losses_told():
        remaining = iter(tasks)
        chunks = iter(lambda: list(islice(remaining, _CHUNK)), [])
        running: set[Future[list[Prepared]]] = set()
        for chunk in islice(chunks, 4 * _worker_count()):
            running.add(pool.submit(work, chunk))
        while running:
            finished, running = wait(running, return_when=FIRST_COMPLETED)
            for future in finished:
                chunk = next(chunks, [])
                if chunk:
                    running.add(pool.submit(work, chunk))
                yield from future.result()


def _prepare_chunk(root: Path, size_limit: int, tasks: Iterable[Task]) -> list[Prepared]:
    return [prepare(root, task, size_limit) for task in tasks]


def _worker_count() -> int:
    return max(1, os.cpu_count() or 1)


@contextlib.contextmanager
def _losses_told() -> Iterator[None]:
    try:
        yield
    except BrokenProcessPool as error:
        raise LibraryError(
            "A worker that reads articles was stopped from outside, perhaps for want of memory. "
            "What was done is kept; run the same command again."
        ) from error


def _settle_in() -> None:
    """A worker leaves Ctrl-C to its parent, and does not outlive it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_follow, args=(parent.sentinel,), daemon=True).start()


def _follow(sentinel: int) -> None:
    connection.wait([sentinel])
    os._exit(1)


@contextlib.contextmanager
def _workers() -> Iterator[ProcessPoolExecutor]:
    """Fresh processes, because a fork of a program with threads may hang; deaf to Ctrl-C."""
    # A terminal interface puts something without a file in the place of standard error, and
    # multiprocessing hands on its file.
    with contextlib.redirect_stderr(sys.__stderr__):
        resource_tracker.ensure_running()
    pool = ProcessPoolExecutor(
        _worker_count(),
        mp_context=multiprocessing.get_context("spawn"),
        initializer=_settle_in,
    )
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)
