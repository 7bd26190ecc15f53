"""The codebook: every tag of the library, renamed, merged, coloured and described in place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual.binding import Binding, BindingType

from annotations.codebook import COLOURS, Codebook, Tag, retagging
from annotations.errors import AnnotationsError
from reader.index.entries import tag_counts
from reader.tui.colours import colours_of
from reader.tui.keystrokes import words_are_for_nobody
from reader.tui.library.annotations import AnnotationsScreen
from reader.tui.library.listing import ListingScreen
from reader.tui.narrowing import Facts, exactly
from reader.tui.prompts.choice import ChoicePrompt
from reader.tui.telling import FAILURES, in_words, say
from reader.tui.widgets.item_list import one_row
from reader.wording import counted

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Collection, Sequence

    from textual.widget import AwaitMount
    from textual.worker import Worker

    from annotations.codebook.retagging import Retagging
    from reader.acts.journal import Act
    from reader.library import Library
    from reader.tui.librarian import Librarian
    from reader.tui.widgets.item_list import Line

_NONE = "no colour"
_LONGEST = 40
"""Cells for a tag; one that is longer is not to push all others aside."""


def _known(library: Library) -> tuple[Codebook, dict[str, int], list[str]]:
    """What is said of tags, the tags in use, and why some of both are missing."""
    book, problems = Codebook(), []
    try:
        book = library.acts.codebook()
    except AnnotationsError as error:
        problems.append(str(error))
    entries = library.entries()
    damaged = [one.path for one in entries if one.readable and one.problem]
    if damaged:
        problems.append(
            f"The tags in {counted(len(damaged), 'sidecar')} are missing here, such as that of "
            f"{damaged[0]}: “reader check” says why."
        )
    return book, tag_counts(entries), problems


@dataclass(frozen=True, slots=True)
class Listed:
    """A tag, in use or only in the codebook."""

    name: str
    said: Tag
    colour: str
    """``#rrggbb``, its own or that of a tag above it; empty for none."""
    articles: int


class TagsScreen(ListingScreen[Listed]):
    """Lists the tags; the acts write the codebook and all sidecars, or none."""

    ROWS = 1
    OF_WHAT_WAS_SAID = True
    THING = "tag"
    TITLE_OF_KEYS = "Tags of the library"
    PLACEHOLDER = "/ narrow: words  colour:red"
    NOTHING = "There are no tags yet; t tags a sentence"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "rename", "Rename", tooltip="Rename it and all below it", id="tags.rename"),
        Binding("m", "merge", "Merge", tooltip="Make it one with another tag", id="tags.merge"),
        Binding("c", "colour", "Colour", tooltip="Give it a colour", id="tags.colour"),
        Binding("d", "describe", "Describe", tooltip="Say what it is for", id="tags.describe"),
        Binding("u", "turn(True)", "Undo", tooltip="Take back the last act", id="tags.undo"),
        Binding(
            "U,ctrl+r",
            "turn(False)",
            "Redo",
            show=False,
            tooltip="Do again what was taken back",
            id="tags.redo",
        ),
        *ListingScreen.BINDINGS,
    ]

    def __init__(self, librarian: Librarian) -> None:
        super().__init__(librarian, "Tags of the library")
        self._book = Codebook()
        self._acting: Worker[None] | None = None

    @property
    def under_way(self) -> Worker[None] | None:
        """The act, and then the loading, as long as the list does not show what was done."""
        works = (self._acting, self.asked)
        return next((work for work in works if work and not work.is_finished), None)

    async def batches(self) -> AsyncIterator[Sequence[Listed]]:
        """Those in use and those in the codebook, a tree in the order of its names."""

        self._book, counts, problems = await self.librarian.ask(_known)
        self.problem = " ".join(problems)
        colour_of = colours_of(self._book)
        yield [
            Listed(
                name,
                self._book.tags.get(name, Tag()),
                colour_of(name),
                counts.get(name, 0),
            )
            for name in sorted({*self._book.tags, *counts})
        ]

    def facts(self, item: Listed) -> Facts:
        """Its names, its colour, what is said of it."""
        names = [name for name, value in COLOURS.items() if value == item.colour]
        said = item.said
        return Facts.of(item.name, said.description, *said.aliases, colours=[*names, item.colour])

    def lines(self, item: Listed, width: int) -> Sequence[Line]:
        """The tag in its colour, the number of articles it is on, what it is for."""
        longest = max((cell_len(one.name) for one in self.shown), default=0) + 1
        room = max(8, min(longest, width // 2, _LONGEST))
        [(name, look)] = one_row([(f"#{item.name}", f"tag{item.colour}")], room)
        count = f"{item.articles:>{6 + room - cell_len(name)},}  "
        also = f"also {', '.join(item.said.aliases)}" if item.said.aliases else ""
        about = "  ".join(part for part in (" ".join(item.said.description.split()), also) if part)
        return [[(name, look), (count, ""), (about, "faint")]]

    def choose(self, item: Listed) -> None:
        """What is annotated with it."""
        screen = AnnotationsScreen(self.librarian, colours_of(self._book), exactly(item.name))
        self.app.push_screen(screen)

    def action_rename(self) -> None:
        """Ask for another name."""
        if tag := self._highlighted_name():
            self._ask(
                lambda begun: ChoicePrompt(
                    f"Rename #{tag}, and all below it, to", value=begun, free=True
                ),
                lambda new: (
                    f"rename the tag {tag} to {new}",
                    lambda book, used: retagging.rename(book, used, tag, new),
                ),
                begun=tag,
            )

    def action_merge(self) -> None:
        """Ask for the tag that is left."""
        if tag := self._highlighted_name():
            others = [one.name for one in self.all if one.name != tag]
            if not others:
                say(self, "There is no other tag.")
                words_are_for_nobody(self)
                return
            self._ask(
                lambda begun: ChoicePrompt(
                    f"Make #{tag} one with", others, value=begun, hint="the tag that is left"
                ),
                lambda into: (
                    f"merge {tag} into {into}",
                    lambda book, used: retagging.merge(book, used, [tag], into),
                ),
            )

    def action_colour(self) -> None:
        """Ask for a colour."""
        if tag := self._highlighted_name():
            self._ask(
                lambda begun: ChoicePrompt(
                    f"The colour of #{tag}, and of all below it",
                    [*COLOURS, _NONE],
                    value=begun,
                    hint="a name, or #rrggbb",
                    free=True,
                    look=lambda choice: f"tag{COLOURS[choice]}" if choice in COLOURS else "faint",
                ),
                lambda colour: (
                    f"colour the tag {tag}",
                    lambda book, used: retagging.recolour(
                        book, used, tag, "" if colour == _NONE else colour
                    ),
                ),
            )

    def action_describe(self) -> None:
        """Ask what it is for."""
        if tag := self._highlighted_name():
            before = self._book.tags.get(tag, Tag()).description
            self._ask(
                lambda begun: ChoicePrompt(f"What is #{tag} for?", value=begun, free=True),
                lambda text: (
                    f"describe the tag {tag}",
                    lambda book, used: retagging.describe(book, used, tag, text),
                ),
                begun=" ".join(before.split()),
            )

    def action_turn(self, back: bool) -> None:
        """Take back the last act in the library, or do it again."""
        self._acting = self.run_worker(self._turned(back=back))

    async def _turned(self, *, back: bool) -> None:
        def question(library: Library) -> Act | None:
            return library.acts.undo() if back else library.acts.redo()

        try:
            act = await self.librarian.ask(question)
        except FAILURES as error:
            say(self, in_words(error), error=True)
            return
        if act is None:
            say(self, f"There is nothing to {'undo' if back else 'redo'}.")
        else:
            say(self, f"{'Undid' if back else 'Redid'}: {act.title}")
            self.load()

    def _highlighted_name(self) -> str:
        if self.highlighted is None:
            say(self, "No tag is highlighted.")
            words_are_for_nobody(self)
            return ""
        return self.highlighted.name

    def _ask(
        self,
        prompt: Callable[[str], ChoicePrompt],
        meant: Callable[[str], tuple[str, Callable[[Codebook, Collection[str]], Retagging]]],
        *,
        begun: str = "",
    ) -> None:
        """Ask with what is ``begun`` in the line; an answer that is refused is asked for again."""

        def answered(answer: str | None) -> None:
            if answer is not None:
                acting = self._carry_out(*meant(answer.strip()), again=lambda: ask(answer))
                self._acting = self.run_worker(acting)

        def ask(begun: str) -> AwaitMount:
            return self.app.push_screen(prompt(begun), answered)

        ask(begun)

    async def _carry_out(
        self,
        title: str,
        change: Callable[[Codebook, Collection[str]], Retagging],
        *,
        again: Callable[[], AwaitMount],
    ) -> None:
        try:
            act = await self.librarian.ask(lambda library: library.acts.retag(title, change))
        except FAILURES as error:
            await again()
            say(self, in_words(error), error=True)
            return
        if not act.changes and not act.codebook:
            say(self, "Nothing to change.")
            return
        files = [counted(len(act.changes), "sidecar")] if act.changes else []
        files += ["tags.yaml"] if act.codebook else []
        say(self, f"Did {title}: {' and '.join(files)}. u takes it back.")
        self.load()
