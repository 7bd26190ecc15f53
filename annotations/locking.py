"""One lock a file, held by one process or thread at a time.

A lock on the sidecar itself would die when the file is replaced, so locks are files of their own
in a folder that only the user can enter. Invariant: lock files are never removed, for removing
one would let two holders in.

Whoever holds a lock writes into it what he is about to leave half done, and whoever holds it next
clears that away: so a temporary file may have a name that nobody can foresee, and is found all the
same when its maker was killed.
"""

from __future__ import annotations

import hashlib
import os
import sys
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from annotations.naming import is_temporary_name

if TYPE_CHECKING:
    from collections.abc import Iterator

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_LONGEST = 8192
"""Bytes of a path, on every system in use."""


class Lock:
    """A lock that is held."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def remember(self, temporary: Path) -> None:
        """``temporary`` is about to be made, to be gone when the lock is let go."""
        os.pwrite(self._descriptor, os.fsencode(temporary), 0)

    def forget(self) -> None:
        """What was remembered is gone."""
        os.ftruncate(self._descriptor, 0)

    def clear(self) -> None:
        """Remove what a holder before this one was killed over."""
        left = os.pread(self._descriptor, _LONGEST, 0)
        if left:
            temporary = Path(os.fsdecode(left))
            if is_temporary_name(temporary.name):
                with suppress(OSError):
                    temporary.unlink()
            self.forget()


@contextmanager
def locked(path: Path, lock_dir: Path, *, wait: bool = True) -> Iterator[Lock]:
    """Hold the lock of ``path`` (resolved) inside the block.

    Waits as long as another holds it, unless ``wait`` is false: then ``BlockingIOError`` is raised
    at once. ``lock_dir`` is made, with mode 0700. Raises ``OSError`` when it cannot be used.
    """
    lock_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    if lock_dir.stat().st_mode & 0o077:
        lock_dir.chmod(0o700)
    name = hashlib.sha256(os.fsencode(path)).hexdigest()[:32] + ".lock"
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
    descriptor = os.open(lock_dir / name, flags, 0o600)
    try:
        _acquire(descriptor, wait=wait)
        lock = Lock(descriptor)
        lock.clear()
        yield lock
    finally:
        os.close(descriptor)


def _acquire(descriptor: int, *, wait: bool) -> None:
    """Closing the descriptor lets go again, also when the process is killed."""
    if sys.platform == "win32":
        try:
            msvcrt.locking(descriptor, msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)
        except OSError as error:
            raise BlockingIOError(*error.args) from error
    else:
        fcntl.flock(descriptor, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
