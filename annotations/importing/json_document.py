"""Reads our own JSON: see ``annotations.export.json_document`` for its shape.

Invariant: importing an export gives the same sidecars, but for tombstones and comments. A record
that someone broke costs itself alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotations.errors import ImportFormatError
from annotations.export.json_document import FORMAT, VERSION
from annotations.importing.json_value import as_list, as_mapping, as_text, is_offset, read_value
from annotations.importing.reading import (
    ARTICLE_KEYS,
    SIDECAR_KEYS,
    SOURCE_KEYS,
    Imported,
    Reading,
    Target,
    annotation_keys,
    clean_tags,
    cleaned,
    extra_keys,
    labelled,
    sidecar_of,
)
from annotations.model import CORRECTION_KEYS, Anchor, Annotation, ArticleNotes, Correction, Source

if TYPE_CHECKING:
    from annotations.model import Value


def read_json(text: str) -> Reading:
    """The annotations in a JSON export of ours; raises ``ImportFormatError``."""
    return from_document(read_value(text))


def is_document(value: Value) -> bool:
    """Whether ``value`` calls itself an export of ours."""
    return as_mapping(value).get("format") == FORMAT


def from_document(value: Value) -> Reading:
    """The annotations in ``value``, which is JSON already read; raises ``ImportFormatError``."""
    document = as_mapping(value)
    articles = document.get("articles")
    if not is_document(value) or not isinstance(articles, list):
        reason = "This JSON is no export of ours: it has no list of articles"
        raise ImportFormatError(f"{reason}. Say which format it is in.")
    version = document.get("version")
    if not isinstance(version, int) or version > VERSION:
        reason = f"This is version {version!r} of the format, and only {VERSION} is known here"
        raise ImportFormatError(f"{reason}. Update the program.")
    problems: list[str] = []
    found = []
    for number, entry in enumerate(articles, 1):
        if isinstance(entry, dict):
            found.append(_imported(entry, number, problems))
        else:
            problems.append(f"Article {number} is no object and was passed over.")
    return Reading(tuple(found), tuple(problems))


def _imported(entry: dict[str, Value], number: int, problems: list[str]) -> Imported:
    path = as_text(entry.get("path"))
    label = labelled("Article", path, number)
    file = as_mapping(entry.get("file"))
    source = Source(
        as_text(file.get("name")),
        as_text(file.get("sha256")),
        as_text(file.get("text_sha256")),
        extra_keys(file.get("extra"), SOURCE_KEYS, label, problems),
    )
    article = ArticleNotes(
        clean_tags(as_list(entry.get("tags"))),
        as_text(entry.get("note")),
        extra_keys(entry.get("extra"), ARTICLE_KEYS, label, problems),
    )
    annotations: dict[str, Annotation] = {}
    for position, record in enumerate(as_list(entry.get("annotations")), 1):
        name = as_text(as_mapping(record).get("id"))
        called = f"{label}, {labelled('annotation', name, position)}"
        annotation = _annotation(as_mapping(record), called, problems)
        if annotation is None:
            problems.append(f"{called}: its anchor cannot be read, so it was passed over.")
        elif annotation.id in annotations:
            problems.append(f"{called}: there is another of this id, so it was passed over.")
        else:
            annotations[annotation.id] = annotation
    extra = extra_keys(entry.get("sidecar_extra"), SIDECAR_KEYS, label, problems)
    sidecar = sidecar_of(source, article, annotations, extra)
    target = Target(
        path,
        as_text(entry.get("url")),
        as_text(entry.get("title")),
        sidecar.source.sha256,
        sidecar.source.text_sha256,
    )
    return Imported(target, sidecar)


def _annotation(record: dict[str, Value], label: str, problems: list[str]) -> Annotation | None:
    anchor = as_mapping(record.get("anchor"))
    start, end, exact = anchor.get("start"), anchor.get("end"), anchor.get("exact")
    if not (is_offset(start) and is_offset(end) and start <= end and isinstance(exact, str)):
        return None
    correction = as_mapping(record.get("correction"))
    kind = as_text(record.get("kind"))
    return cleaned(
        Annotation(
            id=as_text(record.get("id")),
            kind=kind,
            anchor=Anchor(
                start, end, exact, as_text(anchor.get("prefix")), as_text(anchor.get("suffix"))
            ),
            tags=clean_tags(as_list(record.get("tags"))),
            note=as_text(record.get("note")),
            creator=as_text(record.get("creator")),
            created=as_text(record.get("created")),
            modified=as_text(record.get("modified")),
            correction=Correction(*(as_text(correction.get(key)) for key in CORRECTION_KEYS)),
            extra=extra_keys(record.get("extra"), annotation_keys(kind), label, problems),
        )
    )
