"""What the reader does to annotations at the desk, and the tags that were used on the way.

Every act is on disk when it returns, and in the library's journal, from which it is taken back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.errors import LibraryError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from annotations.model import Annotation
    from reader.acts.journal import Act
    from reader.acts.strays import Stray
    from reader.library import Library
    from reader.open_article import OpenArticle
    from reader.recent import Recent
    from reader.tui.librarian import Librarian


class Acts:
    """Carries acts out through the librarian."""

    def __init__(self, librarian: Librarian, recent: Recent) -> None:
        self._librarian = librarian
        self._recent = recent
        self.recent_tags: list[str] = []
        """Tags used last, the newest first; in a session, using one again does not move it."""

    async def recall_tags(self) -> None:
        """Take up the tags of the last session, those that there are still."""

        def question(library: Library) -> list[str]:
            known = library.tags()
            return [tag for tag in self._recent.all if tag in known]

        before = await self._librarian.ask(question)
        self.recent_tags += [tag for tag in before if tag not in self.recent_tags]

    async def annotate(
        self, opened: OpenArticle, start: int, end: int, *, tags: Sequence[str] = (), note: str = ""
    ) -> OpenArticle:
        """Annotate a span (code points, end exclusive)."""
        fresh, annotation = await self._librarian.ask(
            lambda library: library.acts.annotate(opened, start, end, tags=tags, note=note)
        )
        self._remember(annotation.tags)
        return fresh

    async def tag(self, opened: OpenArticle, annotation: Annotation, tag: str) -> OpenArticle:
        """Add ``tag`` to ``annotation``."""
        tags = (*annotation.tags, tag)
        fresh = await self._librarian.ask(
            lambda library: library.acts.revise(opened, annotation, tags=tags)
        )
        self._remember([tag])
        return fresh

    async def note(self, opened: OpenArticle, annotation: Annotation, note: str) -> OpenArticle:
        """Give ``annotation`` another note."""
        return await self._librarian.ask(
            lambda library: library.acts.revise(opened, annotation, note=note)
        )

    async def attach(
        self, opened: OpenArticle, annotation: Annotation, start: int, end: int
    ) -> OpenArticle:
        """Give ``annotation`` another place (code points, end exclusive)."""
        return await self._librarian.ask(
            lambda library: library.acts.attach(opened, annotation, start, end)
        )

    async def remove(self, opened: OpenArticle, annotation: Annotation) -> OpenArticle:
        """Delete ``annotation``."""
        return await self._librarian.ask(lambda library: library.acts.remove(opened, annotation))

    async def adopt(self, opened: OpenArticle, strays: Sequence[Stray]) -> OpenArticle:
        """Fold ``strays`` into the annotations of ``opened``."""

        def fold_in(library: Library) -> OpenArticle:
            for stray in strays:
                library.acts.adopt(stray, opened.path)
            return library.open(opened.path)

        return await self._librarian.ask(fold_in)

    async def turn(self, opened: OpenArticle, *, back: bool) -> tuple[OpenArticle, Act] | None:
        """Take back the last act on ``opened``, or do it again; None when there is none."""

        def turn(library: Library) -> tuple[OpenArticle, Act] | None:
            act = (library.acts.undo if back else library.acts.redo)(opened.path)
            if act is None:
                return None
            path = act.moved[0 if back else 1] if act.moved else opened.path
            try:
                return library.open(path), act
            except LibraryError:  # It is gone; what was said of it is not.
                return library.acts.as_read(opened), act

        return await self._librarian.ask(turn)

    def _remember(self, tags: Iterable[str]) -> None:
        for tag in tags:
            self._recent.use(tag)
            if tag not in self.recent_tags:
                self.recent_tags.insert(0, tag)
