"""One article as the catalogue lists it, and the packed form in which its reading is kept.

Packing is JSON and zlib rather than pickles: the cache is ours, but what is in it came from
strangers.
"""

from __future__ import annotations

import json
import zlib
from collections import Counter
from dataclasses import astuple, dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from reader.articles.model import Article, Block, Metadata, Page, Role
from reader.marks.model import Kind, Mark, Origin, Reference, Speaker

if TYPE_CHECKING:
    from collections.abc import Iterable


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


def pack(reading: Reading) -> bytes:
    """``reading`` as bytes for the cache."""
    article = reading.article
    meta = article.metadata
    document = {
        "text": article.text,
        "blocks": [astuple(block) for block in article.blocks],
        "metadata": [
            meta.title,
            meta.authors,
            meta.date.isoformat() if meta.date else None,
            meta.source,
            meta.url,
            meta.language,
            meta.keywords,
            sorted(meta.guessed),
        ],
        "pages": [astuple(page) for page in article.pages],
        "format": article.format,
        "hashes": [article.sha256, article.text_sha256],
        "marks": [astuple(mark) for mark in reading.marks],
    }
    return zlib.compress(json.dumps(document, ensure_ascii=False).encode(), 1)


def unpack(packed: bytes) -> Reading:
    """The reading that :func:`pack` made ``packed`` from."""
    document = json.loads(zlib.decompress(packed))
    title, authors, date, source, url, language, keywords, guessed = document["metadata"]
    article = Article(
        text=document["text"],
        blocks=tuple(
            Block(start, end, Role(role), *rest) for start, end, role, *rest in document["blocks"]
        ),
        metadata=Metadata(
            title=title,
            authors=tuple(authors),
            date=datetime.fromisoformat(date).astimezone(UTC) if date else None,
            source=source,
            url=url,
            language=language,
            keywords=tuple(keywords),
            guessed=frozenset(guessed),
        ),
        format=document["format"],
        sha256=document["hashes"][0],
        text_sha256=document["hashes"][1],
        pages=tuple(Page(start, label) for start, label in document["pages"]),
    )
    return Reading(article, tuple(_mark(*fields) for fields in document["marks"]))


def _mark(
    kind: str,
    start: int,
    end: int,
    name: str,
    confidence: float,
    speaker: list[Any] | None,
    origin: str,
    own_kind: str,
) -> Mark:
    return Mark(
        Kind(kind),
        start,
        end,
        name,
        confidence,
        _speaker(*speaker) if speaker else None,
        Origin(origin),
        own_kind,
    )


def _speaker(
    start: int, end: int, name: str, rule: str, reference: str, cue: list[int] | None
) -> Speaker:
    span = (cue[0], cue[1]) if cue else None
    return Speaker(start, end, name, rule, Reference(reference), span)
