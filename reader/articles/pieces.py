"""From the pieces that markup yields to a text with blocks: one way for all marked-up formats.

Markup decides a piece's role where it speaks; the shape of a plain paragraph decides whether it is
an appeal or a reader's comment. Invariant: every block is one line of the text, and a page begins
where a form feed stood.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.articles.drafts import Draft, Stated
from reader.articles.languages import guess_language
from reader.articles.model import Block, Page, Role
from reader.articles.roles import assign_roles
from reader.articles.sanitising import sanitise_line
from reader.articles.wrapping import Paragraph

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

PAGE_END = "\f"
"""Stands in a piece's text where one page ends and the next begins."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One block as a format finds it."""

    text: str
    """As it stands in the file: not sanitised, white space as it comes, pages ended by ``\\f``."""
    role: Role = Role.PARAGRAPH
    level: int = 0
    """Depth of a heading, 1 for the title; 0 for other pieces."""


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
    kept: list[Piece] = []
    page_starts = [0]
    at = 0
    for piece in pieces:
        line = ""
        for number, part in enumerate(piece.text.split(PAGE_END)):
            words = sanitise_line(part)
            gap = " " if line and words else ""
            if number:
                page_starts.append(at + len(line) + len(gap))
            line += gap + words
        if line:
            kept.append(Piece(line, piece.role, piece.level))
            at += len(line) + 2
    text = "\n\n".join(piece.text for piece in kept)
    pages = tuple(
        Page(min(start, len(text)), sanitise_line(label))
        for start, label in zip(page_starts, labels, strict=False)
    )
    return Draft(text, _blocks(text, kept), stated or Stated(), pages, guessed or Stated())


def _blocks(text: str, pieces: Sequence[Piece]) -> tuple[Block, ...]:
    shapes: list[Paragraph] = []
    start = 0
    for piece in pieces:
        shapes.append(Paragraph(start, start + len(piece.text), wrapped=False))
        start += len(piece.text) + 2
    return tuple(
        guess
        if piece.role is Role.PARAGRAPH and guess.role in (Role.BOILERPLATE, Role.COMMENT)
        else Block(
            guess.start,
            guess.end,
            piece.role,
            guess_language(piece.text) or guess.language,
            piece.level,
        )
        for guess, piece in zip(assign_roles(text, shapes), pieces, strict=True)
    )
