"""What leaves the library: annotated articles, in the form that exports are given."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from annotations.codebook import rgb
from annotations.export.articles import AnnotatedArticle, TagLook
from annotations.model import ArticleNotes

if TYPE_CHECKING:
    from annotations.codebook import Codebook
    from annotations.model import Sidecar
    from reader.annotating import Placed
    from reader.open_article import OpenArticle


def annotated(opened: OpenArticle, placed: list[Placed], *, whole: bool) -> AnnotatedArticle | None:
    """``opened`` with the annotations ``placed``; None when nothing of it is to be exported.

    ``whole`` says whether what is said of the whole article goes along.
    """
    if opened.sidecar is None:
        return None
    said = _only(opened.sidecar, placed, whole=whole)
    if not said.annotations and said.article == ArticleNotes():
        return None
    meta = opened.article.metadata
    return AnnotatedArticle(
        path=opened.path,
        sidecar=said,
        text=opened.article.text,
        places={one.annotation.id: (one.start, one.end) for one in placed if not one.is_orphan},
        title=meta.title,
        authors=meta.authors,
        date=meta.date,
        source=meta.source,
        url=meta.url,
        language=meta.language,
    )


def looks(codebook: Codebook) -> dict[str, TagLook]:
    """How exports show the tags of ``codebook``."""
    return {
        name: TagLook(rgb(codebook.colour_of(name)), tag.description)
        for name, tag in codebook.tags.items()
    }


def _only(said: Sidecar, placed: list[Placed], *, whole: bool) -> Sidecar:
    """``said`` with nothing but what is ``placed``."""
    return replace(
        said,
        annotations={one.annotation.id: one.annotation for one in placed},
        article=said.article if whole else ArticleNotes(),
    )
