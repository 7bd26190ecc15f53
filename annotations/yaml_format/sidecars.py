"""The layout of a sidecar: strict reading, stable writing.

Invariant: ``read_sidecar(write_sidecar(sidecar, name)) == sidecar`` for every sidecar whose text
came in through the model's door, and equal sidecars are written alike, byte for byte.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from annotations.comments import comments_by_entry
from annotations.model import (
    CORRECTION_KEYS,
    CORRECTIONS,
    Anchor,
    Annotation,
    ArticleNotes,
    Correction,
    Sidecar,
    Source,
    clean_text,
)
from annotations.yaml_format.sections import VERSION, Section, section_of
from annotations.yaml_format.stable import INDENT, flow, key_head, mapping_lines, note_lines, quoted
from annotations.yaml_format.strict import read_document

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from annotations.model import EntryPath

_SOURCE = ("name", "sha256", "text_sha256")
_ARTICLE = ("tags", "note")
_PLACE = ("start", "end", "exact", "prefix", "suffix")
_ANNOTATION = ("kind", *_PLACE, "tags", "note", "creator", "created", "modified")
_SIDECAR = ("version", "source", "article", "annotations", "deleted")
_HEADER = "# Annotations of {}. Plain YAML: edit it, keep it in git; unknown keys are kept."
_IS_HEADER = re.compile(re.escape(_HEADER).replace(r"\{\}", ".*"))


def read_sidecar(text: str) -> Sidecar:
    """The sidecar written in ``text``, by us or by hand.

    Raises ``YamlError`` with a line; ``NewerVersionError`` when a newer program wrote it.
    """
    document = read_document(text)
    section = section_of(document)
    section.require_version()
    return sidecar_from(section, comments_by_entry(document, "annotations", _IS_HEADER))


def sidecar_from(
    section: Section, comments: Mapping[EntryPath, tuple[str, ...]] | None = None
) -> Sidecar:
    """The sidecar laid out in ``section``; raises ``YamlError`` with a line."""
    source = section.section("source")
    article = section.section("article")
    annotations = section.section("annotations")
    deleted = section.section("deleted")
    return Sidecar(
        source=Source(
            source.text("name"),
            source.text("sha256"),
            source.text("text_sha256"),
            source.rest(_SOURCE),
        ),
        article=ArticleNotes(
            article.tags("tags"), clean_text(article.text("note")), article.rest(_ARTICLE)
        ),
        annotations={key: _annotation(key, annotations.section(key)) for key in annotations.values},
        deleted={key: deleted.text(key) for key in deleted.values},
        extra=section.rest(_SIDECAR),
        comments=comments or {},
    )


def _annotation(identifier: str, section: Section) -> Annotation:
    start, end = section.offset("start"), section.offset("end")
    if end < start:
        raise section.error("end", '"end" must not come before "start"')
    kind = section.text("kind")
    corrects = CORRECTION_KEYS if kind in CORRECTIONS else ()
    return Annotation(
        id=identifier,
        kind=kind,
        anchor=Anchor(
            start, end, section.text("exact"), section.text("prefix"), section.text("suffix")
        ),
        tags=section.tags("tags"),
        note=clean_text(section.text("note")),
        creator=section.text("creator"),
        created=section.text("created"),
        modified=section.text("modified"),
        correction=Correction(*map(section.text, corrects)),
        extra=section.rest((*_ANNOTATION, *corrects)),
    )


def write_sidecar(sidecar: Sidecar, header_name: str) -> str:
    """The sidecar as YAML; ``header_name`` is the file name in the comment on the first line."""
    shown = "".join(letter if letter.isprintable() else "\ufffd" for letter in header_name)
    comments = sidecar.comments
    lines = [
        _HEADER.format(shown),
        *comments.get(("version",), ()),
        f"version: {VERSION}",
        *sidecar_lines(sidecar, "", comments),
        *comments.get((), ()),
        "...",
    ]
    return "\n".join(lines) + "\n"


def sidecar_lines(
    sidecar: Sidecar,
    indent: str,
    comments: Mapping[EntryPath, tuple[str, ...]] | None = None,
) -> list[str]:
    """All of a sidecar but its version, indented by ``indent``, with ``comments`` put in."""
    said = comments or {}
    source, article = sidecar.source, sidecar.article
    inner = indent + INDENT
    lines = [*said.get(("source",), ()), f"{indent}source:"]
    lines += [f"{inner}{key}: {quoted(getattr(source, key))}" for key in _SOURCE]
    lines += mapping_lines(source.extra, inner)
    if article != ArticleNotes():
        lines += [*said.get(("article",), ()), f"{indent}article:"]
        lines += _said_lines(article.tags, article.note, inner)
        lines += mapping_lines(article.extra, inner)
    lines += said.get(("annotations",), ())
    lines += _annotations_lines(sidecar.annotations, indent, said)
    if sidecar.deleted:
        lines += [*said.get(("deleted",), ()), f"{indent}deleted:"]
        lines += mapping_lines(dict(sorted(sidecar.deleted.items())), inner)
    for key, value in sidecar.extra.items():
        lines += said.get((key,), ())
        lines += mapping_lines({key: value}, indent)
    return lines


def _annotations_lines(
    annotations: Mapping[str, Annotation],
    indent: str,
    comments: Mapping[EntryPath, tuple[str, ...]],
) -> Iterable[str]:
    if not annotations:
        yield f"{indent}annotations: {{}}"
        return
    yield f"{indent}annotations:"
    inner = indent + INDENT
    for number, key in enumerate(sorted(annotations)):
        if number:
            yield ""
        for comment in comments.get(("annotations", key), ()):
            yield inner + comment
        yield key_head(key, inner)
        yield from _annotation_lines(annotations[key], inner + INDENT)


def _annotation_lines(annotation: Annotation, indent: str) -> Iterable[str]:
    anchor = annotation.anchor
    yield f"{indent}kind: {quoted(annotation.kind)}"
    yield f"{indent}start: {anchor.start}"
    yield f"{indent}end: {anchor.end}"
    yield f"{indent}exact: {quoted(anchor.exact)}"
    yield f"{indent}prefix: {quoted(anchor.prefix)}"
    yield f"{indent}suffix: {quoted(anchor.suffix)}"
    yield from _text_lines(annotation.correction, CORRECTION_KEYS, indent)
    yield from _said_lines(annotation.tags, annotation.note, indent)
    yield from _text_lines(annotation, ("creator", "created", "modified"), indent)
    yield from mapping_lines(annotation.extra, indent)


def _text_lines(said: object, keys: Iterable[str], indent: str) -> Iterable[str]:
    """The attributes ``keys`` of ``said`` that are not empty."""
    for key in keys:
        value: str = getattr(said, key)
        if value:
            yield f"{indent}{key}: {quoted(value)}"


def _said_lines(tags: tuple[str, ...], note: str, indent: str) -> Iterable[str]:
    if tags:
        yield f"{indent}tags: {flow(tags)}"
    if note:
        yield from note_lines("note", note, indent)
