"""One article as the reader meets it: the text, its marks, and what was said of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from annotations import naming, sidecar
from annotations.errors import AnnotationsError
from reader.annotating import place_all
from reader.articles import tokenise
from reader.articles.metadata import overridden
from reader.marks.correcting import Said, corrected
from reader.marks.decisions import Decisions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from annotations.model import Sidecar
    from reader.annotating import Placed
    from reader.articles import Article
    from reader.index.entries import Reading
    from reader.marks import Mark


@dataclass(frozen=True, slots=True)
class OpenArticle:
    """Everything that is known about one article at the moment it was opened."""

    path: str
    """Relative to the library's root, with ``/``."""
    article: Article
    marks: tuple[Mark, ...]
    sidecar: Sidecar | None
    """None when there is none, or when it cannot be read."""
    placed: tuple[Placed, ...]
    """Its annotations in the order of the text, orphans last."""
    problem: str = ""
    """Why the sidecar cannot be used; empty when all is well."""
    machine: tuple[Mark, ...] = ()
    """The marks before the corrections in the sidecar."""
    whole: bool = True
    """False where the marks are still to come; see :meth:`reader.library.Library.glimpse`."""

    def page_of(self, placed: Placed) -> str:
        """The printed number of the page on which ``placed`` begins.

        Empty for an orphan, for what is said of the whole article, and where there are no pages.
        """
        anchored = bool(placed.annotation.id) and not placed.is_orphan
        return self.article.page_at(placed.start) if anchored else ""


def open_article(
    root: Path, path: str, reading: Reading, old_text: Callable[[str], str | None]
) -> OpenArticle:
    """The article at ``path`` in ``root``, read as ``reading``, with what its sidecar says of it.

    ``old_text`` knows earlier texts by their hash.
    """
    try:
        said = sidecar.load(naming.sidecar_path(root / path), root=root)
    except AnnotationsError as error:
        marks = reading.marks
        return OpenArticle(path, reading.article, marks, None, (), str(error), machine=marks)
    return put_together(path, reading, said, old_text)


def put_together(
    path: str, reading: Reading, said: Sidecar | None, old_text: Callable[[str], str | None]
) -> OpenArticle:
    """The article with what is ``said`` of it: its annotations placed, its metadata as stated."""
    article = reading.article
    made_on = said.source.text_sha256 if said else article.text_sha256
    before = old_text(made_on) if made_on != article.text_sha256 else None
    placed = place_all(said, article, before)
    marks = _own_word(article, reading.marks, placed)
    if said is not None:
        article = replace(article, metadata=overridden(article.metadata, said.article.extra))
    return OpenArticle(path, article, marks, said, placed, machine=reading.marks)


def _own_word(
    article: Article, marks: tuple[Mark, ...], placed: Iterable[Placed]
) -> tuple[Mark, ...]:
    """``marks`` as the reader corrected them in this article."""
    said = [
        Said(one.start, one.end, one.annotation.kind, one.annotation.correction)
        for one in placed
        if one.annotation.correction and not one.is_orphan
    ]
    if not said:
        return marks
    tokens = tokenise(article.text, article.blocks)
    return corrected(article.text, tokens, marks, Decisions(), said)
