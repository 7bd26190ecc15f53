"""Moving an article with its sidecar, and taking folded-in copies away: acts on files themselves.

Invariant: nothing is ever overwritten, and an article and its sidecar part for no longer than one
renaming takes.
"""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from annotations.errors import AnnotationsError
from annotations.files import MAX_BYTES
from annotations.naming import sidecar_path
from annotations.opening import read_regular, real_path
from annotations.sidecar import load, update
from reader import paths
from reader.articles.sanitising import is_harmless
from reader.errors import LibraryError
from reader.index.scanning import may_be_named
from reader.places import Places

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from annotations.model import Sidecar


def move_article(root: Path, old: str, new: str) -> None:
    """Move the article at ``old`` with its sidecar to ``new``, paths below ``root``.

    Raises :class:`~reader.errors.LibraryError` when that cannot be done; then all is as it was.
    A sidecar that cannot be read is moved all the same.
    """
    source, target = root / old, root / new
    if not may_be_named(target.name) or not is_harmless(new):
        raise LibraryError(f"An article cannot be called {new}: it would not be read as one.")
    if any(part.startswith(".") for part in new.split("/")):
        raise LibraryError(f"{new} would be hidden, and not be read. Name another place.")
    _refuse_outside(root, source.parent, target.parent)
    for place in (target, sidecar_path(target)):
        if os.path.lexists(place):
            raise LibraryError(f"{place.relative_to(root)} is there already. Name another place.")
    if not target.parent.is_dir():
        raise LibraryError(f"There is no folder {target.parent}. Make it first.")
    if not os.path.lexists(source):
        raise LibraryError(f"{old} is not there any more. “reader check” shows what is lost.")
    try:
        _rename(source, target)
        if os.path.lexists(sidecar_path(source)):
            try:
                _rename(sidecar_path(source), sidecar_path(target))
            except OSError:
                _rename(target, source)
                raise
    except OSError as error:
        raise LibraryError(
            f"{old} cannot be moved to {new} ({error.strerror}). See to both folders' permissions."
        ) from error
    _rename_source(root, target)
    # A place that cannot be written down is a page turned, not a loss.
    with suppress(OSError):
        Places(root).move(old, new)


def _rename(old: Path, new: Path) -> None:
    """Rename a file; a link goes on leading to where it led."""
    goal = old.readlink() if old.is_symlink() else None
    if goal is None or goal.is_absolute() or old.parent == new.parent:
        old.rename(new)
        return
    new.symlink_to(os.path.relpath(old.parent / goal, new.parent))
    old.unlink()


def _refuse_outside(root: Path, *folders: Path) -> None:
    for folder in folders:
        try:
            real_path(folder, root)
        except OSError as error:
            raise LibraryError(f"{folder} cannot be used: {error.strerror}.") from error


def _rename_source(root: Path, article: Path) -> None:
    """Let the sidecar say its article's new name."""

    def renamed(held: Sidecar) -> Sidecar:
        return held.with_source(replace(held.source, name=article.name))

    place = sidecar_path(article)
    if _can_be_read(root, place):
        update(place, renamed, source=None, lock_dir=paths.lock_folder(), root=root)


def _can_be_read(root: Path, place: Path) -> bool:
    try:
        return load(place, root=root) is not None
    except AnnotationsError:
        return False


def take_away(root: Path, files: Iterable[tuple[str, str]]) -> None:
    """Remove ``files``, path and text, that hold that text still; the others have news."""
    for path, text in files:
        if _text(root, path) == text:
            (root / path).unlink()


def refuse_covered(root: Path, files: Iterable[tuple[str, str]]) -> None:
    """Raise :class:`~reader.errors.LibraryError` when something else is where ``files`` were."""
    for path, text in files:
        if os.path.lexists(root / path) and _text(root, path) != text:
            raise LibraryError(f"{path} is there again, and another. Move it away first.")


def put_back(root: Path, files: Iterable[tuple[str, str]]) -> None:
    """Write ``files``, path and text, where nothing is."""
    for path, text in files:
        file = root / path
        if not os.path.lexists(file):
            real_path(file.parent, root)
            paths.replace_whole(file, text, root=root)


def _text(root: Path, path: str) -> str | None:
    try:
        return read_regular(root / path, MAX_BYTES, root).decode()
    except (OSError, UnicodeDecodeError):
        return None
