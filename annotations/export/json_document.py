"""All annotations as one JSON document, for programs that know nothing of our other formats.

Its shape, version 1; every key is always there::

    {"format": "florilegium annotations", "version": 1, "articles": [
      {"path": "news/paper.md", "title": "…", "authors": ["…"], "date": "2026-11-21T10:00:00Z",
       "source": "…", "url": "…", "language": "en",
       "file": {"name": "…", "sha256": "…", "text_sha256": "…", "extra": {}},
       "tags": ["…"], "note": "…", "extra": {}, "sidecar_extra": {},
       "annotations": [
         {"id": "7kq2v9xw4c", "kind": "highlight", "orphan": false, "start": 1042, "end": 1061,
          "anchor": {"start": 1040, "end": 1059, "exact": "…", "prefix": "…", "suffix": "…"},
          "tags": ["…"], "note": "…", "creator": "…", "created": "…", "modified": "…",
          "correction": {"verdict": "", "name": "", "type": "", "speaker": ""}, "extra": {}}]}]}

``start`` and ``end`` count code points in the text of today, the end exclusive, and are null for an
orphan; ``anchor`` is what the sidecar holds, in the text whose hash is ``file.text_sha256``. A date
that is unknown is the empty text. Each ``extra`` holds the keys of that level we do not know.
Invariant: what a sidecar says can be read again, but for tombstones and comments.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from annotations.export.articles import unicode_path
from annotations.export.json_text import json_text
from annotations.times import utc

if TYPE_CHECKING:
    from collections.abc import Iterable

    from annotations.export.articles import AnnotatedArticle
    from annotations.model import Annotation

FORMAT = "florilegium annotations"
VERSION = 1


def export_json(articles: Iterable[AnnotatedArticle]) -> str:
    """One JSON object with all of ``articles``, in the order given."""
    entries = [_article(article) for article in articles]
    return json_text({"format": FORMAT, "version": VERSION, "articles": entries})


def _article(article: AnnotatedArticle) -> dict[str, Any]:
    sidecar = article.sidecar
    return {
        "path": unicode_path(article.path),
        "title": article.title,
        "authors": list(article.authors),
        "date": utc(article.date) if article.date else "",
        "source": article.source,
        "url": article.url,
        "language": article.language,
        "file": asdict(sidecar.source),
        "tags": list(sidecar.article.tags),
        "note": sidecar.article.note,
        "extra": sidecar.article.extra,
        "sidecar_extra": sidecar.extra,
        "annotations": [_annotation(article, one) for one in article.in_order()],
    }


def _annotation(article: AnnotatedArticle, annotation: Annotation) -> dict[str, Any]:
    place = article.place(annotation)
    return {
        "id": annotation.id,
        "kind": annotation.kind,
        "orphan": place is None,
        "start": place[0] if place else None,
        "end": place[1] if place else None,
        "anchor": asdict(annotation.anchor),
        "tags": list(annotation.tags),
        "note": annotation.note,
        "creator": annotation.creator,
        "created": annotation.created,
        "modified": annotation.modified,
        "correction": asdict(annotation.correction),
        "extra": annotation.extra,
    }
