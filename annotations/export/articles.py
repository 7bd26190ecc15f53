"""What every export is given: articles, each with what is said of it and where that stands today.

Invariant: a place that ``place`` or ``in_order`` gives lies inside the text; whatever has none is
an orphan in every format alike.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from annotations.characters import visible
from annotations.model import Anchor, ArticleNotes
from annotations.times import utc

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from annotations.model import Annotation, Sidecar


@dataclass(frozen=True, slots=True)
class TagLook:
    """What the codebook says of a tag."""

    colour: str = ""
    """``#rrggbb``, or empty."""
    description: str = ""


@dataclass(frozen=True, slots=True)
class AnnotatedArticle:
    """One article and the annotations of it that are to be exported."""

    path: str
    """Relative to the library, ``/`` between the folders."""
    sidecar: Sidecar
    text: str = ""
    """As it is today."""
    places: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    """Span in ``text`` by the annotation's id, code points, the end exclusive."""
    title: str = ""
    authors: tuple[str, ...] = ()
    date: datetime | None = None
    """Aware, in UTC."""
    source: str = ""
    """The publication or site."""
    url: str = ""
    language: str = ""

    @property
    def name(self) -> str:
        """The title, or the path of an article that has none; on one line."""
        return one_line(self.title) or one_line(self.path) or "Untitled"

    @property
    def day(self) -> str:
        """The day of publication, ``YYYY-MM-DD``; empty when unknown."""
        return utc(self.date)[:10] if self.date else ""

    @property
    def has_notes(self) -> bool:
        """Whether anything is said of the whole article."""
        return self.sidecar.article != ArticleNotes()

    def place(self, annotation: Annotation) -> tuple[int, int] | None:
        """Where ``annotation`` stands in the text of today; None for an orphan."""
        start, end = self.places.get(annotation.id, (-1, -1))
        return (start, end) if 0 <= start <= end <= len(self.text) else None

    def anchor(self, annotation: Annotation) -> Anchor:
        """The anchor of ``annotation`` in the text of today; an orphan's as it was saved."""
        place = self.place(annotation)
        return Anchor.at(self.text, *place) if place else annotation.anchor

    def in_order(self) -> list[Annotation]:
        """The annotations in the order of the text, orphans last."""

        def key(annotation: Annotation) -> tuple[bool, int, int, str]:
            place = self.place(annotation)
            return place is None, *(place or (0, 0)), annotation.id

        return sorted(self.sidecar.annotations.values(), key=key)


def unicode_path(path: str) -> str:
    """``path`` with ``?`` for each character that is none, as in a name that is not Unicode."""
    return path.encode(errors="replace").decode()


def printable(text: str) -> str:
    """``text`` with ``\\n`` line ends and nothing that hides."""
    return visible(text.replace("\r\n", "\n").replace("\r", "\n"))


def one_line(text: str) -> str:
    """``text`` printable, with one space for each run of white space."""
    return " ".join(printable(text).split())
