"""Where the reader keeps things that are not the user's articles: cache, state, configuration.

Cache can be deleted at any time and loses nothing; state is what the program remembers of the
user (places, locks); both are folders that nobody else may look into.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from platformdirs import PlatformDirs

from annotations.locking import locked
from annotations.replacing import replace_file
from reader.errors import LibraryError

_DIRS = PlatformDirs("florilegium", appauthor=False)


def cache_folder() -> Path:
    """Indexes; disposable."""
    return _private(Path(_DIRS.user_cache_dir))


def state_folder() -> Path:
    """Reading places, locks, journals, drafts, and what went wrong."""
    return _private(Path(_DIRS.user_state_dir))


def lock_folder() -> Path:
    """Lock files; see :mod:`annotations.locking`."""
    return state_folder() / "locks"


def demo_folder() -> Path:
    """The user's own copy of the sample library."""
    return _private(Path(_DIRS.user_data_dir)) / "demo"


def config_file() -> Path:
    """The user's configuration; it need not exist."""
    return Path(_DIRS.user_config_dir) / "config.toml"


def library_key(root: Path) -> str:
    """The name under which what belongs to the library at ``root`` is kept."""
    return hashlib.sha256(str(root.resolve()).encode(errors="surrogateescape")).hexdigest()[:16]


def journal(root: Path) -> Path:
    """The file of what the reader did in the library at ``root``."""
    return state_folder() / "journal" / f"{library_key(root)}.jsonl"


def begun_act(root: Path) -> Path:
    """The file that is there while an act on many sidecars of the library is carried out."""
    return journal(root).with_suffix(".begun")


def replace_whole(file: Path, content: str | bytes, *, root: Path | None = None) -> None:
    """Put ``content`` into ``file``, whose links are resolved, at once; raises ``OSError``.

    Its folder is made, and must be below ``root`` if that is given. A file that is there keeps its
    mode.
    """
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    raw = content.encode() if isinstance(content, str) else content
    with locked(file.parent, lock_folder()) as lock:
        replace_file(file, raw, lock, root=root, durable=False)


def _private(folder: Path) -> Path:
    """``folder``, made when missing; raises LibraryError when it cannot be."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise LibraryError(
            f"The folder {folder} cannot be made ({error.strerror}). "
            "Set XDG_CACHE_HOME, XDG_STATE_HOME and XDG_DATA_HOME to folders you can write to."
        ) from error
    return folder
