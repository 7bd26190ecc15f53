"""OpenDocument text: its elements are given the names that HTML has for them, and walked alike.

Notes go to the end, each after its number; changes that were deleted, and remarks in the margin,
are no text.
"""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from lxml import etree

from reader.articles.formats.archives import Archive
from reader.articles.formats.markup import attribute, local_name, pieces_of
from reader.articles.formats.office import stated_by_core
from reader.articles.formats.trees import parse_xml
from reader.articles.pieces import compose
from reader.errors import UnreadableArticleError

if TYPE_CHECKING:
    from lxml.etree import _Element

    from reader.articles.drafts import Draft

_CONTENT, _META, _STYLES, _MANIFEST = (
    "content.xml",
    "meta.xml",
    "styles.xml",
    "META-INF/manifest.xml",
)
_NAMES = {
    "list-item": "li", "list-header": "p", "line-break": "br", "table-row": "tr",
    "table-cell": "td", "covered-table-cell": "td", "ruby-text": "rt",
    "annotation": "script", "forms": "script", "desc": "script",
    "sequence-decls": "script", "table-of-content": "div",
}  # fmt: skip
"""Names of HTML by those of OpenDocument; ``script`` is what nobody sees."""
_QUOTES = ("quotations", "quote", "block_20_text")


def parse(data: bytes) -> Draft:
    """Read ``data`` as an OpenDocument text, zipped or as one file of XML."""
    if not data.startswith(b"PK"):
        root = parse_xml(data, "ODT")
        return _draft(root, root, root)
    with closing(Archive(data, "ODT")) as archive:
        if _MANIFEST in archive.names and b"encryption-data" in archive.read(_MANIFEST):
            raise UnreadableArticleError("it is protected by a password")
        if _CONTENT not in archive.names:
            raise UnreadableArticleError("it is a damaged ODT file")
        return _draft(archive.xml(_CONTENT), archive.side_part(_META), archive.side_part(_STYLES))


def _draft(root: _Element, meta: _Element | None, styles: _Element | None) -> Draft:
    body = root.find(".//{*}body/{*}text")
    if body is None:
        raise UnreadableArticleError("it is an OpenDocument file, but no text")
    parents = _parents(root) | (_parents(styles) if styles is not None else {})
    for changes in list(body.iter("{*}tracked-changes")):
        changes.clear(keep_tail=True)
    notes = [_taken_out(note) for note in list(body.iter("{*}note"))]
    for note in notes:
        body.append(note)
    for element in list(body.iter()):
        _rename(element, parents)
    return compose(pieces_of(body), stated_by_core(meta) if meta is not None else None)


def _parents(root: _Element) -> dict[str, str]:
    """The style that each paragraph style is derived from."""
    return {
        attribute(style, "name"): attribute(style, "parent-style-name")
        for style in root.iter("{*}style")
        if attribute(style, "family") == "paragraph"
    }


def _taken_out(note: _Element) -> _Element:
    """The body of ``note``, out of the running text, in which its number stays."""
    citation, body = note.find("{*}note-citation"), note.find("{*}note-body")
    number = "".join(citation.itertext()) if citation is not None else "*"
    held = etree.Element("div")
    head = etree.SubElement(held, "p")
    head.text = f"[{number}] "
    for place, paragraph in enumerate(list(body) if body is not None else ()):
        if place == 0:
            # It goes on where the number stands.
            paragraph.tag = "span"
        (held if place else head).append(paragraph)
    tail = note.tail
    note.clear()
    note.tag, note.text, note.tail = "span", f"[{number}]", tail
    return held


def _rename(element: _Element, parents: dict[str, str]) -> None:
    name = local_name(element)
    if name == "h":
        level = attribute(element, "outline-level")
        element.tag = f"h{level if level in '123456' and level else 2}"
    elif name == "p":
        style = _style(element, parents)
        element.tag = "h1" if style == "title" else "blockquote" if style in _QUOTES else "p"
    elif name in ("s", "tab"):
        element.text = " "
    elif name.endswith("-source") or _is_remark_on_drawing(element, name):
        element.tag = "script"
    elif name == "title":
        # A field that shows the title of the document.
        element.tag = "span"
    elif name in _NAMES:
        element.tag = _NAMES[name]


def _is_remark_on_drawing(element: _Element, name: str) -> bool:
    return name == "title" and "svg" in str(element.tag)


def _style(element: _Element, parents: dict[str, str]) -> str:
    """The name of the paragraph's style that is not made for it alone, in lower case."""
    name = attribute(element, "style-name")
    seen: set[str] = set()
    while name not in seen and (name[:1] == "P" and name[1:].isdigit()):
        seen.add(name)
        name = parents.get(name, "")
    lowered = name.lower()
    return lowered if lowered in ("title", *_QUOTES) else parents.get(name, "").lower()
