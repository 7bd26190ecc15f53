"""Web pages: the main text and what the page says of itself, found by trafilatura.

What surrounds an article (menus, teasers, advertisements) is left out as trafilatura judges it;
a page in which it finds no article is taken whole. Readers' comments are kept, as such.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from trafilatura import bare_extraction, load_html
from trafilatura.settings import Document

from reader.articles.drafts import Draft, Stated
from reader.articles.encodings import decode
from reader.articles.formats.markup import pieces_of
from reader.articles.formats.page_metadata import (
    declared_encoding,
    guessed_by,
    saved_from,
    stated_in,
)
from reader.articles.formats.plain_text import from_text
from reader.articles.formats.trees import TAG, depth, flattened, refuse_floods, without_entities
from reader.articles.model import Role
from reader.articles.pieces import Piece, compose
from reader.errors import UnreadableArticleError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.html import HtmlElement

_DATA_URI = re.compile(r"data:[\w/+.-]*;base64,[\w+/=%\s]{64,}")
"""Pictures and fonts in the page itself: megabytes without a word."""
_DEEPEST = 250
"""Elements inside one another; beyond some 256 the parser gives up and the rest is lost."""
_BEGINNING = 24
"""Code points by which a piece of the page is looked up."""
_CANDIDATES = 8
"""Pieces that begin alike and are tried, and pieces of the page that may be passed over."""
_TELLING = 24
"""Code points of a piece that is found again after a gap; a shorter one may stand anywhere."""
_GAP = 2_000
"""Code points that may stand between two pieces of the page and are not in it as they are."""


def parse(data: bytes) -> Draft:
    """Read ``data`` as a web page."""
    return from_page(decode(data, declared_encoding(data)))


def from_page(page: str, url: str = "") -> Draft:
    """The draft of a web page; ``url`` is where it was saved from, if that is known."""
    page = without_entities(_DATA_URI.sub("data:,", page))
    if not TAG.search(page):
        return from_text(page)
    refuse_floods(page)
    tree = _tree(page)
    url = url or saved_from(page)
    extracted = bare_extraction(tree, url=url or None, with_metadata=True)
    found = extracted if isinstance(extracted, Document) else None
    page_pieces = list(pieces_of(tree))
    pieces = list(_pieces(found, page_pieces)) if found else []
    if not any(piece.text.strip() for piece in pieces):
        pieces = page_pieces
    guessed = guessed_by(found) if found else Stated()
    return compose(pieces, stated_in(tree, found, url), guessed=guessed)


def _tree(page: str) -> HtmlElement:
    """The page as trafilatura's own loader parses it, made flat first when it is too deep."""
    tree = load_html(page)
    if tree is None:
        tree = load_html(f"<html><body>{page}</body></html>")
    if tree is not None and depth(tree) >= _DEEPEST:
        tree = load_html(flattened(page))
    if tree is None:
        raise UnreadableArticleError("it holds no text")
    return tree


def _pieces(found: Document, page: Sequence[Piece]) -> Iterator[Piece]:
    """The main text in the pieces that the page has it in, and the comments."""
    structure = _Structure(page)
    for piece in pieces_of(found.body):
        yield from structure.restored(piece)
    if found.commentsbody is not None:
        for piece in pieces_of(found.commentsbody):
            yield Piece(piece.text, Role.COMMENT)


class _Structure:
    """The pieces of the whole page, to give back what an extraction has run together.

    Some of trafilatura's ways make paragraphs of headings, or one paragraph of everything.
    """

    def __init__(self, page: Sequence[Piece]) -> None:
        self._pieces = [piece for piece in page if piece.text.strip()]
        self._words = [" ".join(piece.text.split()) for piece in self._pieces]
        self._starting: dict[str, list[int]] = {}
        for number, words in enumerate(self._words):
            self._starting.setdefault(words[:_BEGINNING], []).append(number)

    def restored(self, piece: Piece) -> Sequence[Piece]:
        """``piece`` as the page has it: as a heading, or as several pieces."""
        if piece.role not in (Role.PARAGRAPH, Role.QUOTATION):
            return [piece]
        words = " ".join(piece.text.split())
        for size in range(min(_BEGINNING, len(words)), 0, -1):
            for first in self._starting.get(words[:size], ())[:_CANDIDATES]:
                parts = self._parts(words, first)
                if len(parts) > 1 or (parts and parts[0].role is Role.HEADING):
                    return parts
        return [piece]

    def _parts(self, words: str, first: int) -> list[Piece]:
        """The pieces from ``first`` on that make up ``words``; nothing when they do not.

        What the page has otherwise, or does not show, may stand between two of them.
        """
        parts: list[Piece] = []
        at = missed = 0
        for number in range(first, len(self._words)):
            part = self._words[number]
            found = words.find(part, at, at + _GAP + len(part))
            after = words[found + len(part) : found + len(part) + 1]
            misplaced = found > at and (number == first or len(part) < _TELLING)
            if found < 0 or misplaced or after.strip() or words[:found][-1:].strip():
                missed += 1
                if missed > _CANDIDATES or number == first:
                    return []
                continue
            if found > at:
                parts.append(Piece(words[at:found]))
            parts.append(self._pieces[number])
            missed = 0
            at = found + len(part)
            at += words.startswith(" ", at)
            if at >= len(words):
                return parts
        return []
