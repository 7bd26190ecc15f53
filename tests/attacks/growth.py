"""How the cost of some work grows with what it is done on.

Time is that of the processor, so that a busy machine does not count, and without the collection of
garbage, which goes through all that the tests before have left; a cost that looks too high is
measured again on more, where chance weighs less and a square weighs more.
"""

from __future__ import annotations

import gc
import time
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

T = TypeVar("T")

LIMIT = 2.5
"""How many times more twice as much may cost."""
FLOOR = 0.04
"""Seconds that are too short to be judged."""
STEPS = ((1, 1), (1, 2), (2, 2), (4, 2))
"""How many times the size, and how often measured, one step after the other."""
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

    What looks too fast is measured again, the small beside the large, and then on twice as much
    each time, until the growth is within the limit or clearly is not. So ``make`` is asked for up
    to eight times ``size``, and that must be as lawful as ``size`` is.
    """
    told = ""
    for times, rounds in STEPS:
        small, large = partial(work, make(times * size)), partial(work, make(2 * times * size))
        measured = [(cost(small), cost(large)) for _ in range(rounds)]
        before, after = map(min, zip(*measured, strict=True))
        if after < FLOOR or after <= LIMIT * before:
            return ""
        told += f"{times * size:,}: {before:.2f} s, twice as much: {after:.2f} s; "
        if after > CEILING:
            break
    return told
