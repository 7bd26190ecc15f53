"""One article as the reader meets it: the text, its marks, and what was said of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from annotations import Sidecar
    from reader.annotating import Placed
    from reader.articles import Article
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
