"""What the reader does to annotations, one act after another, each of which can be undone.

Every act is on disk when it returns. Undoing is an act like any other: it puts back what the
annotation was, or takes away what was not there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotations import Annotation
    from reader.library import OpenArticle
    from reader.tui.librarian import Librarian


@dataclass(frozen=True, slots=True)
class Done:
    """One act, as undoing it needs it."""

    path: str
    identifier: str
    before: Annotation | None
    """The annotation as it was; None when there was none."""


class Acts:
    """The acts of one session."""

    def __init__(self, librarian: Librarian) -> None:
        self._librarian = librarian
        self._done: list[Done] = []
        self.recent_tags: list[str] = []
        """Tags used in this session, the last one first."""

    async def annotate(
        self, opened: OpenArticle, start: int, end: int, *, tags: Sequence[str] = (), note: str = ""
    ) -> OpenArticle:
        """Annotate a span (code points, end exclusive)."""
        fresh, annotation = await self._librarian.ask(
            lambda library: library.annotate(opened, start, end, tags=tags, note=note)
        )
        self._remember(opened, annotation.id, None, tags)
        return fresh

    async def tag(self, opened: OpenArticle, annotation: Annotation, tag: str) -> OpenArticle:
        """Add ``tag`` to ``annotation``."""
        tags = (*annotation.tags, tag)
        fresh = await self._librarian.ask(
            lambda library: library.revise(opened, annotation.id, tags=tags)
        )
        self._remember(opened, annotation.id, annotation, [tag])
        return fresh

    async def note(self, opened: OpenArticle, annotation: Annotation, note: str) -> OpenArticle:
        """Give ``annotation`` another note."""
        fresh = await self._librarian.ask(
            lambda library: library.revise(opened, annotation.id, note=note)
        )
        self._remember(opened, annotation.id, annotation)
        return fresh

    async def remove(self, opened: OpenArticle, annotation: Annotation) -> OpenArticle:
        """Delete ``annotation``."""
        fresh = await self._librarian.ask(lambda library: library.remove(opened, annotation.id))
        self._remember(opened, annotation.id, annotation)
        return fresh

    async def undo(self, opened: OpenArticle) -> OpenArticle | None:
        """Take back the last act on ``opened``; None when there is none."""
        done = next((done for done in reversed(self._done) if done.path == opened.path), None)
        if done is None:
            return None
        before = done.before
        fresh = await self._librarian.ask(
            lambda library: (
                library.remove(opened, done.identifier)
                if before is None
                else library.restore(opened, before)
            )
        )
        self._done.remove(done)
        return fresh

    def _remember(
        self,
        opened: OpenArticle,
        identifier: str,
        before: Annotation | None,
        tags: Sequence[str] = (),
    ) -> None:
        self._done.append(Done(opened.path, identifier, before))
        self.recent_tags = list(dict.fromkeys([*tags, *self.recent_tags]))
