"""Books: the files at a library's root in which the reader speaks of the whole library.

The codebook speaks of tags, ``entities.yaml`` of names. Both are found, read, locked, updated and
merged in this one way. Invariant: what another process or a person put into the file is never
lost to an update.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from annotations.files import locked_file, read_file

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from annotations.three_way import Texts

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Book(Generic[T]):
    """One kind of book: its file, and how it is read, written and merged."""

    name: str
    """The file's name at the root of the library."""
    read: Callable[[str], T]
    """From YAML; raises ``YamlError``."""
    write: Callable[[T], str]
    empty: Callable[[], T]
    merge: Callable[[T | None, T, T, Texts], T]
    """Three ways: base, ours, theirs, and how texts are merged."""

    def path(self, library: Path) -> Path:
        """Where the book of the library in this folder is, whether there is one or not.

        The path of a book itself is returned as it is.
        """
        if library.name == self.name or not library.is_dir():
            return library
        return library / self.name

    def load(self, library: Path) -> T:
        """The book of the library in this folder, or at this path; empty when there is none.

        Raises ``SidecarError`` (or one of its kinds) when what is there cannot be used.
        """
        return read_file(self.path(library), self.read) or self.empty()

    def update(self, library: Path, change: Callable[[T], T], *, lock_dir: Path) -> T:
        """Apply ``change`` to what the book holds now, and save it; returns the result.

        ``change`` is handed what is on disk at that moment, under a lock; it must be pure. When
        it changes nothing, nothing is written.

        Raises ``SidecarError``: what is on disk is damaged or newer, or cannot be written. Then
        the file is as it was. Whatever ``change`` raises goes through.
        """
        with locked_file(self.path(library), lock_dir) as file:
            found = file.read(self.read) or self.empty()
            changed = change(found)
            text = self.write(changed)
            if text == self.write(found):
                return found
            file.write(text, changed, self.read)
            return changed
