"""One article as the catalogue lists it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from reader.articles import Article
    from reader.marks import Mark


class Stamp(NamedTuple):
    """What tells that a file, or the sidecar beside it, has changed; zeros where there is none."""

    size: int
    """Bytes."""
    mtime_ns: int
    sidecar_size: int = 0
    sidecar_mtime_ns: int = 0

    @property
    def has_sidecar(self) -> bool:
        """Whether there is a sidecar; one may be as old as time itself."""
        return bool(self.sidecar_size or self.sidecar_mtime_ns)

    def same_file(self, other: Stamp) -> bool:
        """Whether the file is as it was, whatever became of its sidecar."""
        return (self.size, self.mtime_ns) == (other.size, other.mtime_ns)


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of the library: what it is, or why it could not be read."""

    path: str
    """Relative to the library's root, with ``/``."""
    stamp: Stamp
    title: str = ""
    authors: tuple[str, ...] = ()
    date: datetime | None = None
    source: str = ""
    url: str = ""
    language: str = ""
    languages: tuple[str, ...] = ()
    """ISO 639-1 codes of the languages of its paragraphs, in alphabetical order."""
    format: str = ""
    sha256: str = ""
    text_sha256: str = ""
    words: int = 0
    tags: tuple[str, ...] = ()
    """All tags on the article and on its annotations."""
    annotations: int = 0
    problem: str = ""
    """Why the file or its sidecar could not be read; empty when all is well."""

    @property
    def readable(self) -> bool:
        """Whether there is an article to open."""
        return bool(self.text_sha256)


def tag_counts(entries: Iterable[Entry]) -> dict[str, int]:
    """The tags of ``entries`` with the number of articles each is on, most used first."""
    counts = Counter(tag for entry in entries for tag in entry.tags)
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


@dataclass(frozen=True, slots=True)
class Reading:
    """An article with its marks: everything that opening it needs."""

    article: Article
    marks: tuple[Mark, ...]
