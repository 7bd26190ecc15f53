"""Web pages: the main text and what the page says of itself, found by trafilatura.

What surrounds an article (menus, teasers, advertisements) is left out as trafilatura judges it;
a page in which it finds no article is taken whole. Readers' comments are kept, as such.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree
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
"""Pieces that begin alike and are tried."""
_TAG = re.compile(r"</?([a-zA-Z][\w:-]*)(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>")
_KEPT_WHEN_FLAT = frozenset({
    "html", "head", "body", "title", "meta", "link", "script", "style", "p", "br", "h1", "h2",
    "h3", "h4", "h5", "h6", "li", "a", "article", "main",
})  # fmt: skip
_BLOCKS_WHEN_FLAT = frozenset({
    "div", "section", "blockquote", "center", "table", "tr", "td", "ul", "ol", "dl", "dd", "dt",
    "pre",
})  # fmt: skip


def parse(data: bytes) -> Draft:
    """Read ``data`` as a web page."""
    return from_page(decode(data, declared_encoding(data)))


def from_page(page: str, url: str = "") -> Draft:
    """The draft of a web page; ``url`` is where it was saved from, if that is known."""
    page = _DATA_URI.sub("data:,", page)
    if not _TAG.search(page):
        return from_text(page)
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
    if tree is not None and _depth(tree) >= _DEEPEST:
        tree = load_html(_TAG.sub(_flat, page))
    if tree is None:
        raise UnreadableArticleError("it holds no text")
    return tree


def _depth(tree: HtmlElement) -> int:
    """How many elements stand inside one another at the most."""
    depth = deepest = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


def _flat(tag: re.Match[str]) -> str:
    """A tag of a page that is nested too deeply, or what is put in its place."""
    name = tag[1].lower()
    if name in _KEPT_WHEN_FLAT:
        return tag[0]
    return "<p>" if name in _BLOCKS_WHEN_FLAT else ""


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
        if piece.role is not Role.PARAGRAPH:
            return [piece]
        words = " ".join(piece.text.split())
        for size in range(min(_BEGINNING, len(words)), 0, -1):
            for first in self._starting.get(words[:size], ())[:_CANDIDATES]:
                last = self._last(words, first)
                if last - first > 1 or (last and self._pieces[first].role is Role.HEADING):
                    return self._pieces[first:last]
        return [piece]

    def _last(self, words: str, first: int) -> int:
        """Number after the piece with which ``words`` end when they begin with ``first``, or 0."""
        at = number = 0
        for number in range(first, len(self._words)):
            if not words.startswith(self._words[number], at):
                return 0
            at += len(self._words[number]) + words.startswith(" ", at + len(self._words[number]))
            if at >= len(words):
                break
        return number + 1 if at >= len(words) else 0
