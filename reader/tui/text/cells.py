"""How wide text is in a terminal: graphemes and the cells they take.

Invariant: graphemes tile the text they were made from, and one that takes no cell is only ever
the first of a text or made of ``HIDDEN`` characters.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from rich.cells import get_character_cell_size, split_graphemes

HIDDEN = "\0"
"""Stands in a reading form for a character that is not shown; no sanitised text holds it."""


@dataclass(frozen=True, slots=True)
class Grapheme:
    """What a reader takes for one character."""

    start: int
    """Code-point offset into the whole text."""
    end: int
    cells: int


def odd_characters(text: str) -> re.Pattern[str] | None:
    """A pattern for the characters of ``text`` that are not one cell wide, or None without any.

    Made from the set of characters present: one pass in C, however long the text.
    """
    odd = sorted(c for c in set(text) - {"\n"} if get_character_cell_size(c) != 1)
    return re.compile(f"[{re.escape(''.join(odd))}]") if odd else None


def graphemes(text: str, start: int, end: int) -> list[Grapheme]:
    """The graphemes of ``text[start:end]``, which holds no line end but perhaps a last one."""
    if end > start and text[end - 1] == "\n":
        return [*graphemes(text, start, end - 1), Grapheme(end - 1, end, 0)]
    spans, _ = split_graphemes(text[start:end])
    return [Grapheme(start + a, start + b, cells) for a, b, cells in spans]


def cells_of(text: str) -> int:
    """The cells that ``text`` takes."""
    return split_graphemes(text)[1]
