"""Annotations meet articles: placing them in today's text, choosing among them, making new ones.

Nothing is written here; :mod:`reader.acts` does that.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from unicodedata import normalize

from annotations.anchoring import TextChange, TextView, locate, suggest
from annotations.model import Anchor, Annotation, ArticleNotes, new_id
from reader.articles.find import find_all, straighten
from reader.errors import LibraryError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from annotations.anchoring import Placement
    from annotations.model import Sidecar, Value
    from reader.articles import Article

_OPENING_MARKS = ("“", "„", "«", "»", '"')


@dataclass(frozen=True, slots=True)
class Placed:
    """An annotation and where it stands in the article's text of today."""

    annotation: Annotation
    start: int
    """Code-point offset; -1 for an orphan, whose place is not to be found."""
    end: int

    @property
    def is_orphan(self) -> bool:
        """Whether the annotated words are not to be found any more."""
        return self.start < 0


@dataclass(frozen=True, slots=True)
class Selection:
    """Which annotations are meant; what is left empty excludes nothing."""

    tags: tuple[str, ...] = ()
    """Any of these, or one below it: ``method`` takes in ``method/sampling``."""
    creator: str = ""
    words: str = ""
    """To be found in the note or in the annotated words, in any case."""
    article: str = ""
    """Path of the one article, relative to the library's root."""
    orphans: bool = False
    """Only those whose place is not to be found."""
    kinds: tuple[str, ...] = ()
    """Any of these, such as ``highlight``; ``article`` is what is said of a whole article."""
    since: datetime | None = None
    """Made or changed at this moment (aware) or later."""
    until: datetime | None = None
    """Made and changed before this moment (aware)."""
    among: frozenset[str] | None = None
    """Paths of the articles; None for all."""

    def admits(self, path: str, placed: Placed) -> bool:
        """Whether the annotation ``placed`` on the article ``path`` is meant."""
        annotation = placed.annotation
        wanted = self.words.casefold()
        return (
            self.article in ("", path)
            and (self.among is None or path in self.among)
            and (not self.kinds or annotation.kind in self.kinds)
            and self._admits_time(annotation.last_changed)
            and self.creator in ("", annotation.creator)
            and (not self.orphans or placed.is_orphan)
            and (not self.tags or self._admits_tags(annotation.tags))
            and wanted in f"{annotation.note}\n{annotation.anchor.exact}".casefold()
        )

    @property
    def admits_all(self) -> bool:
        """Whether nothing is excluded."""
        return self == Selection()

    def _admits_time(self, written: str) -> bool:
        if self.since is None and self.until is None:
            return True
        try:
            moment = datetime.fromisoformat(written)
        except ValueError:
            return False
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return (self.since is None or moment >= self.since) and (
            self.until is None or moment < self.until
        )

    def _admits_tags(self, tags: Iterable[str]) -> bool:
        return any(
            tag == wanted or tag.startswith(f"{wanted}/") for tag in tags for wanted in self.tags
        )


def place_all(
    said: Sidecar | None, article: Article, old_text: str | None = None
) -> tuple[Placed, ...]:
    """The annotations of ``said`` in the order of the text, orphans last.

    ``old_text`` is the text that the sidecar's offsets count in, when it is another than the
    article's and still known.
    """
    if said is None or not said.annotations:
        return ()
    same = said.source.text_sha256 == article.text_sha256
    view = TextView(article.text)
    change = TextChange(old_text, view) if old_text is not None and not same else None
    placed = []
    for annotation in said.annotations.values():
        found = locate(annotation.anchor, view, same_text=same, change=change)
        start, end = (found.start, found.end) if found else (-1, -1)
        placed.append(Placed(annotation, start, end))
    return tuple(sorted(placed, key=lambda p: (p.is_orphan, p.start, p.end, p.annotation.id)))


def suggestions(article: Article, annotations: Iterable[Annotation]) -> dict[str, list[Placement]]:
    """Up to three places where each of ``annotations``, by id, may belong, the likeliest first."""
    view = TextView(article.text)
    return {annotation.id: suggest(annotation.anchor, view) for annotation in annotations}


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without white space at its ends; raises when nothing is left."""
    inside = 0 <= start < end <= len(text)
    body = text[start:end]
    start += len(body) - len(body.lstrip())
    end -= len(body) - len(body.rstrip())
    if not inside or start >= end:
        raise LibraryError("There is nothing to annotate in that place. Select some words first.")
    return start, end


def find_exact(article: Article, words: str) -> list[tuple[int, int]]:
    """Where ``words`` stand in ``article``: the places that have their case, else any.

    White space, and styles of quotation marks and dashes, are alike.
    """
    found = find_all(article.text, words, article.blocks)
    wanted = _in_one_style(words)
    return [
        (start, end) for start, end in found if _in_one_style(article.text[start:end]) == wanted
    ] or found


def _in_one_style(words: str) -> str:
    return straighten(normalize("NFC", " ".join(words.split())))


def anchor_at(article: Article, start: int, end: int) -> Anchor:
    """The anchor of ``article.text[start:end]`` without white space at its ends; see ``trim``."""
    return Anchor.at(article.text, *trim(article.text, start, end))


def shortened(words: str, most: int = 60) -> str:
    """``words`` on one line, the middle left out when they are more than ``most`` characters."""
    line = " ".join(words.split())
    head = most * 2 // 3
    return line if len(line) <= most else f"{line[:head]} … {line[head - most :]}"


def quoted(words: str) -> str:
    """``words`` for a message: :func:`shortened`, in quotation marks where they bring none."""
    line = shortened(words)
    return line if line.startswith(_OPENING_MARKS) else f"“{line}”"


def highlight(
    article: Article, start: int, end: int, *, tags: Iterable[str], note: str, creator: str
) -> Annotation:
    """A new annotation of ``article.text[start:end]``."""
    return Annotation(
        id=new_id(),
        kind="highlight",
        anchor=anchor_at(article, start, end),
        tags=tuple(tags),
        note=note,
        creator=creator,
        created=now(),
    )


def with_article_notes(
    said: Sidecar, tags: Iterable[str], note: str, own: Mapping[str, Value]
) -> Sidecar:
    """``said`` with more said of the whole article; ``own`` values of None are taken back."""
    held = said.article
    notes = [text for text in (held.note, note) if text]
    extra = {name: value for name, value in {**held.extra, **own}.items() if value is not None}
    return said.with_article(ArticleNotes((*held.tags, *tags), "\n\n".join(notes), extra))


def now() -> str:
    """The present moment as annotations keep it: ISO 8601, UTC, whole seconds."""
    return f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"
