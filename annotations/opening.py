"""Opening files in a folder that a stranger may have filled.

Such a folder may hold links to anywhere, pipes that nobody writes to, devices without an end.
Invariant: what is opened here is where it seems to be, below the folder that was named or nowhere,
and what is read is a regular file of bounded size.
"""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

_CAREFUL = os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK
"""A link that comes after the look is not followed, a pipe not waited for."""


class OutsideError(OSError):
    """A path that seems to be in a folder and, by a link, leads out of it."""

    def __init__(self, path: Path, real: Path) -> None:
        super().__init__(errno.ELOOP, f"it is a link that leads outside, to {real}")
        self.filename = str(path)


def real_path(path: Path, root: Path | None) -> Path:
    """``path`` with all links resolved, whether anything is there or not.

    Raises ``OutsideError`` when that is not below ``root``; None admits any place.
    """
    real = Path(os.path.realpath(path))
    if root is not None and not real.is_relative_to(os.path.realpath(root)):
        raise OutsideError(path, real)
    return real


def opened(path: Path, root: Path | None, flags: int) -> int:
    """A descriptor of what is at ``path``, links followed that stay below ``root``.

    Raises ``OutsideError`` for what is elsewhere, also when it was moved there since the look, and
    ``OSError`` for what cannot be opened.
    """
    os.lstat(path)  # What is not there at all is said at once, for it is asked for most.
    real = real_path(path, root)
    descriptor = os.open(real, flags | _CAREFUL)
    try:
        now = real_path(path, root)
        if now != real or not os.path.samestat(os.fstat(descriptor), os.lstat(real)):
            raise OutsideError(path, now)
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


def read_regular(path: Path, most: int, root: Path | None) -> bytes:
    """The content of the regular file at ``path``, of at most ``most`` bytes.

    Raises ``OSError`` that says why it cannot be read: as :func:`opened` does, and for what is
    larger, or no regular file.
    """
    descriptor = opened(path, root, os.O_RDONLY)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(errno.EINVAL, "it is not a regular file", str(path))
    with os.fdopen(descriptor, "rb") as file:
        content = file.read(most + 1)
    if len(content) > most:
        raise OSError(errno.EFBIG, f"it is larger than {_size(most)}", str(path))
    return content


def _size(most: int) -> str:
    return f"{most >> 20} MB" if most >> 20 else f"{most >> 10} kB"
