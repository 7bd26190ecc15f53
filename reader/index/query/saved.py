"""Saved searches inside a query: what ``@name`` stands for, and the bounds of that.

They may come with a stranger's library. Invariant: what one query stands for is bounded in
length, whatever its saved searches name, and no search stands for itself.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import replace
from difflib import get_close_matches
from itertools import islice
from typing import TYPE_CHECKING

from reader.errors import QueryError
from reader.index.query.bounds import LONGEST_QUERY, MOST_PARTS, shortened
from reader.index.query.nodes import And, Not, Or

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reader.index.query.nodes import Node

SAVED_NAME = re.compile(r"\w[\w-]*")
"""What a saved search may be called."""
_ANYTHING_LIKE_IT = 0.6
_LONGEST_COMPARED = 100
"""Code points of names that are compared; what that takes grows with their square."""
_MOST_COMPARED = 1_000
"""Names that one is compared with; a few milliseconds."""
_MOST_NAMED = 20
"""Names that an error lists."""
_SEARCH_FOR_IT = "To search for the word itself, put it in quotation marks."


def _nearest(name: str, names: Mapping[str, object]) -> str | None:
    """Which of ``names`` was meant by ``name``, if it was mistyped."""
    alike = (known for known in names if max(len(name), len(known)) <= _LONGEST_COMPARED)
    folded = {known.casefold(): known for known in islice(alike, _MOST_COMPARED)}
    near = get_close_matches(name.casefold(), folded, n=1, cutoff=_ANYTHING_LIKE_IT)
    return folded[near[0]] if near else None


def not_saved(name: str, names: Mapping[str, object]) -> str:
    """What to say of a ``name`` that is not among the ``names`` of saved searches."""
    near = _nearest(name, names)
    name = shortened(name)
    if near is not None:
        return f"There is no saved search @{name}. Did you mean @{near}?"
    if names:
        known = ", ".join(f"@{shortened(known)}" for known in sorted(names)[:_MOST_NAMED])
        more = len(names) - _MOST_NAMED
        others = f", and {more:,} more" if more > 0 else ""
        return f"There is no saved search @{name}. There are: {known}{others}."
    return f"There is no saved search @{name}. “reader searches save {name} QUERY…” makes one."


class Searches:
    """The saved searches that one query may name, and how much of them it has used."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        """``texts`` are the queries by their names."""
        self._texts = texts
        self._open: list[str] = []
        self.used: dict[str, str] = {}
        """What was put in for each name, in the order of the query."""
        self.words: list[str] = []
        """Names that are none of a saved search: they are looked for as they stand in texts."""
        self._left = LONGEST_QUERY
        self._parts = 0

    def count_part(self, query: str, position: int) -> None:
        """Count one more part, at ``position`` of ``query``; raises QueryError for one too many."""
        self._parts += 1
        if self._parts > MOST_PARTS:
            within = ", with its saved searches," if self._open else ""
            raise QueryError(
                f"The query{within} has more than {MOST_PARTS:,} parts. "
                "Ask for fewer words at once.",
                query,
                position,
            )

    def is_word(self, name: str) -> bool:
        """Whether ``name`` is that of somebody in a text, and not of a search, mistyped or not."""
        if name in self._texts or _nearest(name, self._texts) is not None:
            return False
        self.words.append(name)
        return True

    @contextmanager
    def opened(self, name: str, query: str, position: int) -> Iterator[str]:
        """The query that ``name``, at ``position`` of ``query``, stands for, to be parsed inside.

        Raises QueryError for a name that cannot be used; errors inside the block name it.
        """
        text = self._texts.get(name)
        if text is None:
            raise QueryError(f"{not_saved(name, self._texts)} {_SEARCH_FOR_IT}", query, position)
        if name in self._open:
            way = " → ".join(f"@{shortened(step)}" for step in [*self._open, name])
            raise QueryError(
                f"The saved search @{shortened(name)} stands for itself ({way}). "
                "Take one of them out.",
                query,
                position,
            )
        if not text.strip():
            raise QueryError(
                f"The saved search @{shortened(name)} is empty. "
                f"“reader searches save {shortened(name)} …” fills it.",
                query,
                position,
            )
        self._left -= len(text)
        if self._left < 0:
            raise QueryError(
                f"With its saved searches the query is longer than {LONGEST_QUERY:,} characters. "
                "Use fewer of them.",
                query,
                position,
            )
        self._open.append(name)
        self.used[name] = text
        try:
            yield text
        except QueryError as error:
            if error.saved:
                raise
            told = f"In the saved search @{shortened(name)}: {error.message}"
            raise QueryError(told, error.query, error.position, saved=name) from error
        finally:
            self._open.pop()


def placed_at(node: Node, position: int) -> Node:
    """``node`` with all its leaves at ``position``: that of the name which stands for them."""
    match node:
        case And(nodes):
            return And(tuple(placed_at(part, position) for part in nodes))
        case Or(nodes):
            return Or(tuple(placed_at(part, position) for part in nodes))
        case Not(inner):
            return Not(placed_at(inner, position))
        case _:
            return replace(node, position=position)
