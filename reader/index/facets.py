"""Facets: how the articles that were found spread over tags, sources, names and years.

Counted in the catalogue's tables, so no article is opened. Invariant: an article counts once for
each value it has, and the values are those that a query can ask for.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

_ENTRIES = {
    "tag": "each.value FROM entries, json_each(tags) AS each",
    "author": "each.value FROM entries, json_each(authors) AS each",
    "source": "source FROM entries",
    "year": "substr(date, 1, 4) FROM entries",
    "language": "language FROM entries",
    "format": "format FROM entries",
}
"""The columns that facets are counted from, with their tables."""
_NAMES = ("person", "place", "organisation")
FACETS = ("tag", "source", *_NAMES, "year", "author", "language", "format")
"""The facets there are."""


@dataclass(frozen=True, slots=True)
class Facet:
    """One property of the articles that were found."""

    name: str
    counts: tuple[tuple[str, int], ...]
    """Each value with its number of articles, most first; years from the last one back."""


def count_facets(
    connection: sqlite3.Connection, paths: Sequence[str], names: Sequence[str]
) -> list[Facet]:
    """The facets called ``names``, of `FACETS`, over the articles at ``paths``."""
    given = json.dumps(paths, ensure_ascii=False)
    return [Facet(name, tuple(_counted(connection, given, name))) for name in names]


def _counted(connection: sqlite3.Connection, paths: str, name: str) -> list[tuple[str, int]]:
    if name in _NAMES:
        # The index is named because SQLite, not knowing how many paths come, may choose another.
        source = "name FROM names INDEXED BY names_by_path"
        condition = f"label = '{name}' AND names.path"
    else:
        source = _ENTRIES[name]
        condition = "entries.path"
    value, _, table = source.partition(" FROM ")
    order = "1 DESC" if name == "year" else "2 DESC, 1"
    rows = connection.execute(
        f"SELECT {value}, COUNT(*) FROM {table}"  # noqa: S608
        f" WHERE {condition} IN (SELECT value FROM json_each(?)) AND {value} <> ''"
        f" GROUP BY {value} ORDER BY {order}",
        (paths,),
    )
    return rows.fetchall()
