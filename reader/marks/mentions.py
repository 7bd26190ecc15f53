"""What the search for entities hands from step to step: a guess about a run of tokens.

Invariant: the mentions of a block are disjoint and in order.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.marks.gazetteer import Entry
    from reader.marks.model import Kind


@dataclass(frozen=True, slots=True)
class Mention:
    """Tokens ``first`` to ``last``, inclusive, that name somebody or something."""

    first: int
    last: int
    kind: Kind | None
    """None while only the rest of the article can tell."""
    name: str
    """Canonical name, or the words themselves."""
    confidence: float
    known: bool = False
    """True when a list gave the canonical name."""


KNOWN = 0.9
"""How sure a name is that stands in the gazetteer."""


def from_entry(entry: Entry, first: int, last: int) -> Mention:
    """The mention of a name that the gazetteer knows, at tokens ``first`` to ``last``."""
    return Mention(first, last, entry.kind, entry.name, KNOWN, known=True)
