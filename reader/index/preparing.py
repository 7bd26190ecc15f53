"""All the work on one file that needs no index: read, tokenise, mark, and count its terms.

Runs in worker processes, so it takes plain values, returns plain values, and imports neither
Whoosh nor Textual.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from annotations import sidecar
from annotations.errors import AnnotationsError
from reader.articles import read, tokenise
from reader.articles.metadata import doubt, overridden
from reader.errors import UnreadableArticleError
from reader.index.analysis import date_term, exact_postings, phrase_postings, text_postings
from reader.index.entries import Entry, Reading, Stamp, pack, unpack
from reader.index.names import ArticleNames
from reader.marks import NAMED_KINDS, Kind, find
from reader.marks.correcting import corrected, said_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from annotations.model import Sidecar
    from reader.articles import Article
    from reader.index.analysis import Posting
    from reader.marks import Mark
    from reader.marks.decisions import Decisions


@dataclass(frozen=True, slots=True)
class Prepared:
    """One file, ready to be written."""

    entry: Entry
    packed: bytes = b""
    """The reading for the catalogue; empty when the file could not be read."""
    postings: dict[str, list[Posting]] = field(default_factory=dict)
    """By field of the index."""
    names: ArticleNames = field(default_factory=ArticleNames)


@dataclass(frozen=True, slots=True)
class Task:
    """One file to be prepared."""

    path: str
    """Relative to the library's root."""
    stamp: Stamp
    packed: bytes = b""
    """The reading as it was, when the file is the same and only its sidecar is another."""


def prepare(
    root: Path, task: Task, size_limit: int, decisions: Decisions, model: str = ""
) -> Prepared:
    """Prepare a file of the library at ``root``; what is wrong with it is in its entry.

    ``size_limit`` is in bytes; ``decisions`` correct the names that the machine finds; ``model``
    is the spaCy model to find them with, if any.
    """
    path, stamp = task.path, task.stamp
    file = root / path
    try:
        reading = unpack(task.packed) if task.packed else read_and_mark(file, size_limit, model)
    except UnreadableArticleError as error:
        return Prepared(Entry(path, stamp, problem=str(error)))
    article, marks = reading.article, reading.marks
    problem, said, meta = "", None, article.metadata
    try:
        said = sidecar.load(sidecar.sidecar_path(file))
    except AnnotationsError as error:
        problem = str(error)
    if said is not None:
        meta, problem = overridden(meta, said.article.extra), doubt(said.article.extra)
    tokens = tokenise(article.text, article.blocks)
    shown = corrected(article.text, tokens, marks, decisions, said_of(said, article))
    tags = _tags(said)
    entry = Entry(
        path=path,
        stamp=stamp,
        title=meta.title,
        authors=meta.authors,
        date=meta.date,
        source=meta.source,
        url=meta.url,
        language=meta.language,
        languages=tuple(sorted({meta.language, *(b.language for b in article.blocks)} - {""})),
        format=article.format,
        sha256=article.sha256,
        text_sha256=article.text_sha256,
        words=len(tokens.forms),
        tags=tags,
        annotations=len(said.annotations) if said else 0,
        problem=problem,
    )
    postings = {
        "text": text_postings(tokens, article.blocks),
        **_postings_of_metadata(entry),
        **_postings_of_marks(article, shown),
        **_postings_of_sidecar(said, tags, meta.language),
    }
    held = [name for name, found in postings.items() if found]
    postings["has"] = exact_postings([*held, *(["annotations"] if entry.annotations else [])])
    return Prepared(
        entry,
        task.packed or pack(reading),
        {name: postings[name] for name in (*held, "has")},
        ArticleNames.of(marks, shown),
    )


def read_and_mark(file: Path, size_limit: int, model: str = "") -> Reading:
    """The article in ``file`` with its marks; raises ``UnreadableArticleError``."""
    article = read(file, size_limit=size_limit)
    return Reading(article, find(article, tokenise(article.text, article.blocks), model))


def _tags(said: Sidecar | None) -> tuple[str, ...]:
    if said is None:
        return ()
    tags = [*said.article.tags]
    for annotation in said.annotations.values():
        tags += annotation.tags
    return tuple(dict.fromkeys(tags))


def _postings_of_metadata(entry: Entry) -> dict[str, list[Posting]]:
    folders = PurePosixPath(entry.path).parents
    return {
        "path": exact_postings([entry.path]),
        "folder": exact_postings(str(folder) for folder in folders if folder.name),
        "title": phrase_postings([(entry.title, entry.language)]),
        "author": phrase_postings((author, None) for author in entry.authors),
        "source": phrase_postings([(entry.source, None)]),
        "date": exact_postings([date_term(entry.date)] if entry.date else []),
        "language": exact_postings([entry.language]),
        "format": exact_postings([entry.format]),
    }


def _postings_of_marks(article: Article, marks: Iterable[Mark]) -> dict[str, list[Posting]]:
    names: dict[Kind, Counter[str]] = {kind: Counter() for kind in Kind}
    speakers: Counter[str] = Counter()
    spoken: list[tuple[str, str | None]] = []
    for mark in marks:
        names[mark.kind][mark.name] += 1
        if mark.kind is Kind.QUOTATION:
            block = bisect_right(article.blocks, mark.start, key=lambda block: block.start) - 1
            spoken.append((mark.name, article.blocks[block].language))
            if mark.speaker:
                speakers[mark.speaker.name] += 1
    fields = {
        kind.value: phrase_postings((name, None) for name in names[kind])
        for kind in (Kind.PERSON, Kind.ORGANISATION, Kind.PLACE)
    }
    everybody = (name for kind in NAMED_KINDS for name in names[kind])
    return {
        **fields,
        "entity": phrase_postings((name, None) for name in everybody),
        "speaker": phrase_postings((name, None) for name in speakers),
        "quote": phrase_postings(spoken),
    }


def _postings_of_sidecar(
    said: Sidecar | None, tags: Sequence[str], language: str
) -> dict[str, list[Posting]]:
    if said is None:
        return {}
    notes = [a.note for a in said.annotations.values() if a.note]
    if said.article.note:
        notes.append(said.article.note)
    return {
        "note": phrase_postings((note, language) for note in notes),
        "tag": exact_postings(_with_ancestors(tags)),
    }


def _with_ancestors(tags: Iterable[str]) -> list[str]:
    """Each tag, the tags above it, so that ``tag:method`` finds ``method/sampling`` too."""
    found = []
    for tag in tags:
        parts = tag.split("/")
        found += ["/".join(parts[: depth + 1]) for depth in range(len(parts))]
    return found
