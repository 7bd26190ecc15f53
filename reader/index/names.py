"""The names of a library, article by article: what lists them, and what the memory is made of.

Two tables of the catalogue. One holds the names that the machine found, and only it; from it the
library's memory is worked out. The other holds the names as they are shown. With them is kept
which decisions on names the index was made by, so that a refresh can tell what has changed.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.marks.model import ENTITY_KINDS, NAMED_KINDS, Kind, Mark, Origin

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping

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

    def counts(self) -> Iterable[tuple[str, str, int]]:
        """Kind, name and number of articles of each name that the machine found."""
        return self._connection.execute(
            "SELECT kind, name, COUNT(*) FROM machine_names GROUP BY kind, name"
        )

    def decisions(self) -> dict[str, str]:
        """The decisions that the index was made by, as :meth:`decide` was given them."""
        return self._held("book", "memory", "model")

    def model(self) -> str:
        """Which spaCy model found the names; empty for our own way, and at first."""
        return self._held("model").get("model", "")

    def are_due(self, decided_by: str) -> bool:
        """Whether the names have to be seen to.

        That is when a refresh was cut off before it did, and when the decisions depended on
        something else than ``decided_by`` when they were made.
        """
        held = self._held("due", "decided_by")
        return "due" in held or held.get("decided_by") != decided_by

    def set_due(self) -> None:
        """The names have to be seen to, should this refresh be cut off."""
        with self._connection:
            self._connection.execute("REPLACE INTO decisions VALUES ('due', '')")

    def decide(self, decisions: Mapping[str, str], decided_by: str) -> None:
        """The index is made by ``decisions`` now, which depend on ``decided_by``."""
        held = {**decisions, "decided_by": decided_by}
        with self._connection:
            self._connection.execute("DELETE FROM decisions")
            self._connection.executemany("INSERT INTO decisions VALUES (?, ?)", held.items())

    def _held(self, *keys: str) -> dict[str, str]:
        rows = self._connection.execute(
            f"SELECT key, value FROM decisions WHERE key IN ({','.join('?' * len(keys))})",  # noqa: S608
            keys,
        )
        return dict(rows)
