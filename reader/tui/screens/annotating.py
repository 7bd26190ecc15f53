"""Annotating at the desk: what the keys mean where the cursor stands, and what is asked first.

The rule is one: a selection is annotated; without one, the annotation under the cursor is meant;
without that, the sentence. What was typed as a note is kept as a draft until it is on disk.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotations import AnnotationsError
from reader.errors import ReaderError
from reader.tui.acts import Acts
from reader.tui.screens.prompts import NotePrompt, TagPrompt

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine

    from annotations import Annotation
    from reader.library import OpenArticle
    from reader.tui.librarian import Librarian
    from reader.tui.text_column import TextColumn

_LONGEST = 90
"""Code points of annotated words shown in a prompt."""


class Annotating:
    """Turns the annotation keys into acts on the article shown in ``text``."""

    def __init__(
        self, text: TextColumn, librarian: Librarian, acted: Callable[[OpenArticle], None]
    ) -> None:
        self._text = text
        self._librarian = librarian
        self._acted = acted
        self._acts = Acts(librarian)
        self._drafts: dict[tuple[str, str], str] = {}

    def mark(self) -> None:
        """Mark the selection, or the sentence under the cursor."""
        if opened := self._open():
            self._carry_out(self._acts.annotate(opened, *self._span()))

    def ask_tag(self) -> None:
        """Ask for a tag."""
        if opened := self._open():
            self._run(self._asking_tag(opened))

    def recent_tag(self, number: int) -> None:
        """Tag with the ``number``-th of the tags used last."""
        opened, recent = self._open(), self._acts.recent_tags
        if opened and number <= len(recent):
            self._tag(opened, recent[number - 1])
        elif opened:
            self._text.notify("No recent tag has that number; t asks for a tag.")

    def ask_note(self) -> None:
        """Ask for a note."""
        if opened := self._open():
            self._run(self._asking_note(opened))

    def delete(self) -> None:
        """Delete the annotation under the cursor."""
        opened = self._open()
        annotation = self._text.annotation_at(self._text.pane.cursor)
        if opened and annotation:
            self._carry_out(self._acts.remove(opened, annotation))
        elif opened:
            self._text.notify("There is no annotation under the cursor; ] goes to the next.")

    def undo(self) -> None:
        """Take back the last act on the article."""
        if opened := self._open():
            self._carry_out(self._acts.undo(opened))

    def citation(self) -> str:
        """The selection, or the sentence, with its source; empty when nothing is open."""
        opened = self._text.opened
        if opened is None:
            return ""
        start, end = self._span()
        meta = opened.article.metadata
        words = " ".join(opened.article.text[start:end].split())
        date = f"{meta.date:%Y-%m-%d}" if meta.date else ""
        parts = (", ".join(meta.authors), meta.title, meta.source, date, meta.url)
        return f"“{words}” — {', '.join(part for part in parts if part)}"

    def _open(self) -> OpenArticle | None:
        """The open article, if its sidecar can be written; says so when it cannot."""
        opened = self._text.opened
        if opened is None:
            self._text.notify("Open an article first: enter opens the highlighted one.")
        elif opened.problem:
            self._text.notify(opened.problem, severity="error", timeout=15, markup=False)
            return None
        elif self._text.pane.in_fold:
            self._text.notify("These lines are folded: z opens them.")
            return None
        return opened

    def _annotation(self) -> Annotation | None:
        """The annotation that is meant: none when something is selected."""
        pane = self._text.pane
        return None if pane.selection else self._text.annotation_at(pane.cursor)

    def _span(self) -> tuple[int, int]:
        return self._text.pane.sentence_or_selection()

    def _words(self, opened: OpenArticle) -> str:
        annotation = self._annotation()
        start, end = self._span()
        meant = annotation.anchor.exact if annotation else opened.article.text[start:end]
        words = " ".join(meant.split())
        return words if len(words) <= _LONGEST else f"{words[:60]} … {words[-25:]}"

    async def _asking_tag(self, opened: OpenArticle) -> None:
        known = await self._librarian.ask(lambda library: list(library.tags()))
        tags = list(dict.fromkeys([*self._acts.recent_tags, *known]))
        prompt = TagPrompt(tags, self._words(opened))
        if tag := await self._text.app.push_screen_wait(prompt):
            self._tag(opened, tag)

    def _tag(self, opened: OpenArticle, tag: str) -> None:
        annotation = self._annotation()
        self._carry_out(
            self._acts.tag(opened, annotation, tag)
            if annotation
            else self._acts.annotate(opened, *self._span(), tags=[tag])
        )

    async def _asking_note(self, opened: OpenArticle) -> None:
        annotation, span = self._annotation(), self._span()
        draft = (opened.path, annotation.id if annotation else str(span))
        text = self._drafts.get(draft, annotation.note if annotation else "")
        prompt = NotePrompt(self._words(opened), text)
        written = await self._text.app.push_screen_wait(prompt)
        self._drafts[draft] = written.text
        if not written.keep or not (written.text.strip() or annotation):
            return
        saved = await self._done(
            self._acts.note(opened, annotation, written.text)
            if annotation
            else self._acts.annotate(opened, *span, note=written.text)
        )
        if saved:
            self._drafts.pop(draft, None)

    def _run(self, work: Coroutine[None, None, object]) -> None:
        self._text.run_worker(work, group="acts", exit_on_error=False)

    def _carry_out(self, act: Coroutine[None, None, OpenArticle | None]) -> None:
        self._run(self._done(act))

    async def _done(self, act: Awaitable[OpenArticle | None]) -> bool:
        """Wait for an act to be on disk, and have it shown; whether it is."""
        try:
            fresh = await act
        except (AnnotationsError, ReaderError) as error:
            self._text.notify(str(error), severity="error", timeout=20, markup=False)
            return False
        if fresh is None:
            self._text.notify("There is nothing to undo on this article.")
            return False
        self._acted(fresh)
        return True
