"""Opening articles at the desk: at a place, at a match, or where the reader left off.

Remembers the places, also of the jumps between them, and brings a text that has changed on disk
under the reader's eyes without moving them. Everything slow happens in the librarian's thread.
"""

from __future__ import annotations

import gc
from collections import deque
from functools import partial
from typing import TYPE_CHECKING

from reader.errors import ReaderError
from reader.library import Library
from reader.places import Places, found_again, place_in
from reader.tui.goals import Goal

if TYPE_CHECKING:
    from pathlib import Path

    from annotations.model import Anchor
    from reader.index.query import Node
    from reader.open_article import OpenArticle
    from reader.tui.articles_column import ArticlesColumn
    from reader.tui.librarian import Librarian
    from reader.tui.panel_column import PanelColumn
    from reader.tui.reading.messages import Standing
    from reader.tui.text_column import TextColumn

_MOST_JUMPS = 100


class Opening:
    """Opens articles of the library at ``root`` in the desk's columns."""

    def __init__(
        self,
        columns: tuple[ArticlesColumn, TextColumn, PanelColumn],
        librarian: Librarian,
        root: Path,
    ) -> None:
        self._articles, self._text, self._panel = columns
        self._librarian = librarian
        self._places = Places(root)
        self._node: Node | None = None
        self._offset = 0
        self._saved: tuple[str, int] | None = None
        self._jumps: deque[tuple[str, Anchor]] = deque(maxlen=_MOST_JUMPS)

    @property
    def last(self) -> str:
        """Path of the article that was open last; empty for none."""
        return self._places.last

    @property
    def has_jumped(self) -> bool:
        """Whether there is a place to go back to."""
        return bool(self._jumps)

    async def open(self, goal: Goal) -> str:
        """Show the article at ``goal``; why that cannot be done, or empty."""
        before = self._here()
        remark = await self._show(goal)
        if not remark and before and (before[0] != goal.path or goal.span):
            self._jumps.append(before)
        return remark

    async def _show(self, goal: Goal) -> str:
        """As :meth:`open`; it is no jump that one goes back from."""
        path, node = goal.path, goal.node

        def question(library: Library) -> tuple[OpenArticle, list[tuple[int, int]], int]:
            opened = library.glimpse(path, node) or library.open(path)
            matches = library.matches(node, opened) if node else []
            return opened, matches, self._places.offset(path, opened.article.text)

        try:
            opened, matches, offset = await self._librarian.ask(question)
        except ReaderError as error:
            return str(error)
        self._node = node
        self._offset = offset
        gc.unfreeze()
        self._text.show(opened, cursor=offset, matches=matches)
        self._panel.show(opened)
        self._articles.highlight(path)
        if goal.span:
            self._text.pane.go_to(*goal.span)
        gc.freeze()  # A long article is not to be looked through for garbage while it is read.
        return ""

    async def complete(self) -> None:
        """Show the marks of the open article, if it was opened without them to be read at once."""
        now = self._text.opened
        while now and not now.whole:
            held = now
            try:
                full = await self._librarian.ask(partial(Library.open, path=held.path))
            except ReaderError:
                return  # It has just gone; whoever looks at the files tells.
            now = self._text.opened
            if now is held:
                if full.article.text_sha256 == held.article.text_sha256:
                    self._text.show_said(full)
                    self._panel.show(full)
                    gc.freeze()
                return

    async def back(self) -> str | None:
        """Go back to where the reader was before the last jump; None when there was none."""
        if not self._jumps:
            return None
        path, place = self._jumps.pop()
        opened = self._text.opened
        elsewhere = opened is None or opened.path != path
        if elsewhere and (remark := await self._show(Goal(path))):
            return remark
        text = self._text.pane.document.text
        self._text.pane.go_to(await self._librarian.ask(lambda _: found_again(place, text)))
        return ""

    def leave(self) -> None:
        """The reader is about to jump within the open article: remember from where."""
        if here := self._here():
            self._jumps.append(here)

    async def open_changed(self, now: OpenArticle) -> None:
        """The open article has another text now: show it, the cursor and the view as they were."""
        pane, path = self._text.pane, now.path
        held, node, before = pane.document.text, self._node, pane.standing

        def question(library: Library) -> tuple[Standing, list[tuple[int, int]]]:
            text = now.article.text
            standing = before.moved(lambda offset: found_again(place_in(held, offset), text))
            return standing, library.matches(node, now) if node else []

        standing, matches = await self._librarian.ask(question)
        opened = self._text.opened
        if opened and opened.path == path and pane.document.text == held:
            if pane.standing != before:
                await self.open_changed(now)
                return
            self._text.show(now, matches=matches, standing=standing)
            self._panel.show(now)

    def _here(self) -> tuple[str, Anchor] | None:
        opened = self._text.opened
        if opened is None:
            return None
        return opened.path, place_in(opened.article.text, self._text.pane.cursor)

    def moved(self, offset: int) -> None:
        """The reader is at ``offset`` of the open article now."""
        self._offset = offset

    def look_at_place(self) -> None:
        """See where the reader is, also when only the view has moved."""
        self._offset = self._text.pane.place

    def save_place(self) -> str:
        """Write down where the reader is, if he was elsewhere; why that fails, or empty."""
        opened, here = self._text.opened, self._offset
        if opened is None or (opened.path, here) == self._saved:
            return ""
        self._saved = (opened.path, here)
        self._places.remember(opened.path, opened.article.text, here)
        try:
            self._places.save()
        except OSError as error:
            return f"The place cannot be remembered ({error.strerror or error})."
        return ""
