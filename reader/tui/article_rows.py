"""What an article, or a hit, looks like in the list on the left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from reader.tui.colours import coloured, no_colours
from reader.tui.widgets.item_list import broken

if TYPE_CHECKING:
    from reader.index.entries import Entry
    from reader.index.snippets import Snippet
    from reader.tui.colours import TagColours
    from reader.tui.widgets.item_list import Line

LIST_ROWS = 4
"""Two rows for the title, what is known about the article, a free row."""
HIT_ROWS = 6
"""The same, with two rows of the passage that was found."""
_PASSAGE_ROWS = 2


def entry_lines(entry: Entry, width: int, colour_of: TagColours = no_colours) -> list[Line]:
    """An article in the list."""
    title = broken(entry.title, width, 2)
    return [*([(row, "title")] for row in title), _facts(entry, colour_of)]


def hit_lines(
    entry: Entry, snippet: Snippet | None, width: int, colour_of: TagColours = no_colours
) -> list[Line]:
    """A found article with its best passage, when that is known already."""
    passage = _passage(snippet, width) if snippet else ()
    return [*entry_lines(entry, width, colour_of), *passage]


def _facts(entry: Entry, colour_of: TagColours) -> Line:
    pieces: list[tuple[str, str]] = []
    if entry.annotations:
        pieces.append((f"✎ {entry.annotations}  ", "tag"))
    date = f"{entry.date:%Y-%m-%d}" if entry.date else ""
    known = [date, entry.source or (entry.path if not date else "")]
    pieces.append((" · ".join(part for part in known if part), "faint"))
    pieces += [(f"  #{tag}", coloured("tag", [tag], colour_of)) for tag in entry.tags]
    if entry.problem:
        pieces.insert(0, ("! ", "alert"))
    return pieces


def _passage(snippet: Snippet, width: int) -> list[Line]:
    """The passage on two rows, its matches standing out."""
    rows: list[Line] = []
    at = 0
    page = f"p. {snippet.page}  " if snippet.page else ""
    for _ in range(_PASSAGE_ROWS):
        head = "" if rows else page
        end = _break(snippet.text, at, width - len(head))
        rows.append([(head, "faint"), *_pieces(snippet, at, end)])
        at = end
        while at < len(snippet.text) and snippet.text[at] == " ":
            at += 1
    return rows


def _break(text: str, start: int, width: int) -> int:
    """Where a row of ``width`` cells that begins at ``start`` ends, at a space if there is one."""
    cells, end = 0, start
    while end < len(text) and cells + cell_len(text[end]) <= width:
        cells += cell_len(text[end])
        end += 1
    if end < len(text):
        space = text.rfind(" ", start + 1, end + 1)
        end = space if space > 0 else end
    return end


def _pieces(snippet: Snippet, start: int, end: int) -> Line:
    pieces: list[tuple[str, str]] = []
    at = start
    for a, b in snippet.matches:
        a, b = max(a - snippet.start, at), min(b - snippet.start, end)
        if a < b:
            pieces += [(snippet.text[at:a], "faint"), (snippet.text[a:b], "match")]
            at = b
    return [*pieces, (snippet.text[at:end], "faint")]
