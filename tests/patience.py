"""How long a test waits for what must come: one figure for all, which a loaded machine keeps."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

LONG = 300.0
"""Seconds in which whatever happens at all has happened, with four busy programs beside it."""


def wait_until(holds: Callable[[], object]) -> None:
    """Wait until ``holds`` says so; an assertion fails when it never does."""
    deadline = time.monotonic() + LONG
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.01)
