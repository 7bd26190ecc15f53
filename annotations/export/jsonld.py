"""Annotations in the W3C Web Annotation Data Model, as a JSON array of JSON-LD.

An array, each annotation with its own context, is what viewers load and what stays valid when it
is taken apart. What the model has no word for stands under keys of our own vocabulary; values that
are no plain text there are JSON within text, which every JSON-LD processor carries on.
Invariant: each annotation keeps the model's rules, and reading the array again gives the same
annotations, but for their anchors, which are those of today's text.
"""

from __future__ import annotations

import json
import re
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from annotations.export.articles import unicode_path
from annotations.export.json_text import json_text
from annotations.model import CORRECTION_KEYS
from annotations.times import utc

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from annotations.export.articles import AnnotatedArticle
    from annotations.model import Annotation, Value

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
OURS = "florilegium:"
"""Prefix of the keys of our own."""
VOCABULARY = "urn:florilegium:terms#"
ANNOTATION_IRI = "urn:florilegium:annotation:"
"""Then the path, ``:`` and the id, each percent-encoded."""
NOTES_IRI = "urn:florilegium:notes:"
"""Then the path, percent-encoded: the annotation of a whole article."""
ARTICLE_IRI = "urn:florilegium:article:"
"""Then the path, percent-encoded: an article that has no URL."""

_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`\x00-\x20\x7f-\x9f\ud800-\udfff]+")
_MOTIVATION = {"entity": "identifying", "quotation": "assessing"}


def export_jsonld(articles: Iterable[AnnotatedArticle]) -> str:
    """A JSON array of W3C annotations, the articles in the order given.

    What is said of a whole article is an annotation without a selector. Orphans have their saved
    words as ``TextQuoteSelector`` and no position.
    """
    return json_text([one for article in articles for one in _annotations(article)])


def _annotations(article: AnnotatedArticle) -> Iterator[dict[str, Any]]:
    source = _source(article)
    said = article.sidecar.article
    kept = _extras(
        extra=said.extra,
        sidecar=article.sidecar.extra,
        file=article.sidecar.source.extra,
    )
    if article.has_notes or kept:
        bodies = _bodies(said.tags, said.note)
        yield {
            **_head(NOTES_IRI + _encoded(article.path), _motivations(said.tags, said.note)),
            **({"body": bodies} if bodies else {}),
            "target": source,
            **kept,
        }
    for annotation in article.in_order():
        yield _annotation(article, annotation, source)


def _head(iri: str, motivations: list[str]) -> dict[str, Any]:
    return {
        "@context": [CONTEXT, {OURS.rstrip(":"): VOCABULARY}],
        "id": iri,
        "type": "Annotation",
        "motivation": motivations,
    }


def _annotation(
    article: AnnotatedArticle, annotation: Annotation, source: dict[str, Any]
) -> dict[str, Any]:
    correction = annotation.correction
    motivations = _motivations(annotation.tags, annotation.note, _MOTIVATION.get(annotation.kind))
    iri = ANNOTATION_IRI + _encoded(article.path) + ":" + _encoded(annotation.id)
    entry = _head(iri, motivations)
    for key, time in (("created", annotation.created), ("modified", annotation.modified)):
        if utc(time):
            entry[key] = utc(time)
        if utc(time) != time:
            entry[OURS + key] = time
    if annotation.creator:
        entry["creator"] = {"type": "Person", "name": annotation.creator}
    bodies = _bodies(annotation.tags, annotation.note)
    bodies += [
        _body(text, purpose)
        for text, purpose in (
            (correction.name or correction.speaker, "identifying"),
            (correction.type, "classifying"),
        )
        if text
    ]
    if bodies:
        entry["body"] = bodies
    entry["target"] = {**source, "selector": _selectors(article, annotation)}
    entry[OURS + "kind"] = annotation.kind
    for key in CORRECTION_KEYS:
        if value := getattr(correction, key):
            entry[f"{OURS}{key}"] = value
    return {**entry, **_extras(extra=annotation.extra)}


def _motivations(tags: tuple[str, ...], note: str, first: str | None = None) -> list[str]:
    found = [first, "commenting" if note else None, "tagging" if tags else None]
    return [motivation for motivation in found if motivation] or ["highlighting"]


def _bodies(tags: tuple[str, ...], note: str) -> list[dict[str, Any]]:
    notes = [_body(note, "commenting")] if note else []
    return notes + [_body(tag, "tagging") for tag in tags]


def _body(value: str, purpose: str) -> dict[str, Any]:
    return {"type": "TextualBody", "value": value, "format": "text/plain", "purpose": purpose}


def _source(article: AnnotatedArticle) -> dict[str, Any]:
    """The target of whatever is said of ``article``, without a selector."""
    path = unicode_path(article.path)
    url = article.url.strip()
    text = article.text.encode(errors="replace")
    return {
        "type": "SpecificResource",
        "source": url if _IRI.fullmatch(url) else ARTICLE_IRI + _encoded(path),
        OURS + "path": path,
        **({OURS + "title": article.title} if article.title else {}),
        **({OURS + "textSha256": sha256(text).hexdigest()} if text else {}),
    }


def _selectors(article: AnnotatedArticle, annotation: Annotation) -> list[dict[str, Any]]:
    anchor = article.anchor(annotation)
    quoted = {
        "type": "TextQuoteSelector",
        "exact": anchor.exact,
        "prefix": anchor.prefix,
        "suffix": anchor.suffix,
    }
    if article.place(annotation) is None:
        return [quoted]
    return [
        quoted,
        {"type": "TextPositionSelector", "start": anchor.start, "end": anchor.end},
    ]


def _extras(**levels: Mapping[str, Value]) -> dict[str, str]:
    """What is unknown at each level, as JSON within text."""
    return {OURS + level: json.dumps(extra) for level, extra in levels.items() if extra}


def _encoded(text: str) -> str:
    return quote(unicode_path(text), safe="/")
