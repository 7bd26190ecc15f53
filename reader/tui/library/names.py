"""The names of the library, and every mention of one as a concordance grouped by article."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len

from annotations.errors import AnnotationsError
from reader.concordance import left_context
from reader.errors import ReaderError
from reader.library_marks import Named
from reader.marks import Origin
from reader.tui.goals import Goal, Wanted
from reader.tui.library.listing import ListingScreen
from reader.tui.narrowing import Facts
from reader.tui.widgets.item_list import one_row
from reader.wording import counted

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator, Sequence

    from reader.concordance import Mention
    from reader.library import Library
    from reader.tui.librarian import Librarian
    from reader.tui.widgets.item_list import Line

_ROOM_FOR_LABELS = 60
"""Cells from which it is said in words what a name is."""
_INDENT = 2


class NamesScreen(ListingScreen[Named]):
    """Who and what is named in the library."""

    ROWS = 1
    THING = "name"
    TITLE_OF_KEYS = "Names of the library"
    PLACEHOLDER = "/ narrow: words  kind:place"
    NOTHING = "No names were found in the library"

    def __init__(self, librarian: Librarian) -> None:
        super().__init__(librarian, "Names of the library")

    async def batches(self) -> AsyncIterator[Sequence[Named]]:
        """All names, persons first."""
        try:
            await self.librarian.ask(lambda library: library.marks.book())
        except AnnotationsError as error:
            self.problem = str(error)
        async for batch in self.librarian.stream(lambda library: library.marks.named()):
            yield batch

    def facts(self, item: Named) -> Facts:
        """The name and what it is."""
        return Facts.of(item.name, item.label, kind=item.label)

    def lines(self, item: Named, width: int) -> Sequence[Line]:
        """The name, what it is, how often it is mentioned in how many articles."""
        said = " ✓" if item.origin is not Origin.MACHINE else ""
        label = f"{item.label:<13}" if width >= _ROOM_FOR_LABELS else ""
        count = f"{item.mentions:>7,} in {item.articles:>5,}"
        about = f"{label}{count}" if label else f"{item.mentions:,} in {item.articles:,}"
        room = max(8, width - len(about) - len(said) - 1)
        [(name, look)] = one_row([(item.name, look_of(item.label))], room)
        gap = " " * max(1, width - len(about) - cell_len(name) - len(said))
        return [[(name, look), (said, "tag"), (gap, ""), (about, "faint")]]

    def choose(self, item: Named) -> None:
        """Every mention of it."""
        self.app.push_screen(MentionsScreen(self.librarian, item.name, item.label))


def look_of(label: str) -> str:
    """The look of a name of a kind; the reader's own kinds have that of the others."""
    return label if label in {"person", "organisation", "place"} else "other"


@dataclass(frozen=True, slots=True)
class Heading:
    """The article that the mentions below it are in."""

    path: str
    title: str
    mentions: int


class MentionsScreen(ListingScreen["Heading | Mention"]):
    """Every mention of a name, its words in one column."""

    ROWS = 1
    TITLE_OF_KEYS = "Mentions"
    NOTHING = "It is not mentioned under that name any more"

    def __init__(self, librarian: Librarian, name: str, label: str) -> None:
        super().__init__(librarian, f"{name} — {label}")
        self._called = name
        self._label = label

    async def batches(self) -> AsyncIterator[Sequence[Heading | Mention]]:
        """The mentions, article by article, the newest first."""
        name, label = self._called, self._label

        def start(library: Library) -> Iterator[list[Heading | Mention]]:
            for path in library.marks.paths_naming(name):
                try:
                    found = library.marks.mentions(path, name, label)
                except ReaderError:
                    continue
                if found:
                    yield [Heading(path, found[0].title, len(found)), *found]

        async for groups in self.librarian.stream(start):
            yield [one for group in groups for one in group]

    def facts(self, item: Heading | Mention) -> Facts:
        """A heading fits what its article's title has, a mention what stands around it."""
        if isinstance(item, Heading):
            return Facts.of(item.title, item.path)
        return Facts.of(item.title, item.path, item.before, item.words, item.after)

    def counted(self, shown: int, total: int) -> str:  # noqa: ARG002 - as all lists count
        """Mentions and articles."""
        articles = sum(isinstance(item, Heading) for item in self.shown)
        mentions = shown - articles
        return f"{counted(mentions, 'mention')} in {counted(articles, 'article')}"

    def lines(self, item: Heading | Mention, width: int) -> Sequence[Line]:
        """A title, or a line with the name in its middle."""
        if isinstance(item, Heading):
            return [[(item.title, "title"), (f"  {item.mentions}", "faint")]]
        look = look_of(item.mark.label)
        return [keyword_in_context(item.before, item.words, item.after, look, width)]

    def choose(self, item: Heading | Mention) -> None:
        """Read it there."""
        if isinstance(item, Heading):
            self.post_message(Wanted(Goal(item.path)))
        else:
            self.post_message(Wanted(Goal(item.path, span=(item.mark.start, item.mark.end))))


def keyword_in_context(before: str, words: str, after: str, look: str, width: int) -> Line:
    """One line with ``words`` at two fifths of ``width`` cells."""
    left = max(0, width * 2 // 5 - _INDENT)
    lead = " " * _INDENT + left_context(before, left)
    return [(lead, "faint"), (words, look), (after, "faint")]
