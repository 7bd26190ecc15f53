"""Annotations as comma-separated values, for spreadsheets and statistics.

One row an annotation, and one of kind ``article`` for what is said of a whole article. Lines end
as RFC 4180 says. Spreadsheets run a cell that begins like a formula, so such a cell is preceded by
an apostrophe; so is one that begins with apostrophes before such a sign, and thus the words come
back whole when one apostrophe is taken off each cell that matches ``GUARDED``.
Invariant: no cell can be taken for a formula, whoever wrote the words in it.
"""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

from annotations.export.articles import printable, unicode_path
from annotations.model import CORRECTION_KEYS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from annotations.export.articles import AnnotatedArticle
    from annotations.model import Annotation

COLUMNS = (
    *("path", "title", "authors", "date", "source", "url"),
    *("id", "kind", "quotation", "start", "end", "orphan"),
    *("tags", "note", "creator", "created", "modified"),
    *CORRECTION_KEYS,
)
"""The header line; the last four are corrections of a machine's mark."""

GUARDED = re.compile(r"'+[=+\-@\t\r\n＝＋－＠]")
"""Begins a cell that was given one apostrophe more than its words have."""

_DANGEROUS = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
_JOINT = "; "


def export_csv(articles: Iterable[AnnotatedArticle], *, bom: bool = False) -> str:
    """A header line and a row an annotation; to be written without translation of line ends.

    ``start`` and ``end`` are code points in the text of today, the end exclusive, empty for an
    orphan. Authors and tags are joined by ``"; "``. With ``bom`` the text begins with U+FEFF, by
    which spreadsheets recognise UTF-8. Anchors and unknown keys have no column.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for article in articles:
        about = (
            unicode_path(article.path),
            article.title,
            _JOINT.join(article.authors),
            article.day,
            article.source,
            article.url,
        )
        for row in _rows(article):
            writer.writerow([_cell(text) for text in (*about, *row)])
    return ("\ufeff" if bom else "") + out.getvalue()


def _rows(article: AnnotatedArticle) -> Iterator[tuple[str, ...]]:
    said = article.sidecar.article
    if said.tags or said.note:
        tags = _JOINT.join(said.tags)
        yield "", "article", "", "", "", "", tags, said.note, *[""] * 7
    for annotation in article.in_order():
        yield _row(article, annotation)


def _row(article: AnnotatedArticle, annotation: Annotation) -> tuple[str, ...]:
    place = article.place(annotation)
    correction = annotation.correction
    return (
        annotation.id,
        annotation.kind,
        article.anchor(annotation).exact,
        str(place[0]) if place else "",
        str(place[1]) if place else "",
        "no" if place else "yes",
        _JOINT.join(annotation.tags),
        annotation.note,
        annotation.creator,
        annotation.created,
        annotation.modified,
        correction.verdict,
        correction.name,
        correction.type,
        correction.speaker,
    )


def _cell(text: str) -> str:
    shown = printable(text)
    return f"'{shown}" if _DANGEROUS.match(shown) else shown
