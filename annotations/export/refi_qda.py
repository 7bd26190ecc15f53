"""Annotations as a REFI-QDA project 1.5 (``.qdpx``), for ATLAS.ti, MAXQDA, NVivo and QualCoder.

A zip file with ``project.qde`` and a ``sources`` folder of plain texts. Tags are codes, annotations
are selections of the text, creators are users. A note stands both in the ``Description`` of its
selection, where ATLAS.ti, MAXQDA and QualCoder look for it, and in a ``Note`` referred to, where
the standard has it. What importers ask beyond the schema is kept here: one selection per span and
creator, a time on every selection and note, names of sources that are unique and can be file names.
Lost are ids, anchors and unknown keys; what a correction says becomes part of the note.
Invariant: the project is valid by the published schema, and the same annotations give the same
bytes.
"""

from __future__ import annotations

import io
from itertools import pairwise
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, indent, tostring
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from annotations.characters import replaced
from annotations.errors import ExportError
from annotations.export.articles import unicode_path
from annotations.export.refi_codes import codes
from annotations.export.refi_ids import guid, source_text, xml_text
from annotations.export.refi_sources import source_guid, source_names, text_source

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from annotations.export.articles import AnnotatedArticle, TagLook

NAMESPACE = "urn:QDA-XML:project:1.0"

_EPOCH = (1980, 1, 1, 0, 0, 0)


def export_refi_qda(
    articles: Iterable[AnnotatedArticle],
    *,
    tags: Mapping[str, TagLook] | None = None,
    name: str = "Annotations",
) -> bytes:
    """The bytes of a ``.qdpx`` file, with the text of each article as it is today.

    ``tags`` gives colours and descriptions of codes; those not used become codes too. ``name`` is
    the project's. Raises ``ExportError`` when two articles have one path.
    """
    ordered = sorted(articles, key=lambda article: unicode_path(article.path))
    for one, following in pairwise(ordered):
        if unicode_path(one.path) == unicode_path(following.path):
            raise ExportError(f"Two articles are both called {one.path}: export them one by one.")
    project = _project(ordered, tags or {}, name)
    indent(project)
    out = io.BytesIO()
    with ZipFile(out, "w") as archive:
        _write(archive, "project.qde", _as_xml(project))
        if not ordered:
            _write(archive, "sources/", b"")
        for article in ordered:
            text = source_text(article.text).encode()
            _write(archive, f"sources/{source_guid(article)}.txt", text)
    return out.getvalue()


def _as_xml(project: Element) -> bytes:
    """``project`` as a file, in which what hides is written by its number."""
    text = tostring(project, encoding="unicode")
    shown = replaced(text, lambda character: f"&#x{ord(character):X};")
    return f"<?xml version='1.0' encoding='utf-8'?>\n{shown}".encode()


def _write(archive: ZipFile, path: str, content: bytes) -> None:
    info = ZipInfo(path, _EPOCH)
    info.create_system = 3
    info.external_attr = 0o644 << 16
    info.compress_type = ZIP_DEFLATED
    archive.writestr(info, content)


def _project(articles: list[AnnotatedArticle], looks: Mapping[str, TagLook], name: str) -> Element:
    said = [annotation for article in articles for annotation in article.in_order()]
    used = [tag for annotation in said for tag in annotation.tags]
    used += [tag for article in articles for tag in article.sidecar.article.tags]
    project = Element("Project", xmlns=NAMESPACE, name=xml_text(name), origin="florilegium")
    creators = sorted({annotation.creator for annotation in said} - {""})
    if creators:
        users = SubElement(project, "Users")
        for creator in creators:
            SubElement(users, "User", guid=guid("user", creator), name=xml_text(creator))
    codebook = codes(used, looks)
    if codebook is not None:
        SubElement(project, "CodeBook").append(codebook)
    notes = Element("Notes")
    if articles:
        sources = SubElement(project, "Sources")
        for article, shown in zip(articles, source_names(articles), strict=True):
            sources.append(text_source(article, shown, notes))
    if len(notes):
        project.append(notes)
    groups = _groups(articles)
    if groups is not None:
        project.append(groups)
    return project


def _groups(articles: list[AnnotatedArticle]) -> Element | None:
    """Sets of the articles that carry a tag as a whole: importers overlook a source's codings."""
    tagged: dict[str, list[str]] = {}
    for article in articles:
        for tag in article.sidecar.article.tags:
            tagged.setdefault(tag, []).append(source_guid(article))
    if not tagged:
        return None
    sets = Element("Sets")
    for tag, members in sorted(tagged.items()):
        group = SubElement(sets, "Set", guid=guid("set", tag), name=xml_text(tag))
        for member in members:
            SubElement(group, "MemberSource", targetGUID=member)
    return sets
