"""Ctrl-C is heard, wherever it comes.

Python makes an exception of it in the very place where the program is. Where that is a finalizer,
or a function that a library in C has called, the exception is dropped, and the program would go on
as if nothing had been said. So the exception is raised again, until it has arrived. Invariant: once
Ctrl-C was pressed, the block is left by it, and what is tidied up on the way is not disturbed.
"""

from __future__ import annotations

import signal
import sys
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

_AGAIN = 0.25
"""Seconds after which it is seen to whether it has been heard."""


@contextmanager
def heard() -> Iterator[None]:
    """Inside the block Ctrl-C is repeated until the block is left.

    Where somebody has settled already what Ctrl-C does, that holds.
    """
    if not _is_ours(signal.default_int_handler):
        yield
        return
    before = signal.signal(signal.SIGALRM, _again)
    signal.signal(signal.SIGINT, _pressed)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@contextmanager
def left_alone() -> Iterator[None]:
    """Inside the block, which has ways of its own, Ctrl-C is what it is to Python."""
    if not _is_ours(_pressed):
        yield
        return
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, _pressed)


def _is_ours(handler: object) -> bool:
    here = threading.current_thread() is threading.main_thread()
    return here and signal.getsignal(signal.SIGINT) is handler


def _pressed(_number: int, _frame: FrameType | None) -> None:
    signal.setitimer(signal.ITIMER_REAL, _AGAIN)
    raise KeyboardInterrupt


def _again(number: int, frame: FrameType | None) -> None:
    error = sys.exc_info()[1]
    while error is not None and not isinstance(error, KeyboardInterrupt):
        error = error.__context__
    if error is None:
        _pressed(number, frame)
    signal.setitimer(signal.ITIMER_REAL, _AGAIN)
