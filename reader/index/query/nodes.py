"""The tree a query is read into, so that what was asked is settled before anybody searches.

Nothing here knows how an index works: the texts are as they were typed, and cutting them into
tokens is the work of whoever compiles the tree. Invariant: two queries that mean the same by
the grammar (spacing, ``-`` or ``NOT``, needless parentheses) are equal trees.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from datetime import datetime


EXACTLY = "="
"""Begins a word of which no other form is looked for."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word, perhaps of several tokens: ``parade``, ``carbon-fiber``, ``10:30``, ``=parade``."""

    text: str
    """With the :data:`EXACTLY` that it begins with, if it does."""
    field: str = ""
    """Canonical name of the field, or empty when none was given."""
    position: int = dataclasses.field(default=0, compare=False)
    """Code-point offset into the query at which the word itself starts, after any ``field:``."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words in quotation marks: ``"world order"``, or near each other: ``"kim putin"~5``."""

    words: tuple[str, ...]
    """At least one; what stood between white space. Each may begin with :data:`EXACTLY`; if one
    stood before the quotation mark, all do."""
    field: str = ""
    slop: int = 1
    """The greatest distance between neighbours; 1 means one directly after the other."""
    position: int = dataclasses.field(default=0, compare=False)
    """Code-point offset into the query of the opening quotation mark."""


@dataclass(frozen=True, slots=True)
class Prefix:
    """A beginning: ``san*`` is ``Prefix("san")``."""

    text: str
    """Never empty, and without wildcards."""
    field: str = ""
    position: int = dataclasses.field(default=0, compare=False)
    """As in `Word`."""


@dataclass(frozen=True, slots=True)
class Wildcard:
    """A pattern: ``*tion``, ``s?n*``; ``tag:*`` asks whether there is any value at all."""

    pattern: str
    """``*`` stands for any characters or none, ``?`` for exactly one; never two ``*`` in a row."""
    field: str = ""
    position: int = dataclasses.field(default=0, compare=False)
    """As in `Word`."""


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """A word and those spelt nearly alike: ``sanction~``, ``sanction~2``."""

    text: str
    field: str = ""
    distance: int = 1
    """The greatest number of edits, 1 or 2."""
    position: int = dataclasses.field(default=0, compare=False)
    """As in `Word`."""


@dataclass(frozen=True, slots=True)
class DateRange:
    """A span of time: ``date:2025-09``, ``date:2025-08-30..2025-09-03``, ``date:2025..``."""

    start: datetime | None
    """Aware, in UTC, midnight; inclusive. None leaves the beginning open."""
    end: datetime | None
    """Aware, in UTC, midnight; exclusive. None leaves the end open; never both None."""
    field: str = "date"
    position: int = dataclasses.field(default=0, compare=False)
    """As in `Word`."""


@dataclass(frozen=True, slots=True)
class Has:
    """Articles that have something: ``has:annotations``, ``has:tags``."""

    what: str
    """``annotations``, or the canonical name of a field (``tag`` for ``has:tags``)."""
    position: int = dataclasses.field(default=0, compare=False)
    """As in `Word`."""


@dataclass(frozen=True, slots=True)
class Everything:
    """Every article: ``*``."""

    position: int = dataclasses.field(default=0, compare=False)
    """As in `Word`; 0 when it was not written but is implied."""


@dataclass(frozen=True, slots=True)
class And:
    """All of the nodes, at least one of which is no `Not`."""

    nodes: tuple[Node, ...]
    """Two or more, none of them an `And`."""


@dataclass(frozen=True, slots=True)
class Or:
    """Any of the nodes."""

    nodes: tuple[Node, ...]
    """Two or more, none of them an `Or` or a `Not`."""


@dataclass(frozen=True, slots=True)
class Not:
    """What is left without the node; found only directly inside an `And`."""

    node: Node
    """Never itself a `Not`."""


Leaf: TypeAlias = Word | Phrase | Prefix | Wildcard | Fuzzy | DateRange | Has | Everything
Node: TypeAlias = Leaf | And | Or | Not
