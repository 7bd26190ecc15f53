"""Exit statuses: what the shell is told, in one place.

Invariant: every command returns one of these, and no other number leaves the program.
"""

from __future__ import annotations

from enum import IntEnum


class Status(IntEnum):
    """How a command ended."""

    DONE = 0
    """Found, or done; also when nobody reads the output to its end."""
    NOTHING = 1
    """Nothing was found."""
    ERROR = 2
    """Usage, query or files: nothing was done."""
    SOME_FAILED = 3
    """Done, but some files failed."""
    INTERRUPTED = 130
    """Ctrl-C, as shells count it: 128 and the number of the signal."""
