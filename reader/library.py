"""The library: the one façade that the command line and the terminal interface both call.

A library is a folder of articles. Its three truths are the articles (never written by us), the
sidecars beside them (written only on the reader's act) and the index (a cache that can be thrown
away). Invariant: nothing above this floor touches any of the three but through here.

What is seldom needed is imported by the method that needs it: a search in the shell is the whole
life of a process, and should not wait for what annotating takes.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from annotations import naming
from reader import paths
from reader.articles import tokenise
from reader.config import LIBRARY_FILE
from reader.errors import LibraryError, UnreadableArticleError
from reader.index.entries import Entry, Reading, Stamp, tag_counts
from reader.index.matching import find_matches, needs_marks
from reader.index.ordering import Sort
from reader.index.scanning import stamp_of
from reader.index.snippets import snippets
from reader.indexing import open_index
from reader.library_queries import LibraryQueries
from reader.resolving import resolve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from reader.articles import Article
    from reader.config import Settings
    from reader.index.query import Node
    from reader.index.refreshing import RefreshReport
    from reader.index.searching import Hits
    from reader.index.snippets import Snippet
    from reader.library_acts import LibraryActs
    from reader.library_marks import LibraryMarks
    from reader.open_article import OpenArticle


_OWN = frozenset({naming.CODEBOOK, naming.ENTITIES, LIBRARY_FILE})
"""What the library says of itself, at its root."""
_LONG = 1_000_000
"""Bytes of a file from which its marks are worth being waited for apart."""


class Library:
    """The articles below one folder. Belongs to one thread; open another for another thread."""

    def __init__(
        self, root: Path, settings: Settings, *, go_on: Callable[[], None] = lambda: None
    ) -> None:
        """Raises :class:`~reader.errors.LibraryError` when ``root`` is not a folder.

        ``go_on`` is called now and then while something takes long that nobody asked for, such as
        mending a damaged index, and may raise to break it off.
        """
        if not root.is_dir():
            what = "is a file" if root.exists() else "does not exist"
            raise LibraryError(f"{root} {what}. Name a folder of articles.")
        self.root = root.resolve()
        self.settings = settings
        self._index = open_index(self.root, settings, go_on)
        self.queries = LibraryQueries(self.root, self._index)
        self._acts: LibraryActs | None = None
        self._marks: LibraryMarks | None = None
        if paths.begun_act(self.root).exists():
            self.acts.recover()

    @property
    def acts(self) -> LibraryActs:
        """What the reader does in it."""
        if self._acts is None:
            from reader.library_acts import LibraryActs

            self._acts = LibraryActs(self, self._index.old_text)
        return self._acts

    @property
    def marks(self) -> LibraryMarks:
        """What its articles mention and quote."""
        if self._marks is None:
            from reader.library_marks import LibraryMarks

            self._marks = LibraryMarks(self, self._index)
        return self._marks

    def close(self) -> None:
        """Give all files back."""
        self._index.close()

    def refresh(
        self, progress: Callable[[int, int], None] | None = None, *, wait: bool = False
    ) -> RefreshReport:
        """Bring the index up to date; see :meth:`LibraryIndex.refresh`."""
        return self._index.refresh(progress=progress, wait=wait)

    @property
    def is_being_indexed(self) -> bool:
        """Whether somebody is bringing the index up to date; what it says is not all there is."""
        return self._index.is_busy

    def rebuild(self) -> None:
        """Throw the index away; the next refresh makes it anew."""
        self._index.rebuild()

    def notice(self) -> str:
        """One line about something unusual since it was last asked, or empty.

        What came up during a refresh is in its report instead.
        """
        return (self._acts.notice() if self._acts else "") or self._index.notice()

    # Finding

    def entries(self, sort: Sort = Sort.PATH) -> list[Entry]:
        """All articles that can be read."""
        return [entry for entry in self._index.entries(sort=sort) if entry.readable]

    def problems(self) -> list[Entry]:
        """The files that cannot be read, or whose sidecar cannot."""
        return [entry for entry in self._index.entries() if entry.problem]

    def entry(self, path: str) -> Entry | None:
        """The article at ``path``, or None."""
        return self._index.entry(path)

    def search(self, node: Node, *, limit: int | None = None, sort: Sort = Sort.RELEVANCE) -> Hits:
        """The articles that a parsed query matches, at most ``limit`` of them."""
        return self._index.search(node, limit=limit, sort=sort)

    def search_as_typed(self, typed: str, *, limit: int | None = None) -> tuple[Node, Hits]:
        """Search for an unfinished query, whose last word may be only a beginning."""
        node = self.queries.as_typed(typed)
        return node, self.search(node, limit=limit)

    def matches(self, node: Node, opened: OpenArticle | Reading) -> list[tuple[int, int]]:
        """The ranges of an article that ``node`` matches, in code points."""
        article = opened.article
        return find_matches(node, article, tokenise(article.text, article.blocks), opened.marks)

    def snippets(
        self, node: Node, path: str, *, width: int = 160, count: int = 1
    ) -> tuple[Snippet, ...]:
        """The passages of ``path`` that show best why ``node`` found it."""
        article, found = self._found_in(node, path)
        return snippets(article, found, width=width, count=count) if article else ()

    def count_matches(self, node: Node, path: str) -> int:
        """In how many places ``node`` matches the article at ``path``, which it finds.

        Where nothing in the text does, what is said of it does (its title, date, tags or notes),
        and that is one.
        """
        return len(self._found_in(node, path)[1]) or 1

    def _found_in(self, node: Node, path: str) -> tuple[Article | None, list[tuple[int, int]]]:
        """The article at ``path`` as it was indexed, and the ranges of it that ``node`` matches."""
        if needs_marks(node):
            opened = self.open(path)
            return opened.article, self.matches(node, opened)
        article = self._index.article(path)
        if article is None:
            return None, []
        return article, find_matches(node, article, tokenise(article.text, article.blocks))

    def resolve(self, name: str) -> str:
        """The path of the article that a person means by ``name``; see :mod:`reader.resolving`."""
        return resolve(self.root, name, lambda: [entry.path for entry in self._index.entries()])

    def holds(self, file: Path) -> bool:
        """Whether ``file``, or what it is a link to, is an article of the library or ours in it."""
        return any(map(self._holds, (file.parent.resolve() / file.name, file.resolve())))

    def _holds(self, place: Path) -> bool:
        if not place.is_relative_to(self.root):
            return False
        path = place.relative_to(self.root).as_posix()
        return naming.is_sidecar(place) or path in _OWN or self.entry(path) is not None

    # Reading

    def stamp(self, path: str) -> Stamp | None:
        """What tells that the file at ``path``, or its sidecar, is another; None if it is gone."""
        return stamp_of(self.root / path)

    def open(self, path: str) -> OpenArticle:
        """Read the article at ``path``, from the cache when the file is as it was.

        Raises :class:`~reader.errors.LibraryError` when it cannot be read. A sidecar that cannot
        be read is told as the article's ``problem``.
        """
        from reader.open_article import open_article

        return open_article(self.root, path, self._reading(path), self._index.old_text)

    def glimpse(self, path: str, node: Node | None = None) -> OpenArticle | None:
        """As :meth:`open`, but without the marks, of a long article: they are most of the waiting.

        None where opening does not take long, where what ``node`` matches depends on the marks,
        and where the file is another than the index knows.
        """
        from reader.open_article import open_article

        known = self._known(path)
        if known is None or known.stamp.size < _LONG or (node and needs_marks(node)):
            return None
        article = self._index.article(path)
        if article is None:
            return None
        opened = open_article(self.root, path, Reading(article, ()), self._index.old_text)
        return replace(opened, whole=False)

    def _known(self, path: str) -> Entry | None:
        """What the index knows of the file at ``path``, if that is as it was."""
        known, stamp = self._index.entry(path), self.stamp(path)
        return known if known and stamp and known.stamp.same_file(stamp) else None

    def _reading(self, path: str) -> Reading:
        if self._known(path):
            cached = self._index.reading(path)
            if cached is not None:
                return cached
        try:
            return self._index.read(path)
        except UnreadableArticleError as error:
            raise LibraryError(f"{path} cannot be read: {error}.") from error

    def article(self, path: str) -> Article:
        """The article at ``path`` without what is said of it; raises as :meth:`open` does."""
        return self._reading(path).article

    def annotated(self, path: str = "") -> Iterator[OpenArticle]:
        """The articles about which something is said, in the order of paths; or only ``path``.

        Sidecars that cannot be read come with their ``problem``.
        """
        for entry in self._index.entries():
            if path in ("", entry.path) and entry.readable and entry.stamp.has_sidecar:
                yield self.open(entry.path)

    def tags(self) -> dict[str, int]:
        """Every tag of the library with the number of articles it is on, most used first."""
        return tag_counts(self._index.entries())
