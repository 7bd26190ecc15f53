"""The fields a query may name, and what ``has:`` may ask for.

Invariant: behind this module there are canonical names only, never an alias.
"""

from __future__ import annotations

from difflib import get_close_matches
from types import MappingProxyType
from typing import TYPE_CHECKING

from reader.errors import QueryError
from reader.index.query.bounds import shortened

if TYPE_CHECKING:
    from collections.abc import Iterable

FIELDS = (
    "text",
    "title",
    "author",
    "source",
    "date",
    "language",
    "tag",
    "note",
    "person",
    "place",
    "organisation",
    "entity",
    "speaker",
    "quote",
    "folder",
    "format",
    "path",
    "has",
)
"""Canonical names, in the order in which they are listed to the user."""

WHOLE = frozenset({"language", "tag", "folder", "format", "path"})
"""Fields whose values are asked for as a whole: all their words are exact."""

ALIASES = MappingProxyType({"organization": "organisation", "lang": "language", "in": "folder"})
"""Other spellings of a field's name."""

POSSESSIONS = MappingProxyType(
    {
        "annotation": "annotations",
        "annotations": "annotations",
        "author": "author",
        "authors": "author",
        "date": "date",
        "entities": "entity",
        "entity": "entity",
        "language": "language",
        "note": "note",
        "notes": "note",
        "organisation": "organisation",
        "organisations": "organisation",
        "organization": "organisation",
        "organizations": "organisation",
        "people": "person",
        "person": "person",
        "persons": "person",
        "place": "place",
        "places": "place",
        "quote": "quote",
        "quotes": "quote",
        "source": "source",
        "speaker": "speaker",
        "speakers": "speaker",
        "tag": "tag",
        "tags": "tag",
    }
)
"""What may follow ``has:``, and the canonical name of each."""


def canonical_field(name: str) -> str | None:
    """The canonical name of the field called ``name`` in any case, or None when there is none."""
    lowered = name.lower()
    if lowered in FIELDS:
        return lowered
    return ALIASES.get(lowered)


def unknown_field(name: str, query: str, position: int) -> QueryError:
    """The error for a field that does not exist, with the nearest one that does."""
    near = _nearest(name, (*FIELDS, *ALIASES))
    remedy = f"Did you mean {near}:?" if near else f"The fields are {', '.join(FIELDS)}."
    return QueryError(
        f"There is no field {shortened(name)!r}. {remedy} "
        "To search for the word itself, put it in quotation marks.",
        query,
        position,
    )


def canonical_possession(name: str, query: str, position: int) -> str:
    """What ``has:name`` asks for, as `Has.what`; raises QueryError when it is nothing we know."""
    what = POSSESSIONS.get(name.lower())
    if what is not None:
        return what
    near = _nearest(name, POSSESSIONS)
    known = ", ".join(sorted(set(POSSESSIONS.values())))
    remedy = f"Did you mean has:{near}?" if near else f"Ask for one of {known}."
    raise QueryError(f"has: cannot ask for {shortened(name)!r}. {remedy}", query, position)


def _nearest(name: str, names: Iterable[str]) -> str | None:
    return next(iter(get_close_matches(name.lower(), names, n=1, cutoff=0.6)), None)
