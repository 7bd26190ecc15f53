"""The orders in which articles are listed."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class Sort(StrEnum):
    """In what order hits come."""

    RELEVANCE = "relevance"
    DATE = "date"
    """Newest first, undated last."""
    TITLE = "title"
    PATH = "path"


def in_order(articles: Iterable[tuple[str, str, str]], sort: Sort) -> list[str]:
    """The paths of ``articles`` in the order of ``sort``; relevance counts as path here.

    Of each its path, its title, and its date in ISO format and UTC, or nothing.
    """
    ordered = sorted(articles)
    if sort is Sort.DATE:
        ordered.sort(key=lambda article: article[2], reverse=True)
    elif sort is Sort.TITLE:
        ordered.sort(key=lambda article: article[1].casefold())
    return [path for path, *_ in ordered]
