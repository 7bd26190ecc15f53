"""Sidecars without their article, as the desk knows them: each is offered once."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.acts.strays import Stray
    from reader.tui.librarian import Librarian


class Strays:
    """The strays of a library as they were when it was last looked at."""

    def __init__(self, librarian: Librarian) -> None:
        self._librarian = librarian
        self._held: list[Stray] = []
        self._offered: set[tuple[str, str]] = set()

    async def look(self, count: int) -> None:
        """See which there are, when a refresh has counted some or there were some."""
        if count or self._held:
            self._held = await self._librarian.ask(lambda library: library.acts.strays())

    def take(self, path: str) -> list[Stray]:
        """Those that may belong to the article at ``path``, to be folded in now.

        They are forgotten; one that stays is found again at the next look.
        """
        taken = self._of(path)
        self._held = [stray for stray in self._held if stray not in taken]
        return taken

    def offers(self, path: str) -> Iterator[str]:
        """A sentence on each that may belong to the article at ``path``; each only once."""
        for stray in self._of(path):
            if (stray.path, path) not in self._offered:
                self._offered.add((stray.path, path))
                yield f"{stray.path} seems to hold annotations of this article. A folds them in."

    def _of(self, path: str) -> list[Stray]:
        return [stray for stray in self._held if path in stray.articles]
