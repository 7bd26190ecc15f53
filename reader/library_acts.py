"""What a reader does in a library: annotating, tagging, moving, and taking it back.

Invariants: every act is saved when its method returns, what somebody else changed meanwhile is
kept, and each can be undone, also tomorrow. An act that was cut off is rolled back when the library
is next opened.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from annotations import naming, sidecar
from annotations.codebook.file import CODEBOOK
from annotations.entities.file import ENTITIES
from annotations.merging import merge, merge_annotation, merge_article
from annotations.model import ArticleNotes
from reader import annotating
from reader.acts.acting import Acts
from reader.acts.importing import Importing
from reader.acts.strays import find_strays
from reader.acts.tagging import change_tags, doubts, usable_codebook
from reader.errors import LibraryError
from reader.index.entries import Reading
from reader.index.scanning import scan
from reader.open_article import put_together

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from annotations.codebook import Codebook
    from annotations.codebook.retagging import Retagging
    from annotations.entities import EntityBook
    from annotations.importing.reading import Reading as Document
    from annotations.model import Annotation, Sidecar, Value
    from reader.acts.importing import ImportReport
    from reader.acts.journal import Act
    from reader.acts.strays import Stray
    from reader.library import Library
    from reader.open_article import OpenArticle


class LibraryActs:
    """The acts in one library."""

    def __init__(self, library: Library, old_text: Callable[[str], str | None]) -> None:
        """``old_text`` knows earlier texts of annotated articles by their hash."""
        self._library = library
        self._root = library.root
        self._old_text = old_text
        self._acts = Acts(library.root, library.article, old_text)

    def recover(self) -> None:
        """Roll back an act that was cut off; one that is still running is left to itself."""
        self._acts.recover()

    def notice(self) -> str:
        """One line about something unusual since it was last asked, or empty."""
        notice, self._acts.notice = self._acts.notice, ""
        return notice

    # Annotating

    def annotate(
        self, opened: OpenArticle, start: int, end: int, *, tags: Iterable[str] = (), note: str = ""
    ) -> tuple[OpenArticle, Annotation]:
        """Annotate ``start..end`` (code points, end exclusive); saved when this returns.

        Raises :class:`~annotations.errors.AnnotationsError` when it cannot be saved, and then
        nothing has changed; so do the other acts.
        """
        made = annotating.highlight(
            opened.article,
            start,
            end,
            tags=self.meant_tags(tags),
            note=note,
            creator=self._library.settings.signature,
        )
        return self.carry_out(opened, "annotate", made, lambda said: said.put(made)), made

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
        return self.carry_out(opened, "delete", known, lambda said: said.remove(known.id, when))

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
        acted = self.carry_out(
            opened,
            "annotate the article",
            None,
            lambda said: annotating.with_article_notes(said, added, note, own or {}),
        )
        return self._library.open(opened.path) if own else acted

    def revise_article(self, opened: OpenArticle, *, tags: Sequence[str], note: str) -> OpenArticle:
        """Give what is said of the whole article other ``tags`` and another ``note``.

        What somebody else changed meanwhile is kept.
        """
        known = opened.sidecar.article if opened.sidecar else ArticleNotes()
        wanted = ArticleNotes(self._revised_tags(known, tags), note, known.extra)
        return self.carry_out(
            opened,
            "change the notes on the article",
            None,
            lambda said: said.with_article(merge_article(known, wanted, said.article)),
        )

    def place_anew(self, opened: OpenArticle) -> OpenArticle:
        """Write down where the annotations stand in today's text. No act: nothing is said by it."""
        edit = self._acts.on(opened.path, lambda said: said, article=opened.article, anew=True)
        reading = Reading(opened.article, opened.machine)
        return put_together(opened.path, reading, edit.save(self._root), self._old_text)

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

        return self.carry_out(opened, verb, known, change)

    def carry_out(
        self,
        opened: OpenArticle,
        verb: str,
        about: Annotation | None,
        change: Callable[[Sidecar], Sidecar],
    ) -> OpenArticle:
        """Carry out ``change`` of the sidecar of ``opened`` as one act, called by its ``verb``."""
        words = f" {annotating.quoted(about.anchor.exact)}" if about else ""
        edit = self._acts.on(opened.path, change, article=opened.article)
        said = self._acts.one(f"{verb}{words} in {opened.path}", edit)
        file = self._root / opened.path
        if not file.exists():
            kept = naming.sidecar_path(file).name
            self._acts.notice = (
                f"{opened.path} is not there any more; what you say of it is kept in {kept}."
            )
        return self._put_together(opened, said)

    def as_read(self, opened: OpenArticle) -> OpenArticle:
        """``opened`` in the text as it was read, with what its sidecar says now.

        Raises :class:`~annotations.errors.AnnotationsError` when that cannot be read.
        """
        place = naming.sidecar_path(self._root / opened.path)
        return self._put_together(opened, sidecar.load(place, root=self._root))

    def _put_together(self, opened: OpenArticle, said: Sidecar | None) -> OpenArticle:
        reading = Reading(opened.article, opened.machine)
        acted = put_together(opened.path, reading, said, self._old_text)
        return replace(acted, whole=opened.whole)

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
        return find_strays(self._root, scan(self._root).strays, self._library.entries())

    def adopt(self, stray: Stray, path: str, *, dry_run: bool = False) -> Act:
        """Fold ``stray`` into the sidecar of the article at ``path``; its file goes."""
        said = stray.said
        if said is None:
            raise LibraryError(f"{stray.problem} It cannot be folded in.")
        own = naming.sidecar_path(self._root / path)
        if own.exists() and own.samefile(self._root / stray.path):
            raise LibraryError(f"{stray.path} is the sidecar of {path} already, by a link.")
        edit = self._acts.on(
            path,
            lambda held: merge(None, held, said),
            article=self._library.article(path),
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
        importing = Importing(self._acts, self._library.entries(), self._library.article)
        return importing.take_in(title, document, article, restore=restore, dry_run=dry_run)

    # The library's books

    def meant_tags(self, typed: Iterable[str]) -> tuple[str, ...]:
        """The tags meant by what was typed: the codebook knows other names of them.

        One that cannot be read keeps nobody from annotating.
        """
        book = usable_codebook(self._root)
        return tuple(book.resolve(tag) for tag in typed)

    def doubts(self, typed: Iterable[str]) -> list[str]:
        """A remark on each tag that is new, and nearly one that there is already."""
        return doubts(usable_codebook(self._root), self._library.tags(), typed)

    def codebook(self) -> Codebook:
        """What the library says of its tags. Raises as reading a sidecar does."""
        return CODEBOOK.load(self._root)

    def usable_codebook(self) -> Codebook:
        """As :meth:`codebook`, but empty when it cannot be read: that keeps nobody from reading."""
        return usable_codebook(self._root)

    def decide(
        self, title: str, change: Callable[[EntityBook], EntityBook], *, dry_run: bool = False
    ) -> Act:
        """Carry out an act of :mod:`annotations.entities.deciding` on names; undoable.

        With ``dry_run`` only what would be is told.
        """
        return self._acts.many(title, [], books={ENTITIES: change}, dry_run=dry_run)

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
        stamps = sorted(scan(self._root).stamps.items())
        annotated = [path for path, stamp in stamps if stamp.has_sidecar]
        return change_tags(self._acts, title, act, annotated, dry_run=dry_run)
