"""Work on strangers' files, done in processes of its own: what a file breaks there costs that file.

A parser in C may crash, a page may keep one busy for ever, a picture of a document may ask for all
memory. So each file has a time limit and each worker a limit of memory; a worker that dies or is
overdue is replaced, the file it was at is given up, and the others go on. Invariant: every task
that is taken comes to exactly one result.
"""

from __future__ import annotations

import contextlib
import os
import time
from collections import deque
from dataclasses import dataclass, field
from multiprocessing import connection
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from reader.index.isolation import Isolated

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator
    from multiprocessing.connection import Connection
    from pathlib import Path

T = TypeVar("T")
R = TypeVar("R")

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
        """Do ``task`` here, in this process, without limits: for what was bounded before."""
        outcome = _attempt(self.work, task)
        return self.lost(task, outcome.reason) if isinstance(outcome, Failure) else outcome


class Workers:
    """Those who read the files of one library; one of them is kept for the next job."""

    def __init__(self, root: Path) -> None:
        """``root`` is the library."""
        self.root = root
        self._kept: Isolated | None = None

    def do(
        self,
        job: Job[T, R],
        tasks: Iterable[T],
        *,
        light: Callable[[T], bool],
        most: int = 0,
        waiting: Callable[[], None] = lambda: None,
    ) -> Generator[R, None, None]:
        """Do ``tasks``, by one worker for each processor or at ``most``; results as they come.

        Several tasks are handed over at once only while they are ``light``, which says that they
        take less than some kilobytes when pickled. ``waiting`` is called now and then while there
        is no result, and may raise to stop the work.
        """
        most = most or max(1, os.cpu_count() or 1)
        with contextlib.closing(_Crew(self, job, tasks, light, most, waiting)) as crew:
            yield from crew.results()

    def close(self) -> None:
        """End all of them."""
        if self._kept is not None:
            self._kept.end()
            self._kept = None

    def hired(self) -> Isolated:
        """A worker who has nothing to do."""
        kept, self._kept = self._kept, None
        return kept or Isolated(self.root, serve)

    def keep(self, process: Isolated) -> None:
        """Keep one that has done what there was to do for the next job."""
        if self._kept is None:
            self._kept = process
        else:
            process.end()


@dataclass(slots=True)
class _Worker(Generic[T]):
    """One process, what it has been given, and since when it is at the first of that."""

    process: Isolated
    tasks: deque[T] = field(default_factory=deque)
    began: float = 0.0

    def begin(self, work: Callable[[T], object]) -> None:
        """Say what is to be done with each task."""
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            self.channel.send(_Beginning(work))

    def give(self, task: T) -> None:
        """Hand over a task; a worker that is dead by now is found out when its result is due."""
        if not self.tasks:
            self.began = time.monotonic()
        self.tasks.append(task)
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            self.channel.send(task)

    @property
    def channel(self) -> Connection:
        """To the process."""
        return self.process.channel


class _Crew(Generic[T, R]):
    """The workers on one job."""

    def __init__(
        self,
        workers: Workers,
        job: Job[T, R],
        tasks: Iterable[T],
        light: Callable[[T], bool],
        most: int,
        waiting: Callable[[], None],
    ) -> None:
        self._all = workers
        self._most = most
        self._job = job
        self._waiting = waiting
        self._light = light
        self._tasks = iter(tasks)
        self._again: deque[T] = deque()
        self._suspects: list[T] = []
        self._workers: list[_Worker[T]] = []

    def close(self) -> None:
        """Part with all workers, whatever they are at."""
        for worker in self._workers:
            # After much work it may have grown.
            if worker.tasks or self._most > 1:
                worker.process.end()
            else:
                self._all.keep(worker.process)

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
        while len(self._workers) < self._most:
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
            worker = _Worker(self._all.hired())
            self._workers.append(worker)
            worker.begin(self._job.work)
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
        worker.process.end()
        self._workers.remove(worker)
        self._again.extend(worker.tasks)


@dataclass(frozen=True, slots=True)
class _Beginning:
    """What a worker is told before the tasks of a job."""

    work: Callable[[Any], object]


def serve(channel: Connection) -> None:
    """The life of a worker: a task, its result, the next task."""
    work: Callable[[Any], object] = str
    with contextlib.suppress(EOFError, BrokenPipeError, ConnectionResetError):
        while True:
            received = channel.recv()
            if isinstance(received, _Beginning):
                work = received.work
            else:
                channel.send(_attempt(work, received))


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
