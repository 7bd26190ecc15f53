"""What runs beside us: Whoosh as it comes, and the full-text search of SQLite, on the same texts.

Both get title and text, stem English words and rank by BM25. So that queries find the same
articles, Whoosh keeps here the stop words and single letters that it leaves out by default; in the
comparison of indexing alone it is left as it comes. A query is translated from our own tree;
what cannot be said there is None. Neither counts all that was found, as ours does.
"""

from __future__ import annotations

import json
import sqlite3
import warnings
from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from whoosh import query as whoosh_query
    from whoosh.analysis import StemmingAnalyzer
    from whoosh.fields import ID, TEXT, Schema
    from whoosh.index import create_in
    from whoosh.lang.porter import stem

from reader.index.query import (
    And,
    DateRange,
    Everything,
    Fuzzy,
    Not,
    Or,
    Phrase,
    Prefix,
    Wildcard,
    Word,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from reader.index.query import Node

Texts: TypeAlias = "Mapping[str, str]"
"""Texts by the path of their article."""
LIMIT = 20
"""Hits that are asked for."""
BOOSTS = {"text": 1.0, "title": 3.0}


@dataclass(frozen=True, slots=True)
class Text:
    """An article as it was read."""

    path: str
    title: str
    day: str
    """``YYYYMMDD``, or empty."""
    text: str


def write_texts(texts: Iterable[Text], file: Path) -> None:
    """Keep ``texts`` in a file of JSON lines."""
    with file.open("w", encoding="utf-8") as written:
        for text in texts:
            written.write(json.dumps(astuple(text)) + "\n")


def read_texts(file: Path) -> Iterator[Text]:
    """The texts in a file of JSON lines, one at a time."""
    with file.open(encoding="utf-8") as lines:
        for line in lines:
            yield Text(*json.loads(line))


def whoosh_articles_in(file: Path, folder: Path) -> None:
    """:func:`whoosh_articles` of what :func:`write_texts` wrote, which is never all in memory."""
    whoosh_articles(read_texts(file), folder)


def whoosh_texts(texts: Texts, folder: Path, processes: int = 1) -> None:
    """Index texts alone, with Whoosh as it comes."""
    schema = Schema(path=ID(stored=True, unique=True), text=TEXT(StemmingAnalyzer()))
    # One process is its default; to say so all the same would choose another writer.
    options = {"procs": processes, "multisegment": True} if processes > 1 else {}
    writer = create_in(str(folder), schema).writer(limitmb=256, **options)
    for path, text in texts.items():
        writer.add_document(path=path, text=text)
    writer.commit()


def whoosh_articles(texts: Iterable[Text], folder: Path) -> None:
    """Index what our queries are compared on."""
    analyser = StemmingAnalyzer(stoplist=None, minsize=1)
    schema = Schema(path=ID(stored=True), day=ID, title=TEXT(analyser), text=TEXT(analyser))
    writer = create_in(str(folder), schema).writer(limitmb=256)
    for one in texts:
        writer.add_document(path=one.path, day=one.day, title=one.title, text=one.text)
    writer.commit()


def sqlite_articles(texts: Iterable[Text], file: Path) -> None:
    """The same in SQLite."""
    connection = sqlite3.connect(file)
    connection.execute(
        "CREATE VIRTUAL TABLE articles USING fts5"
        "(title, text, content='', tokenize='porter unicode61')"
    )
    rows = ((one.title, one.text) for one in texts)
    connection.executemany("INSERT INTO articles (title, text) VALUES (?, ?)", rows)
    connection.commit()
    connection.close()


def sqlite_texts(texts: Texts, file: Path) -> None:
    """Index texts alone, in SQLite."""
    sqlite_articles((Text(path, "", "", text) for path, text in texts.items()), file)


def sqlite_found(connection: sqlite3.Connection, match: str, limit: int = LIMIT) -> list[Any]:
    """The best hits of a query in SQLite's language."""
    asked = "SELECT rowid FROM articles WHERE articles MATCH ? ORDER BY rank LIMIT ?"
    return connection.execute(asked, (match, limit)).fetchall()


def for_whoosh(node: Node) -> Any | None:
    """``node`` for the index of :func:`whoosh_articles`."""
    match node:
        case And(nodes):
            wanted = [for_whoosh(part) for part in nodes if not isinstance(part, Not)]
            unwanted = [for_whoosh(part.node) for part in nodes if isinstance(part, Not)]
            if None in wanted or None in unwanted:
                return None
            found = whoosh_query.And(wanted)
            return whoosh_query.AndNot(found, whoosh_query.Or(unwanted)) if unwanted else found
        case Or(nodes):
            parts = [for_whoosh(part) for part in nodes]
            return None if None in parts else whoosh_query.Or(parts)
        case Everything():
            return whoosh_query.Every()
        case DateRange(start, end):
            days = [day and f"{day:%Y%m%d}" for day in (start, end)]
            return whoosh_query.TermRange("day", *days, endexcl=True)
        case Word(_, field) | Phrase(_, field) | Prefix(_, field) | Wildcard(_, field):
            return _in_fields(node, field)
        case Fuzzy(_, field):
            return _in_fields(node, field)
    return None


def _in_fields(leaf: Node, field: str) -> Any | None:
    if field and field not in BOOSTS:
        return None
    fields = {field: 1.0} if field else BOOSTS
    return whoosh_query.Or([_leaf(leaf, name, boost) for name, boost in fields.items()])


def _leaf(leaf: Node, field: str, boost: float) -> Any:
    match leaf:
        case Word(text):
            return whoosh_query.Term(field, stem(text.lower()), boost=boost)
        case Phrase(words, _, slop):
            stems = [stem(word.lower()) for word in words]
            return whoosh_query.Phrase(field, stems, slop=slop, boost=boost)
        case Prefix(text):
            return whoosh_query.Prefix(field, text.lower(), boost=boost)
        case Wildcard(pattern):
            return whoosh_query.Wildcard(field, pattern.lower(), boost=boost)
        case Fuzzy(text, _, distance):
            return whoosh_query.FuzzyTerm(
                field, text.lower(), boost=boost, maxdist=distance, prefixlength=1
            )
    raise AssertionError(leaf)


def for_sqlite(node: Node) -> str | None:
    """``node`` in the language of SQLite."""
    match node:
        case And(nodes):
            wanted = [for_sqlite(part) for part in nodes if not isinstance(part, Not)]
            unwanted = [for_sqlite(part.node) for part in nodes if isinstance(part, Not)]
            found = _joined(wanted, " AND ")
            others = _joined(unwanted, " OR ") if unwanted else ""
            if found is None or others is None:
                return None
            return f"({found} NOT {others})" if others else found
        case Or(nodes):
            return _joined([for_sqlite(part) for part in nodes], " OR ")
        case Word(text, field) if field in ("", *BOOSTS):
            return _column(field, f'"{text}"')
        case Prefix(text, field) if field in ("", *BOOSTS):
            return _column(field, f'"{text}"*')
        case Phrase(words, field, 1) if field in ("", *BOOSTS):
            return _column(field, f'"{" ".join(words)}"')
        case Phrase(words, field, slop) if field in ("", *BOOSTS):
            near = " ".join(f'"{word}"' for word in words)
            return _column(field, f"NEAR({near}, {slop - 1})")
    return None


def _joined(parts: list[str | None], by: str) -> str | None:
    told = [part for part in parts if part is not None]
    return f"({by.join(told)})" if len(told) == len(parts) else None


def _column(field: str, asked: str) -> str:
    return f"{field} : {asked}" if field else asked
