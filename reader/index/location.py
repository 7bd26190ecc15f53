"""Where a library's index lives: in the user's cache, never beside the articles.

Whoosh unpickles what it opens, so an index that came with somebody's folder would be code; one
under the user's own cache directory, readable by nobody else, is not. A stamp of the format is
kept with it, and whatever does not carry today's stamp is thrown away and made anew.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from typing import TYPE_CHECKING

from reader import paths
from reader.errors import LibraryError

if TYPE_CHECKING:
    from pathlib import Path

FORMAT = 1
"""Raised by one whenever what is indexed, or how it is kept, changes."""

_STAMP = "format.json"
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")


def index_folder(root: Path) -> Path:
    """The folder of the index of the library at ``root``; made, mode 0700, when missing."""
    key = hashlib.sha256(str(root.resolve()).encode(errors="surrogateescape")).hexdigest()[:16]
    name = _UNSAFE.sub("-", root.resolve().name)[:40] or "root"
    folder = paths.cache_folder() / "libraries" / f"{name}-{key}"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise LibraryError(
            f"The cache folder {folder} cannot be made ({error.strerror}). "
            "Set XDG_CACHE_HOME to a folder you can write to."
        ) from error
    return folder


def is_current(folder: Path, whoosh: str) -> bool:
    """Whether the index in ``folder`` was made by this format and by this version of Whoosh."""
    try:
        return bool(json.loads((folder / _STAMP).read_text()) == _stamp(whoosh))
    except (OSError, ValueError):
        return False


def clear(folder: Path, whoosh: str) -> None:
    """Empty ``folder`` and stamp it with today's format."""
    for item in folder.iterdir():
        if item.is_dir():
            shutil.rmtree(item, ignore_errors=True)
        elif item.name != "lock":
            item.unlink(missing_ok=True)
    (folder / "whoosh").mkdir(mode=0o700)
    (folder / _STAMP).write_text(json.dumps(_stamp(whoosh)))


def _stamp(whoosh: str) -> dict[str, int | str]:
    return {"format": FORMAT, "whoosh": whoosh}
