"""Trees of marked-up text from strangers' pages: no depth of nesting and no entity can do harm.

The parser gives up beyond some depth and drops the rest without a word; a page that goes so deep is
made flat first. What a page declares of entities is left aside.
"""

from __future__ import annotations

import html
import re
from itertools import islice
from typing import TYPE_CHECKING

import lxml.html
from lxml import etree

from reader.articles.encodings import decode
from reader.articles.formats.page_metadata import declared_encoding
from reader.errors import UnreadableArticleError

if TYPE_CHECKING:
    from lxml.etree import _Element

TAG = re.compile(
    r"</?([a-zA-Z][\w:-]{0,60})(?![\w:-])(?:[^<>\"']|\"[^\"]{0,4000}\"|'[^']{0,4000}'){0,4000}>"
)
_DOCTYPE = re.compile(
    r"<!DOCTYPE[^\[>]{0,1000}(?:\[[^\]]{0,50000}\]\s{0,100})?>", re.DOTALL | re.IGNORECASE
)
_BEGINS_DOCTYPE = re.compile("<!doctype", re.IGNORECASE)
_HEAD = 5_000
"""Code points in which a document type must begin."""
_DECLARATION = re.compile(r"(?<!\s)\s*+<\?xml[^>]{0,1000}\?>")
_NAMED_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)[a-zA-Z][a-zA-Z0-9]*;")
_DEEPEST_XML = 2_000
"""Elements inside one another; beyond 2,048 the parser gives up."""
_MOST_ATTRIBUTES = 1_000
"""Of one element: the parser compares each with all before it, and no real element has as many."""
_SHORTEST_ATTRIBUTE = 2
"""Code points, the space before it included."""
_ATTRIBUTE = re.compile(
    r"[\s/\"']*+(?P<name>[^\s=>/\"']++)(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>\"']*+))?+"
)
_BEGINS_ELEMENT = re.compile(rf"<[a-zA-Z][^\s/>]*+(?:{_ATTRIBUTE.pattern})*+")
"""An element's name and all its attributes."""
_HEADING_TAG = re.compile(r"<h[1-6][\s/>]", re.IGNORECASE)
_MOST_HEADINGS = 20_000
"""Of one page. So many, and nothing else, take 2.7 s; 50,000 take 6 s."""
_KEPT_WHEN_FLAT = frozenset({
    "html", "head", "body", "title", "meta", "link", "script", "style", "p", "br", "h1", "h2",
    "h3", "h4", "h5", "h6", "li", "a", "article", "main",
})  # fmt: skip
_BLOCKS_WHEN_FLAT = frozenset({
    "div", "section", "blockquote", "center", "table", "tr", "td", "ul", "ol", "dl", "dd", "dt",
    "pre",
})  # fmt: skip


def without_entities(page: str) -> str:
    """``page`` without a document type that declares anything of its own."""
    found = _document_type(page)
    return page[: found.start()] + page[found.end() :] if found and "[" in found[0] else page


def refuse_floods(page: str) -> None:
    """Raise ``UnreadableArticleError`` when ``page`` has too many headings, or an element of it too
    many attributes.
    """
    if sum(1 for _ in islice(_HEADING_TAG.finditer(page), _MOST_HEADINGS + 1)) > _MOST_HEADINGS:
        raise UnreadableArticleError(f"it has more than {_MOST_HEADINGS:,} headings")
    for begun in _BEGINS_ELEMENT.finditer(page):
        start, end = begun.span()
        if end - start <= _SHORTEST_ATTRIBUTE * _MOST_ATTRIBUTES:
            continue
        # A name that stands again is passed over by the parser, as in a soup of tags.
        if len({one["name"] for one in _ATTRIBUTE.finditer(begun[0])}) > _MOST_ATTRIBUTES:
            raise UnreadableArticleError(
                f"an element in it has more than {_MOST_ATTRIBUTES:,} attributes"
            )


def _document_type(page: str) -> re.Match[str] | None:
    """The document type at the head of ``page``."""
    begins = _BEGINS_DOCTYPE.search(page, 0, _HEAD)
    return _DOCTYPE.match(page, begins.start()) if begins else None


def flattened(page: str) -> str:
    """``page`` with hardly a tag but those of paragraphs, headings and items."""
    return TAG.sub(_flat, page)


def depth(tree: _Element) -> int:
    """How many elements stand inside one another at the most."""
    reached = deepest = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        reached += 1 if event == "start" else -1
        deepest = max(deepest, reached)
    return deepest


def xml_parser(*, recover: bool = False) -> etree.XMLParser:
    """A parser of XML that leaves entities alone and fetches nothing; see lxml for ``recover``."""
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_pis=True,
        huge_tree=True,
        recover=recover,
    )


def parse_xml(data: bytes, what: str) -> _Element:
    """The root of an XML document, its entities left alone; ``what`` names the format.

    Raises ``UnreadableArticleError`` for what is no XML.
    """
    refuse_floods(data.decode("latin-1"))
    try:
        return etree.fromstring(data, xml_parser())
    except etree.XMLSyntaxError as error:
        raise UnreadableArticleError(f"it is a damaged {what} file") from error


def xhtml(data: bytes) -> _Element:
    """The root of a part of a book: as XML if it is that, else as browsers read pages."""
    page = _DECLARATION.sub("", decode(data, declared_encoding(data)).lstrip("\ufeff"), count=1)
    refuse_floods(page)
    found = _document_type(page)
    if found and not page[: found.start()].strip():
        page = page[found.end() :]
    page = _NAMED_ENTITY.sub(lambda e: html.escape(html.unescape(e[0])), page)
    try:
        return etree.fromstring(page.encode(), xml_parser())
    except etree.XMLSyntaxError:
        tree = _as_browsers_do(page)
    return _as_browsers_do(flattened(page)) if depth(tree) >= _DEEPEST_XML else tree


def _as_browsers_do(page: str) -> _Element:
    parser = lxml.html.HTMLParser(encoding="utf-8", huge_tree=True)
    # A page without any element is no document to the parser.
    try:
        return lxml.html.document_fromstring(f"{page}<p></p>".encode(), parser=parser)
    except etree.ParserError:
        return etree.Element("html")


def _flat(tag: re.Match[str]) -> str:
    """A tag of a page that is nested too deeply, or what is put in its place."""
    name = tag[1].lower()
    if name in _KEPT_WHEN_FLAT:
        return tag[0]
    return "<p>" if name in _BLOCKS_WHEN_FLAT else ""
