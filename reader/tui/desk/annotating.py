"""Annotating at the desk: what the keys mean where the focus is, and what is asked first.

The rule is one: a selection is annotated; without one, the annotation under the cursor is meant;
without that, the sentence. In the panel, the highlighted annotation is meant. What is meant is
settled when the key is pressed, and a note is kept as a draft until it is on disk.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from typing import TYPE_CHECKING

from textual.worker import WorkerError

from reader.annotating import suggestions
from reader.articles.sanitising import sanitise_line
from reader.errors import ReaderError
from reader.tui import outside
from reader.tui.acts import Acts
from reader.tui.keystrokes import words_are_for_nobody
from reader.tui.prompts.note import NotePrompt, Written
from reader.tui.prompts.place import PlacePrompt
from reader.tui.prompts.tag import TagPrompt
from reader.tui.telling import FAILURES, in_words, say

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine, Sequence

    from textual.app import App

    from annotations.model import Annotation
    from reader.acts.strays import Stray
    from reader.drafts import Drafts
    from reader.open_article import OpenArticle
    from reader.recent import Recent
    from reader.tui.librarian import Librarian
    from reader.tui.panel_column import PanelColumn
    from reader.tui.text_column import TextColumn

ACTS = "acts"
"""The workers' group whose work must be on disk before the next act, and before the end."""
_LONGEST = 90
"""Code points of annotated words shown in a prompt."""


@dataclass(frozen=True, slots=True)
class Meant:
    """What an act is about."""

    opened: OpenArticle
    annotation: Annotation | None
    """The annotation that is there already."""
    span: tuple[int, int]
    """The span that a new annotation would get, in code points."""

    @property
    def words(self) -> str:
        """The words meant, short enough for a prompt."""
        start, end = self.span
        held = self.annotation
        words = sanitise_line(held.anchor.exact if held else self.opened.article.text[start:end])
        return words if len(words) <= _LONGEST else f"{words[:60]} … {words[-25:]}"

    @property
    def about(self) -> str:
        """The name under which a draft is kept: the same words have it in a changed text, too."""
        if self.annotation:
            return f"{self.opened.path}#{self.annotation.id}"
        words = " ".join(self.opened.article.text[slice(*self.span)].split())
        digest = sha256(words.encode("utf-8", "surrogatepass")).hexdigest()
        return f"{self.opened.path}#{digest[:16]}"


async def acts_done(app: App[None]) -> None:
    """Wait until every act that was begun is on disk and shown."""
    for worker in list(app.workers):
        if worker.group == ACTS and not worker.is_finished:
            with suppress(WorkerError):
                await worker.wait()


class Annotating:
    """Turns the annotation keys into acts."""

    def __init__(
        self,
        text: TextColumn,
        panel: PanelColumn,
        librarian: Librarian,
        drafts: Drafts,
        recent: Recent,
        acted: Callable[[OpenArticle], None],
    ) -> None:
        self._text = text
        self._panel = panel
        self._librarian = librarian
        self._drafts = drafts
        self._acted = acted
        self._acts = Acts(librarian, recent)

    async def recall_tags(self) -> None:
        """Take up the tags that were used last."""
        await self._acts.recall_tags()

    def mark(self) -> None:
        """Mark the selection, or the sentence under the cursor."""
        meant = self._meant()
        if meant and meant.annotation:
            self.say("This is marked already: t tags it, c notes on it, x deletes it.")
        elif meant:
            self.carry_out(self._acts.annotate(meant.opened, *meant.span))

    def ask_tag(self) -> None:
        """Ask for a tag."""
        if meant := self._meant_in_words():
            prompt = TagPrompt(
                meant.words,
                tuple(self._acts.recent_tags),
                self._known_tags,
                self._text.colour_of,
            )
            self._text.app.push_screen(prompt, partial(self._tagged, meant))

    def recent_tag(self, number: int) -> None:
        """Tag with the ``number``-th of the recent tags."""
        recent = self._acts.recent_tags
        if number > len(recent):
            self.say("No recent tag has that number; t asks for a tag.")
        elif meant := self._meant():
            self._tagged(meant, recent[number - 1])

    def ask_note(self) -> None:
        """Ask for a note; a draft is gone on with."""
        if meant := self._meant_in_words():
            keep = partial(self._keep_draft, meant)
            prompt = NotePrompt(meant.words, self._begun(meant), keep)
            self._text.app.push_screen(prompt, partial(self._written, meant))

    def edit_note(self) -> None:
        """Have the note written in the reader's editor."""
        meant = self._meant()
        if meant is None:
            return
        try:
            file = self._drafts.file_for(meant.about)
            edited = outside.edit(self._text.app, self._begun(meant), file)
        except ReaderError as error:
            self.say(str(error), error=True)
            return
        if edited is None:
            self.say("The editor ended with a failure; the note stays as it was.")
        else:
            self._written(meant, Written(edited, keep=True))

    def _begun(self, meant: Meant) -> str:
        """The note as it is, or the draft of another."""
        draft = self._drafts.text(meant.about)
        if draft is not None:
            return draft
        return meant.annotation.note if meant.annotation else ""

    def pick_next(self) -> None:
        """Pick another of the annotations that overlap under the cursor."""
        count = self._text.pick_next()
        if count < 2:
            self.say("Only one annotation is here." if count else "No annotation is here.")

    def delete(self) -> None:
        """Delete the annotation that is meant."""
        meant = self._meant()
        if meant and meant.annotation:
            self.carry_out(self._acts.remove(meant.opened, meant.annotation))
        elif meant:
            self.say("There is no annotation under the cursor; ] goes to the next.")

    def attach(self) -> None:
        """Ask where the annotation that is meant belongs: a lost one, or one in a wrong place."""
        meant = self._meant()
        if meant and meant.annotation:
            self._text.run_worker(self._ask_place(meant, meant.annotation), group=ACTS)
        elif meant:
            self.say("Highlight a note whose place is lost, in the right column; a attaches it.")

    async def _ask_place(self, meant: Meant, annotation: Annotation) -> None:
        """Offer what is selected, and where the words may have gone."""
        offered = await self._librarian.ask(
            lambda _: suggestions(meant.opened.article, [annotation])
        )
        pane, text = self._text.pane, meant.opened.article.text
        places = [
            (place.start, place.end, f"{place.score:.0%} like it")
            for place in offered[annotation.id]
        ]
        if pane.selection:
            places.insert(0, (*pane.sentence_or_selection(), "selected"))
        elif not places:
            self.say("Nothing resembles it. Select its words in the text, then a attaches it.")
            return
        prompt = PlacePrompt(meant.words, text, places)

        def chosen(place: tuple[int, int] | None) -> None:
            if place:
                self.carry_out(self._acts.attach(meant.opened, annotation, *place))

        self._text.app.push_screen(prompt, chosen)

    def adopt(self, strays: Sequence[Stray]) -> None:
        """Fold ``strays``, which may belong to the open article, into its annotations."""
        opened = self.writable()
        if opened and not strays:
            self.say("No stray annotations belong to this article.")
        if opened and strays:
            self.carry_out(self._adopted(opened, strays))

    async def _adopted(self, opened: OpenArticle, strays: Sequence[Stray]) -> OpenArticle:
        fresh = await self._acts.adopt(opened, strays)
        self.say(f"Folded in: {', '.join(stray.path for stray in strays)}")
        return fresh

    def turn(self, *, back: bool) -> None:
        """Take back the last act on the article, or do again what was taken back."""
        if opened := self.writable():
            self.carry_out(self._turned(opened, back=back))

    async def _turned(self, opened: OpenArticle, *, back: bool) -> OpenArticle | None:
        turned = await self._acts.turn(opened, back=back)
        if turned is None:
            self.say(f"There is nothing to {'undo' if back else 'redo'} on this article.")
            return None
        fresh, act = turned
        self.say(f"{'Undid' if back else 'Redid'}: {act.title}")
        return fresh

    def citation(self) -> str:
        """The selection, or the sentence, with its source; empty when nothing is open."""
        opened = self._text.opened
        if opened is None:
            return ""
        start, end = self._text.pane.sentence_or_selection()
        meta = opened.article.metadata
        words = " ".join(opened.article.text[start:end].split())
        date = f"{meta.date:%Y-%m-%d}" if meta.date else ""
        page = opened.article.page_at(start)
        parts = (
            ", ".join(meta.authors),
            meta.title,
            meta.source,
            date,
            f"p. {page}" if page else "",
            meta.url,
        )
        return f"“{words}” — {', '.join(part for part in parts if part)}"

    def writable(self) -> OpenArticle | None:
        """The open article, if its sidecar can be written; says so when it cannot."""
        opened = self._text.opened
        if opened is None:
            self.say("Open an article first: enter opens the highlighted one.")
        elif opened.problem:
            self.say(opened.problem, error=True)
            return None
        return opened

    def _meant_in_words(self) -> Meant | None:
        """As :meth:`_meant`, when words are going to be asked for: none are taken for keys."""
        meant = self._meant()
        if meant is None:
            words_are_for_nobody(self._text)
        return meant

    def _meant(self) -> Meant | None:
        """What the keys mean where the focus is; says so when that is nothing."""
        opened = self.writable()
        if opened is None:
            return None
        if self._panel.has_focus_within:
            annotation = self._panel.annotation
            if annotation is None:
                self.say("Highlight a note, or go to the text: tab changes the column.")
                return None
            return Meant(opened, annotation, (annotation.anchor.start, annotation.anchor.end))
        pane = self._text.pane
        if not self._text.has_focus_within:
            self.say("These keys act on the text: tab changes the column.")
            return None
        if pane.in_fold:
            ends = "The selection ends in folded lines: z opens them."
            self.say(ends if pane.selection else "This is folded: z opens it.")
            return None
        if not pane.selection:
            pane.place_cursor(pane.place)
        annotation = None if pane.selection else self._text.annotation_at(pane.cursor)
        return Meant(opened, annotation, pane.sentence_or_selection())

    async def _known_tags(self) -> list[str]:
        return await self._librarian.ask(lambda library: list(library.tags()))

    def _tagged(self, meant: Meant, tag: str | None) -> None:
        if not tag:
            return
        self.carry_out(
            self._acts.tag(meant.opened, meant.annotation, tag)
            if meant.annotation
            else self._acts.annotate(meant.opened, *meant.span, tags=[tag])
        )

    def _written(self, meant: Meant, written: Written | None) -> None:
        if written is None:
            return
        changed = self._keep_draft(meant, written.text)
        if written.keep and changed:
            act = (
                self._acts.note(meant.opened, meant.annotation, written.text)
                if meant.annotation
                else self._acts.annotate(meant.opened, *meant.span, note=written.text)
            )
            self.carry_out(act, drop=meant.about)

    def _keep_draft(self, meant: Meant, text: str) -> bool:
        """Keep ``text`` as a draft if it is another than the note; whether it is."""
        noted = meant.annotation.note if meant.annotation else ""
        changed = text.strip() != noted.strip()
        try:
            if changed:
                self._drafts.keep(meant.about, text)
            else:
                self._drafts.drop(meant.about)
        except OSError as error:
            self.say(f"The draft cannot be written down ({error.strerror}).", error=True)
        return changed

    def carry_out(self, act: Coroutine[None, None, OpenArticle | None], *, drop: str = "") -> None:
        """Do ``act`` in the background, and show the article as it is then."""
        self._text.run_worker(self._done(act, drop), group=ACTS)

    async def _done(self, act: Awaitable[OpenArticle | None], drop: str) -> None:
        """Wait for an act to be on disk, and have it shown; its draft can go then."""
        caret = self._text.pane.caret
        try:
            fresh = await act
            if drop:
                self._drafts.drop(drop)
        except FAILURES as error:
            self.say(in_words(error), error=True)
            return
        if fresh is None:
            return
        if self._text.pane.caret == caret and self._text.pane.selection:
            self._text.pane.place_cursor(self._text.pane.cursor)
        self._acted(fresh)

    def say(self, text: str, *, error: bool = False) -> None:
        """Show a remark in the place of those before it."""
        say(self._text, text, error=error)
