"""The names of a library, article by article: what lists them, and what the memory is made of.

Two tables of the catalogue. One holds the names that the machine found, and only it; from it the
library's memory is worked out. The other holds the names as they are shown. With them is kept
which decisions on names the index was made by, so that a refresh can tell what has changed.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotations.entities import EntityBook
from annotations.entities.file import read_entities, write_entities
from annotations.errors import YamlError
from reader.marks.memory import Memory, remember
from reader.marks.model import ENTITY_KINDS, NAMED_KINDS, Kind, Mark, Origin

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

TABLES = """
CREATE TABLE machine_names (path TEXT, kind TEXT, name TEXT);
CREATE INDEX machine_names_by_path ON machine_names (path);
CREATE INDEX machine_names_by_name ON machine_names (name);
CREATE TABLE names (
    path TEXT, kind TEXT, label TEXT, name TEXT, mentions INTEGER, origin TEXT
);
CREATE INDEX names_by_path ON names (path);
CREATE INDEX names_by_name ON names (name);
CREATE TABLE decisions (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class NameRow:
    """A name in one article, or in all of them."""

    kind: Kind
    label: str
    """The kind by the word for it."""
    name: str
    mentions: int
    origin: Origin
    articles: int = 1


@dataclass(frozen=True, slots=True)
class ArticleNames:
    """The names of one article."""

    machine: frozenset[tuple[str, str]] = frozenset()
    """Kind and name of all that the machine found."""
    shown: tuple[NameRow, ...] = ()

    @classmethod
    def of(cls, machine: Iterable[Mark], shown: Iterable[Mark]) -> ArticleNames:
        """Those in the machine's marks and in the corrected ones."""
        entities = [mark for mark in shown if mark.kind in ENTITY_KINDS]
        counts = Counter((mark.kind, mark.label, mark.name) for mark in entities)
        origins = {(mark.label, mark.name): mark.origin for mark in entities}
        return cls(
            frozenset((m.kind.value, m.name) for m in machine if m.kind in NAMED_KINDS),
            tuple(
                NameRow(kind, label, name, count, origins[label, name])
                for (kind, label, name), count in counts.items()
            ),
        )


@dataclass(frozen=True, slots=True)
class InForce:
    """The decisions that an index was made by."""

    book: EntityBook
    memory: Memory
    model: str = ""
    """The spaCy model that found the names; empty for our own."""


class NameTables:
    """The tables of names in one catalogue."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def replace(self, path: str, names: ArticleNames) -> None:
        """Put ``names`` in the place of what is held for ``path``, inside a transaction."""
        self.drop(path)
        self._connection.executemany(
            "INSERT INTO machine_names VALUES (?, ?, ?)",
            ((path, kind, name) for kind, name in sorted(names.machine)),
        )
        self._connection.executemany(
            "INSERT INTO names VALUES (?, ?, ?, ?, ?, ?)",
            (
                (path, row.kind.value, row.label, row.name, row.mentions, row.origin.value)
                for row in names.shown
            ),
        )

    def drop(self, path: str) -> None:
        """Forget ``path``, inside a transaction."""
        self._connection.execute("DELETE FROM machine_names WHERE path = ?", (path,))
        self._connection.execute("DELETE FROM names WHERE path = ?", (path,))

    def all(self, path: str = "", labels: Iterable[str] = (), least: int = 1) -> list[NameRow]:
        """The names of the library, or of one article, with at least so many mentions."""
        wanted = tuple(labels)
        conditions = ["1"]
        given: list[str | int] = []
        if path:
            conditions.append("path = ?")
            given.append(path)
        if wanted:
            conditions.append(f"label IN ({','.join('?' * len(wanted))})")
            given += wanted
        rows = self._connection.execute(
            "SELECT kind, label, name, SUM(mentions), MAX(origin), COUNT(DISTINCT path) FROM names"  # noqa: S608
            f" WHERE {' AND '.join(conditions)} GROUP BY label, name HAVING SUM(mentions) >= ?",
            (*given, least),
        )
        return [
            NameRow(Kind(kind), label, name, mentions, Origin(origin), articles)
            for kind, label, name, mentions, origin, articles in rows
        ]

    def holding(self, names: Iterable[str], *, machine: bool) -> set[str]:
        """The articles that hold any of ``names``: of the machine's, or of those shown."""
        table = "machine_names" if machine else "names"
        found: set[str] = set()
        for name in names:
            rows = self._connection.execute(
                f"SELECT path FROM {table} WHERE name = ?",  # noqa: S608
                (name,),
            )
            found.update(path for (path,) in rows)
        return found

    def memory(self) -> Memory:
        """What the articles teach each other now."""
        rows = self._connection.execute(
            "SELECT kind, name, COUNT(*) FROM machine_names GROUP BY kind, name"
        )
        return remember(rows)

    def in_force(self) -> InForce:
        """The decisions that the index was made by; none at first."""
        held = dict(self._connection.execute("SELECT key, value FROM decisions"))
        try:
            book = read_entities(held["book"]) if "book" in held else EntityBook()
        except YamlError:
            book = EntityBook()
        remembered = json.loads(held.get("memory", "[]"))
        memory = {(kind, name): full for kind, name, full in remembered}
        return InForce(book, memory, held.get("model", ""))

    def are_due(self) -> bool:
        """Whether a refresh was cut off before its names were seen to."""
        rows = self._connection.execute("SELECT 1 FROM decisions WHERE key = 'due'")
        return rows.fetchone() is not None

    def set_due(self) -> None:
        """The names have to be seen to, should this refresh be cut off."""
        with self._connection:
            self._connection.execute("REPLACE INTO decisions VALUES ('due', '')")

    def set_in_force(self, decided: InForce) -> None:
        """The index is made by ``decided`` now."""
        memory = sorted((kind, name, full) for (kind, name), full in decided.memory.items())
        with self._connection:
            self._connection.executemany(
                "REPLACE INTO decisions VALUES (?, ?)",
                [
                    ("book", write_entities(decided.book)),
                    ("memory", json.dumps(memory, ensure_ascii=False)),
                    ("model", decided.model),
                ],
            )
            self._connection.execute("DELETE FROM decisions WHERE key = 'due'")
