"""How wide text is in a terminal: graphemes and the cells they take.

Invariant: graphemes tile the text they were made from, and one that takes no cell is only ever
the first of a text or made of ``HIDDEN`` characters.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import get_character_cell_size, split_graphemes

if TYPE_CHECKING:
    from collections.abc import Sequence

HIDDEN = "\0"
"""Stands in a reading form for a character that is not shown; no sanitised text holds it."""

_JOINERS = "\u200d\ufe0f"
"""They take no cell, and change what stands beside them."""


@dataclass(frozen=True, slots=True)
class Grapheme:
    """What a reader takes for one character."""

    start: int
    """Code-point offset into the whole text."""
    end: int
    cells: int


@dataclass(frozen=True, slots=True)
class Odd:
    """Patterns for the characters of a text that are not one cell wide."""

    any: re.Pattern[str]
    apart: re.Pattern[str] | None
    """Those that are more than a trifle hung on the character before; None without any."""
    attached: re.Pattern[str] | None
    """A character, and the trifles hung on it; None without any."""


def odd_characters(text: str) -> Odd | None:
    """The characters of ``text`` that are not one cell wide, or None without any.

    Made from the set of characters present: one pass in C, however long the text.
    """
    odd = sorted(c for c in set(text) - {"\n"} if get_character_cell_size(c) != 1)
    trifles = [c for c in odd if get_character_cell_size(c) == 0 and c not in _JOINERS]
    apart = [c for c in odd if c not in trifles]
    if not odd:
        return None
    attached = re.compile(f"([^\\n])({_any_of(trifles)}+)") if trifles else None
    return Odd(re.compile(_any_of(odd)), re.compile(_any_of(apart)) if apart else None, attached)


def _any_of(characters: Sequence[str]) -> str:
    return f"[{re.escape(''.join(characters))}]"


def graphemes(text: str, start: int, end: int) -> list[Grapheme]:
    """The graphemes of ``text[start:end]``, which holds no line end but perhaps a last one."""
    if end > start and text[end - 1] == "\n":
        return [*graphemes(text, start, end - 1), Grapheme(end - 1, end, 0)]
    spans, _ = split_graphemes(text[start:end])
    return [Grapheme(start + a, start + b, cells) for a, b, cells in spans]


def cells_of(text: str) -> int:
    """The cells that ``text`` takes."""
    return split_graphemes(text)[1]
