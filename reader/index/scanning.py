"""Which files a library holds: one walk with ``os.scandir``, and what each looks like from outside.

Hidden files and folders, sidecars and their conflict copies are passed over, and so is the folder
of pictures and scripts that a browser saves beside a page. Files of kinds we do not read are
counted. Links to folders are not followed, so no walk runs in a circle. Links to files are, and one
that leads nowhere is listed, for reading it will tell why.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from annotations.naming import SUFFIX, is_sidecar_name, sidecar_name, sidecar_path
from reader.articles.formats import format_named
from reader.articles.sanitising import is_harmless, sanitise_line
from reader.errors import LibraryError
from reader.index.entries import Stamp

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

_OURS = (".yaml", ".yml", ".toml")
"""Suffixes of what we, or the reader, keep beside articles about them."""
_PAGES = (".html", ".htm", ".xhtml")
_WITH_PAGE = re.compile(
    r"(.+)(?:_files|[-_]dateien|_fichiers|_archivos|_arquivos|_file|_bestanden|_filer|_pliki"
    r"|_soubory|-filer)",
    re.IGNORECASE,
)
"""What browsers of various languages call the folder beside a page they save."""
STRANGE_NAME = "its name has characters that cannot be shown; rename it"
_LONG = 50
"""Characters up to which a name is never too long to have a sidecar of its own name."""


@dataclass(frozen=True, slots=True)
class Scan:
    """What one walk found."""

    stamps: dict[str, Stamp] = field(default_factory=dict)
    """By path relative to the root, with ``/``."""
    problems: dict[str, str] = field(default_factory=dict)
    """What cannot even be looked at, by its path as it can be shown, and why; folders end in /."""
    strays: list[str] = field(default_factory=list)
    """Sidecars, and conflict copies of sidecars, that stand beside no file they belong to."""
    others: Counter[str] = field(default_factory=Counter)
    """How many files there are of each kind that is not read, by suffix."""

    def tell(self, path: str, reason: str) -> None:
        """List ``path`` among the problems; two that look alike are told apart by a number."""
        shown = name = sanitise_line(path)
        number = 1
        while name in self.problems:
            number += 1
            name = f"{shown} ({number})"
        self.problems[name] = reason


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
    pending = [""]
    while pending:
        relative = pending.pop()
        beginning = f"{relative}/" if relative else ""
        try:
            with os.scandir(root / relative) as listed:
                entries = {entry.name: entry for entry in listed}
        except FileNotFoundError:
            # It vanished since its parent was read; so did its articles.
            continue
        except OSError as error:
            found.tell(beginning, _reason(error))
            continue
        pending += _look_through(entries, beginning, found)
    return found


def _look_through(
    entries: Mapping[str, os.DirEntry[str]], beginning: str, found: Scan
) -> list[str]:
    """Add to ``found`` what one folder holds; returns the paths of the folders to look into."""
    folders: list[str] = []
    sidecars = {name for name in entries if name[0] != "." and is_sidecar_name(name)}
    if sidecars:
        found.strays.extend(beginning + name for name in _strays(sidecars, entries))
    for name, entry in entries.items():
        path = beginning + name
        if name[0] == ".":
            continue
        if entry.is_dir(follow_symlinks=False):
            if not _belongs_to_page(name, entries):
                folders.append(path)
        elif name in sidecars or not _may_be_article(entry):
            continue
        elif format_named(name) is None:
            suffix = PurePosixPath(name).suffix.lower()
            if suffix not in _OURS:
                found.others[sanitise_line(suffix)] += 1
        elif not is_harmless(path):
            found.tell(path, STRANGE_NAME)
        else:
            found.stamps[path] = _stamp(
                entry, entries.get(sidecar_name(name)) if sidecars else None
            )
    return folders


def may_be_named(name: str) -> bool:
    """Whether an article may be called so: not hidden, of a kind we read, and no sidecar."""
    known = not name.startswith(".") and format_named(name) is not None
    return known and not is_sidecar_name(name)


def stamp_of(file: Path) -> Stamp | None:
    """The stamp of one article file, or None when it is not there."""
    return _stamp(file, sidecar_path(file)) if file.exists() else None


def _belongs_to_page(folder: str, beside: Collection[str]) -> bool:
    """Whether ``folder`` holds what a page ``beside`` it shows, and no articles."""
    match = _WITH_PAGE.fullmatch(folder)
    return match is not None and any(match[1] + suffix in beside for suffix in _PAGES)


def _strays(sidecars: Iterable[str], beside: Collection[str]) -> Iterator[str]:
    """Those of the ``sidecars`` in one folder that are of none of the files ``beside`` them."""
    for name in sidecars:
        if not (name.endswith(SUFFIX) and name.removesuffix(SUFFIX) in beside):
            owners = (sidecar_name(other) for other in beside if len(other) > _LONG)
            if name not in owners:
                yield name


def _may_be_article(entry: os.DirEntry[str]) -> bool:
    """Whether this is no folder and no link to one; reading tells what is no regular file."""
    if not entry.is_symlink():
        return True
    try:
        return not entry.is_dir()
    except OSError:
        # A link that leads back to itself.
        return True


def _stamp(
    article: os.DirEntry[str] | Path, sidecar: os.DirEntry[str] | Path | None = None
) -> Stamp:
    """The stamp of a file and of its sidecar; zeros for what is not there."""
    try:
        status = article.stat()
        own = status.st_size, status.st_mtime_ns
    except OSError:
        own = 0, 0
    if sidecar is None:
        return Stamp(*own)
    return Stamp(*own, *_stamp(sidecar)[:2])


def _reason(error: OSError) -> str:
    return f"the folder cannot be read ({error.strerror})"
