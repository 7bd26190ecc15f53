"""Work on strangers' files, done in processes of its own: what a file breaks there costs that file.

A parser in C may crash, a page may keep one busy for ever, a picture of a document may ask for all
memory. So each file has a time limit and each worker a limit of memory; a worker that dies or is
overdue is replaced, the file it was at is given up, and the others go on. Invariant: every task
that is taken comes to exactly one result.
"""

from __future__ import annotations

import contextlib
import logging
import multiprocessing
import os
import resource
import signal
import sys
import threading
import time
from collections import deque
from dataclasses import dataclass, field
from multiprocessing import connection, resource_tracker
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

T = TypeVar("T")
R = TypeVar("R")

_MEMORY = 6 << 30
"""Bytes of address space of one worker."""
_AHEAD = 2
"""Tasks that a worker has at a time, so that it need not wait for its parent between two."""

_PATIENCE = 0.2
"""Seconds without a result after which whoever waits for it is asked whether he still does."""

DIED = "the program that was reading it stopped; the file is damaged, or needs too much memory"


@dataclass(frozen=True, slots=True)
class Failure:
    """What a worker says instead of a result."""

    reason: str


@dataclass(frozen=True, slots=True)
class Job(Generic[T, R]):
    """What is done with each task, and what stands for the result when that cannot be done."""

    work: Callable[[T], R]
    """Run in a worker, so it can be pickled, and so can what it is given and returns."""
    lost: Callable[[T, str], R]
    """The result of a task that was given up, and the reason; run here."""
    patience: Callable[[T], float]
    """Seconds after which a task is given up."""

    def alone(self, task: T) -> R:
        """Do ``task`` here, in this process, without limits."""
        outcome = _attempt(self.work, task)
        return self.lost(task, outcome.reason) if isinstance(outcome, Failure) else outcome

    def apart(
        self,
        tasks: Iterable[T],
        *,
        light: Callable[[T], bool],
        waiting: Callable[[], None] = lambda: None,
    ) -> Generator[R, None, None]:
        """Do ``tasks`` in workers, one for each processor; results as they come.

        Several tasks are handed over at once only while they are ``light``, which says that they
        take less than some kilobytes when pickled. ``waiting`` is called now and then while there
        is no result, and may raise to stop the work.
        """
        with contextlib.closing(_Crew(self, tasks, light, waiting)) as crew:
            yield from crew.results()


@dataclass(slots=True)
class _Worker(Generic[T]):
    """One process, what it has been given, and since when it is at the first of that."""

    process: BaseProcess
    channel: Connection
    tasks: deque[T] = field(default_factory=deque)
    began: float = 0.0

    def give(self, task: T) -> None:
        """Hand over a task; a worker that is dead by now is found out when its result is due."""
        if not self.tasks:
            self.began = time.monotonic()
        self.tasks.append(task)
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            self.channel.send(task)

    def end(self) -> None:
        """End the process, whatever it is at."""
        self.channel.close()
        self.process.kill()
        self.process.join()


class _Crew(Generic[T, R]):
    """The workers on one job."""

    def __init__(
        self,
        job: Job[T, R],
        tasks: Iterable[T],
        light: Callable[[T], bool],
        waiting: Callable[[], None],
    ) -> None:
        self._job = job
        self._waiting = waiting
        self._light = light
        self._tasks = iter(tasks)
        self._again: deque[T] = deque()
        self._suspects: list[T] = []
        self._workers: list[_Worker[T]] = []

    def close(self) -> None:
        """End all workers, whatever they are at."""
        for worker in self._workers:
            worker.end()

    def results(self) -> Iterator[R]:
        """The result of every task, in the order in which they are done."""
        self._hand_out()
        while busy := [worker for worker in self._workers if worker.tasks]:
            due = min(worker.began + self._job.patience(worker.tasks[0]) for worker in busy)
            channels = [worker.channel for worker in busy]
            left = max(0.0, due - time.monotonic())
            ready = connection.wait(channels, min(left, _PATIENCE))
            if not ready:
                self._waiting()
            for worker in busy:
                if worker.channel in ready or worker.channel.poll():
                    yield from self._received(worker)
                elif time.monotonic() - worker.began > self._job.patience(worker.tasks[0]):
                    limit = self._job.patience(worker.tasks[0])
                    yield self._given_up(worker, f"reading it takes more than {limit:,.0f} s")
            self._hand_out()

    def _hand_out(self) -> None:
        """Give every worker something to do, as long as there is something."""
        while len(self._workers) < max(1, os.cpu_count() or 1):
            if not self._give_next(None):
                return
        for depth in range(_AHEAD):
            for worker in self._workers:
                # A heavy task could fill the channel, and both ends would wait for the other.
                idle = len(worker.tasks) == depth and all(map(self._light, worker.tasks))
                if idle and not self._give_next(worker):
                    return

    def _give_next(self, worker: _Worker[T] | None) -> bool:
        """Hand the next task to ``worker``, or to a new one; False when there is none."""
        task = self._again.popleft() if self._again else next(self._tasks, None)
        if task is None:
            return False
        if worker is not None and worker.tasks and not self._light(task):
            self._again.append(task)
            return True
        if worker is None:
            worker = _hired(self._job.work)
            self._workers.append(worker)
        worker.give(task)
        return True

    def _received(self, worker: _Worker[T]) -> Iterator[R]:
        """The result that ``worker`` has sent; a death that may be no fault of the task's has none.

        Whoever ended the worker may have meant another: the task is tried once more.
        """
        try:
            outcome: R | Failure = worker.channel.recv()
        except (EOFError, OSError):
            task = worker.tasks[0]
            if any(task is suspect for suspect in self._suspects):
                yield self._given_up(worker, DIED)
                return
            self._suspects.append(task)
            self._part_with(worker)
            return
        task = worker.tasks.popleft()
        worker.began = time.monotonic()
        yield self._job.lost(task, outcome.reason) if isinstance(outcome, Failure) else outcome

    def _given_up(self, worker: _Worker[T], reason: str) -> R:
        """The result of the task ``worker`` was at; what else it had goes to another."""
        task = worker.tasks.popleft()
        self._part_with(worker)
        return self._job.lost(task, reason)

    def _part_with(self, worker: _Worker[T]) -> None:
        """End ``worker``, and put what it had back."""
        worker.end()
        self._workers.remove(worker)
        self._again.extend(worker.tasks)


def _hired(work: Callable[[T], R]) -> _Worker[T]:
    """A fresh process: a fork of a program with threads may hang."""
    # A terminal interface puts something without a file in the place of standard error, and
    # multiprocessing hands on its file.
    with contextlib.redirect_stderr(sys.__stderr__):
        resource_tracker.ensure_running()
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs, work), daemon=True)
    # A worker leaves Ctrl-C to its parent from its first moment on, so it is born deaf to it.
    heard = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        process.start()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, heard)
    theirs.close()
    return _Worker(process, ours)


def _serve(channel: Connection, work: Callable[[T], R]) -> None:
    """The life of a worker: a task, its result, the next task."""
    _settle_in()
    with contextlib.suppress(EOFError, BrokenPipeError, ConnectionResetError):
        while True:
            channel.send(_attempt(work, channel.recv()))


def _attempt(work: Callable[[T], R], task: T) -> R | Failure:
    """The result, or what went wrong: whatever a file does to a parser ends here."""
    try:
        return work(task)
    except MemoryError:
        return Failure("reading it needs too much memory")
    except RecursionError:
        return Failure("it is nested too deeply")
    except Exception as error:  # noqa: BLE001 - the edge of a worker: one file costs only itself
        return Failure(f"it cannot be made sense of ({type(error).__name__}: {error})")


def _settle_in() -> None:
    """A worker does not outlive its parent, is silent, and is bounded."""
    logging.disable(logging.CRITICAL)
    with contextlib.suppress(ValueError, OSError):
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        most = _MEMORY if hard == resource.RLIM_INFINITY else min(_MEMORY, hard)
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_follow, args=(parent.sentinel,), daemon=True).start()


def _follow(sentinel: int) -> None:
    connection.wait([sentinel])
    os._exit(1)
