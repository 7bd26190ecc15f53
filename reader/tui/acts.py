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
    before: Annotation | None
    """The annotation as it was; None when there was none."""
    after: Annotation | None
    """The annotation as the act left it; None when it was deleted."""


class Acts:
    """The acts of one session."""

    def __init__(self, librarian: Librarian) -> None:
        self._librarian = librarian
        self._done: list[Done] = []
        self.recent_tags: list[str] = []
        """Tags used in this session, the newest first; using one again does not move it."""

    async def annotate(
        self, opened: OpenArticle, start: int, end: int, *, tags: Sequence[str] = (), note: str = ""
    ) -> OpenArticle:
        """Annotate a span (code points, end exclusive)."""
        fresh, annotation = await self._librarian.ask(
            lambda library: library.annotate(opened, start, end, tags=tags, note=note)
        )
        return self._remember(fresh, annotation.id, None)

    async def tag(self, opened: OpenArticle, annotation: Annotation, tag: str) -> OpenArticle:
        """Add ``tag`` to ``annotation``."""
        tags = (*annotation.tags, tag)
        fresh = await self._librarian.ask(
            lambda library: library.revise(opened, annotation, tags=tags)
        )
        return self._remember(fresh, annotation.id, annotation)

    async def note(self, opened: OpenArticle, annotation: Annotation, note: str) -> OpenArticle:
        """Give ``annotation`` another note."""
        fresh = await self._librarian.ask(
            lambda library: library.revise(opened, annotation, note=note)
        )
        return self._remember(fresh, annotation.id, annotation)

    async def remove(self, opened: OpenArticle, annotation: Annotation) -> OpenArticle:
        """Delete ``annotation``."""
        fresh = await self._librarian.ask(lambda library: library.remove(opened, annotation.id))
        return self._remember(fresh, annotation.id, annotation)

    async def undo(self, opened: OpenArticle) -> OpenArticle | None:
        """Take back the last act on ``opened``; None when there is none."""
        done = next((done for done in reversed(self._done) if done.path == opened.path), None)
        if done is None:
            return None
        self._done.remove(done)
        return await self._librarian.ask(
            lambda library: library.restore(opened, before=done.before, after=done.after)
        )

    def _remember(
        self, fresh: OpenArticle, identifier: str, before: Annotation | None
    ) -> OpenArticle:
        after = fresh.sidecar.annotations.get(identifier) if fresh.sidecar else None
        self._done.append(Done(fresh.path, before, after))
        for tag in after.tags if after else ():
            if tag not in self.recent_tags:
                self.recent_tags.insert(0, tag)
        return fresh
