"""The catalogue: one row a file, and each article as it was last read, in SQLite.

It answers what needs no search (lists, "has this file changed?", opening an article) without
touching Whoosh. Invariant: a row is written only after the index has committed what it says, and
the path of what is about to be committed stands under ``pending`` before; so after a crash the
catalogue can only be behind, and the next refresh knows every path that Whoosh may hold.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from reader.index import names
from reader.index.entries import Entry, Stamp
from reader.index.facets import count_facets
from reader.index.ordering import in_order
from reader.index.packing import unpack, unpack_article

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from reader.articles import Article
    from reader.index.entries import Reading
    from reader.index.facets import Facet
    from reader.index.ordering import Sort

_TABLES = """
CREATE TABLE entries (
    path TEXT PRIMARY KEY,
    size INTEGER, mtime_ns INTEGER, sidecar_size INTEGER, sidecar_mtime_ns INTEGER,
    title TEXT, authors TEXT, date TEXT, source TEXT, url TEXT, language TEXT, languages TEXT,
    format TEXT,
    sha256 TEXT, text_sha256 TEXT, words INTEGER, tags TEXT, annotations INTEGER, problem TEXT
) WITHOUT ROWID;
CREATE TABLE readings (path TEXT PRIMARY KEY, packed BLOB);
CREATE TABLE pending (path TEXT PRIMARY KEY) WITHOUT ROWID;
"""
_COLUMNS = 19
_AT_ONCE = 500
"""Paths in one question; SQLite takes no more than some hundreds everywhere."""


class Row(NamedTuple):
    """All that the catalogue keeps of one file."""

    entry: Entry
    packed: bytes
    """The reading; empty when the file could not be read."""
    names: names.ArticleNames


def create(file: Path) -> None:
    """Make an empty catalogue in ``file``, which must not exist."""
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.executescript(_TABLES + names.TABLES)


class Catalogue:
    """The catalogue file of one library. One instance belongs to one thread."""

    def __init__(self, file: Path) -> None:
        """Raises :class:`sqlite3.Error` when there is no catalogue in ``file``."""
        self._connection = sqlite3.connect(f"{file.as_uri()}?mode=rw", timeout=10.0, uri=True)
        self._connection.execute("PRAGMA synchronous = NORMAL")
        for table in ("entries", "readings", "pending", "machine_names", "names", "decisions"):
            self._connection.execute(f"SELECT 1 FROM {table} LIMIT 1")  # noqa: S608
        self._ranks: dict[Sort, dict[str, int]] = {}
        self._languages: tuple[str, ...] | None = None
        self._state: tuple[int, int] | None = None
        self.names = names.NameTables(self._connection)
        """What is known of the names in the articles."""

    def close(self) -> None:
        """Give the file back."""
        self._connection.close()

    def stamps(self) -> dict[str, Stamp]:
        """The stamp of every file, by path."""
        rows = self._connection.execute(
            "SELECT path, size, mtime_ns, sidecar_size, sidecar_mtime_ns FROM entries"
        )
        return {row[0]: Stamp._make(row[1:]) for row in rows}

    def entries(self, folder: str = "") -> list[Entry]:
        """Every entry in the order of paths; of ``folder`` and below when it is given."""
        if folder:
            rows = self._connection.execute(
                "SELECT * FROM entries WHERE path >= ? AND path < ? ORDER BY path",
                (folder + "/", folder + "0"),  # "0" is the character after "/"
            )
        else:
            rows = self._connection.execute("SELECT * FROM entries ORDER BY path")
        return [_entry(row) for row in rows]

    def entry(self, path: str) -> Entry | None:
        """The entry of ``path``, or None."""
        row = self._connection.execute("SELECT * FROM entries WHERE path = ?", (path,)).fetchone()
        return _entry(row) if row else None

    def entries_of(self, paths: Sequence[str]) -> dict[str, Entry]:
        """The entries of ``paths``, but for those there are none of."""
        found: dict[str, Entry] = {}
        for start in range(0, len(paths), _AT_ONCE):
            asked = paths[start : start + _AT_ONCE]
            rows = self._connection.execute(
                f"SELECT * FROM entries WHERE path IN ({','.join('?' * len(asked))})",  # noqa: S608
                asked,
            )
            found.update((row[0], _entry(row)) for row in rows)
        return found

    def ranks(self, sort: Sort) -> dict[str, int]:
        """The place of each path in the order of ``sort``."""
        self._forget_what_has_changed()
        if sort not in self._ranks:
            rows = self._connection.execute("SELECT path, title, date FROM entries")
            self._ranks[sort] = {path: place for place, path in enumerate(in_order(rows, sort))}
        return self._ranks[sort]

    def facets(self, paths: Sequence[str], names: Sequence[str]) -> list[Facet]:
        """See :func:`~reader.index.facets.count_facets`."""
        return count_facets(self._connection, paths, names)

    def reading(self, path: str) -> Reading | None:
        """The article in ``path`` as it was last read, with its marks; None when unknown."""
        packed = self.packed(path)
        return unpack(packed) if packed else None

    def article(self, path: str) -> Article | None:
        """The article in ``path`` as it was last read; None when unknown."""
        packed = self.packed(path)
        return unpack_article(packed) if packed else None

    def packed(self, path: str) -> bytes:
        """The reading of ``path`` in its packed form; empty when unknown."""
        row = self._connection.execute(
            "SELECT packed FROM readings WHERE path = ?", (path,)
        ).fetchone()
        return bytes(row[0]) if row else b""

    def failures(self) -> dict[str, str]:
        """Why each file that could not be read could not, by path."""
        rows = self._connection.execute("SELECT path, problem FROM entries WHERE text_sha256 = ''")
        return {path: problem for path, problem in rows if problem}

    def mark(self) -> int:
        """The number that :meth:`set_mark` left; 0 at first."""
        return int(self._connection.execute("PRAGMA user_version").fetchone()[0])

    def set_mark(self, mark: int) -> None:
        """Leave a number of 31 bits, such as the mark of the limits in force."""
        with self._connection:
            self._connection.execute(f"PRAGMA user_version = {int(mark)}")

    def pending(self) -> list[str]:
        """The paths that were about to be committed when a refresh was cut off."""
        return [path for (path,) in self._connection.execute("SELECT path FROM pending")]

    def announce(self, paths: Iterable[str]) -> None:
        """Note that Whoosh may hold ``paths`` from now on; :meth:`replace` settles them."""
        with self._connection:
            self._connection.executemany(
                "INSERT OR IGNORE INTO pending VALUES (?)", ((path,) for path in paths)
            )

    def replace(self, rows: Iterable[Row], removed: Iterable[str]) -> None:
        """Put ``rows`` and drop ``removed``."""
        with self._connection, closing(self._connection.cursor()) as cursor:
            for path in removed:
                cursor.execute("DELETE FROM entries WHERE path = ?", (path,))
                cursor.execute("DELETE FROM readings WHERE path = ?", (path,))
                cursor.execute("DELETE FROM pending WHERE path = ?", (path,))
                self.names.drop(path)
            for entry, packed, found in rows:
                cursor.execute("DELETE FROM pending WHERE path = ?", (entry.path,))
                cursor.execute(
                    f"REPLACE INTO entries VALUES ({','.join('?' * _COLUMNS)})",  # noqa: S608
                    _row(entry),
                )
                cursor.execute("DELETE FROM readings WHERE path = ?", (entry.path,))
                if packed:
                    cursor.execute("INSERT INTO readings VALUES (?, ?)", (entry.path, packed))
                self.names.replace(entry.path, found)

    def languages(self) -> tuple[str, ...]:
        """The languages of the library's paragraphs, as ISO 639-1 codes."""
        self._forget_what_has_changed()
        if self._languages is None:
            rows = self._connection.execute("SELECT DISTINCT languages FROM entries")
            spoken = {language for (languages,) in rows for language in languages.split()}
            self._languages = tuple(sorted(spoken))
        return self._languages

    @property
    def state(self) -> tuple[int, int]:
        """Another one whenever anybody has written since."""
        changes = self._connection.execute("PRAGMA data_version").fetchone()[0]
        return changes, self._connection.total_changes

    def _forget_what_has_changed(self) -> None:
        """Forget what was worked out from all entries, if anybody has written since."""
        state = self.state
        if self._state != state:
            self._ranks.clear()
            self._languages = None
            self._state = state

    def count(self) -> int:
        """How many files there are, readable or not."""
        row = self._connection.execute("SELECT COUNT(*) FROM entries").fetchone()
        return int(row[0])


def _row(entry: Entry) -> tuple[str | int, ...]:
    return (
        entry.path,
        *entry.stamp,
        entry.title,
        json.dumps(entry.authors, ensure_ascii=False),
        entry.date.astimezone(UTC).isoformat() if entry.date else "",
        entry.source,
        entry.url,
        entry.language,
        " ".join(entry.languages),
        entry.format,
        entry.sha256,
        entry.text_sha256,
        entry.words,
        json.dumps(entry.tags, ensure_ascii=False),
        entry.annotations,
        entry.problem,
    )


def _entry(row: tuple[Any, ...]) -> Entry:
    path, size, mtime, sidecar_size, sidecar_mtime, title, authors, date, *rest = row
    source, url, language, languages, kind, sha256, text_sha256, words, tags, *last = rest
    annotations, problem = last
    return Entry(
        path,
        Stamp(size, mtime, sidecar_size, sidecar_mtime),
        title,
        _listed(authors),
        datetime.fromisoformat(date) if date else None,
        source,
        url,
        language,
        tuple(languages.split()),
        kind,
        sha256,
        text_sha256,
        words,
        _listed(tags),
        annotations,
        problem,
    )


def _listed(texts: str) -> tuple[str, ...]:
    return () if texts == "[]" else tuple(json.loads(texts))
