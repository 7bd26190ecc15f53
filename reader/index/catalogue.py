"""The catalogue: one row a file, and each article as it was last read, in SQLite.

It answers what needs no search (lists, "has this file changed?", opening an article) without
touching Whoosh. Invariant: a row is written only after the index has committed what it says, so
after a crash the catalogue can only be behind, and being behind costs work, never an answer.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import astuple
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from reader.index.entries import Entry, Stamp, unpack

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from reader.index.entries import Reading

_TABLES = """
CREATE TABLE IF NOT EXISTS entries (
    path TEXT PRIMARY KEY,
    size INTEGER, mtime_ns INTEGER, sidecar_size INTEGER, sidecar_mtime_ns INTEGER,
    title TEXT, authors TEXT, date TEXT, source TEXT, url TEXT, language TEXT, format TEXT,
    sha256 TEXT, text_sha256 TEXT, words INTEGER, tags TEXT, annotations INTEGER, problem TEXT
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS readings (path TEXT PRIMARY KEY, packed BLOB);
"""
_COLUMNS = 18


class Catalogue:
    """The catalogue file of one library. One instance belongs to one thread."""

    def __init__(self, file: Path) -> None:
        self._connection = sqlite3.connect(file, timeout=10.0)
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = NORMAL")
        self._connection.executescript(_TABLES)

    def close(self) -> None:
        """Give the file back."""
        self._connection.close()

    def stamps(self) -> dict[str, Stamp]:
        """The stamp of every file, by path."""
        rows = self._connection.execute(
            "SELECT path, size, mtime_ns, sidecar_size, sidecar_mtime_ns FROM entries"
        )
        return {path: Stamp(*stamp) for path, *stamp in rows}

    def entries(self, folder: str = "") -> Iterator[Entry]:
        """Every entry in the order of paths; of ``folder`` and below when it is given."""
        if folder:
            rows = self._connection.execute(
                "SELECT * FROM entries WHERE path >= ? AND path < ? ORDER BY path",
                (folder + "/", folder + "0"),  # "0" is the character after "/"
            )
        else:
            rows = self._connection.execute("SELECT * FROM entries ORDER BY path")
        return map(_entry, rows)

    def entry(self, path: str) -> Entry | None:
        """The entry of ``path``, or None."""
        row = self._connection.execute("SELECT * FROM entries WHERE path = ?", (path,)).fetchone()
        return _entry(row) if row else None

    def reading(self, path: str) -> Reading | None:
        """The article in ``path`` as it was last read, with its marks; None when unknown."""
        row = self._connection.execute(
            "SELECT packed FROM readings WHERE path = ?", (path,)
        ).fetchone()
        return unpack(row[0]) if row else None

    def replace(self, rows: Iterable[tuple[Entry, bytes]], removed: Iterable[str]) -> None:
        """Put ``rows`` (entry and packed reading, empty when unreadable) and drop ``removed``."""
        with self._connection, closing(self._connection.cursor()) as cursor:
            for path in removed:
                cursor.execute("DELETE FROM entries WHERE path = ?", (path,))
                cursor.execute("DELETE FROM readings WHERE path = ?", (path,))
            for entry, packed in rows:
                cursor.execute(
                    f"REPLACE INTO entries VALUES ({','.join('?' * _COLUMNS)})",  # noqa: S608
                    _row(entry),
                )
                cursor.execute("DELETE FROM readings WHERE path = ?", (entry.path,))
                if packed:
                    cursor.execute("INSERT INTO readings VALUES (?, ?)", (entry.path, packed))

    def languages(self) -> tuple[str, ...]:
        """The languages of the library's articles."""
        rows = self._connection.execute("SELECT DISTINCT language FROM entries ORDER BY language")
        return tuple(language for (language,) in rows if language)

    def count(self) -> int:
        """How many files there are, readable or not."""
        row = self._connection.execute("SELECT COUNT(*) FROM entries").fetchone()
        return int(row[0])


def _row(entry: Entry) -> tuple[str | int, ...]:
    return (
        entry.path,
        *astuple(entry.stamp),
        entry.title,
        json.dumps(entry.authors, ensure_ascii=False),
        entry.date.isoformat() if entry.date else "",
        entry.source,
        entry.url,
        entry.language,
        entry.format,
        entry.sha256,
        entry.text_sha256,
        entry.words,
        json.dumps(entry.tags, ensure_ascii=False),
        entry.annotations,
        entry.problem,
    )


def _entry(row: tuple[str | int, ...]) -> Entry:
    path, size, mtime, sidecar_size, sidecar_mtime, title, authors, date, *rest = row
    source, url, language, kind, sha256, text_sha256, words, tags, annotations, problem = rest
    return Entry(
        path=str(path),
        stamp=Stamp(int(size), int(mtime), int(sidecar_size), int(sidecar_mtime)),
        title=str(title),
        authors=tuple(json.loads(str(authors))),
        date=datetime.fromisoformat(str(date)).astimezone(UTC) if date else None,
        source=str(source),
        url=str(url),
        language=str(language),
        format=str(kind),
        sha256=str(sha256),
        text_sha256=str(text_sha256),
        words=int(words),
        tags=tuple(json.loads(str(tags))),
        annotations=int(annotations),
        problem=str(problem),
    )
