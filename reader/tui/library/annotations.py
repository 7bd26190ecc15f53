"""The annotations of the whole library, narrowed by words, tag, creator and colour."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.widgets import Input

from annotations.model import CORRECTIONS
from reader.tui.goals import Goal, Wanted
from reader.tui.library.listing import ListingScreen
from reader.tui.narrowing import HINT, Facts
from reader.tui.panel_items import annotation_facts, annotation_lines, tag_line
from reader.tui.widgets.item_list import broken

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator, Sequence

    from reader.annotating import Placed
    from reader.library import Library
    from reader.open_article import OpenArticle
    from reader.tui.colours import TagColours
    from reader.tui.librarian import Librarian
    from reader.tui.widgets.item_list import Line


@dataclass(frozen=True, slots=True)
class Said:
    """An annotation and its article; or what is said of the whole article, or is wrong with it."""

    path: str
    title: str
    placed: Placed | None
    tags: tuple[str, ...] = ()
    note: str = ""
    problem: str = ""


class AnnotationsScreen(ListingScreen[Said]):
    """All that was said in the library."""

    ROWS = 6
    OF_WHAT_WAS_SAID = True
    THING = "annotation"
    TITLE_OF_KEYS = "Annotations of the library"
    PLACEHOLDER = f"/ narrow: {HINT}"
    NOTHING = "Nothing is annotated yet"

    def __init__(self, librarian: Librarian, colour_of: TagColours, narrowed: str = "") -> None:
        super().__init__(librarian, "Annotations of the library")
        self._colour_of = colour_of
        self._narrowed = narrowed

    def on_mount(self) -> None:
        """Begin narrowed to what was asked for."""
        self.query_one("#line", Input).value = self._narrowed

    async def batches(self) -> AsyncIterator[Sequence[Said]]:
        """The annotations, article by article."""

        def start(library: Library) -> Iterator[list[Said]]:
            return (list(_said_in(opened)) for opened in library.annotated())

        async for groups in self.librarian.stream(start):
            yield [one for group in groups for one in group]

    def facts(self, item: Said) -> Facts:
        """The words, the note, the tags and the article."""
        if item.placed:
            said = item.placed.annotation
            return annotation_facts(said, self._colour_of, item.title, item.path)
        return Facts.of(item.title, item.path, item.note, *item.tags, tags=item.tags)

    def lines(self, item: Said, width: int) -> Sequence[Line]:
        """The article, and the annotation below it."""
        rows = self.ROWS - 2
        head: Line = [(item.title, "faint")]
        if item.problem:
            return [head, *([(row, "alert")] for row in broken(item.problem, width, rows))]
        if item.placed:
            return [head, *annotation_lines(item.placed, width, rows, self._colour_of)]
        tags = [tag_line(item.tags, self._colour_of)] if item.tags else []
        note = broken(item.note, width, rows - len(tags))
        return [[*head, ("  the whole article", "faint")], *tags, *([(row, "")] for row in note)]

    def choose(self, item: Said) -> None:
        """Read it there."""
        placed = item.placed
        span = None if placed is None or placed.is_orphan else (placed.start, placed.end)
        self.post_message(Wanted(Goal(item.path, span=span)))


def _said_in(opened: OpenArticle) -> Iterator[Said]:
    path, title = opened.path, opened.article.metadata.title
    if opened.problem:
        yield Said(path, title, None, problem=opened.problem)
        return
    whole = opened.sidecar.article if opened.sidecar else None
    if whole and (whole.tags or whole.note):
        yield Said(path, title, None, whole.tags, whole.note)
    for placed in opened.placed:
        if placed.annotation.kind not in CORRECTIONS:
            yield Said(path, title, placed)
