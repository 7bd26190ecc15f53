"""From the pieces that markup yields to a text with blocks: one way for all marked-up formats.

Markup decides a piece's role where it speaks; the shape of a plain paragraph decides whether it is
an appeal or a reader's comment. Invariant: every block is one line of the text, and a page begins
where a form feed stood.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reader.articles.drafts import Draft, Stated
from reader.articles.model import Block, Page, Role
from reader.articles.roles import assign_roles
from reader.articles.sanitising import sanitise_line
from reader.articles.wrapping import UNSPACED, Paragraph

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

PAGE_END = "\f"
"""Stands in a piece's text where one page ends and the next begins."""
BULLET = "•"
"""The marker of an item in a list that is not numbered."""
_INSIDE_WORDS = dict.fromkeys(map(ord, "\N{SOFT HYPHEN}\N{WORD JOINER}\ufeff"))
"""What markup puts inside words for the setting of lines, and nobody searches for."""
_BREAKS = re.compile(r"(?<=[0-9A-Za-z\u00c0-\u052f])\u200b+(?=[0-9A-Za-z\u00c0-\u052f])")
"""Places in long words where a line may end; in other scripts the same ends a word."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One block as a format finds it."""

    text: str
    """As it stands in the file: not sanitised, white space as it comes, pages ended by ``\\f``."""
    role: Role = Role.PARAGRAPH
    level: int = 0
    """Depth of a heading, 1 for the title; 0 for other pieces."""
    marker: str = ""
    """What stands before the first piece of a list's item, such as ``•`` or ``3.``."""


def compose(
    pieces: Iterable[Piece],
    stated: Stated | None = None,
    labels: Sequence[str] = (),
    guessed: Stated | None = None,
) -> Draft:
    """The draft of what ``pieces`` hold, blank lines between them.

    ``labels`` are the printed numbers of the pages, the first of them before any ``\\f``; without
    labels there are no pages.
    """
    stated = stated or Stated()
    kept: list[Piece] = []
    page_starts = [0]
    at = 0
    for piece in pieces:
        marker = f"{piece.marker} " if piece.marker else ""
        line = ""
        for number, part in enumerate(piece.text.split(PAGE_END)):
            words = sanitise_line(_BREAKS.sub("", part.translate(_INSIDE_WORDS)))
            gap = _gap(line, words)
            if number:
                page_starts.append(at + len(marker + line + gap) if line else at)
            line += gap + words
        if line:
            kept.append(replace(piece, text=marker + line))
            at += len(marker + line) + 2
    text = "\n\n".join(piece.text for piece in kept)
    pages = tuple(
        Page(min(start, len(text)), sanitise_line(label))
        for start, label in zip(page_starts, labels, strict=False)
    )
    blocks = _blocks(text, _levelled(kept, stated.title), stated.language)
    return Draft(text, blocks, stated, pages, guessed or Stated())


def _gap(before: str, after: str) -> str:
    """What stands between the words of two pages."""
    if not before or not after:
        return ""
    return "" if UNSPACED.match(before[-1]) and UNSPACED.match(after[0]) else " "


def _levelled(pieces: Sequence[Piece], title: str) -> list[Piece]:
    """``pieces`` with no heading on the level of the title but one that is the title.

    Chapters of a book, and sections of many a page, are marked up as if each were.
    """
    tops = [piece for piece in pieces if piece.level == 1]
    titles = [piece for piece in tops if sanitise_line(title) == piece.text]
    if len(tops) < 2:
        return list(pieces)
    top = titles[0] if titles else None
    return [
        replace(piece, level=piece.level + 1) if piece.level and piece is not top else piece
        for piece in pieces
    ]


def _blocks(text: str, pieces: Sequence[Piece], stated: str) -> tuple[Block, ...]:
    shapes: list[Paragraph] = []
    start = 0
    for piece in pieces:
        shapes.append(Paragraph(start, start + len(piece.text), wrapped=False))
        start += len(piece.text) + 2
    return tuple(
        guess
        if piece.role is Role.PARAGRAPH and guess.role in (Role.BOILERPLATE, Role.COMMENT)
        else replace(guess, role=piece.role, level=piece.level)
        for guess, piece in zip(assign_roles(text, shapes, stated), pieces, strict=True)
    )
