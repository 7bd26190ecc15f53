"""The layout of a sidecar: strict reading, stable writing.

Invariant: ``read_sidecar(write_sidecar(sidecar, name)) == sidecar`` for every sidecar whose text
came in through the model's door, and equal sidecars are written alike, byte for byte.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotations.errors import NewerVersionError, YamlError
from annotations.model import (
    CORRECTIONS,
    Anchor,
    Annotation,
    ArticleNotes,
    Correction,
    EntryPath,
    Sidecar,
    Source,
    clean_tag,
    clean_text,
)
from annotations.stable_yaml import INDENT, flow, key_head, mapping_lines, note_lines, quoted
from annotations.strict_yaml import Document, parse, read_document

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from annotations.model import Value

__all__ = [
    "Section",
    "YamlError",
    "parse",
    "read_sidecar",
    "section_of",
    "sidecar_from",
    "sidecar_lines",
    "write_sidecar",
]

VERSION = 1

_SOURCE = ("name", "sha256", "text_sha256")
_ARTICLE = ("tags", "note")
_PLACE = ("start", "end", "exact", "prefix", "suffix")
_ANNOTATION = ("kind", *_PLACE, "tags", "note", "creator", "created", "modified")
_CORRECTION = ("verdict", "name", "type", "speaker")
_SIDECAR = ("version", "source", "article", "annotations", "deleted")
_HEADER = "# Annotations of {}. Plain YAML: edit it, keep it in git; unknown keys are kept."
_IS_HEADER = re.compile(re.escape(_HEADER).replace(r"\{\}", ".*"))


@dataclass(frozen=True, slots=True)
class Section:
    """A mapping in a document, which knows its place when something in it is wrong."""

    document: Document
    path: tuple[str, ...]
    values: dict[str, Value]

    def error(self, key: str, reason: str) -> YamlError:
        """The error that ``reason`` is wrong with the value of ``key``."""
        path = (*self.path, key)
        while path and path not in self.document.keys:
            path = path[:-1]
        place = self.document.keys.get(path)
        return YamlError(reason, place.line if place else 1)

    def text(self, key: str) -> str:
        """The text of ``key``; plain words and numbers as they are spelled, nothing as empty."""
        value = self.values.get(key)
        if isinstance(value, (list, dict)):
            raise self.error(key, f'"{key}" must be text')
        return "" if value is None else _spelling(value)

    def texts(self, key: str) -> list[str]:
        """The sequence of texts of ``key``; one text stands for a sequence of one."""
        value = self.values.get(key)
        if value is None:
            return []
        spellings = []
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, (list, dict)):
                raise self.error(key, f'"{key}" must be a list of texts')
            spellings.append(_spelling(item))
        return spellings

    def offset(self, key: str) -> int:
        """The code-point offset of ``key``."""
        value = self.values.get(key)
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            raise self.error(key, f'"{key}" must be a whole number, 0 or more')
        return value

    def section(self, key: str) -> Section:
        """The mapping of ``key``; an absent or empty one has no entries."""
        value = self.values.get(key)
        if value is None:
            value = {}
        if not isinstance(value, dict):
            raise self.error(key, f'"{key}" must be a mapping')
        return Section(self.document, (*self.path, key), value)

    def rest(self, known: tuple[str, ...]) -> dict[str, Value]:
        """The entries that have none of the ``known`` keys."""
        return {key: value for key, value in self.values.items() if key not in known}

    def require_version(self) -> None:
        """Raises ``NewerVersionError``, or ``YamlError`` when "version" is no version."""
        version = self.values.get("version", VERSION)
        if not isinstance(version, int) or isinstance(version, bool) or version < 1:
            raise self.error("version", '"version" must be a whole number, 1 or more')
        if version > VERSION:
            line = self.error("version", "").line
            raise NewerVersionError(
                f"this is version {version} of the layout, and only {VERSION} is known here", line
            )


def section_of(document: Document) -> Section:
    """The outermost mapping of ``document``; raises ``YamlError`` when it is something else."""
    if not isinstance(document.value, dict):
        raise YamlError("the outermost level must be a mapping", 1)
    return Section(document, (), document.value)


def read_sidecar(text: str) -> Sidecar:
    """The sidecar written in ``text``, by us or by hand.

    Raises ``YamlError`` with a line; ``NewerVersionError`` when a newer program wrote it.
    """
    document = read_document(text)
    section = section_of(document)
    section.require_version()
    return sidecar_from(section, _comments_by_entry(document))


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
            _tags(article), clean_text(article.text("note")), article.rest(_ARTICLE)
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
    corrects = _CORRECTION if kind in CORRECTIONS else ()
    return Annotation(
        id=identifier,
        kind=kind,
        anchor=Anchor(
            start, end, section.text("exact"), section.text("prefix"), section.text("suffix")
        ),
        tags=_tags(section),
        note=clean_text(section.text("note")),
        creator=section.text("creator"),
        created=section.text("created"),
        modified=section.text("modified"),
        correction=Correction(*map(section.text, corrects)),
        extra=section.rest((*_ANNOTATION, *corrects)),
    )


def _tags(section: Section) -> tuple[str, ...]:
    """Tags as the model keeps them; blank ones, which say nothing, are passed over."""
    written = (tag for tag in section.texts("tags") if tag.strip(" \t\r\n/"))
    return tuple(dict.fromkeys(clean_tag(tag) for tag in written))


def _spelling(value: Value) -> str:
    match value:
        case str():
            return value
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
    return str(value)


def _comments_by_entry(document: Document) -> dict[EntryPath, tuple[str, ...]]:
    """Each comment with the entry it stands in or above: see ``Sidecar.comments``."""
    entries = [
        (place, path)
        for path, place in document.keys.items()
        if len(path) == 1 or (len(path) == 2 and path[0] == "annotations")
    ]
    found: dict[EntryPath, list[str]] = {}
    passed = 0
    for number, comment in enumerate(document.comments):
        while passed < len(entries) and entries[passed][0].index < comment.index:
            passed += 1
        if number == 0 and passed == 0 and _IS_HEADER.fullmatch(comment.text):
            continue
        above = entries[passed - 1] if passed else None
        below = entries[passed] if passed < len(entries) else None
        path = below[1] if below else ()
        if above and comment.index < document.end:
            heads_child = below is not None and len(below[1]) > len(above[1])
            inside = comment.column > above[0].column and not heads_child
            path = above[1] if inside or not comment.alone else path
        found.setdefault(path, []).append(comment.text)
    return {path: tuple(texts) for path, texts in found.items()}


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
    yield from _text_lines(annotation.correction, _CORRECTION, indent)
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
