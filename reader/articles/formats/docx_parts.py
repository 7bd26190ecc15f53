"""The parts of a Word document, put as mammoth can read them.

Mammoth stumbles over references that lead nowhere, and passes over some wrappers with all that is
in them: text of another direction, ruby, formulas, text boxes that have no older twin. They are
taken off here, in a copy that holds nothing but text.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

from lxml import etree

from reader.articles.formats.markup import attribute, local_name
from reader.articles.formats.trees import parse_xml
from reader.errors import UnreadableArticleError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.etree import _Element

    from reader.articles.formats.archives import Archive

HEADING_STYLE = "ReaderHeading"
"""Begins the name of the style of paragraphs that are headings without a style."""
_NEEDED = re.compile(
    r"\[Content_Types\]\.xml$|(?:^|/)_rels/[^/]*\.rels$|^[^/]+/[^/]+\.xml$|^[^/]+\.xml$"
)
_USELESS = re.compile(
    r"^docProps/|^customXml/|/(?:settings|webSettings|fontTable|header\d*|footer\d*|comments\w*|people)"
    r"\.xml$"
)
_MAIN, _NUMBERS = "document", "numbering"
_KINDS = frozenset({_MAIN, _NUMBERS, "footnotes", "endnotes"})
"""The elements that the parts which are mended here begin with."""
_WRAPPERS = frozenset({"dir", "bdo", "smartTag", "customXml"})
_FORMULAS = frozenset({"oMath", "oMathPara"})
_NOTES = {"footnoteReference": "footnotes", "endnoteReference": "endnotes"}
_OUTLINE = "012345678"
"""The levels of the outline as they are written; what has another is in no outline."""


def prepared(archive: Archive) -> bytes:
    """A copy of the document in ``archive`` with the parts that hold its text, mended.

    Raises ``UnreadableArticleError`` when its main part is damaged.
    """
    roots: dict[str, _Element] = {}
    parts: dict[str, bytes] = {}
    for name in sorted(filter(_NEEDED.search, archive.names)):
        if _USELESS.search(name):
            continue
        parts[name] = archive.read(name)
        if not name.endswith(".rels"):
            try:
                root = parse_xml(parts[name], "DOCX")
            except UnreadableArticleError:
                if _MAIN in name:
                    raise
                del parts[name]
                continue
            if _written(root) in _KINDS:
                roots[name] = root
    notes = {_written(root): _identifiers(root) for root in roots.values()}
    for root in roots.values():
        if _written(root) == _NUMBERS:
            _prune_numbers(root)
        else:
            _free_text_boxes(root)
            _simplify(root, notes)
    return _zipped(parts | {name: etree.tostring(root) for name, root in roots.items()})


def heading_level(outline: str) -> int:
    """The level, 1 to 6, of a heading on that level of the outline; 0 for what is in none."""
    return min(_OUTLINE.index(outline) + 1, 6) if len(outline) == 1 and outline in _OUTLINE else 0


def _identifiers(root: _Element) -> frozenset[str]:
    return frozenset(attribute(note, "id") for note in root)


def _prune_numbers(root: _Element) -> None:
    """Take out numberings that are said nowhere."""
    known = {attribute(e, "abstractNumId") for e in root.iterfind("{*}abstractNum")}
    for number in root.findall("{*}num"):
        abstract = number.find("{*}abstractNumId")
        if abstract is None or attribute(abstract, "val") not in known:
            root.remove(number)


def _free_text_boxes(root: _Element) -> None:
    """Put the paragraphs of text boxes that mammoth does not see after the one they hang on."""
    for box in list(root.iter("{*}txbxContent")):
        above = list(box.iterancestors())
        names = [_written(element) for element in above]
        if "drawing" not in names:
            continue
        twins = (e.find(".//{*}Fallback//{*}txbxContent") for e in above)
        if any(twin is not None for twin in twins):
            continue
        paragraph = next((e for e in above if _written(e) == "p"), None)
        if paragraph is not None:
            for child in reversed(list(box)):
                paragraph.addnext(child)


def _simplify(root: _Element, notes: dict[str, frozenset[str]]) -> None:
    for element in list(root.iter()):
        name = _written(element)
        if name in _NOTES and attribute(element, "id") not in notes.get(_NOTES[name], ()):
            _replace(element, ())
        elif name in _WRAPPERS:
            _replace(element, [e for e in element if not local_name(e).endswith("pr")])
        elif name == "ruby":
            base = element.find("{*}rubyBase")
            _replace(element, list(base) if base is not None else ())
        elif name in _FORMULAS:
            _replace(element, [_run("".join(element.itertext()), root)])
        elif name == "AlternateContent" and element.find("{*}Fallback") is None:
            choice = element.find("{*}Choice")
            _replace(element, list(choice) if choice is not None else ())
        elif name == "cr":
            element.tag = f"{_namespace(element)}br"
        elif name == "br":
            element.attrib.clear()
        elif name == "p":
            _mark_heading(element)


def _written(element: _Element) -> str:
    """The element's name without its namespace, in its own case."""
    return str(element.tag).rpartition("}")[2]


def _namespace(element: _Element) -> str:
    """The element's namespace in braces, ready to stand before a name."""
    return str(element.tag)[: -len(_written(element))]


def _replace(element: _Element, by: Iterable[_Element]) -> None:
    parent = element.getparent()
    if parent is None:
        return
    at = parent.index(element)
    for offset, child in enumerate(by):
        parent.insert(at + offset, child)
    parent.remove(element)


def _run(text: str, root: _Element) -> _Element:
    """A run of ``text`` in the namespace of ``root``."""
    space = _namespace(root)
    run = etree.Element(f"{space}r")
    etree.SubElement(run, f"{space}t").text = f" {' '.join(text.split())} "
    return run


def _mark_heading(paragraph: _Element) -> None:
    """Give a paragraph that has a level in the outline, and no style, the style of a heading."""
    level = paragraph.find("{*}pPr/{*}outlineLvl")
    if level is None or paragraph.find("{*}pPr/{*}pStyle") is not None:
        return
    if depth := heading_level(attribute(level, "val")):
        space = _namespace(paragraph)
        style = etree.Element(f"{space}pStyle")
        style.set(f"{space}val", f"{HEADING_STYLE}{depth}")
        properties = level.getparent()
        if properties is not None:
            properties.insert(0, style)


def _zipped(parts: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()
