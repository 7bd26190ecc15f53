"""The library: the one façade that the command line and the terminal interface both call.

A library is a folder of articles. Its three truths are the articles (never written by us), the
sidecars beside them (written only on the reader's act) and the index (a cache that can be thrown
away). Invariant: nothing above this floor touches any of the three but through here.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from annotations import AnnotationsError, ArticleNotes, sidecar
from annotations.codebook.file import CODEBOOK
from annotations.merging import merge, merge_annotation, merge_article
from reader import annotating
from reader.acts.acting import Acts
from reader.acts.importing import Importing
from reader.acts.strays import find_strays
from reader.acts.tagging import change_tags, doubts, usable_codebook
from reader.articles import tokenise
from reader.errors import LibraryError, UnreadableArticleError
from reader.index.entries import Entry, Reading, tag_counts
from reader.index.matching import find_matches
from reader.index.ordering import Sort
from reader.index.scanning import scan, stamp_of
from reader.index.snippets import snippets
from reader.indexing import open_index
from reader.library_marks import LibraryMarks
from reader.library_queries import LibraryQueries
from reader.open_article import OpenArticle, put_together, unannotated
from reader.resolving import resolve

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from annotations import Annotation, Sidecar
    from annotations.codebook import Codebook
    from annotations.codebook.retagging import Retagging
    from annotations.importing.reading import Reading as Document
    from annotations.model import Value
    from reader.acts.importing import ImportReport
    from reader.acts.journal import Act
    from reader.acts.strays import Stray
    from reader.articles import Article
    from reader.config import Settings
    from reader.index.query import Node
    from reader.index.refreshing import RefreshReport
    from reader.index.searching import Hits
    from reader.index.snippets import Snippet


class Library:
    """The articles below one folder. Belongs to one thread; open another for another thread."""

    def __init__(self, root: Path, settings: Settings) -> None:
        """Raises :class:`~reader.errors.LibraryError` when ``root`` is not a folder."""
        if not root.is_dir():
            what = "is a file" if root.exists() else "does not exist"
            raise LibraryError(f"{root} {what}. Name a folder of articles.")
        self.root = root.resolve()
        self.settings = settings
        self._index = open_index(self.root, settings)
        self._acts = Acts(self.root, self._article, self._index.old_text)
        self._acts.recover()
        self.marks = LibraryMarks(self, self._index, self._acts)
        self.queries = LibraryQueries(self.root, self._index)

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
        notice, self._acts.notice = self._acts.notice, ""
        return notice or self._index.notice()

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
        reading, entry = self._index.reading(path), self._index.entry(path)
        if reading is None or entry is None:
            return ()
        shown = self.open(path) if entry.stamp.has_sidecar else reading
        return snippets(reading.article, self.matches(node, shown), width=width, count=count)

    def resolve(self, name: str) -> str:
        """The path of the article that a person means by ``name``; see :mod:`reader.resolving`."""
        return resolve(self.root, name, lambda: [entry.path for entry in self._index.entries()])

    def holds(self, file: Path) -> bool:
        """Whether ``file`` is an article of the library, or a sidecar in it."""
        place = file.parent.resolve() / file.name
        if not place.is_relative_to(self.root):
            return False
        path = place.relative_to(self.root).as_posix()
        return sidecar.is_sidecar(place) or self.entry(path) is not None

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
            return unannotated(path, reading, str(error))
        return self._opened(path, reading, said)

    def _reading(self, path: str) -> Reading:
        file = self.root / path
        known, stamp = self._index.entry(path), stamp_of(file)
        if known and stamp and known.stamp.same_file(stamp):
            cached = self._index.reading(path)
            if cached is not None:
                return cached
        try:
            return self._index.read(path)
        except UnreadableArticleError as error:
            raise LibraryError(f"{path} cannot be read: {error}.") from error

    def _article(self, path: str) -> Article:
        return self._reading(path).article

    def _opened(self, path: str, reading: Reading, said: Sidecar | None) -> OpenArticle:
        made_on = said.source.text_sha256 if said else reading.article.text_sha256
        other = made_on != reading.article.text_sha256
        return put_together(path, reading, said, self._index.old_text(made_on) if other else None)

    # Annotating

    def annotate(
        self, opened: OpenArticle, start: int, end: int, *, tags: Iterable[str] = (), note: str = ""
    ) -> tuple[OpenArticle, Annotation]:
        """Annotate ``start..end`` (code points, end exclusive); saved when this returns.

        Raises :class:`annotations.AnnotationsError` when it cannot be saved, and then nothing
        has changed; so do the other acts.
        """
        made = annotating.highlight(
            opened.article,
            start,
            end,
            tags=self.meant_tags(tags),
            note=note,
            creator=self.settings.signature,
        )
        return self.act(opened, "annotate", made, lambda said: said.put(made)), made

    def revise(
        self,
        opened: OpenArticle,
        known: Annotation,
        *,
        tags: Sequence[str] | None = None,
        note: str | None = None,
    ) -> OpenArticle:
        """Give the annotation ``known`` other ``tags`` or another ``note``; None leaves them.

        What somebody else changed meanwhile is kept; see :func:`annotations.merging.merge`.
        """
        wanted = replace(
            known,
            tags=known.tags if tags is None else self._revised_tags(known, tags),
            note=known.note if note is None else note,
        )
        return self._revise(opened, "change", known, wanted)

    def attach(self, opened: OpenArticle, known: Annotation, start: int, end: int) -> OpenArticle:
        """Give the annotation ``known``, whose place was lost or wrong, that of ``start..end``."""
        anchor = annotating.anchor_at(opened.article, start, end)
        return self._revise(opened, "re-attach", known, replace(known, anchor=anchor))

    def remove(self, opened: OpenArticle, known: Annotation) -> OpenArticle:
        """Delete the annotation ``known``."""
        when = annotating.now()
        return self.act(opened, "delete", known, lambda said: said.remove(known.id, when))

    def annotate_article(
        self,
        opened: OpenArticle,
        *,
        tags: Iterable[str] = (),
        note: str = "",
        own: Mapping[str, Value] | None = None,
    ) -> OpenArticle:
        """Add ``tags``, a ``note`` and the reader's ``own`` metadata to what is said of it all.

        Own values of None are taken back; see :mod:`reader.articles.metadata` for the names.
        """
        added = self.meant_tags(tags)
        acted = self.act(
            opened,
            "annotate the article",
            None,
            lambda said: annotating.with_article_notes(said, added, note, own or {}),
        )
        return self.open(opened.path) if own else acted

    def revise_article(self, opened: OpenArticle, *, tags: Sequence[str], note: str) -> OpenArticle:
        """Give what is said of the whole article other ``tags`` and another ``note``.

        What somebody else changed meanwhile is kept.
        """
        known = opened.sidecar.article if opened.sidecar else ArticleNotes()
        wanted = ArticleNotes(self._revised_tags(known, tags), note, known.extra)
        return self.act(
            opened,
            "change the notes on the article",
            None,
            lambda said: said.with_article(merge_article(known, wanted, said.article)),
        )

    def place_anew(self, opened: OpenArticle) -> OpenArticle:
        """Write down where the annotations stand in today's text. No act: nothing is said by it."""
        edit = self._acts.on(opened.path, lambda said: said, article=opened.article, anew=True)
        reading = Reading(opened.article, opened.machine)
        return self._opened(opened.path, reading, edit.save(self.root))

    def _revised_tags(
        self, known: Annotation | ArticleNotes, tags: Sequence[str]
    ) -> tuple[str, ...]:
        added = iter(self.meant_tags(tag for tag in tags if tag not in known.tags))
        return tuple(tag if tag in known.tags else next(added) for tag in tags)

    def _revise(
        self, opened: OpenArticle, verb: str, known: Annotation, wanted: Annotation
    ) -> OpenArticle:
        when = annotating.now()

        def change(said: Sidecar) -> Sidecar:
            held = said.annotations.get(known.id)
            revised = merge_annotation(known, wanted, held) if held else wanted
            return said if revised == held else said.put(replace(revised, modified=when))

        return self.act(opened, verb, known, change)

    def act(
        self,
        opened: OpenArticle,
        verb: str,
        about: Annotation | None,
        change: Callable[[Sidecar], Sidecar],
    ) -> OpenArticle:
        """Carry out ``change`` of the sidecar of ``opened`` as one act, called by its ``verb``."""
        words = f" “{annotating.shortened(about.anchor.exact)}”" if about else ""
        edit = self._acts.on(opened.path, change, article=opened.article)
        said = self._acts.one(f"{verb}{words} in {opened.path}", edit)
        return self._opened(opened.path, Reading(opened.article, opened.machine), said)

    # Acts on the library

    def undo(self, path: str = "") -> Act | None:
        """Take back the last act, on the article at ``path`` or on any; None when there is none.

        Also one of yesterday, or of another program. What was changed since is kept.
        """
        return self._acts.undo(path)

    def redo(self, path: str = "") -> Act | None:
        """Do the act again that was taken back last."""
        return self._acts.redo(path)

    def move(self, old: str, new: str) -> Act:
        """Move an article with its sidecar; both paths are relative to the library's root."""
        return self._acts.move(old, new)

    def strays(self) -> list[Stray]:
        """Conflict copies of sidecars, and sidecars whose article is gone."""
        return find_strays(self.root, scan(self.root).strays, self.entries())

    def adopt(self, stray: Stray, path: str, *, dry_run: bool = False) -> Act:
        """Fold ``stray`` into the sidecar of the article at ``path``; its file goes."""
        said = stray.said
        if said is None:
            raise LibraryError(f"{stray.problem} It cannot be folded in.")
        edit = self._acts.on(
            path,
            lambda held: merge(None, held, said),
            article=self._article(path),
            made_on=said.source.text_sha256,
        )
        title = f"fold {stray.path} into the annotations of {path}"
        folded = [stray.path]
        return self._acts.many(title, [edit], folded=folded, brought=True, dry_run=dry_run)

    def take_in(
        self,
        title: str,
        document: Document,
        *,
        article: str = "",
        restore: bool = False,
        dry_run: bool = False,
    ) -> ImportReport:
        """Put the annotations in ``document`` into sidecars, as one act.

        ``article`` is the path of the one that all of it is about; empty to go by the document.
        ``restore`` brings back what was deleted here.
        """
        importing = Importing(self._acts, self.entries(), self._article)
        return importing.take_in(title, document, article, restore=restore, dry_run=dry_run)

    # Tags and filters

    def meant_tags(self, typed: Iterable[str]) -> tuple[str, ...]:
        """The tags meant by what was typed: the codebook knows other names of them.

        One that cannot be read keeps nobody from annotating.
        """
        book = usable_codebook(self.root)
        return tuple(book.resolve(tag) for tag in typed)

    def doubts(self, typed: Iterable[str]) -> list[str]:
        """A remark on each tag that is new, and nearly one that there is already."""
        return doubts(usable_codebook(self.root), self.tags(), typed)

    def codebook(self) -> Codebook:
        """What the library says of its tags. Raises as reading a sidecar does."""
        return CODEBOOK.load(self.root)

    def retag(
        self,
        title: str,
        act: Callable[[Codebook, Collection[str]], Retagging],
        *,
        dry_run: bool = False,
    ) -> Act:
        """Carry out an act of :mod:`annotations.codebook.retagging`, everywhere.

        The codebook and all sidecars are written, or none; with ``dry_run`` what would be is told.
        """
        stamps = sorted(scan(self.root).stamps.items())
        annotated = [path for path, stamp in stamps if stamp.has_sidecar]
        return change_tags(self._acts, title, act, annotated, dry_run=dry_run)

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
