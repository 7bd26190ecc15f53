"""What the desk shows keeps up with the files: at the start, after acts, and when others write.

The index is brought up to date in a thread of its own, and the columns change only where something
is other than before. A text that has changed is shown as it is now, at the same words.
"""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from annotations.naming import sidecar_path
from reader.errors import ReaderError
from reader.tui.watcher import Watcher
from reader.wording import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.timer import Timer

    from annotations.model import Sidecar
    from reader.index.refreshing import RefreshReport
    from reader.library import Library
    from reader.tui.articles_column import ArticlesColumn
    from reader.tui.desk.opening import Opening
    from reader.tui.desk.screen import DeskScreen
    from reader.tui.desk.strays import Strays
    from reader.tui.librarian import Librarian
    from reader.tui.panel_column import PanelColumn
    from reader.tui.text_column import TextColumn

_QUIET = 1.0
"""Seconds of quiet after an act before the index learns of it."""
_BUSY = 2.0
"""Seconds until the next look when another process is updating the index."""
_SAYING = 0.2
"""Seconds between two remarks on how far the indexing is."""
_NEWS = 10
"""Remarks after which the list is read anew, for there may be more to read."""


class KeepingUp:
    """Refreshes the index of the library at ``root``, and what is shown of it."""

    def __init__(
        self,
        desk: DeskScreen,
        columns: tuple[ArticlesColumn, TextColumn, PanelColumn],
        librarian: Librarian,
        strays: Strays,
        opening: Opening,
        root: Path,
    ) -> None:
        self._desk = desk
        self._articles, self._text, self._panel = columns
        self._librarian = librarian
        self._strays = strays
        self._opening = opening
        self._watcher = Watcher(
            root,
            changed=lambda: desk.call_later(self._heard),
            remark=lambda text: desk.call_later(desk.notify, text, markup=False),
        )
        self._timer: Timer | None = None
        self._one_at_a_time = asyncio.Lock()
        self._next_waits = False
        self._was_busy = False
        self._indexed = (0, 0)
        self._remarks = 0
        self._seen: object = None
        self._told: set[tuple[str, str]] = set()

    def watch(self) -> None:
        """Follow from now on what others do to the files."""
        self._watcher.start()

    def close(self) -> None:
        """Follow no more."""
        self._watcher.close()

    def soon(self) -> None:
        """Refresh when the reader has been quiet for a moment."""
        self._refresh_in(_QUIET)

    def _heard(self) -> None:
        """Others may go on writing for ever; do not wait for them to be quiet."""
        if self._timer is None:
            self._refresh_in(_QUIET)

    def _refresh_in(self, seconds: float) -> None:
        if self._timer is not None:
            self._timer.stop()
        self._timer = self._desk.set_timer(seconds, self._learn)

    def _learn(self) -> None:
        self._timer = None
        self._desk.learn()

    async def refresh(self) -> None:
        """Bring the index up to date, then show what has changed.

        A refresh that waits for its turn does for all who ask meanwhile.
        """
        if self._next_waits:
            return
        self._next_waits = True
        async with self._one_at_a_time:
            self._next_waits = False
            saying = self._desk.set_interval(_SAYING, self._say_progress)
            try:
                report = await self._librarian.refresh(self._progress)
                await self._show(report)
            finally:
                saying.stop()
                self._indexed, self._remarks = (0, 0), 0
                self._articles.remark("being indexed elsewhere" if self._was_busy else "")

    async def _show(self, report: RefreshReport) -> None:
        told = await self._librarian.ask(lambda library: library.notice())
        for notice in filter(None, (report.notice, told, _unreadable(report.unreadable))):
            self._desk.notify(notice, markup=False)
        await self._strays.look(report.strays)
        self.offer_strays()
        anew = report.changed or (self._was_busy and not report.busy)
        self._was_busy = report.busy
        if report.busy:
            self._refresh_in(_BUSY)
        listed_anew = await self._articles.load(anew=anew)
        seen, self._seen = self._seen, await self._librarian.ask(self._to_see)
        if listed_anew or self._seen != seen:
            await self._look_at_open()

    def _to_see(self, library: Library) -> object:
        """What tells that the open article is another, or that other things are said of it."""
        held = self._text.opened
        return held and (library.stamp(held.path), bool(held.sidecar), library.marks.decided())

    def offer_strays(self) -> None:
        """Say, once, that annotations stand elsewhere that belong to the open article."""
        opened = self._text.opened
        for remark in self._strays.offers(opened.path) if opened else ():
            self._desk.notify(remark, timeout=15, markup=False)

    def _progress(self, done: int, total: int) -> None:
        self._indexed = (done, total)

    async def _say_progress(self) -> None:
        """While much is being indexed: how far it is, and what can be read already."""
        done, total = self._indexed
        if done < total:
            self._articles.remark(f"indexing {done:,} of {total:,}")
            self._remarks += 1
            if self._remarks % _NEWS == 0:
                await self._articles.load(anew=False)

    async def _look_at_open(self) -> None:
        """Show what others have made of the open article: another text, more annotations."""
        held = self._text.opened
        if held is None:
            return
        path = held.path
        try:
            now = await self._librarian.ask(lambda library: library.open(path))
        except ReaderError as error:
            self._tell(path, "", f"{error} Here it is as it was.")
            return
        text = now.article.text_sha256
        if self._text.opened is not held:
            return
        if text != held.article.text_sha256:
            await self._opening.open_changed(now)
            self._tell(path, text, f"{path} has another text now; you are at the same words.")
        elif (now.sidecar, now.marks, now.problem) != (held.sidecar, held.marks, held.problem):
            if held.sidecar and held.sidecar.annotations and not (now.sidecar or now.problem):
                self._desk.notify(_gone(held.sidecar, path), timeout=15, markup=False)
            self._text.show_said(now)
            self._panel.show(now)

    def _tell(self, path: str, text: str, remark: str) -> None:
        """Say something about the file at ``path`` with that ``text``; each time only once."""
        if (path, text) not in self._told:
            self._told = {one for one in self._told if one[0] != path} | {(path, text)}
            self._desk.notify(remark, markup=False)


def _unreadable(files: Sequence[tuple[str, str]]) -> str:
    """What is told of ``files``, each with the reason, that were looked at now and not read."""
    if not files:
        return ""
    path, reason = min(files)
    if len(files) == 1:
        return f"{path} is not listed: {reason}."
    return (
        f"{counted(len(files), 'file')} are not listed, such as {path}: {reason}. "
        "“reader check” names them all."
    )


def _gone(said: Sidecar, path: str) -> str:
    """What is told when the file with all that was ``said`` of an article has been removed."""
    return (
        f"{sidecar_path(Path(path)).name} was removed, and with it "
        f"{counted(len(said.annotations), 'annotation')} of this article. "
        "Put it back, and they are here again."
    )
