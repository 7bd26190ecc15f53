"""Books in EPUB: the parts of the spine in their order, chapters as headings, notes kept.

Printed page numbers, where a book has them, become the article's pages. The table of contents is
left out as text and used for the titles of chapters that show none.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

import lxml.html
from lxml import etree

from reader.articles.dates import parse_date
from reader.articles.drafts import Stated
from reader.articles.formats.archives import Archive, within
from reader.articles.formats.markup import local_name, pieces_of
from reader.articles.model import Role
from reader.articles.pieces import Piece, compose
from reader.articles.values import keywords, language_code
from reader.errors import UnreadableArticleError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from reader.articles.drafts import Draft

_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_FONTS_ONLY = re.compile(r"obfuscation|#RC$|/pdf/enc", re.IGNORECASE)
"""Algorithms that hide fonts, not text."""
_NAMED_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)[a-zA-Z][a-zA-Z0-9]*;")
_DOCTYPE = re.compile(rb"<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>", re.DOTALL)
_DOCUMENTS = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml")


def parse(data: bytes) -> Draft:
    """Read ``data`` as an EPUB book."""
    with Archive(data, "EPUB") as book:
        package = _package(book)
        root = book.xml(package)
        items = _items(root, package)
        _refuse_locked(book)
        titles = _titles(book, items)
        labels: list[str] = [""]
        pieces = [
            piece
            for name in _spine(root, items)
            if name in book.names
            for piece in _chapter(book.read(name), titles.get(name, ""), labels)
        ]
    return compose(pieces, _stated(root), labels if len(labels) > 1 else ())


def _package(book: Archive) -> str:
    """The name of the part that describes the book."""
    if _CONTAINER in book.names:
        for element in book.xml(_CONTAINER).iter("{*}rootfile"):
            path = element.get("full-path", "")
            if path in book.names:
                return path
    found = sorted(name for name in book.names if name.endswith(".opf"))
    if not found:
        raise UnreadableArticleError("it is a damaged EPUB file: nothing in it describes the book")
    return found[0]


def _items(root: _Element, package: str) -> dict[str, tuple[str, _Element]]:
    """Name and element of each document of the book, by its identifier."""
    return {
        item.get("id", ""): (within(package, item.get("href", "")), item)
        for item in root.iterfind(".//{*}manifest/{*}item")
        if item.get("media-type", "") in (*_DOCUMENTS, "application/x-dtbncx+xml")
    }


def _spine(root: _Element, items: dict[str, tuple[str, _Element]]) -> Iterator[str]:
    """The names of the parts in reading order, the table of contents left out."""
    for reference in root.iterfind(".//{*}spine/{*}itemref"):
        name, item = items.get(reference.get("idref", ""), ("", None))
        if item is not None and "nav" not in item.get("properties", "").split():
            yield name


def _refuse_locked(book: Archive) -> None:
    """Raise for a book whose text is encrypted."""
    if _ENCRYPTION not in book.names:
        return
    for element in book.xml(_ENCRYPTION).iter("{*}EncryptedData"):
        methods = [m.get("Algorithm", "") for m in element.iter("{*}EncryptionMethod")]
        hidden = [r.get("URI", "") for r in element.iter("{*}CipherReference")]
        documents = any(re.search(r"\.x?html?$", name, re.IGNORECASE) for name in hidden)
        if documents and not any(_FONTS_ONLY.search(method) for method in methods):
            raise UnreadableArticleError("it is locked by its seller (DRM)")


def _titles(book: Archive, items: dict[str, tuple[str, _Element]]) -> dict[str, str]:
    """The title of each part, from the table of contents; the first that leads to it."""
    titles: dict[str, str] = {}
    for name, item in items.values():
        if name not in book.names:
            continue
        if "nav" in item.get("properties", "").split():
            for link in _document(book.read(name)).iter("{*}a"):
                titles.setdefault(within(name, link.get("href", "")), "".join(link.itertext()))
        elif item.get("media-type") == "application/x-dtbncx+xml":
            for point in book.xml(name).iter("{*}navPoint"):
                content, label = point.find("{*}content"), point.find("{*}navLabel")
                if content is not None and label is not None:
                    target = within(name, content.get("src", ""))
                    titles.setdefault(target, "".join(label.itertext()))
    return titles


def _document(data: bytes) -> _Element:
    """The root of a part; as XML if it is that, else as browsers read pages."""
    bare = _DOCTYPE.sub(b"", data, count=1)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        try:
            return etree.fromstring(bare, parser)
        except etree.XMLSyntaxError:
            text = _NAMED_ENTITY.sub(lambda e: html.unescape(e[0]), bare.decode())
            return etree.fromstring(text.encode(), parser)
    except (etree.XMLSyntaxError, UnicodeDecodeError):
        return lxml.html.document_fromstring(bare or b"<p></p>")


def _chapter(data: bytes, title: str, labels: list[str]) -> Iterator[Piece]:
    """The pieces of one part, its title first when it shows no heading of its own."""
    root = _document(data)
    body = next((e for e in root.iter() if local_name(e) == "body"), root)
    pieces = list(pieces_of(body, labels))
    headed = any(piece.role is Role.HEADING and piece.text.strip() for piece in pieces)
    if title.strip() and not headed and any(piece.text.strip() for piece in pieces):
        yield Piece(title, Role.HEADING, 1)
    yield from pieces


def _stated(root: _Element) -> Stated:
    def all_of(name: str) -> list[str]:
        found = root.iterfind(f".//{{*}}metadata//{{http://purl.org/dc/elements/1.1/}}{name}")
        return [text for element in found if (text := "".join(element.itertext()).strip())]

    addresses = [text for text in all_of("identifier") + all_of("source") if "://" in text]
    dates = (parse_date(text) for text in all_of("date"))
    return Stated(
        title=next(iter(all_of("title")), ""),
        authors=tuple(dict.fromkeys(all_of("creator"))),
        date=next((date for date in dates if date), None),
        source=next(iter(all_of("publisher")), ""),
        url=next(iter(addresses), ""),
        language=language_code(next(iter(all_of("language")), "")),
        keywords=keywords(all_of("subject")),
    )
