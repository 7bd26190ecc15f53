"""One library's index as the floors above see it: refresh, search, look up.

The index is a disposable cache. Whatever is wrong with it, of another format, damaged, half
deleted, it is thrown away and made anew, also when that shows only while it is being asked, and
one line of notice says so. Invariant: an answer comes from an index that stands on the disk now.
"""

from __future__ import annotations

import dataclasses
import time
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, TypeVar

from annotations.locking import locked
from annotations.naming import ENTITIES
from reader.errors import LibraryError
from reader.index import catalogue, location
from reader.index.catalogue import Catalogue
from reader.index.damage import DamagedIndexError, damage_told
from reader.index.engine import create_in, exists_in, versionstring
from reader.index.old_texts import OldTexts
from reader.index.ordering import Sort
from reader.index.refreshing import RefreshReport, refresh
from reader.index.scanning import stamp_of
from reader.index.schema import make_schema
from reader.index.searching import IndexSearcher
from reader.languages.known import languages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from reader.articles import Article, Limits
    from reader.index.entries import Entry, Reading
    from reader.index.facets import Facet
    from reader.index.names import NameRow
    from reader.index.query import Node
    from reader.index.searching import Hits
    from reader.index.workers import Workers
    from reader.marks.decisions import Decisions

T = TypeVar("T")
_NEXT_LOOK = 0.02
"""Seconds between two looks at whether the lock is free."""


class LibraryIndex:
    """The index of the library at ``root``. Belongs to one thread; open another for another."""

    def __init__(
        self,
        root: Path,
        *,
        lock_dir: Path,
        limits: Limits,
        spacy_model: str = "",
        go_on: Callable[[], None] = lambda: None,
    ) -> None:
        """``limits`` are those of each file; the model finds names in the place of our own.

        ``go_on`` is called now and then while the index is mended, or waited for, and may raise.
        """
        self.root = root
        self._lock_dir = lock_dir
        self._limits = limits
        self._model = spacy_model
        self._go_on = go_on
        self._folder = location.index_folder(root)
        self._texts = OldTexts(self._folder)
        self._notice = ""
        self._hired: Workers | None = None
        self._searcher: IndexSearcher | None = None
        self._made: tuple[int, int] | None = None
        self._decisions: tuple[object, Decisions] | None = None
        """What is known of names, behind what that was made from."""
        self._catalogue = self._open()

    def close(self) -> None:
        """Give all files back."""
        if self._searcher is not None:
            self._searcher.close()
            self._searcher = None
        self._catalogue.close()
        if self._hired is not None:
            self._hired.close()

    def notice(self) -> str:
        """One line about something unusual since it was last asked, such as a rebuild, or empty."""
        notice, self._notice = self._notice, ""
        return notice

    def refresh(
        self, *, progress: Callable[[int, int], None] | None = None, wait: bool = False
    ) -> RefreshReport:
        """Bring the index up to date with the files.

        When another process is at it already, wait for it if ``wait``, else leave it to it.
        """
        try:
            with self._locked(wait=wait):
                if self._is_replaced():
                    if not self._is_sound():
                        self._make_anew()
                    self._reopen()
                report = self._refresh(progress)
        except BlockingIOError:
            return RefreshReport(busy=True)
        return dataclasses.replace(report, notice=self.notice())

    @property
    def is_busy(self) -> bool:
        """Whether somebody is bringing it up to date just now, here or in another process."""
        try:
            with self._locked(wait=False):
                return False
        except BlockingIOError:
            return True

    def rebuild(self) -> None:
        """Throw the index away; the next refresh makes it anew."""
        with self._locked():
            self._make_anew()
            self._notice = ""
            self._reopen()

    def search(
        self, node: Node, *, limit: int | None, sort: Sort = Sort.RELEVANCE, folder: str = ""
    ) -> Hits:
        """The articles that ``node`` matches; see :meth:`IndexSearcher.search`."""
        return self._answer(
            lambda: self._opened_searcher().search(node, limit=limit, sort=sort, folder=folder)
        )

    def paths(self, node: Node, sort: Sort | None = None) -> list[str]:
        """The paths of all articles that ``node`` matches; in no order without ``sort``."""
        return self._answer(lambda: self._opened_searcher().paths(node, sort))

    def suggestion(self, word: str, field: str) -> str | None:
        """The word of the library nearest to one it does not have in ``field``, or None."""
        return self._answer(lambda: self._opened_searcher().suggestion(word, field))

    def facets(self, paths: Sequence[str], names: Sequence[str]) -> list[Facet]:
        """How the articles at ``paths`` spread; see :func:`reader.index.facets.count_facets`."""
        return self._answer(lambda: self._catalogue.facets(paths, names))

    def languages(self) -> tuple[str, ...]:
        """The languages of the library's paragraphs, as ISO 639-1 codes."""
        return self._answer(lambda: self._catalogue.languages())

    def entries(self, folder: str = "", sort: Sort = Sort.PATH) -> list[Entry]:
        """Every file of the library, readable or not."""

        def listed() -> list[Entry]:
            entries = self._catalogue.entries(folder)
            if sort is not Sort.PATH:
                ranks = self._catalogue.ranks(sort)
                entries.sort(key=lambda entry: ranks[entry.path])
            return entries

        return self._answer(listed)

    def entry(self, path: str) -> Entry | None:
        """One file of the library, or None."""
        return self._answer(lambda: self._catalogue.entry(path))

    def reading(self, path: str) -> Reading | None:
        """The article in ``path`` as it was last indexed, with its marks.

        They are corrected by what is known of names in the whole library.
        """
        reading = self._answer(lambda: self._catalogue.reading(path))
        return self._corrected(reading) if reading else None

    def article(self, path: str) -> Article | None:
        """The article in ``path`` as it was last indexed, without its marks."""
        return self._answer(lambda: self._catalogue.article(path))

    def read(self, path: str) -> Reading:
        """The article in ``path`` as its file is now; raises ``UnreadableArticleError``."""
        from reader.index.reading_apart import read_apart

        file = self.root / path
        return self._corrected(read_apart(self._workers(), file, self._limits, self._model))

    def names(self, path: str = "", labels: Iterable[str] = (), least: int = 1) -> list[NameRow]:
        """The names of the library, or of the article at ``path``; see :class:`NameTables`."""
        return self._answer(lambda: self._catalogue.names.all(path, labels, least))

    def paths_naming(self, name: str, sort: Sort) -> list[str]:
        """The paths of the articles with a name that is shown as ``name``, in order."""

        def listed() -> list[str]:
            found = self._catalogue.names.holding([name], machine=False)
            return [path for path in self._catalogue.ranks(sort) if path in found] if found else []

        return self._answer(listed)

    def decisions(self) -> Decisions:
        """What is known of names in the whole library: the reader's word, and the memory."""
        from reader.index.deciding import InForce, book_of
        from reader.marks.decisions import Decisions

        source = (stamp_of(self.root / ENTITIES), self._answer(lambda: self._catalogue.state))
        if self._decisions is None or self._decisions[0] != source:
            held = self._answer(lambda: InForce.held(self._catalogue.names))
            book = book_of(self.root, held.book)
            self._decisions = source, Decisions.of(book, held.memory)
        return self._decisions[1]

    def _corrected(self, reading: Reading) -> Reading:
        decisions = self.decisions()
        if not decisions:
            return reading
        from reader.articles import tokenise
        from reader.marks.correcting import corrected

        article = reading.article
        # Only the reader's own names are looked for in the text itself.
        tokens = tokenise(article.text, article.blocks if decisions.forms else ())
        marks = corrected(article.text, tokens, reading.marks, decisions)
        return dataclasses.replace(reading, marks=marks)

    def old_text(self, text_sha256: str) -> str | None:
        """The text of that hash that an annotated article had once, or None."""
        return self._texts.text(text_sha256)

    def count(self) -> int:
        """How many files the index knows."""
        return self._answer(lambda: self._catalogue.count())

    def _workers(self) -> Workers:
        """Those who read files; most searches need none."""
        if self._hired is None:
            from reader.index.workers import Workers

            self._hired = Workers(self.root)
        return self._hired

    def _opened_searcher(self) -> IndexSearcher:
        if self._searcher is None:
            self._searcher = IndexSearcher(self._folder / location.WHOOSH, self._catalogue)
        return self._searcher

    def _answer(self, question: Callable[[], T]) -> T:
        """The answer to ``question``; should the index prove damaged, from one made anew."""
        if self._is_replaced():
            self._mend()
        try:
            with damage_told():
                return question()
        except DamagedIndexError:
            self._mend()
        try:
            with damage_told():
                return question()
        except DamagedIndexError as error:
            raise _beyond_repair(error) from error

    def _mend(self) -> None:
        """Open the index that another process made meanwhile, or make it anew and fill it."""
        with self._locked():
            if not self._is_replaced() or not self._is_sound():
                self._make_anew()
            self._reopen()
            self._refresh(lambda _done, _total: self._go_on())

    def _refresh(self, progress: Callable[[int, int], None] | None) -> RefreshReport:
        """A refresh, with the lock held; once more on an index made anew when it is damaged."""
        whoosh = self._folder / location.WHOOSH
        try:
            return self._refreshed(whoosh, progress)
        except DamagedIndexError:
            self._make_anew()
            self._reopen()
        try:
            return self._refreshed(whoosh, progress)
        except DamagedIndexError as error:
            raise _beyond_repair(error) from error

    def _refreshed(
        self, whoosh: Path, progress: Callable[[int, int], None] | None
    ) -> RefreshReport:
        return refresh(
            self.root,
            whoosh,
            self._catalogue,
            limits=self._limits,
            workers=self._workers,
            model=self._model,
            progress=progress,
        )

    @contextmanager
    def _locked(self, *, wait: bool = True) -> Iterator[None]:
        with ExitStack() as stack:
            while True:
                try:
                    stack.enter_context(locked(self._folder, self._lock_dir, wait=False))
                    break
                except BlockingIOError:
                    if not wait:
                        raise
                    self._pause()
                except OSError as error:
                    raise LibraryError(
                        f"The folder {self._lock_dir} cannot be used ({error.strerror}). "
                        "Set XDG_STATE_HOME to a folder you can write to."
                    ) from error
            yield

    def _pause(self) -> None:
        """Somebody else is at the index; look again in a moment."""
        self._go_on()
        time.sleep(_NEXT_LOOK)

    def _open(self) -> Catalogue:
        """The catalogue, of an index made anew when there is none to be used."""
        while not self._is_sound():
            try:
                with self._locked(wait=False):
                    if not self._is_sound():
                        self._make_anew()
            except BlockingIOError:  # Who holds it may be making one, and then fill it for long.
                self._pause()
        return self._opened()

    def _opened(self) -> Catalogue:
        self._made = location.making(self._folder)
        return Catalogue(self._folder / location.CATALOGUE)

    def _reopen(self) -> None:
        self.close()
        self._decisions = None
        self._catalogue = self._opened()

    def _is_replaced(self) -> bool:
        """Whether the index was thrown away, by whomever, since it was opened here."""
        return location.making(self._folder) != self._made

    def _is_sound(self) -> bool:
        """Whether it looks whole at first sight; what is inside shows when it is read."""
        if not location.is_current(self._folder, versionstring()):
            return False
        try:
            with damage_told():
                Catalogue(self._folder / location.CATALOGUE).close()
                return bool(exists_in(str(self._folder / location.WHOOSH)))
        except DamagedIndexError:
            return False

    def _make_anew(self) -> None:
        """Leave an empty index on the disk. The lock is held.

        Raises :class:`~reader.errors.ConfigurationError` when a language is described wrongly: all
        articles would be unreadable.
        """
        languages()
        location.index_folder(self.root)
        with damage_told():
            if any(self._folder.iterdir()):
                self._notice = _MADE_ANEW
            location.clear(self._folder)
            create_in(str(self._folder / location.WHOOSH), make_schema()).close()
            catalogue.create(self._folder / location.CATALOGUE)
            location.stamp(self._folder, versionstring())


_MADE_ANEW = "The index was damaged, or of another version or other languages; it was made anew."


def _beyond_repair(error: DamagedIndexError) -> LibraryError:
    return LibraryError(
        f"The index was made anew and still cannot be used ({error}). "
        "Check the disk on which the cache folder is."
    )
