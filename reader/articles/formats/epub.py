"""Books in EPUB: the parts of the spine in their order, chapters as headings, notes kept.

Printed page numbers, where a book has them, become the article's pages. The table of contents is
left out as text and used for the titles of chapters that show none.
"""

from __future__ import annotations

import re
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.articles.dates import parse_date
from reader.articles.drafts import Stated
from reader.articles.formats.archives import Archive, within
from reader.articles.formats.markup import attribute, local_name, pieces_of
from reader.articles.formats.trees import xhtml
from reader.articles.model import Role
from reader.articles.pieces import Piece, compose
from reader.articles.values import keywords, language_code, people
from reader.errors import UnreadableArticleError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element

    from reader.articles.drafts import Draft

_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_FONTS_ONLY = re.compile(r"obfuscation|#RC$|/pdf/enc", re.IGNORECASE)
"""Algorithms that hide fonts, not text."""
_TEXT = re.compile(r"html|xml|oeb|^$", re.IGNORECASE)
"""What the media type of a part has in it that is read; pictures have none of these."""
_PICTURE = re.compile(r"^image/(?!svg)|\.(?:jpe?g|png|gif|css|js|ttf|otf|ncx)$", re.IGNORECASE)
_NCX = "application/x-dtbncx+xml"


@dataclass(frozen=True, slots=True)
class _Item:
    """A part that the book names."""

    name: str
    """In the archive; empty when it is not there."""
    kind: str
    """Its media type, in lower case."""
    properties: tuple[str, ...]

    @property
    def is_contents(self) -> bool:
        """Whether it is the table of contents of EPUB 3."""
        return "nav" in self.properties

    @property
    def is_text(self) -> bool:
        """Whether it is there and holds text to be read."""
        readable = bool(_TEXT.search(self.kind)) and self.kind != _NCX
        return bool(self.name) and readable and not _PICTURE.search(self.name)


def parse(data: bytes) -> Draft:
    """Read ``data`` as an EPUB book."""
    with closing(Archive(data, "EPUB")) as book:
        package = _package(book)
        root = book.side_part(package)
        if root is None:
            raise UnreadableArticleError("it is a damaged EPUB file")
        items = _items(book, root, package)
        _refuse_locked(book)
        titles = _titles(book, items.values())
        labels: list[str] = [""]
        pieces = [
            piece
            for name in _spine(root, items)
            for piece in _chapter(book.read(name), titles.get(name, ""), labels)
        ]
    return compose(pieces, _stated(root), labels if len(labels) > 1 else ())


def _package(book: Archive) -> str:
    """The name of the part that describes the book."""
    container = book.side_part(_CONTAINER)
    for element in container.iter("{*}rootfile") if container is not None else ():
        if path := book.meant(element.get("full-path", "")):
            return path
    found = sorted(name for name in book.names if name.lower().endswith(".opf"))
    if not found:
        raise UnreadableArticleError("it is a damaged EPUB file: nothing in it describes the book")
    return found[0]


def _items(book: Archive, root: _Element, package: str) -> dict[str, _Item]:
    """Each part of the book, by its identifier."""
    return {
        item.get("id", ""): _Item(
            book.meant(within(package, item.get("href", ""))),
            item.get("media-type", "").strip().lower(),
            tuple(item.get("properties", "").split()),
        )
        for item in root.iterfind(".//{*}manifest/{*}item")
    }


def _spine(root: _Element, items: dict[str, _Item]) -> Iterator[str]:
    """The names of the parts in reading order, the table of contents left out.

    A book that gives no order is read in that of its list of parts.
    """
    references = [r.get("idref", "") for r in root.iterfind(".//{*}spine/{*}itemref")]
    order = [items[one] for one in references if one in items] or list(items.values())
    yield from dict.fromkeys(item.name for item in order if item.is_text and not item.is_contents)


def _refuse_locked(book: Archive) -> None:
    """Raise for a book whose text is encrypted."""
    encryption = book.side_part(_ENCRYPTION)
    for element in encryption.iter("{*}EncryptedData") if encryption is not None else ():
        methods = [m.get("Algorithm", "") for m in element.iter("{*}EncryptionMethod")]
        hidden = [r.get("URI", "") for r in element.iter("{*}CipherReference")]
        documents = any(re.search(r"\.x?html?$", name, re.IGNORECASE) for name in hidden)
        if documents and not any(_FONTS_ONLY.search(method) for method in methods):
            raise UnreadableArticleError("it is locked by its seller (DRM)")


def _titles(book: Archive, items: Iterable[_Item]) -> dict[str, str]:
    """The title of each part, from the tables of contents; the first that leads to it."""
    titles: dict[str, str] = {}
    for item in items:
        if item.name and item.is_contents:
            links = [(e.get("href", ""), e) for e in xhtml(book.side_bytes(item.name)).iter("{*}a")]
        elif item.kind == _NCX and (contents := book.side_part(item.name)) is not None:
            links = [
                (target.get("src", ""), label)
                for point in contents.iter("{*}navPoint")
                if (target := point.find("{*}content")) is not None
                and (label := point.find("{*}navLabel")) is not None
            ]
        else:
            continue
        for reference, label in links:
            titles.setdefault(book.meant(within(item.name, reference)), "".join(label.itertext()))
    return titles


def _chapter(data: bytes, title: str, labels: list[str]) -> Iterator[Piece]:
    """The pieces of one part, its title first when it shows no heading of its own."""
    root = xhtml(data)
    body = next((e for e in root.iter() if local_name(e) == "body"), root)
    pieces = list(pieces_of(body, labels))
    headed = any(piece.role is Role.HEADING and piece.text.strip() for piece in pieces)
    if title.strip() and not headed and any(piece.text.strip() for piece in pieces):
        yield Piece(title, Role.HEADING, 1)
    yield from pieces


def _stated(root: _Element) -> Stated:
    def elements(name: str) -> list[_Element]:
        dublin = f".//{{*}}metadata//{{http://purl.org/dc/elements/1.1/}}{name}"
        return [e for e in root.iterfind(dublin) if "".join(e.itertext()).strip()]

    def all_of(name: str, but: tuple[str, str] = ("", "")) -> list[str]:
        """The texts of the elements of that name, but for what an attribute tells of them."""
        attribute_name, unwanted = but
        return [
            "".join(element.itertext()).strip()
            for element in elements(name)
            if not (attribute_name and re.search(unwanted, attribute(element, attribute_name)))
        ]

    addresses = [text for text in all_of("identifier") + all_of("source") if "://" in text]
    dates = (parse_date(text) for text in all_of("date", ("event", "modif")))
    return Stated(
        title=next(iter(all_of("title")), ""),
        authors=tuple(
            dict.fromkeys(
                name for given in all_of("creator", ("role", "^(?!aut).")) for name in people(given)
            )
        ),
        date=next((date for date in dates if date), None),
        source=next(iter(all_of("publisher")), ""),
        url=next(iter(addresses), ""),
        language=language_code(next(iter(all_of("language")), "")),
        keywords=keywords(all_of("subject")),
    )
