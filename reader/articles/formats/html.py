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

from reader.articles.decoding import decode
from reader.articles.drafts import Draft, Stated
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
    from collections.abc import Iterator

    from lxml.etree import _Element
    from lxml.html import HtmlElement

_DATA_URI = re.compile(r"data:[\w/+.-]*;base64,[\w+/=%\s]{64,}")
"""Pictures and fonts in the page itself: megabytes without a word."""
_DEEPEST = 250
"""Elements inside one another; beyond some 256 the parser gives up and the rest is lost."""
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
    pieces = list(_pieces(found, tree)) if found else []
    if not any(piece.text.strip() for piece in pieces):
        pieces = list(pieces_of(tree))
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


def _pieces(found: Document, tree: HtmlElement) -> Iterator[Piece]:
    """The main text, its headings as the page has them, and the comments."""
    headings = _headings(tree)
    for piece in pieces_of(found.body):
        level = headings.get(_key(piece.text), 0)
        if level and piece.role is Role.PARAGRAPH:
            yield Piece(piece.text, Role.HEADING, level)
        else:
            yield piece
    if found.commentsbody is not None:
        for piece in pieces_of(found.commentsbody):
            yield Piece(piece.text, Role.COMMENT)


def _headings(tree: _Element) -> dict[str, int]:
    """The level of each heading of a page, by its words: some extractions make them paragraphs."""
    return {
        words: int(str(element.tag)[1])
        for element in tree.iter("h1", "h2", "h3", "h4", "h5", "h6")
        if (words := _key("".join(element.itertext())))
    }


def _key(text: str) -> str:
    return " ".join(text.split())
