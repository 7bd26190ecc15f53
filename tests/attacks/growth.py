"""How the cost of some work grows with what it is done on.

Time is that of the processor, so that a busy machine does not count, and without the collection of
garbage, which goes through all that the tests before have left; a cost that looks too high is
measured again on more, where chance weighs less and a square weighs more.
"""

from __future__ import annotations

import gc
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

T = TypeVar("T")

LIMIT = 2.5
"""How many times more twice as much may cost."""
FLOOR = 0.04
"""Seconds that are too short to be judged."""
TRIES = 4
CEILING = 20.0
"""Seconds after which there is nothing more to be asked."""


def cost(work: Callable[[], object], times: int = 1) -> float:
    """Seconds of the processor that ``work`` takes, at the least of several ``times``."""
    found = []
    for _ in range(times):
        with _no_collecting():
            began = time.process_time()
            work()
            found.append(time.process_time() - began)
    return min(found)


@contextmanager
def _no_collecting() -> Iterator[None]:
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def excess(make: Callable[[int], T], work: Callable[[T], object], size: int) -> str:
    """How ``work`` on what ``make`` makes of ``size`` grows, if it grows too fast; else nothing.

    The size is doubled until the growth is within the limit, or clearly is not.
    """
    told = ""
    before = cost(lambda: work(make(size)))
    for attempt in range(TRIES):
        size *= 2
        made = make(size)
        after = cost(lambda made=made: work(made), times=1 + (attempt > 0))  # type: ignore[misc]
        if after < FLOOR or after <= LIMIT * before:
            return ""
        told += f"{size:,}: {before:.2f} s to {after:.2f} s; "
        if after > CEILING:
            break
        before = after
    return told
