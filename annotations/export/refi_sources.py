"""Articles as the text sources of a REFI-QDA project: selections, codings and notes.

Importers ask for more than the schema: QualCoder drops a second uncoded note on one span by one
person, and fails at a selection or note without a time.
Invariant: there is one selection per span and creator, and no note of a reader is left out.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

from annotations.export.articles import unicode_path
from annotations.export.refi_codes import code_guid
from annotations.export.refi_ids import guid, one_line, unique, xml_text
from annotations.times import utc

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotations.export.articles import AnnotatedArticle
    from annotations.model import Annotation

_NO_TIME = "1970-01-01T00:00:00Z"
_NAME_LENGTH = 60
_NOT_IN_FILE_NAMES = re.compile(r'[/\\:*?"<>|]')


def source_guid(article: AnnotatedArticle) -> str:
    """The identifier of the source that ``article`` becomes; its file is called so, too."""
    return guid("source", unicode_path(article.path))


def source_names(articles: Sequence[AnnotatedArticle]) -> list[str]:
    """A name for each source: short, unique in whatever case, and fit to be a file's."""
    taken: set[str] = set()
    names = []
    for article in articles:
        plain = _NOT_IN_FILE_NAMES.sub("-", _shortened(article.name)).strip(" .") or "Untitled"
        names.append(unique(plain, taken))
    return names


def text_source(article: AnnotatedArticle, name: str, notes: Element) -> Element:
    """``article`` as a source called ``name``; the notes referred to are added to ``notes``."""
    identifier = source_guid(article)
    when = utc(article.date) if article.date else _NO_TIME
    source = Element(
        "TextSource",
        guid=identifier,
        name=name,
        plainTextPath=f"internal://{identifier}.txt",
        creationDateTime=when,
    )
    placed, placeless = _by_span(article)
    texts = [_about(article), article.sidecar.article.note]
    texts += [_words_and_note(annotation) for annotation in placeless]
    SubElement(source, "Description").text = xml_text("\n\n".join(filter(None, texts)))
    for (start, end, creator), group in sorted(placed.items()):
        source.append(_selection(article, start, end, creator, group, notes))
    for tag in article.sidecar.article.tags:
        _code(source, tag, guid("coding", article.path, tag), {})
    if article.sidecar.article.note:
        note = guid("note", article.path)
        _note(notes, note, article.name, article.sidecar.article.note, {"creationDateTime": when})
        SubElement(source, "NoteRef", targetGUID=note)
    for annotation in placeless:
        _note_of(source, article, annotation, _words_and_note(annotation), notes)
    return source


def _by_span(
    article: AnnotatedArticle,
) -> tuple[dict[tuple[int, int, str], list[Annotation]], list[Annotation]]:
    """The annotations of each span and creator, and those that cover no words."""
    placed: dict[tuple[int, int, str], list[Annotation]] = {}
    placeless = []
    for annotation in article.in_order():
        place = article.place(annotation)
        if place is None or place[0] == place[1]:
            placeless.append(annotation)
        else:
            placed.setdefault((*place, annotation.creator), []).append(annotation)
    return placed, placeless


def _selection(
    article: AnnotatedArticle,
    start: int,
    end: int,
    creator: str,
    group: list[Annotation],
    notes: Element,
) -> Element:
    created = min(filter(None, (utc(one.created) for one in group)), default=_NO_TIME)
    modified = max((utc(one.modified) for one in group), default="")
    made = {**_by(creator), "creationDateTime": created}
    selection = Element(
        "PlainTextSelection",
        guid=guid("selection", article.path, start, end, creator),
        name=_shortened(article.text[start:end]),
        startPosition=str(start),
        endPosition=str(end),
    )
    selection.attrib.update(made)
    if modified:
        selection.set("modifiedDateTime", modified)
    said = {one.id: _full_note(one) for one in group}
    if any(said.values()):
        description = "\n\n".join(filter(None, said.values()))
        SubElement(selection, "Description").text = description
    for tag in dict.fromkeys(tag for one in group for tag in one.tags):
        _code(selection, tag, guid("coding", article.path, start, end, creator, tag), made)
    for one in group:
        if said[one.id]:
            _note_of(selection, article, one, said[one.id], notes)
    return selection


def _code(parent: Element, tag: str, identifier: str, made: dict[str, str]) -> None:
    coding = SubElement(parent, "Coding", guid=identifier)
    coding.attrib.update(made)
    SubElement(coding, "CodeRef", targetGUID=code_guid(tag))


def _note_of(
    parent: Element, article: AnnotatedArticle, annotation: Annotation, text: str, notes: Element
) -> None:
    identifier = guid("note", article.path, annotation.id)
    when = utc(annotation.created) or _NO_TIME
    made = {**_by(annotation.creator), "creationDateTime": when}
    _note(notes, identifier, article.anchor(annotation).exact, text, made)
    SubElement(parent, "NoteRef", targetGUID=identifier)


def _note(notes: Element, identifier: str, name: str, text: str, made: dict[str, str]) -> None:
    note = SubElement(notes, "Note", guid=identifier, name=_shortened(name))
    note.attrib.update(made)
    SubElement(note, "PlainTextContent").text = xml_text(text)


def _by(creator: str) -> dict[str, str]:
    return {"creatingUser": guid("user", creator)} if creator else {}


def _about(article: AnnotatedArticle) -> str:
    lines = (
        article.name,
        ", ".join(article.authors),
        ", ".join(filter(None, (article.source, article.day))),
        article.url,
        unicode_path(article.path),
    )
    return "\n".join(one_line(line) for line in lines if line.strip())


def _words_and_note(annotation: Annotation) -> str:
    """What is left of an annotation whose words cannot be selected."""
    words = f"No longer in the text: “{one_line(annotation.anchor.exact)}”"
    tags = f"Tags: {'; '.join(annotation.tags)}" if annotation.tags else ""
    return xml_text("\n".join(filter(None, (words, tags, _full_note(annotation)))))


def _full_note(annotation: Annotation) -> str:
    correction = annotation.correction
    facts = (
        ("verdict", correction.verdict),
        ("name", correction.name),
        ("type", correction.type),
        ("speaker", correction.speaker),
    )
    corrected = ", ".join(f"{key}: {value}" for key, value in facts if value)
    parts = [f"{annotation.kind} ({corrected})" if corrected else "", annotation.note]
    return xml_text("\n".join(filter(None, parts)))


def _shortened(text: str) -> str:
    line = one_line(text)
    return line if len(line) <= _NAME_LENGTH else f"{line[: _NAME_LENGTH - 1].rstrip()}…"
