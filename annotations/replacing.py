"""Replacing a file whole: the one way in which anything is written over what may be there.

The content goes into a temporary file beside the target, which then takes its place. Invariant: at
every instant the target is as it was before or as it is after; the temporary file has a name that
nobody can foresee, is made anew and through no link, and is gone when writing fails, or, when its
maker was killed, with the next write under the same lock.
"""

from __future__ import annotations

import os
import stat
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from annotations.naming import new_temporary_name
from annotations.opening import opened

if TYPE_CHECKING:
    from pathlib import Path

    from annotations.locking import Lock

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC | getattr(os, "O_NOFOLLOW", 0)


def replace_file(
    target: Path, content: bytes, lock: Lock, *, root: Path | None, durable: bool = True
) -> None:
    """Put ``content`` in the place of the file at ``target``, which keeps its mode.

    ``target`` has its links resolved; its folder must be below ``root``, unless that is None. A
    ``durable`` write survives a power cut. Raises ``OSError``, and then nothing has changed.
    """
    folder = opened(target.parent, root, os.O_RDONLY | os.O_DIRECTORY)
    name = new_temporary_name()
    lock.remember(target.with_name(name))
    try:
        mode = _mode(target.name, folder)
        made = os.open(name, _NEW, 0o666 if mode is None else 0o600, dir_fd=folder)
        try:
            with os.fdopen(made, "wb") as file:
                file.write(content)
                file.flush()
                if mode is not None:
                    os.fchmod(made, mode)
                if durable:
                    os.fsync(made)
            os.replace(name, target.name, src_dir_fd=folder, dst_dir_fd=folder)
        except BaseException:
            with suppress(OSError):
                os.unlink(name, dir_fd=folder)
            raise
        if durable:
            _sync(folder)
    finally:
        os.close(folder)
        lock.forget()


def _mode(name: str, folder: int) -> int | None:
    """The permissions of the file ``name``, None when it is new; one made read-only stays so."""
    try:
        mode = stat.S_IMODE(os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode)
    except FileNotFoundError:
        return None
    if not os.access(name, os.W_OK, dir_fd=folder):
        raise PermissionError("the file is read-only")
    return mode


def _sync(folder: int) -> None:
    if sys.platform == "win32":
        return
    # Some network file systems cannot sync a folder; the file itself is safely written by now.
    with suppress(OSError):
        os.fsync(folder)
