"""Which files a library holds: one walk with ``os.scandir``, and what each looks like from outside.

Hidden files and folders, sidecars and their conflict copies, and files of kinds we do not read
are passed over; links to folders are not followed, so no walk runs in a circle.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from annotations.sidecar import sidecar_path
from reader.articles.reading import format_of
from reader.articles.sanitising import sanitise_line
from reader.errors import LibraryError
from reader.index.entries import Stamp

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Scan:
    """What one walk found."""

    stamps: dict[str, Stamp] = field(default_factory=dict)
    """By path relative to the root, with ``/``."""
    problems: list[tuple[str, str]] = field(default_factory=list)
    """Files that cannot even be named, as it can be shown, and why."""


def scan(root: Path) -> Scan:
    """The article files below ``root``.

    Raises :class:`~reader.errors.LibraryError` when the folder itself cannot be read.
    """
    try:
        os.scandir(root).close()
    except OSError as error:
        raise LibraryError(
            f"The folder {root} cannot be read ({error.strerror}). Name a folder of articles."
        ) from error
    found = Scan()
    for directory, files in _walk(str(root)):
        relative = PurePosixPath(Path(directory).relative_to(root).as_posix())
        for name, entry in files.items():
            if format_of(Path(name)) is None:
                continue
            path = str(relative / name)
            if not path.isprintable():
                shown = sanitise_line(path)
                found.problems.append((shown, "its name is not clean UTF-8; rename it"))
                continue
            stamp = _stamp(entry, files.get(sidecar_path(Path(name)).name))
            if stamp is not None:
                found.stamps[path] = stamp
    return found


def stamp_of(file: Path) -> Stamp | None:
    """The stamp of one article file, or None when it is not there."""
    try:
        status = file.stat()
    except OSError:
        return None
    try:
        sidecar = sidecar_path(file).stat()
    except OSError:
        return Stamp(status.st_size, status.st_mtime_ns)
    return Stamp(status.st_size, status.st_mtime_ns, sidecar.st_size, sidecar.st_mtime_ns)


def _walk(folder: str) -> Iterator[tuple[str, dict[str, os.DirEntry[str]]]]:
    pending = [folder]
    while pending:
        directory = pending.pop()
        files: dict[str, os.DirEntry[str]] = {}
        try:
            with os.scandir(directory) as entries:
                for entry in entries:
                    if entry.name.startswith("."):
                        continue
                    if entry.is_dir(follow_symlinks=False):
                        pending.append(entry.path)
                    elif entry.is_file():
                        files[entry.name] = entry
        except OSError:
            # The folder vanished or is closed to us; its articles are simply not there.
            continue
        yield directory, files


def _stamp(entry: os.DirEntry[str], sidecar: os.DirEntry[str] | None) -> Stamp | None:
    try:
        status = entry.stat()
        if sidecar is None:
            return Stamp(status.st_size, status.st_mtime_ns)
        beside = sidecar.stat()
    except OSError:
        return None
    return Stamp(status.st_size, status.st_mtime_ns, beside.st_size, beside.st_mtime_ns)
