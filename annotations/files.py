"""Files that people and programs both edit: reading them within bounds, replacing them whole.

Sidecars and the codebook are kept in this one way. Invariant: at every instant the file is as it
was before or as it is after, with its mode and its links; nothing replaces it that does not read
back as what it was written from; and nothing outside the folder it belongs to is read or written,
wherever links may lead.
"""

from __future__ import annotations

import errno
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from annotations.errors import (
    NewerSidecarError,
    NewerVersionError,
    SidecarError,
    UnreadableSidecarError,
    UnwritableSidecarError,
    YamlError,
)
from annotations.locking import Lock, locked
from annotations.opening import read_regular, real_path
from annotations.replacing import replace_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

T = TypeVar("T")

MAX_BYTES = 32 << 20


_ENDINGS = (".yaml", ".yml")
"""Of a file that a link may stand for: never an article."""


def read_file(path: Path, read: Callable[[str], T], *, root: Path | None = None) -> T | None:
    """What ``read`` makes of the text of the file at ``path``; None when there is no file.

    A link is followed to another YAML file below ``root``, by default the file's own folder.

    Raises ``SidecarError`` (or one of its kinds) when what is there cannot be used: it leads out of
    ``root``, is no regular file, larger than ``MAX_BYTES``, no UTF-8, or ``read`` raises
    ``YamlError``.
    """
    try:
        _refuse_article(path, root or path.parent)
        content = read_regular(path, MAX_BYTES, root or path.parent)
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


@dataclass(frozen=True, slots=True)
class LockedFile:
    """A file that nobody else writes as long as it is held."""

    path: Path
    """With links resolved."""
    root: Path
    """The folder it may not lead out of."""
    lock: Lock

    def read(self, read: Callable[[str], T]) -> T | None:
        """As :func:`read_file`."""
        return read_file(self.path, read, root=self.root)

    def write(self, text: str, value: T, read: Callable[[str], T]) -> None:
        """Put ``text`` in the place of the file, durably.

        Raises ``UnwritableSidecarError`` and leaves the file as it was unless ``read(text)`` equals
        ``value``, and when the file cannot be written.
        """
        _verify(self.path, text, value, read)
        try:
            replace_file(self.path, text.encode(), self.lock, root=self.root)
        except OSError as error:
            raise UnwritableSidecarError(self.path, _reason(error)) from error


@contextmanager
def locked_file(path: Path, lock_dir: Path, *, root: Path | None = None) -> Iterator[LockedFile]:
    """Hold the lock of the file at ``path`` inside the block.

    ``root`` is as in :func:`read_file`. Raises ``UnreadableSidecarError`` when it leads out of
    there, and ``UnwritableSidecarError`` when it cannot be locked.
    """
    within = root or path.parent
    try:
        _refuse_article(path, within)
        target = real_path(path, within)
    except OSError as error:
        raise UnreadableSidecarError(path, _reason(error)) from error
    with ExitStack() as stack:
        try:
            lock = stack.enter_context(locked(target, lock_dir))
        except OSError as error:
            reason = f"cannot lock {path}: {_reason(error)}"
            raise UnwritableSidecarError(lock_dir, reason) from error
        yield LockedFile(target, within, lock)


def _refuse_article(path: Path, root: Path) -> None:
    """Raise ``OSError`` for a link to what is not YAML by its name, such as an article."""
    if path.is_symlink():
        goal = real_path(path, root)
        if goal.suffix.lower() not in _ENDINGS:
            raise OSError(
                errno.EINVAL, f"it is a link to {goal}, which is no YAML file by its name"
            )


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


def _reason(error: OSError) -> str:
    return error.strerror or str(error)
