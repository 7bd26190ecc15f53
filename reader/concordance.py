"""A name, or a quotation, in its surroundings: the lines that a concordance is made of.

Invariant: whatever is given of a text here is on one line, whatever lines the text has.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.marks import ENTITY_KINDS

if TYPE_CHECKING:
    from reader.articles import Article
    from reader.marks import Mark
    from reader.open_article import OpenArticle

SURROUNDINGS = 120
"""Code points of the text shown on each side."""
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Mention:
    """A name where it stands; ``before + words + after`` reads as the text does."""

    path: str
    title: str
    mark: Mark
    before: str
    """What stands before it; ends in a space where the text has one there."""
    words: str
    """The words that name it."""
    after: str
    """What stands after it; begins with a space where the text has one there."""
    page: str
    """The printed number of its page, or empty."""


def mentions(opened: OpenArticle, name: str, label: str = "") -> tuple[Mention, ...]:
    """The mentions of what is called ``name`` in an article, in the order of the text.

    Of those that are a ``label``, such as ``person``, if it is given.
    """
    article = opened.article
    return tuple(
        Mention(
            opened.path,
            article.metadata.title,
            mark,
            before(article, mark.start).lstrip(),
            words_at(article, mark.start, mark.end),
            after(article, mark.end).rstrip(),
            article.page_at(mark.start),
        )
        for mark in opened.marks
        if mark.kind in ENTITY_KINDS and mark.name == name and label in ("", mark.label)
    )


def left_context(before: str, cells: int) -> str:
    """The end of ``before`` that fits into ``cells`` cells, at their right, so that lines align."""
    from rich.cells import cell_len  # Only where something is drawn.

    shown = before[-cells:] if cells > 0 else ""
    while cell_len(shown) > cells:
        shown = shown[1:]
    return " " * (cells - cell_len(shown)) + shown


def words_at(article: Article, start: int, end: int) -> str:
    """The words from ``start`` to ``end`` (code points)."""
    return _on_one_line(article.text[start:end]).strip()


def before(article: Article, start: int) -> str:
    """What stands before ``start``, with the spaces at its ends."""
    return _on_one_line(article.text[max(0, start - SURROUNDINGS) : start])


def after(article: Article, end: int) -> str:
    """What stands after ``end``, with the spaces at its ends."""
    return _on_one_line(article.text[end : end + SURROUNDINGS])


def _on_one_line(text: str) -> str:
    return _SPACE.sub(" ", text)
