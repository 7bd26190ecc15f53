"""Word documents, by way of mammoth: its HTML, with headings and quotations as the styles say.

Mammoth knows the usual names of styles; what a document's own styles inherit from them, and at
which level of the outline they stand, is added here. Pictures are never opened.
"""

from __future__ import annotations

import io
import re
from contextlib import closing
from typing import TYPE_CHECKING
from xml.parsers.expat import ExpatError

import lxml.html
import mammoth

from reader.articles.formats.archives import Archive
from reader.articles.formats.docx_parts import HEADING_STYLE, heading_level, prepared
from reader.articles.formats.markup import attribute, pieces_of
from reader.articles.formats.office import stated_by_core
from reader.articles.pieces import compose
from reader.errors import UnreadableArticleError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from reader.articles.drafts import Draft

_CORE = "docProps/core.xml"
_STYLES = "word/styles.xml"
_LARGEST = 100_000_000
"""Bytes of XML that mammoth is handed; it takes some thirty times as much memory."""
_NOTE = re.compile(r"(?:foot|end)note-\d+$")
_SAFE_ID = re.compile(r"[A-Za-z][A-Za-z0-9]*")
_QUOTES = re.compile(r"(?:intense |block )?(?:quote|quotation)s?|block ?text", re.IGNORECASE)
_TITLES = re.compile(r"title", re.IGNORECASE)


def parse(data: bytes) -> Draft:
    """Read ``data`` as a Word document."""
    with closing(Archive(data, "DOCX")) as archive:
        parts = [name for name in archive.names if name.endswith((".xml", ".rels"))]
        if sum(archive.size_of(name) for name in parts) > _LARGEST:
            raise UnreadableArticleError(f"it unpacks to more than {_LARGEST / 1e6:,.0f} MB")
        core, styles = archive.side_part(_CORE), archive.side_part(_STYLES)
        document = prepared(archive)
    stated = stated_by_core(core) if core is not None else None
    page = _html(document, "\n".join(_mappings(styles)))
    tree = lxml.html.document_fromstring(f"<html><body>{page}<p></p></body></html>")
    _number_notes(tree)
    return compose(pieces_of(tree), stated)


def _html(data: bytes, style_map: str) -> str:
    try:
        return str(
            mammoth.convert_to_html(
                io.BytesIO(data),
                style_map=style_map,
                include_embedded_style_map=False,
                convert_image=mammoth.images.img_element(lambda _image: {"src": ""}),
            ).value
        )
    except RecursionError as error:
        raise UnreadableArticleError("it is nested too deeply") from error
    except (
        ExpatError,
        OSError,
        LookupError,
        ValueError,
        AttributeError,
        RuntimeError,
    ) as error:
        # What mammoth raises for parts that are missing, cut off or not what they should be.
        raise UnreadableArticleError("it is a damaged DOCX file") from error


def _number_notes(tree: _Element) -> None:
    """Make of mammoth's list of notes paragraphs that begin with the number in the text."""
    notes = [item for item in tree.iter("li") if _NOTE.match(item.get("id", ""))]
    for number, note in enumerate(notes, 1):
        note.tag = "div"
        first = next(note.iter("p"), note)
        first.text = f"[{number}] {first.text or ''}"


def _mappings(styles: _Element | None) -> Iterator[str]:
    """A line of mammoth's style map for each paragraph style that is a heading or a quotation."""
    for level in range(1, 7):
        yield f"p.{HEADING_STYLE}{level} => h{level}:fresh"
    if styles is None:
        return
    known = {attribute(style, "styleId"): style for style in styles.iterfind("{*}style")}
    for identifier, style in known.items():
        if attribute(style, "type") != "paragraph" or not _SAFE_ID.fullmatch(identifier):
            continue
        line = list(_with_ancestors(style, known))
        names = [attribute(one, "val") for s in line if (one := s.find("{*}name")) is not None]
        levels = [attribute(one, "val") for s in line for one in s.iterfind(".//{*}outlineLvl")]
        level = heading_level(levels[0]) if levels else 0
        if any(_TITLES.fullmatch(name) for name in names):
            yield f"p.{identifier} => h1:fresh"
        elif level:
            yield f"p.{identifier} => h{level}:fresh"
        elif any(_QUOTES.fullmatch(name) for name in names):
            yield f"p.{identifier} => blockquote > p:fresh"


def _with_ancestors(style: _Element, known: dict[str, _Element]) -> Iterator[_Element]:
    """``style`` and those it is based on, the nearest first."""
    seen: set[str] = set()
    current: _Element | None = style
    while current is not None:
        yield current
        based_on = current.find("{*}basedOn")
        name = attribute(based_on, "val") if based_on is not None else ""
        current = None if name in seen else known.get(name)
        seen.add(name)
