"""The library: the one façade that the command line and the terminal interface both call.

A library is a folder of articles. Its three truths are the articles (never written by us), the
sidecars beside them (written only on the reader's act) and the index (a cache that can be thrown
away). Invariant: nothing above this floor touches any of the three but through here.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from annotations import AnnotationsError, ArticleNotes, sidecar
from reader import annotating, paths
from reader.articles import tokenise
from reader.errors import LibraryError, UnreadableArticleError
from reader.index import query
from reader.index.entries import Entry, Reading
from reader.index.library_index import LibraryIndex
from reader.index.matching import find_matches
from reader.index.preparing import read_and_mark
from reader.index.scanning import stamp_of
from reader.index.searching import Sort, sort_key
from reader.index.snippets import snippets

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from annotations import Annotation, Sidecar
    from reader.annotating import Placed
    from reader.articles import Article
    from reader.config import Settings
    from reader.index.query import Node
    from reader.index.refreshing import RefreshReport
    from reader.index.searching import Hits
    from reader.index.snippets import Snippet
    from reader.marks import Mark


@dataclass(frozen=True, slots=True)
class OpenArticle:
    """Everything that is known about one article at the moment it was opened."""

    path: str
    """Relative to the library's root, with ``/``."""
    article: Article
    marks: tuple[Mark, ...]
    sidecar: Sidecar | None
    """None when there is none, or when it cannot be read."""
    placed: tuple[Placed, ...]
    """Its annotations in the order of the text, orphans last."""
    problem: str = ""
    """Why the sidecar cannot be used; empty when all is well."""


class Library:
    """The articles below one folder. Belongs to one thread; open another for another thread."""

    def __init__(self, root: Path, settings: Settings) -> None:
        """Raises :class:`~reader.errors.LibraryError` when ``root`` is not a folder."""
        if not root.is_dir():
            what = "is a file" if root.exists() else "does not exist"
            raise LibraryError(f"{root} {what}. Name a folder of articles.")
        self.root = root.resolve()
        self.settings = settings
        self._index = LibraryIndex(
            self.root,
            lock_dir=paths.state_folder() / "locks",
            size_limit=settings.size_limit,
        )

    def close(self) -> None:
        """Give all files back."""
        self._index.close()

    def refresh(
        self, progress: Callable[[int, int], None] | None = None, *, wait: bool = False
    ) -> RefreshReport:
        """Bring the index up to date; see :meth:`LibraryIndex.refresh`."""
        return self._index.refresh(progress=progress, wait=wait)

    def rebuild(self) -> None:
        """Throw the index away; the next refresh makes it anew."""
        self._index.rebuild()

    def notice(self) -> str:
        """One line about something unusual since it was last asked, or empty.

        What came up during a refresh is in its report instead.
        """
        return self._index.notice()

    # Finding

    def entries(self, sort: Sort = Sort.PATH) -> list[Entry]:
        """All articles that can be read."""
        found = [entry for entry in self._index.entries() if entry.readable]
        return found if sort is Sort.PATH else sorted(found, key=sort_key(sort))

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
        node = query.as_typed(typed)
        return node, self.search(node, limit=limit)

    def matches(self, node: Node, opened: OpenArticle | Reading) -> list[tuple[int, int]]:
        """The ranges of an article that ``node`` matches, in code points."""
        article = opened.article
        return find_matches(node, article, tokenise(article.text, article.blocks), opened.marks)

    def snippets(
        self, node: Node, path: str, *, width: int = 160, count: int = 1
    ) -> tuple[Snippet, ...]:
        """The passages of ``path`` that show best why ``node`` found it."""
        reading = self._index.reading(path)
        if reading is None:
            return ()
        return snippets(reading.article, self.matches(node, reading), width=width, count=count)

    def resolve(self, name: str) -> str:
        """The path of the article that a person means by ``name``.

        A path that exists, from here or from the library's root; else the one article of that file
        name; else the one whose path contains ``name``. Raises
        :class:`~reader.errors.LibraryError`, naming candidates.
        """
        strange = False
        for file in (Path(name), self.root / name):
            if not os.path.isfile(file):  # noqa: PTH113 - Path.is_file raises for a name too long
                continue
            # The folder's links are followed, the file's own is not: it is an article of ours.
            beside = file.parent.resolve() / file.name
            if beside.is_relative_to(self.root):
                return beside.relative_to(self.root).as_posix()
            strange = True
        if strange:
            raise LibraryError(
                f"{name} is not in the library {self.root}. Name its library with -L."
            )
        wanted = name.casefold()
        held = [entry.path for entry in self._index.entries()]
        found = [path for path in held if wanted in path.casefold()]
        exact = [path for path in found if path.casefold().rpartition("/")[2] == wanted]
        found = exact if len(exact) == 1 else found
        if len(found) == 1:
            return found[0]
        if not found:
            raise LibraryError(
                f"There is no article “{name}” in {self.root}. “reader list” shows what there is."
            )
        some = "".join(f"\n  {path}" for path in found[:8])
        more = f"\n  and {len(found) - 8} more" if len(found) > 8 else ""
        raise LibraryError(f"“{name}” may mean {len(found)} articles; say which:{some}{more}")

    # Reading

    def open(self, path: str) -> OpenArticle:
        """Read the article at ``path``, from the cache when the file is as it was.

        Raises :class:`~reader.errors.LibraryError` when it cannot be read. A sidecar that cannot
        be read is told as the article's ``problem``.
        """
        reading = self._reading(path)
        try:
            said = sidecar.load(sidecar.sidecar_path(self.root / path))
        except AnnotationsError as error:
            return OpenArticle(path, reading.article, reading.marks, None, (), str(error))
        return self._opened(path, reading, said)

    def _reading(self, path: str) -> Reading:
        file = self.root / path
        known, stamp = self._index.entry(path), stamp_of(file)
        if known and stamp and known.stamp.same_file(stamp):
            cached = self._index.reading(path)
            if cached is not None:
                return cached
        try:
            return read_and_mark(file, self.settings.size_limit)
        except UnreadableArticleError as error:
            raise LibraryError(f"{path} cannot be read: {error}.") from error

    def _opened(self, path: str, reading: Reading, said: Sidecar | None) -> OpenArticle:
        placed = annotating.place_all(said, reading.article)
        return OpenArticle(path, reading.article, reading.marks, said, placed)

    # Annotating

    def annotate(
        self, opened: OpenArticle, start: int, end: int, *, tags: Iterable[str] = (), note: str = ""
    ) -> tuple[OpenArticle, Annotation]:
        """Annotate ``start..end`` (code points, end exclusive); saved when this returns.

        Raises :class:`annotations.AnnotationsError` when it cannot be saved, and then nothing
        has changed; so do the other acts.
        """
        annotation = annotating.highlight(
            opened.article,
            start,
            end,
            tags=tags,
            note=note,
            creator=self.settings.signature,
        )
        return self._act(opened, lambda said: said.put(annotation)), annotation

    def revise(
        self,
        opened: OpenArticle,
        known: Annotation,
        *,
        tags: Sequence[str] | None = None,
        note: str | None = None,
    ) -> OpenArticle:
        """Give the annotation ``known`` other ``tags`` or another ``note``; None leaves them.

        What somebody else changed meanwhile is kept; see :func:`reader.annotating.merged`.
        """
        wanted = replace(
            known,
            tags=known.tags if tags is None else tuple(tags),
            note=known.note if note is None else note,
        )

        def change(said: Sidecar) -> Sidecar:
            held = said.annotations.get(known.id)
            revised = annotating.merged(known, wanted, held)
            return said if revised == held else said.put(annotating.touched(revised))

        return self._act(opened, change)

    def remove(self, opened: OpenArticle, identifier: str) -> OpenArticle:
        """Delete an annotation."""
        return self._act(opened, lambda said: said.remove(identifier, annotating.now()))

    def restore(
        self, opened: OpenArticle, *, before: Annotation | None, after: Annotation | None
    ) -> OpenArticle:
        """Take back an act that made ``after`` of ``before``; None where there was nothing.

        What somebody else changed meanwhile is kept. Raises
        :class:`~reader.errors.LibraryError` when a new annotation would be taken away that has
        been changed since.
        """

        def change(said: Sidecar) -> Sidecar:
            if before is None:
                held = said.annotations.get(after.id) if after else None
                if held is not None and after and not annotating.says_the_same(held, after):
                    raise LibraryError("That annotation was changed since. To delete it, use x.")
                return said.remove(held.id, annotating.now()) if held else said
            return said.put(
                annotating.merged(after or before, before, said.annotations.get(before.id))
            )

        return self._act(opened, change)

    def annotate_article(
        self, opened: OpenArticle, *, tags: Iterable[str] = (), note: str = ""
    ) -> OpenArticle:
        """Add ``tags`` and a ``note`` to what is said of the whole article."""

        def change(said: Sidecar) -> Sidecar:
            held = said.article
            notes = [text for text in (held.note, note) if text]
            return said.with_article(
                ArticleNotes((*held.tags, *tags), "\n\n".join(notes), held.extra)
            )

        return self._act(opened, change)

    def _act(self, opened: OpenArticle, change: Callable[[Sidecar], Sidecar]) -> OpenArticle:
        said = annotating.save(self.root / opened.path, opened.article, change)
        return self._opened(opened.path, Reading(opened.article, opened.marks), said)

    def annotated(self, path: str = "") -> Iterator[OpenArticle]:
        """The articles about which something is said, in the order of paths; or only ``path``.

        Sidecars that cannot be read come with their ``problem``.
        """
        for entry in self._index.entries():
            if path in ("", entry.path) and entry.readable and entry.stamp.sidecar_mtime_ns:
                yield self.open(entry.path)

    def tags(self) -> dict[str, int]:
        """Every tag of the library with the number of articles it is on, most used first."""
        counts: dict[str, int] = {}
        for entry in self._index.entries():
            for tag in entry.tags:
                counts[tag] = counts.get(tag, 0) + 1
        return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
