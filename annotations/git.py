"""Merging the three files that git hands to a merge driver.

Invariant: ours is replaced by the merged file, or left as git wrote it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from annotations.codebook.file import CODEBOOK
from annotations.entities.file import ENTITIES
from annotations.files import LockedFile, read_file
from annotations.locking import locked
from annotations.merging import merge
from annotations.three_way import merge_texts
from annotations.yaml_format.sidecars import read_sidecar, write_sidecar

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from annotations.books import Book

BOOKS: tuple[Book[Any], ...] = (CODEBOOK, ENTITIES)
"""The books that a library may have."""

T = TypeVar("T")


def merge_files(base: Path, ours: Path, theirs: Path, name: str = "", *, lock_dir: Path) -> None:
    """Merge the sidecars, or books, in three files into the one at ``ours``.

    ``name`` is the file's name in the repository, which tells a book from a sidecar. An empty
    ``base`` says that both sides began from nothing. Raises ``SidecarError``, or ``OSError`` for a
    file that is not there, when one cannot be read or the result not be written; then nothing has
    changed.
    """
    # By folder, for git gives the file another name each time.
    with locked(ours.parent, lock_dir) as lock:
        file = LockedFile(ours, ours.parent, lock)
        for book in BOOKS:
            if name.rpartition("/")[2] == book.name:
                merged = book.merge(*_three(book.read, base, ours, theirs), merge_texts)
                file.write(book.write(merged), merged, book.read)
                return
        said = merge(*_three(read_sidecar, base, ours, theirs))
        file.write(write_sidecar(said, said.source.name), said, read_sidecar)


def _three(read: Callable[[str], T], base: Path, ours: Path, theirs: Path) -> tuple[T | None, T, T]:
    begun = read_file(base, read) if base.stat().st_size else None
    one, other = read_file(ours, read), read_file(theirs, read)
    if one is None or other is None:
        raise FileNotFoundError(f"{ours if one is None else theirs} is not there")
    return begun, one, other
