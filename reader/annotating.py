"""Annotations meet articles: placing them in today's text, and the acts that change them.

Every act is a pure change handed to :func:`annotations.sidecar.update`, which applies it to what
is on disk at that moment. When the article's text is another than the sidecar's offsets count in,
the act first places all annotations anew.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from unicodedata import normalize

from annotations import Anchor, Annotation, Source, TextView, locate, new_id, sidecar
from reader import paths
from reader.articles.find import find_all, straighten
from reader.errors import LibraryError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from annotations import Sidecar
    from reader.articles import Article


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

    def admits(self, path: str, placed: Placed) -> bool:
        """Whether the annotation ``placed`` on the article ``path`` is meant."""
        annotation = placed.annotation
        wanted = self.words.casefold()
        return (
            self.article in ("", path)
            and self.creator in ("", annotation.creator)
            and (not self.orphans or placed.is_orphan)
            and (not self.tags or self._admits_tags(annotation.tags))
            and wanted in f"{annotation.note}\n{annotation.anchor.exact}".casefold()
        )

    @property
    def admits_all(self) -> bool:
        """Whether nothing is excluded."""
        return self == Selection()

    def _admits_tags(self, tags: Iterable[str]) -> bool:
        return any(
            tag == wanted or tag.startswith(f"{wanted}/") for tag in tags for wanted in self.tags
        )


def place_all(said: Sidecar | None, article: Article) -> tuple[Placed, ...]:
    """The annotations of ``said`` in the order of the text, orphans last."""
    if said is None or not said.annotations:
        return ()
    same = said.source.text_sha256 == article.text_sha256
    text: str | TextView = article.text if same else TextView(article.text)
    placed = []
    for annotation in said.annotations.values():
        found = locate(annotation.anchor, text, same_text=same)
        if found is None and isinstance(text, str):
            text = TextView(article.text)
        placed.append(
            Placed(annotation, found.start, found.end) if found else Placed(annotation, -1, -1)
        )
    return tuple(sorted(placed, key=lambda p: (p.is_orphan, p.start, p.end, p.annotation.id)))


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


def highlight(
    article: Article, start: int, end: int, *, tags: Iterable[str], note: str, creator: str
) -> Annotation:
    """A new annotation of ``article.text[start:end]``."""
    start, end = trim(article.text, start, end)
    return Annotation(
        id=new_id(),
        kind="highlight",
        anchor=Anchor.at(article.text, start, end),
        tags=tuple(tags),
        note=note,
        creator=creator,
        created=now(),
    )


def merged(known: Annotation, wanted: Annotation, held: Annotation | None) -> Annotation:
    """What ``wanted`` changes of ``known``, put onto ``held``, which is on disk now.

    Tags are merged as a set; of two changed notes both are kept; what is gone is said again.
    """
    if held is None:
        return wanted
    dropped = set(known.tags).difference(wanted.tags)
    tags = [tag for tag in held.tags if tag not in dropped]
    tags += [tag for tag in wanted.tags if tag not in (*known.tags, *tags)]
    note = wanted.note
    if note == known.note:
        note = held.note
    elif held.note not in ("", known.note, note):
        note = f"{held.note}\n\n{note}" if note else held.note
    return replace(held, tags=tuple(tags), note=note)


def says_the_same(one: Annotation, other: Annotation) -> bool:
    """Whether tags and note are the same."""
    return (set(one.tags), one.note) == (set(other.tags), other.note)


def touched(annotation: Annotation) -> Annotation:
    """``annotation``, modified now."""
    return replace(annotation, modified=now())


def now() -> str:
    """The present moment as annotations keep it: ISO 8601, UTC, whole seconds."""
    return f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"


def save(file: Path, article: Article, change: Callable[[Sidecar], Sidecar]) -> Sidecar:
    """Apply ``change`` to the sidecar of the article in ``file``; returns what is on disk now.

    Raises :class:`annotations.SidecarError` when it cannot be read or written; then nothing has
    changed.
    """

    def on_todays_text(held: Sidecar) -> Sidecar:
        changed = change(held)
        if changed == held or held.source.text_sha256 == article.text_sha256:
            return changed
        return _placed_anew(changed, article)

    return sidecar.update(
        sidecar.sidecar_path(file),
        on_todays_text,
        source=Source(file.name, article.sha256, article.text_sha256),
        lock_dir=paths.state_folder() / "locks",
    )


def _placed_anew(said: Sidecar, article: Article) -> Sidecar:
    """``said`` with all anchors counting in ``article.text``; orphans as they are.

    An anchor that agrees with the text, its surroundings too, was taken in it and stays.
    """
    for placed in place_all(said, article):
        if placed.is_orphan or _was_taken_in(article.text, placed.annotation.anchor):
            continue
        anchor = Anchor.at(article.text, placed.start, placed.end)
        said = said.put(replace(placed.annotation, anchor=anchor))
    return said


def _was_taken_in(text: str, anchor: Anchor) -> bool:
    inside = 0 <= anchor.start <= anchor.end <= len(text)
    return inside and Anchor.at(text, anchor.start, anchor.end) == anchor
