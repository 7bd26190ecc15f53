"""Files that people and programs both edit: reading them within bounds, replacing them whole.

Sidecars and the codebook are kept in this one way. Invariant: at every instant the file is as it
was before or as it is after, with its mode and its links; nothing replaces it that does not read
back as what it was written from.
"""

from __future__ import annotations

import hashlib
import os
import stat
import sys
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from annotations.errors import (
    NewerSidecarError,
    NewerVersionError,
    SidecarError,
    UnreadableSidecarError,
    UnwritableSidecarError,
    YamlError,
)
from annotations.locking import locked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

T = TypeVar("T")

MAX_BYTES = 32 << 20


def read_file(path: Path, read: Callable[[str], T]) -> T | None:
    """What ``read`` makes of the text of the file at ``path``; None when there is no file.

    Raises ``SidecarError`` (or one of its kinds) when what is there cannot be used: it is no
    regular file, larger than ``MAX_BYTES``, no UTF-8, or ``read`` raises ``YamlError``.
    """
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):
            raise UnreadableSidecarError(path, "this is not a regular file")
        if about.st_size > MAX_BYTES:
            raise UnreadableSidecarError(path, f"it is larger than {MAX_BYTES >> 20} MB")
        content = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise UnreadableSidecarError(path, _reason(error)) from error
    try:
        return read(content.decode())
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise SidecarError(path, "this is not UTF-8", line) from error
    except NewerVersionError as error:
        raise NewerSidecarError(path, error.reason, error.line) from error
    except YamlError as error:
        raise SidecarError(path, error.reason, error.line) from error


@contextmanager
def locked_file(path: Path, lock_dir: Path) -> Iterator[Path]:
    """Hold the lock of the file at ``path`` inside the block; yields its path, links resolved.

    Raises ``UnwritableSidecarError`` when it cannot be locked.
    """
    target = Path(os.path.realpath(path))
    with ExitStack() as stack:
        try:
            stack.enter_context(locked(target, lock_dir))
        except OSError as error:
            reason = f"cannot lock {path}: {_reason(error)}"
            raise UnwritableSidecarError(lock_dir, reason) from error
        yield target


def write_file(target: Path, text: str, value: T, read: Callable[[str], T]) -> None:
    """Put ``text`` in the place of the file at ``target`` (links resolved), durably.

    Raises ``UnwritableSidecarError`` and leaves the file as it was unless ``read(text)`` equals
    ``value``, and when the file cannot be written.
    """
    _verify(target, text, value, read)
    try:
        _replace(target, text.encode())
    except OSError as error:
        raise UnwritableSidecarError(target, _reason(error)) from error


def _verify(target: Path, text: str, value: T, read: Callable[[str], T]) -> None:
    try:
        again = read(text)
    except YamlError as error:
        reason = f"what would be written cannot be read again ({error.reason})"
        raise UnwritableSidecarError(target, reason) from error
    if again != value:
        raise UnwritableSidecarError(target, "what would be written does not read back the same")
    if len(text.encode()) > MAX_BYTES:
        raise UnwritableSidecarError(target, f"it would be larger than {MAX_BYTES >> 20} MB")


def _replace(target: Path, content: bytes) -> None:
    """Put ``content`` in the place of ``target`` in one step that survives a power cut."""
    mode = _mode(target)
    name = hashlib.sha256(os.fsencode(target.name)).hexdigest()[:32]
    temporary = target.with_name(f".{name}.annotations.tmp")
    temporary.unlink(missing_ok=True)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)
    descriptor = os.open(temporary, flags, 0o666 if mode is None else 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if mode is not None:
            temporary.chmod(mode)
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)
    _sync_folder(target.parent)


def _mode(target: Path) -> int | None:
    """The permissions of ``target``, None when it is new; a file made read-only stays so."""
    try:
        mode = stat.S_IMODE(target.stat().st_mode)
    except FileNotFoundError:
        return None
    if not os.access(target, os.W_OK):
        raise PermissionError("the file is read-only")
    return mode


def _sync_folder(folder: Path) -> None:
    if sys.platform == "win32":
        return
    # Some network file systems cannot sync a folder; the file itself is safely written by now.
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _reason(error: OSError) -> str:
    return error.strerror or str(error)
