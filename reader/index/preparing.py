"""All the work on one file that needs no index: read, tokenise, mark, and count its terms.

Runs in worker processes, so it takes plain values, returns plain values, and imports neither
Whoosh nor Textual.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from annotations import naming, sidecar
from annotations.errors import AnnotationsError
from reader.articles import tokenise
from reader.articles.metadata import doubt, overridden
from reader.articles.reading import read
from reader.errors import UnreadableArticleError
from reader.index.analysis import date_term, exact_words, name_words, phrase_words, text_words
from reader.index.entries import Entry, Reading
from reader.index.names import ArticleNames
from reader.index.packing import pack, unpack
from reader.index.tasks import Prepared
from reader.marks import NAMED_KINDS, Kind
from reader.marks.correcting import corrected, said_of
from reader.marks.finding import find

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from annotations.model import Sidecar
    from reader.articles import Article
    from reader.index.segments.postings import FieldWords
    from reader.index.tasks import Task
    from reader.marks import Mark
    from reader.marks.decisions import Decisions


def prepare(
    task: Task, root: Path, size_limit: int, decisions: Decisions, model: str = ""
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
        said = sidecar.load(naming.sidecar_path(file), root=root)
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
    words = {
        "text": text_words(tokens, article.blocks),
        **_words_of_metadata(entry),
        **_words_of_marks(article, shown),
        **_words_of_sidecar(said, tags, meta.language),
    }
    words = {name: found for name, found in words.items() if found.terms}
    words["has"] = exact_words([*words, *(["annotations"] if entry.annotations else [])])
    return Prepared(entry, task.packed or pack(reading), words, ArticleNames.of(marks, shown))


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


def _words_of_metadata(entry: Entry) -> dict[str, FieldWords]:
    folders = PurePosixPath(entry.path).parents
    return {
        "path": exact_words([entry.path]),
        "folder": exact_words(str(folder) for folder in folders if folder.name),
        "title": phrase_words([(entry.title, entry.language)]),
        "author": name_words(entry.authors),
        "source": name_words([entry.source]),
        "date": exact_words([date_term(entry.date)] if entry.date else []),
        "language": exact_words([entry.language]),
        "format": exact_words([entry.format]),
    }


def _words_of_marks(article: Article, marks: Iterable[Mark]) -> dict[str, FieldWords]:
    names: dict[Kind, Counter[str]] = {kind: Counter() for kind in Kind}
    speakers: Counter[str] = Counter()
    spoken: list[tuple[str, str]] = []
    for mark in marks:
        names[mark.kind][mark.name] += 1
        if mark.kind is Kind.QUOTATION:
            block = bisect_right(article.blocks, mark.start, key=lambda block: block.start) - 1
            spoken.append((mark.name, article.blocks[block].language))
            if mark.speaker:
                speakers[mark.speaker.name] += 1
    fields = {
        kind.value: name_words(names[kind]) for kind in (Kind.PERSON, Kind.ORGANISATION, Kind.PLACE)
    }
    return {
        **fields,
        "entity": name_words(name for kind in NAMED_KINDS for name in names[kind]),
        "speaker": name_words(speakers),
        "quote": phrase_words(spoken),
    }


def _words_of_sidecar(
    said: Sidecar | None, tags: Sequence[str], language: str
) -> dict[str, FieldWords]:
    if said is None:
        return {}
    notes = [a.note for a in said.annotations.values() if a.note]
    if said.article.note:
        notes.append(said.article.note)
    return {
        "note": phrase_words((note, language) for note in notes),
        "tag_words": phrase_words((tag, language) for tag in tags),
        "tag": exact_words(_with_ancestors(tags)),
    }


def _with_ancestors(tags: Iterable[str]) -> list[str]:
    """Each tag, the tags above it, so that ``tag:method`` finds ``method/sampling`` too."""
    found = []
    for tag in tags:
        parts = tag.split("/")
        found += ["/".join(parts[: depth + 1]) for depth in range(len(parts))]
    return found
