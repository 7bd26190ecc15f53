"""From a tree of marked-up elements to pieces: one walk for web pages, books and documents.

It knows the elements of HTML and those that trafilatura writes (``head``, ``item``, ``row``…),
which do not clash below the body. The walk is a loop, not a recursion: no depth of nesting that a
parser lets through can break it. Invariant: every character of text is in exactly one piece, but
for what a page does not show.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from lxml import etree

from reader.articles.model import Role
from reader.articles.pieces import BULLET, PAGE_END, Piece
from reader.articles.wrapping import paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_ROLES = {
    "li": Role.LIST_ITEM, "item": Role.LIST_ITEM, "dt": Role.LIST_ITEM, "dd": Role.LIST_ITEM,
    "blockquote": Role.QUOTATION, "quote": Role.QUOTATION,
}  # fmt: skip
_BLOCKS = frozenset({
    "address", "article", "aside", "body", "caption", "center", "dd", "details", "dialog",
    "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "header",
    "hgroup", "hr", "html", "legend", "main", "menu", "nav", "ol", "p", "pre", "section",
    "summary", "table", "tbody", "tfoot", "thead", "tr", "td", "th", "ul", "list", "row",
    "cell", "ab",
})  # fmt: skip
_UNSEEN = frozenset({
    "script", "style", "template", "noscript", "noframes", "head", "title", "meta", "link",
    "iframe", "object", "embed", "audio", "video", "canvas", "svg", "select", "button",
    "textarea", "input", "map", "area", "rt", "rp", "graphic",
})  # fmt: skip
_CELLS = frozenset({"td", "th", "cell"})
_ROWS = frozenset({"tr", "row"})
_SPLITS_A_ROW = frozenset({"table", "ul", "ol", "dl", "list", "pre", "head", *_HEADINGS})
_PARAGRAPHS = frozenset({"p", "div", "blockquote", "quote"})
_LONGEST_ROW = 600
"""Code points of a table's row that is read on one line; what is longer is for layout."""
_CELL_GAP = " | "
_PAGE_NUMBER = re.compile(r"\W*(?:\d{0,6}|[ivxlc]{1,9})\W*", re.IGNORECASE)
_FEW = 40
"""Code points that tell what a short element says."""
_PRINTED_PAGE = "pagebreak"
_SPACE = re.compile(r"[ \t\r\n\v\f]+")
_NOTE_NUMBER = re.compile(r"\s*(\d{1,4}|[*†‡§]|[a-z]|[ivx]{1,5})\s*")
_BACK = re.compile(r"\s*(?:[↩↑⏎^]\ufe0e?)\s*")
_OPENS_QUOTED = re.compile(r"\s*[\"“„«‘'»]")


def local_name(element: _Element) -> str:
    """The element's name without its namespace, in lower case; empty for comments and the like."""
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def attribute(element: _Element, name: str) -> str:
    """The attribute of that local name, whatever its namespace; empty when there is none."""
    for key, value in element.attrib.items():
        if key.rpartition("}")[2].rpartition(":")[2] == name:
            return value
    return ""


def pieces_of(root: _Element, labels: list[str] | None = None) -> Iterator[Piece]:
    """The pieces of all that stands below ``root``, in order.

    The printed numbers of pages that begin on the way are put into ``labels``, and a form feed
    into the text; without ``labels`` page breaks are passed over.
    """
    return _Walk(labels).pieces(root)


@dataclass(slots=True)
class _Frame:
    """A block element that is open."""

    element: _Element
    role: Role
    level: int
    items: int = 0
    """How many items of a list have begun in it."""

    def next_marker(self, name: str) -> str:
        """What stands before its next item: a number in a numbered list, else a bullet."""
        if name not in ("li", "item"):
            return ""
        self.items += 1
        return f"{self.items}." if local_name(self.element) == "ol" else BULLET


class _Walk:
    """One walk over one tree."""

    def __init__(self, labels: list[str] | None) -> None:
        self._labels = labels
        self._buffer: list[str] = []
        self._stack: list[_Frame] = []
        self._marker = ""
        self._pre = 0
        self._row: _Element | None = None
        self._cell_ended = False

    def pieces(self, root: _Element) -> Iterator[Piece]:
        self._stack = [_Frame(root, Role.PARAGRAPH, 0)]
        walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
        for event, element in walk:
            if event == "start":
                if element is not root and self._is_unseen(element):
                    walk.skip_subtree()
                else:
                    yield from self._enter(element, root)
            elif event == "end":
                if not (element is not root and self._is_unseen(element)):
                    yield from self._leave(element)
                self._add(element.tail if element is not root else None)
            elif element is not root:
                self._add(element.tail)
        yield from self._flush()

    def _is_unseen(self, element: _Element) -> bool:
        name = local_name(element)
        if name == "head":
            # In a page it holds no text; in trafilatura's trees it is a heading.
            parent = element.getparent()
            return parent is not None and local_name(parent) == "html"
        hidden = element.get("hidden") is not None or element.get("aria-hidden") == "true"
        return not name or name in _UNSEEN or (hidden and not len(element))

    def _enter(self, element: _Element, root: _Element) -> Iterator[Piece]:
        name = local_name(element)
        if self._labels is not None and _PRINTED_PAGE in _kinds(element):
            self._buffer.append(PAGE_END)
            shown = _beginning(element).strip()
            label = attribute(element, "title") or attribute(element, "aria-label")
            if shown == label or _PAGE_NUMBER.fullmatch(shown):
                # The number itself, which a book shows in its margin.
                _empty(element)
                label = label or shown
            self._labels.append(label)
        if name in ("br", "lb"):
            self._buffer.append("\n")
        elif element is root or self._is_block(name):
            yield from self._flush()
            self._open(element, name)
        elif name in _CELLS:
            self._cell_ended = any(part.strip() for part in self._buffer)
        elif name in ("q", "quote") and not _OPENS_QUOTED.match(_beginning(element)):
            self._buffer.append("“")
        elif name in ("sup", "a") and (number := _note_number(element, name)):
            self._buffer.append(f"[{number}]")
            _empty(element)
        elif "absolute" in element.get("style", ""):
            # Words of a page that is laid out to the point stand in no line with one another.
            self._buffer.append(" ")
        elif name == "a" and _leads_back(element):
            _empty(element)
        if name == "pre":
            self._pre += 1
        self._add(element.text)

    def _leave(self, element: _Element) -> Iterator[Piece]:
        name = local_name(element)
        if self._stack[-1].element is element:
            yield from self._flush()
            self._stack.pop()
        elif name in ("q", "quote") and not _OPENS_QUOTED.match(_beginning(element)):
            self._buffer.append("”")
        if name == "pre":
            self._pre -= 1
        if element is self._row:
            self._row = None

    def _is_block(self, name: str) -> bool:
        if self._row is not None:
            return False
        if name == "quote":
            # A short quotation in running text, not one set off from it.
            return local_name(self._stack[-1].element) != "p"
        return name in _BLOCKS or name in _HEADINGS or name in _ROLES or name == "head"

    def _open(self, element: _Element, name: str) -> None:
        above = self._stack[-1]
        role, level = above.role, above.level
        if name in _HEADINGS or name == "head":
            level = _HEADINGS.get(name) or _HEADINGS.get(element.get("rend", ""), 2)
            role = Role.HEADING
        elif name in _ROLES and role is not Role.HEADING:
            role = _ROLES[name]
            self._marker = above.next_marker(name)
        elif name in _ROWS and _is_line(element):
            self._row = element
        before = element.get("start", "") if name == "ol" else ""
        items = int(before) - 1 if before.isascii() and before.isdigit() else 0
        self._stack.append(_Frame(element, role, level, items))

    def _add(self, text: str | None) -> None:
        if text and self._cell_ended and text.strip():
            self._cell_ended = False
            self._buffer.append(_CELL_GAP)
        if text:
            self._buffer.append(text if self._pre else _SPACE.sub(" ", text))

    def _flush(self) -> Iterator[Piece]:
        """What has come together since the last piece, as one or more."""
        text = "".join(self._buffer)
        self._buffer.clear()
        self._cell_ended = False
        role, level, marker = self._stack[-1].role, self._stack[-1].level, self._marker
        if text.strip():
            self._marker = ""
        if "\n" not in text.strip():
            yield Piece(text, role, level, marker)
            return
        at = 0
        for part in paragraphs(text):
            # From the end of the one before, for a page may have ended between the two.
            yield Piece(text[at : part.end], role, level, marker)
            at, marker = part.end, ""
        yield Piece(text[at:], role, level)


def _kinds(element: _Element) -> str:
    """What the element says it is, in books."""
    return f"{attribute(element, 'type')} {element.get('role', '')}".replace("doc-", "")


def _beginning(element: _Element) -> str:
    """The first of the text in ``element``, more than ``_FEW`` code points if there are as many."""
    text = ""
    for part in islice(element.itertext(), _FEW):
        text += part
        if len(text) > _FEW:
            break
    return text


def _empty(element: _Element) -> None:
    """Take all text out of ``element``, but leave its children, which a walk is about to visit."""
    element.text = ""
    for below in element.iterdescendants():
        below.text = below.tail = ""


def _note_number(element: _Element, name: str) -> str:
    """The number of the note that a link, or a raised link, leads to; empty for anything else."""
    parent = element.getparent()
    if name == "a":
        leads = "noteref" in _kinds(element) or "footnote-ref" in element.get("class", "")
    else:
        leads = any(local_name(below) == "a" for below in element.iter()) or (
            parent is not None and local_name(parent) == "a"
        )
    number = _NOTE_NUMBER.fullmatch(_beginning(element)) if leads else None
    return number[1] if number else ""


def _leads_back(link: _Element) -> bool:
    """Whether ``link`` stands at the end of a note and leads back to its number."""
    return bool(_BACK.fullmatch(_beginning(link)))


def _is_line(row: _Element) -> bool:
    """Whether a table's row holds short cells that are read on one line, and is no layout."""
    for cell in row:
        names = [local_name(below) for below in cell.iterdescendants()]
        if not _SPLITS_A_ROW.isdisjoint(names) or sum(n in _PARAGRAPHS for n in names) > 1:
            return False
    return len("".join(row.itertext())) <= _LONGEST_ROW
