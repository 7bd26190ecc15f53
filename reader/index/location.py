"""Where a library's index lives: in the user's cache, never beside the articles.

Whoosh unpickles what it opens, so an index that came with somebody's folder would be code; one
under the user's own cache directory, readable by nobody else, is not. A stamp of the format is
kept with it, and of what is known of languages; whatever does not carry today's stamp is thrown
away and made anew.
"""

from __future__ import annotations

import json
import re
import shutil
from typing import TYPE_CHECKING

from reader import paths
from reader.errors import LibraryError
from reader.index import old_texts
from reader.languages.known import fingerprint

if TYPE_CHECKING:
    from pathlib import Path

FORMAT = 11
"""Raised by one whenever what is indexed, or how it is kept, changes."""

WHOOSH = "whoosh"
"""The folder of Whoosh's files in that of the index."""
CATALOGUE = "catalogue.sqlite"
_STAMP = "format.json"
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")


def index_folder(root: Path) -> Path:
    """The folder of the index of the library at ``root``; made, mode 0700, when missing."""
    key = paths.library_key(root)
    name = _UNSAFE.sub("-", root.resolve().name)[:40] or "root"
    try:
        folder = paths.cache_folder() / "libraries" / f"{name}-{key}"
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        # Fails, as it should, when the folder belongs to somebody else.
        folder.chmod(0o700)
    except OSError as error:
        raise LibraryError(
            f"The cache folder {error.filename} cannot be used ({error.strerror}). "
            "Set XDG_CACHE_HOME to a folder that is yours."
        ) from error
    return folder


def is_current(folder: Path, whoosh: str) -> bool:
    """Whether the index in ``folder`` was made as one would be made today."""
    try:
        return bool(json.loads((folder / _STAMP).read_text(encoding="utf-8")) == _stamp(whoosh))
    except (OSError, ValueError, RecursionError):
        return False


def making(folder: Path) -> tuple[int, int] | None:
    """What tells one making of the index in ``folder`` from the next; None while there is none."""
    try:
        status = (folder / _STAMP).stat()
    except OSError:
        return None
    return status.st_ino, status.st_mtime_ns


def clear(folder: Path) -> None:
    """Empty ``folder`` but for a place for Whoosh's files. It has no stamp, so is not current.

    Old texts stay: no file of the library holds them any more.
    """
    (folder / _STAMP).unlink(missing_ok=True)
    for item in folder.iterdir():
        if item.name == old_texts.FOLDER:
            continue
        if item.is_dir() and not item.is_symlink():
            shutil.rmtree(item)
        else:
            item.unlink(missing_ok=True)
    (folder / WHOOSH).mkdir(mode=0o700)


def stamp(folder: Path, whoosh: str) -> None:
    """Say that the index in ``folder`` is whole and of today's format."""
    (folder / _STAMP).write_text(json.dumps(_stamp(whoosh)), encoding="utf-8")


def _stamp(whoosh: str) -> dict[str, int | str]:
    return {
        "format": FORMAT,
        "whoosh": whoosh,
        "languages": fingerprint(),
    }
