"""Clocks for a machine that others use too, and how a figure is told.

What is compared runs in turns, so that a noisy minute falls on both, and the shortest run of each
counts. CPU seconds are taken wherever one process does all the work.
"""

from __future__ import annotations

import contextlib
import gc
import resource
import subprocess
import sys
import threading
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_LOOK_EVERY = 0.02
"""Seconds between two looks at the memory of a process."""


def in_turns(
    works: Sequence[Callable[[], object] | None],
    rounds: int,
    *,
    enough: float = 2.0,
    clock: Callable[[], float] = time.process_time,
) -> list[list[float]]:
    """The seconds of each run of each of ``works``, which run in turns; none for None.

    A work that has taken ``enough`` seconds by now is not run again.
    """
    times: list[list[float]] = [[] for _ in works]
    with few_objects():
        for _ in range(rounds):
            for work, own in zip(works, times, strict=True):
                if work is not None and sum(own) < enough:
                    began = clock()
                    work()
                    own.append(clock() - began)
    return times


@contextlib.contextmanager
def few_objects() -> Iterator[None]:
    """Keep what is in memory already from the garbage collector.

    All texts and three indexes are there, and whoever happens to start a collection would pay.
    """
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def cpu_of(command: Sequence[str]) -> float:
    """The CPU seconds of a whole process, with those of its own children that it waited for."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


class Memory:
    """Watches the peak of resident memory of a process and of its children, while it runs.

    Not by ``ru_maxrss``: that of a process begins with the memory of the one that started it.
    """

    def __init__(self, process: int) -> None:
        self._process = process
        self._peaks: Counter[int] = Counter()
        self._children: set[int] = set()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Memory:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    @property
    def parent(self) -> float:
        """Megabytes."""
        return self._peaks[self._process] / 1e6

    @property
    def children(self) -> list[float]:
        """Megabytes of each, the largest first."""
        return sorted((self._peaks[child] / 1e6 for child in self._children), reverse=True)

    def _watch(self) -> None:
        while not self._over.wait(_LOOK_EVERY):
            with contextlib.suppress(OSError):
                tasks = Path(f"/proc/{self._process}/task")
                for file in tasks.glob("*/children"):
                    self._children.update(map(int, file.read_text().split()))
            for process in (self._process, *self._children):
                with contextlib.suppress(OSError):
                    self._peaks[process] = max(self._peaks[process], _peak(process))


def _peak(process: int) -> int:
    """Bytes; 0 for a process that has ended."""
    for line in Path(f"/proc/{process}/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) * 1024
    return 0


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def tell(what: str, ours: float, beside: dict[str, float], *, size: float = 0.0) -> None:
    """Print what took ``ours`` seconds, and its ratio to each of what ran ``beside`` it.

    ``size`` is that of the text in megabytes, where it matters.
    """
    say(f"\n{what}: {_seconds(ours)}" + (f", {size / ours:,.2f} MB/s" if size else ""))
    for name, theirs in beside.items():
        rate = f", {size / theirs:,.2f} MB/s" if size else ""
        say(f"    {ours / theirs:8.2f} of {name} ({_seconds(theirs)}{rate})")


def _seconds(spent: float) -> str:
    return f"{spent:,.1f} s" if spent >= 10 else f"{1000 * spent:,.1f} ms"
