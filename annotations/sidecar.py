"""One sidecar file: where it is, reading it, and the only way in which one is ever written.

Invariant: at every instant the file is whole, as it was before or as it is after; what another
process, a person or a newer program put into it is never lost to an update.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
import sys
from contextlib import ExitStack, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from annotations.errors import (
    NewerSidecarError,
    NewerVersionError,
    SidecarError,
    UnreadableSidecarError,
    UnwritableSidecarError,
    YamlError,
)
from annotations.locking import locked
from annotations.model import Sidecar
from annotations.yaml_format import read_sidecar, write_sidecar

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotations.model import Source

SUFFIX = ".annotations.yaml"
MAX_BYTES = 32 << 20
TOMBSTONES_KEPT = timedelta(days=90)

_LONGEST_NAME = 255
"""Bytes, on every file system in use."""
_SIDECAR_NAME = re.compile(r".*\.annotations(?:[^0-9A-Za-z].*)?\.yaml", re.DOTALL | re.IGNORECASE)
"""The name itself, and what synchronising programs make of it when two copies conflict."""
_TEMPORARY_NAME = re.compile(r"\.[0-9a-f]{32}\.annotations\.tmp")


def sidecar_path(source: Path) -> Path:
    """Where the annotations of ``source`` are kept: beside it, under its full name.

    A name that would be too long for a file system is replaced by its hash.
    """
    name = source.name + SUFFIX
    if len(os.fsencode(name)) > _LONGEST_NAME:
        name = hashlib.sha256(os.fsencode(source.name)).hexdigest() + SUFFIX
    return source.with_name(name)


def is_sidecar(path: Path) -> bool:
    """Whether ``path`` is named like a sidecar, a conflict copy of one, or one being written."""
    name = path.name
    return bool(_SIDECAR_NAME.fullmatch(name) or _TEMPORARY_NAME.fullmatch(name))


def load(path: Path) -> Sidecar | None:
    """The sidecar at ``path``, or None when there is none.

    Raises ``SidecarError`` (or one of its kinds) when what is there cannot be used.
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
        return read_sidecar(content.decode())
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise SidecarError(path, "this is not UTF-8", line) from error
    except NewerVersionError as error:
        raise NewerSidecarError(path, error.reason, error.line) from error
    except YamlError as error:
        raise SidecarError(path, error.reason, error.line) from error


def update(
    path: Path, change: Callable[[Sidecar], Sidecar], *, source: Source, lock_dir: Path
) -> Sidecar:
    """Apply ``change`` to what the sidecar at ``path`` holds now, and save it; returns the result.

    ``change`` is handed what is on disk at that moment, under a lock, so that two processes at
    once both keep everything; it must be pure. When it changes nothing, nothing is written.
    ``source`` says on which text the offsets now count: when that text is another than before,
    ``change`` must have placed all annotations anew.

    Raises ``SidecarError``: what is on disk is damaged or newer, or cannot be written. Then the
    file is as it was. Whatever ``change`` raises goes through.
    """
    target = Path(os.path.realpath(path))
    with ExitStack() as stack:
        try:
            stack.enter_context(locked(target, lock_dir))
        except OSError as error:
            reason = f"cannot lock {path}: {_reason(error)}"
            raise UnwritableSidecarError(lock_dir, reason) from error
        return _update(target, change, source)


def _update(target: Path, change: Callable[[Sidecar], Sidecar], source: Source) -> Sidecar:
    found = load(target)
    fresh = Sidecar(source) if found is None else found
    changed = change(fresh)
    if write_sidecar(changed, source.name) == write_sidecar(fresh, source.name):
        return fresh
    settled = changed.with_source(source).without_tombstones_before(
        datetime.now(UTC) - TOMBSTONES_KEPT
    )
    text = write_sidecar(settled, settled.source.name)
    _verify(target, text, settled)
    try:
        _replace(target, text.encode())
    except OSError as error:
        raise UnwritableSidecarError(target, _reason(error)) from error
    return settled


def _verify(target: Path, text: str, sidecar: Sidecar) -> None:
    """Raise unless ``text`` reads back as ``sidecar``."""
    try:
        read = read_sidecar(text)
    except YamlError as error:
        reason = f"what would be written cannot be read again ({error.reason})"
        raise UnwritableSidecarError(target, reason) from error
    if read != sidecar:
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
