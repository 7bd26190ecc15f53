"""The orders in which articles are listed."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.index.entries import Entry


class Sort(StrEnum):
    """In what order hits come."""

    RELEVANCE = "relevance"
    DATE = "date"
    """Newest first, undated last."""
    TITLE = "title"
    PATH = "path"


def sort_key(sort: Sort) -> Callable[[Entry], tuple[object, ...]]:
    """The key that puts entries in the order of ``sort``; relevance counts as path here."""
    match sort:
        case Sort.DATE:
            return lambda e: (e.date is None, -e.date.timestamp() if e.date else 0.0, e.path)
        case Sort.TITLE:
            return lambda e: (e.title.casefold(), e.path)
        case _:
            return lambda e: (e.path,)
