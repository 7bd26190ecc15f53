"""One article as the reader meets it: the text, its marks, and what was said of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reader.annotating import place_all
from reader.articles import tokenise
from reader.articles.metadata import overridden
from reader.marks.correcting import Said, corrected
from reader.marks.decisions import Decisions

if TYPE_CHECKING:
    from collections.abc import Iterable

    from annotations import Sidecar
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

    def page_of(self, placed: Placed) -> str:
        """The printed number of the page on which ``placed`` begins.

        Empty for an orphan, for what is said of the whole article, and where there are no pages.
        """
        anchored = bool(placed.annotation.id) and not placed.is_orphan
        return self.article.page_at(placed.start) if anchored else ""


def unannotated(path: str, reading: Reading, problem: str) -> OpenArticle:
    """The article without what was said of it, for the ``problem`` of its sidecar."""
    marks = reading.marks
    return OpenArticle(path, reading.article, marks, None, (), problem, machine=marks)


def put_together(
    path: str, reading: Reading, said: Sidecar | None, old_text: str | None
) -> OpenArticle:
    """The article with what is ``said`` of it: its annotations placed, its metadata as stated.

    ``old_text`` is the text that the annotations were made on, if it is another and still known.
    """
    article = reading.article
    placed = place_all(said, article, old_text)
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
