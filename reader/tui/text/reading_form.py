"""The form in which a text is read: as long as the text, code point for code point.

Invariant: ``len(reading_form(text, blocks)) == len(text)``, so every offset into the form is one
into the text. Line ends made by wrapping become spaces; white space beyond the first of a run
around them, and before the first block, becomes ``HIDDEN``; a tab is a space.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.tui.text.cells import HIDDEN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.articles.model import Block

_RAGGED = re.compile(r"[^\S\n]\n|\n\s")
_WRAPPED_END = re.compile(r"(?<![^\S\n])[^\S\n]*+\n\s*")


def reading_form(text: str, blocks: Sequence[Block]) -> str:
    """``text`` with the line ends inside wrapped blocks read as spaces."""
    pieces: list[str] = []
    done = 0
    head = blocks[0].start if blocks else 0
    if text[:head].isspace():
        pieces.append(HIDDEN * head)
        done = head
    for block in blocks:
        if block.wrapped and text.find("\n", block.start, block.end) >= 0:
            pieces.append(text[done : block.start])
            lines = text[block.start : block.end]
            ragged = _RAGGED.search(lines) is not None
            pieces.append(
                _WRAPPED_END.sub(_one_space, lines) if ragged else lines.replace("\n", " ")
            )
            done = block.end
    if pieces:
        pieces.append(text[done:])
    form = "".join(pieces) if pieces else text
    return form.replace("\t", " ")


def _one_space(match: re.Match[str]) -> str:
    return " " + HIDDEN * (match.end() - match.start() - 1)
