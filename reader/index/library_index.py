"""One library's index as the floors above see it: refresh, search, look up.

The index is a disposable cache. Whatever is wrong with it, of another format, damaged, half
deleted, it is thrown away and made anew, and the report of the next refresh says so in one line.
"""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from typing import TYPE_CHECKING

from annotations.locking import locked
from reader.index import location
from reader.index.catalogue import Catalogue
from reader.index.engine import create_in, exists_in, versionstring
from reader.index.refreshing import RefreshReport, refresh
from reader.index.schema import make_schema
from reader.index.searching import IndexSearcher, Sort

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from reader.index.entries import Entry, Reading
    from reader.index.query import Node
    from reader.index.searching import Hits


class LibraryIndex:
    """The index of the library at ``root``. Belongs to one thread; open another for another."""

    def __init__(self, root: Path, *, lock_dir: Path) -> None:
        self.root = root
        self._lock_dir = lock_dir
        self._folder = location.index_folder(root)
        self._notice = ""
        self._searcher: IndexSearcher | None = None
        self._catalogue = self._open()

    def close(self) -> None:
        """Give all files back."""
        if self._searcher is not None:
            self._searcher.close()
            self._searcher = None
        self._catalogue.close()

    def refresh(
        self,
        *,
        size_limit: int,
        progress: Callable[[int, int], None] | None = None,
        wait: bool = False,
    ) -> RefreshReport:
        """Bring the index up to date with the files.

        When another process is at it already, wait for it if ``wait``, else leave it to it.
        """
        try:
            with locked(self._folder, self._lock_dir, wait=wait):
                report = refresh(
                    self.root,
                    self._folder / "whoosh",
                    self._catalogue,
                    size_limit=size_limit,
                    progress=progress,
                )
        except BlockingIOError:
            return RefreshReport(busy=True)
        if not self._notice:
            return report
        notice, self._notice = self._notice, ""
        return RefreshReport(
            report.added, report.updated, report.removed, report.unreadable, notice=notice
        )

    def rebuild(self) -> None:
        """Throw the index away; the next refresh makes it anew."""
        self.close()
        with locked(self._folder, self._lock_dir):
            self._make_anew()
        self._catalogue = self._open()

    def search(
        self, node: Node, *, limit: int | None, sort: Sort = Sort.RELEVANCE, folder: str = ""
    ) -> Hits:
        """The articles that ``node`` matches; see :meth:`IndexSearcher.search`."""
        if self._searcher is None:
            self._searcher = IndexSearcher(self._folder / "whoosh", self._catalogue)
        return self._searcher.search(
            node, languages=self._catalogue.languages(), limit=limit, sort=sort, folder=folder
        )

    def entries(self, folder: str = "") -> Iterator[Entry]:
        """Every file of the library, readable or not, in the order of paths."""
        return self._catalogue.entries(folder)

    def entry(self, path: str) -> Entry | None:
        """One file of the library, or None."""
        return self._catalogue.entry(path)

    def reading(self, path: str) -> Reading | None:
        """The article in ``path`` as it was last indexed, with its marks."""
        return self._catalogue.reading(path)

    def count(self) -> int:
        """How many files the index knows."""
        return self._catalogue.count()

    def _open(self) -> Catalogue:
        if not self._is_sound():
            with locked(self._folder, self._lock_dir):
                if not self._is_sound():
                    self._make_anew()
        return Catalogue(self._folder / "catalogue.sqlite")

    def _is_sound(self) -> bool:
        if not location.is_current(self._folder, versionstring()):
            return False
        try:
            Catalogue(self._folder / "catalogue.sqlite").close()
            return bool(exists_in(str(self._folder / "whoosh")))
        except (sqlite3.DatabaseError, OSError, ValueError):
            return False

    def _make_anew(self) -> None:
        if any(self._folder.iterdir()):
            self._notice = "The index was damaged or of another version; it was made anew."
        location.clear(self._folder, versionstring())
        with suppress(OSError):
            self._folder.chmod(0o700)
        create_in(str(self._folder / "whoosh"), make_schema()).close()
